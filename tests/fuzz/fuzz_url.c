#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "net/url.h"

#include <stdlib.h>
#include <string.h>

#define MUST(x)                                                                \
	do {                                                                   \
		if (!(x))                                                      \
			abort();                                               \
	} while (0)

static void check(const struct url *u)
{
	MUST(*u->host && *u->host != '-' && !strpbrk(u->host, " @/?#\n\r%'\""));
	MUST(!u->port || strspn(u->port, "0123456789") == strlen(u->port));
	for (const char *p = u->path; *p; p++)
		MUST((unsigned char)*p >= ' ');
	MUST(*u->path != '/' && !ends_with(u->path, "/"));
}

/* A remote, and two lines: a URL and where it leads. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	char *text = arena_strndup(&a, (const char *)data, n), *to;
	const char *joined;
	struct url u;

	if (url_of_remote(&u, &a, text)) {
		MUST(*u.path);
		check(&u);
		strbuf_addf(&sb, "%s/", url_origin(&a, &u));
		url_add_path(&sb, u.path);
		if (starts_with(sb.buf, "http"))
			MUST(url_parse(&u, &a, sb.buf));
	}
	to = strchr(text, '\n');
	if (!to)
		return 0;
	*to = '\0';
	joined = url_join(&a, text, to + 1);
	if (!joined)
		return 0;
	MUST(url_parse(&u, &a, joined) && !strpbrk(joined, " \r\n#"));
	check(&u);
	MUST(url_same_origin(joined, joined));
	if (url_same_origin(text, joined))
		MUST(strstr(joined, u.host) || strcasestr(joined, u.host));
	return 0;
}
