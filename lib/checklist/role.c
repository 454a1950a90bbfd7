#include "checklist/role.h"

#include <string.h>

/* A pattern would be anybody, and a comma several of them. */
static bool person_ok(const char *who)
{
	return !who[strcspn(who, "*?[],!\"()<>")];
}

static void read_people(struct role *role, struct arena *arena,
			const char *value, struct complaints *all)
{
	struct words people = words_of(arena, value);

	if (!people.n)
		complain(all, role->origin, "role '%s' has nobody in it",
			 role->name);
	for (size_t i = 0; i < people.n; i++) {
		const char *who = people.v[i];
		if (words_have(&role->people, who)) {
			complain(all, role->origin,
				 "'%s' is in role '%s' twice", who, role->name);
			continue;
		}
		if (!person_ok(who))
			complain(
				all, role->origin,
				"'%s' in role '%s' is no one person: name each as in the file of allowed signers",
				who, role->name);
		role->people.v = arena_grow(arena, role->people.v,
					    role->people.n,
					    sizeof(*role->people.v));
		role->people.v[role->people.n++] = who;
	}
}

void roles_read(struct roles *out, struct arena *arena, const struct config *c,
		struct complaints *all)
{
	*out = (struct roles){ 0 };
	for (size_t i = 0; i < c->n_checks; i++) {
		const struct check_line *line = &c->check[i];
		struct role role = { .name = line->name,
				     .origin = line->origin };
		if (line->kind != CHECK_ROLES)
			continue;
		if (!strcmp(line->name, "never"))
			complain(all, line->origin,
				 "no role can be called 'never'");
		read_people(&role, arena, line->value, all);
		out->v = arena_grow(arena, out->v, out->n, sizeof(*out->v));
		out->v[out->n++] = role;
	}
}

const struct role *role_find(const struct roles *roles, const char *name)
{
	for (size_t i = 0; i < roles->n; i++)
		if (!strcmp(roles->v[i].name, name))
			return &roles->v[i];
	return NULL;
}

struct words roles_people(const struct roles *roles, struct arena *arena,
			  const struct words *names)
{
	struct words people = { 0 };

	for (size_t i = 0; i < names->n; i++) {
		const struct role *role = role_find(roles, names->v[i]);
		for (size_t k = 0; role && k < role->people.n; k++) {
			if (words_have(&people, role->people.v[k]))
				continue;
			people.v = arena_grow(arena, people.v, people.n,
					      sizeof(*people.v));
			people.v[people.n++] = role->people.v[k];
		}
	}
	return people;
}
