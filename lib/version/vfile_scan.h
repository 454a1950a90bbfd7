#ifndef VERSION_VFILE_SCAN_H
#define VERSION_VFILE_SCAN_H

/*
 * What the formats of vfile.h share: a cursor over the text, a taker of values,
 * paths to values.  For vfile*.c only.
 *
 * Each format has a file, and a function that takes what stands at `where`: a
 * path, a name, or not used.  E_POLICY where the text is damaged, or what
 * stands there is no version.
 */
#include "version/vfile.h"

struct vscan {
	const struct vfile *file;
	const char *text;
	size_t n, i; /* `i`: the cursor */
	struct vspans *out;
	size_t before; /* of this value there may be one; those found earlier */
};

/* The byte at `i`, NUL at the end (a NUL within never gets here). */
static inline char vscan_at(const struct vscan *s, size_t i)
{
	return i < s->n ? s->text[i] : '\0';
}
static inline char vscan_here(const struct vscan *s)
{
	return vscan_at(s, s->i);
}

/* Does `word` stand at the cursor? */
bool vscan_sees(const struct vscan *s, const char *word);
void vscan_skip(struct vscan *s, const char *chars); /* any of them */
void vscan_to_line_end(struct vscan *s);             /* to '\n' or the end */
/* Blanks, line ends and comments from '#' on. */
void vscan_skip_lines(struct vscan *s);
/* Over a string in quotes, behind it; false if it does not end.  A backslash
 * keeps the next byte from ending it where `escapes`. */
bool vscan_string(struct vscan *s, bool escapes);
size_t vscan_word(const struct vscan *s, size_t i); /* [A-Za-z0-9_]* */

/* E_POLICY: "<path>:<line of `at`>: what". */
int vscan_fault(const struct vscan *s, size_t at, const char *fmt, ...)
	PRINTF(3, 4);

/* How many bytes of a version there are at `at`. */
size_t vscan_version(const struct vscan *s, size_t at);
/* The value is these bytes.  E_POLICY if they are no version, or if there was
 * one before. */
int vscan_take(struct vscan *s, size_t at, size_t len) MUST_CHECK;

/* One step of a path such as .a.b[0]: what is left behind the key or the index,
 * "" if that was the last, NULL if it leads elsewhere.  NULL stays NULL. */
const char *vpath_key(const char *path, const char *key, size_t n);
/* The same for a key with escapes, as between double quotes of JSON, TOML and
 * YAML. */
const char *vpath_escaped(const char *path, const char *key, size_t n);
const char *vpath_index(const char *path, size_t index);

#endif
