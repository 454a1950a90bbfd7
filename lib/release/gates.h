#ifndef RELEASE_GATES_H
#define RELEASE_GATES_H

/*
 * The project's own commands that a release goes through, as steps of a plan:
 * [prepare] and [check], for the type of this release.
 */
#include "config/commands.h"
#include "release/release.h"

/* From general to special, NULL-terminated: {"final", "minor", NULL}.  `type`
 * NULL: that of the release. */
const char *const *gate_types(struct ctx *c, const struct release *rel,
			      const char *type);

/* The commands of "prepare" or "check" for it, by the .gitrel of the work tree.
 * E_POLICY if one comes from there and is not trusted. */
int gate_commands(struct ctx *c, const struct release *rel, const char *type,
		  const char *section, struct commands *out) MUST_CHECK;

/* The same by the .gitrel of `commit`, and trusted or not: what counts where
 * that commit is released, or a release begins from it. */
int gate_commands_at(struct ctx *c, const struct release *rel,
		     const char *section, const git_oid *commit,
		     struct commands *out) MUST_CHECK;

/* E_POLICY if one comes from .gitrel and that is not trusted. */
int gate_trust(struct ctx *c, const struct commands *cmds) MUST_CHECK;

/* Where commands of .gitrel can be read that are those of `branch` at `tip`: what
 * a person types to get there; NULL: here. */
const char *gate_way(struct ctx *c, const struct commands *cmds,
		     const char *branch, const git_oid *tip);

/* "check.lint": what it is called in plans, logs and results. */
const char *gate_name(struct ctx *c, const struct command *cmd);

/* A step that runs it in `worktree`, judging `commit` (NULL: it prepares one),
 * with what the release is in its environment: GIT_REL_VERSION, ..._TYPE,
 * ..._BRANCH, ..._TAG, ..._SERIES, ..._PREVIOUS, ..._SET_<name>; of none only
 * the type, if there is one. */
int gate_step(struct ctx *c, struct plan *p, struct release *rel,
	      const struct command *cmd, const char *worktree,
	      const git_oid *commit) MUST_CHECK;

/* The checks that have not passed on `commit` for this release, or for none. */
int gate_open(struct ctx *c, const struct release *rel,
	      const struct commands *checks, const git_oid *commit,
	      struct commands *out) MUST_CHECK;

/* Of all that .gitrel has for the release at `tip`. */
int gate_open_at(struct ctx *c, const struct release *rel, const git_oid *tip,
		 struct commands *out) MUST_CHECK;
/* E_POLICY, naming them, where any are open at `tip`. */
int gate_refuse(struct ctx *c, const struct release *rel, const git_oid *tip,
		const struct commands *open) MUST_CHECK;

/* GIT_REL_VERSION and what else a command of the project is told. */
void gate_env(struct strvec *env, const struct release *rel);

#endif
