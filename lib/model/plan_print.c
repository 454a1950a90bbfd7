#include "model/plan.h"

#include "base/cleanup.h"
#include "model/repo.h"

#include <string.h>

/* "main 1234567890..abcdef0123", "v1 new", "release/1 deleted" */
static void print_change(const struct change *c, FILE *out)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	const char *text = ref_short(c->ref);

	strbuf_add_visible(&name, text, strlen(text));
	if (git_oid_is_zero(&c->to))
		fprintf(out, "       %-24s deleted (was %s)\n", name.buf,
			oid_short(&c->from));
	else if (git_oid_is_zero(&c->from))
		fprintf(out, "       %-24s new at %s\n", name.buf,
			oid_short(&c->to));
	else
		fprintf(out, "       %-24s %s..%s\n", name.buf,
			oid_short(&c->from), oid_short(&c->to));
}

static void print_set(const struct config_change *c, FILE *out)
{
	if (c->to)
		fprintf(out, "       %s = %s\n", c->key, c->to);
	else
		fprintf(out, "       %s removed\n", c->key);
}

static void print_command(const char *command, FILE *out, bool color)
{
	for (const char *p = command; p && *p;) {
		size_t n = strcspn(p, "\n");
		fprintf(out, "     %s$ %.*s%s\n", color ? "\033[2m" : "",
			(int)n, p, color ? "\033[m" : "");
		p += n + (p[n] == '\n');
	}
}

void plan_print(const struct plan *p, FILE *out, bool color)
{
	fprintf(out, "%s:\n", p->title);
	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		fprintf(out, "%3zu. %s%s%s\n", i + 1, color ? "\033[1m" : "",
			s->what ? s->what : step_kind_name(s->kind),
			color ? "\033[m" : "");
		for (size_t k = 0; k < s->n && s->kind != STEP_RESOLVE; k++)
			print_change(&s->change[k], out);
		for (size_t k = 0; k < s->n_set; k++)
			print_set(&s->set[k], out);
		print_command(s->command, out, color);
	}
	for (size_t i = 0; i < p->n_notes; i++)
		fprintf(out, "note: %s\n", p->note[i]);
}
