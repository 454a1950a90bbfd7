#include "gate/spool.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "evidence/record.h"

#include <string.h>

/* That of many runs that were killed. */
enum { SPOOL_MAX = 64 << 20 };

static const char *path_of(struct ctx *c, const struct staging *s)
{
	return arena_printf(&c->repo.arena, "%s/spool-%s", c->repo.state_dir,
			    s->rel.version.text);
}

int spool_add(struct ctx *c, const struct staging *s, const struct record *rec)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
	int rc = record_write(rec, &line);

	if (!rc)
		rc = dir_make(c->repo.state_dir);
	return rc < 0 ? rc : file_append(path_of(c, s), line.buf, line.len);
}

/* A line that was cut off by a power cut is one that never was. */
int spool_read(struct ctx *c, const struct staging *s, struct record **rec,
	       size_t *n)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = strbuf_read_file(&text, path_of(c, s), SPOOL_MAX, true);

	*rec = NULL;
	*n = 0;
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	for (const char *p = text.buf, *lf = strchr(p, '\n'); lf;
	     p = lf + 1, lf = strchr(p, '\n')) {
		struct record one;
		if (record_read(&one, &c->repo.arena, p, (size_t)(lf - p)) < 0)
			continue;
		*rec = arena_grow(&c->repo.arena, *rec, *n, sizeof(**rec));
		(*rec)[(*n)++] = one;
	}
	return 0;
}

void spool_drop(struct plan *p, const struct staging *s)
{
	struct step *step = plan_add(p, STEP_NOTE);

	step->ref = plan_text(p, "spool-%s", s->rel.version.text);
	step->what = "their results need not wait any more";
}
