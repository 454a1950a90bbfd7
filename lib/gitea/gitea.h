#ifndef GITEA_GITEA_H
#define GITEA_GITEA_H

/*
 * How Gitea and Forgejo are asked, where it is not as GitHub is (github/github.h).
 */
#include "dialect/forge.h"

#include <json-c/json_object.h>

int gitea_pull_commits(struct forge *f, long number, struct forge_commit **out,
		       size_t *n);
int gitea_pull_last(struct forge *f, const struct forge_pull_want *by,
		    struct forge_pull *out);
int gitea_pull_find(struct forge *f, const struct forge_pull_want *by,
		    struct forge_pull *out);
int gitea_pull_get(struct forge *f, long number, struct forge_pull *out);
int gitea_pull_open(struct forge *f, const struct forge_pull_want *want,
		    struct forge_pull *out);
int gitea_pull_edit(struct forge *f, long number,
		    const struct forge_pull_want *want, struct forge_pull *out);

int gitea_labels_add(struct forge *f, long number, const char *const *label);
int gitea_label_remove(struct forge *f, long number, const char *label);
/* The ids of labels, as a list for JSON that the caller puts; those that the
 * project and its owner do not have are made. */
int gitea_label_ids(struct forge *f, const char *const *label,
		    json_object **out);

int gitea_assets_send(struct forge *f, const struct forge_release *r,
		      const struct forge_file *file, size_t n,
		      struct forge_release *out);
int gitea_asset_delete(struct forge *f, const struct forge_release *r,
		       const struct forge_asset *a);

int gitea_pulls_of_commit(struct forge *f, const char *commit,
			  struct forge_pull **out, size_t *n);
int gitea_pull_merge(struct forge *f, const struct forge_pull *p,
		     const struct forge_merge *how, const char **commit);

int gitea_gates(struct forge *f, const char *run, struct forge_gate **out,
		size_t *n);
int gitea_gate_answer(struct forge *f, const char *run,
		      const struct forge_gate *gate, bool yes,
		      const char *comment);

int gitea_deployment(struct forge *f, const char *commit,
		     const char *environment, struct forge_deployment *out);

int gitea_guard(struct forge *f, const char *branch, struct forge_guard *out);
int gitea_rule_see(struct forge *f, const char *pattern, bool tag,
		   struct forge_rule *out);
int gitea_rule_set(struct forge *f, const struct forge_rule *want);

#endif
