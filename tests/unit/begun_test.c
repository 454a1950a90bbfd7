#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/strvec.h"
#include "git/uncommitted.h"
#include "plan/checks.h"
#include "plan/stages.h"

#include <string.h>

#define ID_A "1111111111111111111111111111111111111111"
#define ID_B "2222222222222222222222222222222222222222"
#define WHOLE                                                                  \
	"{\"version\":1,\"id\":\"i\",\"release\":\"0.2.0\",\"argv\":["         \
	"\"start\",\"minor\"],\"worktree\":\"/w\",\"head\":\"refs/heads/x\","  \
	"\"branch\":\"refs/heads/r\",\"base\":\"" ID_A "\",\"made\":[\"" ID_B  \
	"\"],\"others\":[],\"message\":\"m\",\"untracked\":[],\"passed\":["    \
	"\"prepare.a make a\"]}\n"

static int read_text(struct repo *r, struct stages *b, const char *text)
{
	assert_ok(file_replace("begun", text, strlen(text)));
	return stages_read(b, r);
}

TEST(begun_is_written_as_it_was_read)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct repo r = { .state_dir = "." };
	struct stages b;
	git_oid id;

	assert_ok(read_text(&r, &b, WHOLE));
	assert_true(b.exists);
	assert_true(stages_has_passed(&b, "prepare.a", "make a"));
	assert_false(stages_has_passed(&b, "prepare.a", "make b"));
	assert_false(stages_has_passed(&b, "prepare.b", "make a"));
	assert_false(stages_has_passed(&b, "prepare", "a make a"));
	assert_true(oid_from_hex(&id, ID_B) && stages_is_ours(&b, &id));
	assert_true(oid_from_hex(&id, ID_A) && stages_is_ours(&b, &id));
	memset(&id, 3, sizeof(id));
	assert_false(stages_is_ours(&b, &id));
	assert_string_equal(stages_command(&b, &r), "git rel start 0.2.0");
	stages_text(&b, &text);
	assert_string_equal(text.buf, WHOLE);
	stages_release(&b);
	arena_release(&r.arena);
}

TEST(a_begun_file_that_is_cut_or_foreign_is_refused)
{
	static const char *const bad[] = {
		"",
		"{}",
		"{\"version\":2}",
		"{\"version\":1,\"argv\":[\"start\"]}",
		"{\"version\":1,\"id\":\"i\",\"release\":\"1\",\"argv\":[\"s\"],"
		"\"worktree\":\"/w\",\"head\":\"h\",\"branch\":\"main\","
		"\"base\":\"" ID_A "\"}",
		"{\"version\":1,\"id\":\"i\",\"release\":\"1\",\"argv\":[\"s\"],"
		"\"worktree\":\"/w\",\"head\":\"h\",\"branch\":\"refs/heads/r\","
		"\"base\":\"12\"}"
	};
	struct repo r = { .state_dir = "." };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct stages b;
		assert_error(read_text(&r, &b, bad[i]), E_FAIL);
		assert_non_null(strstr(error_hints(), "--quit"));
		stages_release(&b);
	}
	arena_release(&r.arena);
}

TEST(a_check_has_passed_on_a_commit_with_its_command_for_its_release)
{
	struct repo r = { .state_dir = "." };
	struct check one = { .name = "check.a",
			     .command = "true",
			     .release = "0.2.0",
			     .type = "minor",
			     .passed = 1 };
	struct check other[] = { one, one, one, one, one };
	struct checks all;

	other[0].command = "false";
	other[1].name = "check.b";
	other[2].commit.id[0] = 9;
	other[3].release = "";
	other[4].type = "hotfix";
	assert_ok(checks_note(&r, &one));
	assert_ok(checks_read(&r, &all));
	assert_true(checks_passed(&all, &one));
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		assert_false(checks_passed(&all, &other[i]));
	one.passed = false;
	assert_ok(checks_note(&r, &one));
	assert_ok(checks_read(&r, &all));
	assert_false(checks_passed(&all, &one));
	arena_release(&r.arena);
}

TEST(a_check_is_for_the_release_that_its_command_is_told)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	struct step s = { .kind = STEP_RUN,
			  .ref = "check.a",
			  .command = "true",
			  .argv = &env };
	struct check one = check_of_step(&s, true);

	assert_true(one.passed);
	assert_string_equal(one.name, "check.a");
	assert_string_equal(one.command, "true");
	assert_string_equal(one.release, "");
	assert_string_equal(one.type, "");
	strvec_pushl(&env, "GIT_REL_TYPE=minor", "GIT_REL_VERSIONS=1",
		     "GIT_REL_VERSION=0.2.0", NULL);
	one = check_of_step(&s, false);
	assert_false(one.passed);
	assert_string_equal(one.release, "0.2.0");
	assert_string_equal(one.type, "minor");
}

TEST(of_many_results_the_newest_stay)
{
	struct repo r = { .state_dir = "." };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct check one = { .name = "new",
			     .command = "true",
			     .release = "",
			     .type = "",
			     .passed = 1 };
	struct checks all;

	for (int i = 0; i < 4000; i++)
		strbuf_addf(&text,
			    "{\"version\":1,\"commit\":\"" ID_A "\",\"name\":"
			    "\"n%d\",\"command\":\"c\",\"passed\":true}\n",
			    i);
	strbuf_adds(&text, "cut off, no JSON");
	assert_ok(file_replace("checks", text.buf, text.len));
	assert_ok(checks_note(&r, &one));
	assert_ok(checks_read(&r, &all));
	assert_int_equal(all.n, 1001);
	assert_string_equal(all.item[1000].name, "new");
	assert_string_equal(all.item[999].name, "n3999");
	arena_release(&r.arena);
}

TEST(new_files_are_those_that_were_not_there_whatever_was_touched)
{
	CLEANUP(strvec) struct strvec before = STRVEC_INIT, now = STRVEC_INIT;
	CLEANUP(strvec) struct strvec fresh = STRVEC_INIT;
	CLEANUP(strvec) struct strvec touched = STRVEC_INIT;

	strvec_pushl(&before, "1.5 3 old", "1.5 3 touched", NULL);
	strvec_pushl(&now, "1.5 3 old", "2.5 3 touched", "1.5 0 a%20b%c3%a4",
		     NULL);
	uncommitted_new(&now, &before, &fresh, &touched);
	assert_int_equal(fresh.n, 1);
	assert_string_equal(fresh.v[0], "a b\xc3\xa4");
	assert_int_equal(touched.n, 1);
	assert_string_equal(touched.v[0], "touched");
}
