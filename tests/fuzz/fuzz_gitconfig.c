#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

/* The answer of git config --list -z --show-scope --show-origin. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(text) char *shown = NULL;
	size_t n = 0;
	struct config c;

	config_init(&c);
	if (!config_read_git(&c, (const char *)data, size) &&
	    !config_settle(&c)) {
		FILE *f = open_memstream(&shown, &n);

		config_explain(&c, f);
		config_explain_json(&c, f);
		fclose(f);
		if (memchr(shown, '\0', n))
			abort();
	}
	for (size_t i = 0; i < c.n; i++) {
		if (!config_git(&c, c.entry[i].key))
			abort();
		(void)config_git_bool(&c, c.entry[i].key, true);
		(void)config_has_remote(&c, c.entry[i].key);
	}
	config_release(&c);
	return 0;
}
