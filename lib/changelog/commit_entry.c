#include "changelog/commit_entry.h"

#include "base/cleanup.h"
#include "text/entry_form.h"

#include <ctype.h>
#include <string.h>

/* "Token: value" or "Token #value" ends what is said before it. */
static bool is_footer(const char *line)
{
	size_t n = strcspn(line, ": #\r\n");

	if (starts_with(line, "BREAKING CHANGE:"))
		return true;
	return n &&
	       strspn(line, "-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "abcdefghijklmnopqrstuvwxyz") >= n &&
	       (!strncmp(line + n, ": ", 2) || !strncmp(line + n, " #", 2));
}

/* The text of one footer, to the next one or a blank line, as an item of its
 * own below the entry. */
static const char *add_footer(struct strbuf *out, const char *p,
			      const char *eol)
{
	for (bool first = true; *p; first = false) {
		p += strspn(p, " \t");
		size_t n = strcspn(p, "\n"), len = n;
		while (len && isspace((unsigned char)p[len - 1]))
			len--;
		if (!first && (!len || is_footer(p)))
			break;
		bool item = len > 1 && strchr("-*", *p) && p[1] == ' ';
		if (len && !item)
			strbuf_adds(out, first ? "  - " : "    ");
		if (item)
			strbuf_adds(out, "  ");
		strbuf_add(out, p, len);
		if (len)
			strbuf_adds(out, eol);
		p += n + (p[n] == '\n');
	}
	return p;
}

static void add_breaking(struct strbuf *out, const struct commit_entry *e,
			 const char *eol)
{
	for (const char *p = e->body; *p;) {
		if (starts_with(p, "BREAKING CHANGE:") ||
		    starts_with(p, "BREAKING-CHANGE:")) {
			p = add_footer(out, strchr(p, ':') + 1, eol);
			continue;
		}
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
}

/* What an entry says where no form is set. */
static void add_text(struct strbuf *out, const struct commit_entry *e)
{
	char first = *e->text;

	if (e->scope_n) {
		strbuf_add(out, e->scope, e->scope_n);
		strbuf_adds(out, ": ");
		strbuf_add(out, e->text, e->text_n);
		return;
	}
	strbuf_addc(out,
		    (char)(first >= 'a' && first <= 'z' ? first - 'a' + 'A' :
							  first));
	strbuf_add(out, e->text + 1, e->text_n - 1);
}

static void add_form(struct strbuf *out, const struct commit_entry *e,
		     const char *form)
{
	struct strbuf part[4] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT,
				  STRBUF_INIT };

	add_text(&part[0], e);
	strbuf_add(&part[1], e->text, e->text_n);
	strbuf_add(&part[2], e->type, e->type_n);
	strbuf_add(&part[3], e->scope, e->scope_n);
	const struct entry_values values = { .text = part[0].buf,
					     .subject = part[1].buf,
					     .type = part[2].buf,
					     .scope = part[3].buf,
					     .hash = e->from.hash,
					     .commit = e->from.commit,
					     .author = e->from.author,
					     .date = e->from.date };
	entry_form_fill(out, form, &values);
	for (int i = 0; i < 4; i++)
		strbuf_release(&part[i]);
}

void commit_entry_write(struct strbuf *out, const struct commit_entry *e,
			const char *bullet, const char *form, const char *eol)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;

	if (form && *form)
		add_form(&line, e, form);
	else
		add_text(&line, e);
	if (!strchr("-*+", *line.buf) || line.buf[1] != ' ')
		strbuf_addf(out, "%s ", bullet);
	strbuf_add(out, line.buf, line.len);
	strbuf_adds(out, e->candidate_only ? " <!-- fixes-rc -->" : "");
	strbuf_adds(out, eol);
	if (e->breaking)
		add_breaking(out, e, eol);
}
