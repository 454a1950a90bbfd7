#include "staging/record_step.h"

#include "base/cleanup.h"
#include "evidence/message.h"
#include "object/ident.h"

#include <string.h>
#include <time.h>

/* The address of who git says we are: "Name <mail> seconds zone". */
static int find_mail(struct ctx *c, const char **out)
{
	const char *ident;
	int rc = ident_now(&c->repo, true, &ident);

	if (rc < 0)
		return rc;
	const char *mail = strrchr(ident, '<');
	size_t n = mail ? strcspn(mail + 1, ">") : 0;
	*out = arena_strndup(&c->repo.arena, mail ? mail + 1 : "", n);
	return 0;
}

int record_fill_in(struct ctx *c, const struct staging *s, struct record *rec,
		   size_t n)
{
	const char *mail, *now;
	int rc = find_mail(c, &mail);

	if (rc < 0)
		return rc;
	now = record_time(&c->repo.arena, (long long)time(NULL));
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
	int rc = record_fill_in(c, s, rec, n);

	if (!rc)
		rc = append_make(&c->repo, &s->tip, rec, n, file, n_files,
				 false, &id);
	if (!rc)
		rc = add_object(p, s, rec, n, &id);
	return rc < 0 ? rc : staging_read(c, s, &id);
}
