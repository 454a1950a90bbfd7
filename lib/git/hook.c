#include "git/hook.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"

#include <stdlib.h>
#include <string.h>

/* What only git can expand: ~user/, %(prefix)/. */
static const char *ask_folder(struct repo *r)
{
	static const char *const argv[] = {
		"git",        "rev-parse", "--path-format=absolute",
		"--git-path", "hooks",     NULL
	};
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &out, .err = &err };

	if (run_command(&run) || !out.len)
		return NULL;
	return arena_strndup(&r->arena, out.buf, out.len - 1);
}

const char *hook_folder(struct repo *r)
{
	const char *path = config_git(&r->config, "core.hookspath");

	if (!path)
		return arena_printf(&r->arena, "%s/hooks", r->common_dir);
	if (!*path) /* git then looks for "/commit-msg" */
		return "";
	path = config_path(&r->arena, path);
	if (*path == '~' || *path == '%') {
		const char *expanded = ask_folder(r);
		if (expanded)
			return expanded;
	}
	/* a relative one counts from the top of the work tree */
	return *path == '/' ?
		       path :
		       arena_printf(&r->arena, "%s/%s",
				    r->work_tree ? r->work_tree : r->git_dir,
				    path);
}

/* Only then is git worth a process. */
static bool is_mentioned(const struct repo *r, const char *event)
{
	for (size_t i = 0; i < r->config.n; i++) {
		const struct config_entry *e = &r->config.entry[i];
		if (starts_with(e->key, "hook.") &&
		    ends_with(e->key, ".event") && e->value &&
		    !strcmp(e->value, event))
			return true;
	}
	return false;
}

/* The name in "local<TAB>disabled<TAB>name"; NULL for one that is disabled, by
 * itself or with all of its event, and for the one in the folder: that has no
 * scope, and its line is in the user's language. */
static const char *enabled_name(const char *line)
{
	const char *tab = strchr(line, '\t');

	if (!tab || starts_with(tab, "\tdisabled\t") ||
	    starts_with(tab, "\tevent-disabled\t"))
		return NULL;
	return tab + 1;
}

/* The names of those that are configured and not disabled; none where git is too
 * old to run them. */
static void configured(struct repo *r, const char *event, struct strvec *names)
{
	const char *argv[] = { "git",          "hook", "list", "-z",
			       "--show-scope", event,  NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &out, .err = &err };

	/* before 2.54 that is no question, and it runs no such hook */
	if (!is_mentioned(r, event) || run_command(&run))
		return;
	for (size_t i = 0; i < out.len; i += strlen(out.buf + i) + 1) {
		const char *name = enabled_name(out.buf + i);
		if (name)
			strvec_push(names, name);
	}
}

static bool in_folder(struct repo *r, const char *event)
{
	return file_is_executable(
		arena_printf(&r->arena, "%s/%s", hook_folder(r), event));
}

bool hook_exists(struct repo *r, const char *event)
{
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;

	if (in_folder(r, event))
		return true;
	configured(r, event, &names);
	return names.n > 0;
}

/* A name may hold "=", which -c would take for its end. */
void hook_silence(struct repo *r, const char *event, struct strvec *argv,
		  struct strvec *env)
{
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;

	if (in_folder(r, event)) {
		strvec_push(argv, "-c");
		strvec_push(argv, "core.hooksPath=/dev/null");
	}
	configured(r, event, &names);
	for (size_t i = 0; i < names.n; i++)
		strvec_pushf(argv, "--config-env=hook.%s.enabled=GIT_REL_OFF",
			     names.v[i]);
	if (names.n)
		strvec_push(env, "GIT_REL_OFF=false");
}
