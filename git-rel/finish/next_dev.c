#include "git-rel/finish/next_dev.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "object/bump.h"
#include "release/bump_step.h"
#include "release/commit_step.h"

#include <string.h>

/* "minor {version}-dev": the part that is counted on, and how it is written; on
 * a stable branch the next one is a patch. */
static int next_version(const struct land *l, struct ctx *c,
			struct release *next, const char **text)
{
	const char *set = setting(&c->repo.config, K_NEXT_DEV);
	size_t n = strcspn(set, " ");
	const char *form = set + n + strspn(set + n, " ");
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct version v;
	enum part part;
	int rc = 0;

	if (!part_from_name(&part, arena_strndup(&c->repo.arena, set, n)))
		return error(E_CONFIG, "rel.nextDev begins with no part");
	if (!*form)
		form = l->rel.scheme == SCHEME_SEMVER ? "{version}-dev" :
							"{version}.dev0";
	if ((rc = version_next(&v, &l->rel.version,
			       l->rel.on_stable ? PART_PATCH : part)) < 0 ||
	    (rc = release_name(c, next, &v, false)) < 0 ||
	    (rc = template_expand(&out, form, &next->vars)) < 0 ||
	    (rc = version_parse(&v, l->rel.scheme, out.buf)) < 0)
		return error_in(rc, "rel.nextDev");
	*text = arena_strdup(&c->repo.arena, v.text);
	return release_name(c, next, &v, false);
}

/* Does the branch say another version than the one that was released?  Then it
 * has gone on by itself. */
static bool has_gone_on(const struct land *l, struct ctx *c, const git_oid *tip)
{
	struct version old;
	struct bump bump;

	return bump_look(&c->repo, tip, &bump) < 0 || !bump.old ||
	       version_parse(&old, l->rel.scheme, bump.old) < 0 ||
	       version_cmp(&old, &l->rel.version) != 0;
}

/* The branch, and where it will be; NULL: it does not get the release now. */
static git_oid *find(struct land *l, const struct branch **branch)
{
	for (size_t i = 0; l->develop.name && i < l->n_onward; i++) {
		struct onward *o = &l->onward[i];
		if (onward_name(o) != l->develop.name)
			continue;
		*branch = &o->branch;
		l->goes_on = onward_name(o);
		return o->into ? o->made ? &o->to : NULL :
		       l->tags ? &o->to :
				 NULL;
	}
	*branch = &l->main;
	l->goes_on = l->main.name;
	return l->tags && !l->develop.name ? &l->main_to : NULL;
}

/* Each line of git's in another work tree. */
static const char *in_tree(struct ctx *c, const char *text, const char *there)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	while (*text) {
		size_t n = strcspn(text, "\n");
		n += text[n] == '\n';
		if (starts_with(text, "git ")) {
			strbuf_addf(&out, "git%s", there);
			text += strlen("git");
			n -= strlen("git");
		}
		strbuf_add(&out, text, n);
		text += n;
	}
	return arena_strdup(&c->repo.arena, out.buf);
}

/* Typed, the merge before has left HEAD on its branch. */
static void go_there(struct ctx *c, struct plan *p, size_t before,
		     const struct branch *branch)
{
	struct step *s = &p->step[p->n - 1];
	const char *at = NULL;

	for (size_t i = 0; i < before; i++)
		if (p->step[i].kind == STEP_OBJECT &&
		    starts_with(p->step[i].ref, "refs/heads/"))
			at = p->step[i].ref;
	const char *there = branch_elsewhere(c, branch->name);
	if (*there)
		s->command = plan_text(p, "%s", in_tree(c, s->command, there));
	else if (!at || strcmp(at, branch->ref) != 0)
		s->command = plan_text(p, "git switch %s\n%s",
				       ctx_shell(c, branch->name), s->command);
}

int land_next_dev(struct land *l, struct ctx *c, struct plan *p)
{
	struct release next = { .vars.set = l->rel.vars.set };
	const struct branch *branch;
	struct bump bump;
	const char *text = NULL;
	int rc;

	if (!*setting(&c->repo.config, K_NEXT_DEV) ||
	    version_is_pre(&l->rel.version) ||
	    !bump_configured(&c->repo.config))
		return 0;
	git_oid *tip = find(l, &branch);
	if (!tip || has_gone_on(l, c, tip))
		return 0;
	if ((rc = next_version(l, c, &next, &text)) < 0)
		return rc;
	if (l->forge && branch == &l->main) {
		plan_note(
			p,
			"the forge moves '%s': to go on there as %s, git rel bump %s on a branch that it merges",
			branch->name, text, ctx_shell(c, text));
		return 0;
	}
	const struct bump_step how = { .rel = &next,
				       .branch = branch,
				       .base = *tip,
				       .message = K_NEXT_DEV_MESSAGE,
				       .otherwise = MESSAGE_NEXT_DEV,
				       .no_verify = l->no_verify };
	const size_t before = p->n;
	if ((rc = bump_files(c, tip, &next.version, false, &bump)) < 0 ||
	    (rc = bump_commit(c, p, &how, &bump, tip)) < 0)
		return rc;
	if (p->n > before)
		go_there(c, p, before, branch);
	l->next = text;
	return 0;
}
