#ifndef TX_GIVE_UP_H
#define TX_GIVE_UP_H

/*
 * A command that goes in stages (see plan/stages.h) is given up: HEAD and files
 * go back to where they were, the branch goes if it is still ours.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"

/* May be cut off anywhere and repeated.  What the files held is kept in a
 * commit without a ref, files that git does not track stay; `said` tells of
 * both.  E_POLICY if the work tree would lose something. */
int give_up(struct repo *r, struct strbuf *said) MUST_CHECK;

#endif
