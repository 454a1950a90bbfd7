#include "tests/unit/unit.h"

#include "tests/unit/sample_policy.h"

#include <string.h>

static struct sample s;

TEST(release_list_of_the_qualification_guide_is_as_it_is_written)
{
	sample_example(&s, "qualification");
	sample_list(&s, "final", "minor");
	assert_string_equal(sample_counts(&s), "2 2 8+3 6 1");
	assert_int_equal(s.list.n, 22);
	assert_string_equal(s.list.of->phase[2].title, "Workflows");
	assert_string_equal(
		sample_blocks(&s, LIST_FINISH),
		"@branch ci blockers bugs cluster recipe training sps checkpoints evaluation replay play sweep observatory ci-main @notes @request @approved");
	assert_string_equal(s.list.v[0].title, "Release branch created");
	assert_int_equal(s.list.v[0].kind, TASK_FACT);
	assert_int_equal(s.list.v[1].kind, TASK_ITEM);
	assert_int_equal(s.list.v[1].fact->kind, FACT_CI);
	assert_int_equal(s.list.v[4].kind, TASK_GATE);
	assert_string_equal(s.list.v[4].title, "Cluster test");
	assert_int_equal(release_list_find(&s.list, "sps")->depth, 1);
	sample_list(&s, "candidate", NULL);
	assert_null(s.list.of);
	assert_int_equal(s.list.n, 0);
	sample_release(&s);
}

TEST(release_list_of_each_type_is_that_of_the_release_process)
{
	sample_example(&s, "annotated-merge");
	sample_list(&s, "final", "patch");
	assert_string_equal(sample_counts(&s), "4 5 3");
	assert_string_equal(s.list.of->phase[0].title, "Pre-Release");
	assert_string_equal(s.list.v[0].title, "Local validation passes");
	sample_list(&s, "final", "minor");
	assert_string_equal(sample_counts(&s), "6 7 4");
	assert_string_equal(s.list.v[0].title, "All local validations pass");
	assert_true(release_list_find(&s.list, "stakeholder")->optional);
	sample_list(&s, "final", "major");
	assert_string_equal(sample_counts(&s), "8+4 4 8 7");
	assert_string_equal(s.list.of->phase[1].title, "Release Candidate");
	assert_string_equal(release_list_find(&s.list, "stakeholder")->title,
			    "Stakeholder feedback collected");
	assert_int_equal(release_list_find(&s.list, "tests") != NULL, false);
	sample_list(&s, "final", "hotfix");
	assert_string_equal(sample_counts(&s), "4 4");
	sample_release(&s);
}

/* Coverage is in no phase of the list, but "green" needs it. */
TEST(release_list_has_what_is_only_needed_behind_its_phases)
{
	sample_example(&s, "annotated-merge");
	sample_list(&s, "final", "major");
	assert_int_equal(s.list.n_listed, 31);
	assert_int_equal(s.list.n, 32);
	assert_string_equal(s.list.v[31].name, "coverage");
	assert_null(s.list.v[31].phase);
	assert_true(task_blocks(&s.list.v[31], LIST_FINISH));
	/* so is what every release must pass */
	sample_list(&s, "final", "patch");
	assert_int_equal(s.list.n_listed, 12);
	assert_string_equal(
		sample_blocks(&s, LIST_FINISH),
		"local ci fix tests @branch rc coverage reviews documented findings");
	sample_list(&s, "final", "minor");
	assert_int_equal(s.list.n_listed, 17);
	assert_int_equal(s.list.n, 19);
	sample_release(&s);
}

TEST(release_list_of_the_gitops_guide_has_its_four_parts)
{
	sample_example(&s, "gitops");
	sample_list(&s, "final", "patch");
	assert_string_equal(sample_counts(&s), "4 4 7 3");
	assert_string_equal(s.list.of->phase[2].title, "Production");
	/* the forge merges, and finish waits for it */
	assert_string_equal(
		sample_blocks(&s, LIST_FINISH),
		"features changelog local version @branch cut staged @request @approved @merged");
	sample_release(&s);
}

