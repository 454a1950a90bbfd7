#include "git-backport/typed.h"

const char *typed_options(struct plan *p, const struct fanout *f)
{
	const char *mainline =
		f->sources->mainline ?
			plan_text(p, "-m %u ", f->sources->mainline) :
			"";

	return plan_text(p, "%s%s%s",
			 f->style.trailer == TRAILER_GIT ? "-x " : "",
			 f->style.sign_off ? "-s " : "", mainline);
}

const char *typed_pick(struct plan *p, const struct fanout *f,
		       const git_oid *commit)
{
	return plan_text(p, "git cherry-pick %s%s", typed_options(p, f),
			 oid_short(commit));
}
