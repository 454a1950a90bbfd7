/*
 * What is said around the rules: where judging begins, who need not keep one, and
 * what a server has let in.
 */
#include "git-rel/doctor/doctor.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json.h"
#include "release/branch.h"

#include <string.h>

/* So many are told, the newest ones. */
enum { TOLD = 10 };
#define LOG_MAX ((size_t)64 * 1024 * 1024)

/* As the judge has it: a branch of that name is anybody's. */
static bool is_there(struct doctor *d, const char *name)
{
	struct repo *r = &d->c->repo;
	struct saved_error before;
	git_oid at;

	error_save(&before);
	int rc =
		repo_ref(r, arena_printf(&r->arena, "refs/tags/%s", name), &at);
	if (!rc && git_oid_is_zero(&at))
		rc = name[strspn(name, "0123456789abcdefABCDEF")] ?
			     E_NOTFOUND :
			     repo_commit(r, name, &at);
	return error_restore(rc, &before) >= 0;
}

static void look_at_since(struct doctor *d)
{
	const char *name = d->rules.since;

	if (name && !is_there(d, name))
		audit_add(
			&d->audit, AUDIT_ERROR, "since", name,
			"git fetch --tags\ngit config rel.rule.since <tag>",
			"there is no tag or commit '%s' here, so all of history is judged",
			name);
}

/* Who is to be let pass is not, where the rule has another name. */
static void look_at_names(struct doctor *d)
{
	static const char *const before[] = { "rel.exempt.", "rel.bypass." };
	const struct config *config = &d->c->repo.config;

	for (size_t i = 0; i < 2 * config->n; i++) {
		const struct config_entry *e = &config->entry[i / 2];
		const char *key = e->key;
		if (!starts_with(key, before[i % 2]))
			continue;
		const char *rule = key + strlen(before[i % 2]);
		if (rule_by_name(rule) != N_RULES || !strcmp(rule, "policy"))
			continue;
		audit_add(&d->audit, AUDIT_ERROR, "config", key,
			  arena_printf(&d->c->repo.arena,
				       "git config --%s --unset-all %s",
				       e->scope, ctx_shell(d->c, key)),
			  "there is no rule '%s': %s lets nobody pass", rule,
			  key)
			->origin = e->origin;
	}
}

static const char *keep(struct doctor *d, json_object *o, const char *key)
{
	const char *s = json_get_str(o, key);

	return arena_strdup(&d->c->repo.arena, s ? s : "");
}

static void tell_bypass(struct doctor *d, const char *line, size_t n)
{
	CLEANUP(json) json_object *o = NULL;
	struct saved_error before;

	error_save(&before);
	if (error_restore(json_parse(&o, line, n), &before) < 0)
		return;
	audit_add(&d->audit, AUDIT_WARNING, "bypassed",
		  ref_short(keep(d, o, "ref")), NULL,
		  "%s was let in against %s by %s: %s", keep(d, o, "message"),
		  keep(d, o, "rule"), keep(d, o, "by"), keep(d, o, "reason"));
}

/* The log only grows: from its end. */
static int look_at_bypassed(struct doctor *d)
{
	const struct repo *r = &d->c->repo;
	const char *path =
		arena_printf(&d->c->repo.arena, "%s/bypassed", r->state_dir);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	size_t told = 0, older = 0;

	if (!file_exists(path))
		return 0;
	int rc = strbuf_read_file(&text, path, LOG_MAX, true);
	for (size_t end = text.len; !rc && end > 0;) {
		size_t begin = end - (text.buf[end - 1] == '\n');
		size_t stop = begin;
		while (begin > 0 && text.buf[begin - 1] != '\n')
			begin--;
		if (stop > begin && told++ < TOLD)
			tell_bypass(d, text.buf + begin, stop - begin);
		end = begin;
	}
	older = told > TOLD ? told - TOLD : 0;
	if (older)
		audit_add(&d->audit, AUDIT_WARNING, "bypassed", "older", NULL,
			  "%zu more are in '%s'", older, path);
	return rc;
}

int doctor_rules(struct doctor *d)
{
	look_at_since(d);
	look_at_names(d);
	return look_at_bypassed(d);
}
