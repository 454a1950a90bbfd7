#include "git-backport/pick/pick_options.h"

#include "cli/ui.h"

#include <string.h>

struct pick_options pick_options;

int pick_options_style(struct ctx *c, struct pick_style *style)
{
	static const char *const names[] = { "git", "kernel", "none" };
	const char *how = pick_options.x ?
				  "git" :
			  pick_options.trailer ?
				  pick_options.trailer :
				  setting(&c->repo.config, K_BACKPORT_TRAILER);

	style->sign_off = pick_options.sign_off ||
			  setting_bool(&c->repo.config, K_BACKPORT_SIGN_OFF);
	for (int i = 0; i < 3; i++)
		if (!strcmp(how, names[i])) {
			style->trailer = (enum pick_trailer)i;
			return 0;
		}
	return error(E_USAGE, "--trailer is git, kernel or none, not '%s'",
		     how);
}

int pick_options_empty(bool *keeps)
{
	const char *how = pick_options.empty ? pick_options.empty : "drop";

	*keeps = !strcmp(how, "keep");
	if (*keeps || !strcmp(how, "drop"))
		return 0;
	return error(E_USAGE, "--empty is drop or keep, not '%s'", how);
}

int pick_options_stops(struct ctx *c, bool *out)
{
	const char *how = pick_options.on_conflict ?
				  pick_options.on_conflict :
				  setting(&c->repo.config, K_ON_CONFLICT);

	if (strcmp(how, "auto") != 0 && strcmp(how, "stop") != 0 &&
	    strcmp(how, "skip") != 0)
		return error(E_USAGE, "--on-conflict is stop or skip, not '%s'",
			     how);
	*out = !strcmp(how, "stop") ||
	       (!strcmp(how, "auto") && (c->resuming || ui_can_ask()));
	return 0;
}

int pick_options_check(void)
{
	if (pick_options.submit && pick_options.direct)
		return error(E_USAGE, "it is either --direct or --submit");
	if (pick_options.from_labels && pick_options.to.n)
		return error(E_USAGE, "it is either --to or --from-labels");
	return 0;
}

void pick_options_add(const struct ctx *c, struct strvec *out)
{
	if (pick_options.submit)
		strvec_push(out, "--submit");
	else if (pick_options.push)
		strvec_push(out, "--push");
	if (pick_options.mainline)
		strvec_pushf(out, "-m%d", pick_options.mainline);
	if (pick_options.trailer || pick_options.x)
		strvec_pushf(out, "--trailer=%s",
			     pick_options.x ? "git" : pick_options.trailer);
	if (pick_options.sign_off)
		strvec_push(out, "--signoff");
	if (pick_options.force)
		strvec_push(out, "--force-new");
	if (c->remote)
		strvec_pushf(out, "--remote=%s", c->remote);
	if (pick_options.empty)
		strvec_pushf(out, "--empty=%s", pick_options.empty);
	if (pick_options.with_deps)
		strvec_push(out, "--with-deps");
	if (pick_options.cascade)
		strvec_push(out, "--cascade");
}
