#ifndef GITLAB_GITLAB_H
#define GITLAB_GITLAB_H

/*
 * How GitLab is asked; what each does, dialect/forge.h says.
 */
#include "dialect/forge.h"

#include <json-c/json_object.h>

/* "/projects/group%2Fname"; of another project if `project` is not NULL. */
const char *gitlab_project(struct forge *f, const char *project);
/* The number of a project. */
int gitlab_project_id(struct forge *f, const char *project, long *id);

int gitlab_may_act(struct forge *f, const char *login);
int gitlab_pulls(struct forge *f, struct forge_pull **out, size_t *n);
int gitlab_pull_commits(struct forge *f, long number, struct forge_commit **out,
			size_t *n);
int gitlab_pull_last(struct forge *f, const struct forge_pull_want *by,
		     struct forge_pull *out);
int gitlab_approvals(struct forge *f, const struct forge_pull *p,
		     struct forge_approvals *out);
int gitlab_pull_find(struct forge *f, const struct forge_pull_want *by,
		     struct forge_pull *out);
int gitlab_pull_get(struct forge *f, long number, struct forge_pull *out);
int gitlab_pull_open(struct forge *f, const struct forge_pull_want *want,
		     struct forge_pull *out);
int gitlab_pull_edit(struct forge *f, long number,
		     const struct forge_pull_want *want,
		     struct forge_pull *out);

int gitlab_labels_add(struct forge *f, long number, const char *const *label);
int gitlab_label_remove(struct forge *f, long number, const char *label);
/* "a,b"; E_POLICY: one has a comma in it. */
int gitlab_label_list(struct forge *f, const char *const *label,
		      const char **out);

int gitlab_comment_find(struct forge *f, long number, const char *marker,
			struct forge_comment *out);
int gitlab_comments_after(struct forge *f, long number,
			  const struct forge_comment *after,
			  struct forge_comment **out, size_t *n);
int gitlab_comment_add(struct forge *f, long number, const char *text,
		       struct forge_comment *out);
int gitlab_comment_edit(struct forge *f, long number, const char *id,
			const char *text);

int gitlab_release_find(struct forge *f, const char *tag,
			struct forge_release *out);
int gitlab_release_make(struct forge *f, const struct forge_release_want *want,
			struct forge_release *out);
int gitlab_release_edit(struct forge *f, const struct forge_release *r,
			const struct forge_release_want *want,
			struct forge_release *out);
int gitlab_release_delete(struct forge *f, const struct forge_release *r);
int gitlab_assets_send(struct forge *f, const struct forge_release *r,
		       const struct forge_file *file, size_t n,
		       struct forge_release *out);
int gitlab_files_ahead(struct forge *f, const char *tag,
		       const struct forge_file *file, size_t n);
/* What a release is to link to, as its API takes it; the caller puts it. */
json_object *gitlab_links(struct forge *f, const char *tag,
			  const struct forge_file *file, size_t n);
int gitlab_asset_delete(struct forge *f, const struct forge_release *r,
			const struct forge_asset *a);
/* Size and digest of those assets that lie in the package of the release. */
int gitlab_assets_look(struct forge *f, struct forge_release *r);

int gitlab_milestone_find(struct forge *f, const char *title, long *id);
int gitlab_scope(struct forge *f, const struct forge_scope *by,
		 struct forge_item **out, size_t *n);
int gitlab_pulls_of_commit(struct forge *f, const char *commit,
			   struct forge_pull **out, size_t *n);
int gitlab_pull_merge(struct forge *f, const struct forge_pull *p,
		      const struct forge_merge *how, const char **commit);

int gitlab_run_start(struct forge *f, const struct forge_dispatch *d,
		     struct forge_run *out);
int gitlab_run_get(struct forge *f, const char *id, struct forge_run *out);
int gitlab_runs(struct forge *f, const char *commit, struct forge_run **out,
		size_t *n);
int gitlab_artifacts(struct forge *f, const char *run,
		     struct forge_artifact **out, size_t *n);
int gitlab_gates(struct forge *f, const char *run, struct forge_gate **out,
		 size_t *n);
int gitlab_gate_answer(struct forge *f, const char *run,
		       const struct forge_gate *gate, bool yes,
		       const char *comment);

int gitlab_deployment(struct forge *f, const char *commit,
		      const char *environment, struct forge_deployment *out);

int gitlab_guard(struct forge *f, const char *branch, struct forge_guard *out);
int gitlab_rule_see(struct forge *f, const char *pattern, bool tag,
		    struct forge_rule *out);
int gitlab_rule_set(struct forge *f, const struct forge_rule *want);

#endif
