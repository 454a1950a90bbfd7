#include "git/reftable.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "git/reftable_name.h"

#include <git2/oid.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_HEADER = 4, RESTART = 3, ID_SIZE = 20 };

static uint64_t number(const unsigned char *p, size_t bytes)
{
	uint64_t n = 0;

	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | p[i];
	return n;
}

/* ---- the footer ----------------------------------------------------------- */

/* RFC 1952, 8; bit by bit, as a footer is short. */
static uint32_t crc32_of(const unsigned char *p, size_t n)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		crc ^= p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

bool reftable_span(const unsigned char *header, const unsigned char *footer,
		   uint64_t size, struct table_span *out)
{
	enum { CRC = REFTABLE_FOOTER - 4, ID_LEN_BITS = 5 };

	if (size < REFTABLE_HEADER + REFTABLE_FOOTER ||
	    memcmp(header, "REFT\1", 5) != 0 ||
	    memcmp(header, footer, REFTABLE_HEADER) != 0 ||
	    crc32_of(footer, CRC) != number(footer + CRC, 4))
		return false;
	const unsigned char *at = footer + REFTABLE_HEADER;
	uint64_t objects = number(at + 8, 8);
	/* what may be behind the refs; each has its own index behind it */
	uint64_t next[] = { objects >> ID_LEN_BITS, number(at + 24, 8) };
	if (next[0] && !(objects & ((1 << ID_LEN_BITS) - 1)))
		return false;
	out->end = size - REFTABLE_FOOTER;
	for (size_t i = 0; i < 2; i++) {
		if (next[i] && (next[i] < REFTABLE_HEADER ||
				next[i] > size - REFTABLE_FOOTER))
			return false;
		if (next[i] && next[i] < out->end)
			out->end = next[i];
	}
	out->index = number(at, 8);
	return !out->index ||
	       (out->index > REFTABLE_HEADER && out->index < out->end);
}

/* ---- a record ------------------------------------------------------------- */

/* What an index says of a block. */
struct mark {
	uint64_t at;
	size_t name, len; /* its last name, in marks.names */
};

struct marks {
	struct mark *item;
	size_t n, alloc;
	struct strbuf names;
};

struct cursor {
	const unsigned char *p, *end; /* of the records of a block */
	struct strbuf name;           /* the last one */
	bool name_ok;
	bool fresh; /* nothing was before it in its level */
	void (*seen)(void *arg, const struct table_ref *ref);
	void *arg;
	/* the blocks of the level being read, and of the one that it tells of,
	 * of which it has told so many */
	struct marks level, below;
	size_t told;
};

/* As offsets in packs: each byte but the last stands for one more. */
static bool varint(struct cursor *c, uint64_t *out)
{
	uint64_t n = 0;

	for (int i = 0; i < 9 && c->p < c->end; i++) {
		unsigned char byte = *c->p++;
		n = (i ? (n + 1) << 7 : 0) | (byte & 0x7f);
		*out = n;
		if (!(byte & 0x80))
			return true;
	}
	return false;
}

static bool take(struct cursor *c, uint64_t n, const char **out)
{
	*out = (const char *)c->p;
	if (n > (uint64_t)(c->end - c->p))
		return false;
	c->p += n;
	return true;
}

static bool take_id(struct cursor *c, git_oid *out)
{
	const char *raw;

	if (!take(c, ID_SIZE, &raw))
		return false;
	memcpy(out->id, raw, ID_SIZE);
	return true;
}

/* Behind the one before it, from which it may differ in its end only. */
static bool take_name(struct cursor *c, bool restart, unsigned *kind)
{
	uint64_t shared, rest;
	const char *end;

	if (!varint(c, &shared) || !varint(c, &rest))
		return false;
	*kind = rest & 7;
	rest >>= 3;
	if (shared > (restart ? 0 : c->name.len) || !take(c, rest, &end))
		return false;
	size_t old = c->name.len - (size_t)shared;
	int cmp = memcmp(c->name.buf + shared, end, old < rest ? old : rest);
	if (!c->fresh && (cmp > 0 || (!cmp && old >= rest)))
		return false;
	strbuf_cut(&c->name, (size_t)shared);
	strbuf_add(&c->name, end, (size_t)rest);
	c->name_ok = reftable_name_ok(c->name.buf, c->name.len,
				      c->name_ok ? (size_t)shared : 0);
	c->fresh = false;
	return c->name.len > 0;
}

static bool take_value(struct cursor *c, struct table_ref *out)
{
	uint64_t n;

	switch (out->kind) {
	case REF_DELETED:
		return true;
	case REF_ID:
		return take_id(c, &out->id);
	case REF_PEELED:
		return take_id(c, &out->id) && take_id(c, &out->peeled);
	case REF_SYMBOLIC:
		if (!varint(c, &n) || !take(c, n, &out->target))
			return false;
		out->target_len = (size_t)n;
		return true;
	}
	return false;
}