TEST(release_list_may_name_lines_of_check)
{
	sample_example(&s, "pull-request");
	sample_list(&s, "final", "minor");
	assert_string_equal(sample_counts(&s), "2 2 3 4 3 5");
	const struct task *task = release_list_find(&s.list, "style");
	assert_int_equal(task->kind, TASK_CHECK);
	assert_string_equal(task->check->name, "style");
	sample_release(&s);
}

#define GIT(key, value) "local\0file:.git/config\0" key "\n" value

TEST(release_list_leaves_out_checks_of_other_types_and_those_switched_off)
{
	static const char policy[] =
		"[check]\nlint = make lint\ntests = make tests\n"
		"[check.major]\ndocs = make docs\n"
		"[check.hotfix]\nlint =\n"
		"[checklist]\np = lint tests docs\n";
	static const char git[] = GIT("rel.check.tests", "");
	static const char own[] = GIT("rel.check.mine", "make mine");

	assert_string_equal(sample_read(&s, policy), "");
	sample_list(&s, "final", "major");
	assert_string_equal(sample_blocks(&s, LIST_CLOSE), "lint tests docs");
	sample_list(&s, "final", "minor");
	assert_string_equal(sample_blocks(&s, LIST_CLOSE), "lint tests");
	sample_list(&s, "final", "hotfix");
	assert_string_equal(sample_blocks(&s, LIST_CLOSE), "tests");
	assert_ok(config_read_git(&s.config, git, sizeof(git)));
	sample_list(&s, "final", "minor");
	assert_string_equal(sample_blocks(&s, LIST_CLOSE), "lint");
	sample_release(&s);
	assert_string_equal(
		sample_read(&s, "[checklist]\np = mine\n"),
		".gitrel:2: p: there is no item, gate or check 'mine'");
	assert_ok(config_read_git(&s.config, own, sizeof(own)));
	assert_error(staging_policy_read(&s.policy, &s.config.arena, &s.config),
		     E_CONFIG);
	sample_release(&s);
}

TEST(release_list_of_candidates_is_not_that_of_finals)
{
	sample_example(&s, "candidates");
	sample_list(&s, "candidate", NULL);
	assert_string_equal(sample_counts(&s), "4 2 4");
	sample_list(&s, "final", "hotfix");
	assert_string_equal(sample_counts(&s), "4 3 4");
	sample_release(&s);
}

TEST(release_list_blocks_finish_up_to_what_finish_does)
{
	static const char policy[] = "[release]\nfinish = push\n"
				     "[items]\na = A\nb = B\nc = C\nd = D\n"
				     "[checklist]\n"
				     "x = a b? (c) @ci @merged d @published\n";

	assert_string_equal(sample_read(&s, policy), "");
	sample_list(&s, "final", "minor");
	assert_string_equal(sample_blocks(&s, LIST_FINISH), "a @ci");
	assert_string_equal(sample_blocks(&s, LIST_CLOSE),
			    "a @ci @merged d @published");
	sample_release(&s);
}

TEST(release_list_without_a_fact_of_finish_blocks_it_as_a_whole)
{
	assert_string_equal(
		sample_read(&s, "[items]\na = A\n[checklist]\nx = a @ci\n"),
		"");
	sample_list(&s, "rehearsal", NULL);
	assert_string_equal(sample_blocks(&s, LIST_FINISH), "a @ci");
	sample_release(&s);
}

TEST(release_list_leaves_out_gates_of_other_types)
{
	static const char policy[] =
		"[gate.long]\nrun = make long\nfor = major hotfix\n"
		"[items]\na = A [needs long]\nb = B\n"
		"[checklist]\nx = long (b) a\n";

	assert_string_equal(sample_read(&s, policy), "");
	sample_list(&s, "final", "minor");
	assert_string_equal(sample_blocks(&s, LIST_CLOSE), "a");
	assert_int_equal(s.list.n, 1);
	sample_list(&s, "final", "hotfix");
	assert_string_equal(sample_blocks(&s, LIST_CLOSE), "long b a");
	sample_release(&s);
}
