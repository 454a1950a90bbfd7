#include "tx/step.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/file.h"
#include "base/quote.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/restore.h"
#include "git/worktree.h"
#include "git/worktree_env.h"
#include "plan/resolve.h"
#include "tx/by_hand.h"
#include "tx/own_tree.h"
#include "tx/resume.h"
#include "tx/unmerge.h"

#include <stdio.h>
#include <string.h>

/* All of it can be repeated, up to the message that says it is set up. */
static int probe(struct attempt *a)
{
	a->state[0] = TODO;
	return 0;
}

static struct resolved *add_merge(struct attempt *a, struct resolve *v)
{
	v->merge =
		arena_grow(&a->repo->arena, v->merge, v->n, sizeof(*v->merge));
	return &v->merge[v->n++];
}

/* The merges that went well before this one.  Made anew they would be other
 * commits, of another second, and what a person resolves would not fit them. */
static int note_made(struct attempt *a, struct resolve *v)
{
	for (size_t i = 0; i < a->plan->n; i++) {
		const struct step *s = &a->plan->step[i];
		git_oid ours, theirs;
		int rc;
		if (s->kind != STEP_OBJECT)
			continue;
		bool picks = !git_oid_is_zero(&s->from);
		if ((rc = history_parent(a->repo, &s->to, 0, &ours)) < 0 ||
		    (rc = history_parent(a->repo, &s->to, 1, &theirs)) < 0)
			return rc;
		if (picks)
			theirs = s->from;
		if (!git_oid_is_zero(&theirs) &&
		    !resolve_find(v, &ours, &theirs))
			*add_merge(a, v) =
				(struct resolved){ .branch = ref_short(s->ref),
						   .ours = ours,
						   .theirs = theirs,
						   .picks = picks,
						   .commit = s->to };
	}
	return 0;
}

static int other_waits(const struct resolved *open)
{
	int rc = error(E_POLICY, "another command waits for the %s '%s'",
		       open->picks ? "pick onto" : "merge into", open->branch);

	error_hint(
		"git rel --continue finishes it, git rel --abort gives it up");
	return rc;
}

/* Where HEAD was before the first merge, to go back to on --abort. */
static int note(struct attempt *a)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = resolve_read(&v, a->repo);

	if (rc < 0)
		return rc;
	struct resolved *open = resolve_open_merge(&v);
	if (open && oid_eq(&open->ours, &a->step->from) &&
	    oid_eq(&open->theirs, &a->step->to) &&
	    !strcmp(v.worktree, a->step->worktree))
		return 0;
	if (open) /* noted by another process, since this one has looked */
		return other_waits(open);
	if (!v.exists) {
		v.worktree = a->step->worktree;
		v.head = a->step->head_from;
		v.policy = a->repo->policy;
		for (size_t i = 0; i < a->step->argv->n; i++)
			strvec_push(&v.argv, a->step->argv->v[i]);
	}
	if ((rc = note_made(a, &v)) < 0)
		return rc;
	*add_merge(a, &v) = (struct resolved){ .branch = a->step->ref,
					       .ours = a->step->from,
					       .theirs = a->step->to,
					       .from = a->step->change->from,
					       .picks = a->step->picks };
	resolve_write(&v, &out);
	return file_replace(resolve_path(a->repo), out.buf, out.len);
}

/* Is it there to work in?  `ready`: just as it has to be. */
static int have_tree(struct attempt *a, bool *ready)
{
	const struct step *s = a->step;
	CLEANUP(resolve) struct resolve v = { 0 };
	bool begun = false;

	*ready = false;
	if (!resolve_is_own_tree(a->repo, s->worktree))
		return 0;
	int rc = resolve_read(&v, a->repo);
	for (size_t i = 0; i < v.n; i++)
		begun = begun || v.merge[i].by_hand;
	*ready = !begun;
	return rc < 0 ? rc :
			own_tree_make(a->repo, s->worktree, &s->from, begun);
}

