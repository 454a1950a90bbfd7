#include "base/sha256_x86.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

/* SSSE3 and SSE4.1; SHA. */
static bool look(void)
{
	unsigned a, b, c, d;

	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1U << 9) ||
	    !(c & 1U << 19))
		return false;
	return __get_cpuid_count(7, 0, &a, &b, &c, &d) && b & 1U << 29;
}

static WITH_SHA __m128i load(const void *p)
{
	return _mm_loadu_si128((const __m128i *)p);
}

/* Four rounds with the words in `a`, which then become those of 16 rounds later. */
#define FOUR(a, b, c, d, i)                                                    \
	do {                                                                   \
		__m128i w = _mm_add_epi32(a, load(k + 4 * (i)));               \
		y = _mm_sha256rnds2_epu32(y, x, w);                            \
		x = _mm_sha256rnds2_epu32(x, y, _mm_shuffle_epi32(w, 0x0e));   \
		w = _mm_add_epi32(_mm_sha256msg1_epu32(a, b),                  \
				  _mm_alignr_epi8(d, c, 4));                   \
		(a) = _mm_sha256msg2_epu32(w, d);                              \
	} while (0)

/* The instructions want the state as two vectors, a b e f and c d g h. */
static WITH_SHA void take(uint32_t state[8], const unsigned char *p,
			  size_t blocks, const uint32_t k[64])
{
	const __m128i big =
		_mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
	__m128i t = _mm_shuffle_epi32(load(state), 0xb1);
	__m128i y = _mm_shuffle_epi32(load(state + 4), 0x1b);
	__m128i x = _mm_alignr_epi8(t, y, 8);

	y = _mm_blend_epi16(y, t, 0xf0);
	for (; blocks; blocks--, p += 64) {
		__m128i x_was = x, y_was = y;
		__m128i a = _mm_shuffle_epi8(load(p), big);
		__m128i b = _mm_shuffle_epi8(load(p + 16), big);
		__m128i c = _mm_shuffle_epi8(load(p + 32), big);
		__m128i d = _mm_shuffle_epi8(load(p + 48), big);
		for (int i = 0; i < 16; i += 4) {
			FOUR(a, b, c, d, i);
			FOUR(b, c, d, a, i + 1);
			FOUR(c, d, a, b, i + 2);
			FOUR(d, a, b, c, i + 3);
		}
		x = _mm_add_epi32(x, x_was);
		y = _mm_add_epi32(y, y_was);
	}
	t = _mm_shuffle_epi32(x, 0x1b);
	y = _mm_shuffle_epi32(y, 0xb1);
	_mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(t, y, 0xf0));
	_mm_storeu_si128((__m128i *)(void *)(state + 4),
			 _mm_alignr_epi8(y, t, 8));
}

bool sha256_x86(uint32_t state[8], const unsigned char *p, size_t blocks,
		const uint32_t k[64])
{
	static int can = -1;

	if (can < 0)
		can = look();
	if (can)
		take(state, p, blocks, k);
	return can;
}
#else
bool sha256_x86(uint32_t state[8], const unsigned char *p, size_t blocks,
		const uint32_t k[64])
{
	(void)state;
	(void)p;
	(void)blocks;
	(void)k;
	return false;
}
#endif
