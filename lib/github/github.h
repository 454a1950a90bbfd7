#ifndef GITHUB_GITHUB_H
#define GITHUB_GITHUB_H

/*
 * How GitHub is asked; what each does, dialect/forge.h says.  Comments, releases and
 * checks are asked for in the same way at Gitea, which uses these, too.
 */
#include "dialect/forge_call.h"

/* What only GraphQL does.  Takes `variables`.  Its errors are E_POLICY. */
int github_graphql(struct forge *f, const char *query, json_object *variables,
		   struct forge_reply *out);

int github_may_push(struct forge *f, const char **login);

int github_may_act(struct forge *f, const char *login);
int github_pulls(struct forge *f, struct forge_pull **out, size_t *n);
int github_pull_commits(struct forge *f, long number, struct forge_commit **out,
			size_t *n);
int github_pull_last(struct forge *f, const struct forge_pull_want *by,
		     struct forge_pull *out);
int github_approvals(struct forge *f, const struct forge_pull *p,
		     struct forge_approvals *out);
int github_pull_find(struct forge *f, const struct forge_pull_want *by,
		     struct forge_pull *out);
int github_pull_get(struct forge *f, long number, struct forge_pull *out);
int github_pull_open(struct forge *f, const struct forge_pull_want *want,
		     struct forge_pull *out);
int github_pull_edit(struct forge *f, long number,
		     const struct forge_pull_want *want,
		     struct forge_pull *out);
/* `id` is GitHub's own of the pull request, as its GraphQL wants it. */
int github_pull_draft(struct forge *f, const char *id, bool draft);

int github_labels_add(struct forge *f, long number, const char *const *label);
int github_label_remove(struct forge *f, long number, const char *label);

int github_comment_find(struct forge *f, long number, const char *marker,
			struct forge_comment *out);
int github_comments_after(struct forge *f, long number,
			  const struct forge_comment *after,
			  struct forge_comment **out, size_t *n);
int github_comment_add(struct forge *f, long number, const char *text,
		       struct forge_comment *out);
int github_comment_edit(struct forge *f, long number, const char *id,
			const char *text);

int github_tags(struct forge *f, const char *tag, struct forge_tags *out);
int github_release_find(struct forge *f, const char *tag,
			struct forge_release *out);
int github_drafts(struct forge *f, struct forge_release **out, size_t *n);
int github_release_make(struct forge *f, const struct forge_release_want *want,
			struct forge_release *out);
int github_release_edit(struct forge *f, const struct forge_release *r,
			const struct forge_release_want *want,
			struct forge_release *out);
int github_release_delete(struct forge *f, const struct forge_release *r);
int github_assets_send(struct forge *f, const struct forge_release *r,
		       const struct forge_file *file, size_t n,
		       struct forge_release *out);
int github_asset_delete(struct forge *f, const struct forge_release *r,
			const struct forge_asset *a);

int github_checks(struct forge *f, const char *commit, const char *etag,
		  struct forge_checks *out);

int github_milestone_find(struct forge *f, const char *title, long *id);
int github_scope(struct forge *f, const struct forge_scope *by,
		 struct forge_item **out, size_t *n);
int github_pulls_of_commit(struct forge *f, const char *commit,
			   struct forge_pull **out, size_t *n);
int github_pull_merge(struct forge *f, const struct forge_pull *p,
		      const struct forge_merge *how, const char **commit);

int github_run_start(struct forge *f, const struct forge_dispatch *d,
		     struct forge_run *out);
int github_run_get(struct forge *f, const char *id, struct forge_run *out);
int github_runs(struct forge *f, const char *commit, struct forge_run **out,
		size_t *n);
int github_artifacts(struct forge *f, const char *run,
		     struct forge_artifact **out, size_t *n);
int github_gates(struct forge *f, const char *run, struct forge_gate **out,
		 size_t *n);
int github_gate_answer(struct forge *f, const char *run,
		       const struct forge_gate *gate, bool yes,
		       const char *comment);

int github_deployment(struct forge *f, const char *commit,
		      const char *environment, struct forge_deployment *out);

int github_guard(struct forge *f, const char *branch, struct forge_guard *out);
int github_rule_see(struct forge *f, const char *pattern, bool tag,
		    struct forge_rule *out);
int github_rule_set(struct forge *f, const struct forge_rule *want);

#endif
