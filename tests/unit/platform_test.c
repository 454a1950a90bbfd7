#include "tests/unit/unit.h"

#include "base/file.h"
#include "base/platform.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(platform_last_finds_the_last_of_so_many_bytes)
{
	const char *s = "a@b@c";

	assert_ptr_equal(platform_last(s, '@', 5), s + 3);
	assert_ptr_equal(platform_last(s, '@', 3), s + 1);
	assert_null(platform_last(s, '@', 1));
	assert_null(platform_last(s, '@', 0));
}

TEST(platform_rename_new_never_replaces)
{
	assert_ok(file_create("a", "a", 1));
	assert_ok(file_create("b", "b", 1));
	assert_int_equal(platform_rename_new("a", "b"), -1);
	assert_int_equal(errno, EEXIST);
	assert_int_equal(platform_rename_new("a", "c"), 0);
	assert_false(file_exists("a"));
	assert_true(file_exists("c"));
}

TEST(platform_memory_file_is_read_by_its_path)
{
	struct strbuf text = STRBUF_INIT;
	char path[32];
	int fd = platform_memory_file("hello", 5, path);

	if (fd < 0)
		skip(); /* macOS has none */
	int in = open(path, O_RDONLY);
	assert_true(in >= 0);
	assert_ok(strbuf_read_fd(&text, in, 100));
	assert_string_equal(text.buf, "hello");
	close(in);
	close(fd);
	strbuf_release(&text);
}

TEST(platform_started_tells_processes_of_one_number_apart)
{
	unsigned long long own = platform_started(getpid());

	assert_true(own > 0);
	assert_true(own == platform_started(getpid()));
	assert_true(platform_started(1) < own);
	pid_t child = fork();
	if (!child)
		_exit(0);
	siginfo_t info;
	assert_int_equal(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT),
			 0);
	assert_true(platform_started(child) ==
		    0); /* ended, nobody has looked */
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_true(platform_started(child) == 0);
}

TEST(platform_pipe_is_inherited_by_no_child)
{
	int end[2];

	assert_int_equal(platform_pipe(end), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(fcntl(end[i], F_GETFD) & FD_CLOEXEC,
				 FD_CLOEXEC);
		close(end[i]);
	}
}

TEST(platform_random_differs_each_time)
{
	unsigned char a[16], b[16];

	assert_int_equal(platform_random(a, sizeof(a)), 0);
	assert_int_equal(platform_random(b, sizeof(b)), 0);
	assert_memory_not_equal(a, b, sizeof(a));
}

TEST(platform_program_and_environment_are_ours)
{
	char path[4096];
	bool found = false;

	assert_true(platform_program(path, sizeof(path)));
	assert_non_null(strstr(path, "unit"));
	assert_int_equal(setenv("PLATFORM_TEST", "1", 1), 0);
	for (char **e = platform_environ(); *e; e++)
		found = found || !strcmp(*e, "PLATFORM_TEST=1");
	assert_true(found);
}
