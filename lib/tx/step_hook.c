#include "tx/step.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/dir.h"
#include "base/file.h"
#include "git/hook_file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *legacy_of(const struct attempt *a)
{
	return hook_file_legacy(&a->repo->arena, a->step->ref);
}

static bool same_file(const char *a, const char *b)
{
	struct stat x, y;

	return !lstat(a, &x) && !lstat(b, &y) && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

static enum state look_install(const struct attempt *a,
			       const struct hook_file *now)
{
	const char *legacy = legacy_of(a);

	if (now->owner == HOOK_OURS)
		return !strcmp(now->text, a->step->message) && now->runs ?
			       DONE :
			       TODO;
	if (now->owner == HOOK_NONE)
		return TODO;
	/* one that is there under both names is about to be kept */
	return a->step->chained && (!file_exists(legacy) ||
				    same_file(a->step->ref, legacy)) ?
		       TODO :
		       LOST;
}

static enum state look_remove(const struct attempt *a,
			      const struct hook_file *now)
{
	if (now->owner == HOOK_OURS)
		return TODO;
	return now->owner == HOOK_NONE && a->step->chained &&
			       file_exists(legacy_of(a)) ?
		       TODO :
		       DONE;
}

static int probe(struct attempt *a)
{
	const char *name = strrchr(a->step->ref, '/') + 1;
	struct hook_file now;

	hook_file_look(&now, &a->repo->arena, a->step->ref, name);
	a->state[0] = a->step->removes ? look_remove(a, &now) :
					 look_install(a, &now);
	return 0;
}

static int sync_folder(const char *path)
{
	CLEANUP(text) char *dir = xstrdup(path);

	*strrchr(dir, '/') = '\0';
	return file_sync(dir);
}

/* The hook is there all the time: a second name, then another file behind the
 * first.  Not every file system has second names. */
static int keep(struct attempt *a)
{
	const char *path = a->step->ref, *legacy = legacy_of(a);

	if (!a->step->chained || !file_exists(path) ||
	    same_file(path, legacy) || file_exists(legacy))
		return 0;
	if (link(path, legacy) < 0 && rename(path, legacy) < 0)
		return error_errno("cannot keep '%s' as '%s'", path, legacy);
	return 0;
}

static int write_script(const struct attempt *a)
{
	const char *text = a->step->message;
	CLEANUP(text) char *next = xasprintf("%s.rel-new", a->step->ref);
	mode_t mask = umask(0);
	int rc;

	umask(mask);
	if ((rc = file_replace(next, text, strlen(text))) < 0)
		return rc;
	if (chmod(next, 0777 & ~mask) < 0 || rename(next, a->step->ref) < 0) {
		rc = error_errno("cannot write '%s'", a->step->ref);
		unlink(next);
		return rc;
	}
	return sync_folder(a->step->ref);
}

static int install(struct attempt *a)
{
	CLEANUP(text) char *dir = xstrdup(a->step->ref);
	struct hook_file now;
	int rc;

	*strrchr(dir, '/') = '\0';
	hook_file_look(&now, &a->repo->arena, a->step->ref,
		       strrchr(a->step->ref, '/') + 1);
	if ((rc = dir_make(dir)) < 0)
		return rc;
	file_sweep(dir);
	if (now.owner != HOOK_OURS && (rc = keep(a)) < 0)
		return rc;
	crash_point();
	return write_script(a);
}

/* What was kept takes our place in one move. */
static int restore(struct attempt *a)
{
	const char *path = a->step->ref, *legacy = legacy_of(a);

	if (!a->step->chained || !file_exists(legacy))
		return file_remove(path);
	if (rename(legacy, path) < 0)
		return error_errno("cannot put '%s' back", path);
	return sync_folder(path);
}

static int apply(struct attempt *a)
{
	int rc = probe(a);

	if (rc < 0 || a->state[0] == DONE)
		return rc;
	if (a->state[0] == LOST) {
		rc = error(E_STALE, "'%s' was written by somebody else since",
			   a->step->ref);
		error_hint("git rel hooks status   tells how things stand");
		return rc;
	}
	crash_point();
	return a->step->removes ? restore(a) : install(a);
}

const struct step_ops step_hook = { probe, NULL, apply };
