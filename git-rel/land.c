#include "land.h"

#include "base/cleanup.h"
#include "model/history.h"
#include "model/sign.h"
#include "noting.h"

#include <fnmatch.h>
#include <string.h>

void land_release(struct land *l)
{
	strvec_clear(&l->conflict.conflicts);
	resolve_release(&l->resolve);
}

/* merge.suppressDest: patterns, an empty one forgets those before it. */
static bool is_suppressed(struct ctx *c, const char *branch)
{
	const struct config *config = &c->repo.config;
	bool quiet = false, any = false;

	for (size_t i = 0; i < config->n; i++) {
		const struct config_entry *e = &config->entry[i];
		if (strcmp(e->key, "merge.suppressdest") || !e->value)
			continue;
		any = true;
		quiet = *e->value &&
			(quiet || !fnmatch(e->value, branch, FNM_PATHNAME));
	}
	return any ? quiet :
		     !strcmp(branch, "main") || !strcmp(branch, "master");
}

/* What git's own merge message says, but for the main branches. */
static const char *into(struct ctx *c, const char *branch)
{
	return is_suppressed(c, branch) ?
		       "" :
		       arena_printf(&c->repo.arena, " into %s", branch);
}

static int main_message(struct land *l, struct ctx *c, struct strbuf *out)
{
	const char *text = setting(&c->repo.config, K_MERGE_MESSAGE);

	if (*text) {
		int rc = release_previous(c, &l->rel);
		if (!rc)
			rc = template_expand(out, text, &l->rel.vars);
		return rc < 0 ? error_in(rc, "the merge message") : 0;
	}
	strbuf_addf(out, "Merge branch '%s'%s", l->rel.branch,
		    into(c, l->main.name));
	return 0;
}

/* "Merge tag 'v1' into develop", and the tag's message, as git merges a tag. */
static void back_message(struct land *l, struct ctx *c, const char *branch,
			 struct strbuf *out)
{
	bool tagged = oid_eq(&l->tag_target, &l->landed);
	git_tag *tag = NULL;

	if (tagged)
		strbuf_addf(out, "Merge tag '%s'%s", l->rel.tag,
			    into(c, branch));
	else
		strbuf_addf(out, "Merge branch '%s'%s", l->main.name,
			    into(c, branch));
	if (!tagged || git_tag_lookup(&tag, c->repo.git, &l->tag_to) < 0)
		return;
	const char *body = git_tag_message(tag);
	if (body)
		strbuf_addf(out, "\n\n%.*s", (int)sign_find(body, strlen(body)),
			    body);
	git_tag_free(tag);
}

static void note_once(struct plan *p, const char *note)
{
	for (size_t i = 0; i < p->n_notes; i++)
		if (!strcmp(p->note[i], note))
			return;
	plan_note(p, "%s", note);
}

/* Which files are not merged as git would; a note tells how, once. */
static const char *by_structure(struct plan *p, const struct merge *m)
{
	CLEANUP(strbuf) struct strbuf names = STRBUF_INIT;

	for (size_t i = 0; i < m->n_settled; i++) {
		const struct own_file *f = &m->settled[i];
		strbuf_addf(&names, "%s%s", i ? ", " : " (", f->path);
		note_once(p, plan_text(p,
				       f->by_section ?
					       "'%s' is merged section by "
					       "section, not line by line" :
					       "'%s' gets the higher of two "
					       "versions",
				       f->path));
	}
	if (names.len)
		strbuf_adds(&names, " by structure)");
	return plan_text(p, "%s", names.buf);
}

