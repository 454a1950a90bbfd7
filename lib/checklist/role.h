#ifndef CHECKLIST_ROLE_H
#define CHECKLIST_ROLE_H

/*
 * Who is who: [roles].  People are named as in the file of allowed signers, by
 * their mail address as a rule.  Pure.
 */
#include "base/arena.h"
#include "checklist/complaints.h"
#include "checklist/words.h"
#include "config/config.h"

struct role {
	const char *name, *origin;
	struct words people; /* different ones */
};

struct roles {
	struct role *v;
	size_t n;
};

/* What is wrong is told to `all`. */
void roles_read(struct roles *out, struct arena *arena, const struct config *c,
		struct complaints *all);
/* NULL: there is none of this name. */
const struct role *role_find(const struct roles *roles, const char *name);
/* The people of several roles, each once.  In the arena. */
struct words roles_people(const struct roles *roles, struct arena *arena,
			  const struct words *names);

#endif
