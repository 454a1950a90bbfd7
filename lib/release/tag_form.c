#include "release/tag_form.h"

#include "base/cleanup.h"
#include "git/version_tag.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TOLD 3

/* Where the version begins: at the first number from which on it is one.  A
 * number alone behind a word is rather a date or a build. */
static const char *find_version(const char *tag, bool *semver, bool *pep440)
{
	struct version v;

	for (const char *p = tag; *p; p++) {
		if (*p < '0' || *p > '9' ||
		    (p > tag &&
		     ((p[-1] >= '0' && p[-1] <= '9') || p[-1] == '.')))
			continue;
		*semver = version_try(&v, SCHEME_SEMVER, p);
		*pep440 = version_try(&v, SCHEME_PEP440, p);
		bool alone = !strchr(p, '.') && p > tag &&
			     (p > tag + 1 || (*tag != 'v' && *tag != 'V'));
		if ((*semver || *pep440) && !alone)
			return p;
	}
	return NULL;
}

static struct tag_form *form_of(struct tag_forms *f, const char *tag, size_t n)
{
	struct arena *a = f->arena;

	for (size_t i = 0; i < f->n; i++)
		if (strlen(f->item[i].prefix) == n &&
		    !memcmp(f->item[i].prefix, tag, n))
			return &f->item[i];
	f->item = arena_grow(a, f->item, f->n, sizeof(*f->item));
	struct tag_form *new = &f->item[f->n++];
	*new = (struct tag_form){ .prefix = arena_strndup(a, tag, n),
				  .example = arena_strdup(a, tag) };
	new->name = arena_printf(a, "%s{version}", new->prefix);
	return new;
}

static void see(struct repo *r, const git_reference *ref, void *data)
{
	const char *tag = ref_short(git_reference_name(ref));
	bool semver, pep440;
	const char *v = find_version(tag, &semver, &pep440);

	(void)r;
	if (!v || strpbrk(tag, "{}"))
		return;
	struct tag_form *f = form_of(data, tag, (size_t)(v - tag));
	f->n++;
	f->semver += semver;
	f->pep440 += pep440;
}

static int most_first(const void *a, const void *b)
{
	const struct tag_form *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	/* as it is by default */
	if (!strcmp(x->prefix, "v") || !strcmp(y->prefix, "v"))
		return strcmp(x->prefix, "v") ? 1 : -1;
	return strcmp(x->prefix, y->prefix);
}

int tag_forms_list(struct ctx *c, struct arena *arena, struct tag_forms *out)
{
	*out = (struct tag_forms){ .arena = arena };
	int rc = version_tag_each(&c->repo, out, see);

	if (out->n)
		qsort(out->item, out->n, sizeof(*out->item), most_first);
	return rc;
}

static void see_fit(struct repo *r, const git_reference *ref, void *data)
{
	struct version v;
	bool *any = data;

	*any = *any ||
	       version_tag(&r->config, ref_short(git_reference_name(ref)), &v);
}

/* The settings under which the tags of a form are releases. */
static const char *command(struct ctx *c, const struct tag_form *f)
{
	struct arena *a = &c->repo.arena;
	bool name = !setting_is(&c->repo.config, K_TAG, f->name);
	const char *now = setting(&c->repo.config, K_SCHEME);
	const char *scheme = f->semver ? "semver" : "pep440";
	bool fits = !strcmp(now, "semver") ? f->semver :
		    !strcmp(now, "pep440") ? f->pep440 :
					     name;

	return arena_printf(a, "%s%s%s%s%s", name ? "git config rel.tag " : "",
			    name ? ctx_shell(c, f->name) : "",
			    name && !fits ? " && " : "",
			    fits ? "" : "git config rel.scheme ",
			    fits ? "" : scheme);
}

/* None where some tag fits. */
static int unfit(struct ctx *c, struct arena *arena, struct tag_forms *out)
{
	bool any = false;
	int rc = version_tag_each(&c->repo, &any, see_fit);

	*out = (struct tag_forms){ .arena = arena };
	return rc < 0 || any ? rc : tag_forms_list(c, arena, out);
}

bool tag_forms_advise(struct ctx *c)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct saved_error before;
	struct tag_forms f;

	error_save(&before);
	int rc = unfit(c, &arena, &f);
	(void)error_restore(0, &before);
	if (rc < 0 || !f.n)
		return false;
	for (size_t i = 0; i < f.n && i < MAX_TOLD; i++)
		error_detail("%zu tag%s such as '%s' do%s not fit '%s'",
			     f.item[i].n, f.item[i].n == 1 ? "" : "s",
			     f.item[i].example, f.item[i].n == 1 ? "es" : "",
			     setting(&c->repo.config, K_TAG));
	for (size_t i = 0; i < f.n && i < MAX_TOLD; i++)
		error_hint("if '%s' is a release of this project: %s",
			   f.item[i].example, command(c, &f.item[i]));
	return true;
}

const char *tag_forms_command(struct ctx *c)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct tag_forms f;

	return unfit(c, &arena, &f) < 0 || !f.n ? NULL : command(c, f.item);
}
