#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "git/oid.h"
#include "git/reftable.h"

#include <string.h>

/* Tables that git has written. */
static void load(struct strbuf *out, const char *name)
{
	CLEANUP(text)
	char *path = xasprintf(TOP "/tests/fuzz/corpus/reftable/%s", name);

	assert_int_equal(strbuf_read_file(out, path, 1 << 20, false), 0);
}

static bool span_of(const struct strbuf *table, struct table_span *span)
{
	const unsigned char *data = (const unsigned char *)table->buf;

	return reftable_span(data, data + table->len - REFTABLE_FOOTER,
			     table->len, span);
}

static void note(void *arg, const struct table_ref *ref)
{
	struct strbuf *out = arg;

	strbuf_addf(out, "%.*s", (int)ref->name_len, ref->name);
	if (ref->kind == REF_SYMBOLIC)
		strbuf_addf(out, " -> %.*s", (int)ref->target_len, ref->target);
	else if (ref->kind == REF_DELETED)
		strbuf_adds(out, " is gone");
	else
		strbuf_addf(out, " %s", oid_short(&ref->id));
	if (ref->kind == REF_PEELED)
		strbuf_addf(out, " (%s)", oid_short(&ref->peeled));
	strbuf_addc(out, '\n');
}

static bool refs_of(const struct strbuf *table, const struct table_span *span,
		    struct strbuf *out)
{
	strbuf_reset(out);
	return reftable_each((const unsigned char *)table->buf, span, note,
			     out);
}

TEST(reftable_gives_the_refs_of_all_blocks)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf want = STRBUF_INIT;
	struct table_span span;

	load(&table, "several");
	assert_true(span_of(&table, &span));
	assert_true(refs_of(&table, &span, &refs));
	strbuf_adds(&want, "HEAD -> refs/heads/main\n");
	for (int i = 10; i <= 40; i++)
		strbuf_addf(&want, "refs/heads/b%d ee04ce3915\n", i);
	strbuf_adds(&want, "refs/remotes/o/HEAD -> refs/remotes/o/main\n");
	strbuf_adds(&want, "refs/tags/v1 826156d3f4 (ee04ce3915)\n");
	assert_string_equal(refs.buf, want.buf);
}

TEST(reftable_with_an_index_of_the_index_is_read_up_to_that)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf want = STRBUF_INIT;
	struct table_span span;

	load(&table, "levels");
	assert_true(span_of(&table, &span));
	assert_true(refs_of(&table, &span, &refs));
	strbuf_adds(&want, "HEAD -> refs/heads/main\n");
	for (int i = 100; i <= 260; i++)
		strbuf_addf(&want, "refs/heads/b%d 0b41f1b13d\n", i);
	assert_string_equal(refs.buf, want.buf);
}

TEST(reftable_leaves_the_reflog_out)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	struct table_span span;

	load(&table, "with-log");
	assert_true(span_of(&table, &span));
	assert_true(refs_of(&table, &span, &refs));
	assert_string_equal(refs.buf, "refs/heads/l ee04ce3915\n");
}

TEST(reftable_that_is_cut_off_or_of_another_version_is_not_read)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	struct table_span span;

	load(&table, "several");
	assert_true(span_of(&table, &span));
	for (span.end = 0; span.end < REFTABLE_HEADER + 40; span.end++)
		if (span.end != REFTABLE_HEADER)
			assert_false(refs_of(&table, &span, &refs));
	assert_string_equal(refs.buf, "");
	table.buf[4] = table.buf[table.len - REFTABLE_FOOTER + 4] = 2;
	assert_false(span_of(&table, &span));
	table.buf[4] = table.buf[table.len - REFTABLE_FOOTER + 4] = 1;
	strbuf_cut(&table, table.len - 1);
	assert_false(span_of(&table, &span));
}

/* In both, so that it is not told by their being different. */
TEST(reftable_of_which_a_byte_of_header_or_footer_is_wrong_is_not_read)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT;
	struct table_span span;

	load(&table, "levels");
	char *footer = table.buf + table.len - REFTABLE_FOOTER;
	for (size_t i = 0; i < REFTABLE_FOOTER; i++) {
		char *header = i < REFTABLE_HEADER ? table.buf + i : NULL;
		footer[i] ^= 4;
		assert_false(span_of(&table, &span));
		if (header)
			*header ^= 4;
		assert_false(span_of(&table, &span));
		if (header)
			*header ^= 4;
		footer[i] ^= 4;
	}
	assert_true(span_of(&table, &span));
}

/* Up to there blocks of 256 bytes are filled up with zeroes, which count for
 * nothing but the first. */
TEST(reftable_with_an_index_that_tells_of_other_blocks_is_not_read)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	struct table_span span;
	size_t tried = 0;

	load(&table, "levels");
	assert_true(span_of(&table, &span));
	size_t at = 0;
	while (table.buf[at] != 'i')
		at += 256;
	for (; at < span.end; at++) {
		if (!table.buf[at])
			continue;
		for (int bit = 0; bit < 8; bit++, tried++) {
			table.buf[at] ^= (char)(1 << bit);
			assert_false(refs_of(&table, &span, &refs));
			table.buf[at] ^= (char)(1 << bit);
		}
	}
	assert_true(tried > 1000);
	assert_true(refs_of(&table, &span, &refs));
	span.index = 0;
	assert_false(refs_of(&table, &span, &refs));
}

/* By restarts git finds a ref, and lists all without them. */
TEST(reftable_with_restarts_elsewhere_is_not_read)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	struct table_span span;

	load(&table, "with-log");
	assert_true(span_of(&table, &span));
	/* the only one, and how many there are */
	for (size_t at = span.end - 5; at < span.end; at++)
		for (int bit = 0; bit < 8; bit++) {
			table.buf[at] ^= (char)(1 << bit);
			assert_false(refs_of(&table, &span, &refs));
			table.buf[at] ^= (char)(1 << bit);
		}
	assert_true(refs_of(&table, &span, &refs));
}

static const char *refs_with(struct strbuf *table, size_t at, const char *bytes,
			     size_t n, struct strbuf *refs)
{
	struct table_span span;
	char old[32];

	assert_true(n <= sizeof(old) && span_of(table, &span));
	memcpy(old, table->buf + at, n);
	memcpy(table->buf + at, bytes, n);
	assert_true(refs_of(table, &span, refs));
	memcpy(table->buf + at, old, n);
	return refs->buf;
}

/* git warns of these and passes over them. */
TEST(reftable_leaves_out_what_no_ref_is_called_or_comes_to)
{
	static const char *const name[] = { "refs/heads/ ", "refs/heads/.",
					    "refs/heads//", "refs/heads/\x7f",
					    "refs/heads/[", "refs//eads/l",
					    "refs/..ads/l", "refs/@{ads/l",
					    "refs.lock/xl", "refs/ha.lock" };
	static const char zeroes[20];
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;

	load(&table, "with-log");
	const char *found = memmem(table.buf, table.len, "refs/heads/l", 12);
	assert_non_null(found);
	size_t at = (size_t)(found - table.buf);
	assert_string_equal(refs_with(&table, at, "refs/heads/l", 12, &refs),
			    "refs/heads/l ee04ce3915\n");
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++)
		assert_string_equal(refs_with(&table, at, name[i], 12, &refs),
				    "");
	assert_string_equal(refs_with(&table, at + 13, zeroes, 20, &refs),
			    "refs/heads/l is gone\n");
}
