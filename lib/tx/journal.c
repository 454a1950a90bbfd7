#include "tx/journal.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"
#include "base/lock.h"
#include "base/platform.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define JOURNAL_MAX (16 * 1024 * 1024)
#define LOCK_WAIT_MS 1000

static const char *path(struct repo *r, const char *name)
{
	return arena_printf(&r->arena, "%s/%s", r->state_dir, name);
}

/* What was longer goes last: on a full disk its room is not given back before. */
static int note(struct repo *r, const char *text)
{
	const char *file = path(r, "lock");
	int fd = open(file, O_WRONLY | O_CLOEXEC), rc = 0;
	size_t n = strlen(text);

	if (fd < 0)
		return error_errno("cannot open '%s'", file);
	if ((n && write(fd, text, n) != (ssize_t)n) ||
	    ftruncate(fd, (off_t)n) < 0)
		rc = error_errno("cannot write '%s'", file);
	close(fd);
	return rc;
}

int journal_begin_push(struct repo *r)
{
	return note(r, "push 0 0\n");
}

void journal_note_push(void *repo, pid_t pid)
{
	CLEANUP(text)
	char *text = xasprintf("push %ld %llu\n", (long)pid,
			       platform_started((long)pid));

	/* that it was begun is noted already */
	(void)!note(repo, text);
}

bool journal_push_begun(struct repo *r)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	return strbuf_read_file(&text, path(r, "lock"), 4096, true) == 0 &&
	       starts_with(text.buf, "push ");
}

/* Is the push that a killed process began still under way? */
static bool push_goes_on(struct repo *r, long *pid)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	unsigned long long since;

	return strbuf_read_file(&text, path(r, "lock"), 4096, true) == 0 &&
	       sscanf(text.buf, "push %ld %llu", pid, &since) == 2 && since &&
	       platform_started(*pid) == since;
}

int journal_lock(struct repo *r, int *fd)
{
	long pid;
	int rc = dir_make(r->state_dir);

	if (rc < 0)
		return rc;
	rc = file_lock(fd, path(r, "lock"), LOCK_WAIT_MS);
	if (rc == E_PENDING) {
		rc = error(E_PENDING,
			   "another git rel is at work in this repository");
		error_hint("wait for it to end, then run the command again");
		return rc;
	}
	if (rc < 0)
		return rc;
	file_sweep(r->state_dir);
	if (!push_goes_on(r, &pid))
		return 0;
	close(*fd);
	*fd = -1;
	rc = error(E_PENDING,
		   "the push that was begun is still under way (process %ld)",
		   pid);
	error_hint("wait for it to end, then run the command again");
	return rc;
}

bool journal_exists(struct repo *r)
{
	return file_exists(path(r, "journal"));
}

int journal_create(struct repo *r, const struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct plan back;

	/* what could not be read again (a path that is not UTF-8, say) must
	 * not be begun */
	plan_write(p, &text);
	int rc = plan_read(&back, text.buf, text.len);
	plan_release(&back);
	if (rc < 0)
		return error_in(rc, "cannot note what is going to happen");
	/* what stands there is of an earlier one */
	if ((rc = note(r, "")) < 0)
		return error_in(rc, "cannot note what is going to happen");
	rc = file_create(path(r, "journal"), text.buf, text.len);
	if (rc < 0)
		rc = error_in(rc, "cannot note what is going to happen");
	if (rc < 0 &&
	    journal_exists(r)) /* it cannot be removed again, either */
		error_hint(
			"nothing was decided yet: git rel --abort forgets it, once the cause is gone");
	return rc;
}

int journal_read(struct repo *r, struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc;

	memset(p, 0, sizeof(*p));
	if ((rc = strbuf_read_file(&text, path(r, "journal"), JOURNAL_MAX,
				   true)) < 0)
		return rc;
	if ((rc = plan_read(p, text.buf, text.len)) < 0) {
		rc = error_in(rc, "cannot use '%s'", path(r, "journal"));
		error_hint(
			"git rel --quit forgets it and leaves everything as it is");
	}
	return rc;
}

int journal_remove(struct repo *r)
{
	return file_remove(path(r, "journal"));
}
