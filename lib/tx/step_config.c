#include "tx/step.h"

#include "base/cleanup.h"
#include "base/file.h"

#include <string.h>

/* git config --remove-section, where there is none; 255 where it is locked. */
enum { NO_SECTION = 128 };

static int run_config(const char *what, const char *key, const char *value,
		      struct strbuf *out)
{
	const char *argv[] = { "git", "config", "--local", what,
			       key,   value,    NULL };
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = { .argv = argv, .out = out, .err = &err };
	int rc = run_command(&run);

	if (rc > 0 && rc != 1 && rc != 5) { /* 1, 5: not there */
		strbuf_trim_end(&err);
		return error(E_FAIL, "git config %s failed: %s", key, err.buf);
	}
	return rc;
}

static int look(const struct config_change *c, enum state *out)
{
	CLEANUP(strbuf) struct strbuf value = STRBUF_INIT;
	int rc;

	*out = TODO;
	if (!c->from && !c->to)
		return 0; /* removing a section twice does no harm */
	if ((rc = run_config("--get", c->key, NULL, &value)) < 0)
		return rc;
	/* a value may end in blanks and line ends of its own */
	if (value.len && value.buf[value.len - 1] == '\n')
		value.buf[--value.len] = '\0';
	bool there = rc == 0;
	if (c->to ? there && !strcmp(value.buf, c->to) : !there)
		*out = DONE;
	else if (c->from ? !there || strcmp(value.buf, c->from) : there)
		*out = LOST;
	return 0;
}

static int probe(struct attempt *a)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < a->step->n_set; i++)
		rc = look(&a->step->set[i], &a->state[i]);
	return rc;
}

/* "branch.x" of a branch that stays after all: its user moved it. */
static bool still_needed(struct attempt *a, const char *section)
{
	git_oid at;

	if (!starts_with(section, "branch."))
		return false;
	CLEANUP(text) char *ref = xasprintf("refs/heads/%s", section + 7);
	return repo_ref(a->repo, ref, &at) < 0 || !git_oid_is_zero(&at);
}

/* Where the new file cannot be written git says so, and exits with 0. */
static int check_removed(const char *section, struct strbuf *err)
{
	static const char *const argv[] = { "git",    "config",      "--local",
					    "--list", "--name-only", NULL };
	CLEANUP(strbuf) struct strbuf names = STRBUF_INIT;
	CLEANUP(text) char *key = xasprintf("\n%s.", section);
	struct run run = { .argv = argv, .out = &names };

	strbuf_addc(&names, '\n');
	int rc = run_command(&run);
	if (rc < 0)
		return rc;
	if (rc == 0 && !strstr(names.buf, key))
		return 0;
	strbuf_trim_end(err);
	return error(E_FAIL, "cannot forget the settings of '%s': %s", section,
		     err->buf);
}

static int remove_section(const char *section)
{
	const char *argv[] = { "git",   "config", "--local", "--remove-section",
			       section, NULL };
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = { .argv = argv, .err = &err };
	int rc = run_command(&run);

	if (rc < 0 || rc == NO_SECTION || (!rc && !err.len))
		return rc < 0 ? rc : 0;
	return check_removed(section, &err);
}

static int change(struct attempt *a, const struct config_change *c)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc;

	if (c->to)
		rc = run_config("--replace-all", c->key, c->to, &out);
	else if (c->from)
		rc = run_config("--unset-all", c->key, NULL, &out);
	else
		rc = still_needed(a, c->key) ? 0 : remove_section(c->key);
	return rc < 0 ? rc : 0;
}

/* "branch.x.remote" and "branch.x.merge", of a branch that tracks nothing yet:
 * its name, for git branch sets both in one process. */
static char *tracks(const struct attempt *a)
{
	static const char front[] = "branch.", back[] = ".remote";
	const struct config_change *c = a->step->set;

	if (a->step->n_set < 2 || !starts_with(c->key, front) ||
	    !ends_with(c->key, back))
		return NULL;
	for (size_t i = 0; i < a->step->n_set; i++)
		if (a->state[i] != TODO || c[i].from || !c[i].to)
			return NULL;
	const char *name = c->key + strlen(front);
	CLEANUP(text)
	char *branch = xstrndup(name, strlen(name) - strlen(back));
	CLEANUP(text) char *merge = xasprintf("branch.%s.merge", branch);
	return !strcmp(c[1].key, merge) && starts_with(c[1].to, "refs/heads/") ?
		       MOVE(branch) :
		       NULL;
}

/* Where the tracking ref is another one, or none, git refuses. */
static bool track(struct attempt *a)
{
	CLEANUP(text) char *branch = tracks(a);
	const struct config_change *c = a->step->set;

	if (!branch)
		return false;
	CLEANUP(text)
	char *to = xasprintf("--set-upstream-to=refs/remotes/%s/%s", c[0].to,
			     ref_short(c[1].to));
	const char *argv[] = { "git", "branch", "--quiet", to, branch, NULL };
	struct run run = { .argv = argv, .flags = RUN_OUT_NULL | RUN_ERR_NULL };

	return run_command(&run) == 0;
}

static int apply(struct attempt *a)
{
	int rc = 0;

	if (track(a))
		return 0;

	for (size_t i = 0; !rc && i < a->step->n_set; i++)
		if (a->state[i] == TODO)
			rc = change(a, &a->step->set[i]);
	return rc;
}

const struct step_ops step_config = { probe, NULL, apply };
