#include "git-stage/note.h"

#include "staging/record_step.h"
#include "qualify/share.h"

int note_plan(struct ctx *c, struct plan *p, const struct note_options *o,
	      int (*fill)(struct ctx *c, struct plan *p,
			  const struct staging *s, struct record *rec))
{
	struct record rec = { .kind = N_RECORD_KINDS };
	struct staging s;
	int rc = staging_find(c, o->of, &s);

	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	if (c->resuming)
		return share_again(c, p, &s);
	rc = staging_need(c, &s);
	if (!rc)
		rc = staging_need_open(&s);
	if (!rc)
		rc = record_check_link(o->link);
	if (!rc)
		rc = fill(c, p, &s, &rec);
	if (!rc)
		rc = record_step(c, p, &s, &rec, 1, NULL, 0);
	if (rc < 0)
		return rc;
	return share_keep(c, p, &s, o->push);
}
