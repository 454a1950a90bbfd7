#include "tests/unit/unit.h"

#include "base/child.h"
#include "base/file.h"
#include "base/run.h"
#include "base/spawn.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ARGV(...)                                                              \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}
#define SH(script) ARGV("sh", "-c", script)

TEST(run_returns_the_exit_status)
{
	struct run r = { .argv = SH("exit 7") };

	assert_int_equal(run_command(&r), 7);
	r.argv = SH("kill -9 $$");
	assert_int_equal(run_command(&r), 128 + SIGKILL);
}

TEST(run_tells_a_missing_program_from_a_failing_one)
{
	struct run r = { .argv = ARGV("no-such-program-at-all") };

	assert_error(run_command(&r), E_NOTFOUND);
	r.argv = ARGV("./none");
	assert_error(run_command(&r), E_NOTFOUND);
	r.argv = ARGV("/etc/passwd");
	assert_error(run_command(&r), E_FAIL);
	r.argv = SH("exit 127");
	assert_int_equal(run_command(&r), 127);
	r.dir = "none";
	assert_error(run_command(&r), E_FAIL);
	assert_non_null(strstr(error_message(), "'none'"));
}

TEST(run_collects_three_outputs_apart)
{
	struct strbuf out = STRBUF_INIT, err = STRBUF_INIT, fd3 = STRBUF_INIT;
	struct run r = { .argv = SH("echo 1; echo 2 >&2; echo 3 >&3"),
			 .out = &out,
			 .err = &err,
			 .fd3 = &fd3 };

	assert_int_equal(run_command(&r), 0);
	assert_string_equal(out.buf, "1\n");
	assert_string_equal(err.buf, "2\n");
	assert_string_equal(fd3.buf, "3\n");
	strbuf_release(&out);
	strbuf_release(&err);
	strbuf_release(&fd3);
}

TEST(run_feeds_more_than_a_pipe_holds_while_it_reads)
{
	struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
	struct run r = { .argv = ARGV("cat"), .out = &out };

	for (int i = 0; i < 100000; i++)
		strbuf_addf(&in, "line %d\n", i);
	r.in = in.buf;
	r.in_len = in.len;
	assert_int_equal(run_command(&r), 0);
	assert_int_equal(out.len, in.len);
	assert_memory_equal(out.buf, in.buf, in.len);
	r.argv = ARGV("true");
	assert_int_equal(run_command(&r), 0);
	strbuf_release(&in);
	strbuf_release(&out);
}

TEST(run_gives_an_empty_stdin)
{
	struct strbuf out = STRBUF_INIT;
	struct run r = { .argv = ARGV("cat"), .out = &out };

	assert_int_equal(run_command(&r), 0);
	r.in = "";
	assert_int_equal(run_command(&r), 0);
	assert_int_equal(out.len, 0);
	strbuf_release(&out);
}

TEST(run_stops_at_the_limit)
{
	struct strbuf out = STRBUF_INIT;
	struct run r = { .argv = ARGV("yes"), .out = &out, .limit = 100000 };

	assert_error(run_command(&r), E_FAIL);
	assert_non_null(strstr(error_message(), "100000"));
	assert_true(out.len < 300000);
	r.argv = SH("head -c 100000 /dev/zero");
	strbuf_reset(&out);
	assert_int_equal(run_command(&r), 0);
	assert_int_equal(out.len, 100000);
	strbuf_release(&out);
}

TEST(run_changes_the_environment_and_the_folder)
{
	struct strbuf out = STRBUF_INIT;
	const char *const env[] = { "A=new", "B", "C", "C=again", "D=", NULL };
	struct run r = { .argv = SH("echo $A-${B-unset}-$C-${D-unset}; pwd"),
			 .env = env,
			 .dir = "/",
			 .out = &out };

	setenv("A", "old", 1);
	setenv("B", "old", 1);
	assert_int_equal(run_command(&r), 0);
	assert_string_equal(out.buf, "new-unset-again-\n/\n");
	assert_string_equal(getenv("A"), "old");
	unsetenv("A");
	unsetenv("B");
	strbuf_release(&out);
}

TEST(run_gives_the_child_its_sigpipe_back)
{
	struct strbuf out = STRBUF_INIT;
	struct run r = { .argv = SH("kill -PIPE $$; echo alive"), .out = &out };

	assert_int_equal(run_command(&r), 128 + SIGPIPE);
	assert_string_equal(out.buf, "");
	strbuf_release(&out);
}

TEST(run_does_not_wait_for_what_a_command_leaves_behind)
{
	struct strbuf out = STRBUF_INIT;
	struct run r = { .argv = SH("echo done; sleep 20 & "), .out = &out };
	time_t start = time(NULL);

	assert_int_equal(run_command(&r), 0);
	assert_string_equal(out.buf, "done\n");
	assert_true(time(NULL) - start < 10);
	strbuf_release(&out);
}

