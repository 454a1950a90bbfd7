#include "git/oid.h"

#include "base/cleanup.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* libgit2 does not find an object in a pack that it cannot open. */
static const char *no_descriptor(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return strerror(errno);
	close(fd);
	return NULL;
}

int error_git(const char *fmt, ...)
{
	const git_error *e = git_error_last();
	const char *why = e && e->message ? e->message :
					    "libgit2 gives no reason";
	const char *also = no_descriptor();
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	va_list ap;

	if (also && strstr(why, also))
		also = NULL;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	return error(E_FAIL, "%s: %s%s%s", text.buf, why, also ? ": " : "",
		     also ? also : "");
}

/* git_oid_fromstr() alone crashes on a bad digit before git_libgit2_init(). */
bool oid_from_hex(git_oid *out, const char *hex)
{
	return strlen(hex) == GIT_OID_HEXSZ &&
	       strspn(hex, "0123456789abcdef") == GIT_OID_HEXSZ &&
	       git_oid_fromstr(out, hex) == 0;
}

const char *oid_hex(const git_oid *id)
{
	static char buf[64][GIT_OID_HEXSZ + 1];
	static unsigned next;

	return git_oid_tostr(buf[next++ % 64], sizeof(buf[0]), id);
}

const char *oid_short(const git_oid *id)
{
	static char buf[8][11];
	static unsigned next;

	return git_oid_is_zero(id) ?
		       "(none)" :
		       git_oid_tostr(buf[next++ % 8], sizeof(buf[0]), id);
}

const char *ref_short(const char *ref)
{
	static const char *const prefix[] = { "refs/heads/", "refs/tags/",
					      "refs/remotes/" };

	for (size_t i = 0; i < sizeof(prefix) / sizeof(*prefix); i++)
		if (starts_with(ref, prefix[i]))
			return ref + strlen(prefix[i]);
	return ref;
}
