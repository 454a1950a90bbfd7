#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

/*
 * A test is a sentence about the behaviour; it registers itself:
 *
 *	TEST(error_escapes_control_characters)
 *	{
 *		assert_error(error(E_FAIL, "a\nb"), E_FAIL);
 *		assert_string_equal(error_message(), "a\\x0ab");
 *	}
 *
 * Each starts in an empty folder of its own.  Plain releases and not CLEANUP:
 * a failing test is left by longjmp.
 */
#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

void unit_add(const char *name, CMUnitTestFunction f);
void unit_ok(int result, const char *expr, const char *file, int line);
void unit_error(int result, int code, const char *expr, const char *file,
		int line);

#define TEST(name)                                                             \
	static void name(void **state);                                        \
	__attribute__((constructor)) static void add_##name(void)              \
	{                                                                      \
		unit_add(#name, name);                                         \
	}                                                                      \
	static void name(void **state __attribute__((unused)))

/* 0 or above; shows the recorded message otherwise. */
#define assert_ok(expr) unit_ok(expr, #expr, __FILE__, __LINE__)
#define assert_error(expr, code)                                               \
	unit_error(expr, code, #expr, __FILE__, __LINE__)

#endif
