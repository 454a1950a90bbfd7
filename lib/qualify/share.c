#include "qualify/share.h"

#include "base/cleanup.h"
#include "evidence/append.h"
#include "evidence/names.h"
#include "git/history.h"
#include "git/remote.h"
#include "release/branch.h"
#include "release/track_step.h"
#include "qualify/candidate.h"
#include "qualify/share_bring.h"
#include "qualify/share_seal.h"

#include <string.h>

/* What was seen there and is behind nothing there now was taken back: it is still
 * here, and goes back with the next push. */
static int tell_lost(struct ctx *c, struct plan *p, const struct staging *s)
{
	int rc;

	if (git_oid_is_zero(&s->seen) || !repo_has_object(&c->repo, &s->seen))
		return 0;
	rc = git_oid_is_zero(&s->there) ?
		     0 :
		     history_contains(&c->repo, &s->seen, &s->there);
	if (!rc)
		plan_note(
			p,
			"'%s' has lost records of %s that it had (up to %s); they are here still",
			s->remote, s->rel.version.text, oid_short(&s->seen));
	return rc < 0 ? rc : 0;
}

static int make_join(struct ctx *c, struct plan *p, struct staging *s,
		     git_oid *out)
{
	struct step *step;
	int rc = append_join(&c->repo, &s->there, &s->tip, out);

	if (rc < 0)
		return rc;
	step = plan_add(p, STEP_OBJECT);
	step->what =
		plan_text(p, "join the records of '%s' and of here", s->remote);
	step->ref = plan_text(p, "%s", s->ref);
	step->to = *out;
	step->message = plan_text(p, "join\n");
	return 0;
}

/* Of two who began a release the first on the remote has. */
static int check_beginnings(struct ctx *c, const struct staging *s)
{
	struct evidence theirs;
	int rc = evidence_read(&theirs, &c->repo, s->rel.version.text,
			       &s->there);

	if (rc < 0 || oid_eq(&theirs.link[0].id, &s->evidence.link[0].id))
		return rc;
	rc = error(E_EXISTS,
		   "%s is being qualified on '%s' already: %s began it, %s",
		   s->rel.version.text, s->remote,
		   theirs.record[0].text[TEXT_BY],
		   theirs.record[0].text[TEXT_TIME]);
	error_hint(
		"git update-ref -d %s && git staging fetch %s takes that, and gives up what is here",
		s->ref, ctx_shell(c, s->rel.version.text));
	return rc;
}

/* Where both go. */
static int unite(struct ctx *c, struct plan *p, struct staging *s, git_oid *to)
{
	enum relation how = BEHIND;
	int rc = 0;

	*to = s->tip;
	if (git_oid_is_zero(&s->there))
		return 0;
	if (!git_oid_is_zero(&s->tip))
		rc = history_relation(&c->repo, &s->tip, &s->there, &how);
	if (!rc && how == DIVERGED)
		rc = check_beginnings(c, s);
	if (!rc && how == DIVERGED)
		return make_join(c, p, s, to);
	if (!rc && how == BEHIND)
		*to = s->there;
	return rc;
}

/* Somebody has pushed what is no evidence of the release: what is here, or nothing,
 * takes its place. */
static int explain_there(struct ctx *c, const struct staging *s, int rc)
{
	struct saved_error before;
	struct evidence theirs;

	if (git_oid_is_zero(&s->there))
		return rc;
	error_save(&before);
	int bad = evidence_read(&theirs, &c->repo, s->rel.version.text,
				&s->there);
	rc = error_restore(rc, &before);
	if (bad >= 0 || bad == E_POLICY)
		return rc;
	error_in(rc, "'%s' has no evidence in %s", s->remote, s->ref);
	error_hint("git push --force-with-lease=%s:%s %s %s%s mends it", s->ref,
		   oid_hex(&s->there), ctx_shell(c, s->remote),
		   git_oid_is_zero(&s->here) ? ":" : "", s->ref);
	return rc;
}

/* Nothing that it names is here, or ever will be. */
static int refuse_foreign(struct ctx *c, const struct staging *s)
{
	int rc = error(E_FAIL,
		       "the evidence of %s on '%s' is that of another project",
		       s->rel.version.text, s->remote);

	error_hint("git push --force-with-lease=%s:%s %s :%s takes it away",
		   s->ref, oid_hex(&s->there), ctx_shell(c, s->remote), s->ref);
	return rc;
}

