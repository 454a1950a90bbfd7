#include "git-rel/finish/merge.h"

/*
 * One merge of a release: its message, its tree, its step.
 */

#include "base/cleanup.h"
#include "base/strvec.h"
#include "object/build.h"
#include "object/sign.h"
#include "release/candidate_branch.h"
#include "release/hook_notes.h"
#include "release/main_merge.h"

#include <git2.h>
#include <string.h>

static int back_message(struct land *l, struct ctx *c, const struct merge *m,
			bool tagged, struct strbuf *out)
{
	git_object *tag = NULL;

	strbuf_addf(out, "Merge %s '%s'%s", tagged ? "tag" : "branch", m->what,
		    main_merge_into(c, m->branch));
	if (!tagged)
		return 0;
	if (git_object_lookup(&tag, c->repo.git, &l->tag_to, GIT_OBJECT_ANY) <
	    0)
		return error_git("cannot read the tag '%s'", l->rel.tag);
	const char *body = git_object_type(tag) == GIT_OBJECT_TAG ?
				   git_tag_message((git_tag *)tag) :
				   NULL;
	if (body)
		strbuf_addf(out, "\n\n%.*s", (int)sign_find(body, strlen(body)),
			    body);
	git_object_free(tag);
	return 0;
}

static void note_left(struct plan *p, const struct merge *m)
{
	for (size_t i = 0; i < m->n_left; i++) {
		const struct settle_left *l = &m->left[i];
		if (l->line)
			plan_note_once(
				p,
				"%s:%d: this section is merged line by line: %s",
				l->path, l->line, l->why);
		else
			plan_note_once(
				p,
				"'%s' is merged as git does, not by sections: %s",
				l->path, l->why);
	}
}

/* Which files are not merged as git would; a note tells how, once. */
static const char *by_structure(struct plan *p, const struct merge *m)
{
	CLEANUP(strbuf) struct strbuf names = STRBUF_INIT;

	for (size_t i = 0; i < m->n_settled; i++) {
		const struct settled_file *f = &m->settled[i];
		strbuf_addf(&names, "%s%s", i ? ", " : " (", f->path);
		plan_note_once(
			p,
			f->by_section ?
				"'%s' is merged section by section, not line by line" :
				"'%s' gets the higher of two versions",
			f->path);
	}
	note_left(p, m);
	if (names.len)
		strbuf_adds(&names, " by structure)");
	return plan_text(p, "%s", names.buf);
}

static const git_oid *if_there(struct ctx *c, const git_oid *commit)
{
	return commit && repo_has_object(&c->repo, commit) ? commit : NULL;
}

/* As a person resolved it, also where the branches have moved on since; anew,
 * where there is no such merge or what came since does not fit to it. */
static int make_merge(struct land *l, struct ctx *c, struct plan *p,
		      struct merge *m, git_oid *out)
{
	const git_oid *made =
		if_there(c, resolve_by_hand(&l->resolve, m->branch));
	int rc = made ? build_merge_again(&c->repo, m, made, out) : E_CONFLICT;

	if (!rc)
		plan_note(
			p,
			"the merge into '%s' that was resolved in %s is brought along to what came since",
			m->branch, oid_short(made));
	if (rc != E_CONFLICT)
		return rc;
	rc = build_merge(&c->repo, m, out);
	if (rc == E_CONFLICT) {
		l->conflict = *m;
		l->conflict.message = arena_strdup(&c->repo.arena, m->message);
		l->resolved_before = made;
	}
	return rc;
}

void land_typed_settled(struct strbuf *out, struct ctx *c,
			const struct merge *m, const struct settled_file *f)
{
	strbuf_addf(out, "\n# %s: ", ctx_shell(c, f->path));
	if (f->by_section)
		strbuf_adds(
			out,
			"git merges it line by line; see that each entry is in its section, also where git does not ask");
	else if (m->release)
		strbuf_addf(out, "git may ask you to resolve it: %s",
			    m->release);
	else
		strbuf_adds(
			out,
			"git may ask you to resolve it: the higher version");
}

/* The tag of the release, or a branch. */
static const char *word(const struct land *l, struct ctx *c, const char *what)
{
	return strcmp(what, l->rel.tag) ? branch_word(c, &l->rel.remote, what) :
					  ctx_shell(c, what);
}

const char *land_typed_tag(const struct land *l, struct ctx *c)
{
	if (!git_oid_is_zero(&l->tag_local) || git_oid_is_zero(&l->tag_remote))
		return "";
	return arena_printf(&c->repo.arena, "git fetch %s tag %s\n",
			    ctx_shell(c, l->rel.remote.name),
			    ctx_shell(c, l->rel.tag));
}

/* What a person types for it: where only the remote has what is merged, that
 * comes first.  What is settled by structure is for the person, then. */
