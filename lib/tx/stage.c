#include "tx/stage.h"

#include "base/dir.h"
#include "base/file.h"
#include "base/lock.h"
#include "plan/stages.h"

#include <string.h>
#include <unistd.h>

static int lock = -1;

static const char *lock_path(struct repo *r)
{
	return arena_printf(&r->arena, "%s/running", r->state_dir);
}

bool stage_is_held(struct repo *r)
{
	int fd = -1;

	if (lock >= 0 || !file_exists(lock_path(r)))
		return false;
	bool held = file_lock(&fd, lock_path(r), 0) == E_PENDING;
	if (fd >= 0)
		close(fd);
	return held;
}

int stage_lock(struct repo *r)
{
	int rc;

	if (lock >= 0)
		return 0;
	if ((rc = dir_make(r->state_dir)) < 0)
		return rc;
	rc = file_lock(&lock, lock_path(r), 0);
	if (rc == E_PENDING) {
		lock = -1;
		rc = error(E_PENDING,
			   "another git rel runs its steps in this repository");
		error_hint("wait for it to end, then run the command again");
	}
	return rc;
}

int stage_enter(struct repo *r, const struct plan *p)
{
	struct stages b = { 0 };
	int rc = stage_lock(r);

	if (rc < 0 || (rc = stages_read(&b, r)) < 0)
		return rc;
	bool first = !strcmp(p->part_of, p->id);
	if (b.exists && strcmp(b.id, p->part_of)) {
		rc = error(E_PENDING, "'%s' was begun meanwhile",
			   stages_command(&b, r));
		error_hint(
			"git rel --continue, or git rel --abort, comes first");
	} else if (!b.exists && !first) {
		rc = error(E_STALE, "'%s' was given up meanwhile", p->title);
	}
	stages_release(&b);
	return rc;
}
