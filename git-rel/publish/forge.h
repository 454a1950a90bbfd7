#ifndef GIT_REL_PUBLISH_FORGE_H
#define GIT_REL_PUBLISH_FORGE_H

/*
 * The release on the forge: a draft, its files, and then it is published, so
 * that nobody sees half of it.  What is there already stays.
 */
#include "config/commands.h"
#include "git-rel/publish/assets.h"
#include "release/forge_step.h"
#include "release/release.h"

struct publish {
	struct ctx *c;
	struct plan *p;
	struct release rel;
	git_oid commit;           /* of the tag */
	struct commands commands; /* of [publish], that have not passed */
	struct forge *forge;      /* NULL: none, and none is needed */
	/* found already, so that they are hashed while others answer */
	bool found;
	struct assets assets;
};

/* The steps.  `named`: files of --asset; `draft`: it stays one. */
int publish_on_forge(struct publish *x, const struct strvec *named,
		     const char *title, bool draft) MUST_CHECK;

#endif