TEST(run_does_not_wait_for_one_that_stays_behind_and_goes_on_talking)
{
	struct strbuf out = STRBUF_INIT;
	struct run r = { .argv = SH("for i in $(seq 200); do echo x; "
				    "sleep .05; done & echo done; exit 3"),
			 .out = &out };
	time_t start = time(NULL);

	assert_int_equal(run_command(&r), 3);
	assert_non_null(strstr(out.buf, "done\n"));
	assert_true(time(NULL) - start < 5);
	strbuf_release(&out);
}

static size_t zeros, others;

/* One who looks slowly. */
static void count(void *arg, const char *data, size_t n)
{
	(void)arg;
	if (!(zeros + others))
		usleep(400000);
	for (size_t i = 0; i < n; i++)
		*(data[i] ? &others : &zeros) += 1;
}

TEST(run_takes_all_that_a_program_wrote_before_it_ended)
{
	struct strbuf out = STRBUF_INIT;
	struct run r = { .argv = SH(
				 "timeout 10 yes & head -c 300000 /dev/zero"),
			 .out = &out,
			 .seen = count };

	zeros = others = 0;
	assert_int_equal(run_command(&r), 0);
	assert_int_equal(zeros, 300000);
	strbuf_release(&out);
}

TEST(run_flags_send_outputs_elsewhere)
{
	struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
	struct run r = { .argv = SH("echo out; echo err >&2"),
			 .out = &out,
			 .flags = RUN_ERR_NULL };

	assert_int_equal(run_command(&r), 0);
	assert_string_equal(out.buf, "out\n");
	r.out = NULL;
	r.err = &err;
	r.flags = RUN_OUT_NULL;
	assert_int_equal(run_command(&r), 0);
	assert_string_equal(err.buf, "err\n");
	strbuf_release(&out);
	strbuf_release(&err);
}

/* What `f` writes to stderr. */
static void stderr_of(struct strbuf *text, int (*f)(void))
{
	int end[2], saved = dup(2);

	assert_int_equal(pipe(end), 0);
	dup2(end[1], 2);
	close(end[1]);
	int r = f();
	dup2(saved, 2);
	close(saved);
	assert_ok(strbuf_read_fd(text, end[0], 10000));
	close(end[0]);
	assert_int_equal(r, 0);
}

static int spawn_verbosely(void)
{
	struct run r = { .argv = ARGV("true", "a b", "\x1b[1m"),
			 .flags = RUN_IN_TTY };

	spawn_verbose = true;
	int status = run_command(&r);
	r.flags = RUN_QUIET;
	status += run_command(&r);
	spawn_verbose = false;
	r.argv = SH("echo x");
	r.flags = RUN_OUT_STDERR;
	return status + run_command(&r);
}

TEST(run_shows_commands_when_asked_to)
{
	struct strbuf text = STRBUF_INIT;

	stderr_of(&text, spawn_verbosely);
	assert_string_equal(text.buf, "+ true 'a b' $'\\033[1m'\nx\n");
	strbuf_release(&text);
}

TEST(child_answers_line_by_line)
{
	struct strbuf line = STRBUF_INIT;
	struct run r = { .argv = ARGV("cat") };
	struct child c;

	assert_ok(child_start(&c, &r));
	for (int i = 0; i < 100; i++) {
		assert_ok(child_write(&c, "one\n\ntwo three", 14));
		assert_ok(child_write(&c, "\n", 1));
		assert_ok(child_read_line(&c, &line));
		assert_string_equal(line.buf, "one");
		assert_ok(child_read_line(&c, &line));
		assert_string_equal(line.buf, "");
		assert_ok(child_read_line(&c, &line));
		assert_string_equal(line.buf, "two three");
	}
	assert_int_equal(child_finish(&c), 0);
	assert_int_equal(child_finish(&c), 0);
	strbuf_release(&line);
}

TEST(child_that_ends_early_is_an_error)
{
	struct strbuf line = STRBUF_INIT;
	struct run r = { .argv = SH("exec <&-; echo x; printf y; exit 3") };
	struct child c;

	assert_ok(child_start(&c, &r));
	assert_ok(child_read_line(&c, &line));
	assert_error(child_read_line(&c, &line), E_FAIL);
	assert_error(child_write(&c, "x", 1), E_FAIL);
	assert_int_equal(child_finish(&c), 3);
	r.argv = ARGV("no-such-program-at-all");
	assert_error(child_start(&c, &r), E_NOTFOUND);
	assert_int_equal(c.pid, 0);
	assert_int_equal(child_finish(&c), 0);
	strbuf_release(&line);
}

TEST(children_do_not_hold_each_others_pipes)
{
	struct run r = { .argv = ARGV("cat") };
	struct child a, b;

	assert_ok(child_start(&a, &r));
	assert_ok(child_start(&b, &r));
	assert_int_equal(child_finish(&a), 0);
	assert_int_equal(child_finish(&b), 0);
}
