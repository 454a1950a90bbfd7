/*
 * Runs all tests, or those whose names hold the argument.
 */
#include "tests/unit/unit.h"

#include "base/alloc.h"
#include "base/dir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct CMUnitTest *tests;
static size_t n, alloc;
static char folder[32];

static int enter(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/unit-XXXXXX");
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	if (chdir("/") < 0)
		return -1;
	return dir_remove(folder);
}

void unit_add(const char *name, CMUnitTestFunction f)
{
	GROW(tests, n, alloc);
	tests[n++] = (struct CMUnitTest){ name, f, enter, leave, NULL };
}

void unit_ok(int result, const char *expr, const char *file, int line)
{
	if (result >= 0)
		return;
	print_error("%s: %d: %s\n", expr, result, error_message());
	_fail(file, line);
}

void unit_error(int result, int code, const char *expr, const char *file,
		int line)
{
	if (result == code && *error_message())
		return;
	print_error("%s: %d instead of %d: '%s'\n", expr, result, code,
		    error_message());
	_fail(file, line);
}

static int by_name(const void *a, const void *b)
{
	const struct CMUnitTest *x = a, *y = b;

	return strcmp(x->name, y->name);
}

int main(int argc, char **argv)
{
	char pattern[256];

	if (argc > 1) {
		snprintf(pattern, sizeof(pattern), "*%s*", argv[1]);
		cmocka_set_test_filter(pattern);
	}
	qsort(tests, n, sizeof(*tests), by_name);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	int failed = _cmocka_run_group_tests("unit", tests, n, NULL, NULL);
	free(tests);
	return failed ? 1 : 0;
}