/* One merge: a person's, if there is one, else ours. */
static int merge(struct land *l, struct ctx *c, struct plan *p, struct merge *m,
		 git_oid *out)
{
	const git_oid *done = resolve_find(&l->resolve, &m->ours, &m->theirs);
	int rc = 0;

	m->no_verify = l->no_verify;
	m->vars = &l->rel.vars;
	if (done && !repo_has_object(&c->repo, done))
		done = NULL;
	if (done)
		*out = *done;
	else if ((rc = build_merge(&c->repo, m, out)) == E_CONFLICT) {
		l->conflict = *m;
		l->conflict.message = arena_strdup(&c->repo.arena, m->message);
		return rc;
	}
	strvec_clear(&m->conflicts);
	if (rc < 0)
		return rc;
	struct step *s = plan_add(p, STEP_OBJECT);
	s->what = plan_text(p, "merge '%s' into '%s'%s", m->what, m->branch,
			    done ? " (as made before)" : by_structure(p, m));
	bool own = *setting(&c->repo.config, K_MERGE_MESSAGE) &&
		   !strcmp(m->branch, l->main.name);
	s->command = plan_text(p, "git switch %s\ngit merge --no-ff %s%s%s%s",
			       ctx_shell(c, m->branch), own ? "-m " : "",
			       own ? ctx_shell(c, m->message) : "",
			       own ? " " : "", ctx_shell(c, m->what));
	s->ref = plan_text(p, "refs/heads/%s", m->branch);
	s->message = plan_text(p, "%s", m->message);
	s->to = *out;
	return 0;
}

static int merge_into_main(struct land *l, struct ctx *c, struct plan *p)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct merge m = { .branch = l->main.name,
			   .what = l->branch.name,
			   .ours = l->main.tip,
			   .theirs = l->branch.tip };
	int rc = main_message(l, c, &message);

	if (rc < 0)
		return rc;
	m.message = message.buf;
	if ((rc = merge(l, c, p, &m, &l->landed)) < 0)
		return rc;
	l->main_to = l->landed;
	return 0;
}

static int not_landed(const struct land *l)
{
	int rc = error(E_POLICY, "'%s' is not merged into '%s' on '%s' yet",
		       l->branch.name, l->main.name, l->rel.remote.name);

	if (git_oid_is_zero(&l->branch.remote))
		error_hint("'%s' is not on '%s' either: git push -u %s %s",
			   l->branch.name, l->rel.remote.name,
			   l->rel.remote.name, l->branch.name);
	error_hint("merge it on the forge, then run git rel finish again");
	error_hint("if it was merged with changes: git rel tag %s <commit>, "
		   "then git rel finish",
		   l->rel.version.text);
	return rc;
}

/* A tag on the branch tip is lost to main unless main contains that tip. */
static int orphaned(const struct land *l)
{
	int rc = error(E_POLICY,
		       "'%s' has the changes of '%s' but not its "
		       "commits: a tag on its tip would be on no branch",
		       l->main.name, l->branch.name);

	error_hint("merge it as a merge commit, not by squash or rebase, or "
		   "set rel.tagTarget to merge");
	return rc;
}

/* A squash or rebase leaves no trace but the content: say what was taken. */
static void note_content(const struct land *l, struct ctx *c, struct plan *p)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, c->repo.git, &l->landed) < 0)
		return;
	plan_note(p,
		  "'%s' arrived on '%s' by its content, without its "
		  "commits, with %s \"%s\"",
		  l->branch.name, l->main.name, oid_short(&l->landed),
		  git_commit_summary(commit));
	git_commit_free(commit);
}

static int find_landed(struct land *l, struct ctx *c, struct plan *p)
{
	bool pr = setting_is(&c->repo.config, K_FINISH, "pr");
	bool tip = setting_is(&c->repo.config, K_TAG_TARGET, "tip");
	const git_oid *main = pr ? &l->main.remote : &l->main.tip;
	bool merged;
	int rc;

	l->main_to = l->main.tip;
	l->forge = pr;
	if (git_oid_is_zero(main))
		return not_landed(l);
	if ((rc = history_contains(&c->repo, &l->branch.tip, main)) < 0)
		return rc;
	/* a branch without a commit of its own has not landed, it never left */
	if (!rc && !pr)
		return merge_into_main(l, c, p);
	rc = history_landed(&c->repo, main, &l->branch.tip, &l->landed,
			    &merged);
	if (rc < 0)
		return rc;
	if (!merged && !git_oid_is_zero(&l->landed))
		note_content(l, c, p);
	if (git_oid_is_zero(&l->landed)) /* then only a tag can tell where */
		l->landed = l->tagged;
	if (git_oid_is_zero(&l->landed))
		return not_landed(l);
	return tip && !merged ? orphaned(l) : 0;
}

