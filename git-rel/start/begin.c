#include "git-rel/start/begin.h"

#include "base/cleanup.h"
#include "git-rel/start/next_stage.h"

struct begin_options begin_options = { .push = -1, .to_switch = 1 };

struct start begin(void)
{
	return (struct start){ .rel.vars.set = &begin_options.set,
			       .push = begin_options.push,
			       .to_switch = begin_options.to_switch,
			       .no_verify = begin_options.no_verify,
			       .no_check = begin_options.no_check,
			       .open_stable = begin_options.open_stable,
			       .lower = begin_options.lower };
}

int begin_again(struct ctx *c, struct plan *p, bool hotfix)
{
	CLEANUP(stages) struct stages b = { 0 };
	struct start s = begin();
	struct version v;
	int rc;

	if (!c->resuming)
		return 0;
	if ((rc = stages_read(&b, &c->repo)) < 0)
		return rc;
	if (!b.exists)
		return error(E_STALE, "'%s %s' was given up meanwhile",
			     c->program->call, c->cmd->name);
	if ((rc = release_version(c, b.release, &v)) < 0 ||
	    (rc = repo_read(&c->repo)) < 0 ||
	    (rc = release_name(c, &s.rel, &v, hotfix)) < 0)
		return rc;
	s.rel.vars.previous = b.previous;
	if ((rc = next_stage_plan(&s, c, p, &b)) < 0)
		return rc;
	return 1;
}
