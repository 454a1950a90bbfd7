#ifndef CHECKLIST_READ_OUTPUT_H
#define CHECKLIST_READ_OUTPUT_H

/*
 * The output of a gate, as it comes, and the last line of it that fits.
 *
 *	struct read_output r = READ_OUTPUT(&gate->read);
 *	read_output_add(&r, bytes, n);		as often as there are some
 *	if (read_output_end(&r))
 *		r.value[i].buf for each r.pattern->name[i]
 *	read_output_release(&r);
 *
 * A line ends at LF or CR, so each step of a progress bar is one.  Colours and
 * other control sequences, NUL and the like are left out.  Pure.
 */
#include "base/strbuf.h"
#include "checklist/read_pattern.h"

enum {
	READ_LINE_MAX = 1 << 24, /* bytes of a line that is looked at */
	READ_VALUE_MAX = 1000,   /* of a value */
};

struct read_output {
	const struct read_pattern *pattern;
	struct strbuf value[READ_NAMES_MAX];
	bool found;
	/* private */
	struct strbuf line;
	bool too_long;
};
/* One that was never read, all zero, fits nothing. */
#define READ_OUTPUT(p) { .pattern = (p), .line = STRBUF_INIT }

void read_output_add(struct read_output *r, const char *s, size_t n);
/* Is there a line that fits? */
bool read_output_end(struct read_output *r);
void read_output_release(struct read_output *r);

#endif
