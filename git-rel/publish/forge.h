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
	/* in place of forge.release-title and of the notes; or NULL */
	const char *title, *text_file;
	bool no_assets;           /* none of forge.assets */
	git_oid commit;           /* of the tag */
	struct commands commands; /* of [publish], that have not passed */
	struct forge *forge;      /* NULL: none, and none is needed */
	const char *away;         /* why the remote was not asked; or NULL */
	/* found already, so that they are hashed while others answer */
	bool found;
	struct assets assets;
};

/* Find its files; E_* as of assets_find(). */
int publish_find(struct publish *x, const struct strvec *named) MUST_CHECK;
/* What the release says: the file that was named, the form of forge.release-body,
 * or the notes. */
int publish_text(struct publish *x, struct strbuf *out) MUST_CHECK;
/* The steps.  `named`: files of --asset; `draft`: it stays one. */
int publish_on_forge(struct publish *x, const struct strvec *named,
		     bool draft) MUST_CHECK;

#endif
