#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "config/config.h"
#include "config/gitrel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct config c;

static int policy(const char *text)
{
	return config_read_gitrel(&c, text, strlen(text), ".gitrel");
}

/* As git config tells it: "check.lint=make lint". */
static int git(const char *setting)
{
	struct strbuf sb = STRBUF_INIT;
	size_t n = strcspn(setting, "=");

	strbuf_add(&sb, "local\0file:.git/config", 23);
	strbuf_addf(&sb, "rel.%.*s", (int)n, setting);
	if (setting[n])
		strbuf_addf(&sb, "\n%s", setting + n + 1);
	strbuf_addc(&sb, '\0');
	int r = config_read_git(&c, sb.buf, sb.len);
	strbuf_release(&sb);
	return r;
}

/* "lint=make lint;docs=..." of what applies */
static const char *which(const char *section, const char *general,
			 const char *special)
{
	static char text[4096];
	const char *types[] = { general, special, NULL };
	struct commands cmds;
	size_t used = 0;

	text[0] = '\0';
	commands_of(&c, &c.arena, section, types, &cmds);
	for (size_t i = 0; i < cmds.n; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
					 "%s%s=%s", i ? ";" : "",
					 cmds.item[i]->name,
					 cmds.item[i]->line);
	return text;
}

static const char *digest(const char *text)
{
	static char hex[2][COMMANDS_DIGEST_SIZE];
	static int next;
	struct config one;

	config_init(&one);
	assert_ok(config_read_gitrel(&one, text, strlen(text), ".gitrel"));
	next = !next;
	commands_digest(&one, hex[next]);
	config_release(&one);
	return hex[next];
}

#define assert_refused(expr, message, hint)                                    \
	do {                                                                   \
		assert_error(expr, E_CONFIG);                                  \
		assert_string_equal(error_message(), message);                 \
		assert_string_equal(error_hints(), hint);                      \
		config_release(&c);                                            \
	} while (0)

TEST(commands_apply_to_their_section_and_type_in_the_order_written)
{
	assert_ok(policy("[check.major]\ndocs = make docs\n"
			 "[prepare]\nlock = \"uv lock; true\"\n"
			 "[check]\nlint = make lint\ntests = pytest -k 'a b'\n"
			 "[check.final]\nfull = make full\n"
			 "[check.rehearsal]\ndry = make dry\n"));
	assert_string_equal(which("check", NULL, NULL),
			    "lint=make lint;tests=pytest -k 'a b'");
	assert_string_equal(which("check", "final", "major"),
			    "lint=make lint;tests=pytest -k 'a b';"
			    "full=make full;docs=make docs");
	assert_string_equal(which("check", "candidate", NULL),
			    "lint=make lint;tests=pytest -k 'a b'");
	assert_string_equal(which("prepare", "final", "patch"),
			    "lock=uv lock; true");
	assert_string_equal(which("publish", "final", "patch"), "");
	assert_true(c.configured);
	assert_true(commands_committed(&c));
	config_release(&c);
}

TEST(commands_know_where_they_come_from)
{
	const char *types[] = { "major", NULL };
	struct commands cmds;

	assert_ok(git("check.major.docs=d"));
	assert_false(commands_committed(&c));
	assert_ok(policy("\n[check]\n\nlint = l\n"));
	commands_of(&c, &c.arena, "check", types, &cmds);
	assert_int_equal(cmds.n, 2);
	assert_string_equal(cmds.item[0]->origin, ".gitrel:4");
	assert_true(cmds.item[0]->policy);
	assert_null(cmds.item[0]->type);
	assert_string_equal(cmds.item[1]->origin, "local file:.git/config");
	assert_false(cmds.item[1]->policy);
	assert_string_equal(cmds.item[1]->section, "check");
	assert_string_equal(cmds.item[1]->type, "major");
	config_release(&c);
}

TEST(commands_of_one_name_are_replaced_in_their_place)
{
	assert_ok(git("check.b=mine"));
	assert_ok(git("check.b=mine later"));
	assert_ok(git("check.z=only mine"));
	assert_ok(policy("[check]\na = 1\nb = 2\nc = 3\n"
			 "[check.major]\na = special\n"));
	assert_string_equal(which("check", "final", "major"),
			    "a=special;b=mine later;c=3;z=only mine");
	assert_string_equal(which("check", "final", "minor"),
			    "a=1;b=mine later;c=3;z=only mine");
	config_release(&c);
}

