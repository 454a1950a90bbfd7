#include "staging/record_step.h"

#include "base/cleanup.h"
#include "evidence/message.h"
#include "base/message.h"
#include "base/quote.h"
#include "object/ident.h"
#include "staging/who.h"
#include "text/secret.h"

#include <stdlib.h>
#include <string.h>

/* The address of who git says we are, and its time, so that record and commit
 * tell the same: "Name <mail> seconds zone". */
static int find_who(struct ctx *c, const char **mail, const char **now)
{
	struct arena *a = &c->repo.arena;
	const char *ident;
	int rc = ident_mail(&c->repo, mail);

	if (rc < 0 || (rc = ident_now(&c->repo, true, &ident)) < 0)
		return rc;
	const char *to = strrchr(ident, '>');
	*now = record_time(a, strtoll(to + 1, NULL, 10));
	return 0;
}

int record_fill_in(struct ctx *c, const struct staging *s, struct record *rec,
		   size_t n)
{
	const char *mail = NULL, *now = NULL;
	int rc = find_who(c, &mail, &now);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++) {
		rec[i].release = s->rel.version.text;
		if (!rec[i].text[TEXT_BY])
			rec[i].text[TEXT_BY] = mail;
		if (!rec[i].text[TEXT_TIME])
			rec[i].text[TEXT_TIME] = now;
		if (git_oid_is_zero(&rec[i].commit)) {
			rec[i].commit = s->candidate;
			rec[i].tree = s->tree;
		}
	}
	return 0;
}

/* What it is behind is here, or is typed before it. */
static bool can_be_typed(const struct plan *p, const struct staging *s)
{
	bool here = oid_eq(&s->tip, &s->here);

	for (size_t i = 0; i < p->n; i++)
		here |= p->step[i].kind == STEP_OBJECT && p->step[i].command &&
			oid_eq(&p->step[i].to, &s->tip);
	return here;
}

/* The tree of the record before, with a file more. */
static void add_tree(struct strbuf *out, struct ctx *c, const struct staging *s,
		     const struct kept_file *file)
{
	strbuf_addf(
		out,
		"$({ git ls-tree %s:%s 2>/dev/null; printf '100644 blob %%s\\t%%s\\n' \"$(git hash-object -w --no-filters ",
		s->ref, APPEND_FILES);
	strbuf_addf(out, "%s)\" %s; }", ctx_shell(c, file->path),
		    ctx_shell(c, file->name));
	strbuf_addf(
		out,
		" | git mktree | { read -r files; printf '040000 tree %%s\\t%s\\n' \"$files\" | git mktree; })",
		APPEND_FILES);
}

/* What makes a record like it: of another second, and so with another id. */
static void add_typed(struct ctx *c, struct plan *p, const struct staging *s,
		      const struct kept_file *file, bool signs,
		      struct step *step)
{
	CLEANUP(strbuf) struct strbuf typed = STRBUF_INIT;
	bool first = git_oid_is_zero(&s->tip);
	size_t n = strlen(step->message);

	if (!can_be_typed(p, s))
		return;
	strbuf_addf(&typed, "git update-ref %s $(git commit-tree ", s->ref);
	if (signs || config_git_bool(&c->repo.config, "commit.gpgsign", false))
		strbuf_adds(&typed, "-S ");
	if (!first)
		strbuf_addf(&typed, "-p %s ", s->ref);
	if (file)
		add_tree(&typed, c, s, file);
	else if (first)
		strbuf_adds(&typed, "$(git mktree </dev/null)");
	else
		strbuf_addf(&typed, "%s^{tree}", s->ref);
	while (n && step->message[n - 1] == '\n')
		n--;
	strbuf_adds(&typed, " -m ");
	strbuf_add_shell(&typed, arena_printf(&c->repo.arena, "%.*s", (int)n,
					      step->message));
	strbuf_addc(&typed, ')');
	step->command = plan_text(p, "%s", typed.buf);
}

