#include "git-stage/noted.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "standing/findings.h"
#include "standing/known_issues.h"
#include "staging/who.h"

#include <string.h>

enum { ID_MIN = 7 }; /* as git abbreviates; no number is that long */

static const char *id_of(const struct staging *s, const struct record *rec)
{
	return oid_short(&evidence_link_of(&s->evidence, rec)->id);
}

/* By its number, or by its commit. */
static bool is_named(const struct staging *s, const struct record *rec,
		     const char *word)
{
	return finding_is(rec) &&
	       (!strcmp(rec->text[TEXT_NAME], word) ||
		(strlen(word) >= ID_MIN &&
		 starts_with(oid_hex(&evidence_link_of(&s->evidence, rec)->id),
			     word)));
}

static int several(struct ctx *c, const struct staging *s, const char *word)
{
	const struct evidence *e = &s->evidence;
	int rc = error(E_POLICY, "several findings are number %s", word);

	for (size_t i = 0; i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		if (is_named(s, rec, word) && !finding_fix(e, rec))
			error_detail("%s (%s): %s, by %s", id_of(s, rec),
				     rec->text[TEXT_SEVERITY],
				     rec->text[TEXT_MESSAGE],
				     rec->text[TEXT_BY] ? rec->text[TEXT_BY] :
							  "nobody known");
	}
	error_hint("%s finding fix <one of these>", c->program->call);
	return rc;
}

/* Who has said that it is fixed? */
static int look_who(struct ctx *c, const struct staging *s,
		    struct signed_by **by)
{
	CLEANUP(policy) struct policy policy = { 0 };
	int rc = policy_look(c, s, &policy);

	return rc < 0 ? rc : who_look(c, s, &policy, by);
}

int noted_finding(struct ctx *c, const struct staging *s, const char *word,
		  const struct record **out)
{
	const struct evidence *e = &s->evidence;
	const struct record *fixed = NULL, *open = NULL;
	struct signed_by *by;
	size_t n = 0;
	int rc = look_who(c, s, &by);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		if (!is_named(s, rec, word))
			continue;
		if (finding_fix(e, rec)) {
			fixed = rec;
			continue;
		}
		open = rec;
		n++;
	}
	if (n > 1)
		return several(c, s, word);
	*out = open ? open : fixed;
	if (*out)
		return 0;
	rc = error(E_NOTFOUND, "there is no finding '%s' of %s", word,
		   s->rel.version.text);
	error_hint("%s finding   lists them", c->program->call);
	return rc;
}

void noted_open(struct ctx *c, const struct staging *s, FILE *out)
{
	const struct evidence *e = &s->evidence;
	size_t n = 0;

	for (size_t i = 0; i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		if (finding_is(rec) && !finding_fix(e, rec))
			ui_line(out, "finding %s (%s): %s",
				rec->text[TEXT_NAME], rec->text[TEXT_SEVERITY],
				rec->text[TEXT_MESSAGE]);
		n += rec->kind == RECORD_KNOWN_ISSUE;
	}
	if (n)
		ui_line(out, "known issues: %s known-issue lists %zu",
			c->program->call, n);
}

void noted_list_open(struct ctx *c, const char *release, FILE *out)
{
	struct staging s;

	if (staging_find(c, release, &s) < 0)
		return;
	for (size_t i = 0; i < s.evidence.n_records; i++) {
		const struct record *rec = &s.evidence.record[i];
		if (finding_is(rec) && !finding_fix(&s.evidence, rec))
			ui_line(out, "%s", rec->text[TEXT_NAME]);
	}
}

static int find(struct ctx *c, const char *release, struct staging *s)
{
	int rc = staging_find(c, release, s);

	return rc < 0 ? rc : staging_need(c, s);
}

/* The state of one, as a word. */
static void print_one(struct ctx *c, const struct staging *s,
		      const struct record *rec, const char *number,
		      const char *state, FILE *out)
{
	const char *severity = rec->text[TEXT_SEVERITY];
	const char *by = rec->text[TEXT_BY] ? rec->text[TEXT_BY] : "";

	if (!c->json) {
		ui_line(out, "%s  %s  %s%s%s: %s, by %s", number, id_of(s, rec),
			severity ? severity : "", severity ? "  " : "", state,
			rec->text[TEXT_MESSAGE], by);
		return;
	}
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "release", s->rel.version.text);
	json_add_str(o, "number", number);
	json_add_str(o, "record",
		     oid_hex(&evidence_link_of(&s->evidence, rec)->id));
	json_add_str(o, "severity", severity);
	json_add_str(o, "state", state);
	json_add_str(o, "text", rec->text[TEXT_MESSAGE]);
	json_add_str(o, "link", rec->text[TEXT_LINK]);
	json_add_str(o, "by", by);
	fprintf(out, "%s\n", json_line(o));
}

int noted_list_findings(struct ctx *c, const char *release, FILE *out)
{
	struct signed_by *by;
	struct staging s;
	int rc = find(c, release, &s);
	const struct evidence *e = &s.evidence;

	if (rc >= 0)
		rc = look_who(c, &s, &by);
	for (size_t i = 0; rc >= 0 && i < e->n_records; i++)
		if (finding_is(&e->record[i]))
			print_one(c, &s, &e->record[i],
				  e->record[i].text[TEXT_NAME],
				  finding_fix(e, &e->record[i]) ? "fixed" :
								  "open",
				  out);
	return rc;
}

int noted_list_issues(struct ctx *c, const char *release, FILE *out)
{
	struct signed_by *by = NULL;
	const struct record *rec;
	const struct link *l;
	struct staging s;
	size_t n = 1;
	int rc = find(c, release, &s);

	if (rc < 0 || (rc = look_who(c, &s, &by)) < 0)
		return rc;
	rec = known_issue(&s.evidence, n, &l);
	while (rec) {
		print_one(c, &s, rec, arena_printf(&c->repo.arena, "%zu", n),
			  known_issue_is_withdrawn(&s.evidence, by, rec) ?
				  "withdrawn" :
				  "told",
			  out);
		rec = known_issue(&s.evidence, ++n, &l);
	}
	return 0;
}
