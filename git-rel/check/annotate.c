#include "git-rel/check/annotate.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "forge/ci_event.h"

#include <string.h>

/* So many errors, and so many warnings, GitHub shows of a step. */
enum { SHOWN_MAX = 10 };

bool annotate_here(void)
{
	return ci_here() == CI_ACTIONS;
}

/* Anybody may have written it: it ends neither the line nor a property, and a log
 * that is looked at in a terminal has no control characters of it. */
static void add_escaped(struct strbuf *sb, const char *text, bool property)
{
	const char *special = property ? "%\r\n:," : "%\r\n";

	while (*text) {
		size_t n = strcspn(text, special);
		strbuf_add_visible(sb, text, n);
		text += n;
		if (*text)
			strbuf_addf(sb, "%%%02X", (unsigned char)*text++);
	}
}

static void add_property(struct strbuf *sb, const char *name, const char *value)
{
	strbuf_addf(sb, "%s%s=", sb->buf[sb->len - 1] == ' ' ? "" : ",", name);
	add_escaped(sb, value, true);
}

/* "origin/main:.gitrel:41" */
static void add_rule_line(struct strbuf *sb, const char *origin)
{
	static const char file[] = ":.gitrel:";
	const char *at = origin ? strstr(origin, file) : NULL;

	if (!at)
		return;
	add_property(sb, "file", ".gitrel");
	add_property(sb, "line", at + strlen(file));
}

static void add(struct strbuf *sb, const struct fault *f, const char *level)
{
	strbuf_addf(sb, "::%s ", level);
	if (f->path)
		add_property(sb, "file", f->path);
	else
		add_rule_line(sb, f->origin);
	add_property(sb, "title", fault_rule(f));
	strbuf_adds(sb, "::");
	add_escaped(sb, f->text, false);
	if (f->hint) {
		strbuf_adds(sb, "%0Ahint: ");
		add_escaped(sb, f->hint, false);
	}
	strbuf_adds(sb, "\n");
}

void annotate(const struct faults *f, FILE *out)
{
	static const char *const levels[] = { "error", "warning" };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0, n = 0; i < f->n && n < SHOWN_MAX; i++)
			if (!strcmp(fault_level(&f->v[i], f->side),
				    levels[k])) {
				add(&text, &f->v[i], levels[k]);
				n++;
			}
	fwrite(text.buf, 1, text.len, out);
}
