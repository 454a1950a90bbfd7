#include "tests/unit/unit.h"

#include "tx/marker_lines.h"

#include <string.h>

#define ID "1234567890123456789012345678901234567890"

static struct marker_lines lines(const char *text, int size)
{
	struct marker_lines m = { .size = size };

	marker_lines_add(&m, text, strlen(text));
	return m;
}

/* How many lines of `made` git has left. */
static size_t left(const char *made, const char *ours, const char *base,
		   const char *theirs)
{
	struct marker_lines m[] = { lines(made, 7), lines(ours, 7),
				    lines(base, 7), lines(theirs, 7) };
	const struct marker_sides sides = { &m[1], &m[2], &m[3], ID };
	size_t n = 0;

	for (size_t i = 0; i < m[0].n; i++)
		n += marker_lines_is_left(&m[0], i, &sides);
	for (int i = 0; i < 4; i++)
		marker_lines_release(&m[i]);
	return n;
}

static void assert_lines(const char *text, int size, size_t n)
{
	struct marker_lines m = lines(text, size);

	assert_int_equal(m.n, n);
	marker_lines_release(&m);
}

TEST(marker_lines_are_as_long_as_told_and_end_there)
{
	assert_lines("<<<<<<< a\n=======\n>>>>>>> b\n", 7, 3);
	assert_lines("||||||| base\n|||||||\n", 7, 1);
	assert_lines("<<<<<<\n<<<<<<<<\n<<<<<<<a\n <<<<<<< a\n", 7, 0);
	assert_lines("<<<<<<< a\r\n=======\r\n>>>>>>>", 7, 3);
	assert_lines("<<<<<<< a\n<<<<<<<<< a\n=========\n", 9, 2);
	assert_lines("<\n<<\n", 1, 1);
	assert_lines("", 7, 0);
	assert_lines("\n\n", 7, 0);
}

TEST(marker_lines_tell_where_they_are)
{
	struct marker_lines m = lines("a\n=======\n\n<<<<<<< x \n", 7);

	assert_int_equal(m.n, 2);
	assert_int_equal(m.line[0].number, 2);
	assert_int_equal(m.line[1].number, 4);
	assert_string_equal(m.line[1].text, "<<<<<<< x");
	marker_lines_release(&m);
}

TEST(marker_lines_of_both_sides_are_no_conflict)
{
	assert_int_equal(left("=======\n", "", "", "=======\n"), 0);
	assert_int_equal(
		left("=======\n=======\n", "=======\n", "", "=======\n"), 0);
	assert_int_equal(left("=======\n=======\n", "=======\n", "=======\n",
			      "=======\n"),
			 2);
	assert_int_equal(left("=======\n", "=======\r\n", "", ""), 0);
	assert_int_equal(left("<<<<<<< HEAD\n", "", "", ">>>>>>> x\n"), 1);
}

TEST(marker_lines_with_the_name_of_what_is_merged_are_of_no_side)
{
	assert_int_equal(left(">>>>>>> 1234567 (x)\n", ">>>>>>> 1234567 (x)\n",
			      "", ""),
			 1);
	assert_int_equal(left(">>>>>>> " ID "\n", ">>>>>>> " ID "\n", "", ""),
			 1);
	assert_int_equal(left(">>>>>>> 1235\n", ">>>>>>> 1235\n", "", ""), 0);
	assert_int_equal(left(">>>>>>> 123\n", ">>>>>>> 123\n", "", ""), 0);
	assert_int_equal(left(">>>>>>>\n", ">>>>>>>\n", "", ""), 0);
}

TEST(marker_lines_size_is_a_number_or_seven)
{
	assert_int_equal(marker_lines_size("9"), 9);
	assert_int_equal(marker_lines_size("unspecified"), 7);
	assert_int_equal(marker_lines_size(""), 7);
	assert_int_equal(marker_lines_size("-3"), 7);
	assert_int_equal(marker_lines_size("99999999999999"), 7);
}
