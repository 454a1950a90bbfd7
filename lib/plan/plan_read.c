#include "plan/plan_format.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/strvec.h"
#include "config/value.h"
#include "git/hook_file.h"
#include "git/repo.h"

#include <string.h>

static int read_oid(git_oid *out, json_object *o, const char *key)
{
	const char *hex = json_get_str(o, key);

	memset(out, 0, sizeof(*out));
	if (!hex)
		return 0;
	if (!oid_from_hex(out, hex))
		return error(E_FAIL, "'%s' is no object name", hex);
	return 0;
}

static int read_changes(struct plan *p, struct step *s, json_object *a)
{
	size_t n = a ? json_object_array_length(a) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *o = json_object_array_get_idx(a, i);
		const char *ref = json_get_str(o, "ref");
		git_oid from, to;
		int rc;

		if (!ref || !starts_with(ref, "refs/") || !refname_ok(ref + 5))
			return error(E_FAIL, "a change has no valid ref");
		if ((rc = read_oid(&from, o, "from")) < 0 ||
		    (rc = read_oid(&to, o, "to")) < 0)
			return rc;
		step_change(p, s, ref, &from, &to);
	}
	return 0;
}

static int read_sets(struct plan *p, struct step *s, json_object *a)
{
	size_t n = a ? json_object_array_length(a) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *o = json_object_array_get_idx(a, i);
		const char *key = json_get_str(o, "key");
		if (!key || *key == '-' || !strchr(key, '.'))
			return error(E_FAIL, "a setting has no key");
		step_set(p, s, key, json_get_str(o, "from"),
			 json_get_str(o, "to"));
	}
	return 0;
}

/* NULL where there is no such list. */
static struct strvec *read_strings(struct plan *p, json_object *a)
{
	size_t n = a ? json_object_array_length(a) : 0;

	if (!a)
		return NULL;
	struct strvec *list = arena_alloc(&p->arena, sizeof(*list));
	for (size_t i = 0; i < n; i++)
		if (json_item_str(a, i))
			strvec_push(list, json_item_str(a, i));
	return list;
}

/* A branch, or an id where HEAD is detached. */
static bool head_ok(const char *head)
{
	git_oid id;

	return starts_with(head, "refs/heads/") ? refname_ok(head) :
						  oid_from_hex(&id, head);
}

static bool heads_ok(const struct step *s)
{
	return s->head_to ? s->head_from && head_ok(s->head_from) &&
				    head_ok(s->head_to) :
			    true;
}

/* They go to git: no others than ours. */
static bool options_ok(const struct step *s)
{
	return !s->options ||
	       (s->picks && !s->options[strspn(s->options, "-xsm 0123456789")]);
}

/* Within the work tree, and nothing of git's. */
static bool path_ok(const char *path)
{
	CLEANUP(text) char *inside = xasprintf("/%s/", path);

	return !strstr(inside, "//") && !strstr(inside, "/./") &&
	       !strstr(inside, "/../") && !strstr(inside, "/.git/");
}

/* A file of ours, or the folder of what was said about a release; no other. */
static bool note_ok(const struct step *s)
{
	const char *name = s->ref;

	if (!name || !strcmp(name, "begun"))
		return name != NULL;
	if (starts_with(name, "logs/")) {
		name += strlen("logs/");
		if (!*name || *name == '.')
			return false;
	} else if (!starts_with(name, "NOTES-") &&
		   !starts_with(name, "spool-")) {
		return false;
	}
	return !strchr(name, '/') && !s->message;
}

/* What each kind cannot do without. */
static int check_step(const struct step *s)
{
	bool ok = true;

	if (s->kind == STEP_PUSH)
		ok = s->remote && s->n && refname_ok(s->remote);
	else if (s->kind == STEP_REFS)
		ok = s->n > 0;
	else if (s->kind == STEP_CHECKOUT)
		ok = s->worktree && *s->worktree == '/' &&
		     !git_oid_is_zero(&s->from) && !git_oid_is_zero(&s->to) &&
		     heads_ok(s);
	else if (s->kind == STEP_CONFIG)
		ok = s->n_set > 0;
	else if (s->kind == STEP_NOTE)
		ok = note_ok(s);
	else if (s->kind == STEP_HOOK)
		ok = s->ref && *s->ref == '/' && s->message &&
		     hook_file_is_ours(s->message);
	else if (s->kind == STEP_FILE)
		ok = s->worktree && *s->worktree == '/' && s->ref &&
		     path_ok(s->ref) && s->message;
	else if (s->kind == STEP_ADD)
		ok = s->worktree && s->argv;
	else if (s->kind == STEP_FORGE)
		ok = s->thing && s->want && s->forge && s->api && s->project;
	else if (s->kind == STEP_RUN)
		ok = s->ref && s->command && s->worktree;
	else if (s->kind == STEP_RESOLVE)
		ok = s->argv && s->worktree && s->message && s->n == 1 &&
		     s->head_from && head_ok(s->head_from) && s->ref &&
		     !git_oid_is_zero(&s->from) && !git_oid_is_zero(&s->to) &&
		     (!s->paths || !git_oid_is_zero(&s->tree)) && options_ok(s);
	return ok ? 0 :
		    error(E_FAIL, "a '%s' step is incomplete",
			  step_kind_name(s->kind));
}

