#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "config/gitrel.h"
#include "plan/trust.h"

#include <stdlib.h>
#include <string.h>

static struct repo r;
static struct commands cmds;

static const char lint[] = "[check]\nlint = make lint\ndocs = make docs\n";

/* A repository whose .gitrel says `policy`, and in whose .git/config the
 * commands of `trusted` are trusted (NULL: none). */
static void stand(const char *policy, const char *trusted)
{
	struct strbuf sb = STRBUF_INIT;
	char digest[COMMANDS_DIGEST_SIZE];

	config_release(&r.config);
	if (trusted) {
		assert_ok(config_read_gitrel(&r.config, trusted,
					     strlen(trusted), ".gitrel"));
		commands_digest(&r.config, digest);
		strbuf_add(&sb, "local\0file:x", 13);
		strbuf_addf(&sb, "rel.trust\n%s%c", digest, 0);
		strbuf_add(&sb, "local\0file:x", 13);
		strbuf_adds(&sb, "rel.trusted\n");
		commands_text(&r.config, &sb);
		strbuf_addc(&sb, '\0');
		config_release(&r.config);
		assert_ok(config_read_git(&r.config, sb.buf, sb.len));
		strbuf_release(&sb);
	}
	assert_ok(config_read_gitrel(&r.config, policy, strlen(policy),
				     ".gitrel"));
	commands_of(&r.config, &r.config.arena, "check", NULL, &cmds);
}

static void end(void)
{
	unsetenv("GIT_REL_TRUST");
	config_release(&r.config);
}

#define CHANGED "the commands of '.gitrel' have changed since they were trusted"

#define assert_changed(policy, details)                                        \
	do {                                                                   \
		stand(policy, lint);                                           \
		assert_error(trust_check(&r, &cmds), E_POLICY);                \
		assert_string_equal(error_message(), CHANGED details);         \
	} while (0)

TEST(trust_is_not_there_by_itself)
{
	stand(lint, NULL);
	assert_error(trust_check(&r, &cmds), E_POLICY);
	assert_string_equal(error_message(),
			    "the commands of '.gitrel' are not trusted yet");
	assert_string_equal(error_hints(),
			    "git rel trust   to read and trust them\n");
	end();
}

TEST(trust_given_holds_as_long_as_the_commands_are_the_same)
{
	stand(lint, lint);
	assert_ok(trust_check(&r, &cmds));
	stand("; moved\n[release]\nmain = x\n[check]\nlint = \"make lint\"\n"
	      "docs=make docs",
	      lint);
	assert_ok(trust_check(&r, &cmds));
	end();
}

TEST(trust_is_not_needed_for_commands_of_git_config)
{
	static const char text[] = "local\0file:x\0rel.check.lint\nmine";

	config_release(&r.config);
	assert_ok(config_read_git(&r.config, text, sizeof(text)));
	commands_of(&r.config, &r.config.arena, "check", NULL, &cmds);
	assert_int_equal(cmds.n, 1);
	assert_ok(trust_check(&r, &cmds));
	cmds.n = 0;
	assert_ok(trust_check(&r, &cmds));
	end();
}

TEST(trust_ends_with_any_change_and_says_which)
{
	assert_changed("[check]\nlint = rm -rf .\ndocs = make docs\n",
		       "\n  - check.lint = make lint"
		       "\n  + check.lint = rm -rf .");
	assert_changed("[check]\nlint = make lint\nnew = x\ndocs = make docs\n",
		       "\n  + check.new = x");
	assert_changed("[check]\nlint = make lint\n",
		       "\n  - check.docs = make docs");
	assert_changed("[check]\nlinter = make lint\ndocs = make docs\n",
		       "\n  + check.linter = make lint"
		       "\n  - check.lint = make lint");
	assert_changed("[check]\nlint = make lint\n[check.major]\n"
		       "docs = make docs\n",
		       "\n  + check.major.docs = make docs"
		       "\n  - check.docs = make docs");
	assert_changed("[check]\ndocs = make docs\nlint = make lint\n",
		       "\n  their order is another");
	assert_string_equal(error_hints(),
			    "git rel trust   to trust them as they are now\n");
	end();
}

/* All are one: a command that was not asked for may run another time. */
TEST(trust_ends_with_a_change_to_another_section)
{
	assert_changed("[check]\nlint = make lint\ndocs = make docs\n"
		       "[prepare.hotfix]\nlock = uv lock\n",
		       "\n  + prepare.hotfix.lock = uv lock");
	end();
}

TEST(trust_shows_all_where_the_text_is_not_what_was_trusted)
{
	static const char text[] = "local\0file:x\0rel.trust\nabc\0"
				   "local\0file:x\0rel.trusted\n[check]\n"
				   "  lint = make lint\n";

	config_release(&r.config);
	assert_ok(config_read_git(&r.config, text, sizeof(text)));
	assert_ok(config_read_gitrel(&r.config, lint, strlen(lint), ".gitrel"));
	commands_of(&r.config, &r.config.arena, "check", NULL, &cmds);
	assert_error(trust_check(&r, &cmds), E_POLICY);
	assert_string_equal(error_message(),
			    CHANGED "\n  + check.lint = make lint"
				    "\n  + check.docs = make docs");
	end();
}

TEST(trust_from_the_environment_is_for_just_that_digest)
{
	char digest[COMMANDS_DIGEST_SIZE];

	stand(lint, NULL);
	commands_digest(&r.config, digest);
	setenv("GIT_REL_TRUST", digest, 1);
	assert_ok(trust_check(&r, &cmds));
	stand("[check]\nlint = other\n", NULL);
	assert_error(trust_check(&r, &cmds), E_POLICY);
	assert_string_equal(error_message(),
			    "GIT_REL_TRUST is not the digest of the commands "
			    "of '.gitrel'");
	/* also where they are trusted otherwise: it was asked for */
	stand("[check]\nlint = other\n", "[check]\nlint = other\n");
	assert_error(trust_check(&r, &cmds), E_POLICY);
	setenv("GIT_REL_TRUST", "", 1);
	assert_ok(trust_check(&r, &cmds));
	end();
}

TEST(trust_is_about_the_commands_that_would_run_wherever_they_are_from)
{
	static const char text[] = "[check]\nlint = other\n";
	struct config other = { 0 };

	stand(lint, lint);
	assert_ok(config_read_gitrel(&other, text, strlen(text), "x:.gitrel"));
	commands_of(&other, &r.config.arena, "check", NULL, &cmds);
	config_release(&other);
	assert_error(trust_check(&r, &cmds), E_POLICY);
	assert_string_equal(error_message(),
			    CHANGED "\n  - check.lint = make lint"
				    "\n  + check.lint = other"
				    "\n  - check.docs = make docs");
	end();
}