/* The release branch is gone, or was never there: only its tag can tell. */
static int take_up_tagged(struct land *l, struct ctx *c, const git_oid *tagged)
{
	int rc;

	l->main_to = l->main.tip;
	l->landed = l->tag_target = *tagged;
	if ((rc = history_contains(&c->repo, tagged, &l->main.tip)) < 0)
		return rc;
	if (!rc) {
		rc = error(E_EXISTS,
			   "tag '%s' exists, but '%s' does not "
			   "contain it",
			   l->rel.tag, l->main.name);
		error_hint("a version is never used twice: choose another one");
		return rc;
	}
	if (setting_is(&c->repo.config, K_TAG_TARGET, "tip")) {
		bool merged;
		return history_landed(&c->repo, &l->main.tip, tagged,
				      &l->landed, &merged);
	}
	return 0;
}

static int tagged_elsewhere(const struct land *l)
{
	bool there = git_oid_is_zero(&l->tag_local);
	int rc = error(E_EXISTS, "tag '%s' exists already%s%s, on %s",
		       l->rel.tag, there ? " on " : "",
		       there ? l->rel.remote.name : "", oid_short(&l->tagged));

	error_hint("a version is never used twice; take this work along under "
		   "another one:");
	error_hint("git rel start <version> %s", l->branch.name);
	return rc;
}

/* A new tag goes forward, and on a commit of its own: a release without any
 * change is a mistake, but for the final one of a candidate. */
static int check_new(struct land *l, struct ctx *c)
{
	struct version other;
	bool found;
	int rc;

	/* a candidate of another release may stand on main, too */
	bool pre = version_is_pre(&l->rel.version);
	rc = pre ? release_last(c, &l->rel.remote, &l->main.tip, &other, NULL,
				&found) :
		   release_last_final(c, &l->rel.remote, &l->main.tip, &other,
				      NULL, &found);
	if (rc < 0)
		return rc;
	if (found && version_cmp(&l->rel.version, &other) <= 0) {
		rc = error(E_POLICY,
			   "%s is not above %s, which '%s' has "
			   "already",
			   l->rel.version.text, other.text, l->main.name);
		error_hint("take this work along under another version: git "
			   "rel start <version> %s",
			   l->branch.name);
		return rc;
	}
	rc = release_on_commit(c, &l->rel.remote, &l->tag_target, &other,
			       &found);
	if (rc < 0 || !found || pre)
		return rc;
	rc = error(E_POLICY,
		   "%s would be the same commit as %s: '%s' has "
		   "nothing of its own",
		   l->rel.version.text, other.text, l->branch.name);
	error_hint("commit something there first");
	return rc;
}

