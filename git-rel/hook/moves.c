#include "git-rel/hook/moves.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "git-rel/hook/own_plan.h"
#include "git-rel/hook/verdict.h"
#include "git/history.h"
#include "git/hook_input.h"
#include "rules/rule_value.h"
#include "qualify/vetted.h"

#include <git2.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *arg(const struct strvec *args, size_t i)
{
	return i < args->n ? args->v[i] : NULL;
}

static int read_id(git_oid *out, const char *hex)
{
	*out = (git_oid){ { 0 } };
	if (!hex || oid_from_hex(out, hex))
		return 0;
	return error(E_FAIL, "'%s' is no sha1, which is all we can read so far",
		     hex);
}

/* Who pushes to another name of a branch moves that branch. */
static const char *real_ref(struct repo *r, const char *name)
{
	enum { DEPTH_MAX = 5 }; /* as git has it */
	git_reference *ref = NULL;

	for (int i = 0; i < DEPTH_MAX; i++) {
		if (git_reference_lookup(&ref, r->git, name) < 0)
			return name;
		const char *to = git_reference_symbolic_target(ref);
		to = to ? arena_strdup(&r->arena, to) : NULL;
		git_reference_free(ref);
		if (!to)
			return name;
		name = to;
	}
	return name;
}

static int to_changes(struct changes *out, struct repo *r, enum side side,
		      const struct hook_lines *l)
{
	int rc = side == SIDE_SERVER ? repo_read(r) : 0;

	out->v = arena_alloc(l->arena, (l->n + 1) * sizeof(*out->v));
	for (size_t i = 0; !rc && i < l->n; i++) {
		struct ref_change *ch = &out->v[out->n++];
		ch->ref = side == SIDE_SERVER ? real_ref(r, l->v[i].ref) :
						l->v[i].ref;
		rc = read_id(&ch->from, l->v[i].from);
		if (!rc)
			rc = read_id(&ch->to, l->v[i].to);
	}
	return rc;
}

/* A policy that nobody finds would be one that everybody believes in. */
static void warn_without_main(const struct verdict *v,
			      const struct changes *changes)
{
	const char *trunk = setting(&v->repo->config, K_MAIN);
	const char *ref = arena_printf(&v->repo->arena, "refs/heads/%s", trunk);

	if (v->side == SIDE_CLIENT || v->rules.n ||
	    !git_oid_is_zero(&v->rules.commit))
		return;
	for (size_t i = 0; i < changes->n; i++)
		if (!strcmp(changes->v[i].ref, ref))
			return;
	warning("no rule is looked at: there is no branch '%s' here that says any; where it has another name, that is rel.main in the configuration of the server",
		trunk);
}

/* Judged by `v`, unless there is nothing to judge, or by. */
static int judge_lines(struct verdict *v, struct changes *changes,
		       const struct hook_lines *l)
{
	/* a server without rules looks whether those that come can be */
	if (!l->n || !v->known ||
	    (v->side == SIDE_CLIENT && !verdict_has_rules(v)))
		return 0;
	int rc = to_changes(changes, v->repo, v->side, l);
	if (!rc)
		warn_without_main(v, changes);
	return rc < 0 ? rc : verdict_on_changes(v, changes);
}

int moves_pre_push(struct repo *r, const struct strvec *args,
		   const struct strbuf *in)
{
	struct hook_lines l = { .arena = &r->arena };
	struct changes changes = { .way = WAY_PUSH };
	const char *remote = arg(args, 1);
	struct verdict v;
	int rc = verdict_open(&v, r, SIDE_CLIENT);

	/* opening makes the arena anew */
	if (!rc)
		rc = hook_lines_read(&l, HOOK_PRE_PUSH, in->buf, in->len);
	if (rc < 0)
		rc = error_in(rc, "cannot judge what goes to '%s'",
			      hook_url(&r->arena,
				       arg(args, 2) ? arg(args, 2) : ""));
	if (remote && config_has_remote(&r->config, remote))
		changes.remote = remote;
	v.asks = true;
	/* what a command of ours has planned was judged then */
	if (!rc && !own_plan_pushes(r, &l))
		rc = judge_lines(&v, &changes, &l);
	verdict_close(&v);
	return rc < 0 ? verdict_unable(&v, rc) : rc;
}

