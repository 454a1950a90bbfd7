#include "tests/fuzz/fuzz.h"

#include "base/strbuf.h"
#include "model/config.h"

#include <stdlib.h>
#include <string.h>

/* A .gitrel.  What the scan lets pass must mean the same to the parser, and a
 * refusal names the file, on one line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config c;
	int r;

	config_init(&c);
	r = config_read_policy(&c, (const char *)data, size, ".gitrel");
	if (r && (strncmp(error_message(), ".gitrel:", 8) ||
		  strchr(error_message(), '\n') ||
		  ends_with(error_message(), ": ambiguous")))
		abort();
	if (!r && !config_settle(&c)) {
		for (int i = 0; i < N_KEYS; i++) {
			if (!c.setting[i].value || !c.setting[i].origin)
				abort();
		}
	}
	config_release(&c);
	return 0;
}
