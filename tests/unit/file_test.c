#include "tests/unit/unit.h"

#include "base/dir.h"
#include "base/file.h"
#include "base/lock.h"
#include "base/strbuf.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void assert_content(const char *path, const char *want)
{
	struct strbuf sb = STRBUF_INIT;

	assert_ok(strbuf_read_file(&sb, path, 1000, true));
	assert_string_equal(sb.buf, want);
	strbuf_release(&sb);
}

TEST(file_replace_writes_all_and_leaves_nothing_beside)
{
	struct stat st;

	assert_ok(dir_make("d"));
	assert_ok(file_replace("d/f", "one", 3));
	assert_content("d/f", "one");
	assert_int_equal(chmod("d/f", 0751), 0);
	assert_ok(file_replace("d/f", "", 0));
	assert_content("d/f", "");
	assert_int_equal(stat("d/f", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0751);
	assert_ok(file_remove("d/f"));
	assert_int_equal(rmdir("d"), 0);
}

TEST(file_replace_follows_the_umask)
{
	mode_t old = umask(027);
	struct stat st;

	assert_ok(file_replace("f", "x", 1));
	umask(old);
	assert_int_equal(stat("f", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

TEST(file_replace_says_what_is_wrong)
{
	assert_error(file_replace("none/f", "x", 1), E_FAIL);
	assert_non_null(strstr(error_message(), "No such file"));
	assert_ok(dir_make("d/e"));
	assert_error(file_replace("d", "x", 1), E_FAIL);
	assert_true(file_is_dir("d/e"));
}

TEST(file_create_never_replaces)
{
	assert_ok(file_create("f", "one", 3));
	assert_error(file_create("f", "two", 3), E_EXISTS);
	assert_content("f", "one");
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_error(file_create("link", "two", 3), E_EXISTS);
	assert_error(file_create("none/f", "two", 3), E_FAIL);
	assert_false(file_exists("nowhere"));
}

TEST(file_append_adds_to_the_end)
{
	assert_ok(file_append("f", "one\n", 4));
	assert_ok(file_append("f", "two\n", 4));
	assert_content("f", "one\ntwo\n");
	assert_ok(file_append("f", "cut", 3));
	assert_ok(file_append("f", "three\n", 6));
	assert_content("f", "one\ntwo\ncut\nthree\n");
	assert_error(file_append(".", "x", 1), E_FAIL);
}

TEST(file_remove_takes_an_absent_file_for_removed)
{
	assert_ok(file_remove("none"));
	assert_ok(file_remove("none/below"));
	assert_ok(file_replace("f", "x", 1));
	assert_ok(file_remove("f"));
	assert_false(file_exists("f"));
	assert_ok(dir_make("d"));
	assert_error(file_remove("d"), E_FAIL);
}

TEST(file_questions_are_answered)
{
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_true(file_exists("dangling"));
	assert_false(file_exists("none"));
	assert_int_equal(symlink(".", "here"), 0);
	assert_true(file_is_dir("here"));
	assert_ok(file_replace("f", "x", 1));
	assert_false(file_is_dir("f"));
	assert_false(file_is_executable("f"));
	assert_int_equal(chmod("f", 0700), 0);
	assert_true(file_is_executable("f"));
	assert_false(file_is_executable("."));
	assert_ok(file_sync("f"));
	assert_ok(file_sync("."));
	assert_error(file_sync("none"), E_FAIL);
}

TEST(dir_make_makes_parents)
{
	assert_ok(dir_make("a/b//c/"));
	assert_true(file_is_dir("a/b/c"));
	assert_ok(dir_make("a/b"));
	assert_ok(dir_make("/tmp"));
	assert_ok(file_replace("f", "x", 1));
	assert_error(dir_make("f"), E_FAIL);
	assert_error(dir_make("f/g"), E_FAIL);
}

TEST(dir_list_tells_a_folder_that_cannot_be_read_from_an_empty_one)
{
	struct strvec names = STRVEC_INIT;

	assert_ok(dir_make("d/e"));
	assert_ok(file_replace("d/f", "x", 1));
	assert_ok(dir_list("d", &names));
	assert_int_equal(names.n, 2);
	assert_ok(dir_list("d/e", &names));
	assert_int_equal(names.n, 2);
	assert_error(dir_list("d/f", &names), E_FAIL);
	assert_error(dir_list("d/g", &names), E_FAIL);
	strvec_clear(&names);
}

TEST(dir_make_says_what_is_in_the_way)
{
	assert_ok(file_replace("f", "x", 1));
	assert_error(dir_make("f/g/h"), E_FAIL);
	assert_string_equal(error_message(),
			    "cannot make folder 'f': File exists");
}

TEST(dir_remove_does_not_follow_links)
{
	assert_ok(dir_make("keep/this"));
	assert_ok(dir_make("d/e/f"));
	assert_ok(file_replace("d/e/file", "x", 1));
	assert_int_equal(symlink("../keep", "d/link"), 0);
	assert_ok(dir_remove("d"));
	assert_false(file_exists("d"));
	assert_ok(dir_remove("d"));
	assert_int_equal(symlink("keep", "link"), 0);
	assert_ok(dir_remove("link"));
	assert_false(file_exists("link"));
	assert_true(file_is_dir("keep/this"));
}

TEST(file_lock_keeps_other_holders_out)
{
	int a, b;

	assert_ok(file_lock(&a, "lock", 0));
	assert_true(fcntl(a, F_GETFD) & FD_CLOEXEC);
	assert_error(file_lock(&b, "lock", 30), E_PENDING);
	assert_int_equal(b, -1);
	close(a);
	assert_ok(file_lock(&b, "lock", 0));
	close(b);
	assert_error(file_lock(&a, "none/lock", 0), E_FAIL);
}

TEST(file_lock_waits_for_a_holder_to_die)
{
	int fd, ready[2];
	char c;

	assert_int_equal(pipe(ready), 0);
	pid_t pid = fork();
	if (pid == 0) {
		bool ok = file_lock(&fd, "lock", 0) == 0 &&
			  write(ready[1], "x", 1) == 1;
		usleep(100000);
		_exit(ok ? 0 : 1);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	assert_ok(file_lock(&fd, "lock", 5000));
	close(fd);
	close(ready[0]);
	close(ready[1]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

TEST(file_lock_is_on_the_file_that_others_find)
{
	int a, b;

	assert_ok(file_lock(&a, "lock", 0));
	assert_int_equal(unlink("lock"), 0);
	assert_ok(file_lock(&b, "lock", 0));
	close(a);
	assert_error(file_lock(&a, "lock", 0), E_PENDING);
	close(b);
}
