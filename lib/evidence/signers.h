#ifndef EVIDENCE_SIGNERS_H
#define EVIDENCE_SIGNERS_H

/*
 * Whose signatures a release takes.  The record that opens it names the file of
 * signers that main has then, and so does a candidate that takes a later one.  Who
 * takes it vouches for what is behind that: it is judged by the signers of before,
 * and all else by these, also what was recorded at the same time elsewhere, or a key
 * that main has taken out could go on signing there.
 *
 * Such a record counts where main has had that file at the commit it names, no
 * earlier than the one of before, and one of these signers has made it; of the first
 * record who looks at the signatures sees the last of that (staging/who.h).
 */
#include "evidence/evidence.h"

struct signers {
	git_oid file; /* a blob; zero: those of git's own settings */
	git_oid at;   /* the commit of main that has it; zero: not known */
	bool nobody;  /* the first record names what main never had */
	size_t from;  /* the link that names them */
};

struct signers_of {
	struct signers *v; /* in the order they came, at least one */
	size_t n;
	size_t *link; /* of each link, which; NULL: all the first */
};

/* By what they are judged. */
struct signers_rules {
	git_oid main; /* zero: there is none, and nothing is known of its files */
	const char *path; /* of the file there; "": git's own settings count */
	bool required;    /* does a record count only with a signature? */
};

/* The signers' file that main has by now, where it is not that of `now`; else, and
 * where the release takes those of git's own settings, `out->file` is zero. */
int signers_newer(struct signers *out, struct repo *r,
		  const struct signers *now,
		  const struct signers_rules *rules) MUST_CHECK;
/* Who has a line in the one file that the other has not, ", " between them; NULL:
 * nobody. */
int signers_left(const char **out, struct repo *r, const git_oid *file,
		 const git_oid *newer) MUST_CHECK;

/* Which there are, in the repository's arena. */
int signers_find(struct signers_of *out, struct repo *r,
		 const struct evidence *e,
		 const struct signers_rules *rules) MUST_CHECK;
/* Those in force by now. */
static inline const struct signers *signers_now(const struct signers_of *of)
{
	return &of->v[of->n - 1];
}
static inline const struct signers *signers_of_link(const struct signers_of *of,
						    size_t at)
{
	return &of->v[of->link ? of->link[at] : 0];
}

#endif