TEST(commands_of_git_config_are_not_replaced_by_committed_ones)
{
	assert_ok(git("check.a=mine"));
	assert_ok(git("check.b="));
	assert_ok(policy("[check]\na = 1\nb = 2\n[check.major]\na =\nb = 3\n"));
	assert_string_equal(which("check", "final", "major"), "a=mine");
	assert_ok(git("check.major.a=mine for majors"));
	assert_string_equal(which("check", "final", "major"),
			    "a=mine for majors");
	config_release(&c);
}

TEST(commands_that_are_empty_are_switched_off)
{
	assert_ok(git("check.a="));
	assert_ok(policy("[check]\na = 1\nb = 2\nc =\n"
			 "[check.patch]\nb = \"\"\n[check.major]\nc = 3\n"));
	assert_string_equal(which("check", "patch", NULL), "");
	assert_string_equal(which("check", "major", NULL), "b=2;c=3");
	config_release(&c);
}

TEST(commands_of_types_that_nobody_knows_are_refused)
{
	assert_refused(policy("[check.mayor]\n"),
		       ".gitrel:1: unknown type of release 'mayor'",
		       "did you mean 'major'?\n");
	assert_refused(policy("[prepare.rc]\n"),
		       ".gitrel:1: unknown type of release 'rc'",
		       "did you mean 'candidate'?\n");
	assert_refused(policy("[check.]\n"),
		       ".gitrel:1: unknown type of release ''",
		       "there are major, minor, patch, final, candidate, "
		       "pre-release, hotfix and rehearsal\n");
	assert_refused(policy("[check.major.docs]\n"),
		       ".gitrel:1: unknown type of release 'major.docs'",
		       "there are major, minor, patch, final, candidate, "
		       "pre-release, hotfix and rehearsal\n");
	assert_refused(policy("[chekc]\n"),
		       ".gitrel:1: unknown section [chekc]",
		       "did you mean [check]?\n");
	assert_refused(git("check.mayor.docs=x"),
		       "local file:.git/config: rel.check.mayor.docs: "
		       "unknown type of release 'mayor'",
		       "did you mean 'major'?\n");
}

TEST(commands_need_a_value_that_is_plain_text)
{
	assert_refused(git("check.lint"),
		       "local file:.git/config: rel.check.lint: no value", "");
	assert_refused(git("check.lint=a\nb"),
		       "local file:.git/config: rel.check.lint: "
		       "control character in the value",
		       "");
	assert_refused(policy("[check]\nlint = a\033[2Jb\n"),
		       ".gitrel:2: control character", "");
	assert_refused(policy("[check]\nLint = a\n"),
		       ".gitrel:2: key name 'Lint' is not in lower case", "");
	assert_refused(policy("[check]\n1st = a\n"),
		       ".gitrel:2: bad key name '1st'", "");
}

TEST(commands_stand_once_and_are_a_hundred_at_most)
{
	char text[4096] = "[check]\n[prepare]\n";
	size_t used = strlen(text);

	assert_refused(policy("[check]\na = 1\n[check.major]\na = 2\na = 3\n"),
		       ".gitrel:5: key 'a' again, first in line 4", "");
	assert_refused(policy("[check]\n[check.major]\n[check]\n"),
		       ".gitrel:3: section [check] again, first in line 1", "");
	for (int i = 0; i < 100; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
					 "a%d = x\n", i);
	assert_ok(policy(text));
	assert_int_equal(c.n_commands, 100);
	config_release(&c);
	snprintf(text + used, sizeof(text) - used, "b = x\n");
	assert_refused(policy(text), ".gitrel:103: more than 100 commands", "");
}

