#include "git/commit_parents.h"

#include <git2.h>
#include <string.h>

#define WORD "parent "
#define LINE (sizeof(WORD) - 1 + GIT_OID_HEXSZ + 1)

/* Its lines are right behind that of the tree; libgit2 has looked at them. */
static const char *first(const git_commit *c)
{
	const char *line = strchr(git_commit_raw_header(c), '\n');

	return line ? line + 1 : "";
}

unsigned commit_parents(const git_commit *c)
{
	unsigned n = 0;

	for (const char *p = first(c); !strncmp(p, WORD, sizeof(WORD) - 1);
	     p += LINE)
		n++;
	return n;
}

bool commit_parent(const git_commit *c, unsigned i, git_oid *out)
{
	memset(out, 0, sizeof(*out));
	return i < commit_parents(c) &&
	       !git_oid_fromstrn(out, first(c) + i * LINE + sizeof(WORD) - 1,
				 GIT_OID_HEXSZ);
}
