#include "rules/rules_meet.h"

#include "base/cleanup.h"
#include "config/back_merge.h"
#include "rules/rule_value.h"
#include "text/template.h"

#include <string.h>

static bool expand(struct strbuf *out, const char *form,
		   const struct template_vars *vars)
{
	struct saved_error before;

	if (!*form || strstr(form, "{set."))
		return false;
	error_save(&before);
	int rc = error_restore(template_expand(out, form, vars), &before);
	strbuf_cut(out, strcspn(out->buf, "\n"));
	return rc == 0;
}

/* A name or a first line that a setting leads to; false where it holds what
 * only a person can say. */
static bool sample(struct strbuf *out, const struct rules *r, enum key_id key)
{
	static const struct template_vars of_names = { .version = "1.2.3",
						       .series = "1.2",
						       .major = "1",
						       .minor = "2",
						       .patch = "3",
						       .candidate = "1",
						       .final = "1.2.3",
						       .type = "minor",
						       .date = "2026-01-31",
						       .description = "text",
						       .previous = "1.2.2" };
	CLEANUP(strbuf) struct strbuf branch = STRBUF_INIT, tag = STRBUF_INIT;
	struct template_vars vars = of_names;

	if (expand(&branch, setting(r->config, K_BRANCH), &of_names))
		vars.branch = branch.buf;
	if (expand(&tag, setting(r->config, K_TAG), &of_names))
		vars.tag = tag.buf;
	return expand(out, setting(r->config, key), &vars);
}

static int clash(const struct rules *r, const struct rules_item *item,
		 enum key_id key, const char *why)
{
	const char *value = setting(r->config, key);
	int rc = error(E_CONFIG, "%s: nobody can meet %s = %s: %s = %s (%s) %s",
		       item->origin, rule_names[item->id], item->value,
		       keys[key].git, value, r->config->setting[key].origin,
		       why);

	error_hint("change one of the two");
	return rc;
}

static enum scheme scheme_of(const struct rules *r)
{
	enum scheme scheme = SCHEME_SEMVER;

	return scheme_from_name(&scheme, setting(r->config, K_SCHEME)) < 0 ?
		       SCHEME_SEMVER :
		       scheme;
}

