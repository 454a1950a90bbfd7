#include "git-backport/source/targets.h"

#include "base/cleanup.h"

#include <string.h>

/* How many arguments come behind "--". */
static size_t behind_dashes(const struct ctx *c)
{
	for (size_t i = 0; i < c->raw.n; i++)
		if (!strcmp(c->raw.v[i], "--"))
			return c->raw.n - i - 1;
	return c->args.n + 1;
}

/* A word of a comment: no pattern, and what names none is told in the end. */
static int add_tolerantly(struct ctx *c, struct targets *t, const char *word)
{
	struct saved_error before;
	int rc = 0;

	error_save(&before);
	if (!strpbrk(word, "*?[") && *word != '-')
		rc = targets_add(c, t, word, !t->lines_only);
	if (error_restore(rc, &before) <= 0)
		strvec_push(t->missed, word);
	return 1;
}

static int add_listed(struct ctx *c, struct targets *t, const char *list)
{
	CLEANUP(text) char *all = xstrdup(list);
	int rc = 1;

	for (char *save, *word = strtok_r(all, ",", &save); rc > 0 && word;
	     word = strtok_r(NULL, ",", &save)) {
		rc = t->missed ? add_tolerantly(c, t, word) :
				 targets_add(c, t, word, !t->lines_only);
		if (!rc)
			return targets_none(c, t, word);
	}
	return rc < 0 ? rc : 0;
}

int targets_read(struct ctx *c, struct targets *t, const struct strvec *to,
		 size_t *n)
{
	size_t dashes = behind_dashes(c);
	bool marked = dashes <= c->args.n;
	size_t until = marked ? c->args.n - dashes : c->args.n;
	int rc = 0;

	for (size_t i = 0; !rc && i < to->n; i++)
		rc = add_listed(c, t, to->v[i]);
	for (*n = 0; rc >= 0 && !to->n && *n < until; ++*n) {
		rc = targets_add(c, t, c->args.v[*n], !*n || marked);
		if (!rc && marked)
			return targets_none(c, t, c->args.v[*n]);
		if (!rc)
			break;
	}
	if (rc < 0 || t->n || (t->missed && t->missed->n))
		return rc < 0 ? rc : 0;
	if (c->args.n)
		return targets_none(c, t, c->args.v[0]);
	rc = error(E_USAGE, "which branch? %s <target>... [--] [<commit>...]",
		   c->program->call);
	if (t->n_known)
		error_hint("for instance: %s %s", c->program->call,
			   ctx_shell(c, t->known[t->n_known - 1]));
	return rc;
}
