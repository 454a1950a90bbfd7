#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "checklist/read_output.h"

#include <stdlib.h>
#include <string.h>

/* Does the rest of the pattern fit the rest of the line?  Tries everything. */
static bool tries(const struct read_pattern *p, size_t i, const char *line,
		  size_t n, size_t at)
{
	if (i == p->n)
		return at == n;
	const struct read_piece *piece = &p->piece[i];
	for (size_t end = at + (piece->name != NULL); end <= n; end++) {
		if (piece->name && line[end - 1] == ' ')
			return false;
		if (n - end >= piece->n &&
		    !memcmp(line + end, piece->text, piece->n) &&
		    tries(p, i + 1, line, n, end + piece->n))
			return true;
	}
	return false;
}

static bool should_fit(const struct read_pattern *p, const char *line, size_t n)
{
	return n >= p->n_before && !memcmp(line, p->before, p->n_before) &&
	       tries(p, 0, line, n, p->n_before);
}

/* It finds what there is, and each value is a word of the line. */
static void compare(const struct read_pattern *p, const char *line, size_t n)
{
	struct read_value value[READ_NAMES_MAX];
	bool fits = read_pattern_fits(p, line, n, value);

	for (size_t i = 0; fits && i < p->n_names; i++)
		if (!value[i].n || memchr(value[i].s, ' ', value[i].n) ||
		    value[i].s < line || value[i].s + value[i].n > line + n ||
		    (i && value[i].s <= value[i - 1].s))
			abort();
	if (n <= 24 && p->n <= 6 && fits != should_fit(p, line, n))
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
