#include "gate/gate_begun.h"

#include "base/cleanup.h"
#include "base/file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Who sends it a signal means what it has started, too: it waits for that. */
static const char around[] =
	"trap : HUP INT TERM; sh -c \"$1\"; s=$?; echo $s >\"$2\"; exit $s";

const char *const *gate_begun_argv(const struct gate_begun *b,
				   struct arena *arena, const char *line)
{
	const char **argv = arena_alloc(arena, 7 * sizeof(*argv));

	argv[0] = "sh";
	argv[1] = "-c";
	argv[2] = around;
	argv[3] = "sh";
	argv[4] = line;
	argv[5] = b->ended;
	argv[6] = NULL;
	return argv;
}

int gate_begun_note(const struct gate_begun *b)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = file_remove(b->ended);

	if (rc < 0 || !b->what)
		return rc;
	strbuf_addf(&text, "%s %lld\n", b->what, (long long)time(NULL));
	return file_replace(b->begun, text.buf, text.len);
}

bool gate_begun_ended(const struct gate_begun *b, int *status,
		      long long *seconds)
{
	CLEANUP(strbuf) struct strbuf was = STRBUF_INIT, text = STRBUF_INIT;
	long long from;
	struct stat st;

	if (!b->what || stat(b->ended, &st) < 0 ||
	    strbuf_read_file(&was, b->begun, 1000, true) < 0 ||
	    strbuf_read_file(&text, b->ended, 100, true) < 0 ||
	    !starts_with(was.buf, b->what) ||
	    sscanf(was.buf + strlen(b->what), " %lld", &from) != 1 ||
	    sscanf(text.buf, "%d", status) != 1)
		return false;
	*seconds = st.st_mtime > from ? st.st_mtime - from : 0;
	return *status < 128 &&
	       (!b->max_age || st.st_mtime + b->max_age >= time(NULL));
}

int gate_begun_forget(const struct gate_begun *b)
{
	int rc = file_remove(b->begun);

	return rc < 0 ? rc : file_remove(b->ended);
}
