#include "git-stage/sheet/sheet.h"

#include "cli/page.h"
#include "git-stage/sheet/write.h"
#include "text/html.h"

#include <git2.h>
#include <string.h>

static size_t n_blocking(const struct sheet *x, enum list_end end)
{
	size_t n = 0;

	for (size_t i = 0; i < x->all->n; i++)
		n += standing_blocks(&x->all->v[i], end);
	return n;
}

static const char *first_step(const struct sheet *x, enum list_end end)
{
	return next_step_first(&x->next, end);
}

static void say(struct sheet *x, const char *class, const char *word,
		const char *why, const char *step)
{
	strbuf_addf(x->out, "<div class=\"verdict %s\"><p><strong>%s</strong> ",
		    class, word);
	write_text(x, why);
	strbuf_adds(x->out, "</p>\n");
	if (step) {
		strbuf_adds(x->out, "<p>Next: ");
		write_command(x, step);
		strbuf_adds(x->out, "</p>\n");
	}
	strbuf_adds(x->out, "</div>\n");
}

static const char *count(struct sheet *x, size_t n, const char *rest)
{
	return arena_printf(&x->c->repo.arena, "%zu thing%s %s %s", n,
			    n == 1 ? "" : "s", n == 1 ? "is" : "are", rest);
}

static const char *about(struct sheet *x, const char *verb)
{
	return arena_printf(&x->c->repo.arena, "%s %s", verb,
			    ctx_shell(x->c, x->s->rel.version.text));
}

static void say_verdict(struct sheet *x)
{
	const struct record *end = evidence_closed(&x->s->evidence);
	size_t n = n_blocking(x, LIST_FINISH), left = n_blocking(x, LIST_CLOSE);
	const char *otherwise = report_otherwise(x->r);

	if (end && end->text[TEXT_REASON])
		say(x, "bad", "GIVEN UP", end->text[TEXT_REASON], NULL);
	else if (end)
		say(x, "good", "CLOSED", "nothing is left to do", NULL);
	else if (otherwise)
		say(x, "bad", "RELEASED, NOT QUALIFIED", otherwise,
		    about(x, "git staging close --give-up -m '...'"));
	else if (staging_is_tagged(x->c, x->s))
		say(x, left ? "warn" : "good", "RELEASED",
		    left ? count(x, left, "left to do") :
			   "nothing is left to do",
		    left ? first_step(x, LIST_CLOSE) :
			   about(x, "git staging close"));
	else if (x->moved)
		say(x, "bad", "NO-GO", x->moved, about(x, "git staging push"));
	else if (!x->r->p->list.of)
		say(x, "bad", "NO-GO",
		    "there is no checklist for such a release", NULL);
	else if (n)
		say(x, "bad", "NO-GO", count(x, n, "in the way"),
		    first_step(x, LIST_FINISH));
	else
		say(x, "good", "GO", "nothing is in the way",
		    about(x, "git rel finish"));
}

/* What is tested may be made before it lands. */
static void add_merge(struct sheet *x)
{
	strbuf_adds(x->out, "<br><span class=soft>");
	write_text(x, x->s->rel.branch);
	strbuf_addf(x->out, " at <code>%s</code> merged into ",
		    oid_short(&x->s->merge_of));
	write_text(x, x->s->rel.main);
	strbuf_addf(x->out, " at <code>%s</code></span>",
		    oid_short(&x->s->merge_into));
}

static void add_candidate(struct sheet *x)
{
	const git_oid *id = &x->s->candidate;
	git_commit *commit = NULL;

	strbuf_addf(x->out, "<dt>Candidate</dt><dd><code class=id>%s</code>",
		    oid_hex(id));
	if (repo_read(&x->c->repo) == 0 &&
	    git_commit_lookup(&commit, x->c->repo.git, id) == 0) {
		strbuf_adds(x->out, "<br>");
		write_text(x, git_commit_summary(commit));
		strbuf_adds(x->out, ", ");
		page_add_time(x->out, "%Y-%m-%d %H:%M UTC",
			      git_commit_time(commit));
	}
	git_commit_free(commit);
	if (!git_oid_is_zero(&x->s->merge_of))
		add_merge(x);
	strbuf_adds(x->out, "</dd>\n");
}

/* From the records alone, never kept by hand. */
static void add_counts(struct sheet *x)
{
	size_t n[N_STANDINGS] = { 0 }, met = 0, is_signed = 0, answers = 0,
	       unseen = 0;

	for (size_t i = 0; i < x->all->n; i++) {
		const struct standing *one = &x->all->v[i];
		n[one->state]++;
		met += standing_is_met(one);
		answers += one->answer.record != NULL;
		is_signed += one->answer.record && one->is_signed;
		unseen += one->answer.record && one->is_unseen;
	}
	strbuf_addf(x->out,
		    "<dt>Counted</dt><dd>%zu of %zu met: %zu done, %zu waived, "
		    "%zu not applicable; %zu failed, %zu stale, %zu pending, "
		    "%zu open, %zu not looked at. %zu record%s; %zu of %zu "
		    "answer%s signed",
		    met, x->all->n, n[STANDING_DONE], n[STANDING_WAIVED],
		    n[STANDING_NA], n[STANDING_FAILED], n[STANDING_STALE],
		    n[STANDING_PENDING], n[STANDING_OPEN], n[STANDING_UNKNOWN],
		    x->s->evidence.n_records,
		    x->s->evidence.n_records == 1 ? "" : "s", is_signed,
		    answers, answers == 1 ? "" : "s");
	if (unseen)
		strbuf_addf(x->out, ", by signatures not judged here %zu more",
			    unseen);
	strbuf_adds(x->out, ".</dd>\n");
}

void sheet_verdict(struct sheet *x)
{
	const struct release *rel = &x->s->rel;

	strbuf_adds(x->out, "<header>\n<h1><bdi>");
	page_add_name(x->out, x->c);
	strbuf_adds(x->out, "</bdi> ");
	write_text(x, rel->version.text);
	strbuf_adds(x->out, "</h1>\n");
	say_verdict(x);
	strbuf_adds(x->out, "<dl>\n<dt>Type</dt><dd>");
	write_text(x, rel->vars.type);
	strbuf_adds(x->out, "</dd>\n<dt>Branch</dt><dd>");
	write_code(x, rel->branch);
	strbuf_adds(x->out, "</dd>\n");
	add_candidate(x);
	add_counts(x);
	strbuf_adds(x->out, "</dl>\n</header>\n");
}
