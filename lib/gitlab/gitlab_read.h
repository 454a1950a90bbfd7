#ifndef GITLAB_GITLAB_READ_H
#define GITLAB_GITLAB_READ_H

/*
 * GitLab's objects in our words.  Pure; strings go to the arena.  E_NET: not
 * such an object.
 */
#include "dialect/forge.h"

#include <json-c/json_object.h>

/* The projects are numbers here; 0: it is gone. */
struct gitlab_ends {
	long from, to;
};
int gitlab_read_pull(struct arena *a, json_object *o, struct forge_pull *out,
		     struct gitlab_ends *ends);

int gitlab_read_item(struct arena *a, json_object *o, bool pull,
		     struct forge_item *out);

/* `*system`: GitLab itself wrote it. */
int gitlab_read_note(struct arena *a, json_object *o, struct forge_comment *out,
		     bool *system);

/* Assets are links: neither size nor digest. */
int gitlab_read_release(struct arena *a, json_object *o,
			struct forge_release *out);

/* A file of a package; `*newer`: of two of one name the higher counts. */
int gitlab_read_file(struct arena *a, json_object *o, struct forge_asset *out,
		     long *newer);

int gitlab_read_pipeline(struct arena *a, json_object *o,
			 struct forge_run *out);
/* A job of a pipeline: what it keeps (size -1: nothing), and what it waits for. */
struct gitlab_job {
	struct forge_artifact kept;
	struct forge_gate gate;
	bool held;
};
int gitlab_read_job(struct arena *a, json_object *o, struct gitlab_job *out);

int gitlab_read_status(struct arena *a, json_object *o, struct forge_check *out,
		       long long *newer);

#endif
