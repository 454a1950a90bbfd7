#ifndef EVIDENCE_SIGNER_LINE_H
#define EVIDENCE_SIGNER_LINE_H

/*
 * One line of a file of allowed signers, as ssh-keygen(1) has it:
 * "<names> [<options>] <type> <key> [<comment>]".  Pure.
 */
#include <stdbool.h>
#include <stddef.h>

struct signer_line {
	const char *who, *options, *key; /* in the line, not ended by a NUL */
	size_t n_who, n_options, n_key;
	bool is_authority; /* its key is that of many */
};

/* `p`: the line, up to its LF or NUL.  false: it names no key. */
bool signer_line_take(struct signer_line *out, const char *p);

#endif
