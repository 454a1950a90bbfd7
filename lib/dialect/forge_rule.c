#include "dialect/forge_rule.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "dialect/forge_name.h"

#include <fnmatch.h>
#include <json-c/json.h>
#include <string.h>

bool rule_is_glob(const char *pattern)
{
	return strpbrk(pattern, "*?[") != NULL;
}

/* How long "[a-z]" is, at its bracket; 0: it is none. */
static size_t set_length(const char *p)
{
	const char *q = p + 1;

	q += *q == '!' || *q == '^';
	q += *q == ']';
	for (; *q && *q != ']'; q++) {
		const char *class = *q == '[' && q[1] == ':' ? strstr(q, ":]") :
							       NULL;
		q = class ? class + 1 : q;
	}
	return *q ? (size_t)(q - p) + 1 : 0;
}

/* A letter of a set, a digit if it has one; only what a ref can have, and last what
 * it cannot have everywhere. */
static char of_set(struct forge *f, const char *set, size_t n)
{
	static const char all[] =
		"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"_-+=,;!%&#$'\"()<>]{}|`@./";
	const char *glob = arena_strndup(f->arena, set, n);

	for (const char *p = all; *p; p++)
		if (fnmatch(glob, (const char[]){ *p, '\0' }, 0) == 0)
			return *p;
	return *all; /* no ref fits it */
}

const char *rule_sample(struct forge *f, const char *pattern)
{
	char *name = arena_alloc(f->arena, strlen(pattern) + 1), *to = name;

	for (const char *p = pattern; *p; p++) {
		size_t n = *p == '[' ? set_length(p) : 0;
		if (*p == '*' && p[1] == '*')
			continue;
		if (*p == '\\' && p[1]) {
			*to++ = *++p;
			continue;
		}
		*to++ = n ? of_set(f, p, n) : *p == '*' || *p == '?' ? '0' : *p;
		p += n ? n - 1 : 0;
	}
	return name;
}

bool rule_fits(const char *glob, const char *name)
{
	return !strcmp(glob, name) || fnmatch(glob, name, 0) == 0;
}

struct forge_rule rule_open(const char *pattern, bool tag)
{
	return (struct forge_rule){ .pattern = pattern,
				    .tag = tag,
				    .force = 1,
				    .remove = 1,
				    .push = 1,
				    .any_commit = 1,
				    .checks = 1 };
}

struct forge_rule rule_unseen(const char *pattern, bool tag)
{
	return (struct forge_rule){ .pattern = pattern,
				    .tag = tag,
				    .force = FORGE_UNSEEN,
				    .remove = FORGE_UNSEEN,
				    .push = FORGE_UNSEEN,
				    .any_commit = FORGE_UNSEEN,
				    .approvals = FORGE_UNSEEN,
				    .checks = FORGE_UNSEEN };
}

static void gap(struct rule_gap *out, size_t *n, int want, int is,
		const char *what, const char *need)
{
	if (want == 0 && is != 0)
		out[(*n)++] = (struct rule_gap){ what, need, is > 0 ? 0 : is };
}

static struct rule_gap unchecked(struct forge *f, const char *const *lacks,
				 int is)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; lacks[i]; i++)
		strbuf_addf(&text, "%s'%s'", i ? ", " : "", lacks[i]);
	return (struct rule_gap){
		arena_printf(f->arena, "need not have passed %s", text.buf),
		arena_printf(f->arena, "check%s %s", lacks[1] ? "s" : "",
			     text.buf),
		is < 0 ? is : 0
	};
}

static struct rule_gap unapproved(struct forge *f, long want, long is)
{
	const char *need = arena_printf(f->arena, "%ld approval%s", want,
					want == 1 ? "" : "s");

	return (struct rule_gap){
		want == 1 ? "needs no approval" :
			    arena_printf(f->arena, "needs fewer than %s", need),
		need, is < 0 ? (int)is : 0
	};
}

size_t rule_gaps(struct forge *f, const struct forge_rule *want,
		 const struct forge_rule *is, struct rule_gap *out)
{
	const char *const *lacks =
		forge_missing(f, is->checks == 1 ? is->check : NULL,
			      want->checks == 1 ? want->check : NULL);
	size_t n = 0;

	gap(out, &n, want->force, is->force,
	    want->tag ? "may be moved" : "may be forced",
	    want->tag ? "no move" : "no force");
	gap(out, &n, want->remove, is->remove, "may be deleted", "no deletion");
	gap(out, &n, want->push, is->push, "may be pushed to",
	    "pull requests only");
	gap(out, &n, want->any_commit, is->any_commit,
	    "takes commits that are not signed", "signed commits only");
	if (want->approvals > 0 && is->approvals < want->approvals)
		out[n++] = unapproved(f, want->approvals, is->approvals);
	if (lacks && *lacks)
		out[n++] = unchecked(f, lacks, is->checks);
	return n;
}

json_object *rule_item(json_object *list, const char *key, const char *value)
{
	size_t n = list ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *o = json_object_array_get_idx(list, i);
		const char *is = json_get_str(o, key);
		if (is && !strcmp(is, value))
			return o;
	}
	return NULL;
}