/* Path by path, as any other work tree is brought along. */
static int go_there(struct attempt *a)
{
	struct step go = { .kind = STEP_CHECKOUT,
			   .worktree = a->step->worktree,
			   .head_from = a->step->head_from,
			   .head_to = arena_strdup(&a->repo->arena,
						   oid_hex(&a->step->from)),
			   .from = a->step->change->from,
			   .to = a->step->from };
	enum state state = TODO;
	struct attempt there = {
		.repo = a->repo, .plan = a->plan, .step = &go, .state = &state
	};

	return step_checkout.apply(&there);
}

/* After a crash: is git at this very merge already? */
static int is_merging(struct attempt *a, const struct strvec *env, bool *out)
{
	const char *argv[] = { "git",
			       "rev-parse",
			       "--verify",
			       "--quiet",
			       a->step->picks ? "CHERRY_PICK_HEAD" :
						"MERGE_HEAD",
			       NULL };
	CLEANUP(strbuf) struct strbuf id = STRBUF_INIT;
	struct run run = { .argv = argv,
			   .env = (const char *const *)env->v,
			   .dir = a->step->worktree,
			   .out = &id };
	int rc = file_exists(a->step->worktree) ? run_command(&run) : 1;

	*out = !rc && starts_with(id.buf, oid_hex(&a->step->to));
	return rc < 0 ? rc : 0;
}

static const char *deed(const struct attempt *a)
{
	return a->step->picks ? "pick onto" : "merge into";
}

/* It has changed files, and has died before it noted that it was at a merge:
 * which of the changes are its own nobody knows. */
static int broken_off(struct attempt *a)
{
	CLEANUP(strbuf) struct strbuf where = STRBUF_INIT;
	int rc = error(E_CONFLICT, "git broke off in the middle of the %s '%s'",
		       deed(a), a->step->ref);

	strbuf_add_shell(&where, a->step->worktree);
	error_hint(
		"if no change there is to be kept: git -C %s reset --hard, then git rel --abort",
		where.buf);
	return rc;
}

/* git would not even begin: a file in the way, say.  Its words are out. */
static int not_begun(struct attempt *a)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	size_t by_hand = 0;
	int rc = resolve_read(&v, a->repo);

	for (size_t i = 0; i < v.n; i++)
		by_hand += v.merge[i].by_hand;
	if (!rc && !by_hand)
		rc = resume_abort(a->repo, NULL);
	if (rc == E_POLICY)
		return broken_off(a);
	if (rc < 0)
		return rc;
	rc = error(E_POLICY, "git does not begin the %s '%s'", deed(a),
		   a->step->ref);
	if (by_hand)
		error_hint(
			"git rel --continue tries it again, git rel --abort gives up all of it");
	return rc;
}

/* What needs no person: as it is in the tree that was merged aside. */
static int settle(struct attempt *a, const struct strvec *env)
{
	const struct strvec *paths = a->step->paths;
	CLEANUP(strvec) struct strvec args = STRVEC_INIT;

	if (!paths)
		return 0;
	strvec_pushl(&args, "--source", oid_hex(&a->step->tree), "--staged",
		     "--worktree", "--ignore-skip-worktree-bits", "--",
		     (char *)NULL);
	for (size_t i = 0; i < paths->n; i++)
		strvec_pushf(&args, ":(top,literal)%s", paths->v[i]);
	return restore_files(a->repo, a->step->worktree, env,
			     (const char *const *)args.v, NULL);
}

/* From here on what is gone of it was taken away by somebody. */
static int note_set_up(struct attempt *a, const char *message)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = resolve_read(&v, a->repo);
	struct resolved *open = resolve_open_merge(&v);

	if (rc < 0 || !open)
		return rc;
	open->message = message;
	resolve_write(&v, &out);
	return file_replace(resolve_path(a->repo), out.buf, out.len);
}

