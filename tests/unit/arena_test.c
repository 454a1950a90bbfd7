#include "tests/unit/unit.h"

#include "base/arena.h"

#include <string.h>

TEST(arena_hands_out_zeroed_aligned_memory)
{
	struct arena a = ARENA_INIT;

	for (size_t size = 0; size < 9000; size = size * 2 + 1) {
		unsigned char *p = arena_alloc(&a, size);
		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	arena_release(&a);
	assert_null(a.head);
}

TEST(arena_copies_strings)
{
	struct arena a = ARENA_INIT;

	assert_string_equal(arena_strdup(&a, "abc"), "abc");
	assert_null(arena_strdup(&a, NULL));
	assert_string_equal(arena_strndup(&a, "abc", 2), "ab");
	assert_string_equal(arena_strndup(&a, "abc", 9), "abc");
	assert_string_equal(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	arena_release(&a);
}

TEST(arena_grows_an_array_item_by_item)
{
	struct arena a = ARENA_INIT;
	int *v = NULL;

	for (size_t n = 0; n < 1000; n++) {
		v = arena_grow(&a, v, n, sizeof(*v));
		assert_int_equal(v[n], 0);
		v[n] = (int)n;
		arena_alloc(&a, 24);
	}
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(v[i], i);
	arena_release(&a);
}
