#include "staging/record_step.h"

#include "base/cleanup.h"
#include "evidence/message.h"
#include "object/ident.h"
#include "staging/policy.h"

#include <stdlib.h>
#include <string.h>

/* The address of who git says we are, and its time, so that record and commit
 * tell the same: "Name <mail> seconds zone". */
static int find_who(struct ctx *c, const char **mail, const char **now)
{
	struct arena *a = &c->repo.arena;
	const char *ident;
	int rc = ident_now(&c->repo, true, &ident);

	if (rc < 0)
		return rc;
	const char *from = strrchr(ident, '<'), *to = strrchr(ident, '>');
	if (!from || !to || to < from)
		return error(E_FAIL, "git does not tell who you are: '%s'",
			     ident);
	*mail = arena_strndup(a, from + 1, (size_t)(to - from - 1));
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

static int add_object(struct plan *p, const struct staging *s,
		      const struct record *rec, size_t n, const git_oid *id)
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
	return 0;
}

int record_step(struct ctx *c, struct plan *p, struct staging *s,
		struct record *rec, size_t n, const struct kept_file *file,
		size_t n_files)
{
	git_oid id;
	bool signs = false;
	int rc = record_fill_in(c, s, rec, n);

	if (!rc)
		rc = policy_signs(c, &signs);
	if (!rc)
		rc = append_make(&c->repo, &s->tip, rec, n, file, n_files,
				 signs, &id);
	if (!rc)
		rc = add_object(p, s, rec, n, &id);
	return rc < 0 ? rc : staging_read(c, s, &id);
}

int record_check_link(const char *link)
{
	if (!link || starts_with(link, "https://") ||
	    starts_with(link, "http://"))
		return 0;
	return error(E_USAGE, "'%s' is no link: it begins with https://", link);
}
