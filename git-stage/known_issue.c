/*
 * git staging known-issue: what the release goes out with, for its notes.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "git-stage/note.h"
#include "git-stage/noted.h"
#include "object/ident.h"
#include "standing/known_issues.h"
#include "staging/who.h"

#include <stdlib.h>
#include <string.h>

static struct note_options options = { .push = 1 };

static const struct opt opts[] = { NOTE_OPTIONS(options), OPT_END };

static int add(struct ctx *c, struct plan *p, const struct staging *s,
	       struct record *rec)
{
	const char *text = ctx_arg(c, 1);
	const struct link *l;
	size_t n = 1;

	if (!text || !*text)
		return error(E_USAGE, "say what the issue is");
	while (known_issue(&s->evidence, n, &l))
		n++;
	rec->kind = RECORD_KNOWN_ISSUE;
	rec->text[TEXT_MESSAGE] = text;
	rec->text[TEXT_LINK] = options.link;
	p->outcome = plan_text(p, "known issue %zu: %s", n, text);
	return 0;
}

static int unknown(const struct evidence *e, const char *number)
{
	int rc = error(E_NOTFOUND, "there is no known issue '%s'", number);
	const struct link *l;
	size_t n = 1;
	const struct record *rec = known_issue(e, n, &l);

	while (rec) {
		error_detail("%zu: %s", n, rec->text[TEXT_MESSAGE]);
		rec = known_issue(e, ++n, &l);
	}
	return rc;
}

/* Only by who has given it: another's withdrawal would not count. */
static int check_ours(struct ctx *c, const struct staging *s,
		      const char *number, const struct record *rec,
		      const struct link *l)
{
	CLEANUP(policy) struct policy policy = { 0 };
	const struct evidence *e = &s->evidence;
	const char *mine, *who;
	struct signed_by *by;
	int rc = policy_look(c, s, &policy);

	if (rc < 0 || (rc = who_look(c, s, &policy, &by)) < 0 ||
	    (rc = ident_mail(&c->repo, &mine)) < 0)
		return rc;
	if (known_issue_is_withdrawn(e, by, rec))
		return error(E_EXISTS, "known issue %s is withdrawn already",
			     number);
	who = who_has(rec, &by[l - e->link]);
	return who_is_same(who, mine) ?
		       0 :
		       error(E_POLICY,
			     "known issue %s is by %s, who alone can take it back",
			     number, who ? who : "nobody known");
}

static int take_back(struct ctx *c, struct plan *p, const struct staging *s,
		     struct record *rec)
{
	const char *number = ctx_arg(c, 1);
	const struct record *was;
	const struct link *l;
	char *end;
	int rc;

	if (!number)
		return error(E_USAGE, "say which one: its number");
	was = known_issue(&s->evidence, strtoul(number, &end, 10), &l);
	if (!was || *end)
		return unknown(&s->evidence, number);
	if ((rc = check_ours(c, s, number, was, l)) < 0)
		return rc;
	rec->kind = RECORD_WITHDRAW;
	rec->text[TEXT_WITHDRAWN] =
		arena_strdup(&c->repo.arena, oid_hex(&l->id));
	p->outcome = plan_text(p, "known issue %s is withdrawn: %s", number,
			       was->text[TEXT_MESSAGE]);
	return 0;
}

static int fill(struct ctx *c, struct plan *p, const struct staging *s,
		struct record *rec)
{
	const char *verb = ctx_arg(c, 0);

	if (!strcmp(verb, "add"))
		return add(c, p, s, rec);
	if (!strcmp(verb, "withdraw"))
		return take_back(c, p, s, rec);
	return error(E_USAGE, "'%s' is neither add nor withdraw", verb);
}

static int plan_known_issue(struct ctx *c, struct plan *p)
{
	p->answered = !c->args.n && !c->resuming;
	if (p->answered)
		return noted_list_issues(c, options.of, stdout);
	return note_plan(c, p, &options, fill);
}

/* The numbers of those that were not taken back. */
static void list_numbers(struct ctx *c, FILE *out)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct signed_by *by;
	struct staging s;
	const struct link *l;

	if (staging_find(c, options.of, &s) < 0 ||
	    policy_look(c, &s, &policy) < 0 ||
	    who_look(c, &s, &policy, &by) < 0)
		return;
	const struct record *rec = known_issue(&s.evidence, 1, &l);
	for (size_t n = 1; rec; rec = known_issue(&s.evidence, ++n, &l))
		if (!known_issue_is_withdrawn(&s.evidence, by, rec))
			fprintf(out, "%zu\n", n);
}

static void list_words(struct ctx *c, FILE *out)
{
	const char *verb = ctx_arg(c, 0);

	if (!verb)
		fputs("add\nwithdraw\n", out);
	else if (!strcmp(verb, "withdraw"))
		list_numbers(c, out);
}

const struct cmd cmd_known_issue = {
	.name = "known-issue",
	.args = "[<options>] [add <text> | withdraw <number>]",
	.brief = "list or note what the release goes out with",
	.opts = opts,
	.max_args = 2,
	.plan = plan_known_issue,
	.list = list_words,
};
