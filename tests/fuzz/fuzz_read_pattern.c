#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "checklist/read_output.h"
#include "text/glob.h"

#include <stdlib.h>
#include <string.h>

/* With each name as "*" it fits as a glob does. */
static void compare(const struct read_pattern *p, const char *line, size_t n)
{
	CLEANUP(strbuf) struct strbuf glob = STRBUF_INIT;
	struct read_value value[READ_NAMES_MAX];

	strbuf_add(&glob, p->before, p->n_before);
	for (size_t i = 0; i < p->n; i++) {
		strbuf_adds(&glob, p->piece[i].name ? "?*" : "*");
		strbuf_add(&glob, p->piece[i].text, p->piece[i].n);
	}
	if (!read_pattern_fits(p, line, n, value))
		return;
	for (size_t i = 0; i < p->n_names; i++)
		if (!value[i].n || memchr(value[i].s, ' ', value[i].n) ||
		    value[i].s < line || value[i].s + value[i].n > line + n)
			abort();
	if (!strpbrk(p->before, "?[\\") && !memchr(glob.buf, '[', glob.len) &&
	    !memchr(glob.buf, '\\', glob.len) &&
	    !glob_match(glob.buf, glob.len, line, n))
		abort();
}

/* The first line is the pattern, what follows the output. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	const char *text = (const char *)data;
	const char *lf = memchr(text, '\n', size);
	size_t n = lf ? (size_t)(lf - text) : size, out = n + (lf != NULL);
	struct read_pattern p;

	if (read_pattern_read(&p, &arena, arena_strndup(&arena, text, n)) < 0)
		return 0;
	struct read_output whole = READ_OUTPUT(&p), bytes = READ_OUTPUT(&p);
	read_output_add(&whole, text + out, size - out);
	for (size_t i = out; i < size; i++)
		read_output_add(&bytes, text + i, 1);
	if (read_output_end(&whole) != read_output_end(&bytes))
		abort();
	for (size_t i = 0; whole.found && i < p.n_names; i++)
		if (strcmp(whole.value[i].buf, bytes.value[i].buf) != 0)
			abort();
	read_output_release(&whole);
	read_output_release(&bytes);
	compare(&p, text + out, size - out);
	return 0;
}
