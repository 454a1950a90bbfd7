#ifndef GIT_REL_DOCTOR_DOCTOR_H
#define GIT_REL_DOCTOR_DOCTOR_H

/*
 * What the parts of `git rel doctor` share.
 */
#include "git-rel/audit/finding.h"
#include "git-rel/doctor/walk.h"
#include "release/version_tags.h"
#include "rules/rules.h"

/* A tag that names a version. */
struct release_tag {
	const char *name;
	struct version version;
	git_oid id, commit;
	bool no_commit; /* it is on something else */
	bool annotated;
	bool recent;  /* one of the last releases */
	bool old;     /* the rules are not about it */
	bool lies;    /* it is a rehearsal */
	size_t above; /* one more than the number of a higher one that is behind
			 it; 0: none */
};

struct doctor {
	struct audit audit;
	struct ctx *c;
	bool configured; /* somebody has said how releases are made */
	int forge;       /* ask it: 1, no: 0, nobody has said: -1 */
	bool whole;      /* all history and all branches can be seen */
	struct rules rules;
	struct release_tag *tag; /* highest first; in the arena */
	size_t n_tags;
	git_oid main, develop; /* the newer of here and there; zero: nowhere */
	struct walk walk;
};

/* The rule in force; NULL: there is none. */
const struct rules_item *doctor_rule(const struct doctor *d, enum rule_id id);
/* Tell of a fault against a rule; without one in force, as a warning. */
void doctor_fault(struct doctor *d, enum rule_id id, const char *subject,
		  const char *hint, const char *fmt, ...) PRINTF(5, 6);

/* doctor_read.c: tags, and where they are */
int doctor_read(struct doctor *d) MUST_CHECK;
/* doctor_setup.c: settings and what is around them */
int doctor_setup(struct doctor *d) MUST_CHECK;
/* What takes a setting of git config away. */
const char *doctor_unset(struct doctor *d, enum key_id key);
/* doctor_tags.c: kind, place and order of what was released; for the walk, that a
 * version is on top of a higher one: numbers of tags */
void doctor_see_below(void *arg, size_t higher, size_t lower);
int doctor_tags(struct doctor *d) MUST_CHECK;
/* doctor_history.c: one place from where on one wants to be told, the newest tag
 * that has a fault without a hint, for those that it has behind it */
int doctor_leave_out(struct doctor *d) MUST_CHECK;
/* doctor_lines.c: main, develop and the branches of releases */
int doctor_lines(struct doctor *d) MUST_CHECK;
/* doctor_rules.c: what is said around the rules, and was let in against them */
int doctor_rules(struct doctor *d) MUST_CHECK;
/* doctor_notes.c: what the changelog has left */
int doctor_notes(struct doctor *d) MUST_CHECK;
/* doctor_forge.c: what the forge protects, and has of the last releases; only
 * where it is known and one asked for it, or a token for it is in the environment */
int doctor_forge(struct doctor *d) MUST_CHECK;
/* Does it keep a branch from being deleted?  False where it is not asked. */
bool doctor_forge_keeps(struct doctor *d, const char *branch);

#endif
