#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "config/gitrel.h"
#include "rules/exempt.h"
#include "rules/rule_value.h"
#include "rules/rules.h"
#include "text/glob.h"

#include <string.h>

static void cleanup_conf(struct config *c)
{
	config_release(c);
}

/* Reads a .gitrel and its rules; what is said of it, "" for nothing. */
static const char *judge_policy(struct config *c, struct rules *rules,
				const char *text, enum side side)
{
	*rules = (struct rules){ 0 };
	if (config_read_gitrel(c, text, strlen(text), ".gitrel") < 0 ||
	    config_settle(c) < 0 || rules_read(rules, c, side) < 0)
		return error_message();
	return "";
}

static void says(const char *text, const char *want)
{
	__attribute__((cleanup(cleanup_conf))) struct config c;
	CLEANUP(rules) struct rules rules = { 0 };

	config_init(&c);
	assert_string_equal(judge_policy(&c, &rules, text, SIDE_CLIENT), want);
}

static const char s4[] =
	"[rules]\n"
	"protect            = main develop\n"
	"no-force           = release/* hotfix/*\n"
	"create             = main develop feature/* release/v{version} hotfix/v{version}\n"
	"merge-into-main    = release/* hotfix/*\n"
	"merge-into-develop = feature/* release/* hotfix/* main\n"
	"main-line          = releases\n"
	"tag-pattern        = v{version}\n"
	"tag-place          = merge\n"
	"version-files      = equal\n"
	"back-merge         = before-start\n"
	"closed-after-tag   = release/* hotfix/*\n"
	"changelog          = release/* hotfix/*\n"
	"gates              = main\n"
	"evidence           = append-only\n"
	"message            = \"feat: * | fix: * | docs: * | chore: * | Merge *\"\n"
	"since              = v0.1.0\n"
	"[rules.warn]\n"
	"lines-have = hotfix/*\n"
	"max-size   = 5M\n";

TEST(rules_of_the_sample_are_read_as_they_stand)
{
	__attribute__((cleanup(cleanup_conf))) struct config c;
	CLEANUP(rules) struct rules rules = { 0 };

	config_init(&c);
	assert_string_equal(judge_policy(&c, &rules, s4, SIDE_SERVER), "");
	assert_int_equal(rules.n, 18);
	assert_string_equal(rules.since, "v0.1.0");
	for (size_t i = 0; i < rules.n; i++) {
		bool warn = rules.item[i].id == R_LINES_HAVE ||
			    rules.item[i].id == R_MAX_SIZE;
		assert_int_equal(rules.item[i].warn, warn);
	}
	assert_string_equal(rules.item[0].origin, ".gitrel:2");
}

TEST(rules_name_the_place_of_what_cannot_be)
{
	says("[rules]\ntag-plase = merge\n",
	     ".gitrel:2: there is no rule 'tag-plase'");
	says("[rules]\ntag-place = middle\n",
	     ".gitrel:2: tag-place: 'middle' is not merge | tip | main");
	says("[rules]\nmax-size = 0\n",
	     ".gitrel:2: max-size: '0' is no size: 500k, 5M, 1G");
	says("[rules]\nprotect = main [ab\n",
	     ".gitrel:2: protect: '[ab' has a '[' without its ']'");
	says("[rules]\nfreeze = 2027-01-03..2026-12-20\n",
	     ".gitrel:2: freeze: '2027-01-03..2026-12-20' ends before it begins");
	says("[rules]\ncreate = feature/{description}\n",
	     ".gitrel:2: create: 'feature/{description}' may hold {version}, or {series}, {major} and {minor}");
	says("[rules]\ntrailers-on-stable = Signed_off\n",
	     ".gitrel:2: trailers-on-stable: 'Signed_off' is no trailer's name");
	says("[rules]\nprotect = main\nprotect = main\n",
	     ".gitrel:3: key 'protect' again, first in line 2");
}

