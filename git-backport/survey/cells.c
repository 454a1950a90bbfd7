#include "git-backport/survey/cells.h"

#include "base/json.h"

static const struct {
	char letter;
	const char *name;
} cells[] = {
	[ABSENT] = { '-', "absent" },       [ANCESTOR] = { '^', "ancestor" },
	[PICKED] = { '=', "picked" },       [EDITED] = { '~', "edited" },
	[REVERTED] = { 'R', "reverted" },   [DECLINED] = { 'x', "declined" },
	[REQUESTED] = { '>', "requested" },
};

char cell_letter(const struct present *p)
{
	return cells[p->state].letter;
}

const char *cell_name(const struct present *p)
{
	return cells[p->state].name;
}

json_object *cell_json(const struct graph *g, const struct present *p)
{
	json_object *o = json_object_new_object();

	json_add_str(o, "state", cell_name(p));
	if (p->state != ABSENT) {
		if (p->state != DECLINED && p->state != REQUESTED)
			json_add_str(o, "by", oid_hex(&g->node[p->carrier].id));
		json_add_str(o, "evidence", p->evidence);
	}
	return o;
}
