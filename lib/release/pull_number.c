#include "release/pull_number.h"

#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

long pull_number(const char *word)
{
	if (!starts_with(word, "pr/") && !starts_with(word, "mr/"))
		return 0;
	word += 3;
	size_t n = strspn(word, "0123456789");
	return n && n < 10 && !word[n] ? strtol(word, NULL, 10) : 0;
}