TEST(rules_that_nobody_can_meet_are_refused)
{
	says("[rules]\nmax-size = 5M\n[rules.warn]\nmax-size = 1M\n",
	     ".gitrel:4: max-size is in [rules] and in [rules.warn], with different values (.gitrel:2)");
	says("[rules]\ncreate = main feature/*\n",
	     ".gitrel:2: nobody can meet create = main feature/*: rel.branch = release/v{version} (default (gitflow)) makes other names");
	says("[release]\nback-merge = pr\n[rules]\ncreate = release/* hotfix/*\n",
	     ".gitrel:4: nobody can meet create = release/* hotfix/*: rel.backmerge = pr (.gitrel:2) makes branches back-merge/v1.2.3");
	says("[release]\ntag = rel-{version}\n[rules]\ntag-pattern = v{version}\n",
	     ".gitrel:4: nobody can meet tag-pattern = v{version}: rel.tag = rel-{version} (.gitrel:2) makes other names");
	says("[rules]\nmerge-into-main = hotfix/*\n",
	     ".gitrel:2: nobody can meet merge-into-main = hotfix/*: rel.branch = release/v{version} (default (gitflow)) is not among them");
	says("[release]\nsign = lightweight\n[rules]\ntag-kind = signed\n",
	     ".gitrel:4: nobody can meet tag-kind = signed: rel.sign = lightweight (.gitrel:2) signs nothing");
	says("[rules]\nmessage = \"fix: *\"\n",
	     ".gitrel:2: nobody can meet message = fix: *: what git says of a merge is none of these");
	says("[release]\ncommit-message = release {version}\n[rules]\nmessage = fix: * | Merge *\n",
	     ".gitrel:4: nobody can meet message = fix: * | Merge *: rel.commitmessage = release {version} (.gitrel:2) does not fit");
	says("[release]\ntag-target = tip\n[rules]\ntag-place = merge\n",
	     ".gitrel:4: nobody can meet tag-place = merge: rel.tagtarget = tip (.gitrel:2) tags the tip of the branch");
}

TEST(rules_are_met_by_the_names_that_are_set)
{
	says("[release]\nback-merge = pr\ntag = {version}\n[rules]\ncreate = release/* hotfix/* back-merge/[0-9]*\n",
	     "");
	says("[release]\nback-merge = pr\ntag = {version}\n[rules]\ncreate = release/* hotfix/* back-merge/v*\n",
	     ".gitrel:5: nobody can meet create = release/* hotfix/* back-merge/v*: rel.backmerge = pr (.gitrel:2) makes branches back-merge/1.2.3");
	/* of a hotfix, into a release that is open */
	says("[release]\nback-merge = pr\n[rules]\ncreate = release/* hotfix/* back-merge/v{version}\n",
	     ".gitrel:4: nobody can meet create = release/* hotfix/* back-merge/v{version}: rel.backmerge = pr (.gitrel:2) makes branches back-merge/v1.2.3-into-release/v1.2.3");
	says("[release]\nbranch = rel/{version}\n[rules]\nmessage = Release * | Merge branch 'rel/*\n",
	     "");
	says("[release]\nbranch = rel/{version}\nmerge-message = Merge {branch}\ntag = r{version}\n[rules]\nmessage = Release * | Merge release/*\n",
	     ".gitrel:6: nobody can meet message = Release * | Merge release/*: rel.mergemessage = Merge {branch} (.gitrel:3) does not fit");
}

#define GIT(key, value) "local\0file:.git/config\0" key "\n" value

TEST(rules_of_git_config_tighten_here_and_replace_on_a_server)
{
	static const char policy[] = "[rules]\nmax-size = 5M\n";
	__attribute__((cleanup(cleanup_conf))) struct config c;
	static const char git[] = GIT("rel.rule.max-size", "9M");
	CLEANUP(rules) struct rules rules = { 0 };

	config_init(&c);
	assert_int_equal(config_read_git(&c, git, sizeof(git)), 0);
	assert_string_equal(judge_policy(&c, &rules, policy, SIDE_CLIENT), "");
	assert_int_equal(rules.n, 3); /* tags-fixed */
	rules_release(&rules);
	assert_int_equal(rules_read(&rules, &c, SIDE_SERVER), 0);
	assert_int_equal(rules.n, 2);
	assert_string_equal(rules.item[1].value, "9M");
}

