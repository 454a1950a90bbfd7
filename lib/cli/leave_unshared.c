#include "cli/leave_unshared.h"

#include "base/cleanup.h"
#include "cli/ui.h"
#include "plan/goes_on.h"

int leave_unshared(struct repo *r)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	bool fresh = goes_on_is_fresh(r);
	int rc = goes_on_read(r, &argv);

	if (rc <= 0 || (rc = goes_on_end(r)) < 0)
		return rc;
	if (fresh)
		ui_say("'git staging%s%s' had recorded nothing yet, and is forgotten",
		       argv.n > 1 ? " " : "", argv.n > 1 ? argv.v[1] : "");
	else
		ui_say("what was recorded is kept here, and not shared: git staging push does that");
	return 1;
}
