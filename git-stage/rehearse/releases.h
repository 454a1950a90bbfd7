#ifndef STAGE_REHEARSE_RELEASES_H
#define STAGE_REHEARSE_RELEASES_H

/*
 * What the pipelines of rehearsals have made on the forge: releases of tags that
 * only rehearsals have, drafts, too.
 */
#include "release/release.h"

/* The steps that delete them: of the tags in `refs` (full names), and of those whose
 * tag is gone already.  `rel` has the names of REHEARSAL.  `n`: how many.  A forge
 * that cannot be asked is a note. */
int rehearse_releases(struct ctx *c, struct plan *p, const struct release *rel,
		      const struct strvec *refs, size_t *n) MUST_CHECK;

#endif