static const char *typed(const struct land *l, struct ctx *c, struct plan *p,
			 const struct merge *m)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	const char *ref = plan_text(p, "refs/heads/%s", m->what);
	const char *bring = branch_bring(c, m->branch, &m->ours);
	const char *there = branch_elsewhere(c, m->branch);

	if (!strcmp(m->what, l->rel.tag))
		strbuf_adds(&out, land_typed_tag(l, c));
	else if (!plan_commits_to(p, ref))
		strbuf_adds(&out, branch_bring(c, m->what, &m->theirs));
	if (*bring)
		strbuf_adds(&out, bring);
	else if (!*there)
		strbuf_addf(&out, "git switch %s\n", ctx_shell(c, m->branch));
	strbuf_addf(&out, "git%s merge %s--no-ff ", there,
		    m->no_verify ? "--no-verify " : "");
	if (*setting(&c->repo.config, K_MERGE_MESSAGE) &&
	    !strcmp(m->branch, l->main.name))
		strbuf_addf(&out, "-m %s ", ctx_shell(c, m->message));
	strbuf_adds(&out, word(l, c, m->what));
	if (!git_oid_is_zero(&m->also))
		strbuf_addf(
			&out,
			"\n# git does not see that it has '%s', and may ask you to resolve what came from there",
			l->branch.name);
	for (size_t i = 0; i < m->n_settled; i++)
		land_typed_settled(&out, c, m, &m->settled[i]);
	return arena_strdup(&c->repo.arena, out.buf);
}

/* `what`: as a shell has it. */
static const char *typed_forward(struct ctx *c, struct plan *p,
				 const struct branch *b, const char *what)
{
	const char *bring = branch_bring(c, b->name, &b->tip);
	const char *there = branch_elsewhere(c, b->name);

	return plan_text(p, "%sgit%s merge --ff-only %s",
			 *bring || *there ? bring :
					    plan_text(p, "git switch %s\n",
						      ctx_shell(c, b->name)),
			 there, what);
}

/* The very commit: what is on its branch, here or where it came from. */
static const char *typed_prepared(const struct land *l, struct ctx *c,
				  struct plan *p)
{
	const char *branch = candidate_branch(c, &l->rel.version);
	const char *hex = plan_text(p, "%s", oid_hex(l->prepared));
	git_oid at = { { 0 } };

	if (branch && branch_ref(c, "heads", branch, &at) == 0 &&
	    oid_eq(&at, l->prepared))
		return typed_forward(c, p, &l->main, ctx_shell(c, branch));
	if (!branch || !l->rel.remote.name)
		return typed_forward(c, p, &l->main, hex);
	return plan_text(p, "git fetch %s %s\n%s",
			 ctx_shell(c, l->rel.remote.name), ctx_shell(c, branch),
			 typed_forward(c, p, &l->main, hex));
}

void land_forward(const struct land *l, struct ctx *c, struct plan *p,
		  const struct branch *b, const char *what, const git_oid *to)
{
	struct step *s = plan_add(p, STEP_OBJECT);

	s->what = plan_text(p, "take '%s' as '%s'", what, b->name);
	s->command = typed_forward(c, p, b, word(l, c, what));
	s->ref = plan_text(p, "%s", b->ref);
	s->to = *to;
}

int land_merge(struct land *l, struct ctx *c, struct plan *p, struct merge *m,
	       git_oid *out)
{
	const git_oid *done =
		if_there(c, resolve_find(&l->resolve, &m->ours, &m->theirs));
	bool before = !done && oid_eq(&m->theirs, &l->branch.tip) &&
		      oid_eq(&m->ours, &l->main.tip);
	int rc = 0;

	if (before)
		done = if_there(c, l->prepared);
	m->no_verify = l->no_verify;
	m->vars = &l->rel.vars;
	if (done)
		*out = *done;
	else
		rc = make_merge(l, c, p, m, out);
	if (rc == E_CONFLICT)
		return rc;
	strvec_clear(&m->conflicts);
	if (rc < 0)
		return rc;
	if (!done)
		hook_notes_commit(c, p, true, m->no_verify);
	struct step *s = plan_add(p, STEP_OBJECT);
	s->what = plan_text(p, "merge '%s' into '%s'%s", m->what, m->branch,
			    !done  ? by_structure(p, m) :
			    before ? " (as it was qualified)" :
				     " (as made before)");
	s->command = done && before ? typed_prepared(l, c, p) :
				      typed(l, c, p, m);
	s->ref = plan_text(p, "refs/heads/%s", m->branch);
	s->message = plan_text(p, "%s", m->message);
	s->to = *out;
	return 0;
}

int land_merge_back(struct land *l, struct ctx *c, struct plan *p,
		    struct merge *m, git_oid *out)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	bool tagged = m->what == l->rel.tag;
	int rc = back_message(l, c, m, tagged, &message);

	if (rc < 0)
		return rc;
	m->message = message.buf;
	if (tagged)
		m->tag = l->tag_to;
	/* the base of both is where the release began */
	if (l->squashed)
		m->also = l->branch.tip;
	return land_merge(l, c, p, m, out);
}
