#include "tests/unit/unit.h"

#include "changelog/reverts.h"

#include <string.h>

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccccccccccccccccccccccc"
#define D "dddddddddddddddddddddddddddddddddddddddd"

/* Which are told, "+" or "-", newest first. */
static const char *told(struct past_commit *c, size_t n)
{
	static char out[9];
	struct arena arena = ARENA_INIT;

	reverts_find(&arena, c, n);
	for (size_t i = 0; i < n; i++)
		out[i] = c[i].hidden ? '-' : '+';
	out[n] = '\0';
	arena_release(&arena);
	return out;
}

TEST(reverts_take_a_change_and_themselves_away)
{
	struct past_commit c[] = {
		{ C " " B,
		  "Revert \"feat: x\"\n\nThis reverts commit " A ".\n" },
		{ B " " A, "fix: y\n" },
		{ A, "feat: x\n" },
	};

	assert_string_equal(told(c, 3), "-+-");
	c[0].message = "revert: feat: x\n\nRefs: aaaaaaa\n";
	assert_string_equal(told(c, 3), "-+-");
	c[0].message = "Revert \"feat: x\" (#3)\n\nReverts o/r#1\n";
	assert_string_equal(told(c, 3), "-+-");
	/* what was released before is news */
	c[0].message = "Revert \"feat: z\"\n\nThis reverts commit " D ".\n";
	assert_string_equal(told(c, 3), "+++");
}

TEST(reverts_of_reverts_leave_the_change)
{
	struct past_commit c[] = {
		{ C " " B,
		  "Reapply \"feat: x\"\n\nThis reverts commit " B ".\n" },
		{ B " " A,
		  "Revert \"feat: x\"\n\nThis reverts commit " A ".\n" },
		{ A, "feat: x\n" },
	};

	assert_string_equal(told(c, 3), "--+");
	c[0].message = "Reapply \"feat: x\"\n";
	assert_string_equal(told(c, 3), "--+");
	c[0].message = "Revert \"Revert \"feat: x\"\"\n";
	assert_string_equal(told(c, 3), "--+");
	/* told anew, not again */
	c[0].message = "feat: x\n";
	assert_string_equal(told(c, 3), "+--");
}

TEST(reverts_of_a_merge_take_all_it_brought)
{
	struct past_commit c[] = {
		{ D " " C, "Revert \"Merge x\"\n\nThis reverts commit " C
			   ", reversing\nchanges made to " B ".\n" },
		{ C " " B " " A, "Merge x\n", .merge = true },
		{ B, "fix: y\n" },
		{ A, "feat: x\n" },
	};

	assert_string_equal(told(c, 4), "--+-");
}
