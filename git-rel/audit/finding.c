#include "git-rel/audit/finding.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

const char *const audit_level_names[N_AUDIT_LEVELS] = { "error", "warning",
							"ok" };

void audit_release(struct audit *a)
{
	free(a->v);
}

struct finding *audit_add(struct audit *a, enum audit_level level,
			  const char *rule, const char *subject,
			  const char *hint, const char *fmt, ...)
{
	va_list ap;

	GROW(a->v, a->n, a->alloc);
	struct finding *f = &a->v[a->n];
	va_start(ap, fmt);
	*f = (struct finding){ .level = level,
			       .rule = rule,
			       .subject = subject,
			       .hint = hint,
			       .text = arena_vprintf(&a->c->repo.arena, fmt,
						     ap),
			       .order = a->n };
	va_end(ap);
	a->n++;
	a->count[level]++;
	return f;
}

void audit_add_faults(struct audit *a, const struct faults *faults)
{
	for (size_t i = 0; i < faults->n; i++) {
		const struct fault *f = &faults->v[i];
		bool error = f->state == FAULT_ERROR;
		audit_add(a, error ? AUDIT_ERROR : AUDIT_WARNING, fault_rule(f),
			  ref_short(f->ref), f->hint, "%s", f->text)
			->origin = f->origin;
	}
}

bool audit_is_broken(const struct audit *a, const char *rule)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].level != AUDIT_OK && !strcmp(a->v[i].rule, rule))
			return true;
	return false;
}

static int worst_first(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

void audit_sort(struct audit *a)
{
	if (a->n)
		qsort(a->v, a->n, sizeof(*a->v), worst_first);
}

const char *audit_counted(const struct audit *a)
{
	size_t errors = a->count[AUDIT_ERROR],
	       warnings = a->count[AUDIT_WARNING];

	return arena_printf(&a->c->repo.arena, "%zu error%s, %zu warning%s",
			    errors, errors == 1 ? "" : "s", warnings,
			    warnings == 1 ? "" : "s");
}

static const struct {
	const char *rule, *why;
} reasons[] = {
	{ "alias",
	  "git looks for a program first, and for an alias after that" },
	{ "back-merge",
	  "what was mended for the release comes back broken with the next one" },
	{ "bypassed",
	  "what was let in once stays against the rule until somebody mends it" },
	{ "candidates",
	  "readers find the same changes twice: for the version, and for what led to it" },
	{ "changelog", "users look there for what a version brings" },
	{ "checks",
	  "nobody can tell whether what was released has passed them" },
	{ "config", "here releases are made by other settings than elsewhere" },
	{ "forge-checks", "what was released does not work, or nobody knows" },
	{ "forge-files", "users fetch something else than was released" },
	{ "forge-gate", "what it publishes is not there before" },
	{ "forge-merge", "main goes on without the commit that was released" },
	{ "forge-protect", "who has no hooks here may do it all the same" },
	{ "forge-release", "users do not find it" },
	{ "hooks", "what is against the rules is told only when it is pushed" },
	{ "lines-have",
	  "the next release from there has again what this one mends" },
	{ "names",
	  "git pushes neither of two refs that have one name: it cannot tell which is meant" },
	{ "policy",
	  "nothing can be released, or judged, before it can be read" },
	{ "release-branch",
	  "nobody can tell whether the release is still to come" },
	{ "remote", "others build upon what the remote has" },
	{ "shallow",
	  "versions that are counted from tags come out wrong, and most of this audit is left out" },
	{ "signature", "it may be by somebody else, or another tag by now" },
	{ "since",
	  "what was to be left alone is judged, here or on the server" },
	{ "tag-kind",
	  "a tag of its own tells who released it and when; git describe passes others over" },
	{ "tag-place",
	  "beside the line of releases it is lost to the next one, or nobody can tell what it came from" },
	{ "version-order",
	  "who takes the highest version for the newest gets older code" },
};

const char *audit_why(const char *rule)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (!strcmp(reasons[i].rule, rule))
			return reasons[i].why;
	return NULL;
}
