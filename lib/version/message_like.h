#ifndef VERSION_MESSAGE_LIKE_H
#define VERSION_MESSAGE_LIKE_H

/*
 * The templates of messages, the other way round.  Pure.
 */
#include "version/version.h"

/* Does the first line of a message fit that of a template, for some version?
 * Each placeholder stands for what it can be: a version, a number, a date, the
 * name of a tag or branch by `tag` and `branch`, their templates.  What can be
 * anything, {description} and {set.NAME}, fits only beside words. */
bool message_like(const char *text, enum scheme scheme, const char *tag,
		  const char *branch, const char *line, size_t n);

#endif