/* Who pushes, as the system knows them; behind gitolite or a web server all are
 * one user to the system, and `rel.pusher` names the variable that tells. */
static const char *who_pushes(struct repo *r)
{
	const char *name = config_git(&r->config, "rel.pusher");

	if (name) {
		const char *who = getenv(name);
		return who && *who ? arena_strdup(&r->arena, who) : NULL;
	}
	const struct passwd *user = getpwuid(geteuid());
	return user ? arena_strdup(&r->arena, user->pw_name) : NULL;
}

/* GIT_PUSH_OPTION_COUNT is "0" also where none may be sent. */
static int read_options(struct changes *out, struct arena *a)
{
	const char *count = getenv("GIT_PUSH_OPTION_COUNT");
	char *end = NULL;
	unsigned long n = count ? strtoul(count, &end, 10) : 0;
	struct hook_options o;

	if (!n && (!count || !*end))
		return 0;
	if (*end || n > HOOK_OPTIONS_MAX)
		return error(E_POLICY, "more than %d push options",
			     HOOK_OPTIONS_MAX);
	const char **option = arena_alloc(a, (n + 1) * sizeof(*option));
	for (unsigned long i = 0; i < n; i++) {
		option[i] = getenv(arena_printf(a, "GIT_PUSH_OPTION_%lu", i));
		if (!option[i])
			option[i] = "";
	}
	int rc = hook_options_read(&o, a, option, n);
	if (rc < 0 || !o.n)
		return rc;
	out->bypass = o.bypass;
	out->reason = o.reason;
	return 0;
}

/* Rules that nobody can read stop everybody; only who mends them passes. */
static int mend_rules(struct verdict *v, const struct hook_lines *l, int rc)
{
	struct repo *r = v->repo;
	struct changes c = { 0 };
	const char *why = arena_strdup(&r->arena, error_message());
	const char *trunk = setting(&r->config, K_MAIN);
	const char *ref = arena_printf(&r->arena, "refs/heads/%s", trunk);

	if (l->n == 1 && !strcmp(l->v[0].ref, ref) &&
	    to_changes(&c, r, SIDE_SERVER, l) == 0 &&
	    !git_oid_is_zero(&c.v[0].from) && !git_oid_is_zero(&c.v[0].to) &&
	    history_contains(r, &c.v[0].from, &c.v[0].to) == 1 &&
	    rules_can_be(r, &c.v[0].to, SIDE_SERVER) >= 0) {
		warning("no rule is looked at: %s; this push mends that", why);
		return 0;
	}
	rc = error(rc, "%s", why);
	if (strstr(why, ":.gitrel:"))
		error_hint(
			"mend .gitrel on '%s', and push that alone; until then nothing else is taken",
			trunk);
	else
		error_hint(
			"who keeps the server has to mend its git config; until then nothing is taken");
	return rc;
}

/* `unread`: what is wrong with the rules, or 0. */
static int judge_on_server(struct verdict *v, struct changes *changes,
			   const struct hook_lines *l, int unread)
{
	if (unread)
		return mend_rules(v, l, unread);
	changes->by = who_pushes(v->repo);
	return judge_lines(v, changes, l);
}

/* The rules cannot be read, but the repository can. */
static bool may_be_mended(const struct verdict *v, int rc)
{
	return rc == E_CONFIG && v->opened;
}

int moves_pre_receive(struct ctx *c, const struct strbuf *in)
{
	struct repo *r = &c->repo;
	struct hook_lines l = { .arena = &r->arena };
	struct changes changes = { .way = WAY_PUSH,
				   .vet = vetted,
				   .vet_arg = c };
	struct verdict v;
	int rc = verdict_open(&v, r, SIDE_SERVER);
	int unread = may_be_mended(&v, rc) ? rc : 0;

	if (!rc || unread)
		rc = hook_lines_read(&l, HOOK_RECEIVE, in->buf, in->len);
	if (!rc && !unread)
		rc = read_options(&changes, &r->arena);
	if (!rc)
		rc = judge_on_server(&v, &changes, &l, unread);
	verdict_close(&v);
	return rc;
}

