#include "rules/trial.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "git/history.h"
#include "git/version_tag.h"
#include "rules/rule_value.h"
#include "rules/exempt.h"
#include "text/template.h"

#include <string.h>

/* What others have by now is not taken back by what one would type before a push;
 * on a branch of one's own that is still so. */
static const char *hint_of_done(struct trial *t, const char *ref,
				const char *hint)
{
	static const char heads[] = "refs/heads/";
	enum rule_id id = t->item->id;

	if (!hint || t->c->way != WAY_DONE || id == N_RULES ||
	    id == R_BACK_MERGE || id == R_LINES_HAVE)
		return hint;
	if (starts_with(ref, "refs/tags/"))
		return trial_text(
			t,
			"'%s' is pushed already: release another version rather than move it",
			ref_short(ref));
	if (!starts_with(ref, heads) ||
	    (!trial_is_trunk(t, ref) && !trial_is_stable(t, ref)))
		return hint;
	return trial_text(t, "'%s' is pushed already: what follows can mend it",
			  ref_short(ref));
}

static void add(struct trial *t, enum fault_state state, const char *ref,
		const git_oid *commit, const char *hint, const char *text)
{
	struct faults *f = t->out;

	switch (exempt(t->rules, t->c, t->item->id, ref)) {
	case EXEMPT_YES:
		return;
	case EXEMPT_BYPASS:
		state = FAULT_BYPASSED;
		break;
	case EXEMPT_NO:
		break;
	}
	GROW(f->v, f->n, f->alloc);
	f->v[f->n++] =
		(struct fault){ .id = t->item->id,
				.state = state,
				.ref = arena_strdup(t->arena, ref),
				.commit = commit ? *commit : (git_oid){ { 0 } },
				.text = text,
				.hint = hint_of_done(t, ref, hint),
				.origin = t->item->origin,
				.path = t->path };
}

void trial_fault(struct trial *t, const char *ref, const git_oid *commit,
		 const char *hint, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const char *text = arena_vprintf(t->arena, fmt, ap);
	va_end(ap);
	add(t, t->item->warn ? FAULT_WARNING : FAULT_ERROR, ref, commit, hint,
	    text);
}

void trial_unknown(struct trial *t, const char *ref, const char *hint,
		   const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const char *text = arena_vprintf(t->arena, fmt, ap);
	va_end(ap);
	add(t, t->item->warn ? FAULT_WARNING : FAULT_UNKNOWN, ref, NULL, hint,
	    arena_printf(t->arena, "cannot judge: %s", text));
}

const char *trial_text(struct trial *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const char *text = arena_vprintf(t->arena, fmt, ap);
	va_end(ap);
	return text;
}

const char *trial_shell(struct trial *t, const char *word)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_add_shell(&sb, word);
	return arena_strdup(t->arena, sb.buf);
}

int trial_refs(struct trial *t)
{
	if (t->has_refs)
		return 0;
	t->has_refs = true;
	return refs_read(&t->before, &t->after, t->repo, t->rules->side, t->c);
}

bool trial_is_planned(const struct trial *t)
{
	return t->c->way == WAY_PLAN || t->c->way == WAY_HERE;
}

bool trial_is_made(const struct trial *t, const git_oid *commit)
{
	for (size_t i = 0; i < t->c->n_made; i++)
		if (oid_eq(&t->c->made[i], commit))
			return true;
	return false;
}

bool trial_is_stand_in(const struct trial *t, const git_oid *commit)
{
	return t->c->merge && oid_eq(t->c->merge, commit);
}

/* On a client the remote's are meant, where there is one. */
int trial_ref(struct trial *t, const char *name, git_oid *out)
{
	const char *remote = t->rules->side == SIDE_CLIENT ? t->c->remote :
							     NULL;

	for (size_t i = 0; i < t->c->n; i++)
		if (!strcmp(t->c->v[i].ref, name)) {
			*out = t->c->v[i].to;
			return 0;
		}
	if (remote && t->c->there)
		*out = *remote_ref(t->c->there, name);
	if (remote && t->c->there && repo_has_object(t->repo, out))
		return 0;
	if (remote && starts_with(name, "refs/heads/"))
		name = trial_text(t, "refs/remotes/%s/%s", remote,
				  ref_short(name));
	return repo_ref(t->repo, name, out);
}

