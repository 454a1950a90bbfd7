#include "release/counted.h"

#include "release/latest.h"
#include "release/tag_form.h"

static int no_release(struct ctx *c)
{
	int rc = error(E_NOTFOUND,
		       "there is no released version to count on from");

	if (tag_forms_advise(c))
		return rc;
	error_hint("name the first one: %s %s 0.1.0", c->program->call,
		   c->cmd->name);
	return rc;
}

int release_counted(struct ctx *c, struct release *rel, enum part part,
		    const git_oid *within, struct version *out)
{
	struct version last;
	bool found;
	int rc = release_last(c, &rel->remote, within, &last, NULL, &found);

	if (!rc && !found)
		return no_release(c);
	if (!rc)
		rc = release_next_free(c, rel, &last, part, false);
	if (!rc)
		*out = rel->version;
	return rc;
}
