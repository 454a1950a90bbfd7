#ifndef GIT_REL_PROTECT_WISHES_H
#define GIT_REL_PROTECT_WISHES_H

/*
 * What the rules of a project ask of a forge's protection.
 */
#include "dialect/forge_rule.h"
#include "rules/rules.h"

#include <json-c/json_object.h>

struct wish {
	struct forge_rule want;
	const char *rules; /* "protect, no-force": whose it is */
	const char *ends;  /* a branch of these that finish deletes; or NULL */
};

struct wishes {
	struct wish *v;
	size_t n;
	const char *left; /* rules that no forge can hold up; or NULL */
};

/* Rules that refuse, those that warn not.  Branches that one may push to as ever
 * where `finish` is not pr.  `who`: of --tagger, or NULL.  In the arena. */
void wishes_read(struct wishes *out, const struct rules *rules,
		 struct arena *arena, const char *const *who);
/* As thing "guard" has it. */
json_object *wish_json(const struct wish *w);

/* "may be forced, may be deleted": what is in one state; "" for none. */
const char *wish_gaps(struct forge *f, const struct wish *w,
		      const struct forge_rule *is, int state);
/* The same as what there shall be: "no force, no deletion". */
const char *wish_needs(struct forge *f, const struct wish *w,
		       const struct forge_rule *is, int state);
/* Why finish could not do its work: with `is` NULL if it were set, which is then no
 * wish of this forge; else as things are.  NULL: it can. */
const char *wish_stops_finish(struct forge *f, const struct wish *w,
			      const struct forge_rule *is);

#endif