TEST(commands_have_room_for_every_section)
{
	struct strbuf text = STRBUF_INIT;

	for (int i = 0; command_sections[i]; i++) {
		strbuf_addf(&text, "[%s]\nx = 1\n", command_sections[i]);
		for (int k = 0; command_types[k]; k++)
			strbuf_addf(&text, "[%s.%s]\nx = 1\n",
				    command_sections[i], command_types[k]);
	}
	strbuf_adds(&text, "[release]\n[version]\n[notes]\n");
	assert_ok(policy(text.buf));
	assert_int_equal(c.n_commands, 27);
	strbuf_release(&text);
	config_release(&c);
}

TEST(commands_of_gitrel_as_text_leave_out_those_of_git_config)
{
	struct strbuf text = STRBUF_INIT;

	assert_ok(git("check.lint=mine"));
	assert_ok(policy("[check]\n; says who\nlint = \"make  lint \"\noff =\n"
			 "[prepare.hotfix]\nlock = uv lock\n"));
	commands_text(&c, &text);
	assert_string_equal(text.buf, "[check]\n  lint = make  lint \n"
				      "  off = \n"
				      "[prepare.hotfix]\n  lock = uv lock\n");
	strbuf_release(&text);
	config_release(&c);
}

TEST(commands_have_a_digest_that_only_they_change)
{
	const char *text = "[check]\na = 1\nb = 2\n";

	assert_string_equal(digest(text),
			    digest("; c\n[release]\nmain = x\n[check]\n"
				   "a = \"1\"\n\n  b=2\r\n[prepare]\n"));
	assert_string_equal(digest("[check]\na = x\n"),
			    "e9c0085069d017e6d815243bc57aa32a"
			    "3b80151b07564b0b603876e6c5f4c02a");
	assert_string_not_equal(digest(text),
				digest("[check]\na = 1\nb = 3\n"));
	assert_string_not_equal(digest(text),
				digest("[check]\nb = 2\na = 1\n"));
	assert_string_not_equal(digest(text),
				digest("[check]\na = 1\nc = 2\n"));
	assert_string_not_equal(digest(text), digest("[check]\na = 1\n"));
	assert_string_not_equal(
		digest(text), digest("[check]\na = 1\n[check.major]\nb = 2\n"));
	assert_string_not_equal(digest(text),
				digest("[prepare]\na = 1\nb = 2\n"));
}

TEST(commands_are_explained_with_their_origin)
{
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n);

	assert_ok(git("check.major.docs=make docs"));
	assert_ok(policy("[check]\nlint = make lint\noff =\n"
			 "[check.major]\ndocs = theirs\n"));
	assert_ok(config_settle(&c));
	config_explain(&c, f);
	config_explain_json(&c, f);
	fclose(f);
	assert_non_null(strstr(text, "\ncheck.lint "));
	assert_non_null(strstr(text, " make lint "));
	assert_non_null(strstr(text, " .gitrel:2\n"));
	assert_non_null(strstr(text, "\ncheck.off                      \"\" "));
	assert_null(strstr(text, "theirs"));
	assert_non_null(strstr(text,
			       "{\"version\":1,"
			       "\"key\":\"check.major.docs\","
			       "\"git\":\"rel.check.major.docs\","
			       "\"value\":\"make docs\","
			       "\"origin\":\"local file:.git/config\"}\n"));
	free(text);
	config_release(&c);
}

TEST(commands_of_git_config_go_on_top_of_those_of_another_gitrel)
{
	static const char text[] = "[check]\nlint = old\ndocs = make docs\n";
	const char *const none[] = { NULL };
	struct config other = { 0 };
	struct commands cmds;

	assert_ok(git("check.lint=mine"));
	assert_ok(policy("[check]\nnew = x\n"));
	commands_take_git(&other, &c);
	assert_ok(config_read_gitrel(&other, text, strlen(text), "x:.gitrel"));
	commands_of(&other, &c.arena, "check", none, &cmds);
	config_release(&other); /* they are copies */
	assert_int_equal(cmds.n, 2);
	assert_string_equal(cmds.item[0]->line, "mine");
	assert_string_equal(cmds.item[1]->line, "make docs");
	assert_string_equal(cmds.item[1]->origin, "x:.gitrel:3");
	assert_string_equal(cmds.committed, "[check]\n  lint = old\n"
					    "  docs = make docs\n");
	config_release(&c);
}
