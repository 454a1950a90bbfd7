#include "plan/plan.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "git/repo.h"
#include "plan/run_typed.h"

#include <string.h>

/* Names and messages come from outside: what would move the cursor is shown. */
static const char *visible(struct arena *a, const char *text, size_t n)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_add_visible(&sb, text, n);
	return arena_strdup(a, sb.buf);
}

static const char *shown(struct arena *a, const char *text)
{
	return visible(a, text, strlen(text));
}

/* "main 1234567890..abcdef0123", "v1 new", "release/1 deleted" */
static void print_change(const struct change *c, FILE *out, struct arena *a)
{
	const char *name = shown(a, ref_short(c->ref));

	if (git_oid_is_zero(&c->to))
		fprintf(out, "       %-24s deleted (was %s)\n", name,
			oid_short(&c->from));
	else if (git_oid_is_zero(&c->from))
		fprintf(out, "       %-24s new at %s\n", name,
			oid_short(&c->to));
	else
		fprintf(out, "       %-24s %s..%s\n", name, oid_short(&c->from),
			oid_short(&c->to));
}

static void print_set(const struct config_change *c, FILE *out, struct arena *a)
{
	size_t n = c->to ? strcspn(c->to, "\n") : 0;

	if (c->to && c->to[n])
		fprintf(out, "       %s = %s ...\n", shown(a, c->key),
			visible(a, c->to, n));
	else if (c->to)
		fprintf(out, "       %s = %s\n", shown(a, c->key),
			shown(a, c->to));
	else
		fprintf(out, "       %s removed\n", shown(a, c->key));
}

/* One command: what comes behind its first line is in quotes, and stays as it is. */
static void print_typed(const char *p, size_t n, FILE *out, struct arena *a)
{
	while (n) {
		size_t shown = 0;
		while (shown < n && p[shown] != '\n' && p[shown] != '\t')
			shown++;
		fputs(visible(a, p, shown), out);
		if (shown < n)
			fputc(p[shown++], out);
		p += shown;
		n -= shown;
	}
}

static void print_command(const char *command, FILE *out, bool color,
			  struct arena *a)
{
	for (const char *p = command; p && *p;) {
		size_t n = shell_command_length(p);
		fprintf(out, "     %s$ ", color ? "\033[2m" : "");
		print_typed(p, n, out, a);
		fprintf(out, "%s\n", color ? "\033[m" : "");
		p += n + (p[n] == '\n');
	}
}

static void print_lines(const char *text, FILE *out, struct arena *a)
{
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n");
		fprintf(out, "%s\n", visible(a, p, n));
		p += n + (p[n] == '\n');
	}
}

static void print_run(const struct step *s, FILE *out, bool color,
		      struct arena *a)
{
	CLEANUP(strbuf) struct strbuf typed = STRBUF_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	for (size_t i = 0; s->argv && i < s->argv->n; i++)
		strvec_push(&env, s->argv->v[i]);
	strvec_pushf(&env, "GIT_REL_STEP=%s", s->ref);
	run_typed(&typed, &env, s->command);
	print_command(typed.buf, out, color, a);
}

void plan_print(const struct plan *p, FILE *out, bool color)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct arena *a = &arena;

	fprintf(out, "%s:\n", shown(a, p->title));
	print_command(p->fetches, out, color, a);
	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		fprintf(out, "%3zu. %s%s%s\n", i + 1, color ? "\033[1m" : "",
			shown(a, s->what ? s->what : step_kind_name(s->kind)),
			color ? "\033[m" : "");
		for (size_t k = 0; k < s->n && s->kind != STEP_RESOLVE; k++)
			print_change(&s->change[k], out, a);
		for (size_t k = 0; k < s->n_set; k++)
			print_set(&s->set[k], out, a);
		if (s->kind == STEP_RUN)
			print_run(s, out, color, a);
		else
			print_command(s->command, out, color, a);
	}
	for (size_t i = 0; i < p->n_notes; i++)
		fprintf(out, "note: %s\n", shown(a, p->note[i]));
	if (p->outcome && (p->left || plan_is_empty(p)))
		print_lines(p->outcome, out, a);
}
