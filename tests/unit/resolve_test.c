#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "plan/resolve.h"

#include <string.h>

#define ID_A "1111111111111111111111111111111111111111"
#define ID_B "2222222222222222222222222222222222222222"
#define ID_C "3333333333333333333333333333333333333333"
#define OPEN                                                                   \
	"{\"branch\":\"main\",\"ours\":\"" ID_A "\",\"theirs\":\"" ID_B "\"}"
#define SET_UP                                                                 \
	"{\"branch\":\"main\",\"ours\":\"" ID_A "\",\"theirs\":\"" ID_B        \
	"\",\"from\":\"" ID_C "\",\"message\":\"Merge\\n\",\"picks\":true}"
#define MADE                                                                   \
	"{\"branch\":\"main\",\"ours\":\"" ID_A "\",\"theirs\":\"" ID_B        \
	"\",\"commit\":\"" ID_C "\"}"
#define FILE_WITH(merges)                                                      \
	"{\"version\":1,\"argv\":[\"finish\",\"-m\",\"a b\"],\"worktree\":"    \
	"\"/w\",\"head\":\"refs/heads/x\",\"merges\":[" merges "]}\n"

/* The folder of the test is the suite's own. */
static int read_text(struct repo *r, struct resolve *v, const char *text)
{
	assert_ok(file_replace("resolve", text, strlen(text)));
	return resolve_read(v, r);
}

static void refuse(const char *text)
{
	struct repo r = { .state_dir = "." };
	struct resolve v;

	assert_error(read_text(&r, &v, text), E_FAIL);
	assert_non_null(strstr(error_hints(), "--quit"));
	resolve_release(&v);
	arena_release(&r.arena);
}

TEST(resolve_is_absent_without_its_file)
{
	struct repo r = { .state_dir = "." };
	struct resolve v;

	assert_ok(resolve_read(&v, &r));
	assert_false(v.exists);
	assert_null(resolve_open_merge(&v));
	resolve_release(&v);
	arena_release(&r.arena);
}

TEST(resolve_comes_back_as_it_was_written)
{
	static const char *const all[] = { FILE_WITH(""), FILE_WITH(OPEN),
					   FILE_WITH(MADE "," OPEN),
					   FILE_WITH(SET_UP) };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct repo r = { .state_dir = "." };
		struct strbuf out = STRBUF_INIT;
		struct resolve v;

		assert_ok(read_text(&r, &v, all[i]));
		assert_true(v.exists);
		assert_int_equal(v.argv.n, 3);
		resolve_write(&v, &out);
		assert_string_equal(out.buf, all[i]);
		strbuf_release(&out);
		resolve_release(&v);
		arena_release(&r.arena);
	}
}

TEST(resolve_finds_a_merge_by_its_parents_once_it_is_made)
{
	struct repo r = { .state_dir = "." };
	struct resolve v;
	git_oid a, b, c;

	git_oid_fromstr(&a, ID_A);
	git_oid_fromstr(&b, ID_B);
	git_oid_fromstr(&c, ID_C);
	assert_ok(read_text(&r, &v, FILE_WITH(OPEN)));
	assert_ptr_equal(resolve_open_merge(&v), &v.merge[0]);
	assert_null(resolve_find(&v, &a, &b));
	v.merge[0].commit = c;
	assert_null(resolve_open_merge(&v));
	assert_true(oid_eq(resolve_find(&v, &a, &b), &c));
	assert_null(resolve_find(&v, &b, &a));
	resolve_release(&v);
	arena_release(&r.arena);
}

TEST(resolve_refuses_a_damaged_file)
{
	refuse("");
	refuse("{}");
	refuse("[]");
	refuse("{\"version\":2}");
	refuse("{\"version\":1}");
	refuse("{\"version\":1,\"argv\":[],\"worktree\":\"/w\",\"head\":\"h\"}");
	refuse("{\"version\":1,\"argv\":[\"x\"],\"head\":\"h\"}");
	refuse("{\"version\":1,\"argv\":[\"x\"],\"worktree\":\"/w\"}");
	refuse(FILE_WITH("7"));
	refuse(FILE_WITH("{\"branch\":\"main\",\"ours\":\"1\"}"));
	refuse(FILE_WITH("{\"branch\":\"main\",\"ours\":\"" ID_A
			 "\",\"theirs\":\"not hex, but just as long, as 40 are "
			 "410\"}"));
	refuse(FILE_WITH("{\"ours\":\"" ID_A "\"}"));
	refuse(FILE_WITH(OPEN) FILE_WITH(OPEN));
}

TEST(resolve_cut_anywhere_is_refused)
{
	static const char text[] = FILE_WITH(MADE);

	for (size_t n = 0; n + 2 < sizeof(text); n++) {
		struct repo r = { .state_dir = "." };
		struct resolve v;
		assert_ok(file_replace("resolve", text, n));
		assert_error(resolve_read(&v, &r), E_FAIL);
		resolve_release(&v);
		arena_release(&r.arena);
	}
}
