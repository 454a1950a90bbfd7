#include "git-rel/status_start.h"

#include "release/branch.h"
#include "release/gates.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/policy_beside.h"
#include "release/tag_form.h"

#include <string.h>

/* The project's own commands run at the start of a release, but not unread; they
 * are read where they are.  NULL: all are. */
static const char *reading(struct ctx *c, const struct release *rel,
			   const char *branch, const git_oid *base)
{
	static const char *const sections[] = { "prepare", "check" };
	struct commands cmds;

	for (size_t i = 0; i < 2; i++) {
		if (gate_commands_at(c, rel, sections[i], base, &cmds) < 0 ||
		    gate_trust(c, &cmds) != E_POLICY)
			continue;
		const char *way = gate_way(c, &cmds, branch, base);
		return arena_printf(&c->repo.arena, "%s%sgit rel trust",
				    way ? way : "", way ? " && " : "");
	}
	return NULL;
}

/* The first minor version from `v` on that no tag has; is it a later one? */
static int find_free(struct ctx *c, struct release *rel, struct version *v,
		     bool *later)
{
	int rc = release_is_tagged(c, rel, v);

	for (*later = rc > 0; rc > 0;) {
		const struct version taken = *v;
		rc = version_next(v, &taken, PART_MINOR);
		if (!rc)
			rc = release_is_tagged(c, rel, v);
	}
	return rc;
}

/* On a stable branch: its next patch, or the first release of its series. */
static const char *start_on_line(struct ctx *c, const char *line)
{
	static const char *const parts[] = { "patch", "minor", "major" };
	struct version last, next;
	bool found = false;
	git_oid tip;

	if (branch_newest(c, line, &tip) < 0 ||
	    release_last_final(c, NULL, &tip, &last, NULL, &found) < 0)
		found = false;
	for (size_t i = 0; found && i < 3; i++) {
		struct release rel = { 0 };
		enum part part;
		if (!part_from_name(&part, parts[i]) ||
		    version_next(&next, &last, part) < 0 ||
		    release_name(c, &rel, &next, false) < 0 || !rel.on_stable ||
		    strcmp(rel.stable, line) != 0)
			continue;
		const char *read = reading(c, &rel, line, &tip);
		return read ? read :
			      arena_printf(&c->repo.arena, "git rel start %s",
					   parts[i]);
	}
	return arena_printf(&c->repo.arena, "git rel start <version> %s",
			    ctx_shell(c, line));
}

/* Counted on from what `start` would count on from; a version that a tag on
 * another branch has is passed over. */
static const char *start(struct ctx *c, const struct status *s)
{
	const struct config *config = &c->repo.config;
	enum key_id from = *setting(config, K_BASE) ? K_BASE : K_MAIN;
	struct version last, next;
	struct release rel = { 0 };
	git_oid tip;
	bool found = false, later = false;

	if (s->line)
		return start_on_line(c, s->line);
	int rc = branch_newest(c, setting(config, from), &tip);

	if (!rc && git_oid_is_zero(&tip) && from == K_BASE &&
	    !strcmp(setting(config, K_BASE), setting(config, K_DEVELOP)))
		return !branch_fetches_all(c) ?
			       branch_fetch(c, setting(config, K_DEVELOP)) :
			       arena_printf(
				       &c->repo.arena, "git branch %s %s",
				       ctx_shell(c, setting(config, K_DEVELOP)),
				       branch_word(c, NULL,
						   setting(config, K_MAIN)));
	if (!rc && git_oid_is_zero(&tip))
		rc = repo_commit(&c->repo, setting(config, from), &tip);
	if (!rc)
		rc = release_last(c, NULL, &tip, &last, NULL, &found);
	if (!rc)
		rc = found ? version_next(&next, &last, PART_MINOR) :
			     release_version(c, "0.1.0", &next);
	if (!rc)
		rc = find_free(c, &rel, &next, &later);
	const char *read = rc ? NULL :
				reading(c, &rel, setting(config, from), &tip);
	if (read)
		return read;
	if (rc < 0)
		return "git rel start <version>";
	if (later)
		return arena_printf(&c->repo.arena, "git rel start %s",
				    ctx_shell(c, next.text));
	return found ? "git rel start minor" : "git rel start 0.1.0";
}

const char *status_start(struct ctx *c, const struct status *s,
			 const char **remark)
{
	const char *fit = tag_forms_command(c), *form, *main;

	*remark = fit ? "then the tags that are here are releases" : NULL;
	if (fit || !line_unknown(c, &form, &main))
		return fit ? fit : start(c, s);
	*remark = arena_printf(
		&c->repo.arena,
		"by the .gitrel of '%s', this is a stable branch", main);
	return policy_beside_take(c, main);
}
