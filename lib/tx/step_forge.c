#include "tx/step.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "forge/session.h"
#include "forge/thing.h"

#include <string.h>

static int reach(struct attempt *a, struct forge **out)
{
	const struct step *s = a->step;
	enum forge_kind kind = forge_kind_of(s->forge);

	if (kind == N_FORGES)
		return error(E_FAIL, "there is no forge '%s'", s->forge);
	return forge_session_at(a->repo, kind, s->api, s->project, out);
}

static int begin(struct attempt *a, struct forge **f,
		 const struct thing **thing, json_object **want)
{
	const struct step *s = a->step;
	int rc;

	*thing = thing_find(s->thing);
	if (!*thing)
		return error(E_FAIL, "a forge has no '%s' for us", s->thing);
	if ((rc = json_parse(want, s->want, strlen(s->want))) < 0)
		return rc;
	return reach(a, f);
}

static int probe(struct attempt *a)
{
	CLEANUP(strbuf) struct strbuf told = STRBUF_INIT;
	CLEANUP(json) json_object *want = NULL;
	const struct thing *thing;
	struct forge *f;
	int rc = begin(a, &f, &thing, &want);

	if (!rc) {
		thing_forget(f);
		rc = thing->look(f, want);
	}
	if (rc < 0)
		return rc;
	a->state[0] = rc == 1 ? DONE : TODO;
	a->begun = rc == 2;
	if (rc == 1 && thing->found)
		thing->found(f, want, &told);
	a->found = arena_strdup(&a->repo->arena, told.buf);
	return 0;
}

static int apply(struct attempt *a)
{
	CLEANUP(strbuf) struct strbuf told = STRBUF_INIT;
	CLEANUP(json) json_object *want = NULL;
	const struct thing *thing;
	struct forge *f;
	int rc = begin(a, &f, &thing, &want);

	if (!rc)
		rc = thing->make(f, want, &told);
	if (rc > 0)
		a->repo->fell_short = true;
	if (rc >= 0)
		a->repo->told = arena_printf(&a->repo->arena, "%s%s",
					     a->repo->told ? a->repo->told : "",
					     told.buf);
	return rc < 0 ? rc : 0;
}

const struct step_ops step_forge = { .probe = probe, .apply = apply };