int moves_update(struct ctx *c, const struct strvec *args)
{
	struct repo *r = &c->repo;
	struct hook_lines l = { .arena = &r->arena };
	struct changes changes = {
		.way = WAY_PUSH, .alone = true, .vet = vetted, .vet_arg = c
	};
	struct verdict v;
	int rc = verdict_open(&v, r, SIDE_SERVER);
	int unread = may_be_mended(&v, rc) ? rc : 0;

	rc = unread ? 0 : rc;
	if (!rc && !arg(args, 3))
		rc = error(E_USAGE, "update has <ref> <old id> <new id>");
	if (!rc)
		rc = hook_lines_add(&l, arg(args, 1), arg(args, 2),
				    arg(args, 3));
	if (!rc)
		rc = judge_on_server(&v, &changes, &l, unread);
	verdict_close(&v);
	return rc;
}

/* Only what the remote has already: a pull, or a reset to it. */
static int is_from_remote(struct repo *r, const char *ref, const git_oid *to)
{
	const char *remote = setting(&r->config, K_REMOTE);
	git_oid there;
	int rc = repo_ref(r,
			  arena_printf(&r->arena, "refs/remotes/%s/%s", remote,
				       ref_short(ref)),
			  &there);

	if (rc < 0 || git_oid_is_zero(&there))
		return rc;
	return history_contains(r, to, &there);
}

static bool is_protected(const struct rules *rules, const char *ref)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct rules_item *item = &rules->item[i];
		if ((item->id == R_PROTECT || item->id == R_NO_FORCE) &&
		    globs_match(item->value, ref_short(ref)))
			return true;
	}
	return false;
}

/* Deletions are left to pre-push: gc and pack-refs make lines that look the
 * same.  The old value may be zero because git does not care: look. */
static int sort_out(struct verdict *v, const struct changes *all,
		    struct changes *out)
{
	struct repo *r = v->repo;
	int rc = 0;

	out->v = arena_alloc(&r->arena, (all->n + 1) * sizeof(*out->v));
	for (size_t i = 0; rc >= 0 && i < all->n; i++) {
		struct ref_change ch = all->v[i];
		if (git_oid_is_zero(&ch.to) || !is_protected(&v->rules, ch.ref))
			continue;
		if (git_oid_is_zero(&ch.from))
			rc = repo_ref(r, ch.ref, &ch.from);
		if (rc >= 0 && !oid_eq(&ch.from, &ch.to))
			rc = is_from_remote(r, ch.ref, &ch.to);
		else
			continue;
		if (rc == 0)
			out->v[out->n++] = ch;
	}
	return rc < 0 ? rc : 0;
}

static int judge_transaction(struct repo *r, const struct hook_lines *l)
{
	struct changes all = { 0 }, changes = { .way = WAY_PUSH };
	struct verdict v;
	int rc = verdict_open(&v, r, SIDE_CLIENT);

	if (!rc && verdict_has_rules(&v)) {
		if (!own_plan_moves(r, l))
			rc = to_changes(&all, r, SIDE_CLIENT, l);
		if (!rc)
			rc = sort_out(&v, &all, &changes);
		changes.remote = setting(&r->config, K_REMOTE);
		if (!config_has_remote(&r->config, changes.remote))
			changes.remote = NULL;
		if (!rc && changes.n)
			rc = verdict_on_changes(&v, &changes);
	}
	verdict_close(&v);
	return rc < 0 ? verdict_unable(&v, rc) : rc;
}

static bool moves_any(const struct hook_lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].to)
			return true;
	return false;
}

/* git tells of each ref that a fetch gets: the repository is opened only for
 * what may be against a rule. */
int moves_transaction(struct repo *r, const struct strvec *args,
		      const struct strbuf *in)
{
	CLEANUP(arena) struct arena own = { 0 };
	struct hook_lines l = { .arena = &own };
	const struct verdict client = { .side = SIDE_CLIENT };

	if (!arg(args, 1) || strcmp(arg(args, 1), "prepared") != 0)
		return 0;
	int rc = hook_lines_read(&l, HOOK_TRANSACTION, in->buf, in->len);
	if (rc < 0)
		return verdict_unable(&client, rc);
	return moves_any(&l) ? judge_transaction(r, &l) : 0;
}