static bool ref_record(struct cursor *c, bool restart)
{
	struct table_ref ref = { .kind = REF_DELETED };
	unsigned kind;
	uint64_t update;

	if (!take_name(c, restart, &kind) || kind > REF_SYMBOLIC)
		return false;
	ref.kind = (enum table_kind)kind;
	if (!varint(c, &update) || !take_value(c, &ref))
		return false;
	if (kind == REF_SYMBOLIC ?
		    !reftable_name_ok(ref.target, ref.target_len, 0) :
		    git_oid_is_zero(&ref.id))
		ref = (struct table_ref){ .kind = REF_DELETED };
	ref.name = c->name.buf;
	ref.name_len = c->name.len;
	if (c->name_ok)
		c->seen(c->arg, &ref);
	return true;
}

static bool index_record(struct cursor *c, bool restart)
{
	unsigned kind;
	uint64_t at;

	if (!take_name(c, restart, &kind) || kind || !varint(c, &at) ||
	    c->told == c->below.n)
		return false;
	const struct mark *m = &c->below.item[c->told++];
	return at == m->at && c->name.len == m->len &&
	       !memcmp(c->name.buf, c->below.names.buf + m->name, m->len);
}

/* ---- the blocks ----------------------------------------------------------- */

/* From the header of the block at `data` on there are `n` bytes. */
static bool block(struct cursor *c, const unsigned char *data, size_t head,
		  size_t n)
{
	bool (*record)(struct cursor * c, bool restart) =
		data[head] == 'r' ? ref_record : index_record;

	if (n < head + BLOCK_HEADER + 2)
		return false;
	size_t restarts = (size_t)number(data + n - 2, 2);
	if (RESTART * restarts + 2 > n - head - BLOCK_HEADER)
		return false;
	c->p = data + head + BLOCK_HEADER;
	c->end = data + n - 2 - RESTART * restarts;
	const unsigned char *restart = c->end, *end = data + n - 2;
	bool first = true;
	for (; c->p < c->end; first = false) {
		bool here = restart < end &&
			    number(restart, RESTART) == (uint64_t)(c->p - data);
		if (here)
			restart += RESTART;
		if (!record(c, first || here))
			return false;
	}
	return !first && restart == end;
}

static void mark(struct cursor *c, size_t at)
{
	struct marks *m = &c->level;

	GROW(m->item, m->n, m->alloc);
	m->item[m->n++] = (struct mark){ at, m->names.len, c->name.len };
	strbuf_add(&m->names, c->name.buf, c->name.len);
}

/* What was read becomes what is told of. */
static void next_level(struct cursor *c)
{
	struct marks done = c->below;

	c->below = c->level;
	c->level = done;
	c->level.n = c->told = 0;
	strbuf_reset(&c->level.names);
	c->fresh = true;
}

/* Level by level, refs first: the last one is where the footer says. */
static bool blocks(struct cursor *c, const unsigned char *data,
		   const struct table_span *span)
{
	size_t n = (size_t)span->end, block_size = (size_t)number(data + 5, 3);
	size_t top = 0;
	bool index = false;

	for (size_t at = 0; at < n;) {
		size_t head = at ? 0 : REFTABLE_HEADER;
		if (n - at < head + BLOCK_HEADER)
			return false;
		if (data[at + head] != (index ? 'i' : 'r')) {
			if (index || !at || data[at] != 'i')
				return false;
			index = true;
		}
		if (index && c->told == c->below.n) {
			next_level(c);
			top = at;
		}
		size_t len = (size_t)number(data + at + head + 1, 3);
		if (len > n - at || !block(c, data + at, head, len))
			return false;
		mark(c, at);
		/* the next one may begin in the middle of what is no padding */
		bool padded = len < block_size && block_size <= n - at &&
			      !data[at + len];
		at += padded ? block_size : len;
	}
	return c->told == c->below.n && top == span->index;
}

static void release(struct marks *m)
{
	free(m->item);
	strbuf_release(&m->names);
}

bool reftable_each(const unsigned char *data, const struct table_span *span,
		   void (*seen)(void *arg, const struct table_ref *ref),
		   void *arg)
{
	struct cursor c = { .fresh = true,
			    .seen = seen,
			    .arg = arg,
			    .name = STRBUF_INIT,
			    .level.names = STRBUF_INIT,
			    .below.names = STRBUF_INIT };

	if (span->end < REFTABLE_HEADER)
		return false;
	/* none, or reflogs first, by which git tells that there are none */
	if (span->end == REFTABLE_HEADER || data[REFTABLE_HEADER] != 'r')
		return true;
	bool ok = blocks(&c, data, span);
	strbuf_release(&c.name);
	release(&c.level);
	release(&c.below);
	return ok;
}
