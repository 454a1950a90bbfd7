#include "version/version.h"

bool version_cmp_text(enum scheme scheme, const char *a, const char *b,
		      int *out)
{
	const enum scheme tried[] = { scheme, SCHEME_PEP440, SCHEME_SEMVER };
	struct version v, w;

	for (size_t i = 0; i < 3; i++) {
		if (!version_try(&v, tried[i], a) ||
		    !version_try(&w, tried[i], b))
			continue;
		*out = version_cmp(&v, &w);
		return true;
	}
	return false;
}