static int find_tag(struct land *l, struct ctx *c, struct plan *p)
{
	bool tip = setting_is(&c->repo.config, K_TAG_TARGET, "tip");
	int rc =
		tag_look(c, &l->rel, &l->tag_local, &l->tag_remote, &l->tagged);

	if (rc < 0)
		return rc;
	bool exists = !git_oid_is_zero(&l->tagged);
	if (git_oid_is_zero(&l->branch.tip)) {
		if (!exists) {
			rc = error(E_NOTFOUND, "there is no branch '%s'",
				   l->rel.branch);
			error_hint("git rel start %s begins it",
				   l->rel.version.text);
			return rc;
		}
		l->tag_to = git_oid_is_zero(&l->tag_local) ? l->tag_remote :
							     l->tag_local;
		return take_up_tagged(l, c, &l->tagged);
	}
	if (exists && !tip) { /* before a merge is built for nothing */
		int in = history_contains(&c->repo, &l->tagged, &l->main.tip);
		if (in <= 0)
			return in < 0 ? in : tagged_elsewhere(l);
	}
	/* what the forge has merged may say it, too */
	if (!exists &&
	    (rc = notes_due(c, &l->rel, &l->branch.tip, &l->main.remote)) < 0)
		return rc;
	if ((rc = find_landed(l, c, p)) < 0)
		return rc;
	l->tag_target = tip ? l->branch.tip : l->landed;
	if (!exists) {
		if ((rc = check_new(l, c)) < 0)
			return rc;
		bool made = !oid_eq(&l->main_to, &l->main.tip);
		return tag_build(c, p, &l->rel, l->description, &l->tag_target,
				 made && !tip ? l->main.name : NULL,
				 &l->tag_to);
	}
	l->tag_to = git_oid_is_zero(&l->tag_local) ? l->tag_remote :
						     l->tag_local;
	return oid_eq(&l->tagged, &l->tag_target) ? 0 : tagged_elsewhere(l);
}

static int merge_onward(struct land *l, struct ctx *c, struct plan *p,
			const struct branch *b)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	bool tagged = oid_eq(&l->tag_target, &l->landed);
	struct merge m = { .branch = b->name,
			   .what = tagged ? l->rel.tag : l->main.name,
			   .ours = b->tip,
			   .theirs = tagged ? l->landed : l->main_to };
	struct onward *o;
	int rc;

	l->onward = arena_grow(&c->repo.arena, l->onward, l->n_onward,
			       sizeof(*l->onward));
	o = &l->onward[l->n_onward++];
	o->branch = *b;
	o->to = b->tip;
	if ((rc = history_contains(&c->repo, &m.theirs, &b->tip)) != 0)
		return rc < 0 ? rc : 0;
	back_message(l, c, b->name, &message);
	m.message = message.buf;
	if (tagged)
		m.tag = l->tag_to;
	return merge(l, c, p, &m, &o->to);
}

/* Branches of releases that are open and above this one. */
static int open_releases(struct land *l, struct ctx *c, struct strvec *out)
{
	CLEANUP(strvec) struct strvec all = STRVEC_INIT;
	int rc = release_branches(c, &all);

	for (size_t i = 0; i < l->rel.remote.n; i++) {
		const char *ref = l->rel.remote.ref[i].name;
		bool known = !starts_with(ref, "refs/heads/");
		for (size_t k = 0; !known && k < all.n; k++)
			known = !strcmp(all.v[k], ref_short(ref));
		if (!known)
			strvec_push(&all, ref_short(ref));
	}
	for (size_t i = 0; !rc && i < all.n; i++) {
		struct version v;
		bool hotfix;
		if (release_of_branch(c, all.v[i], &v, &hotfix) && !hotfix &&
		    version_cmp(&v, &l->rel.version) > 0)
			strvec_push(out, all.v[i]);
	}
	return rc;
}

/* A hotfix also goes where the next release is being made. */
static int merge_into_releases(struct land *l, struct ctx *c, struct plan *p)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	struct branch b;
	int rc;

	if (!l->rel.hotfix)
		return 0;
	rc = open_releases(l, c, &open);
	for (size_t i = 0; !rc && i < open.n; i++) {
		if ((rc = branch_look(c, &l->rel.remote, open.v[i], &b)) < 0)
			break;
		int old = history_contains(&c->repo, &b.tip, &l->main.tip);
		rc = old < 0 ? old : old ? 0 : merge_onward(l, c, p, &b);
	}
	return rc;
}

int land_build(struct land *l, struct ctx *c, struct plan *p)
{
	int rc;

	if ((rc = find_tag(l, c, p)) < 0)
		return rc;
	if (l->develop.name && (rc = merge_onward(l, c, p, &l->develop)) < 0)
		return rc;
	return merge_into_releases(l, c, p);
}

/* Where the forge merges, main is only brought along here; what it has not
 * seen of it is not ours to push. */
