#include "tests/unit/unit.h"

#include "base/json.h"
#include "base/strbuf.h"
#include "config/back_merge.h"
#include "config/config.h"
#include "config/gitrel.h"
#include "config/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct config c;
static struct strbuf answer = STRBUF_INIT;

static void say(const char *scope, const char *origin, const char *entry)
{
	strbuf_add(&answer, scope, strlen(scope) + 1);
	strbuf_add(&answer, origin, strlen(origin) + 1);
	strbuf_add(&answer, entry, strlen(entry) + 1);
}

static void local(const char *entry)
{
	say("local", "file:.git/config", entry);
}

static int take(void)
{
	int r = config_read_git(&c, answer.buf, answer.len);

	strbuf_release(&answer);
	return r;
}

static int fails(const char *entry)
{
	local(entry);
	int r = take();
	config_release(&c);
	return r;
}

TEST(a_back_merge_has_a_branch_for_each_that_gets_it)
{
	config_init(&c);
	assert_int_equal(config_settle(&c), 0);
	assert_false(back_merge_asks(&c));
	assert_false(back_merge_is_head(&c, "back-merge/v1.2.0"));
	assert_int_equal(config_set(&c, K_BACK_MERGE, "pr", "-"), 0);
	assert_true(back_merge_asks(&c));
	assert_string_equal(back_merge_head(&c, &c.arena, "v1.2.0", "develop"),
			    "back-merge/v1.2.0");
	assert_string_equal(back_merge_head(&c, &c.arena, "v1.2.0",
					    "release/v1.3.0"),
			    "back-merge/v1.2.0-into-release/v1.3.0");
	assert_true(back_merge_is_head(&c, "back-merge/v1.2.0"));
	assert_false(back_merge_is_head(&c, "back-merges/v1.2.0"));
	config_release(&c);
}

TEST(config_defaults_are_those_of_the_model)
{
	static const char *const main_branch[] = { "main", "main", "stable" };
	static const char *const base[] = { "develop", "main", "HEAD" };

	for (int i = 0; i < N_MODELS; i++) {
		config_init(&c);
		assert_ok(config_set(&c, K_MODEL, model_names[i], "--model"));
		assert_ok(config_settle(&c));
		assert_int_equal(c.model, i);
		assert_string_equal(setting(&c, K_MAIN), main_branch[i]);
		assert_string_equal(setting(&c, K_BASE), base[i]);
		assert_string_equal(c.setting[K_MODEL].origin, "--model");
		config_release(&c);
	}
	assert_ok(config_settle(&c));
	assert_int_equal(c.model, MODEL_GITFLOW);
	assert_string_equal(c.setting[K_MAIN].origin, "default (gitflow)");
	assert_string_equal(c.setting[K_MODEL].origin, "default");
	assert_false(c.configured);
	config_release(&c);
}

TEST(config_defaults_pass_their_own_checks)
{
	for (int i = 0; i < N_KEYS; i++) {
		for (int m = 0; m < N_MODELS; m++)
			assert_ok(value_check(&keys[i], keys[i].defaults[m]));
		assert_ptr_equal(key_by_git(keys[i].git), &keys[i]);
		if (keys[i].section)
			assert_ptr_equal(key_by_gitrel(keys[i].section,
						       keys[i].name),
					 &keys[i]);
	}
	assert_ptr_equal(key_by_git("Rel.TagMessage"), &keys[K_TAG_MESSAGE]);
	assert_null(key_by_git("rel.tag-message"));
	assert_null(key_by_gitrel("release", "push"));
}

TEST(config_later_sources_win_in_any_order_of_reading)
{
	static const char policy[] = "[release]\nmain = p\ndevelop = p2\n"
				     "remote = p3\nmodel = trunk\n";

	for (int first = 0; first < 2; first++) {
		if (first)
			assert_ok(config_read_gitrel(&c, policy, strlen(policy),
						     ".gitrel"));
		say("global", "file:/home/u/.gitconfig", "rel.main\nglobal");
		local("rel.main\ng");
		local("rel.develop\ng2");
		assert_ok(take());
		if (!first)
			assert_ok(config_read_gitrel(&c, policy, strlen(policy),
						     ".gitrel"));
		assert_ok(config_set(&c, K_MAIN, "o", "--main"));
		assert_ok(config_settle(&c));
		assert_string_equal(setting(&c, K_MAIN), "o");
		assert_string_equal(setting(&c, K_DEVELOP), "g2");
		assert_string_equal(c.setting[K_DEVELOP].origin,
				    "local file:.git/config");
		assert_string_equal(setting(&c, K_REMOTE), "p3");
		assert_int_equal(c.model, MODEL_TRUNK);
		assert_true(c.configured);
		config_release(&c);
	}
}

