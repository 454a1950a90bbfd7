#ifndef BASE_ERROR_H
#define BASE_ERROR_H

/*
 * Errors: a negative code to return and one message kept for the person.
 *
 *	if (!branch)
 *		return error(E_NOTFOUND, "no branch '%s'", name);
 *
 * The message is one static buffer: the programs have one thread.  Messages
 * are in git's form: lower case, no full stop, names in single quotes.  A name
 * that comes from outside is shown with its control characters escaped; error()
 * does that for the whole message.
 */
#include <stddef.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum {
	E_FAIL = -1,     /* could not; exit status 128 */
	E_NOTFOUND = -2, /* there is no such thing; 128 */
	E_STALE = -3,    /* somebody else moved it; 1 */
	E_CONFLICT = -4, /* a merge conflict; 1 */
	E_POLICY = -5,   /* refused by a rule or by the state of things; 1 */
	E_PENDING = -6,  /* an interrupted operation comes first; 1 */
	E_USAGE = -7,    /* the command line is wrong; 129 */
	E_NET = -8,      /* no usable answer from a remote; 128 */
	E_EXISTS = -9,   /* it is there already; 1 */
	E_CONFIG = -10,  /* a setting is wrong; 128 */
};

/* Record a message and return `code`, which is one of the above. */
int error(int code, const char *fmt, ...) PRINTF(2, 3);

/* The same with ": " and the text of errno behind it; returns E_FAIL. */
int error_errno(const char *fmt, ...) PRINTF(1, 2);

/* Put "context: " in front of the recorded message; returns `code`. */
int error_in(int code, const char *fmt, ...) PRINTF(2, 3);

/* Add a line to the recorded message: one of several reasons.  Unlike advice it
 * is shown whatever the user wants to hear. */
void error_detail(const char *fmt, ...) PRINTF(1, 2);

/* Set the recorded error aside, to look at something else, and put it back;
 * error_restore() returns `code`. */
struct saved_error {
	char *message, *hints;
};
void error_save(struct saved_error *saved);
int error_restore(int code, struct saved_error *saved);

/* Forget what was saved: the message of now stays. */
void error_drop(struct saved_error *saved);

/* Add one line of advice, shown as "hint: ..." below the message.  Lines are
 * kept in order; error() forgets those of an earlier message. */
void error_hint(const char *fmt, ...) PRINTF(1, 2);

/* The recorded message and its advice ("" if none), lines ended by '\n' in the
 * latter.  Both belong to this module, valid until the next error(). */
const char *error_message(void);
const char *error_hints(void);

/* Exit status for a code: 0 for 0 and above, else as listed above. */
int error_exit_status(int code);

#endif
