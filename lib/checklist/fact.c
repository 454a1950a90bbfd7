#include "checklist/fact.h"

#include "config/value.h"
#include "text/similar.h"

#include <string.h>

const struct fact_row fact_table[N_FACTS] = {
	[FACT_BRANCH] = { "branch", NULL, false, "Release branch created" },
	[FACT_CI] = { "ci", "branch, tag, or the name of a branch", false,
		      "CI passes" },
	[FACT_CHECK] = { "check", NULL, false, "Local validation passes" },
	[FACT_NOTES] = { "notes", "dated or unreleased", false,
			 "Release notes written" },
	[FACT_VERSION] = { "version", NULL, false,
			   "Version files say the version" },
	[FACT_RC] = { "rc", NULL, false, "Release candidate tagged" },
	[FACT_REQUEST] = { "request", NULL, false, "Pull request opened" },
	[FACT_APPROVED] = { "approved", NULL, false, "Pull request approved" },
	[FACT_FINDINGS] = { "findings", "low, medium or high", true,
			    "Findings resolved" },
	[FACT_MERGED] = { "merged", NULL, false, "Merged" },
	[FACT_TAGGED] = { "tagged", NULL, false, "Tag created" },
	[FACT_PUBLISHED] = { "published", NULL, false,
			     "Release of the forge published" },
	[FACT_MERGED_BACK] = { "merged-back", NULL, false, "Merged back" },
	[FACT_BRANCH_DELETED] = { "branch-deleted", NULL, false,
				  "Release branch deleted" },
	[FACT_ENVIRONMENT] = { "environment", "the name of an environment",
			       true, "Deployment approved" },
};

static int unknown(const char *name)
{
	struct similar near = similar_init(name);
	int rc = error(E_CONFIG, "there is no fact '@%s'", name);

	for (int i = 0; i < N_FACTS; i++)
		similar_offer(&near, fact_table[i].name);
	if (near.best)
		error_hint("did you mean '@%s'?", near.best);
	return rc;
}

static bool is_one_of(const char *word, const char *const *words)
{
	while (*words && strcmp(*words, word) != 0)
		words++;
	return *words;
}

static bool of_ok(enum fact_kind kind, const char *of)
{
	static const char *const notes[] = { "dated", "unreleased", NULL };
	static const char *const severities[] = { "low", "medium", "high",
						  NULL };

	switch (kind) {
	case FACT_CI:
		return refname_ok(of);
	case FACT_NOTES:
		return is_one_of(of, notes);
	case FACT_FINDINGS:
		return is_one_of(of, severities);
	default:
		return *of;
	}
}

static int check_of(const struct fact *fact)
{
	const struct fact_row *row = &fact_table[fact->kind];

	if (!row->form && fact->of)
		return error(E_CONFIG, "'@%s' takes nothing behind it",
			     row->name);
	if (row->needs && !fact->of)
		return error(E_CONFIG, "'@%s' needs %s behind a colon",
			     row->name, row->form);
	if (fact->of && !of_ok(fact->kind, fact->of))
		return error(E_CONFIG, "'%s': '@%s:' takes %s", fact->text,
			     row->name, row->form);
	return 0;
}

int fact_read(struct fact *out, struct arena *arena, const char *text)
{
	size_t n = strcspn(text, ":");
	const char *name = arena_strndup(arena, text + 1, n ? n - 1 : 0);
	int kind = 0;

	while (kind < N_FACTS && strcmp(fact_table[kind].name, name) != 0)
		kind++;
	if (kind == N_FACTS)
		return unknown(name);
	*out = (struct fact){ .kind = (enum fact_kind)kind,
			      .of = text[n] ?
					    arena_strdup(arena, text + n + 1) :
					    NULL,
			      .text = arena_strdup(arena, text) };
	return check_of(out);
}

bool fact_is_of_finish(const struct fact *fact, const struct config *c)
{
	switch (fact->kind) {
	case FACT_MERGED: /* else the forge does, and finish waits for it */
		return setting_is(c, K_FINISH, "push");
	case FACT_TAGGED:
	case FACT_PUBLISHED:
	case FACT_MERGED_BACK:
	case FACT_BRANCH_DELETED:
		return true;
	case FACT_CI:
		return fact->of && !strcmp(fact->of, "tag");
	default:
		return false;
	}
}
