#include "staging/staging.h"

#include "base/cleanup.h"
#include "staging/policy.h"
#include "staging/who.h"

#include <string.h>

static void read_id(git_oid *out, const char *hex)
{
	if (!hex || !oid_from_hex(out, hex))
		*out = (git_oid){ { 0 } };
}

/* The last that was named, by the order of the records. */
static void find_candidate(struct staging *s)
{
	for (size_t i = s->evidence.n_records; i-- > 0;) {
		const struct record *rec = &s->evidence.record[i];
		if (rec->kind != RECORD_CANDIDATE && rec->kind != RECORD_OPEN)
			continue;
		s->candidate = rec->commit;
		s->tree = rec->tree;
		read_id(&s->merge_of, rec->text[TEXT_MERGE_OF]);
		read_id(&s->merge_into, rec->text[TEXT_MERGE_INTO]);
		return;
	}
}

/* A hotfix is known by its branch, which goes when it is released. */
static int name_as_opened(struct ctx *c, struct staging *s)
{
	const char *type = s->evidence.record[0].text[TEXT_TYPE];
	const struct version v = s->rel.version;

	if (s->rel.hotfix || !type || strcmp(type, "hotfix") != 0)
		return 0;
	return release_name(c, &s->rel, &v, true);
}

/* That it is over is a word of somebody known; where this clone can judge nobody, of
 * anybody. */
static int judge_close(struct ctx *c, struct staging *s)
{
	const struct evidence *e = &s->evidence;
	CLEANUP(policy) struct policy policy = { 0 };
	struct signed_by *by;
	int rc;

	if (!evidence_closed(e))
		return 0;
	rc = policy_look(c, s, &policy);
	return rc < 0 ? rc : who_look(c, s, &policy, &by);
}

int staging_read(struct ctx *c, struct staging *s, const git_oid *tip)
{
	int rc;

	s->tip = *tip;
	s->evidence = (struct evidence){ .release = s->rel.version.text };
	if (git_oid_is_zero(tip))
		return 0;
	rc = evidence_read(&s->evidence, &c->repo, s->rel.version.text, tip);
	if (rc < 0)
		return rc;
	find_candidate(s);
	rc = name_as_opened(c, s);
	return rc < 0 ? rc : judge_close(c, s);
}
