#ifndef CONFIG_KEYS_H
#define CONFIG_KEYS_H

/*
 * The one table of settings.  The policy parser, git config, `git rel config
 * --explain`, completion and the test of gitrel(5) all follow it.
 */
#include <stdbool.h>

enum model { MODEL_GITFLOW, MODEL_TRUNK, MODEL_QUALIFY, N_MODELS };

enum key_type {
	KEY_TEXT,     /* anything without control characters */
	KEY_BOOL,     /* as git: true yes on 1, false no off 0 */
	KEY_CHOICE,   /* one of `choices`, separated by spaces */
	KEY_BRANCH,   /* a branch, "<remote>/<branch>", or HEAD; may be empty */
	KEY_REMOTE,   /* name of a remote */
	KEY_REFNAME,  /* template of a branch or tag name; holds {version} or
			 {series} */
	KEY_NEXT,     /* "minor", "minor {version}-dev"; may be empty */
	KEY_LINE,     /* template of the name of a line; may be empty */
	KEY_BACKPORT, /* name of a backport branch; holds {id} and {target} */
	KEY_COUNT,    /* 1 to 99 */
	KEY_PATH,     /* of a file, from the top; may be empty */
	KEY_TEMPLATE, /* template of a message */
	KEY_ENTRY,    /* form of an entry, see entry_form.h */
	KEY_FILES,    /* files that carry the version, see vfile.h */
	KEY_ANCHORS,  /* text around the version, see vfile.h */
};

enum key_id {
	K_MODEL,
	K_MAIN,
	K_DEVELOP,
	K_BASE,
	K_BRANCH,
	K_HOTFIX_BRANCH,
	K_STABLE_BRANCH,
	K_TAG,
	K_TAG_MESSAGE,
	K_HOTFIX_TAG_MESSAGE,
	K_CANDIDATE_TAG_MESSAGE,
	K_SIGN,
	K_TAG_TARGET,
	K_FINISH,
	K_BACK_MERGE,
	K_MERGE,
	K_MERGE_MESSAGE,
	K_COMMIT_MESSAGE,
	K_BUMP_MESSAGE,
	K_REMOTE,
	K_SCHEME,
	K_PARAMETERS,
	K_VERSION_FILES,
	K_VERSION_ANCHORS,
	K_FORBID_STATIC,
	K_PLACEHOLDER,
	K_NEXT_DEV,
	K_NEXT_DEV_MESSAGE,
	K_NOTES_STYLE,
	K_NOTES_CHANGELOG,
	K_NOTES_FRAGMENTS,
	K_NOTES_RENDER,
	K_NOTES_CATEGORIES,
	K_NOTES_ENTRY,
	K_NOTES_FILE,
	K_NOTES_GROUPS,
	K_NOTES_CANDIDATES,
	K_NOTES_UNRELEASED,
	K_NOTES_KEEP_UNRELEASED,
	K_NOTES_EMPTY_SECTION,
	K_NOTES_HEADING,
	K_NOTES_TITLE_VERSION,
	K_BACKPORT_TARGETS,
	K_BACKPORT_SOURCE,
	K_BACKPORT_BRANCH,
	K_BACKPORT_TRAILER,
	K_BACKPORT_SIGN_OFF,
	K_BACKPORT_PRESET,
	K_BACKPORT_TITLE,
	K_BACKPORT_BODY,
	K_BACKPORT_LABELS,
	K_PR_TITLE,
	K_PR_BODY,
	K_PR_LABELS,
	K_PR_REVIEWERS,
	K_PR_MILESTONE,
	K_PR_DRAFT,
	K_BACK_MERGE_TITLE,
	K_BACK_MERGE_BODY,
	K_REQUIRED_CHECKS,
	K_REQUIRED_REVIEWS,
	K_RELEASE_TITLE,
	K_RELEASE_BODY,
	K_ASSETS,
	K_PUBLISH_RETRIES,
	K_CI_LABELS,
	K_CI_COMMENT,
	K_CI_BOT,
	K_CI_DONE,
	K_CI_FAILED,
	K_CI_POLL,
	K_CI_START,
	K_CI_TIMEOUT,
	K_BIND,
	K_EVIDENCE,
	K_EVIDENCE_SIGN,
	K_EVIDENCE_SEAL,
	K_SIGNERS,
	K_JOBS,
	K_REQUEST,
	K_FORK,        /* git config only */
	K_ON_CONFLICT, /* git config only */
	K_PUSH,        /* git config only */
	K_CONFIRM,     /* git config only */
	K_FORGE,       /* git config only, as what follows */
	K_FORGE_URL,
	K_FORGE_PROJECT,
	N_KEYS
};

struct key {
	const char *section; /* in .gitrel: "release"; NULL: not there */
	const char *name;    /* in .gitrel: "tag-message" */
	const char *git;     /* in git config: "rel.tagmessage" */
	enum key_type type;
	const char *choices;
	const char *defaults[N_MODELS]; /* "" where there is none */
	const char *help;               /* one line, lower case, no full stop */
};

extern const struct key keys[N_KEYS];

/* Look up by the name in git config (any case) or in .gitrel; NULL: unknown. */
const struct key *key_by_git(const char *name);
const struct key *key_by_gitrel(const char *section, const char *name);

extern const char *const model_names[N_MODELS];

#endif
