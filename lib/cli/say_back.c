#include "cli/say_back.h"

#include "cli/ui.h"
#include "git/oid.h"
#include "git/worktree.h"

#include <string.h>

void say_back_kept(const struct resolve *v, const struct strvec *made)
{
	for (size_t i = 0; i < made->n; i++)
		ui_say("what was done to the %s is kept for a while: git show %s",
		       v->n && v->merge[v->n - 1].picks ? "pick" : "merge",
		       made->v[i]);
}

void say_back(struct repo *r, const struct resolve *v)
{
	struct worktrees trees;

	if (resolve_is_own_tree(r, v->worktree)) {
		ui_say("given up; nothing was changed");
		return;
	}
	const struct worktree *w = worktrees_list(r, &trees) < 0 ?
					   NULL :
					   worktrees_at(&trees, v->worktree);
	bool back = !w ||
		    !strcmp(w->branch ? w->branch : oid_hex(&w->head), v->head);

	if (back)
		ui_say("back to '%s'; nothing was changed", ref_short(v->head));
	else
		ui_say("it is given up, and nothing was changed; 'git switch %s%s' goes back",
		       starts_with(v->head, "refs/") ? "" : "--detach ",
		       ref_short(v->head));
}
