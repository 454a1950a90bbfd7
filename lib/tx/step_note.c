#include "tx/step.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"

#include <string.h>

/* A file of the state folder, whole; or a folder there, which goes. */
static const char *path_of(const struct attempt *a)
{
	return arena_printf(&a->repo->arena, "%s/%s", a->repo->state_dir,
			    a->step->ref);
}

static int probe(struct attempt *a)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *path = path_of(a), *wanted = a->step->message;
	bool there = file_exists(path);
	int rc = 0;

	if (there && wanted)
		rc = strbuf_read_file(&text, path, 64 << 20, true);
	bool done = wanted ? there && strbuf_is(&text, wanted) : !there;
	a->state[0] = done ? DONE : TODO;
	return rc;
}

static int apply(struct attempt *a)
{
	const char *text = a->step->message;
	int rc = dir_make(a->repo->state_dir);

	if (rc < 0)
		return rc;
	if (text)
		return file_replace(path_of(a), text, strlen(text));
	return starts_with(a->step->ref, "logs/") ? dir_remove(path_of(a)) :
						    file_remove(path_of(a));
}

/* What the first of several stages notes leads to a branch that is not made;
 * what later ones note leads on from where the one before ended. */
static void forget(struct attempt *a)
{
	const char *whole = a->plan->part_of;

	if (whole && !strcmp(whole, a->plan->id))
		(void)!file_remove(path_of(a));
}

const struct step_ops step_note = { probe, NULL, apply, forget };
