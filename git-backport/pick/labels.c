#include "git-backport/pick/labels.h"

#include "base/cleanup.h"
#include "git-backport/pick/pick_options.h"
#include "git-backport/source/preset.h"
#include "git-backport/source/pull.h"
#include "release/pull_number.h"

#include <string.h>

/* Anybody may have made up a label: only stable lines are meant, and none by a
 * pattern.  "stable/v0.2" may also be the whole name, or begin that of
 * "stable/v0.2.x". */
static int add_label(struct ctx *c, struct targets *t, const char *label)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	int rc;

	if (!preset_label(&name, preset_of(&c->repo.config), label))
		return 0;
	rc = targets_add(c, t, label, false);
	if (!rc)
		rc = targets_add(c, t, name.buf, false);
	if (!rc)
		strvec_push(&pick_options.missed, label);
	return rc;
}

static bool is_meant(const char *label)
{
	const struct strvec *only = &pick_options.labels;
	size_t i = 0;

	while (i < only->n && strcmp(only->v[i], label) != 0)
		i++;
	return !only->n || i < only->n;
}

int labels_targets(struct ctx *c, struct targets *t, struct sources *s,
		   char *const *word, size_t n)
{
	const struct forge_pull *pull = NULL;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < n; i++) {
		long number = pull_number(word[i]);
		if (!number)
			continue;
		rc = sources_pull(c, t, s, number, &pull);
		for (size_t k = 0; rc >= 0 && pull->label && pull->label[k];
		     k++)
			if (is_meant(pull->label[k]))
				rc = add_label(c, t, pull->label[k]);
	}
	if (rc < 0 || t->n || (t->missed && t->missed->n))
		return rc < 0 ? rc : 0;
	if (!pull)
		return error(
			E_USAGE,
			"--from-labels needs a pull request: %s --from-labels pr/<number>",
			c->program->call);
	rc = error(E_NOTFOUND, "no label of %s names a stable branch",
		   pull_name(c, pull));
	error_hint("backport.preset tells how they look: %s",
		   preset_of(&c->repo.config)->label);
	return rc;
}
