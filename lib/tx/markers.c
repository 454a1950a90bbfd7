#include "tx/markers.h"

#include "base/cleanup.h"
#include "tx/by_hand.h"

#include <string.h>

/* "path:12: leftover conflict marker", with the line itself in the next one.  A
 * "=======" is also what underlines a heading: it counts beside the others. */
static bool is_marker(const char *line, const char *next)
{
	return strstr(line, ": leftover conflict marker") && next &&
	       !starts_with(next, "+=");
}

/* What the two commits, or `from` and the index, differ in and git calls a
 * marker; the lines that tell, each ended by '\n'. */
static int list_markers(struct repo *r, const struct resolve *v,
			const char *from, const char *to, struct strbuf *found)
{
	/* whatever an attribute says of the file */
	const char *argv[] = { "git", "diff", "--check", "--text",
			       from,  to,     NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = by_hand_git(r, v, argv, &out);

	for (char *p = out.buf; rc >= 0 && *p;) {
		size_t n = strcspn(p, "\n");
		char *next = p[n] ? p + n + 1 : NULL;
		p[n] = '\0';
		if (is_marker(p, next))
			strbuf_addf(found, "%s\n", p);
		p = next ? next : p + n;
	}
	return rc < 0 ? rc : 0;
}

/* In that file the commit itself has such lines: who writes about conflicts, or
 * tests for them. */
static bool has_own(const struct strbuf *own, const char *line)
{
	size_t n = strcspn(line, ":") + 1;

	for (const char *p = own->buf; *p; p += strcspn(p, "\n") + 1)
		if (!strncmp(p, line, n))
			return true;
	return false;
}

int markers_check(struct repo *r, const struct resolve *v,
		  const struct resolved *m, bool merging_still)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, own = STRBUF_INIT;
	CLEANUP(text) char *parent = xasprintf("%s^", oid_hex(&m->theirs));
	CLEANUP(text) char *theirs = xstrdup(oid_hex(&m->theirs));
	CLEANUP(text) char *ours = xstrdup(oid_hex(&m->ours));
	size_t found = 0;
	int rc = list_markers(r, v, merging_still ? "--cached" : ours,
			      merging_still ? ours : "HEAD", &out);

	if (!rc && out.len && m->picks)
		rc = list_markers(r, v, parent, theirs, &own);
	if (rc < 0)
		return rc;
	for (char *save, *line = strtok_r(out.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (has_own(&own, line))
			continue;
		if (!found++)
			rc = error(E_CONFLICT,
				   "there are conflict markers left in '%s'",
				   v->worktree);
		if (found <= 5)
			error_detail("%s", line);
	}
	if (!found)
		return 0;
	error_hint("mend the files, %s, then git rel --continue",
		   merging_still ? "git add them" :
				   "git add them and git commit --amend");
	return rc;
}
