#ifndef PICK_PATCH_IDS_H
#define PICK_PATCH_IDS_H

/*
 * What is known of the patches of commits, kept from run to run in the file
 * `patch-ids` of the state folder.  It can be removed at any time.
 *
 * The file is the line "git-rel patch-ids 1"; then 56 bytes for each commit, in
 * the order of their ids: the id (20), `paths` and `sizes` (8 each, high byte
 * first), the beginning of `whole` (20), where zeros stand for what is not known;
 * then 64 digits, the SHA-256 of all before.  One that is anything else counts as empty.  It is
 * replaced whole, so of two writers one wins, and the other's is found out again.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	PATHS_UNKNOWN = 0,
	PATHS_NONE = 1, /* it changes nothing */
	SIZES_LARGE = 1,
};

struct patch_id {
	git_oid commit;
	uint64_t paths; /* other than that of another commit: so is `whole` */
	uint64_t sizes; /* the same, but for white space; 0: not known; a bit
			 * of it says that large files are changed */
	git_oid whole;  /* equal where that of patch.h is; zero: not known */
	bool used;      /* private */
};

struct patch_ids {
	struct patch_id *item; /* in the order of commits */
	size_t n;
	size_t max;   /* private: how many are kept at most */
	bool changed; /* for who finds out more */
	size_t alloc; /* private */
};

/* Empty if there is no file, or none that can be read; to be released. */
void patch_ids_load(struct repo *r, struct patch_ids *p);
/* If it changed; a file that cannot be written is no error. */
void patch_ids_save(struct repo *r, struct patch_ids *p);
void patch_ids_release(struct patch_ids *p);
static inline void cleanup_patch_ids(struct patch_ids *p)
{
	patch_ids_release(p);
}

/* Room for these commits, whose patches may be known already. */
void patch_ids_want(struct patch_ids *p, const git_oid *commit, size_t n);
/* NULL where it was not wanted.  Valid until more are. */
struct patch_id *patch_ids_find(struct patch_ids *p, const git_oid *commit);

/* Are both known, and do they change the same, which is not nothing? */
static inline bool patch_ids_are_same(const struct patch_id *a,
				      const struct patch_id *b)
{
	return !git_oid_is_zero(&a->whole) &&
	       git_oid_equal(&a->whole, &b->whole);
}

/* The bytes of the file.  False, and empty, if they are no such. */
bool patch_ids_parse(struct patch_ids *p, const char *data, size_t n);
/* Of more than there is room for, those that were asked for are kept. */
void patch_ids_print(const struct patch_ids *p, struct strbuf *out);

#endif
