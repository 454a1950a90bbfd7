#ifndef TX_JOURNAL_H
#define TX_JOURNAL_H

/*
 * The plan on disk, and who may work on it.
 *
 * 1. The journal exists from before the first change until after the last one.
 *    It is created whole (written aside, synced, linked) and never changed.
 * 2. Objects that it names are on disk before it is.
 * 3. It holds no progress: how far things came is looked up in the world.
 * 4. A process that carries out, continues or aborts holds the lock file; the
 *    kernel lets go of it when that process dies.  So: journal and lock held,
 *    it is running; journal and no lock, it was interrupted.
 * 5. Removing the journal is the end.  The operation log is written and synced
 *    before that: who is killed between the two finds the journal, goes on, and
 *    logs the same id again, which readers of the log take for one.
 */
#include "base/error.h"
#include "git/repo.h"
#include "plan/plan.h"

#include <sys/types.h>

/* Take the lock; E_PENDING if another process holds it. */
int journal_lock(struct repo *r, int *fd) MUST_CHECK;
bool journal_exists(struct repo *r);
int journal_create(struct repo *r, const struct plan *p) MUST_CHECK;
int journal_read(struct repo *r, struct plan *p) MUST_CHECK;
int journal_remove(struct repo *r) MUST_CHECK;

/*
 * A push that is under way when we are killed goes on: the remote may take it
 * any moment.  So its process is noted in the lock file, "push <pid> <start>",
 * and whoever takes the lock later waits for it or refuses.
 */
int journal_begin_push(struct repo *r) MUST_CHECK;
void journal_note_push(void *repo, pid_t pid);
/* Was one begun since the journal was created?  Its process may be gone and the
 * server still at it. */
bool journal_push_begun(struct repo *r);

#endif
