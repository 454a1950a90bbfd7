#include "git-backport/pick/report.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/quote.h"

#include <git2.h>
#include <string.h>

static const struct {
	char letter;
	const char *name;
} states[] = {
	[CELL_NEW] = { '+', "new" },
	[CELL_ANCESTOR] = { '^', "ancestor" },
	[CELL_THERE] = { '=', "there" },
	[CELL_EMPTY] = { '=', "empty" },
	[CELL_CONFLICT] = { '!', "conflict" },
	[CELL_SKIPPED] = { '-', "skipped" },
	[CELL_NONE] = { ' ', "none" },
	[CELL_BEHIND] = { '?', "behind" },
};

struct lines {
	long from, to; /* of markers, both included; 0: none are left */
};

/* The first block between conflict markers of a file that was merged. */
static struct lines markers(struct ctx *c, const struct pick *p,
			    const char *path)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_tree_entry *e = NULL;
	git_tree *tree = NULL;
	struct lines at = { 0 };
	long n = 0;

	if (!git_tree_lookup(&tree, c->repo.git, &p->tree) &&
	    !git_tree_entry_bypath(&e, tree, path) &&
	    git_tree_entry_type(e) == GIT_OBJECT_BLOB)
		(void)!repo_blob(&c->repo, git_tree_entry_id(e), &text);
	git_tree_entry_free(e);
	git_tree_free(tree);
	for (const char *s = text.buf; *s && !at.to;) {
		size_t len = strcspn(s, "\n");
		n++;
		if (!at.from && starts_with(s, "<<<<<<< "))
			at.from = n;
		else if (at.from && starts_with(s, ">>>>>>> "))
			at.to = n;
		s += len + (s[len] == '\n');
	}
	return at.to ? at : (struct lines){ 0 };
}

/* What git means by stages that are missing. */
static const char *kind(const struct unmerged *u)
{
	bool ours = !git_oid_is_zero(&u->stage[1]);
	bool theirs = !git_oid_is_zero(&u->stage[2]);

	if (u->aside)
		return " (of another kind on the target)";
	if (git_oid_is_zero(&u->stage[0]) && ours != theirs)
		return " (its folder or it was renamed)";
	return !ours && theirs ? " (deleted on the target)" :
	       ours && !theirs ? " (deleted by the commit)" :
				 "";
}

static void add_conflicts(struct ctx *c, const struct pick *p,
			  struct strbuf *out)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct unmerged *u = &p->unmerged[i];
		struct lines at = markers(c, p, u->path);
		strbuf_adds(out, "      conflict in ");
		strbuf_add_visible(out, u->path, strlen(u->path));
		if (at.to)
			strbuf_addf(out, ":%ld-%ld", at.from, at.to);
		strbuf_addf(out, "%s\n", kind(u));
	}
	if (!p->n)
		strbuf_adds(out, "      conflict between renamed folders\n");
}

static void add_cell(struct ctx *c, const struct lane *l,
		     const struct source *s, const struct cell *cell,
		     struct strbuf *out)
{
	strbuf_addf(out, "  %c %s ", states[cell->state].letter,
		    oid_short(&s->id));
	strbuf_add_visible(out, s->subject, strlen(s->subject));
	strbuf_adds(out, s->only && cell->state == CELL_NEW ?
				 "\n      needed by what comes after it\n" :
				 "\n");
	switch (cell->state) {
	case CELL_NEW:
		if (l->conflicts)
			strbuf_adds(out, "      would apply\n");
		if (cell->pick.result == PICK_EMPTY)
			strbuf_adds(
				out,
				"      changes nothing there: kept empty\n");
		if (cell->near)
			strbuf_addf(out, "      from '%s': %s\n",
				    cell->near->target->branch.name,
				    oid_short(&cell->from));
		if (cell->pick.settled)
			strbuf_addf(out, "      merged by structure: %s\n",
				    cell->pick.settled);
		if (cell->resolution)
			strbuf_addf(out, "      as resolved on '%s'\n",
				    cell->resolution);
		break;
	case CELL_ANCESTOR:
		strbuf_adds(out, "      the branch has the commit itself\n");
		break;
	case CELL_THERE:
		strbuf_addf(out, "      there already: %s (%s)\n",
			    oid_short(&cell->found), cell->evidence);
		break;
	case CELL_EMPTY:
		strbuf_adds(out, "      what it changes is there already\n");
		break;
	case CELL_CONFLICT:
		add_conflicts(c, &cell->pick, out);
		break;
	case CELL_NONE:
		break;
	case CELL_SKIPPED:
		strbuf_adds(out, "      left out\n");
		break;
	case CELL_BEHIND:
		strbuf_adds(out, "      comes after the one that conflicts\n");
	}
	if (!git_oid_is_zero(&cell->by))
		strbuf_addf(out, "      note: %s was reverted by %s\n",
			    oid_short(&cell->reverted), oid_short(&cell->by));
}

