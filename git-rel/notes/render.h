#ifndef GIT_REL_NOTES_RENDER_H
#define GIT_REL_NOTES_RENDER_H

/*
 * Notes from a command of the project, `render` in [notes]: it prints the
 * section of the version.
 */
#include "git-rel/notes/look.h"

bool notes_has_render(const struct notes *n);
/* What the command prints, added to `out`.  It runs in a clone of its own with
 * the files as they are in the release, so nothing that it does is left behind
 * and a dry run runs it, too.  E_POLICY if it is not trusted or fails; what it
 * says then is in the details.  If it prints nothing, `n->nothing` says so. */
int notes_render(struct notes *n, struct strbuf *out) MUST_CHECK;
/* The files that `fragments` names go: with a pattern those that fit, else all
 * in the folder but READMEs and what begins with a dot or an underscore. */
int notes_render_fragments(struct notes *n) MUST_CHECK;

#endif
