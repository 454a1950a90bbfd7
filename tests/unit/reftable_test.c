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

static bool end_of(const struct strbuf *table, uint64_t *end)
{
	const unsigned char *data = (const unsigned char *)table->buf;

	return reftable_end(data, data + table->len - REFTABLE_FOOTER,
			    table->len, end);
}

static void note(void *arg, const struct table_ref *ref)
{
	struct strbuf *out = arg;

	strbuf_addf(out, "%.*s", (int)ref->name_len, ref->name);
	if (ref->kind == REF_SYMBOLIC)
		strbuf_addf(out, " -> %.*s", (int)ref->target_len, ref->target);
	else
		strbuf_addf(out, " %s", oid_short(&ref->id));
	if (ref->kind == REF_PEELED)
		strbuf_addf(out, " (%s)", oid_short(&ref->peeled));
	strbuf_addc(out, '\n');
}

static bool refs_of(const struct strbuf *table, size_t n, struct strbuf *out)
{
	return reftable_each((const unsigned char *)table->buf, n, note, out);
}

TEST(reftable_gives_the_refs_of_all_blocks)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf want = STRBUF_INIT;
	uint64_t end;

	load(&table, "several");
	assert_true(end_of(&table, &end));
	assert_true(refs_of(&table, (size_t)end, &refs));
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
	uint64_t end;

	load(&table, "levels");
	assert_true(end_of(&table, &end));
	assert_true(refs_of(&table, (size_t)end, &refs));
	strbuf_adds(&want, "HEAD -> refs/heads/main\n");
	for (int i = 100; i <= 260; i++)
		strbuf_addf(&want, "refs/heads/b%d 0b41f1b13d\n", i);
	assert_string_equal(refs.buf, want.buf);
}

TEST(reftable_leaves_the_reflog_out)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	uint64_t end;

	load(&table, "with-log");
	assert_true(end_of(&table, &end));
	assert_true(refs_of(&table, (size_t)end, &refs));
	assert_string_equal(refs.buf, "refs/heads/l ee04ce3915\n");
}

TEST(reftable_that_is_cut_off_or_of_another_version_is_not_read)
{
	CLEANUP(strbuf) struct strbuf table = STRBUF_INIT, refs = STRBUF_INIT;
	uint64_t end;

	load(&table, "several");
	assert_true(end_of(&table, &end));
	assert_false(refs_of(&table, REFTABLE_HEADER - 1, &refs));
	assert_false(refs_of(&table, REFTABLE_HEADER + 20, &refs));
	assert_string_equal(refs.buf, "");
	table.buf[4] = 2;
	assert_false(end_of(&table, &end));
	table.buf[4] = 1;
	strbuf_cut(&table, table.len - 1);
	assert_false(end_of(&table, &end));
}
