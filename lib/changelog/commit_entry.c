#include "changelog/commit_entry.h"

#include "base/cleanup.h"
#include "text/entry_form.h"
#include "text/rst_inline.h"

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

static void add_words(struct strbuf *out, const char *s, size_t n, bool rst)
{
	if (rst)
		rst_escape(out, s, n);
	else
		strbuf_add(out, s, n);
}

/* The text of one footer, to the next one or a blank line, as an item of its
 * own below the entry. */
static const char *add_footer(struct strbuf *out, const char *p,
			      const char *eol, bool rst)
{
	for (bool first = true; *p; first = false) {
		p += strspn(p, " \t");
		size_t n = strcspn(p, "\n"), len = n;
		while (len && isspace((unsigned char)p[len - 1]))
			len--;
		if (!first && (!len || is_footer(p)))
			break;
		size_t mark = len > 1 && strchr("-*", *p) && p[1] == ' ' ? 2 :
									   0;
		if (len && !mark)
			strbuf_adds(out, first ? "  - " : "    ");
		if (mark)
			strbuf_addf(out, "  %c ", *p);
		add_words(out, p + mark, len - mark, rst);
		if (len)
			strbuf_adds(out, eol);
		p += n + (p[n] == '\n');
	}
	return p;
}

static void add_breaking(struct strbuf *out, const struct commit_entry *e,
			 const char *eol, bool rst)
{
	for (const char *p = e->body; *p;) {
		if (starts_with(p, "BREAKING CHANGE:") ||
		    starts_with(p, "BREAKING-CHANGE:")) {
			p = add_footer(out, strchr(p, ':') + 1, eol, rst);
			continue;
		}
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
}

/* What an entry says where no form is set. */
static void add_text(struct strbuf *out, const struct commit_entry *e, bool rst)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_add(&text, e->scope_n ? e->scope : "", e->scope_n);
	strbuf_adds(&text, e->scope_n ? ": " : "");
	strbuf_add(&text, e->text, e->text_n);
	if (!e->scope_n && *text.buf >= 'a' && *text.buf <= 'z')
		*text.buf = (char)(*text.buf - 'a' + 'A');
	add_words(out, text.buf, text.len, rst);
}

static void add_form(struct strbuf *out, const struct commit_entry *e,
		     const char *form, bool rst)
{
	const char *author = e->from.author ? e->from.author : "";
	struct strbuf part[5] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT,
				  STRBUF_INIT, STRBUF_INIT };

	add_text(&part[0], e, rst);
	add_words(&part[1], e->text, e->text_n, rst);
	strbuf_add(&part[2], e->type, e->type_n);
	add_words(&part[3], e->scope ? e->scope : "", e->scope_n, rst);
	add_words(&part[4], author, strlen(author), rst);
	const struct entry_values values = { .text = part[0].buf,
					     .subject = part[1].buf,
					     .type = part[2].buf,
					     .scope = part[3].buf,
					     .hash = e->from.hash,
					     .commit = e->from.commit,
					     .author = part[4].buf,
					     .date = e->from.date };
	entry_form_fill(out, form, &values);
	for (int i = 0; i < 5; i++)
		strbuf_release(&part[i]);
}

/* A comment, which makes a paragraph of its own in reStructuredText. */
static void mark_candidate(struct strbuf *out, const char *eol, bool rst)
{
	if (rst)
		strbuf_addf(out, "%s%s  .. fixes-rc", eol, eol);
	else
		strbuf_adds(out, " <!-- fixes-rc -->");
}

bool commit_entry_write(struct strbuf *out, const struct commit_entry *e,
			const struct entry_style *style)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT, below = STRBUF_INIT;
	const char *eol = style->eol;

	if (style->form && *style->form)
		add_form(&line, e, style->form, style->rst);
	else
		add_text(&line, e, style->rst);
	if (!strchr("-*+", *line.buf) || line.buf[1] != ' ')
		strbuf_addf(out, "%s ", style->bullet ? style->bullet : "-");
	strbuf_add(out, line.buf, line.len);
	if (e->candidate_only)
		mark_candidate(out, eol, style->rst);
	strbuf_adds(out, eol);
	if (e->breaking)
		add_breaking(&below, e, eol, style->rst);
	if (below.len && style->rst)
		strbuf_adds(out, eol);
	strbuf_add(out, below.buf, below.len);
	return below.len || e->candidate_only;
}
