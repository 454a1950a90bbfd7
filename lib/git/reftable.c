#include "git/reftable.h"

#include <string.h>

enum { BLOCK_HEADER = 4, RESTART = 3, ID_SIZE = 20, NAME_MAX_LEN = 4096 };

struct cursor {
	const unsigned char *p, *end;
	char name[NAME_MAX_LEN];
	size_t name_len;
};

static uint64_t number(const unsigned char *p, size_t bytes)
{
	uint64_t n = 0;

	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | p[i];
	return n;
}

bool reftable_end(const unsigned char *header, const unsigned char *footer,
		  uint64_t size, uint64_t *end)
{
	enum { SECTIONS = 5 }; /* what may be behind the refs */

	if (size < REFTABLE_HEADER + REFTABLE_FOOTER ||
	    memcmp(header, "REFT\1", 5) != 0 ||
	    memcmp(header, footer, REFTABLE_HEADER) != 0)
		return false;
	*end = size - REFTABLE_FOOTER;
	for (size_t i = 0; i < SECTIONS; i++) {
		uint64_t at = number(footer + REFTABLE_HEADER + 8 * i, 8);
		if (i == 1) /* the length of an object's name is in it */
			at >>= 5;
		if (at && (at < REFTABLE_HEADER || at > size - REFTABLE_FOOTER))
			return false;
		if (at && at < *end)
			*end = at;
	}
	return true;
}

/* As offsets in packs: each byte but the last stands for one more. */
static bool varint(struct cursor *c, size_t *out)
{
	uint64_t n = 0;

	for (int i = 0; i < 9 && c->p < c->end; i++) {
		unsigned char byte = *c->p++;
		n = (i ? (n + 1) << 7 : 0) | (byte & 0x7f);
		*out = (size_t)n;
		if (!(byte & 0x80))
			return true;
	}
	return false;
}

static bool take(struct cursor *c, size_t n, const char **out)
{
	*out = (const char *)c->p;
	if (n > (size_t)(c->end - c->p))
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

static bool take_name(struct cursor *c, size_t shared, size_t rest)
{
	const char *end;

	if (shared > c->name_len || rest > sizeof(c->name) - shared ||
	    !take(c, rest, &end) || memchr(end, '\0', rest))
		return false;
	memcpy(c->name + shared, end, rest);
	c->name_len = shared + rest;
	return c->name_len > 0;
}

static bool take_value(struct cursor *c, struct table_ref *out)
{
	switch (out->kind) {
	case REF_DELETED:
		return true;
	case REF_ID:
		return take_id(c, &out->id);
	case REF_PEELED:
		return take_id(c, &out->id) && take_id(c, &out->peeled);
	case REF_SYMBOLIC:
		return varint(c, &out->target_len) &&
		       take(c, out->target_len, &out->target) &&
		       out->target_len &&
		       !memchr(out->target, 0, out->target_len);
	}
	return false;
}

static bool record(struct cursor *c, struct table_ref *out)
{
	size_t shared, rest, index;

	memset(out, 0, sizeof(*out));
	if (!varint(c, &shared) || !varint(c, &rest))
		return false;
	out->kind = (enum table_kind)(rest & 7);
	if (out->kind > REF_SYMBOLIC || !take_name(c, shared, rest >> 3) ||
	    !varint(c, &index) || !take_value(c, out))
		return false;
	out->name = c->name;
	out->name_len = c->name_len;
	return true;
}

/* One block of `n` bytes, whose records begin at `from`. */
static bool block(const unsigned char *data, size_t from, size_t n,
		  void (*seen)(void *arg, const struct table_ref *ref),
		  void *arg)
{
	struct cursor c = { .p = data + from };
	struct table_ref ref;

	if (n < from + 2)
		return false;
	size_t restarts = RESTART * (size_t)number(data + n - 2, 2) + 2;
	if (restarts > n - from)
		return false;
	c.end = data + n - restarts;
	while (c.p < c.end) {
		if (!record(&c, &ref))
			return false;
		seen(arg, &ref);
	}
	return true;
}

bool reftable_each(const unsigned char *data, size_t n,
		   void (*seen)(void *arg, const struct table_ref *ref),
		   void *arg)
{
	if (n < REFTABLE_HEADER)
		return false;
	size_t block_size = (size_t)number(data + 5, 3);
	for (size_t at = 0; at < n;) {
		size_t head = at ? 0 : REFTABLE_HEADER;
		if (n - at == head || (at && !data[at]))
			return true; /* none, or the last is padded */
		if (n - at < head + BLOCK_HEADER)
			return false;
		/* nothing but reflogs, or the lower levels of an index, of which
		 * the footer tells the top */
		if (data[at + head] != 'r')
			return !at || data[at] == 'i';
		size_t len = (size_t)number(data + at + head + 1, 3);
		if (len > n - at ||
		    !block(data + at, head + BLOCK_HEADER, len, seen, arg))
			return false;
		/* the next one may begin in the middle of what is no padding */
		bool padded = len < block_size && block_size <= n - at &&
			      !data[at + len];
		at += padded ? block_size : len;
	}
	return true;
}