/* git has stopped in the middle of it: the rest is the person's. */
static int hand_over(struct attempt *a, const struct strvec *env)
{
	const struct step *s = a->step;
	size_t n = 0;
	int rc = settle(a, env);

	crash_point();
	if (!rc && s->unmerged)
		rc = unmerge_files(a->repo, s->worktree, &s->from, &s->to,
				   s->unmerged, &n);
	crash_point();
	if (rc < 0)
		return rc;
	CLEANUP(text) char *text = xasprintf("%s\n", s->message);
	rc = by_hand_write(a->repo, s->worktree, "MERGE_MSG", text);
	crash_point();
	return rc < 0 ? rc : note_set_up(a, text);
}

static bool ends_word(char c)
{
	return !c || strchr(" '\":;,", c);
}

/* Is the line about this path, and not about a longer one? */
static bool names(const char *line, const char *path)
{
	size_t n = strlen(path);

	for (const char *p = strstr(line, path); p; p = strstr(p + 1, path))
		if ((p == line || ends_word(p[-1])) && ends_word(p[n]))
			return true;
	return false;
}

/* What git says of the merge, but of the files that are settled: these are no
 * conflict. */
static void show_words(struct attempt *a, struct strbuf *said)
{
	const struct strvec *paths = a->step->paths;

	for (char *save, *line = strtok_r(said->buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		bool settled = false;
		for (size_t i = 0; paths && i < paths->n; i++)
			settled = settled || names(line, paths->v[i]);
		if (!settled)
			fprintf(stderr, "%s\n", line);
	}
}

/* How git goes on with a pick is not how the command does, which is told next. */
static void show_complaints(struct strbuf *words, bool set_up)
{
	for (char *save, *line = strtok_r(words->buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		if (!set_up || !starts_with(line, "hint: "))
			fprintf(stderr, "%s\n", line);
}

/* git merge, or git cherry-pick. */
static void add_command(const struct attempt *a, struct strvec *argv)
{
	CLEANUP(text)
	char *options = xstrdup(a->step->options ? a->step->options : "");

	strvec_push(argv, "git");
	if (!a->step->picks)
		strvec_pushl(argv, "merge", "--no-ff", "--no-commit", "--quiet",
			     (char *)NULL);
	else
		strvec_push(argv, "cherry-pick");
	for (char *save, *word = strtok_r(options, " ", &save); word;
	     word = strtok_r(NULL, " ", &save))
		strvec_push(argv, word);
	strvec_push(argv, oid_hex(&a->step->to));
}

/*
 * Noted first, so that --abort knows the way back from anywhere.  git exits with
 * 1 for the conflict that we know of.
 */
static int apply(struct attempt *a)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;
	bool merging, ready;
	int rc;

	worktree_env(a->repo, a->step->worktree, &env);
	add_command(a, &argv);
	CLEANUP(strbuf) struct strbuf said = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf words = STRBUF_INIT;
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .dir = a->step->worktree,
			   .out = &said,
			   .err = &words };
	if ((rc = note(a)) < 0)
		return rc;
	crash_point();
	if ((rc = is_merging(a, &env, &merging)) < 0)
		return rc;
	if (merging)
		return hand_over(a, &env);
	if ((rc = have_tree(a, &ready)) < 0)
		return rc;
	if (!ready && (rc = go_there(a)) < 0)
		return rc;
	crash_point();
	int status = run_command(&run);
	crash_point();
	rc = status < 0 ? status : is_merging(a, &env, &merging);
	if (status) { /* else it takes it for done */
		show_words(a, &said);
		show_complaints(&words, merging && a->step->picks);
	}
	if (rc < 0)
		return rc;
	return merging ? hand_over(a, &env) : not_begun(a);
}

const struct step_ops step_resolve = { probe, NULL, apply };

static int resolved_probe(struct attempt *a)
{
	a->state[0] = file_exists(resolve_path(a->repo)) ? TODO : DONE;
	return 0;
}

static int resolved_apply(struct attempt *a)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	int rc = resolve_read(&v, a->repo);

	if (!rc && resolve_is_own_tree(a->repo, v.worktree))
		rc = own_tree_remove(a->repo, v.worktree);
	crash_point();
	return rc < 0 ? rc : file_remove(resolve_path(a->repo));
}

const struct step_ops step_resolved = { resolved_probe, NULL, resolved_apply };
