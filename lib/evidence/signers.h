#ifndef EVIDENCE_SIGNERS_H
#define EVIDENCE_SIGNERS_H

/*
 * Whose signatures a release takes.  The record that opens it names the file of
 * signers that main has then, and so does a candidate that takes a later one.  Who
 * takes it vouches for what is behind that: it is judged by the signers of before,
 * and all else by these, also what was recorded at the same time elsewhere, or a key
 * that main has taken out could go on signing there.
 *
 * Such a record counts where main itself has been at the commit it names, with that
 * file, and one of these signers has made it.  One with a file of main's before does
 * not count beside or after one that has a later file, so that they follow each other.
 * A first record that does not count is begun for nobody, until one of main's signers
 * takes what main has.
 */
#include "evidence/evidence.h"

/* Why nobody is known by the first record. */
enum nobody {
	SOMEBODY,
	NOBODY_OF_MAIN,      /* it names what main never had */
	NOBODY_NAMED,        /* it names no file, where main's policy does */
	NOBODY_KNOWN,        /* none of those that it names has made it */
	NOBODY_WITHOUT_MAIN, /* this clone does not have main */
};

struct signers {
	git_oid file; /* a blob; zero: those of git's own settings */
	git_oid at;   /* the commit of main that has it; zero: not known */
	size_t age; /* how many commits main has had since; SIZE_MAX: not known */
	enum nobody nobody;
	size_t from; /* the link that names them */
};

struct signers_of {
	struct signers *v; /* the first, and those that count, the latest last */
	size_t n;
	size_t *link; /* of each link, which; NULL: all the first */
};

/* By what they are judged. */
struct signers_rules {
	git_oid main; /* zero: there is none, and nothing is known of its files */
	bool elsewhere; /* the remote may have one that this clone does not fetch */
	const char *path; /* of the file there; "": git's own settings count */
	bool required;    /* does a record count only with a signature? */
	git_oid sealed; /* what is behind it, nobody takes over who is not; or zero */
};

/* The signers' file that main has by now, where it is not that of `now`; else, and
 * where the release takes those of git's own settings, `out->file` is zero. */
int signers_newer(struct signers *out, struct repo *r,
		  const struct signers *now,
		  const struct signers_rules *rules) MUST_CHECK;
/* Whose key the one file has and the other, where it is there, has not
 * (signers_left.h); NULL: nobody's. */
int signers_left(const char **out, struct repo *r, const git_oid *file,
		 const git_oid *newer) MUST_CHECK;

/* Which there are, in the repository's arena. */
int signers_find(struct signers_of *out, struct repo *r,
		 const struct evidence *e,
		 const struct signers_rules *rules) MUST_CHECK;
/* Has this link's record taken those that it names? */
bool signers_took(const struct signers_of *of, size_t link);
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
