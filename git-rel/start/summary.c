#include "git-rel/start/summary.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "base/strvec.h"
#include "object/bump.h"
#include "release/set_values.h"

#include <string.h>

static void add(struct strbuf *out, const char *label, const char *value)
{
	size_t n = strlen(label);

	strbuf_addf(out, "  %s:", label);
	do
		strbuf_addc(out, ' ');
	while (++n < 12);
	strbuf_add_visible(out, value, strlen(value));
	strbuf_addc(out, '\n');
}

static const char *type_of(const struct release *rel)
{
	const struct version *v = &rel->version;

	if (!version_is_pre(v))
		return rel->hotfix ? "Hotfix" : "Final Release";
	return version_candidate(v) >= 0 ? "Release Candidate" : "Pre-release";
}

const char *summary_before(struct plan *p, const struct release_commits *how)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct strvec *set = how->rel->vars.set;

	add(&text, "Version", how->rel->version.text);
	add(&text, "Type", type_of(how->rel));
	for (size_t i = 0; set && i < set->n; i++) {
		const char *is = strchr(set->v[i], '=');
		size_t n = is ? (size_t)(is - set->v[i]) : strlen(set->v[i]);
		add(&text, plan_text(p, "%.*s", (int)n, set->v[i]),
		    is ? is + 1 : "");
	}
	if (how->noted.merged)
		add(&text, "RCs to fold", how->noted.merged);
	strbuf_trim_end(&text);
	return plan_text(p, "%s", text.buf);
}

const char *summary_after(struct ctx *c, struct plan *p,
			  const struct release_commits *how)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;

	if (!how->keeps_notes && !bump_configured(&c->repo.config))
		return NULL;
	strbuf_adds(&text, "Release Prepared\n\n");
	add(&text, "Version", how->rel->version.text);
	add(&text, "Branch", how->rel->branch);
	add(&text, "Type", type_of(how->rel));
	set_values_list(c, &names);
	for (size_t i = 0; i < names.n; i++) {
		const char *value =
			set_values_get(how->rel->vars.set, names.v[i]);
		add(&text, names.v[i], value ? value : "not updated");
	}
	add(&text, "Changelog",
	    how->keeps_notes ? section_counted(&p->arena, how->noted.entries,
					       how->noted.categories) :
			       "N/A");
	add(&text, "RC Merged", how->noted.merged ? how->noted.merged : "N/A");
	strbuf_trim_end(&text);
	return plan_text(p, "%s", text.buf);
}
