#include "tests/unit/unit.h"

#include "standing/findings.h"

#include <string.h>

enum { MAX = 12 };

static struct arena arena;
static struct record records[MAX];
static struct evidence e = { .record = records };

static void begin(void)
{
	memset(records, 0, sizeof(records));
	e.n_records = 0;
}

static size_t add(const char *name, const char *text, const char *state)
{
	struct record *rec = &records[e.n_records];

	rec->kind = RECORD_FINDING;
	rec->text[TEXT_NAME] = name;
	rec->text[TEXT_MESSAGE] = text;
	rec->text[TEXT_SEVERITY] = "high";
	rec->text[TEXT_STATE] = state;
	return e.n_records++;
}

/* One by one it is the same. */
static void compare(void)
{
	const struct record **fix = findings_fixes(&arena, &e);

	for (size_t i = 0; i < e.n_records; i++)
		if (finding_is(&records[i]))
			assert_ptr_equal(fix[i], finding_fix(&e, &records[i]));
}

TEST(findings_are_mended_by_the_first_that_says_so_behind_them)
{
	begin();
	size_t early = add("1", "slow", "fixed"), one = add("1", "slow", NULL);
	size_t two = add("2", "slow", NULL), again = add("1", "slow", NULL);
	size_t fixed = add("1", "slow", "fixed");
	size_t open = add("1", "slow", NULL);
	const struct record **fix = findings_fixes(&arena, &e);

	assert_ptr_equal(fix[one], &records[fixed]);
	assert_ptr_equal(fix[again], &records[fixed]);
	assert_null(fix[two]);
	assert_null(fix[open]);
	assert_true(early < one);
	add("1", "slow", "fixed");
	compare();
	arena_release(&arena);
}

TEST(findings_of_one_number_are_told_apart_by_their_text)
{
	begin();
	size_t ours = add("1", "ours", NULL), theirs = add("1", "theirs", NULL);
	size_t fixed = add("1", "theirs", "fixed");
	const struct record **fix = findings_fixes(&arena, &e);

	assert_null(fix[ours]);
	assert_ptr_equal(fix[theirs], &records[fixed]);
	compare();
	arena_release(&arena);
}

TEST(findings_pass_over_what_is_none)
{
	begin();
	add("1", NULL, NULL);
	add(NULL, "slow", "fixed");
	add("1", NULL, "fixed");
	add("1", "slow", "open again");
	records[add("1", "slow", "fixed")].kind = RECORD_ITEM;
	size_t open = add("1", "slow", NULL);
	records[add("1", "slow", "fixed")].kind = RECORD_ITEM;
	assert_null(findings_fixes(&arena, &e)[open]);
	compare();
	e.n_records = 0;
	compare();
	arena_release(&arena);
}
