#ifndef GIT_REL_PUBLISH_EVIDENCE_H
#define GIT_REL_PUBLISH_EVIDENCE_H

/*
 * The evidence that a release was made with goes with it, as evidence.jsonl: the
 * text that its seal has the SHA-256 of.
 */
#include "git-rel/publish/forge.h"

/* Put it beside the other files of `x`, which are hashed; nothing where there is no
 * seal, or a file of that name.  E_POLICY where the records are not those that were
 * sealed. */
int publish_evidence(struct publish *x) MUST_CHECK;
/* What a person types to have that file; NULL: it does not go along. */
const char *publish_evidence_typed(const struct publish *x);

#endif
