/*
 * git rel publish: the release on the forge, its files, and the commands that
 * publish it elsewhere.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "git-rel/pr/text.h"
#include "git-rel/publish/commands.h"
#include "git-rel/publish/forge.h"
#include "git-rel/publish/remote.h"
#include "git/history.h"
#include "release/forge_step.h"
#include "release/tag_step.h"
#include "release/under_way.h"
#include "release/version_tags.h"

#include <string.h>

static int draft, no_assets, show;
static struct strvec assets, set;
static const char *title, *text_file, *description;

static const struct opt opts[] = {
	OPT_LIST(0, "asset", &assets, "file",
		 "one more file that goes with it; a glob will do"),
	OPT_FLAG(0, "no-assets", &no_assets, "without those of forge.assets"),
	OPT_FLAG(0, "draft", &draft, "leave it a draft"),
	OPT_STRING('t', "title", &title, "title",
		   "in place of forge.release-title"),
	OPT_STRING('F', "file", &text_file, "file",
		   "its text, in place of the notes"),
	OPT_FLAG(0, "show", &show, "print what its text says, and do no more"),
	OPT_STRING('m', "message", &description, "description",
		   "{description} in its title"),
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in templates"),
	OPT_END,
};

/* The tag is what is published: it has to be there, and the same one. */
static int find_tag(struct publish *x)
{
	struct ctx *c = x->c;
	struct release *rel = &x->rel;
	git_oid local, remote;
	int rc = tag_look(c, rel, &local, &remote, &x->commit);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&x->commit)) {
		rc = error(E_NOTFOUND, "there is no tag '%s'", rel->tag);
		error_hint("git rel finish %s", rel->version.text);
		return rc;
	}
	if (!git_oid_is_zero(&remote) || !rel->remote.name || x->away)
		return 0;
	rc = error(E_POLICY, "'%s' is not on '%s'", rel->tag, rel->remote.name);
	error_hint("git push %s %s", ctx_shell(c, rel->remote.name),
		   ctx_shell(c, rel->tag_ref));
	return rc;
}

/* What is wrong with them is told later, behind what is wrong with the tag. */
static void find_assets(struct publish *x)
{
	struct saved_error before;

	error_save(&before);
	x->found = !publish_find(x, &assets);
	error_restore(0, &before);
}

static int look(struct publish *x)
{
	struct ctx *c = x->c;
	int rc = release_which(c, &x->rel, ctx_arg(c, 0));

	if (rc < 0)
		return rc;
	find_assets(x);
	rc = publish_remote(x);
	if (!rc)
		rc = find_tag(x);
	if (rc < 0)
		return rc;
	x->p->release = plan_text(x->p, "%s", x->rel.version.text);
	x->rel.at = x->commit;
	return publish_commands(c, &x->rel, &x->commit, &x->commands);
}

/* Commands do not need a forge; without them it has to be there. */
static int open_forge(struct publish *x)
{
	int rc = 0;

	if (!x->forge)
		rc = forge_of(x->c, x->rel.remote.name, &x->forge);
	if (!rc && x->away)
		x->forge->away = x->away;
	if (rc != E_NOTFOUND || !x->commands.n)
		return rc;
	return x->away ? error(E_NET, "%s", x->away) : 0;
}

/* They run in the work tree, once all else is there. */
static int add_commands(struct publish *x)
{
	if (!x->commands.n || draft)
		return 0;
	if (x->away) { /* nobody knows whether the tag is public */
		forge_stop(x->p, x->forge, "then the commands of [publish]",
			   plan_text(x->p, "git rel publish %s",
				     ctx_shell(x->c, x->rel.version.text)),
			   NULL);
		return 0;
	}
	if (!x->c->repo.work_tree)
		return error(E_POLICY,
			     "the commands of [publish] need a work tree");
	if (x->p->n && !x->c->dry_run) {
		x->p->goes_on = true;
		return 0;
	}
	return publish_steps(x->c, x->p, &x->rel, &x->commands, &x->commit);
}

static int print_text(struct publish *x)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = publish_text(x, &text);

	strbuf_trim_end(&text);
	printf("%s%s", text.buf, text.len ? "\n" : "");
	if (!rc && !text.len)
		ui_must_say("there are no notes of %s: its text is empty",
			    x->rel.version.text);
	x->p->answered = true;
	return rc;
}

static int plan_all(struct publish *x)
{
	int rc = look(x);

	if (!rc && show)
		return print_text(x);
	if (!rc)
		rc = open_forge(x);
	if (!rc && x->forge)
		rc = publish_on_forge(x, &assets, draft);
	return rc < 0 ? rc : add_commands(x);
}

static int plan_publish(struct ctx *c, struct plan *p)
{
	struct publish x = { .c = c,
			     .p = p,
			     .title = title,
			     .text_file = text_file,
			     .no_assets = no_assets,
			     .rel = { .vars.set = &set,
				      .vars.description = description } };

	return plan_all(&x);
}

/* Newest first. */
static void list(struct ctx *c, FILE *out)
{
	struct tag_list tags;

	if (version_tags_list(c, NULL, &tags) < 0)
		return;
	for (size_t i = 0; i < tags.n && i < 20; i++)
		fprintf(out, "%s\n",
			version_tags_version(c, &tags.item[i]).text);
}

const struct cmd cmd_publish = {
	.name = "publish",
	.args = "[<options>] <version>",
	.brief =
		"publish a release that is tagged: on the forge, and elsewhere",
	.opts = opts,
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_publish,
	.list = list,
};
