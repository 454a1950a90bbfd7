/*
 * What protects a branch: a name that fits a glob does, and what is lacking is told
 * of two rules in full.  The first bytes are the rules, then lines: the glob, the
 * checks that are wanted, an empty line, those that are there.
 */
#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "base/strbuf.h"
#include "base/strvec.h"
#include "dialect/forge_rule.h"

#include <stdlib.h>
#include <string.h>

#define MUST(x)                                                                \
	do {                                                                   \
		if (!(x))                                                      \
			abort();                                               \
	} while (0)

enum { HEAD = 14 };

static int state(uint8_t b)
{
	return b % 4 - 2; /* FORGE_NEVER to 1 */
}

static struct forge_rule rule(const uint8_t *b, const char *pattern)
{
	return (struct forge_rule){ .pattern = pattern,
				    .tag = b[0] & 1,
				    .force = state(b[1]),
				    .remove = state(b[2]),
				    .push = state(b[3]),
				    .any_commit = state(b[4]),
				    .approvals = b[5] % 8 - 2,
				    .checks = state(b[6]) };
}

/* Lines up to an empty one, or NULL. */
static const char *const *names(struct strvec *out, char **text)
{
	for (char *line = strsep(text, "\n"); line && *line;
	     line = strsep(text, "\n"))
		strvec_push(out, line);
	return out->n ? (const char *const *)out->v : NULL;
}

/* What is told is what is lacking, and nothing of a rule that is as it shall be. */
static void check_gaps(struct forge *f, const struct forge_rule *want,
		       const struct forge_rule *is)
{
	struct rule_gap gap[MAX_RULE_GAPS];
	size_t n = rule_gaps(f, want, is, gap);

	MUST(n <= MAX_RULE_GAPS);
	for (size_t i = 0; i < n; i++)
		MUST(gap[i].what && *gap[i].what && gap[i].state <= 0 &&
		     gap[i].state >= FORGE_NEVER);
	MUST(rule_gaps(f, want, want, gap) == 0);
	const struct forge_rule none = rule_open(want->pattern, want->tag);
	MUST(rule_gaps(f, &none, is, gap) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	CLEANUP(strvec) struct strvec wanted = STRVEC_INIT, there = STRVEC_INIT;
	struct forge f = { .arena = &a };

	if (n < HEAD)
		return 0;
	char *text = arena_strndup(&a, (const char *)data + HEAD, n - HEAD);
	const char *pattern = strsep(&text, "\n");
	struct forge_rule want = rule(data, pattern);
	struct forge_rule is = rule(data + HEAD / 2, pattern);

	want.check = names(&wanted, &text);
	is.check = names(&there, &text);
	check_gaps(&f, &want, &is);
	if (strpbrk(pattern, "*?[") && !strpbrk(pattern, "\\[")) {
		MUST(rule_is_glob(pattern));
		MUST(rule_fits(pattern, rule_sample(&f, pattern)));
	}
	return 0;
}
