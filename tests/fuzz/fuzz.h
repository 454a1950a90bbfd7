#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

/*
 * What a fuzzer defines.  Its inputs are in tests/fuzz/corpus/<name>/.
 */
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#endif
