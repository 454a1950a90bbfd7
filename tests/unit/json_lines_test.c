#include "tests/unit/unit.h"

#include "base/file.h"
#include "base/json_lines.h"

#include <string.h>

TEST(json_lines_passes_over_what_is_no_json)
{
	static const char text[] =
		"{\"n\":1}\n\nhalf {\nnull\n{\"n\":2}\n{\"n\":";
	struct json_lines l = JSON_LINES_INIT;

	assert_ok(file_replace("f", text, strlen(text)));
	assert_ok(json_lines_read(&l, "f", 1000));
	assert_true(json_lines_next(&l));
	assert_int_equal(json_get_int(l.value, "n"), 1);
	assert_true(json_lines_next(&l));
	assert_int_equal(json_get_int(l.value, "n"), 2);
	assert_false(json_lines_next(&l));
	assert_null(l.value);
	assert_false(json_lines_next(&l));
	json_lines_release(&l);
}

TEST(json_lines_needs_no_file_and_takes_no_large_one)
{
	struct json_lines l = JSON_LINES_INIT;

	assert_ok(json_lines_read(&l, "f", 1000));
	assert_false(json_lines_next(&l));
	json_lines_release(&l);
	assert_ok(file_replace("f", "{\"n\":1}\n", 8));
	assert_error(json_lines_read(&l, "f", 7), E_FAIL);
	json_lines_release(&l);
}
