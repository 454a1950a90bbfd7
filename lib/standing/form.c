#include "standing/form.h"

#include "base/cleanup.h"
#include "standing/known_issues.h"
#include "standing/open_list.h"
#include "staging/sealed.h"
#include "standing/summary.h"
#include "text/braces.h"

#include <string.h>

struct filling {
	const struct form *f;
	struct strbuf *out;
	bool looked;
	struct staging s;
	struct policy policy;
	struct standings all;
};

static int look(struct filling *x)
{
	struct ctx *c = x->f->c;
	struct seal seal;
	int rc;

	if (x->looked)
		return 0;
	if ((rc = staging_find(c, x->f->rel->version.text, &x->s)) < 0 ||
	    (rc = staging_need(c, &x->s)) < 0 ||
	    (rc = sealed_read(c, &x->s, &seal)) < 0 ||
	    (rc = policy_look(c, &x->s, &x->policy)) < 0 ||
	    (rc = standings_look(c, &x->s, &x->policy, &x->all)) < 0)
		return rc;
	x->looked = true;
	return 0;
}

/* What a list ends with is the form's. */
static void add_list(struct filling *x, struct strbuf *list)
{
	strbuf_trim_end(list);
	strbuf_adds(x->out, list->len ? list->buf : "None");
}

static int add_known_issues(struct filling *x, const char *name)
{
	CLEANUP(strbuf) struct strbuf list = STRBUF_INIT;

	(void)name;
	known_issues_add(&list, &x->s, &x->all);
	add_list(x, &list);
	return 0;
}

static int add_open(struct filling *x, const char *name)
{
	CLEANUP(strbuf) struct strbuf list = STRBUF_INIT;
	const struct strvec everybody = STRVEC_INIT;

	(void)name;
	open_list_add(&list, x->f->c, &x->policy, &x->all, &everybody);
	add_list(x, &list);
	return 0;
}

static int add_summary(struct filling *x, const char *name)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	(void)name;
	summary_add(&text, &x->s, &x->all);
	add_list(x, &text);
	return 0;
}

/* The answer that counts for a task; E_NOTFOUND: there is no such task. */
static int answer_of(struct filling *x, const char *name,
		     const struct record **out)
{
	for (size_t i = 0; i < x->all.n; i++)
		if (!strcmp(x->all.v[i].task->name, name)) {
			bool met = standing_is_met(&x->all.v[i]);
			*out = met ? x->all.v[i].answer.record : NULL;
			return 0;
		}
	return error(E_NOTFOUND, "there is no '%s' in the checklist of %s",
		     name, x->policy.name);
}

static int add_link(struct filling *x, const char *name)
{
	const struct record *rec;
	int rc = answer_of(x, name, &rec);

	if (rc < 0)
		return rc;
	if (rec && rec->text[TEXT_LINK]) {
		strbuf_adds(x->out, rec->text[TEXT_LINK]);
		return 0;
	}
	rc = error(E_NOTFOUND, "'%s' of %s has no answer with a link", name,
		   x->s.rel.version.text);
	error_hint("git staging tick %s --link <url>", name);
	return rc;
}

static int add_value(struct filling *x, const char *name)
{
	const char *dot = strchr(name, '.'), *value = NULL;
	const struct record *rec;
	CLEANUP(text) char *task = NULL;
	int rc;

	if (!dot)
		return error(E_CONFIG, "{value.%s} names no value", name);
	task = xstrndup(name, (size_t)(dot - name));
	if ((rc = answer_of(x, task, &rec)) < 0)
		return rc;
	if (rec)
		value = record_value(rec, dot + 1);
	if (value) {
		strbuf_adds(x->out, value);
		return 0;
	}
	return error(E_NOTFOUND, "'%s' of %s has no value '%s'", task,
		     x->s.rel.version.text, dot + 1);
}

static const struct {
	const char *name;
	int (*add)(struct filling *x, const char *rest);
	bool has_rest; /* the name goes on behind its dot */
} parts[] = {
	{ "known-issues", add_known_issues, false },
	{ "open", add_open, false },
	{ "summary", add_summary, false },
	{ "link.", add_link, true },
	{ "value.", add_value, true },
};

static int add_placeholder(struct filling *x, const char *name)
{
	CLEANUP(text) char *whole = xasprintf("{%s}", name);
	const struct form *f = x->f;
	int rc;

	for (size_t i = 0; i < f->n; i++)
		if (!strcmp(f->own[i].name, name)) {
			strbuf_adds(x->out, f->own[i].text);
			return 0;
		}
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		size_t n = strlen(parts[i].name);
		if (parts[i].has_rest ? strncmp(name, parts[i].name, n) != 0 :
					strcmp(name, parts[i].name) != 0)
			continue;
		rc = look(x);
		return rc < 0 ? rc : parts[i].add(x, name + n);
	}
	return template_expand(x->out, whole, &f->rel->vars);
}

int form_expand(const struct form *f, const char *text, struct strbuf *out)
{
	struct filling x = { .f = f, .out = out };
	struct piece p;
	int rc = piece_next(&p, &text);

	while (rc > 0) {
		CLEANUP(text) char *name = xstrndup(p.s, p.n);
		if (p.placeholder)
			rc = add_placeholder(&x, name);
		else
			strbuf_add(out, p.s, p.n);
		if (rc >= 0)
			rc = piece_next(&p, &text);
	}
	policy_release(&x.policy);
	return rc;
}

bool form_has(const char *text, const char *name)
{
	struct piece p;

	while (piece_next(&p, &text) > 0)
		if (piece_is(&p, name))
			return true;
	return false;
}
