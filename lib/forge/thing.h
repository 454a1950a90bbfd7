#ifndef FORGE_THING_H
#define FORGE_THING_H

/*
 * What a plan wants a forge to keep, as a JSON object, so that the plan can be
 * written down and taken up again: a thing is looked up by its natural key, and
 * made or changed only where it is not as it shall be.
 *
 *	pull	{"head","base","head_project","title","body","milestone","draft",
 *		 "labels":[..],"reviewers":[..],"number","lacks":[..]}; key: head
 *		and base.  Labels and reviewers that are there already stay.
 *		With `number` it was there, and lacked what `lacks` says.
 *	release	{"tag","commit","name","body","prerelease","latest","stays",
 *		 "assets"}; key: tag.  Where there are no drafts it is made with
 *		`assets`, which are sent before.  Made as a draft where the forge has drafts; `stays`: its page
 *		is told, for it stays one.  One that is
 *		published keeps what it says.
 *	assets	{"tag","assets":[{"path","name","type","size","sha256","lacks",
 *		"other"}]}; key: tag and name.  What is whole and the same stays;
 *		another one of that name is replaced in a draft, and never in what
 *		is published.  `lacks`: the release was there without it, `other`:
 *		with another one.
 *	publish	{"tag","prerelease","latest","assets"}: no longer a draft; looked at
 *		is whether it then has those files.
 *	labels	{"number","add":[..],"remove":[..],"until","again"}; done, too, once
 *		there is a comment that holds `until`: what was added may be gone by
 *		then.  With `again` it never counts as done: what is to be removed
 *		may not have come yet.
 *	comment	{"number","marker","text"}; key: marker, which `text` holds.
 *	guard	{"pattern","tag","force":false,"remove":false,"push":false,
 *		 "any_commit":false,"approvals","checks":[..],"who":[..]}: what
 *		protects branches or tags; key: pattern.  What is stricter stays.
 *	run	{"workflow","ref","commit","inputs":[..],"before":[ids of runs]}: one
 *		more than before; key: all but the inputs.
 *
 *	gone	{"tag"}: there is no release of it, nor a draft.
 *
 * and what is only waited for, which is never so before it was looked for:
 *	checks	{"commit","before":[..],"why":[..],"pace":{..}}: of the commit, once
 *		there are others than before; `why` may be none.
 *	reply	{"number","marker","bot","done":[..],"failed":[..],"why","pace"}: what
 *		that user says, in a comment below the one with the marker, that is
 *		changed until one of the words `done` is in it
 *	result	as run, with "why" and "pace"
 *	report	as run, with "artifact","file": written to the file
 *	gate	{"run","gate","name","yes","comment"}: answered, by whomever
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "dialect/forge.h"

#include <json-c/json_object.h>

struct thing {
	const char *name; /* "pull" */
	/* Is it as it shall be?  1, 0, or an error; 2: it was to be made and is
	 * there, but is not yet as it shall be. */
	int (*look)(struct forge *f, json_object *want);
	/* Make it so; look() was not asked, or said 0.  A line for people about
	 * what came of it, with its page, may be added to `told`.  1: it ended, and
	 * not well; that is no error. */
	int (*make)(struct forge *f, json_object *want, struct strbuf *told);
	/* What look() has found to be so: the same line, for who does not know yet;
	 * or NULL. */
	void (*found)(struct forge *f, json_object *want, struct strbuf *told);
};

/*
 * What was seen stays seen, so that steps of one plan do not ask again for what
 * the one before was told; thing_forget() has it asked for anew.  Copies live in
 * the forge's arena.
 */
void thing_forget(struct forge *f);
void thing_saw_release(struct forge *f, const struct forge_release *r);
void thing_saw_pull(struct forge *f, const struct forge_pull *p);
void thing_saw_run(struct forge *f, const struct forge_run *r);
/* Drafts, too.  E_NOTFOUND, with no message where that was known. */
int thing_release_of(struct forge *f, const char *tag,
		     struct forge_release *out) MUST_CHECK;
int thing_pull_of(struct forge *f, const struct forge_pull_want *by,
		  struct forge_pull *out) MUST_CHECK;

/* Note in the wish for a pull request what the one that is there lacks, so that a
 * change that was half made can be told from one that was not begun. */
void thing_pull_lacks(struct forge *f, json_object *want,
		      const struct forge_pull *is);

/* Was the newest pull request of that head and base merged with its head at the
 * commit `id`, hex?  1, 0, or an error. */
int thing_pull_merged(struct forge *f, json_object *want,
		      const char *id) MUST_CHECK;

/* NULL: there is none of that name. */
const struct thing *thing_find(const char *name);

extern const struct thing thing_pull, thing_release, thing_assets,
	thing_publish, thing_labels, thing_comment, thing_run, thing_checks,
	thing_reply, thing_result, thing_report, thing_gate, thing_guard,
	thing_gone;

/* Send "assets" before there is a release, and have `w` name them. */
int thing_files_ahead(struct forge *f, json_object *want,
		      struct forge_release_want *w) MUST_CHECK;
/* A file was read: then it need not be read again for as long as its stamp holds. */
void thing_file_read(struct forge *f, const char *path,
		     const struct file_stamp *stamp, const char *sha256);
/* Is a file of "assets" as it was when it was planned?  E_POLICY. */
int thing_file_check(struct forge *f, json_object *file) MUST_CHECK;
/* "uploaded 2 files: a, b" */
void thing_tell_sent(struct strbuf *told, const struct forge_release *r,
		     const struct forge_file *file, size_t n);
/* The first file of "assets" that the release lacks, or has otherwise; NULL: it
 * has them all. */
const char *thing_assets_lack(const struct forge_release *r, json_object *want);
/* NULL: there is none of that name. */
const struct forge_asset *thing_asset_there(const struct forge_release *r,
					    const char *name);
/* Is it what was sent; and may it stay, in a draft as well? */
bool thing_asset_sent(const struct forge_asset *is, json_object *file);
bool thing_asset_same(const struct forge_release *r,
		      const struct forge_asset *is, json_object *file);
/* The name of two files; NULL: each name is there once. */
const char *thing_asset_twice(const struct forge_release *r);
/* Look again where names can be there twice, and settle whose file stays.  `r`, with
 * the `n` that were sent at its end, becomes the release as it is now.  1: another
 * one is there in place of one of ours, which was told. */
int thing_settle(struct forge *f, struct forge_release *r, json_object *want,
		 size_t n) MUST_CHECK;
/* Warn of each of "assets" that the release, which is published, does not have as
 * it was sent, and of two of one name.  1; 0: it is as it was sent. */
int thing_tell_astray(const struct forge *f, const struct forge_release *r,
		      json_object *want);
/* Does it have this file of "assets"?  `other`: another one of its name. */
bool thing_asset_is(const struct forge_release *r, json_object *file,
		    bool *other);

/* A list of strings in `want`, NULL-terminated, in the forge's arena; NULL: there
 * is none. */
const char *const *thing_list(struct forge *f, json_object *want,
			      const char *key);
/* The lines of "why": what may have kept CI from beginning. */
void thing_tell_why(struct forge *f, json_object *want, struct strbuf *told);
/* Forges compare labels without regard to case. */
bool thing_has_label(const struct forge_pull *pull, const char *label);
/* Do two texts say the same, but for ends of lines and blanks at the end?  What
 * is NULL says nothing. */
bool thing_same_text(const char *a, const char *b);
/* 1, 0, or -1 where it is not said. */
int thing_flag(json_object *want, const char *key);

#endif
