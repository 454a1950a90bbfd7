#ifndef BASE_JSON_LINES_H
#define BASE_JSON_LINES_H

/*
 * Files of JSON, one value a line, to which lines are added: logs.
 *
 *	CLEANUP(json_lines) struct json_lines l = JSON_LINES_INIT;
 *	int rc = json_lines_read(&l, path, limit);
 *	while (json_lines_next(&l))
 *		take(l.value);
 *
 * A line that is not JSON, such as one that a power cut left half, is passed
 * over.
 */
#include "base/json.h"
#include "base/strbuf.h"

struct json_lines {
	json_object *value; /* of this line; gone at the next */
	struct strbuf text; /* private */
	char *at;           /* private: where the next line begins */
};
#define JSON_LINES_INIT { .text = STRBUF_INIT }

/* Read a file of at most `limit` bytes.  Where there is none, there is no line;
 * E_FAIL for one that is larger, a link, or cannot be read. */
int json_lines_read(struct json_lines *l, const char *path,
		    size_t limit) MUST_CHECK;
/* Go to the first line, then from one to the next; false: there is none. */
bool json_lines_next(struct json_lines *l);
void json_lines_release(struct json_lines *l);

static inline void cleanup_json_lines(struct json_lines *l)
{
	json_lines_release(l);
}

#endif