static int add_object(struct plan *p, const struct staging *s,
		      const struct record *rec, size_t n, const git_oid *id,
		      struct step **out)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct step *step = plan_add(p, STEP_OBJECT);
	int rc = message_write(&message, rec, n);

	if (rc < 0)
		return rc;
	step->what = plan_text(p, "record %.*s",
			       (int)strcspn(message.buf, "\n"), message.buf);
	step->ref = plan_text(p, "%s", s->ref);
	step->to = *id;
	step->message = plan_text(p, "%s", message.buf);
	*out = step;
	return 0;
}

static int refuse_secret(const char *where, const char *what)
{
	int rc = error(E_POLICY,
		       "'%s' looks like a secret: it has the form of %s", where,
		       what);

	error_hint(
		"what is recorded stays for ever, and everybody has it; say it without");
	return rc;
}

/* What people have typed; what gates say is no word of theirs. */
static int check_secrets(const struct record *rec, const struct kept_file *file,
			 size_t n_files)
{
	static const struct {
		enum record_text text;
		const char *name;
	} typed[] = {
		{ TEXT_MESSAGE, "--message" },
		{ TEXT_REASON, "--message" },
		{ TEXT_LINK, "--link" },
		{ TEXT_JOB, "--job" },
	};
	bool is_argument = rec->kind == RECORD_FINDING ||
			   rec->kind == RECORD_KNOWN_ISSUE;
	const char *what;

	if (rec->kind == RECORD_GATE || rec->kind == RECORD_LAUNCH)
		return 0;
	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
		const char *text = rec->text[typed[i].text];
		what = text ? secret_in(text, strlen(text)) : NULL;
		if (what)
			return refuse_secret(is_argument && !i ? "<text>" :
								 typed[i].name,
					     what);
	}
	for (size_t i = 0; i < n_files; i++) {
		what = secret_in(file[i].data, file[i].n);
		if (what)
			return refuse_secret(rec->text[TEXT_FILE], what);
	}
	return 0;
}

enum { HOUR = 60 * 60 };

/* Answers that get too old count from the date that this clock gives them. */
static int tell_clock(struct ctx *c, const struct staging *s)
{
	size_t at = evidence_find(&s->evidence, &s->tip);
	const char *mail, *now = NULL;
	int rc = find_who(c, &mail, &now);

	if (rc < 0 || at == s->evidence.n)
		return rc;
	const struct link *before = &s->evidence.link[at];
	long long behind = before->time - record_seconds(now);
	if (behind > CLOCKS_DIFFER)
		warning("the record before it, %s, is dated %lld %s after what this clock says, whose date others see",
			oid_short(&before->id),
			behind / (behind < 2 * HOUR ? 60 : HOUR),
			behind < 2 * HOUR ? "minutes" : "hours");
	return 0;
}

int record_step(struct ctx *c, struct plan *p, struct staging *s,
		struct record *rec, size_t n, const struct kept_file *file,
		size_t n_files)
{
	git_oid id;
	struct step *step;
	struct signers_rules signs = { .path = "" };
	/* a candidate begins again what was given up */
	int rc = rec->kind == RECORD_CANDIDATE ? 0 : staging_need_open(s);

	if (!rc)
		rc = record_fill_in(c, s, rec, n);
	if (!rc)
		rc = check_secrets(rec, file, n_files);
	if (!rc)
		rc = tell_clock(c, s);
	if (!rc)
		rc = policy_signs(c, s, &signs);
	if (!rc)
		rc = append_make(&c->repo, &s->tip, rec, n, file, n_files,
				 signs.required, &id);
	if (!rc)
		rc = add_object(p, s, rec, n, &id, &step);
	if (!rc && n_files < 2)
		add_typed(c, p, s, n_files ? file : NULL, signs.required, step);
	if (!rc)
		rc = staging_read(c, s, &id);
	return rc < 0 ? rc : who_check_own(c, s, &id, &signs);
}

int record_check_link(const char *link)
{
	if (!link || starts_with(link, "https://") ||
	    starts_with(link, "http://"))
		return 0;
	return error(E_USAGE, "'%s' is no link: it begins with https://", link);
}
