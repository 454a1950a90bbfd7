#include "tests/unit/unit.h"

#include "base/sha256.h"

#include <string.h>

static const char *hash(const void *data, size_t n)
{
	static char hex[SHA256_HEX_SIZE];

	sha256_hex(hex, data, n);
	return hex;
}

TEST(sha256_gives_the_examples_of_the_standard)
{
	static const char two_blocks[] =
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

	assert_string_equal(hash(NULL, 0), "e3b0c44298fc1c149afbf4c8996fb924"
					   "27ae41e4649b934ca495991b7852b855");
	assert_string_equal(hash("abc", 3), "ba7816bf8f01cfea414140de5dae2223"
					    "b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(hash(two_blocks, strlen(two_blocks)),
			    "248d6a61d20638b8e5c026930c3e6039"
			    "a33ce45964ff2167f6ecedd419db06c1");
}

/* Each length around the ends of blocks, hashed once more: the value is that
 * of another implementation. */
TEST(sha256_pads_every_length)
{
	char text[130], all[131 * 64 + 1];

	memset(text, 'a', sizeof(text));
	for (size_t n = 0; n <= sizeof(text); n++)
		memcpy(all + 64 * n, hash(text, n), 65);
	assert_string_equal(hash(all, strlen(all)),
			    "5eee4c50e1b5ec4f1a47f34c25ca9888"
			    "50b49da7904f5ab1b3abc5cc0ae66ef9");
}

TEST(sha256_of_pieces_is_that_of_the_whole)
{
	char text[300], whole[SHA256_HEX_SIZE], pieces[SHA256_HEX_SIZE];

	memset(text, 'b', sizeof(text));
	sha256_hex(whole, text, sizeof(text));
	for (size_t step = 1; step < 130; step++) {
		struct sha256 s;
		sha256_begin(&s);
		for (size_t at = 0; at < sizeof(text); at += step)
			sha256_add(&s, text + at,
				   at + step < sizeof(text) ?
					   step :
					   sizeof(text) - at);
		sha256_end(&s, pieces);
		assert_string_equal(pieces, whole);
	}
}
