#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "pick/patch_ids.h"

#include <string.h>

static git_oid commit(unsigned char first)
{
	return (git_oid){ .id = { first } };
}

static void know(struct patch_ids *p, unsigned char first)
{
	const git_oid id = commit(first);

	patch_ids_want(p, &id, 1);
	patch_ids_find(p, &id)->paths = 0x0102030405060708ULL * first;
	patch_ids_find(p, &id)->sizes = first;
	patch_ids_find(p, &id)->whole = commit((unsigned char)(first + 1));
}

static void begin(struct patch_ids *p)
{
	assert_false(patch_ids_parse(p, "", 0));
}

TEST(patch_ids_are_read_as_they_were_written)
{
	CLEANUP(patch_ids) struct patch_ids a, b;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	begin(&a);
	for (unsigned char i = 200; i > 100; i -= 7)
		know(&a, i);
	patch_ids_print(&a, &text);
	assert_true(patch_ids_parse(&b, text.buf, text.len));
	assert_int_equal(b.n, a.n);
	for (size_t i = 0; i < b.n; i++) {
		assert_true(oid_eq(&b.item[i].commit, &a.item[i].commit));
		assert_true(b.item[i].paths == a.item[i].paths);
		assert_true(b.item[i].sizes == a.item[i].sizes);
		assert_true(patch_ids_are_same(&b.item[i], &a.item[i]));
	}
}

TEST(patch_ids_that_were_damaged_anywhere_count_as_none)
{
	CLEANUP(patch_ids) struct patch_ids a;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	begin(&a);
	know(&a, 3);
	know(&a, 2);
	patch_ids_print(&a, &text);
	for (size_t i = 0; i < text.len; i++) {
		struct patch_ids b;
		assert_false(patch_ids_parse(&b, text.buf, i));
		assert_int_equal(b.n, 0);
		text.buf[i] ^= 1;
		assert_false(patch_ids_parse(&b, text.buf, text.len));
		text.buf[i] ^= 1;
	}
}

TEST(patch_ids_are_wanted_twice_and_kept_once)
{
	CLEANUP(patch_ids) struct patch_ids a;
	const git_oid ids[] = { commit(5), commit(4), commit(5), commit(4) };

	begin(&a);
	know(&a, 4);
	patch_ids_want(&a, ids, 4);
	assert_int_equal(a.n, 2);
	assert_int_equal(patch_ids_find(&a, &ids[1])->sizes, 4);
	assert_int_equal(patch_ids_find(&a, &ids[0])->sizes, 0);
	const git_oid none = commit(6);
	assert_null(patch_ids_find(&a, &none));
}

TEST(patch_ids_beyond_the_bound_are_those_that_nobody_asked_for)
{
	CLEANUP(patch_ids) struct patch_ids a, b;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	begin(&a);
	for (unsigned char i = 1; i < 9; i++)
		know(&a, i);
	for (size_t i = 0; i < a.n; i++)
		a.item[i].used = i % 2;
	a.max = 5;
	patch_ids_print(&a, &text);
	assert_true(patch_ids_parse(&b, text.buf, text.len));
	assert_int_equal(b.n, 4);
	assert_int_equal(b.item[0].commit.id[0], 2);
}

TEST(patch_ids_of_which_nothing_is_known_are_not_written)
{
	CLEANUP(patch_ids) struct patch_ids a, b;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const git_oid id = commit(7);

	begin(&a);
	patch_ids_want(&a, &id, 1);
	patch_ids_print(&a, &text);
	assert_true(patch_ids_parse(&b, text.buf, text.len));
	assert_int_equal(b.n, 0);
}
