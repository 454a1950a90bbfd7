#ifndef VERSION_VFILE_H
#define VERSION_VFILE_H

/*
 * Files that carry the version, and where in them.  A value is found as a range
 * of bytes and spliced: line ends, byte order mark, order and comments stay.
 * Pure: text in, text out.
 *
 * What a file's name does not tell, the setting does: behind a colon the path
 * to a value (plugin.json:.plugins[0].version) or a name that is given one
 * (src/main.c:VERSION).  A '?' behind the name: where there is such a file.
 *
 *	vfile_list(&files, &n, &arena, "VERSION pyproject.toml");
 *	vfile_find(&files[0], text, len, &at);		where it is
 *	vfile_splice(&files[0], text, len, &at, "1.2.0", &out);
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "version/vfile_hole.h"

#include <stdbool.h>
#include <stddef.h>

struct vfile {
	const char *path;   /* from the top level */
	const char *where;  /* NULL: what the name tells */
	bool optional;      /* need not be there */
	const char *anchor; /* part of a line with holes in it; NULL: none */
	size_t count;       /* how many such lines there must be */
	bool maybe;         /* or none */
	bool parts;         /* {version} is not in it */
};

/* Names of files, between blanks.  E_CONFIG for what cannot be meant. */
int vfile_list(struct vfile **out, size_t *n, struct arena *arena,
	       const char *files) MUST_CHECK;
/* "README.md: pip install x=={version}; docs/a.txt*2: '?{version}?'": file,
 * how often, and part of a line in which '?' stands for any character; with *?
 * behind the file it is there once or not at all.  They are added to `*out`. */
int vfile_anchors(struct vfile **out, size_t *n, struct arena *arena,
		  const char *anchors) MUST_CHECK;

enum { VFILE_MAX = 64, VFILE_MAX_BYTES = 16 << 20 };

struct vspan {
	size_t at, len;
	enum vhole hole; /* what of the version */
};
struct vspans {
	struct vspan item[VFILE_MAX]; /* in the order of the file */
	size_t n;
};

/* Where the version stands.  E_NOTFOUND if nowhere (unless `maybe`), E_POLICY if it is not
 * written out there or the file is damaged: "<path>:<line>: why". */
int vfile_find(const struct vfile *f, const char *text, size_t n,
	       struct vspans *out) MUST_CHECK;

/* The version that these places tell, if they tell all of it, is added to `out`:
 * what is written out, or three numbers. */
bool vfile_version(const char *text, const struct vspans *at,
		   struct strbuf *out);

/* The text with another version at these places, each as it needs it there: a
 * "v" and a build number stay.  It is read again to be sure that it says just
 * that.  E_POLICY with the path. */
int vfile_splice(const struct vfile *f, const char *text, size_t n,
		 const struct vspans *at, const char *version,
		 struct strbuf *out) MUST_CHECK;

/* The line of a byte, from 1. */
size_t vfile_line(const char *text, size_t at);

#endif
