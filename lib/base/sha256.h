#ifndef BASE_SHA256_H
#define BASE_SHA256_H

/*
 * SHA-256 (FIPS 180-4), for what must not be forged.
 */
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

#define SHA256_HEX_SIZE 65

/* 64 digits, lower case, and a NUL. */
void sha256_hex(char hex[SHA256_HEX_SIZE], const void *data, size_t n);

/* Of what comes in pieces: begin, add, end. */
struct sha256 {
	uint32_t state[8];
	uint64_t n; /* bytes so far */
	unsigned char rest[64];
};
void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *data, size_t n);
void sha256_end(struct sha256 *s, char hex[SHA256_HEX_SIZE]);

/* Of a file, and how long it is.  E_FAIL if it cannot be read. */
int sha256_file(char hex[SHA256_HEX_SIZE], const char *path,
		long long *size) MUST_CHECK;

#endif
