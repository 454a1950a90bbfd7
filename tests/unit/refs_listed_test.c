#include "tests/unit/unit.h"

#include "base/file.h"
#include "git/refs_listed.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* As git does it: beside, and renamed over it. */
static ino_t put_list(void)
{
	struct stat st;
	FILE *f = fopen("reftable/tables.list.lock", "w");

	assert_non_null(f);
	fputs("several\n", f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(
		rename("reftable/tables.list.lock", "reftable/tables.list"), 0);
	assert_int_equal(stat("reftable/tables.list", &st), 0);
	return st.st_ino;
}

/* A change that is compacted leaves as many names as there were, in one tick of
 * the clock maybe; and the number of a file that is gone is given away again. */
TEST(refs_listed_are_old_after_changes_that_leave_their_list_as_long)
{
	struct repo r = { .git_dir = ".", .common_dir = "." };
	struct refs_listed *l;

	assert_int_equal(mkdir("reftable", 0777), 0);
	assert_int_equal(symlink(TOP "/tests/fuzz/corpus/reftable/several",
				 "reftable/several"),
			 0);
	ino_t first = put_list();
	assert_ok(refs_list(&r, &l));
	assert_non_null(refs_listed_find(l, "HEAD"));
	assert_false(refs_listed_is_old(l, &r));
	for (int i = 0; i < 10; i++)
		assert_true(put_list() != first);
	assert_true(refs_listed_is_old(l, &r));
	refs_listed_release(l);
}
