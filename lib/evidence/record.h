#ifndef EVIDENCE_RECORD_H
#define EVIDENCE_RECORD_H

/*
 * One record of what was found about a release: a line of JSON in the message of
 * a commit (see message.h).  Pure.
 *
 *	{"version":1,"kind":"item","release":"1.2.0","commit":"9fce..",
 *	"tree":"4b5f..","name":"sps","result":"pass","by":"m@example.com",
 *	"time":"2026-11-27T22:50:31Z",..,"values":{"sps":"41200"}}
 *
 * Numbers are strings, so that 79.96 stays that.  Of the members below those are
 * there that have a value; others are passed over, for a later version may have
 * more.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "git/oid.h"

enum record_kind {
	RECORD_OPEN,      /* the first of a release */
	RECORD_CANDIDATE, /* it is another commit now */
	RECORD_LAUNCH,    /* a gate was started elsewhere */
	RECORD_GATE,
	RECORD_ITEM,
	RECORD_SEEN, /* what the forge's CI says */
	RECORD_FINDING,
	RECORD_KNOWN_ISSUE,
	RECORD_WAIVE,
	RECORD_WITHDRAW,
	RECORD_BYPASS,
	RECORD_REQUEST,
	RECORD_REHEARSAL,
	RECORD_CLOSE,
	RECORD_RELEASE, /* it goes out, with its tag */
	N_RECORD_KINDS
};
extern const char *const record_kinds[N_RECORD_KINDS];

enum record_result {
	RESULT_NONE, /* it has none */
	RESULT_PASS,
	RESULT_FAIL,
	RESULT_WAIVED,
	RESULT_NA,
	RESULT_PENDING,
	N_RECORD_RESULTS
};
extern const char *const record_results[N_RECORD_RESULTS];

/* Members that are text, in the order they are written. */
enum record_text {
	TEXT_NAME, /* of the item, the gate, the role's word */
	TEXT_BY,   /* who the program believed it was; the signature decides */
	TEXT_TIME, /* UTC, RFC 3339 */
	TEXT_ASK,  /* what was asked, as the policy had it */
	TEXT_ACCEPT,  /* the condition on the values */
	TEXT_LINK,    /* https, where more is told */
	TEXT_JOB,     /* id of the job elsewhere, or the record of its launch */
	TEXT_REASON,  /* of a waiver, a bypass, "not applicable" */
	TEXT_MESSAGE, /* in a person's own words */
	TEXT_SEVERITY,  /* of a finding: high, medium, low */
	TEXT_STATE,     /* of a finding: open, fixed */
	TEXT_WITHDRAWN, /* id of the commit that is taken back */
	TEXT_COMMAND,   /* of a gate, as it was run */
	TEXT_DIGEST,    /* SHA-256 of that command */
	TEXT_EXIT,      /* its exit status */
	TEXT_SECONDS,   /* how long it took */
	TEXT_LOG,       /* SHA-256 of what it said */
	TEXT_FILE,      /* what is kept: its name */
	TEXT_FILE_DIGEST,
	TEXT_POLICY,     /* blob of .gitrel that it was asked by */
	TEXT_MERGE_OF,   /* the candidate is a merge of this branch's tip.. */
	TEXT_MERGE_INTO, /* ..into this commit of main */
	TEXT_SIGNERS,    /* open, candidate: blob of the file of signers.. */
	TEXT_ROOT,       /* open: the project's first commit */
	TEXT_TYPE,       /* open: "hotfix", of one; else none */
	TEXT_PREVIOUS,   /* open: version of the release before */
	TEXT_PREVIOUS_TIP,
	TEXT_PREVIOUS_SEAL,
	TEXT_SIGNERS_AT, /* ..as main has it at this commit */
	N_RECORD_TEXTS
};
extern const char *const record_texts[N_RECORD_TEXTS]; /* their keys */

struct record_value {
	const char *name, *value;
};

struct record {
	enum record_kind kind;
	enum record_result result;
	const char *release;
	git_oid commit, tree;             /* that it is about; zero: of none */
	const char *text[N_RECORD_TEXTS]; /* NULL: not there */
	const struct record_value *value;
	size_t n_values;
	const char *line; /* as it was read, without '\n'; NULL: it was not */
	bool unheard; /* nobody known says so: as the signatures were found */
};

/* A line is no longer, nor has it more values. */
enum { RECORD_LINE_MAX = 16 << 10, RECORD_VALUES_MAX = 100 };

/* Its line, ended by '\n'.  E_FAIL where it would be too long or hold what is no
 * UTF-8. */
int record_write(const struct record *rec, struct strbuf *out) MUST_CHECK;
/* Back; strings live in the arena.  E_FAIL for what record_write() would not have
 * written, or a later version. */
int record_read(struct record *out, struct arena *a, const char *line,
		size_t n) MUST_CHECK;

/* Of its values the one of this name; NULL: it has none. */
const char *record_value(const struct record *rec, const char *name);

/* "2026-11-27T22:50:31Z"; in the arena. */
const char *record_time(struct arena *a, long long seconds);
/* Seconds that nobody minds between two machines. */
enum { CLOCKS_DIFFER = 5 * 60 };
/* Back; -1: it is no such time. */
long long record_seconds(const char *time);

#endif
