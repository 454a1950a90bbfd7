#include "tests/unit/unit.h"

#include "base/message.h"
#include "cli/ui.h"

#include "base/file.h"
#include "base/strbuf.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int saved_stderr, file;

/* What is printed to stderr between these two is kept in a file.  Nothing may
 * be asserted in between: cmocka's own report would end there too. */
static void begin(void)
{
	char path[] = "out.XXXXXX";

	fflush(stderr);
	file = mkstemp(path);
	assert_true(file >= 0);
	unlink(path);
	saved_stderr = dup(STDERR_FILENO);
	dup2(file, STDERR_FILENO);
}

static void assert_said(const char *expected)
{
	struct strbuf sb = STRBUF_INIT;

	dup2(saved_stderr, STDERR_FILENO);
	close(saved_stderr);
	lseek(file, 0, SEEK_SET);
	assert_ok(strbuf_read_fd(&sb, file, 65536));
	close(file);
	assert_string_equal(sb.buf, expected);
	strbuf_release(&sb);
}

static void reset(void)
{
	static const char *const names[] = { "GIT_ADVICE", "NO_COLOR",
					     "GIT_PAGER_IN_USE",
					     "GIT_TERMINAL_PROMPT" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
	setenv("TERM", "xterm", 1);
	ui_quiet = false;
}

TEST(messages_carry_their_kind_on_each_line)
{
	reset();
	begin();
	ui_say("fetching '%s'", "origin");
	warning("no %s", "remote");
	ui_hint("one\ntwo");
	assert_said("fetching 'origin'\nwarning: no remote\n"
		    "hint: one\nhint: two\n");
}

TEST(foreign_names_cannot_move_the_cursor_or_forge_a_message)
{
	reset();
	begin();
	warning("branch '%s'", "a\033[2Jb\rc\nfatal: d");
	assert_said("warning: branch 'a\\x1b[2Jb\\x0dc\n"
		    "warning: fatal: d'\n");
}

TEST(quiet_drops_progress_and_hints_but_not_warnings)
{
	reset();
	begin();
	ui_quiet = true;
	ui_say("said");
	ui_hint("hinted");
	warning("warned");
	ui_quiet = false;
	assert_said("warning: warned\n");
}

TEST(hints_are_off_with_no_advice)
{
	reset();
	begin();
	setenv("GIT_ADVICE", "0", 1);
	ui_hint("hinted");
	setenv("GIT_ADVICE", "1", 1);
	ui_hint("again");
	assert_said("hint: again\n");
}

TEST(an_error_is_fatal_when_we_could_not_and_an_error_when_refused)
{
	int status[4];

	reset();
	begin();
	status[0] = ui_error(error(E_FAIL, "no space"));
	status[1] = ui_error(error(E_USAGE, "no '%s'", "x"));
	error(E_POLICY, "dirty");
	error_hint("git commit");
	error_hint("git rel --continue");
	status[2] = ui_error(E_POLICY);
	status[3] = ui_error(0);
	assert_said("fatal: no space\nerror: no 'x'\nerror: dirty\n"
		    "hint: git commit\nhint: git rel --continue\n");
	assert_int_equal(status[0], 128);
	assert_int_equal(status[1], 129);
	assert_int_equal(status[2], 1);
	assert_int_equal(status[3], 0);
}

TEST(quiet_errors_are_still_told)
{
	reset();
	begin();
	ui_quiet = true;
	error(E_POLICY, "dirty");
	error_hint("git commit");
	ui_error(E_POLICY);
	ui_quiet = false;
	assert_said("error: dirty\n");
}

TEST(what_went_to_stdout_comes_first)
{
	int out = dup(STDOUT_FILENO);

	reset();
	fflush(stdout);
	begin();
	dup2(file, STDOUT_FILENO);
	printf("result\n");
	ui_say("done");
	dup2(out, STDOUT_FILENO);
	close(out);
	assert_said("result\ndone\n");
}

/* Answer the next question by `text`; stdin is gone after it. */
static bool answer(const char *text)
{
	int fds[2];

	if (pipe(fds) < 0 || write(fds[1], text, strlen(text)) < 0)
		return false;
	close(fds[1]);
	dup2(fds[0], STDIN_FILENO);
	close(fds[0]);
	clearerr(stdin);
	return ui_ask("%d?", 1);
}

TEST(only_yes_is_yes)
{
	static const char *const lines[] = { "y\n",  "Yes\n", "y",
					     "yo\n", "\n",    "n\n" };
	bool yes[6];

	reset();
	begin();
	for (size_t i = 0; i < 6; i++)
		yes[i] = answer(lines[i]);
	assert_said("1? [y/N] 1? [y/N] 1? [y/N] 1? [y/N] 1? [y/N] 1? [y/N] ");
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(yes[i], i < 3);
}

TEST(the_end_of_input_is_no)
{
	bool yes;

	reset();
	begin();
	yes = answer("");
	assert_said("1? [y/N] \n");
	assert_false(yes);
}

/* Two ends of a terminal of our own. */
static FILE *open_terminal(int *master)
{
	*master = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(*master >= 0);
	assert_int_equal(grantpt(*master), 0);
	assert_int_equal(unlockpt(*master), 0);
	return fdopen(open(ptsname(*master), O_RDWR | O_NOCTTY), "w");
}

TEST(a_person_can_answer_only_at_a_terminal)
{
	int in = dup(STDIN_FILENO), err = dup(STDERR_FILENO);
	int null = open("/dev/null", O_RDONLY), master;
	FILE *tty = open_terminal(&master);
	bool both, none, told;

	reset();
	dup2(fileno(tty), STDIN_FILENO);
	dup2(fileno(tty), STDERR_FILENO);
	both = ui_can_ask();
	setenv("GIT_TERMINAL_PROMPT", "0", 1);
	told = ui_can_ask();
	unsetenv("GIT_TERMINAL_PROMPT");
	dup2(null, STDIN_FILENO);
	none = ui_can_ask();
	dup2(in, STDIN_FILENO);
	dup2(err, STDERR_FILENO);
	close(null);
	close(in);
	close(err);
	fclose(tty);
	close(master);
	assert_true(both);
	assert_false(none);
	assert_false(told);
}

TEST(the_option_beats_the_setting_which_beats_the_environment)
{
	int master;
	FILE *tty = open_terminal(&master);
	FILE *pipe_end = fopen("/dev/null", "w");

	reset();
	assert_int_equal(ui_color(tty, NULL, NULL), UI_COLOR);
	assert_int_equal(ui_color(tty, "never", "always"), UI_PLAIN);
	assert_int_equal(ui_color(tty, NULL, "false"), UI_PLAIN);
	assert_int_equal(ui_color(tty, NULL, "never"), UI_PLAIN);
	assert_int_equal(ui_color(tty, NULL, "true"), UI_COLOR);
	assert_int_equal(ui_color(pipe_end, NULL, "true"), UI_PLAIN);
	assert_int_equal(ui_color(pipe_end, NULL, "always"), UI_COLOR);
	assert_int_equal(ui_color(pipe_end, "always", "never"), UI_COLOR);
	assert_int_equal(ui_color(pipe_end, "auto", "always"), UI_PLAIN);
	setenv("NO_COLOR", "1", 1);
	assert_int_equal(ui_color(tty, NULL, NULL), UI_PLAIN);
	assert_int_equal(ui_color(tty, NULL, "auto"), UI_PLAIN);
	assert_int_equal(ui_color(tty, NULL, "always"), UI_COLOR);
	setenv("NO_COLOR", "", 1);
	assert_int_equal(ui_color(tty, NULL, NULL), UI_COLOR);
	setenv("TERM", "dumb", 1);
	assert_int_equal(ui_color(tty, NULL, NULL), UI_PLAIN);
	reset();
	setenv("GIT_PAGER_IN_USE", "true", 1);
	assert_int_equal(ui_color(pipe_end, NULL, NULL), UI_PLAIN);
	fclose(pipe_end);
	fclose(tty);
	close(master);
}
