#include "git-stage/sheet/write.h"

#include "cli/page.h"
#include "text/html.h"

#include <string.h>

void write_section(struct sheet *x, const char *id, const char *head)
{
	strbuf_addf(x->out, "<section aria-labelledby=%s>\n<h2 id=%s>%s</h2>\n",
		    id, id, head);
}

void write_end(struct sheet *x)
{
	strbuf_adds(x->out, "</section>\n");
}

void write_text(struct sheet *x, const char *text)
{
	if (!text)
		return;
	strbuf_adds(x->out, "<bdi>");
	html_add(x->out, text);
	strbuf_adds(x->out, "</bdi>");
}

void write_code(struct sheet *x, const char *text)
{
	strbuf_adds(x->out, "<code>");
	html_add(x->out, text);
	strbuf_adds(x->out, "</code>");
}

void write_command(struct sheet *x, const char *text)
{
	strbuf_adds(x->out, "<kbd>");
	html_add(x->out, text);
	strbuf_adds(x->out, "</kbd>");
}

void write_link(struct sheet *x, const char *url)
{
	if (!url)
		return;
	if (!starts_with(url, "https://")) {
		write_text(x, url);
		return;
	}
	strbuf_adds(x->out, "<a rel=\"noreferrer noopener\" href=\"");
	html_add(x->out, url);
	strbuf_adds(x->out, "\"><bdi>");
	html_add(x->out, url + strlen("https://"));
	strbuf_adds(x->out, "</bdi></a>");
}

void write_why(struct sheet *x, const char *why)
{
	if (why && starts_with(why, "https://"))
		write_link(x, why);
	else
		write_text(x, why);
}

void write_time(struct sheet *x, const char *time)
{
	long long seconds = time ? record_seconds(time) : -1;

	if (seconds < 0) {
		write_text(x, time);
		return;
	}
	strbuf_adds(x->out, "<time datetime=\"");
	page_add_time(x->out, "%Y-%m-%dT%H:%M:%SZ", seconds);
	strbuf_adds(x->out, "\">");
	page_add_time(x->out, "%Y-%m-%d %H:%M UTC", seconds);
	strbuf_adds(x->out, "</time>");
}

void write_commit(struct sheet *x, const git_oid *id)
{
	strbuf_addf(x->out, "<code>%s</code>", oid_short(id));
}

void write_state(struct sheet *x, enum standing_state state)
{
	static const struct {
		const char *class, *mark;
	} how[N_STANDINGS] = {
		[STANDING_OPEN] = { "open", "○" },
		[STANDING_UNKNOWN] = { "open", "?" },
		[STANDING_STALE] = { "warn", "↻" },
		[STANDING_PENDING] = { "warn", "…" },
		[STANDING_FAILED] = { "bad", "✗" },
		[STANDING_DONE] = { "good", "✓" },
		[STANDING_NA] = { "open", "–" },
		[STANDING_WAIVED] = { "warn", "!" },
	};

	strbuf_addf(x->out,
		    "<span class=\"state %s\"><span aria-hidden=true>%s</span> "
		    "%s</span>",
		    how[state].class, how[state].mark, standing_words[state]);
}

void write_result(struct sheet *x, enum record_result result)
{
	bool good = result == RESULT_PASS, bad = result == RESULT_FAIL;

	strbuf_addf(x->out,
		    "<span class=\"state %s\"><span aria-hidden=true>%s</span> "
		    "%s</span>",
		    good ? "good" :
		    bad  ? "bad" :
			   "open",
		    good ? "✓" :
		    bad  ? "✗" :
			   "–",
		    good ? "passed" :
		    bad  ? "failed" :
			   "skipped");
}

void write_values(struct sheet *x, const struct record *rec)
{
	for (size_t i = 0; i < rec->n_values; i++) {
		const char *name = rec->value[i].name;
		const char *old = values_get(&x->before, name);
		strbuf_adds(x->out, "<span class=value>");
		write_text(x, name);
		strbuf_adds(x->out, " <b>");
		html_add(x->out, rec->value[i].value);
		strbuf_adds(x->out, "</b>");
		if (old) {
			strbuf_adds(x->out, " (before: ");
			html_add(x->out, old);
			strbuf_addc(x->out, ')');
		}
		strbuf_adds(x->out, "</span> ");
	}
	if (rec->text[TEXT_ACCEPT]) {
		strbuf_adds(x->out, "<span class=soft>asked: ");
		write_text(x, rec->text[TEXT_ACCEPT]);
		strbuf_adds(x->out, "</span> ");
	}
}

void write_who(struct sheet *x, const struct standing *one)
{
	write_text(x, one->who ? one->who : "nobody known");
	strbuf_addf(x->out, " <span class=soft>%s</span>",
		    one->is_signed ? "signed" :
		    one->is_unseen ? "signature not judged here" :
				     "unsigned");
}

void write_table(struct sheet *x, const char *class, const char *const *labels)
{
	strbuf_addf(x->out,
		    "<table class=%s role=table>\n<thead role=rowgroup>"
		    "<tr role=row>",
		    class);
	for (size_t i = 0; labels[i]; i++)
		strbuf_addf(x->out, "<th role=columnheader scope=col>%s",
			    labels[i]);
	strbuf_adds(x->out, "\n<tbody role=rowgroup>");
}

void write_row(struct sheet *x)
{
	strbuf_adds(x->out, "\n<tr role=row>");
}

void write_cell(struct sheet *x, const char *label)
{
	strbuf_addf(x->out, "<td role=cell data-l=\"%s\">", label);
}

void write_table_end(struct sheet *x)
{
	strbuf_adds(x->out, "\n</table>\n");
}
