/*
 * find REMOTE [KIND API PROJECT]: the forge of the repository we are in, and how
 * we would get in, for tests.  ASK=path: send that there, with the token.
 */
#include "forge/open.h"

#include "base/cleanup.h"
#include "base/spawn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *shown(const char *s)
{
	return s ? s : "-";
}

static int ask(struct forge_access *at, const char *path)
{
	struct http_answer answer = HTTP_ANSWER_INIT;
	struct http_request r = {
		.method = "GET",
		.url = arena_printf(at->forge.arena, "%s%s", at->forge.api,
				    path),
	};
	int rc;

	if (at->forge.token)
		r.secret = arena_printf(at->forge.arena,
					"Authorization: token %s",
					at->forge.token);
	rc = http_send(at->forge.http, &r, &answer);
	printf("status=%ld\n", answer.status);
	http_answer_release(&answer);
	return rc;
}

static int run(struct repo *r, char **argv)
{
	struct forge_access at;
	int rc;

	if ((rc = config_settle(&r->config)) < 0)
		return rc;
	if (argv[2])
		rc = forge_open_at(&at, r, forge_kind_of(argv[2]), argv[3],
				   argv[4]);
	else
		rc = forge_open(&at, r, argv[1]);
	if (rc < 0)
		return rc;
	printf("%s %s %s\n", forge_kind_names[at.forge.kind], at.forge.api,
	       at.forge.web);
	printf("token=%s from=%s job=%d\n", shown(at.forge.token),
	       shown(at.token.from), at.token.job);
	if (getenv("ASK"))
		rc = ask(&at, getenv("ASK"));
	forge_close(&at);
	return rc;
}

int main(int argc, char **argv)
{
	struct repo r;
	int rc;

	if (argc != 2 && argc != 5)
		return 129;
	spawn_verbose = getenv("VERBOSE");
	rc = repo_open(&r, false);
	if (rc == 0) {
		r.dry_run = getenv("DRY_RUN");
		rc = run(&r, argv);
	}
	if (rc < 0)
		fprintf(stderr, "error: %s\n%s", error_message(),
			error_hints());
	repo_close(&r);
	return error_exit_status(rc);
}

/* Until they are there. */
__attribute__((weak)) const struct forge_ops forge_github, forge_gitlab,
	forge_gitea;
