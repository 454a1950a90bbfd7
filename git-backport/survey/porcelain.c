#include "git-backport/survey/porcelain.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "git-backport/survey/cells.h"

#include <string.h>

struct porcelain_options porcelain_options;

static bool is_known(const char *version)
{
	return !version || !strcmp(version, "v1") || !strcmp(version, "1");
}

int porcelain_init(struct porcelain *p, const struct ctx *c, FILE *out)
{
	const char *version = porcelain_options.version;
	bool asked = version || porcelain_options.nul;

	*p = (struct porcelain){ .out = asked ? out : NULL };
	if (!is_known(version))
		return error(E_USAGE, "unsupported porcelain version '%s'",
			     version);
	if (asked && c->json)
		return error(E_USAGE, "it is either --porcelain or --json");
	p->end = porcelain_options.nul ? '\0' : '\n';
	p->quotes_high =
		config_git_bool(&c->repo.config, "core.quotepath", true);
	return 0;
}

static const char *hex(const git_oid *id)
{
	return id && !git_oid_is_zero(id) ? oid_hex(id) : "-";
}

static void end(const struct porcelain *p)
{
	fputc(p->end, p->out);
}

static void end_path(const struct porcelain *p, const char *path)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (p->end)
		strbuf_add_c_quoted(&text, path, p->quotes_high);
	else
		strbuf_adds(&text, path);
	fputs(text.buf, p->out);
	end(p);
}

void porcelain_head(const struct porcelain *p)
{
	fputs("# backport.version 1", p->out);
	end(p);
}

void porcelain_target(const struct porcelain *p, const char *name,
		      const git_oid *tip)
{
	fprintf(p->out, "# target %s %s", name, hex(tip));
	end(p);
}

const char *porcelain_evidence(const char *form)
{
	static const struct {
		const char *form, *word;
	} words[] = {
		{ "ancestor", "anc" },
		{ "patch-id", "patch-id" },
		{ "same change", "replay" },
		{ "author and date", "author" },
	};

	for (size_t i = 0; form && i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(form, words[i].form))
			return words[i].word;
	return form ? "trailer" : NULL;
}

void porcelain_state(const struct porcelain *p, const struct porcelain_state *s)
{
	fprintf(p->out, "s %s", s->target ? s->target : "-");
	fprintf(p->out, " %s", hex(s->commit));
	fprintf(p->out, " %s %c %s %s %s", hex(s->there), s->state,
		s->evidence ? s->evidence : "-", s->request ? s->request : "-",
		s->subject ? s->subject : "");
	end(p);
}

void porcelain_cell(const struct porcelain *p, const struct graph *g,
		    const char *target, size_t node, const struct present *cell)
{
	const struct node *n = &g->node[node];
	bool declined = cell->state == DECLINED;
	struct porcelain_state s = { .target = target,
				     .commit = &n->id,
				     .state = cell_letter(cell),
				     .subject = n->subject };

	if (cell->state == REQUESTED) {
		s.request = cell->evidence;
		porcelain_state(p, &s);
		return;
	}
	if (cell->state != ABSENT)
		s.evidence = declined ? "note" :
					porcelain_evidence(cell->evidence);
	if (cell->state != ABSENT && !declined)
		s.there = &g->node[cell->carrier].id;
	porcelain_state(p, &s);
}

/* A stage that is not there is told by zeros, as git ls-files and git diff do. */
void porcelain_unmerged(const struct porcelain *p, const char *target,
			const git_oid *commit, const struct unmerged *u)
{
	fprintf(p->out, "u %s %s ", target, hex(commit));
	for (int i = 0; i < 3; i++)
		fprintf(p->out, "%s ", oid_hex(&u->stage[i]));
	end_path(p, u->path);
}

void porcelain_cause(const struct porcelain *p, const char *target,
		     const git_oid *commit, bool source, const git_oid *cause,
		     size_t from, size_t to, const char *path)
{
	fprintf(p->out, "c %s %s ", target, hex(commit));
	fprintf(p->out, "%s %s ", source ? "source" : "target", hex(cause));
	if (from)
		fprintf(p->out, "%zu,%zu ", from, to + 1 - from);
	else
		fputs("- ", p->out);
	end_path(p, path);
}

void porcelain_missing(const struct porcelain *p, const char *target,
		       const git_oid *fix, const git_oid *culprit,
		       const char *kind)
{
	fprintf(p->out, "f %s %s ", target, hex(fix));
	fprintf(p->out, "%s %s", hex(culprit), kind);
	end(p);
}

void porcelain_order(const struct porcelain *p, const char *older,
		     const char *newer, const git_oid *commit)
{
	fprintf(p->out, "o %s %s %s", older, newer, hex(commit));
	end(p);
}

void porcelain_released(const struct porcelain *p, const char *target,
			const git_oid *commit, const char *tag)
{
	fprintf(p->out, "r %s %s %s", target, hex(commit), tag);
	end(p);
}

void porcelain_branch(const struct porcelain *p, const char *target,
		      const char *branch, const git_oid *here,
		      const git_oid *remote, char state, size_t commits)
{
	fprintf(p->out, "b %s %s %s ", target, branch, hex(here));
	fprintf(p->out, "%s %c %zu", hex(remote), state, commits);
	end(p);
}
