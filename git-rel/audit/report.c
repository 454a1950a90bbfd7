#include "git-rel/audit/report.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "git-rel/audit/page.h"

#include <string.h>

/* So many of one kind are told; the others are counted. */
#define MAX_TOLD 3

int report_check(const struct ctx *c, const char *html)
{
	if (html && c->json)
		return error(E_USAGE, "it is either --html or --json");
	if (html && !*html)
		return error(E_USAGE, "--html needs the name of a file");
	return 0;
}

static bool is_like(const struct finding *a, const struct finding *b)
{
	return a->level == b->level && !strcmp(a->rule, b->rule);
}

static void print_lines(FILE *out, const char *lines)
{
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		ui_line(out, "    %.*s", (int)n, lines);
		lines += n + (lines[n] == '\n');
	}
}

static void print_one(const struct finding *f, bool first, FILE *out)
{
	const char *why = audit_why(f->rule);

	if (ui_quiet && f->level == AUDIT_OK)
		return;
	ui_line(out, "%-7s  %-14s  %s", audit_level_names[f->level], f->rule,
		f->text);
	if (f->level == AUDIT_OK)
		return;
	if (first && why)
		ui_line(out, "  %s", why);
	if (f->origin)
		ui_line(out, "  asked for by %s", f->origin);
	if (f->hint)
		print_lines(out, f->hint);
}

/* Of one kind at once: it is explained once. */
static size_t print_kind(const struct audit *a, size_t from, FILE *out)
{
	size_t n = 0, told = 0;

	for (size_t i = from; i < a->n && is_like(&a->v[i], &a->v[from]);
	     i++, n++) {
		if (n >= MAX_TOLD && a->v[from].level != AUDIT_OK)
			continue;
		print_one(&a->v[i], !told, out);
		told++;
	}
	if (n > told)
		ui_line(out, "  and %zu more of this kind: --json lists all",
			n - told);
	return n;
}

static void print(const struct audit *a, FILE *out)
{
	for (size_t i = 0; i < a->n;)
		i += print_kind(a, i, out);
	ui_line(out, "%s", audit_counted(a));
}

static void print_json(const struct audit *a, FILE *out)
{
	for (size_t i = 0; i < a->n; i++) {
		CLEANUP(json) json_object *o = json_object_new_object();
		const struct finding *f = &a->v[i];
		json_object_object_add(o, "version", json_object_new_int(1));
		json_add_str(o, "rule", f->rule);
		json_add_str(o, "level", audit_level_names[f->level]);
		json_add_str(o, "subject", f->subject);
		json_add_str(o, "message", f->text);
		if (f->level != AUDIT_OK)
			json_add_str(o, "why", audit_why(f->rule));
		json_add_str(o, "hint", f->hint);
		json_add_str(o, "origin", f->origin);
		fprintf(out, "%s\n", json_line(o));
	}
}

int report(struct audit *a, const char *html, FILE *out)
{
	int rc = 0;

	audit_sort(a);
	if (html)
		rc = audit_page(a, html, out);
	else if (a->c->json)
		print_json(a, out);
	else
		print(a, out);
	if (html && !rc && strcmp(html, "-") != 0)
		ui_say("'%s' is written: %s", html, audit_counted(a));
	return rc < 0 ? rc : a->count[AUDIT_ERROR] > 0;
}