int trial_has(struct trial *t, const git_oid *tip, const git_oid *ancestor,
	      enum answer *out)
{
	*out = ANSWER_UNKNOWN;
	if (repo_type(t->repo, tip) != GIT_OBJECT_COMMIT ||
	    repo_type(t->repo, ancestor) != GIT_OBJECT_COMMIT)
		return 0;
	int rc = history_contains(t->repo, ancestor, tip);
	if (rc < 0)
		return rc;
	*out = rc ? ANSWER_YES : t->repo->shallow ? ANSWER_UNKNOWN : ANSWER_NO;
	return 0;
}

bool trial_is_old(struct trial *t, const git_oid *commit)
{
	enum answer has;

	return t->commits.since &&
	       !trial_has(t, t->commits.since, commit, &has) &&
	       has == ANSWER_YES;
}

const char *change_branch(const struct ref_change *c)
{
	return starts_with(c->ref, "refs/heads/") ? ref_short(c->ref) : NULL;
}

const char *change_tag(const struct ref_change *c)
{
	return starts_with(c->ref, "refs/tags/") ? ref_short(c->ref) : NULL;
}

bool trial_new_version(const struct trial *t, const struct ref_change *c,
		       struct version *out)
{
	const char *tag = change_tag(c);

	return tag && !git_oid_is_zero(&c->to) && !oid_eq(&c->from, &c->to) &&
	       version_tag(t->rules->config, tag, out) &&
	       !trial_is_rehearsal(out);
}

bool trial_is_trunk(const struct trial *t, const char *ref)
{
	return !strcmp(ref, t->main) ||
	       (t->develop && !strcmp(ref, t->develop));
}

bool trial_is_stable(const struct trial *t, const char *ref)
{
	const char *form = setting(t->rules->config, K_STABLE_BRANCH);
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;

	return *form && starts_with(ref, "refs/heads/") &&
	       !trial_is_trunk(t, ref) &&
	       template_match_line(form, ref_short(ref), &series);
}

bool trial_branch_version(const struct trial *t, const char *branch,
			  struct version *out, bool *hotfix)
{
	static const enum key_id names[] = { K_BRANCH, K_HOTFIX_BRANCH };

	for (int i = 0; i < 2; i++) {
		const char *form = setting(t->rules->config, names[i]);
		*hotfix = i == 1;
		if (strstr(form, "{version}") &&
		    version_tag_fits(out, branch, form, t->scheme))
			return true;
	}
	return false;
}

bool trial_is_rehearsal(const struct version *v)
{
	return !strcmp(version_type(v), "rehearsal");
}

const char *trial_name(struct trial *t, enum key_id key,
		       const struct version *v)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT, series = STRBUF_INIT;
	struct template_vars vars = { .version = v->text };
	struct saved_error before;

	version_series(&series, v);
	vars.series = series.buf;
	vars.major = trial_text(t, "%lu", v->part[0]);
	vars.minor = trial_text(t, "%lu", v->n_parts > 1 ? v->part[1] : 0);
	vars.patch = trial_text(t, "%lu", v->n_parts > 2 ? v->part[2] : 0);
	error_save(&before);
	int rc = error_restore(
		template_expand(&name, setting(t->rules->config, key), &vars),
		&before);
	return rc < 0 ? NULL : arena_strdup(t->arena, name.buf);
}

struct ref *trial_tag_of(struct trial *t, const struct refs *refs,
			 const struct version *v)
{
	const char *tag = trial_name(t, K_TAG, v);

	return tag ? refs_find(refs, trial_text(t, "refs/tags/%s", tag)) : NULL;
}