int share_look(struct ctx *c, struct plan *p, struct staging *s)
{
	const char *branch =
		arena_printf(&c->repo.arena, "refs/heads/%s", s->rel.branch);
	const char *seal = seal_ref(&c->repo.arena, s->rel.version.text);
	const char *main =
		arena_printf(&c->repo.arena, "refs/heads/%s", s->rel.main);
	const char *qual = s->qual ? s->qual_ref : main;
	const char *base = arena_printf(&c->repo.arena, "refs/heads/%s",
					setting(&c->repo.config, K_BASE));
	const char *trunk = arena_printf(&c->repo.arena, "refs/heads/%s",
					 setting(&c->repo.config, K_MAIN));
	const char *develop =
		arena_printf(&c->repo.arena, "refs/heads/%s",
			     *s->rel.develop ? s->rel.develop : s->rel.main);
	const char *patterns[] = { s->ref, branch, seal,  s->rel.tag_ref, main,
				   qual,   base,   trunk, develop,        NULL };
	git_oid to;
	int rc;

	if (!s->remote)
		return 0;
	rc = remote_look_refs(&c->repo, &s->refs, s->remote, patterns);
	if (rc < 0)
		return rc;
	s->asked = true;
	s->there = *remote_ref(&s->refs, s->ref);
	s->branch_there = *remote_ref(&s->refs, branch);
	s->tag_there = *remote_ref(&s->refs, s->rel.tag_ref);
	if (s->qual)
		s->qual_there = *remote_ref(&s->refs, qual);
	if (!git_oid_is_zero(&s->there))
		rc = remote_fetch_hidden(&c->repo, &s->refs, s->ref, &s->there);
	if (!rc)
		rc = staging_take_trunk(c, s, &s->refs);
	if (!rc)
		rc = share_seal_look(c, p, s, &s->refs);
	if (!rc)
		rc = share_bring_candidate(c, s);
	if (!rc)
		rc = tell_lost(c, p, s);
	if (!rc)
		rc = unite(c, p, s, &to);
	if (!rc && !oid_eq(&to, &s->tip))
		rc = staging_read(c, s, &to);
	if (rc < 0)
		return explain_there(c, s, rc);
	rc = share_bring(c, s);
	return rc < 0 || git_oid_is_zero(&s->there) ||
			       !staging_is_foreign(c, s) ?
		       rc :
		       refuse_foreign(c, s);
}

static bool differs(const git_oid *to, const git_oid *from)
{
	return !git_oid_is_zero(to) && !oid_eq(to, from);
}

/* The merge that is tested takes the place of the one before. */
static bool pushes_merge(struct ctx *c, const struct staging *s)
{
	return s->qual && !git_oid_is_zero(&s->merge_of) &&
	       !oid_eq(&s->candidate, &s->qual_there) &&
	       !git_oid_is_zero(&s->branch) &&
	       repo_has_object(&c->repo, &s->candidate);
}

/* The branch goes along where that is a step forward, or the first. */
static int check_forward(struct ctx *c, const struct staging *s)
{
	int rc = 0;

	if (git_oid_is_zero(&s->branch_there))
		return 0;
	if (repo_has_object(&c->repo, &s->branch_there))
		rc = history_contains(&c->repo, &s->branch_there, &s->branch);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = error(E_STALE, "'%s' has commits on '%s' that are not here",
		   s->remote, s->rel.branch);
	error_hint("git pull --rebase %s %s", ctx_shell(c, s->remote),
		   ctx_shell(c, s->rel.branch));
	return rc;
}

static int push(struct ctx *c, struct plan *p, struct staging *s,
		enum share_what what)
{
	const char *branch = plan_text(p, "refs/heads/%s", s->rel.branch);
	const char *seal = seal_ref(&c->repo.arena, s->rel.version.text);
	CLEANUP(strbuf) struct strbuf command = STRBUF_INIT;
	bool moves = what == SHARE_BRANCH &&
		     differs(&s->branch, &s->branch_there) &&
		     !staging_is_behind(c, s);
	bool merges = what == SHARE_BRANCH && pushes_merge(c, s);
	bool seals = share_seal_is_lost(c, s);
	struct step *step;
	int rc = moves ? check_forward(c, s) : 0;