TEST(rules_of_git_config_switch_off_only_on_a_server)
{
	static const char policy[] = "[rules]\nprotect = main\n";
	static const char git[] = GIT("rel.rule.protect", "");
	__attribute__((cleanup(cleanup_conf))) struct config c;
	CLEANUP(rules) struct rules rules = { 0 };

	config_init(&c);
	assert_int_equal(config_read_git(&c, git, sizeof(git)), 0);
	assert_string_equal(judge_policy(&c, &rules, policy, SIDE_CLIENT), "");
	assert_int_equal(rules.n, 2);
	rules_release(&rules);
	assert_int_equal(rules_read(&rules, &c, SIDE_SERVER), 0);
	assert_int_equal(rules.n, 1);
	assert_int_equal(rules.item[0].id, R_TAGS_FIXED);
}

TEST(rules_match_names_and_subjects)
{
	struct word range;

	assert_true(names_match("main release/v{version}", "release/v1.2.0",
				SCHEME_SEMVER));
	assert_false(names_match("main release/v{version}", "release/next",
				 SCHEME_SEMVER));
	assert_true(
		names_match("stable/v{series}", "stable/v1.2", SCHEME_SEMVER));
	assert_true(globs_match("feature/*", "feature/a/b"));
	assert_false(globs_match("feature/*", "features"));
	assert_true(subjects_match("feat: * | fix: *", "fix: it", 7));
	assert_false(subjects_match("feat: * | fix: *", "it", 2));
	assert_int_equal(size_value("5M"), 5 << 20);
	assert_int_equal(age_value("7d"), 7);
	assert_true(
		freeze_holds("2026-12-20..2027-01-03", "2027-01-03", &range));
	assert_false(freeze_holds("2026-12-20..2027-01-03 after-rc",
				  "2027-01-04", &range));
}

static bool fits(const char *glob, const char *text)
{
	return glob_match(glob, strlen(glob), text, strlen(text));
}

TEST(glob_matches_as_git_lists_branches)
{
	assert_true(fits("*", ""));
	assert_true(fits("a*c*e", "abcde"));
	assert_false(fits("a*c*e", "abcd"));
	assert_true(fits("v[0-9].?", "v1.x"));
	assert_false(fits("v[!0-9]", "v1"));
	assert_true(fits("[]a]", "]"));
	assert_true(fits("x[[:digit:]]", "x7"));
	assert_true(fits("\\*", "*"));
	assert_false(fits("\\*", "a"));
	assert_false(fits("[a", "a"));
	assert_true(fits("a**b", "a/x/b"));
}

static enum exempt asks(const struct rules *rules, const char *by,
			const char *rule, const char *reason, const char *ref)
{
	const char *bypass[] = { rule, NULL };
	struct changes changes = { .by = by, .reason = reason };

	changes.bypass = rule ? bypass : NULL;
	return exempt(rules, &changes, R_CREATE, ref);
}

TEST(rules_are_passed_over_one_by_one_and_only_where_a_server_says_so)
{
	static const char git[] =
		GIT("rel.exempt.create", "renovate/* tmp-* by bot*") "\0" GIT(
			"rel.bypass.create",
			"ada") "\0" GIT("rel.exempt.message", "*");
	__attribute__((cleanup(cleanup_conf))) struct config c;
	struct rules rules = { .config = &c, .side = SIDE_SERVER };
	const char *ref = "refs/heads/renovate/x", *other = "refs/heads/x";

	config_init(&c);
	assert_int_equal(config_read_git(&c, git, sizeof(git)), 0);
	assert_int_equal(asks(&rules, "bot-1", NULL, NULL, ref), EXEMPT_YES);
	assert_int_equal(asks(&rules, "eve", NULL, NULL, ref), EXEMPT_NO);
	assert_int_equal(asks(&rules, NULL, NULL, NULL, ref), EXEMPT_NO);
	assert_int_equal(asks(&rules, "bot-1", NULL, NULL, other), EXEMPT_NO);
	assert_int_equal(asks(&rules, "ada", "create", "why", other),
			 EXEMPT_BYPASS);
	assert_int_equal(asks(&rules, "ada", "create", "", other), EXEMPT_NO);
	assert_int_equal(asks(&rules, "ada", "message", "why", other),
			 EXEMPT_NO);
	assert_int_equal(asks(&rules, "eve", "create", "why", other),
			 EXEMPT_NO);
	rules.side = SIDE_CLIENT;
	assert_int_equal(asks(&rules, "bot-1", NULL, NULL, ref), EXEMPT_NO);
}
