#include "tests/unit/unit.h"

#include "evidence/answer.h"

#include <string.h>

/* A chain of up to six commits with a record each; `up` are its parents. */
static struct link links[8];
static struct record records[8];
static size_t parents[16], n_links, n_parents;

static const char *ids[] = {
	"1111111111111111111111111111111111111111",
	"2222222222222222222222222222222222222222",
	"3333333333333333333333333333333333333333",
	"4444444444444444444444444444444444444444",
	"5555555555555555555555555555555555555555",
	"6666666666666666666666666666666666666666",
};
#define TESTED "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define OTHER "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define TREE "cccccccccccccccccccccccccccccccccccccccc"

static void begin(void)
{
	memset(links, 0, sizeof(links));
	memset(records, 0, sizeof(records));
	n_links = n_parents = 0;
}

static struct record *add(const char *commit, enum record_result result,
			  const char *up)
{
	struct link *l = &links[n_links];
	struct record *rec = &records[n_links];

	(void)oid_from_hex(&l->id, ids[n_links]);
	l->parent = n_parents;
	for (; *up; up++, l->n_parents++)
		parents[n_parents++] = (size_t)(*up - '0');
	l->first = n_links++;
	l->n = result != RESULT_NONE;
	rec->kind = RECORD_ITEM;
	rec->result = result;
	rec->text[TEXT_NAME] = "sps";
	(void)oid_from_hex(&rec->commit, commit);
	return rec;
}

static bool takes(const struct answer_rules *rules, const struct link *l,
		  const struct record *rec)
{
	(void)rules;
	(void)l;
	return !rec->text[TEXT_BY] || strcmp(rec->text[TEXT_BY], "eve") != 0;
}

static bool may_withdraw(const struct answer_rules *rules, const struct link *l,
			 const struct link *of)
{
	(void)rules;
	(void)of;
	return takes(rules, l, &records[l->first]);
}

static struct answer find(bool by_tree)
{
	struct evidence e = { .link = links,
			      .n = n_links,
			      .parent = parents,
			      .record = records,
			      .n_records = n_links };
	struct answer_rules rules = { .by_tree = by_tree,
				      .takes = takes,
				      .may_withdraw = may_withdraw };
	struct answer out;

	(void)oid_from_hex(&rules.commit, TESTED);
	(void)oid_from_hex(&rules.tree, TREE);
	answer_find(&out, &e, "sps", false, &rules);
	return out;
}

TEST(answer_is_none_before_somebody_has_answered)
{
	begin();
	assert_int_equal(find(false).state, ANSWER_NONE);
	add(TESTED, RESULT_NONE, "");
	add(TESTED, RESULT_PASS, "0")->text[TEXT_NAME] = "another";
	assert_int_equal(find(false).state, ANSWER_NONE);
}

TEST(answer_that_comes_later_decides)
{
	begin();
	add(TESTED, RESULT_FAIL, "");
	add(TESTED, RESULT_PASS, "0");
	assert_int_equal(find(false).state, ANSWER_PASSED);
	add(TESTED, RESULT_FAIL, "1");
	assert_int_equal(find(false).state, ANSWER_FAILED);
	assert_ptr_equal(find(false).record, &records[2]);
}

TEST(answer_of_two_at_once_is_the_worse)
{
	begin();
	add(TESTED, RESULT_NONE, "");
	add(TESTED, RESULT_PASS, "0");
	add(TESTED, RESULT_FAIL, "0");
	add(TESTED, RESULT_NONE, "12");
	assert_int_equal(find(false).state, ANSWER_FAILED);
	records[2].result = RESULT_WAIVED;
	assert_int_equal(find(false).state, ANSWER_WAIVED);
	records[2].result = RESULT_NA;
	assert_int_equal(find(false).state, ANSWER_NA);
	records[2].result = RESULT_FAIL;
	add(TESTED, RESULT_PASS, "3"); /* who has seen both */
	assert_int_equal(find(false).state, ANSWER_PASSED);
}

TEST(answer_behind_one_that_does_not_count_is_still_the_one_before)
{
	begin();
	add(TESTED, RESULT_PASS, "");
	add(TESTED, RESULT_FAIL, "0")->text[TEXT_BY] = "eve";
	assert_int_equal(find(false).state, ANSWER_PASSED);
	assert_ptr_equal(find(false).passed_over, &records[1]);
}

TEST(answer_about_another_commit_is_stale)
{
	begin();
	add(OTHER, RESULT_PASS, "");
	assert_int_equal(find(false).state, ANSWER_STALE);
	(void)oid_from_hex(&records[0].tree, TREE);
	assert_int_equal(find(false).state, ANSWER_STALE);
	assert_int_equal(find(true).state, ANSWER_PASSED);
	add(TESTED, RESULT_FAIL, "0");
	assert_int_equal(find(false).state, ANSWER_FAILED);
}

TEST(answer_that_was_withdrawn_is_none)
{
	struct record *w;

	begin();
	add(TESTED, RESULT_PASS, "");
	w = add(TESTED, RESULT_PASS, "0");
	w->kind = RECORD_WITHDRAW;
	w->result = RESULT_NONE;
	w->text[TEXT_WITHDRAWN] = ids[0];
	assert_int_equal(find(false).state, ANSWER_NONE);
	w->text[TEXT_NAME] = "another";
	assert_int_equal(find(false).state, ANSWER_PASSED);
	w->text[TEXT_NAME] = NULL;
	w->text[TEXT_BY] = "eve";
	assert_int_equal(find(false).state, ANSWER_PASSED);
}

TEST(answer_waits_for_a_job_until_it_is_checked)
{
	begin();
	add(TESTED, RESULT_PENDING, "");
	assert_int_equal(find(false).state, ANSWER_PENDING);
	add(TESTED, RESULT_PASS, "0");
	assert_int_equal(find(false).state, ANSWER_PASSED);
}
