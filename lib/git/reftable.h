#ifndef GIT_REFTABLE_H
#define GIT_REFTABLE_H

/*
 * One table of a reftable, as git's Documentation/technical/reftable.adoc has
 * it: version 1, with SHA-1 names.  Of the blocks only those of refs are read, and
 * the index of these; objects and reflogs are behind them.  Pure.
 *
 * Only the footer has a checksum.  So whatever else is not as git would write it
 * makes a table a broken one here, be it that git reads around it: by restarts and
 * the index it finds one ref, without them it lists all, and of a table that is
 * damaged both may be true.
 *
 *	header 24	"REFT" version:1 block_size:3 min:8 max:8
 *	block		'r' length:3 records restarts:3*n n:2 [zeroes]
 *	record		varint(shared) varint(rest<<3|kind) rest varint(update) value
 *	index		'i', and else as a block
 *	its record	varint(shared) varint(rest<<3) rest varint(offset)
 *	footer 68	header ref_index:8 objects:8 object_index:8 logs:8
 *			log_index:8 crc:4
 *
 * The header is part of the first block; numbers have their high byte first.
 */
#include <git2/oid.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REFTABLE_HEADER = 24, REFTABLE_FOOTER = 68 };

enum table_kind { REF_DELETED, REF_ID, REF_PEELED, REF_SYMBOLIC };

/* Strings are not terminated, and valid while it is seen. */
struct table_ref {
	const char *name;
	size_t name_len;
	enum table_kind kind;
	git_oid id;
	git_oid peeled; /* REF_PEELED: what that tag comes to */
	const char *target;
	size_t target_len;
};

struct table_span {
	uint64_t index; /* where the top level of it begins; 0: there is none */
	uint64_t end;   /* of the refs, and of their index */
};

/* In a table of `size` bytes that begins and ends so.  False: it is of a form
 * that only git knows, or broken. */
bool reftable_span(const unsigned char *header, const unsigned char *footer,
		   uint64_t size, struct table_span *out);

/* Each ref in the first span->end bytes of a table, in the order of names.  What
 * has a name that no ref can have is left out, what comes to zeroes or to such a
 * name is not there any more, as git says.  False: broken, after some were seen. */
bool reftable_each(const unsigned char *data, const struct table_span *span,
		   void (*seen)(void *arg, const struct table_ref *ref),
		   void *arg);

#endif
