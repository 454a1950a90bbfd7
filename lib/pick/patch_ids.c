#include "pick/patch_ids.h"

#include "base/alloc.h"
#include "base/sha256.h"

#include <stdlib.h>
#include <string.h>

static const char head[] = "git-rel patch-ids 1\n";

enum {
	HEAD = sizeof(head) - 1,
	RECORD = GIT_OID_RAWSZ + 2 * 8 + GIT_OID_RAWSZ,
	SUM = SHA256_HEX_SIZE - 1,
	MAX = 1 << 18,
};

static uint64_t get_number(const unsigned char *p)
{
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | p[i];
	return n;
}

static void put_number(unsigned char *p, uint64_t n)
{
	for (int i = 0; i < 8; i++)
		p[i] = (unsigned char)(n >> (56 - 8 * i));
}

static bool is_sound(const char *data, size_t n)
{
	char sum[SHA256_HEX_SIZE];

	if (n < HEAD + SUM || (n - HEAD - SUM) % RECORD ||
	    memcmp(data, head, HEAD) != 0)
		return false;
	sha256_hex(sum, data, n - SUM);
	return !memcmp(sum, data + n - SUM, SUM);
}

bool patch_ids_parse(struct patch_ids *p, const char *data, size_t n)
{
	*p = (struct patch_ids){ .max = MAX };
	if (!is_sound(data, n))
		return false;
	p->alloc = (n - HEAD - SUM) / RECORD;
	p->item = xcalloc(p->alloc + 1, sizeof(*p->item));
	for (; p->n < p->alloc; p->n++) {
		struct patch_id *id = &p->item[p->n];
		const unsigned char *at =
			(const unsigned char *)data + HEAD + p->n * RECORD;
		memcpy(id->commit.id, at, GIT_OID_RAWSZ);
		id->paths = get_number(at + GIT_OID_RAWSZ);
		id->sizes = get_number(at + GIT_OID_RAWSZ + 8);
		memcpy(id->whole.id, at + GIT_OID_RAWSZ + 16, GIT_OID_RAWSZ);
		if (p->n && git_oid_cmp(&id[-1].commit, &id->commit) >= 0) {
			patch_ids_release(p);
			return false;
		}
	}
	return true;
}

static bool is_known(const struct patch_id *id)
{
	return id->paths != PATHS_UNKNOWN || !git_oid_is_zero(&id->whole);
}

void patch_ids_print(const struct patch_ids *p, struct strbuf *out)
{
	char sum[SHA256_HEX_SIZE];
	size_t room = p->max;

	strbuf_add(out, head, HEAD);
	for (size_t i = 0; i < p->n && room; i++) {
		const struct patch_id *id = &p->item[i];
		unsigned char numbers[16];
		if (!is_known(id) || (p->n > p->max && !id->used))
			continue;
		put_number(numbers, id->paths);
		put_number(numbers + 8, id->sizes);
		strbuf_add(out, id->commit.id, GIT_OID_RAWSZ);
		strbuf_add(out, numbers, sizeof(numbers));
		strbuf_add(out, id->whole.id, GIT_OID_RAWSZ);
		room--;
	}
	sha256_hex(sum, out->buf, out->len);
	strbuf_add(out, sum, SUM);
}

static struct patch_id *find(const struct patch_ids *p, size_t n,
			     const git_oid *commit)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int order = git_oid_cmp(&p->item[mid].commit, commit);
		if (!order)
			return &p->item[mid];
		if (order < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}

struct patch_id *patch_ids_find(struct patch_ids *p, const git_oid *commit)
{
	return find(p, p->n, commit);
}

static int by_commit(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct patch_id *)a)->commit,
			   &((const struct patch_id *)b)->commit);
}

void patch_ids_want(struct patch_ids *p, const git_oid *commit, size_t n)
{
	size_t sorted = p->n, kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct patch_id *id = find(p, sorted, &commit[i]);
		if (!id) {
			GROW(p->item, p->n, p->alloc);
			id = &p->item[p->n++];
			*id = (struct patch_id){ .commit = commit[i] };
		}
		id->used = true;
	}
	if (p->n == sorted)
		return;
	qsort(p->item, p->n, sizeof(*p->item), by_commit);
	for (size_t i = 0; i < p->n; i++) /* one may be wanted twice */
		if (!kept || by_commit(&p->item[kept - 1], &p->item[i]) != 0)
			p->item[kept++] = p->item[i];
	p->n = kept;
}

void patch_ids_release(struct patch_ids *p)
{
	free(p->item);
	*p = (struct patch_ids){ .max = p->max };
}