void report_text(struct ctx *c, const struct fanout *f, struct strbuf *out)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct lane *l = &f->lane[i];
		strbuf_adds(out, l->target->branch.name);
		if (l->n_new && !l->conflicts &&
		    strcmp(l->branch.name, l->target->branch.name) != 0)
			strbuf_addf(out, " -> %s%s", l->branch.name,
				    l->kept ? " (as it is)" : "");
		strbuf_addc(out, '\n');
		for (size_t k = 0; k < f->sources->n; k++)
			if (l->cell[k].state != CELL_NONE)
				add_cell(c, l, &f->sources->item[k],
					 &l->cell[k], out);
	}
}

static json_object *conflicts_json(struct ctx *c, const struct pick *p)
{
	json_object *all = json_object_new_array();

	for (size_t i = 0; i < p->n; i++) {
		struct lines at = markers(c, p, p->unmerged[i].path);
		json_object *o = json_object_new_object();
		json_object *lines = json_object_new_array();
		json_add_str(o, "path", p->unmerged[i].path);
		if (at.to) {
			json_object_array_add(lines,
					      json_object_new_int64(at.from));
			json_object_array_add(lines,
					      json_object_new_int64(at.to));
		}
		json_object_object_add(o, "lines", lines);
		json_object_array_add(all, o);
	}
	return all;
}

static void cell_json(struct ctx *c, const struct lane *l,
		      const struct source *s, const struct cell *cell,
		      FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "target", l->target->branch.name);
	json_add_str(o, "commit", oid_hex(&s->id));
	json_add_str(o, "subject", s->subject);
	json_add_str(o, "state",
		     cell->state == CELL_NEW && l->conflicts ?
			     "clean" :
			     states[cell->state].name);
	if (cell->state == CELL_NEW && !l->conflicts) {
		json_add_str(o, "made", oid_hex(&cell->made));
		if (cell->near)
			json_add_str(o, "from", oid_hex(&cell->from));
		json_add_str(o, "resolution", cell->resolution);
		json_add_str(o, "branch", l->branch.name);
	}
	if (cell->state == CELL_THERE) {
		json_add_str(o, "found", oid_hex(&cell->found));
		json_add_str(o, "evidence", cell->evidence);
	}
	if (cell->state == CELL_CONFLICT)
		json_object_object_add(o, "conflicts",
				       conflicts_json(c, &cell->pick));
	fprintf(out, "%s\n", json_line(o));
}

void report_json(struct ctx *c, const struct fanout *f, FILE *out)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sources->n; k++)
			if (f->lane[i].cell[k].state != CELL_NONE)
				cell_json(c, &f->lane[i], &f->sources->item[k],
					  &f->lane[i].cell[k], out);
}

/* The commit that has it there, or will have. */
static const git_oid *there(const struct lane *l, const struct source *s,
			    const struct cell *cell, bool made)
{
	switch (cell->state) {
	case CELL_NEW:
		return made && !l->conflicts ? &cell->made : NULL;
	case CELL_ANCESTOR:
		return &s->id;
	case CELL_THERE:
		return &cell->found;
	default:
		return NULL;
	}
}

static const char *evidence(const struct cell *cell)
{
	return cell->state == CELL_ANCESTOR ? "anc" :
	       cell->state == CELL_EMPTY    ? "replay" :
	       cell->state == CELL_THERE ? porcelain_evidence(cell->evidence) :
					   NULL;
}

static void cell_porcelain(const struct lane *l, const struct source *s,
			   const struct cell *cell, bool made,
			   const struct porcelain *p)
{
	const char *target = l->target->branch.name;

	porcelain_state(p, &(struct porcelain_state){
				   .target = target,
				   .commit = &s->id,
				   .there = there(l, s, cell, made),
				   .state = states[cell->state].letter,
				   .evidence = evidence(cell),
				   .subject = s->subject });
	for (size_t i = 0; cell->state == CELL_CONFLICT && i < cell->pick.n;
	     i++)
		porcelain_unmerged(p, target, &s->id, &cell->pick.unmerged[i]);
}

void report_porcelain(const struct fanout *f, bool made,
		      const struct porcelain *p)
{
	porcelain_head(p);
	for (size_t i = 0; i < f->n; i++)
		porcelain_target(p, f->lane[i].target->branch.name,
				 &f->lane[i].target->tip);
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sources->n; k++)
			if (f->lane[i].cell[k].state != CELL_NONE)
				cell_porcelain(&f->lane[i],
					       &f->sources->item[k],
					       &f->lane[i].cell[k], made, p);
}
