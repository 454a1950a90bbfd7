#ifndef VERSION_VFILE_SPELL_H
#define VERSION_VFILE_SPELL_H

/*
 * What to write at a place so that the file's own tool reads the version there:
 * some take numbers only, some would read a number where text is meant.  Pure;
 * for vfile.c.
 */
#include "version/vfile.h"

/* What stands at `v` for `version` is added to `out`, and `*quote` is set if it
 * needs quotes that are not there.  E_POLICY, with file and line, if the file
 * cannot say it. */
int vfile_spell(const struct vfile *f, const char *text, const struct vspan *v,
		const char *version, struct strbuf *out,
		bool *quote) MUST_CHECK;

/* The line of `at` up to there as an anchor would have it, for a hint. */
void vfile_spell_anchor(const char *text, size_t at, struct strbuf *out);

#endif