/* Names of our own making have to fit. */
static int check_names(const struct rules *r, const struct rules_item *item)
{
	static const struct {
		enum rule_id rule;
		enum key_id key;
		const char *why;
	} rows[] = {
		{ R_CREATE, K_BRANCH, "makes other names" },
		{ R_CREATE, K_HOTFIX_BRANCH, "makes other names" },
		{ R_TAG_PATTERN, K_TAG, "makes other names" },
		{ R_MERGE_INTO_MAIN, K_BRANCH, "is not among them" },
		{ R_MERGE_INTO_MAIN, K_HOTFIX_BRANCH, "is not among them" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
		if (rows[i].rule == item->id && sample(&name, r, rows[i].key) &&
		    !names_match(item->value, name.buf, scheme_of(r)))
			return clash(r, item, rows[i].key, rows[i].why);
	}
	return 0;
}

/* The head of a back-merge is a branch of ours, too: into develop, and of a hotfix
 * into a release that is open. */
static int check_head(const struct rules *r, const struct rules_item *item)
{
	CLEANUP(strbuf) struct strbuf tag = STRBUF_INIT, open = STRBUF_INIT;
	CLEANUP(arena) struct arena a = ARENA_INIT;

	if (item->id != R_CREATE || !back_merge_asks(r->config) ||
	    !sample(&tag, r, K_TAG))
		return 0;
	const char *into[] = { setting(r->config, K_DEVELOP),
			       sample(&open, r, K_BRANCH) ? open.buf : "" };
	for (size_t i = 0; i < 2; i++) {
		const char *head =
			back_merge_head(r->config, &a, tag.buf, into[i]);
		if (*into[i] && !names_match(item->value, head, scheme_of(r)))
			return clash(r, item, K_BACK_MERGE,
				     arena_printf(&a, "makes branches %s",
						  head));
	}
	return 0;
}

static int check_messages(const struct rules *r, const struct rules_item *item)
{
	static const enum key_id ours[] = { K_COMMIT_MESSAGE, K_BUMP_MESSAGE,
					    K_NEXT_DEV_MESSAGE,
					    K_MERGE_MESSAGE };

	CLEANUP(strbuf) struct strbuf branch = STRBUF_INIT, merge = STRBUF_INIT;

	if (item->id != R_MESSAGE)
		return 0;
	strbuf_addf(&merge, "Merge branch '%s'",
		    sample(&branch, r, K_BRANCH) ? branch.buf :
						   "release/v1.2.3");
	if (!*setting(r->config, K_MERGE_MESSAGE) &&
	    setting_is(r->config, K_MERGE, "no-ff") &&
	    setting_is(r->config, K_FINISH, "push") &&
	    !subjects_match(item->value, merge.buf, merge.len)) {
		error(E_CONFIG,
		      "%s: nobody can meet message = %s: what git says of a merge is none of these",
		      item->origin, item->value);
		error_hint("add a form for it: ... | Merge *");
		return E_CONFIG;
	}
	for (size_t i = 0; i < 4; i++) {
		CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
		if (sample(&line, r, ours[i]) &&
		    !subjects_match(item->value, line.buf, line.len))
			return clash(r, item, ours[i], "does not fit");
	}
	return 0;
}

/* Choices that contradict a setting. */
static int check_choices(const struct rules *r, const struct rules_item *item)
{
	static const struct {
		enum rule_id rule;
		const char *value;
		enum key_id key;
		const char *set, *why;
	} rows[] = {
		{ R_TAG_KIND, "signed", K_SIGN, "lightweight",
		  "signs nothing" },
		{ R_TAG_KIND, "signed", K_SIGN, "annotated", "signs nothing" },
		{ R_TAG_KIND, "annotated", K_SIGN, "lightweight",
		  "makes no such tag" },
		{ R_TAG_PLACE, "merge", K_TAG_TARGET, "tip",
		  "tags the tip of the branch" },
		{ R_TAG_PLACE, "merge", K_MERGE, "ff-only", "makes no merge" },
		{ R_TAG_PLACE, "tip", K_TAG_TARGET, "merge", "tags the merge" },
		{ R_HISTORY, "linear", K_MERGE, "no-ff", "makes merges" },
		{ R_HISTORY, "merges", K_MERGE, "ff-only", "makes no merge" },
		{ R_PROTECT, NULL, K_MERGE, "ff-only", "makes no merge" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (rows[i].rule != item->id ||
		    !setting_is(r->config, rows[i].key, rows[i].set) ||
		    (rows[i].key == K_MERGE &&
		     !setting_is(r->config, K_FINISH, "push")))
			continue;
		if (rows[i].value ? !strcmp(item->value, rows[i].value) :
				    globs_match(item->value,
						setting(r->config, K_MAIN)))
			return clash(r, item, rows[i].key, rows[i].why);
	}
	return 0;
}

static const struct rules_item *find(const struct rules *r, enum rule_id id)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->item[i].id == id)
			return &r->item[i];
	return NULL;
}

/* What a signer signs has a signature. */
static int check_pairs(const struct rules *r)
{
	const struct rules_item *signers = find(r, R_TAG_SIGNERS);

	if (signers && (setting_is(r->config, K_SIGN, "lightweight") ||
			setting_is(r->config, K_SIGN, "annotated")))
		return clash(r, signers, K_SIGN, "signs nothing");
	return 0;
}

int rules_meet(const struct rules *r)
{
	int rc = check_pairs(r);

	for (size_t i = 0; !rc && i < r->n; i++) {
		rc = check_names(r, &r->item[i]);
		if (!rc)
			rc = check_head(r, &r->item[i]);
		if (!rc)
			rc = check_messages(r, &r->item[i]);
		if (!rc)
			rc = check_choices(r, &r->item[i]);
	}
	return rc;
}
