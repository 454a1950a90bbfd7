#include "rules/tagging.h"

int tagging_each(struct trial *t, tagging_judge *judge)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		struct tagging g = { .change = &t->c->v[i] };
		struct saved_error before;
		if (!trial_new_version(t, g.change, &g.version))
			continue;
		g.tag = change_tag(g.change);
		error_save(&before);
		if (error_restore(repo_peel(t->repo, &g.change->to, &g.commit),
				  &before) < 0) {
			trial_fault(t, g.change->ref, NULL,
				    trial_text(t, "git tag -d %s",
					       trial_shell(t, g.tag)),
				    "'%s' is on no commit", g.tag);
			continue;
		}
		if (trial_is_old(t, &g.commit))
			continue;
		g.again = t->c->way == WAY_PLAN ?
				  NULL :
				  trial_text(t,
					     "git tag -d %s && git rel tag %s",
					     trial_shell(t, g.tag),
					     g.version.text);
		rc = judge(t, &g);
	}
	return rc;
}