static void read_thing(struct plan *p, struct step *s, json_object *o)
{
	json_object *want = NULL;

	s->thing = arena_strdup(&p->arena, json_get_str(o, "thing"));
	s->forge = arena_strdup(&p->arena, json_get_str(o, "forge"));
	s->api = arena_strdup(&p->arena, json_get_str(o, "api"));
	s->project = arena_strdup(&p->arena, json_get_str(o, "project"));
	if (json_object_object_get_ex(o, "want", &want) &&
	    json_object_is_type(want, json_type_object))
		s->want = arena_strdup(&p->arena, json_line(want));
}

static void read_tries(struct step *s, json_object *o)
{
	long long tries = json_get_int(o, "tries");
	long long pause = json_get_int(o, "pause");

	s->tries = tries > 0 ? (int)tries : 0;
	s->pause = pause > 0 ? (int)pause : 0;
}

static int read_step(struct plan *p, json_object *o)
{
	const char *name = json_get_str(o, "step");
	int kind = 0, rc;

	while (name && kind < N_STEP_KINDS &&
	       strcmp(step_kind_name((enum step_kind)kind), name))
		kind++;
	if (!name || kind == N_STEP_KINDS)
		return error(E_FAIL, "there is no step '%s'", name ? name : "");
	struct step *s = plan_add(p, (enum step_kind)kind);
	p->stops = p->stops || s->kind == STEP_RESOLVE;
	s->what = arena_strdup(&p->arena, json_get_str(o, "what"));
	s->command = arena_strdup(&p->arena, json_get_str(o, "command"));
	s->remote = arena_strdup(&p->arena, json_get_str(o, "remote"));
	s->no_verify = json_get_bool(o, "no_verify");
	s->worktree = arena_strdup(&p->arena, json_get_str(o, "worktree"));
	s->head_from = arena_strdup(&p->arena, json_get_str(o, "head_from"));
	s->head_to = arena_strdup(&p->arena, json_get_str(o, "head_to"));
	s->ref = arena_strdup(&p->arena, json_get_str(o, "ref"));
	s->message = arena_strdup(&p->arena, json_get_str(o, "message"));
	read_tries(s, o);
	s->picks = json_get_bool(o, "picks");
	s->options = arena_strdup(&p->arena, json_get_str(o, "options"));
	s->chained = json_get_bool(o, "chained");
	s->removes = json_get_bool(o, "removes");
	read_thing(p, s, o);
	s->argv = read_strings(p, json_get_array(o, "argv"));
	s->paths = read_strings(p, json_get_array(o, "paths"));
	s->unmerged = read_strings(p, json_get_array(o, "unmerged"));
	if ((rc = read_oid(&s->from, o, "from")) < 0 ||
	    (rc = read_oid(&s->tree, o, "tree")) < 0 ||
	    (rc = read_oid(&s->to, o, "to")) < 0 ||
	    (rc = read_changes(p, s, json_get_array(o, "changes"))) < 0 ||
	    (rc = read_sets(p, s, json_get_array(o, "set"))) < 0)
		return rc;
	return check_step(s);
}

static int read_head(struct plan *p, json_object *o)
{
	const char *title = json_get_str(o, "plan");
	const char *verb = json_get_str(o, "verb");
	const char *id = json_get_str(o, "id");
	long long version = json_get_int(o, "version");

	if (version > PLAN_VERSION)
		return error(E_FAIL,
			     "it was written by a newer git-rel (format %lld)",
			     version);
	if (version != PLAN_VERSION || !title || !verb || !id)
		return error(E_FAIL, "its first line is not a plan's");
	plan_init(p, verb, title);
	p->id = plan_text(p, "%s", id);
	p->release = arena_strdup(&p->arena, json_get_str(o, "release"));
	p->outcome = arena_strdup(&p->arena, json_get_str(o, "outcome"));
	p->undoes = arena_strdup(&p->arena, json_get_str(o, "undoes"));
	p->part_of = arena_strdup(&p->arena, json_get_str(o, "part_of"));
	json_object *notes = json_get_array(o, "notes");
	size_t n = notes ? json_object_array_length(notes) : 0;
	for (size_t i = 0; i < n; i++)
		if (json_item_str(notes, i))
			plan_note(p, "%s", json_item_str(notes, i));
	return 0;
}

int plan_read(struct plan *p, const char *text, size_t n)
{
	const char *end = text + n;
	long long steps = -1;

	memset(p, 0, sizeof(*p));
	for (size_t line = 1; text < end; line++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		CLEANUP(json) json_object *o = NULL;
		int rc;

		if (!stop || steps >= 0)
			return error(E_FAIL, "line %zu is %s", line,
				     stop ? "behind the end" : "cut off");
		if ((rc = json_parse(&o, text, (size_t)(stop - text))) < 0)
			return error_in(rc, "line %zu", line);
		text = stop + 1;
		if (line > 1)
			steps = json_get_int(o, "end");
		if (line == 1)
			rc = read_head(p, o);
		else if (steps < 0)
			rc = read_step(p, o);
		if (rc < 0)
			return rc;
	}
	if (steps != (long long)p->n)
		return error(E_FAIL, "it ends too early");
	return 0;
}
