#ifndef BASE_SHA256_X86_H
#define BASE_SHA256_X86_H

/*
 * SHA-256 by the instructions that x86 has for it: about eight times as fast.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Take whole blocks; `k` are the constants of the rounds.  False: this processor
 * cannot, and nothing was taken. */
bool sha256_x86(uint32_t state[8], const unsigned char *p, size_t blocks,
		const uint32_t k[64]);

#endif
