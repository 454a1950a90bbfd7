#ifndef DIALECT_FORGE_FIT_H
#define DIALECT_FORGE_FIT_H

/*
 * Texts that are longer than a forge takes.  Pure.
 */
#include "base/strbuf.h"

#include <stdbool.h>

/* Leave lines at the end out, and "..." in their place, until it has at most so
 * many characters; 0: any number.  True: there were some. */
bool forge_fit(struct strbuf *text, size_t most);

#endif
