#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "text/template.h"

#include <stdlib.h>
#include <string.h>

static void must(bool b)
{
	if (!b)
		abort();
}

/* A line that is a template, and a name to match: what was expanded matches,
 * and gives the version back. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct template_vars v = {
		.version = "1.2.0",
		.series = "1.2",
		.candidate = "1",
		.final = "1.2.0",
		.date = "2026-02-03",
	};
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf version = STRBUF_INIT;
	char *name;
	int checked, expanded;

	strbuf_add(&in, data, size);
	strbuf_adds(&in, "\n");
	name = strchr(in.buf, '\n');
	if (!name)
		return 0; /* a NUL byte came first */
	*name++ = '\0';
	checked = template_check(in.buf);
	expanded = template_expand(&out, in.buf, &v);
	must(!checked || expanded);
	must(!expanded || !out.len);
	if (template_match(in.buf, name, &version))
		must(!checked && version.len && strstr(name, version.buf));
	strbuf_reset(&version);
	if (!expanded && template_match(in.buf, out.buf, &version))
		must(!strcmp(version.buf, v.version) ||
		     !strcmp(version.buf, v.series));
	/* as far as settings allow it; names of refs are short */
	size_t braces = 0;
	for (const char *p = in.buf; *p; p++)
		braces += *p == '{';
	if (braces <= 3 && strlen(name) < 256)
		(void)template_match_line(in.buf, name, &version);
	return 0;
}
