#include "git/lock_files.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/message.h"
#include "base/quote.h"

#include <time.h>

enum { PATIENCE = 10, PAUSE_MS = 100 };

static const char *first(const struct strvec *paths)
{
	for (size_t i = 0; i < paths->n; i++)
		if (file_exists(paths->v[i]))
			return paths->v[i];
	return NULL;
}

/* A git that runs lets go of it soon.  NULL: all are free. */
static const char *wait_for(const struct strvec *paths)
{
	static const struct timespec pause = { 0, PAUSE_MS * 1000000L };
	const char *there = first(paths);

	for (int i = 0; there && i < PATIENCE; i++) {
		nanosleep(&pause, NULL);
		there = first(paths);
	}
	return there;
}

void lock_files_hint(const struct strvec *paths)
{
	for (size_t i = 0; i < paths->n; i++) {
		CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
		if (!file_exists(paths->v[i]))
			continue;
		strbuf_add_shell(&path, paths->v[i]);
		error_hint("if no git is running: rm %s", path.buf);
	}
}

int lock_files_check(const struct strvec *paths)
{
	const char *there = wait_for(paths);

	if (!there)
		return 0;
	int rc = error(E_POLICY, "git has a lock on '%s'", there);
	lock_files_hint(paths);
	return rc;
}

void lock_files_warn(const struct strvec *paths)
{
	if (!wait_for(paths))
		return;
	for (size_t i = 0; i < paths->n; i++) {
		CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
		if (!file_exists(paths->v[i]))
			continue;
		strbuf_add_shell(&path, paths->v[i]);
		warning("a lock of git stays; if no git is running: rm %s",
			path.buf);
	}
}

int lock_files_check_index(const char *git_dir)
{
	CLEANUP(strvec) struct strvec paths = STRVEC_INIT;

	strvec_pushf(&paths, "%s/index.lock", git_dir);
	return lock_files_check(&paths);
}
