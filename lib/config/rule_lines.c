#include "config/rule_lines.h"

#include "config/config.h"

#include <string.h>

const char *const rule_names[N_RULES] = {
	[R_PROTECT] = "protect",
	[R_NO_FORCE] = "no-force",
	[R_CREATE] = "create",
	[R_MERGE_INTO_MAIN] = "merge-into-main",
	[R_MERGE_INTO_DEVELOP] = "merge-into-develop",
	[R_MERGE_INTO_STABLE] = "merge-into-stable",
	[R_HISTORY] = "history",
	[R_MAIN_LINE] = "main-line",
	[R_TAG_PATTERN] = "tag-pattern",
	[R_TAG_KIND] = "tag-kind",
	[R_TAG_SIGNERS] = "tag-signers",
	[R_TAGS_FIXED] = "tags-fixed",
	[R_TAG_PLACE] = "tag-place",
	[R_VERSION_FILES] = "version-files",
	[R_VERSION_ORDER] = "version-order",
	[R_BACK_MERGE] = "back-merge",
	[R_LINES_HAVE] = "lines-have",
	[R_ORIGIN_ON_STABLE] = "origin-on-stable",
	[R_TRAILERS_ON_STABLE] = "trailers-on-stable",
	[R_MESSAGE] = "message",
	[R_EMAIL] = "email",
	[R_SIGNED_COMMITS] = "signed-commits",
	[R_MAX_SIZE] = "max-size",
	[R_FORBID_PATHS] = "forbid-paths",
	[R_FREEZE] = "freeze",
	[R_CLOSED_AFTER_TAG] = "closed-after-tag",
	[R_CHANGELOG] = "changelog",
	[R_GATES] = "gates",
	[R_EVIDENCE] = "evidence",
	[R_SINCE] = "since",
};

enum rule_id rule_by_name(const char *name)
{
	int i = 0;

	while (i < N_RULES && strcmp(rule_names[i], name) != 0)
		i++;
	return (enum rule_id)i;
}

int rule_section(const char *name)
{
	return !strcmp(name, "rules") ? 1 : !strcmp(name, "rules.warn") ? 2 : 0;
}

void rule_line_take(struct config *c, const struct rule_line *line)
{
	size_t i = 0;

	while (i < c->n_rules &&
	       (c->rule[i].id != line->id || c->rule[i].policy || line->policy))
		i++;
	if (i == c->n_rules) {
		c->rule = arena_grow(&c->arena, c->rule, c->n_rules,
				     sizeof(*c->rule));
		c->n_rules++;
	}
	c->rule[i] = *line;
	c->rule[i].value = arena_strdup(&c->arena, line->value);
	c->rule[i].origin = arena_strdup(&c->arena, line->origin);
}

void rule_lines_settle(struct config *c)
{
	struct rule_line fixed = { .id = R_TAGS_FIXED,
				   .warn = true,
				   .policy = true,
				   .value = "yes",
				   .origin = "default (tags-fixed)" };
	bool any = false;

	for (size_t i = 0; i < c->n_rules; i++) {
		const struct rule_line *line = &c->rule[i];
		if (line->id == R_TAGS_FIXED && line->policy)
			return;
		if (line->id == R_SINCE || line->id == R_TAGS_FIXED ||
		    !*line->value)
			continue;
		any = true;
		fixed.warn &= line->warn;
	}
	if (any)
		rule_line_take(c, &fixed);
}
