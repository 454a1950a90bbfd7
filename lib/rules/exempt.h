#ifndef RULES_EXEMPT_H
#define RULES_EXEMPT_H

/*
 * Who need not keep a rule, decided rule by rule.  Only a server's own
 * configuration can say so:
 *
 *	rel.exempt.<rule> = <ref glob>... [by <who glob>...]
 *	rel.bypass.<rule> = <who glob>...	may ask to pass it over
 *
 * Refs are short names.  Pure.
 */
#include "rules/change.h"

enum exempt { EXEMPT_NO, EXEMPT_YES, EXEMPT_BYPASS };

enum exempt exempt(const struct rules *rules, const struct changes *c,
		   enum rule_id id, const char *ref);

#endif
