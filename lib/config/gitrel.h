#ifndef CONFIG_GITREL_H
#define CONFIG_GITREL_H

/*
 * A .gitrel: looked at strictly, read by iniparser.
 */
#include "config/config.h"

/* Take a policy file; `name` is used in messages: ".gitrel:3: ...".  Strict:
 * see gitrel(5).  Reads no file, follows no include, runs nothing.
 * E_CONFIG. */
int config_read_gitrel(struct config *c, const char *text, size_t n,
		       const char *name) MUST_CHECK;

#endif
