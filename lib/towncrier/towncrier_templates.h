#ifndef TOWNCRIER_TOWNCRIER_TEMPLATES_H
#define TOWNCRIER_TOWNCRIER_TEMPLATES_H

/*
 * The templates that towncrier brings along, which give the same text as its
 * own.
 */
#include <stdbool.h>

/* "default", "default.md", ...; without an ending, of Markdown or not.  NULL:
 * there is none of that name. */
const char *towncrier_template(const char *name, bool markdown);

#endif