static void move_main(const struct land *l, struct moves *m)
{
	struct branch main = l->main;

	if (l->forge)
		main.remote = l->main_to;
	moves_branch(m, &main, &l->main_to);
}

void land_moves(const struct land *l, struct moves *m)
{
	move_main(l, m);
	for (size_t i = 0; i < l->n_onward; i++)
		moves_branch(m, &l->onward[i].branch, &l->onward[i].to);
	moves_tag(m, l->rel.tag_ref, &l->tag_local, &l->tag_remote, &l->tag_to);
	if (!l->keep)
		moves_delete(m, &l->branch);
}

int land_explain(const struct land *l, struct ctx *c)
{
	const struct merge *m = &l->conflict;
	int rc = error(E_CONFLICT, "'%s' does not merge cleanly into '%s'",
		       m->what, m->branch);

	for (size_t i = 0; i < m->conflicts.n; i++)
		error_detail("conflict in %s", m->conflicts.v[i]);
	error_hint("%s finish --resolve %s   to resolve it in the work tree",
		   c->program->call, l->rel.version.text);
	error_hint("nothing was changed");
	return rc;
}

static bool is_conflict(const struct merge *m, const char *path)
{
	for (size_t i = 0; i < m->conflicts.n; i++)
		if (!strcmp(m->conflicts.v[i], path))
			return true;
	return false;
}

/* What a person need not look at, and how it is put there by hand. */
static const char *settled(struct plan *p, struct step *s,
			   const struct merge *m, struct ctx *c)
{
	CLEANUP(strbuf) struct strbuf restore = STRBUF_INIT;

	for (size_t i = 0; i < m->n_settled; i++) {
		const char *path = m->settled[i].path;
		if (is_conflict(m, path))
			continue;
		if (!s->paths)
			s->paths = arena_alloc(&p->arena, sizeof(*s->paths));
		strvec_push(s->paths, path);
		strbuf_addf(&restore, " %s", ctx_shell(c, path));
	}
	if (!s->paths)
		return "";
	s->tree = m->tree;
	return plan_text(p, "\ngit restore -s %s -SW%s", oid_short(&m->tree),
			 restore.buf);
}

int land_resolve(struct land *l, struct ctx *c, struct plan *p,
		 const struct worktree *w)
{
	const struct merge *m = &l->conflict;
	int rc = worktree_check(&c->repo, w, &w->head, &m->ours);

	if (rc < 0)
		return rc;
	struct step *s = plan_add(p, STEP_RESOLVE);
	s->what = plan_text(p, "set up the merge of '%s' into '%s' in '%s'",
			    m->what, m->branch, w->path);
	s->command = plan_text(p,
			       "git switch --detach %s\n"
			       "git merge --no-ff --no-commit %s%s",
			       oid_short(&m->ours), oid_short(&m->theirs),
			       settled(p, s, m, c));
	s->worktree = plan_text(p, "%s", w->path);
	s->head_from =
		plan_text(p, "%s", w->branch ? w->branch : oid_hex(&w->head));
	s->ref = plan_text(p, "%s", m->branch);
	s->message = plan_text(p, "%s", m->message);
	s->from = m->ours;
	s->to = m->theirs;
	step_change(p, s, plan_text(p, "refs/heads/%s", m->branch), &w->head,
		    &m->ours);
	s->argv = arena_alloc(&p->arena, sizeof(*s->argv));
	for (size_t i = 0; i < c->raw.n; i++)
		strvec_push(s->argv, c->raw.v[i]);
	if (!ctx_arg(c, 0)) /* HEAD will not tell which one, by then */
		strvec_push(s->argv, l->rel.version.text);
	p->outcome = plan_text(p,
			       "the merge of '%s' into '%s' is set up in "
			       "'%s': resolve it, git add and git commit, "
			       "then: %s --continue\n"
			       "(or %s --abort, to go back)",
			       m->what, m->branch, w->path, c->program->call,
			       c->program->call);
	p->stops = true;
	return 0;
}