TEST(config_what_init_has_seen_is_below_all_that_anybody_said)
{
	static const char policy[] = "[release]\ntag = v{version}\n";

	local("rel.found.model\ntrunk");
	local("rel.found.tag\nx-{version}");
	local("rel.found.main\nmaster");
	local("rel.found.remote\nhub");
	local("rel.found.fromtomorrow\nx");
	local("rel.remote\nup");
	assert_ok(take());
	assert_ok(config_read_gitrel(&c, policy, strlen(policy), ".gitrel"));
	assert_ok(config_settle(&c));
	assert_int_equal(c.model, MODEL_TRUNK);
	assert_true(c.configured);
	assert_string_equal(setting(&c, K_MAIN), "master");
	assert_string_equal(c.setting[K_MAIN].origin,
			    "init (local file:.git/config)");
	assert_string_equal(setting(&c, K_BASE), "master");
	assert_string_equal(setting(&c, K_TAG), "v{version}");
	assert_string_equal(c.setting[K_TAG].policy_origin, ".gitrel:2");
	assert_string_equal(setting(&c, K_REMOTE), "up");
	/* main of another model may be called otherwise */
	assert_ok(config_set(&c, K_MODEL, "gitflow", "--model"));
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_MAIN), "master");
	assert_ok(config_set(&c, K_MODEL, "qualify", "--model"));
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_MAIN), "stable");
	config_release(&c);
	assert_error(fails("rel.found.main\na..b"), E_CONFIG);
	assert_string_equal(
		error_message(),
		"local file:.git/config: rel.found.main: 'a..b' is no branch name");
}

TEST(config_options_may_follow_settling)
{
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_FINISH), "push");
	assert_ok(config_set(&c, K_MODEL, "trunk", "--model"));
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_FINISH), "pr");
	assert_string_equal(c.setting[K_FINISH].origin, "default (trunk)");
	assert_error(config_set(&c, K_FINISH, "x", "--finish"), E_USAGE);
	assert_string_equal(error_message(),
			    "--finish: 'x' is none of: push pr");
	config_release(&c);
}

TEST(config_base_follows_the_names_of_develop_and_main)
{
	assert_ok(config_set(&c, K_DEVELOP, "dev", "-d"));
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_BASE), "dev");
	assert_ok(config_set(&c, K_DEVELOP, "", "-d"));
	assert_ok(config_set(&c, K_MAIN, "master", "-m"));
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_BASE), "master");
	assert_ok(config_set(&c, K_BASE, "upstream/x", "-b"));
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_BASE), "upstream/x");
	config_release(&c);
}

TEST(config_refuses_settings_that_contradict_each_other)
{
	assert_ok(config_set(&c, K_DEVELOP, "main", "--develop"));
	assert_error(config_settle(&c), E_CONFIG);
	assert_string_equal(error_message(),
			    "rel.main (default (gitflow)) and rel.develop "
			    "(--develop) are both 'main'");
	assert_ok(config_set(&c, K_DEVELOP, "HEAD", "--develop"));
	assert_error(config_settle(&c), E_CONFIG);
	assert_ok(config_set(&c, K_DEVELOP, "", "--develop"));
	assert_ok(config_settle(&c));
	assert_ok(config_set(&c, K_MAIN, "", "--main"));
	assert_error(config_settle(&c), E_CONFIG);
	assert_string_equal(error_message(), "--main: rel.main is empty");
	config_release(&c);
}

TEST(config_errors_in_git_config_name_place_and_key)
{
	assert_error(fails("rel.mian\nx"), E_CONFIG);
	assert_string_equal(error_message(),
			    "local file:.git/config: unknown key 'rel.mian'");
	assert_string_equal(error_hints(), "did you mean 'rel.main'?\n");
	assert_error(fails("rel.sign\nmaybe"), E_CONFIG);
	assert_string_equal(error_message(),
			    "local file:.git/config: rel.sign: 'maybe' is none "
			    "of: required auto annotated lightweight");
	assert_error(fails("rel.push\n2"), E_CONFIG);
	assert_string_equal(error_message(), "local file:.git/config: "
					     "rel.push: '2' is no boolean");
	assert_error(fails("rel.main"), E_CONFIG);
	assert_string_equal(error_message(),
			    "local file:.git/config: rel.main: no value");
	assert_error(fails("rel.main\na\nb"), E_CONFIG);
	assert_error(fails("rel.tagmessage\n\xff"), E_CONFIG);
	say("command", "command line:", "rel.scheme\nx");
	assert_error(take(), E_CONFIG);
	assert_string_equal(error_message(), "command line: rel.scheme: 'x' is "
					     "none of: semver pep440 calver");
	config_release(&c);
}

