#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "config/config.h"
#include "config/gitrel.h"
#include "rules/rule_value.h"
#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

/* What was let pass must be of use to the judge, whatever it is asked about. */
static void use(const struct rules_item *item, const char *name)
{
	struct word range;

	switch (rule_table[item->id].type) {
	case RULE_GLOBS:
	case RULE_TAGS:
		(void)globs_match(item->value, name);
		break;
	case RULE_NAMES:
		(void)names_match(item->value, name, SCHEME_PEP440);
		(void)names_match(item->value, name, SCHEME_SEMVER);
		break;
	case RULE_SUBJECTS:
		(void)subjects_match(item->value, name, strlen(name));
		break;
	case RULE_SIZE:
		if (!size_value(item->value))
			abort();
		break;
	case RULE_AGE:
		if (age_value(item->value) < 0 &&
		    strcmp(item->value, "before-start") != 0)
			abort();
		break;
	case RULE_FREEZE:
		(void)freeze_holds(item->value, "2026-12-24", &range);
		(void)freeze_after_rc(item->value);
		break;
	default:
		break;
	}
}

static void look(const struct config *c, enum side side, const char *name)
{
	CLEANUP(rules) struct rules rules = { 0 };

	if (rules_read(&rules, c, side) < 0) {
		if (strncmp(error_message(), ".gitrel:", 8) != 0 ||
		    strchr(error_message(), '\n'))
			abort();
		return;
	}
	for (size_t i = 0; i < rules.n; i++) {
		if (!*rules.item[i].value || !rules.item[i].origin ||
		    (i && rules.item[i].id < rules.item[i - 1].id))
			abort();
		use(&rules.item[i], name);
	}
}

/* The [rules] of a .gitrel; the last line is a name or subject, too. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(text) char *text = xstrndup((const char *)data, size);
	const char *last = strrchr(text, '\n');
	struct config c;

	config_init(&c);
	if (!config_read_gitrel(&c, (const char *)data, size, ".gitrel") &&
	    !config_settle(&c)) {
		look(&c, SIDE_CLIENT, last ? last + 1 : text);
		look(&c, SIDE_SERVER, last ? last + 1 : text);
	}
	config_release(&c);
	return 0;
}