	if (rc < 0 ||
	    (!moves && !merges && !seals && !differs(&s->tip, &s->there)))
		return rc;
	strbuf_addf(&command, "git push --atomic %s%s",
		    merges && !git_oid_is_zero(&s->qual_there) ?
			    "--force-with-lease " :
			    "",
		    ctx_shell(c, s->remote));
	step = plan_add(p, STEP_PUSH);
	step->remote = plan_text(p, "%s", s->remote);
	step->what = plan_text(p, "push to '%s', all or nothing", s->remote);
	if (moves) {
		step_change(p, step, branch, &s->branch_there, &s->branch);
		strbuf_addf(&command, " %s", ctx_shell(c, s->rel.branch));
	}
	if (merges) {
		step_change(p, step, s->qual_ref, &s->qual_there,
			    &s->candidate);
		strbuf_addf(&command, " %s", ctx_shell(c, s->qual));
	}
	if (differs(&s->tip, &s->there)) {
		step_change(p, step, s->ref, &s->there, &s->tip);
		strbuf_addf(&command, " %s", s->ref);
	}
	if (seals) {
		step_change(p, step, seal, &s->seal_there, &s->seal);
		strbuf_addf(&command, " %s", seal);
	}
	step->command = plan_text(p, "%s", command.buf);
	return 0;
}

/* Local refs move with those that the plan moves already. */
static void move_refs(struct ctx *c, struct plan *p, struct staging *s,
		      const git_oid *seen)
{
	bool moves = differs(&s->tip, &s->here);
	bool sees = s->asked && differs(seen, &s->seen);
	bool seals = differs(&s->seal, &s->seal_here);
	struct step *step;

	if (!moves && !sees && !seals)
		return;
	step = plan_refs(p);
	if (!step->what)
		step->what = plan_text(p, "keep the records of %s",
				       s->rel.version.text);
	if (moves)
		step_change(p, step, s->ref, &s->here, &s->tip);
	if (sees)
		step_change(p, step, s->seen_ref, &s->seen, seen);
	if (seals)
		step_change(p, step,
			    seal_ref(&c->repo.arena, s->rel.version.text),
			    &s->seal_here, &s->seal);
}

static int move_merge(struct ctx *c, struct plan *p, const struct staging *s)
{
	struct remote none = { 0 };
	struct ref_moves m;
	int rc = ref_moves_init(&m, c, p, &none);

	if (rc < 0)
		return rc;
	candidate_moves(s, &m);
	return ref_moves_write(&m);
}

int share_steps(struct ctx *c, struct plan *p, struct staging *s,
		enum share_what what)
{
	int rc;

	if (!s->asked)
		what = SHARE_HERE;
	if (what != SHARE_HERE && (rc = push(c, p, s, what)) < 0)
		return rc;
	if (s->qual_moves && (rc = move_merge(c, p, s)) < 0)
		return rc;
	move_refs(c, p, s, what != SHARE_HERE ? &s->tip : &s->there);
	/* what was seen there is known here from now on */
	if (s->asked && (rc = share_bring_steps(c, p, s)) < 0)
		return rc;
	if (what == SHARE_BRANCH && git_oid_is_zero(&s->branch_there) &&
	    !git_oid_is_zero(&s->branch))
		track_step(c, p, s->remote, s->rel.branch);
	return 0;
}

/* What the second stage will ask the remote first. */
static void show_push(struct ctx *c, struct plan *p, const struct staging *s)
{
	struct step *step = plan_add(p, STEP_PUSH);

	step->remote = plan_text(p, "%s", s->remote);
	step->what =
		plan_text(p, "push to '%s', once it is kept here", s->remote);
	step_change(p, step, s->ref, &s->seen, &s->tip);
	step->command =
		plan_text(p, "git push %s %s", ctx_shell(c, s->remote), s->ref);
}

int share_keep(struct ctx *c, struct plan *p, struct staging *s, bool wanted)
{
	int rc = share_steps(c, p, s, SHARE_HERE);

	p->goes_on = s->remote && wanted;
	if (!rc && p->goes_on && c->dry_run && differs(&s->tip, &s->seen))
		show_push(c, p, s);
	return rc;
}

int share_again(struct ctx *c, struct plan *p, struct staging *s)
{
	bool was_closed = evidence_closed(&s->evidence);
	int rc = share_look(c, p, s);
	const struct record *end =
		rc < 0 || was_closed ? NULL : evidence_closed(&s->evidence);

	if (end)
		plan_note(
			p,
			"%s %s by %s meanwhile, %s: what came beside that is told by git staging verify %s",
			s->rel.version.text,
			end->text[TEXT_REASON] ? "was given up" : "was closed",
			end->text[TEXT_BY], end->text[TEXT_TIME],
			ctx_shell(c, s->rel.version.text));
	p->again = true;
	p->stays = plan_text(p,
			     "it is kept here: git staging push %s shares it",
			     ctx_shell(c, s->rel.version.text));
	if (!rc)
		rc = share_steps(c, p, s, SHARE_EVIDENCE);
	/* not where that would be refused as well */
	if (rc < 0 && rc != E_EXISTS && rc != E_FAIL)
		error_hint("%s", p->stays);
	return rc;
}
