#ifndef GITHUB_GITHUB_READ_H
#define GITHUB_GITHUB_READ_H

/*
 * GitHub's objects in our words; Gitea took their shapes over, so that it reads
 * with these, too.  Pure; strings go to the arena.  E_NET: not such an object.
 */
#include "dialect/forge.h"

#include <json-c/json_object.h>

int github_read_pull(struct arena *a, json_object *o, struct forge_pull *out);
int github_read_item(struct arena *a, json_object *o, struct forge_item *out);
int github_read_comment(struct arena *a, json_object *o,
			struct forge_comment *out);
int github_read_release(struct arena *a, json_object *o,
			struct forge_release *out);
int github_read_asset(struct arena *a, json_object *o, struct forge_asset *out);

/* A check run, and one of the statuses of a commit. */
int github_read_run(struct arena *a, json_object *o, struct forge_check *out,
		    long long *newer);
int github_read_status(struct arena *a, json_object *o, struct forge_check *out,
		       long long *newer);

int github_read_workflow_run(struct arena *a, json_object *o,
			     struct forge_run *out);
int github_read_artifact(struct arena *a, json_object *o,
			 struct forge_artifact *out);

/* Where the assets of a release go, from what the release says; NULL: to no host
 * that the token for `api` may go to. */
const char *github_upload_url(struct arena *a, const char *api,
			      const char *said);

#endif
