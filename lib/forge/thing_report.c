#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"
#include "forge/started_run.h"
#include "dialect/forge_download.h"

#include <string.h>

/* What the file holds is what the run gave, once it was fetched: again is fine. */
static int look(struct forge *f, json_object *want)
{
	(void)f;
	(void)want;
	return 0;
}

static int find(struct forge *f, const char *run, const char *name,
		struct forge_artifact *out)
{
	struct forge_artifact *all = NULL;
	size_t n = 0;
	int rc = f->ops->artifacts(f, run, &all, &n);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (strcmp(all[i].name, name) != 0 || !all[i].url)
			continue;
		*out = all[i];
		return 0;
	}
	return rc < 0 ? rc : 1;
}

static int fetch(struct forge *f, const struct forge_artifact *a,
		 const char *file, struct strbuf *told)
{
	char hex[SHA256_HEX_SIZE];
	int rc = forge_download(f, a->url, a->digest, file, hex);

	crash_point();
	if (rc < 0)
		return error_in(rc, "artifact '%s'", a->name);
	strbuf_addf(told, "report: %s, sha256 %s\n", file, hex);
	return 0;
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	const char *name = json_get_str(want, "artifact");
	const char *file = json_get_str(want, "file");
	struct started_run key;
	struct forge_run run = { 0 };
	struct forge_artifact a = { 0 };
	int rc;

	if (!name || !file)
		return error(E_FAIL, "which artifact, and where to?");
	started_run_read(&key, f, want);
	rc = started_run_find(f, &key, &run);
	if (rc == 0) {
		rc = find(f, run.id, name, &a);
		/* the others have a list for each run that there is */
		if (rc == E_NOTFOUND && f->kind != FORGE_GITEA)
			return rc;
	}
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == 0)
		return fetch(f, &a, file, told);
	strbuf_addf(told, "no artifact '%s'\n", name);
	return 1;
}

const struct thing thing_report = { "report", look, make, NULL };
