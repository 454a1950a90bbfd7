#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "config/config.h"
#include "config/gitrel.h"

#include <string.h>

static struct config c;

static int read_text(const char *text)
{
	config_release(&c);
	return config_read_gitrel(&c, text, strlen(text), ".gitrel");
}

#define assert_refused(text, message, hints)                                   \
	do {                                                                   \
		assert_error(read_text(text), E_CONFIG);                       \
		assert_string_equal(error_message(), message);                 \
		assert_string_equal(error_hints(), hints);                     \
		config_release(&c);                                            \
	} while (0)

static void assert_line(size_t i, const char *section, const char *name,
			const char *value, const char *origin)
{
	assert_true(i < c.n_checks);
	assert_string_equal(c.check[i].section, section);
	assert_string_equal(c.check[i].name, name);
	assert_string_equal(c.check[i].value, value);
	assert_string_equal(c.check[i].origin, origin);
}

TEST(check_lines_are_kept_in_the_order_of_the_file)
{
	assert_ok(read_text("[roles]\n"
			    "qa = a@example.com b@example.com\n"
			    "[items.major]\n"
			    "rc = RC1 created and tested [wants link, by qa]\n"
			    "[gate.cluster]\n"
			    "launch = ./test launch\n"
			    "check = ./test check\n"
			    "[check]\n"
			    "lint = make lint\n"
			    "[item.sps]\n"
			    "ask = \"SPS; near 40k\"\n"
			    "accept = sps >= 38000 and sps-min >= 90% of sps\n"
			    "[checklist]\n"
			    "release = a b? (c d) @merged\n"));
	assert_int_equal(c.n_checks, 7);
	assert_line(0, "roles", "qa", "a@example.com b@example.com",
		    ".gitrel:2");
	assert_line(1, "items.major", "rc",
		    "RC1 created and tested [wants link, by qa]", ".gitrel:4");
	assert_string_equal(c.check[1].of, "major");
	assert_line(2, "gate.cluster", "launch", "./test launch", ".gitrel:6");
	assert_string_equal(c.check[2].of, "cluster");
	assert_line(4, "item.sps", "ask", "SPS; near 40k", ".gitrel:11");
	assert_line(5, "item.sps", "accept",
		    "sps >= 38000 and sps-min >= 90% of sps", ".gitrel:12");
	assert_line(6, "checklist", "release", "a b? (c d) @merged",
		    ".gitrel:14");
	assert_null(c.check[6].of);
	config_release(&c);
}

TEST(check_lines_that_run_something_need_trust)
{
	struct strbuf text = STRBUF_INIT;
	struct commands cmds;

	assert_ok(read_text("[gate.cluster]\n"
			    "title = Cluster test\n"
			    "launch = ./test launch\n"
			    "check = ./test check\n"
			    "read-id = Job {id}\n"
			    "[check]\n"
			    "lint = make lint\n"
			    "[gate.docs]\n"
			    "run = make docs\n"
			    "workflow = docs.yml\n"));
	commands_text(&c, &text);
	assert_string_equal(text.buf, "[check]\n"
				      "  lint = make lint\n"
				      "[gate.cluster]\n"
				      "  launch = ./test launch\n"
				      "  check = ./test check\n"
				      "[gate.docs]\n"
				      "  run = make docs\n");
	strbuf_release(&text);
	assert_true(commands_committed(&c));
	commands_of(&c, &c.arena, "gate.cluster", NULL, &cmds);
	assert_int_equal(cmds.n, 2);
	commands_of(&c, &c.arena, "check", NULL, &cmds);
	assert_int_equal(cmds.n, 1);
	config_release(&c);
}

TEST(check_lines_are_explained_once_each_with_their_origin)
{
	struct config_row *row;
	size_t n, shown = 0;

	assert_ok(read_text("[gate.docs]\nrun = make docs\n"
			    "[items]\nplay = Play\n"));
	assert_ok(config_settle(&c));
	n = config_rows(&c, &c.arena, &row);
	assert_int_equal(n, N_KEYS + 2);
	for (size_t i = N_KEYS; i < n; i++)
		shown += !row[i].git;
	assert_int_equal(shown, 2);
	assert_string_equal(row[N_KEYS].name, "gate.docs.run");
	assert_string_equal(row[N_KEYS].origin, ".gitrel:2");
	assert_string_equal(row[N_KEYS + 1].name, "items.play");
	config_release(&c);
}

