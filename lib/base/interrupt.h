#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

/*
 * What this process says last when a person stops it (SIGINT, SIGTERM, SIGHUP).
 * It then dies of that signal, as its shell expects.
 */

/* Listen to the signals that are not ignored already.  Once. */
void interrupt_listen(void);

/* From now on that is what it says; copied.  NULL: it dies without a word. */
void interrupt_will_say(const char *text);

/* Groups of processes that are to end with us then; at most INTERRUPT_GROUPS are
 * known at once, others are left alone. */
enum { INTERRUPT_GROUPS = 64 };
void interrupt_takes_along(int group);
void interrupt_leaves(int group);

#endif
