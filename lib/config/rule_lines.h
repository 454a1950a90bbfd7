#ifndef CONFIG_RULE_LINES_H
#define CONFIG_RULE_LINES_H

/*
 * The rules of a project as they are written: [rules] and [rules.warn] of
 * .gitrel, rel.rule.<name> and rel.rule.warn.<name> of git config.  Names are
 * checked here, values where rules are judged (rules/rules.h).  Pure.
 */
#include <stdbool.h>
#include <stddef.h>

struct config;

enum rule_id {
	R_PROTECT,
	R_NO_FORCE,
	R_CREATE,
	R_MERGE_INTO_MAIN,
	R_MERGE_INTO_DEVELOP,
	R_MERGE_INTO_STABLE,
	R_HISTORY,
	R_MAIN_LINE,
	R_TAG_PATTERN,
	R_TAG_KIND,
	R_TAG_SIGNERS,
	R_TAGS_FIXED,
	R_TAG_PLACE,
	R_VERSION_FILES,
	R_VERSION_ORDER,
	R_BACK_MERGE,
	R_LINES_HAVE,
	R_ORIGIN_ON_STABLE,
	R_TRAILERS_ON_STABLE,
	R_MESSAGE,
	R_EMAIL,
	R_SIGNED_COMMITS,
	R_MAX_SIZE,
	R_FORBID_PATHS,
	R_FREEZE,
	R_CLOSED_AFTER_TAG,
	R_CHANGELOG,
	R_GATES,
	R_EVIDENCE,
	R_SINCE, /* no rule of its own: where judging begins */
	N_RULES
};

extern const char *const rule_names[N_RULES];
/* N_RULES: there is none of this name. */
enum rule_id rule_by_name(const char *name);

struct rule_line {
	enum rule_id id;
	bool warn;          /* of [rules.warn], rel.rule.warn.* */
	bool policy;        /* of .gitrel */
	const char *value;  /* "": off */
	const char *origin; /* ".gitrel:41", "local file:.git/config" */
};

/* The section: 1 for "rules", 2 for "rules.warn", else 0. */
int rule_section(const char *name);

/* Keep a copy.  A later one of the same name takes the place of an earlier one
 * of git config; of .gitrel the caller has seen to that. */
void rule_line_take(struct config *c, const struct rule_line *line);

/* Where there are rules, and none of them tells about tags that move, these are
 * fixed; where all only warn, that does, too. */
void rule_lines_settle(struct config *c);

#endif
