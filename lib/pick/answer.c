#include "pick/answer.h"

#include "base/cleanup.h"
#include "git/history.h"

#include <string.h>

static const char *field(struct answer *a)
{
	const char *s = a->at;

	if (s >= a->end)
		return NULL;
	a->at += strlen(s) + 1;
	return s;
}

static struct unmerged *unmerged_at(struct repo *r, struct pick *p,
				    const char *path)
{
	if (p->n && !strcmp(p->unmerged[p->n - 1].path, path))
		return &p->unmerged[p->n - 1];
	p->unmerged =
		arena_grow(&r->arena, p->unmerged, p->n, sizeof(*p->unmerged));
	p->unmerged[p->n].path = arena_strdup(&r->arena, path);
	return &p->unmerged[p->n++];
}

/* "<mode> <id> <stage>\t<path>" */
static bool read_stage(struct repo *r, struct pick *p, const char *line)
{
	const char *path = strchr(line, '\t'), *id = strchr(line, ' ');
	git_oid oid;

	if (!path || !id || path - id != 1 + GIT_OID_HEXSZ + 2 ||
	    path[-1] < '1' || path[-1] > '3' ||
	    git_oid_fromstrn(&oid, id + 1, GIT_OID_HEXSZ) < 0)
		return false;
	git_oid_cpy(&unmerged_at(r, p, path + 1)->stage[path[-1] - '1'], &oid);
	return true;
}

/* "1" or "0", the tree, paths in conflict, an empty field. */
bool answer_read(struct repo *r, struct pick *p, struct answer *a)
{
	const char *clean = field(a), *tree = field(a), *line;

	if (!clean || !tree || !oid_from_hex(&p->tree, tree) ||
	    (strcmp(clean, "0") != 0 && strcmp(clean, "1") != 0))
		return false;
	p->result = *clean == '1' ? PICK_CLEAN : PICK_CONFLICT;
	for (line = field(a); line && *line; line = field(a))
		if (!read_stage(r, p, line))
			return false;
	return line != NULL;
}

/* Where the other side has something else than a file, git gives it another name,
 * with the id of the commit it is from. */
static bool plain_name(struct repo *r, struct unmerged *u, const git_oid *side)
{
	CLEANUP(text) char *end = xasprintf("~%s", oid_hex(side));

	if (!ends_with(u->path, end))
		return false;
	u->path = arena_strndup(&r->arena, u->path,
				strlen(u->path) - strlen(end));
	u->aside = true;
	return true;
}

static struct unmerged *same_path(const struct pick *p, const char *path)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->unmerged[i].path, path))
			return &p->unmerged[i];
	return NULL;
}

/* A path is told once. */
void answer_plain_names(struct repo *r, struct pick *p, const git_oid *stand_in)
{
	size_t n = p->n;

	p->n = 0;
	for (size_t i = 0; i < n; i++) {
		struct unmerged u = p->unmerged[i], *same = NULL;
		if (plain_name(r, &u, stand_in) ||
		    plain_name(r, &u, &p->commit))
			same = same_path(p, u.path);
		if (!same) {
			p->unmerged[p->n++] = u;
			continue;
		}
		same->aside = true;
		for (int k = 0; k < 3; k++)
			if (!git_oid_is_zero(&u.stage[k]))
				git_oid_cpy(&same->stage[k], &u.stage[k]);
	}
}
