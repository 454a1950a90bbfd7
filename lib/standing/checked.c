#include "standing/checked.h"

#include "base/sha256.h"
#include "plan/checks.h"
#include "release/gates.h"
#include "staging/record_step.h"
#include "staging/who.h"

#include <string.h>

int checked_open(struct ctx *c, const struct staging *s,
		 const struct commands *checks, struct commands *out)
{
	struct commands left;
	git_oid at;
	int rc = staging_looked_at(c, s, &at);

	if (!rc)
		rc = gate_open(c, &s->rel, checks, &at, out);
	if (rc < 0 || !out->n || oid_eq(&at, &s->candidate))
		return rc;
	/* or on the merge itself, which has the same files */
	left = *out;
	return gate_open(c, &s->rel, &left, &s->candidate, out);
}

static int all_of(struct ctx *c, const struct staging *s, struct commands *out)
{
	git_oid at;
	int rc = staging_looked_at(c, s, &at);

	return rc < 0 ? rc : gate_commands_at(c, &s->rel, "check", &at, out);
}

int checked_all_open(struct ctx *c, const struct staging *s,
		     struct commands *out)
{
	struct commands all;
	int rc = all_of(c, s, &all);

	return rc < 0 ? rc : checked_open(c, s, &all, out);
}

static bool has(const struct commands *all, const struct command *cmd)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->item[i]->name, cmd->name) &&
		    !strcmp(all->item[i]->line, cmd->line))
			return true;
	return false;
}

static void add(struct arena *a, struct commands *out,
		const struct command *cmd)
{
	if (has(out, cmd))
		return;
	out->item = arena_grow(a, out->item, out->n, sizeof(*out->item));
	out->item[out->n++] = cmd;
}

/* Those that the list asks for, by name or as @check. */
static int asked_for(struct ctx *c, const struct staging *s,
		     const struct policy *p, struct commands *out)
{
	struct arena *a = &c->repo.arena;
	struct commands all = { 0 };
	bool every = false;
	int rc = 0;

	*out = (struct commands){ 0 };
	for (size_t i = 0; i < p->list.n; i++) {
		const struct task *task = &p->list.v[i];
		if (task->kind == TASK_CHECK)
			add(a, out, task->check);
		every |= task->fact && task->fact->kind == FACT_CHECK;
	}
	if (every)
		rc = all_of(c, s, &all);
	for (size_t i = 0; !rc && i < all.n; i++)
		add(a, out, all.item[i]);
	return rc;
}

/* Is its last word about the candidate that it has passed? */
static bool is_recorded(const struct staging *s, const struct command *cmd)
{
	for (size_t i = s->evidence.n_records; i-- > 0;) {
		const struct record *rec = &s->evidence.record[i];
		const char *line = rec->text[TEXT_COMMAND];
		if (rec->kind == RECORD_GATE && !rec->unheard &&
		    rec->text[TEXT_NAME] &&
		    !strcmp(rec->text[TEXT_NAME], cmd->name) &&
		    oid_eq(&rec->commit, &s->candidate))
			return rec->result == RESULT_PASS && line &&
			       !strcmp(line, cmd->line);
	}
	return false;
}

static struct record record_of(struct arena *a, const struct command *cmd)
{
	char digest[SHA256_HEX_SIZE];
	struct record rec = { .kind = RECORD_GATE, .result = RESULT_PASS };

	sha256_hex(digest, cmd->line, strlen(cmd->line));
	rec.text[TEXT_NAME] = cmd->name;
	rec.text[TEXT_ASK] = cmd->name;
	rec.text[TEXT_COMMAND] = cmd->line;
	rec.text[TEXT_DIGEST] = arena_strdup(a, digest);
	rec.text[TEXT_MESSAGE] = "found by git rel check";
	return rec;
}

int checked_step(struct ctx *c, struct plan *p, struct staging *s,
		 const struct policy *policy)
{
	struct arena *a = &c->repo.arena;
	struct commands asked, open;
	struct signed_by *by;
	struct record *rec;
	size_t n = 0;
	int rc = asked_for(c, s, policy, &asked);

	if (!rc && asked.n)
		rc = checked_open(c, s, &asked, &open);
	/* what nobody known has recorded is not recorded */
	if (!rc && asked.n)
		rc = who_look(c, s, policy, &by);
	if (rc < 0 || !asked.n)
		return rc;
	rec = arena_alloc(a, asked.n * sizeof(*rec));
	for (size_t i = 0; i < asked.n; i++)
		if (!has(&open, asked.item[i]) &&
		    !is_recorded(s, asked.item[i]))
			rec[n++] = record_of(a, asked.item[i]);
	return n ? record_step(c, p, s, rec, n, NULL, 0) : 0;
}

int checked_note(struct ctx *c, const struct staging *s,
		 const struct command *check, bool passed)
{
	struct check one = { .name = gate_name(c, check),
			     .command = check->line,
			     .release = s->rel.version.text,
			     .type = s->rel.vars.type ? s->rel.vars.type : "",
			     .passed = passed };
	int rc = staging_looked_at(c, s, &one.commit);

	return rc < 0 ? rc : checks_note(&c->repo, &one);
}
