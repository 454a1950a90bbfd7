#include "base/sha256.h"

#include "base/alloc.h"
#include "base/sha256_x86.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64, PART = 1 << 16 };

static const uint32_t round_constant[BLOCK] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turn(uint32_t x, int by)
{
	return x >> by | x << (32 - by);
}

static void expand(uint32_t w[BLOCK], const unsigned char *p)
{
	for (int i = 0; i < 16; i++, p += 4)
		w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		       (uint32_t)p[2] << 8 | p[3];
	for (int i = 16; i < BLOCK; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];
		w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) +
		       w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
	}
}

#define ROUND(a, b, c, d, e, f, g, h, i)                                       \
	do {                                                                   \
		uint32_t t = (h) + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +  \
			     (((e) & (f)) ^ (~(e) & (g))) +                    \
			     round_constant[i] + w[i];                         \
		(d) += t;                                                      \
		(h) = t + (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) +           \
		      (((a) & (b)) ^ ((a) & (c)) ^ ((b) & (c)));               \
	} while (0)

/* The letters turn by one place a round, so eight rounds move none of them:
 * files of any size go through here. */
static void take_block(uint32_t state[8], const unsigned char *p)
{
	uint32_t w[BLOCK];
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3],
		 e = state[4], f = state[5], g = state[6], h = state[7];

	expand(w, p);
	for (int i = 0; i < BLOCK; i += 8) {
		ROUND(a, b, c, d, e, f, g, h, i);
		ROUND(h, a, b, c, d, e, f, g, i + 1);
		ROUND(g, h, a, b, c, d, e, f, i + 2);
		ROUND(f, g, h, a, b, c, d, e, i + 3);
		ROUND(e, f, g, h, a, b, c, d, i + 4);
		ROUND(d, e, f, g, h, a, b, c, i + 5);
		ROUND(c, d, e, f, g, h, a, b, i + 6);
		ROUND(b, c, d, e, f, g, h, a, i + 7);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
	state[5] += f;
	state[6] += g;
	state[7] += h;
}

static void take_blocks(uint32_t state[8], const unsigned char *p, size_t n)
{
	if (sha256_x86(state, p, n, round_constant))
		return;
	for (; n; n--, p += BLOCK)
		take_block(state, p);
}

/* The rest, a bit, zeros, and the length in bits: one block or two. */
static void take_end(uint32_t state[8], const unsigned char *p, size_t rest,
		     uint64_t n)
{
	unsigned char end[2 * BLOCK] = { 0 };
	size_t len = rest < BLOCK - 8 ? BLOCK : sizeof(end);

	if (rest)
		memcpy(end, p, rest);
	end[rest] = 0x80;
	for (int i = 0; i < 8; i++)
		end[len - 1 - (size_t)i] = (unsigned char)(n << 3 >> (8 * i));
	take_blocks(state, end, len / BLOCK);
}

void sha256_begin(struct sha256 *s)
{
	static const uint32_t begin[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372,
					   0xa54ff53a, 0x510e527f, 0x9b05688c,
					   0x1f83d9ab, 0x5be0cd19 };

	memcpy(s->state, begin, sizeof(begin));
	s->n = 0;
}

void sha256_add(struct sha256 *s, const void *data, size_t n)
{
	const unsigned char *p = data;
	size_t kept = s->n % BLOCK;

	s->n += n;
	if (kept && kept + n >= BLOCK) {
		memcpy(s->rest + kept, p, BLOCK - kept);
		take_blocks(s->state, s->rest, 1);
		p += BLOCK - kept;
		n -= BLOCK - kept;
		kept = 0;
	}
	take_blocks(s->state, p, n / BLOCK);
	if (n % BLOCK)
		memcpy(s->rest + kept, p + n / BLOCK * BLOCK, n % BLOCK);
}

void sha256_end(struct sha256 *s, char hex[SHA256_HEX_SIZE])
{
	take_end(s->state, s->rest, s->n % BLOCK, s->n);
	for (int i = 0; i < 8; i++)
		snprintf(hex + 8 * i, 9, "%08x", (unsigned)s->state[i]);
}

void sha256_hex(char hex[SHA256_HEX_SIZE], const void *data, size_t n)
{
	struct sha256 s;

	sha256_begin(&s);
	sha256_add(&s, data, n);
	sha256_end(&s, hex);
}

int sha256_file(char hex[SHA256_HEX_SIZE], const char *path, long long *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char *part = xcalloc(1, PART);
	struct sha256 s;
	ssize_t n = -1;

	*size = 0;
	sha256_begin(&s);
	while (fd >= 0 && n != 0) {
		n = read(fd, part, PART);
		if (n < 0 && errno != EINTR)
			break;
		if (n > 0) {
			sha256_add(&s, part, (size_t)n);
			*size += n;
		}
	}
	int rc = n < 0 ? error_errno("cannot read '%s'", path) : 0;
	free(part);
	if (fd >= 0)
		close(fd);
	if (rc < 0)
		return rc;
	sha256_end(&s, hex);
	return 0;
}