TEST(check_lines_have_known_sections_types_and_keys)
{
	assert_refused("[itmes]\n", ".gitrel:1: unknown section [itmes]",
		       "did you mean [items]?\n");
	assert_refused("[checklists]\n",
		       ".gitrel:1: unknown section [checklists]",
		       "did you mean [checklist]?\n");
	assert_refused("[checklist.majro]\n",
		       ".gitrel:1: unknown type of release 'majro'",
		       "did you mean 'major'?\n");
	assert_refused("[items.rc]\n",
		       ".gitrel:1: unknown type of release 'rc'",
		       "did you mean 'candidate'?\n");
	assert_refused("[roles.major]\n",
		       ".gitrel:1: unknown section [roles.major]", "");
	assert_refused(
		"[gate]\n",
		".gitrel:1: [gate] needs a name without a dot: [gate.<name>]",
		"");
	assert_refused(
		"[item.a.major]\n",
		".gitrel:1: [item] needs a name without a dot: [item.<name>]",
		"");
	assert_refused("[gate.x]\ntimout = 1h\n",
		       ".gitrel:2: unknown key 'timout' in [gate.x]",
		       "did you mean 'timeout'?\n");
	assert_refused("[item.x]\nrun = make\n",
		       ".gitrel:2: unknown key 'run' in [item.x]", "");
}

TEST(check_lines_stand_once_in_their_section)
{
	assert_refused("[items]\na = A\nb = B\na = C\n",
		       ".gitrel:4: key 'a' again, first in line 2", "");
	assert_refused("[items]\na = A\n[items.major]\n[items]\n",
		       ".gitrel:4: section [items] again, first in line 1", "");
	assert_ok(read_text("[items]\na = A\n[items.major]\na = B\n"));
	assert_int_equal(c.n_checks, 2);
	config_release(&c);
}

TEST(check_lines_are_limited_in_number)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_adds(&text, "[items]\n");
	for (int i = 0; i <= CHECK_LINES_MAX; i++)
		strbuf_addf(&text, "i%d = x\n", i);
	assert_error(read_text(text.buf), E_CONFIG);
	assert_string_equal(
		error_message(),
		".gitrel:502: more than 500 lines about checklists");
	strbuf_release(&text);
	config_release(&c);
}

/* What was read and looked at is another commit than what the forge makes. */
TEST(settings_of_staging_follow_who_merges)
{
	static const struct {
		const char *text, *bind;
	} rows[] = {
		{ "[release]\nmodel = gitflow\n", "commit" },
		{ "[release]\nmodel = trunk\n", "tree" },
		{ "[release]\nmodel = gitflow\nfinish = pr\n", "tree" },
		{ "[release]\nfinish = pr\n[staging]\nbind = commit\n",
		  "commit" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_ok(read_text(rows[i].text));
		assert_ok(config_settle(&c));
		assert_string_equal(setting(&c, K_BIND), rows[i].bind);
	}
	config_release(&c);
}

TEST(settings_of_staging_are_checked_where_they_stand)
{
	assert_refused("[staging]\nbind = branch\n",
		       ".gitrel:2: bind: 'branch' is none of: commit tree", "");
	assert_refused("[staging]\njobs = 0\n",
		       ".gitrel:2: jobs: '0' is no number from 1 to 99", "");
	assert_refused("[staging]\njobs = 100\n",
		       ".gitrel:2: jobs: '100' is no number from 1 to 99", "");
	assert_refused(
		"[staging]\nsigners = ../keys\n",
		".gitrel:2: signers: '../keys' is no path from the top of the repository",
		"");
	assert_refused(
		"[staging]\nsigners = /etc/keys\n",
		".gitrel:2: signers: '/etc/keys' is no path from the top of the repository",
		"");
	assert_refused("[staging]\nevidence-seals = tag\n",
		       ".gitrel:2: unknown key 'evidence-seals' in [staging]",
		       "did you mean 'evidence-seal'?\n");
	assert_ok(read_text("[staging]\nsigners = keys/allowed..signers\n"));
	config_release(&c);
}

static int git(const char *key, const char *value)
{
	struct strbuf sb = STRBUF_INIT;

	config_release(&c);
	strbuf_add(&sb, "local\0file:.git/config", 23);
	strbuf_addf(&sb, "%s\n%s", key, value);
	strbuf_addc(&sb, '\0');
	int rc = config_read_git(&c, sb.buf, sb.len);
	strbuf_release(&sb);
	return rc;
}

TEST(settings_of_staging_are_in_git_config_too)
{
	assert_ok(git("staging.evidencesign", "required"));
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_EVIDENCE_SIGN), "required");
	assert_error(git("staging.evidencesgin", "required"), E_CONFIG);
	assert_string_equal(error_hints(),
			    "did you mean 'staging.evidencesign'?\n");
	assert_ok(git("staging.deploy", "other tools have such a section"));
	assert_ok(git("staging.server.url", "x"));
	config_release(&c);
}
