#ifndef BASE_SHA256_H
#define BASE_SHA256_H

/*
 * SHA-256 (FIPS 180-4) of bytes in memory, for what must not be forged.
 */
#include <stddef.h>

#define SHA256_HEX_SIZE 65

/* 64 digits, lower case, and a NUL. */
void sha256_hex(char hex[SHA256_HEX_SIZE], const void *data, size_t n);

#endif