TEST(config_leaves_alone_what_is_not_its_own)
{
	local("rel.trust\nabc");
	local("rel.trusted\n[check]\n  lint = x\n");
	local("rel.v1.2.main\nx");
	local("release.main\nx");
	local("relx.y");
	assert_ok(take());
	assert_false(c.configured);
	config_release(&c);
}

TEST(config_reads_booleans_as_git_does)
{
	static const struct {
		const char *entry;
		bool push;
	} tests[] = { { "rel.push", true },      { "rel.push\n", false },
		      { "rel.push\nYes", true }, { "rel.push\noff", false },
		      { "rel.push\n1", true },   { "rel.push\n0", false } };

	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		local(tests[i].entry);
		assert_ok(take());
		assert_ok(config_settle(&c));
		assert_int_equal(setting_bool(&c, K_PUSH), tests[i].push);
		assert_true(setting_bool(&c, K_CONFIRM));
		config_release(&c);
	}
	local("a.big\n1k");
	local("a.two\n-2");
	local("a.none\nFALSE");
	assert_ok(take());
	assert_true(config_git_bool(&c, "a.two", false));
	assert_false(config_git_bool(&c, "a.none", true));
	assert_true(config_git_bool(&c, "a.big", true));
	assert_true(config_git_bool(&c, "a.absent", true));
	config_release(&c);
}

TEST(config_finds_any_key_of_git)
{
	local("user.name\nOne\nTwo");
	local("branch.Topic.x.remote\norigin");
	local("core.bare");
	local("remote.up.url\nx");
	local("remote.down.prune\ntrue");
	say("worktree", "file:.git/config.worktree", "user.name\n");
	assert_ok(take());
	assert_string_equal(config_git(&c, "user.name"), "");
	assert_string_equal(config_git(&c, "core.bare"), "true");
	assert_null(config_git(&c, "user.email"));
	assert_string_equal(config_git_sub(&c, "branch", "Topic.x", "remote"),
			    "origin");
	assert_null(config_git_sub(&c, "branch", "topic.x", "remote"));
	assert_true(config_has_remote(&c, "up"));
	assert_false(config_has_remote(&c, "down"));
	assert_false(config_has_remote(&c, "u"));
	config_release(&c);
}

TEST(config_refuses_an_answer_that_is_cut_off)
{
	static const char whole[] = "local\0file:x\0a.b\nc";

	assert_ok(config_read_git(&c, whole, sizeof(whole)));
	config_release(&c);
	assert_ok(config_read_git(&c, "", 0));
	for (size_t n = 1; n < sizeof(whole); n++) {
		assert_error(config_read_git(&c, whole, n), E_CONFIG);
		config_release(&c);
	}
}

TEST(config_explain_aligns_and_escapes)
{
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n);

	local("rel.tagmessage\na\nb");
	assert_ok(take());
	assert_ok(config_settle(&c));
	config_explain(&c, f);
	fclose(f);
	assert_non_null(strstr(text, "release.main                   main"));
	assert_non_null(strstr(text, "a\\x0ab "));
	assert_non_null(strstr(text, "rel.confirm "));
	free(text);
	config_release(&c);
}

TEST(config_explain_json_is_one_object_per_line)
{
	static const char first[] =
		"{\"version\":1,\"key\":\"release.model\","
		"\"git\":\"rel.model\",\"value\":\"gitflow\",\"origin\":\"default\"}"
		"\n";
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n);

	say("local", "file:\xff/config", "rel.tagmessage\n\"a\"\nb");
	assert_ok(take());
	assert_ok(config_settle(&c));
	config_explain_json(&c, f);
	fclose(f);
	assert_memory_equal(text, first, sizeof(first) - 1);
	for (char *line = text; *line;) {
		json_object *o = NULL;
		size_t len = strcspn(line, "\n");

		assert_ok(json_parse(&o, line, len));
		json_object_put(o);
		line += len + 1;
	}
	free(text);
	config_release(&c);
}

TEST(refname_rules_are_those_of_git)
{
	static const char *const good[] = { "a",     "a/b",   "v1.0",
					    "a./b",  "a-b",   "x@y",
					    "a{b}",  "1!2.0", "\xc3\xbc",
					    "a.b.c", "HEAD" };
	static const char *const bad[] = {
		"",     "/",   "a/",   "/a",    "a//b",   ".a",
		"a/.b", "a.",  "a..b", "a b",   "a~b",    "a^b",
		"a:b",  "a?b", "a*b",  "a[b",   "a\\b",   "a@{b",
		"@",    "-a",  "a\tb", "a\x7f", "a.lock", "a.lock/b",
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(refname_ok(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(refname_ok(bad[i]));
}
