#include "dialect/forge_call.h"
#include "dialect/forge_checks.h"
#include "github/github.h"
#include "github/github_read.h"

/* Apps report check runs, others statuses: a commit is green if both are. */
int github_checks(struct forge *f, const char *commit, const char *etag,
		  struct forge_checks *out)
{
	const char *at = arena_printf(f->arena, "%s/commits/%s",
				      forge_repo(f, NULL),
				      forge_encode(f, commit));
	const char *page = forge_page(f);
	const struct check_source source[] = {
		{ arena_printf(f->arena, "%s/check-runs?filter=latest&%s", at,
			       page),
		  "check_runs", github_read_run },
		{ arena_printf(f->arena, "%s/status?%s", at, page), "statuses",
		  github_read_status },
	};
	int rc = forge_checks_gather(f, source, 2, etag, out);

	return rc < 0 ? error_in(rc, "checks of commit %s", commit) : 0;
}
