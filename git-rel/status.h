#ifndef GIT_REL_STATUS_H
#define GIT_REL_STATUS_H

/*
 * Where the release stands, as far as this repository knows.
 */
#include "base/strvec.h"
#include "dialect/forge.h"
#include "release/release.h"

/* A pull request that a release waits for. */
struct status_pull {
	const char *version, *head, *base;
	bool back;   /* it brings the release back; else it lands by it */
	bool pushed; /* the remote has the head, as the last fetch knows */
	bool asked;  /* we have opened one, by our own log */
	/* once the forge was asked: */
	bool exists;
	struct forge_pull is;
	const char *checks; /* "passed", ...; NULL: there are none */
	struct forge_approvals approvals;
};

struct status {
	const char *pending, *head, *last, *next;
	const char *line;    /* the stable branch HEAD is about; NULL: none */
	const char *highest; /* final version of all; `last` is the line's */
	const char *newest;  /* the last release, or what came after it */
	const char *pre;     /* the latter's kind: "candidate" */
	const char *remark;  /* behind the next command, for people */
	bool running;        /* what is pending is being done by somebody */
	bool final;          /* what is pending can only be completed */
	bool for_a_while;    /* ... but its labels can be taken away at once */
	const char *unless; /* ... unless "the remote has it" already; or NULL */
	bool asks_forge; /* ... or be forgotten, and what a forge has stays */
	bool lost;       /* ... or only be forgotten here */
	bool behind;     /* main is not merged back */
	bool unpushed;   /* the last release is not on the remote's main */
	bool empty;      /* no commit yet */
	struct strvec open, there; /* release branches; only on the remote */
	struct strvec unpublished; /* commands that have failed for `newest` */
	const char *waits; /* the head that the next command waits for */
	struct status_pull *pull;
	size_t n_pulls;
	const struct forge *forge; /* was asked; or NULL */
	const char *unasked;       /* why it could not be; or NULL */
};

/* Asks no remote.  The caller releases it, also after an error. */
int status_look(struct ctx *c, struct status *s) MUST_CHECK;
void status_release(struct status *s);

#endif
