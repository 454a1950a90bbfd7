#ifndef PICK_ASCII_H
#define PICK_ASCII_H

/*
 * What a byte is in ASCII, whatever the locale.
 */
#include <stdbool.h>
#include <stddef.h>

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool ascii_is_alnum(char c)
{
	char low = ascii_lower(c);

	return ascii_is_digit(c) || (low >= 'a' && low <= 'z');
}

static inline bool ascii_is_hex(char c)
{
	char low = ascii_lower(c);

	return ascii_is_digit(c) || (low >= 'a' && low <= 'f');
}

/* White space within a line; the CR of a CR LF is some. */
static inline bool ascii_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

/* How many digits `s` begins with. */
static inline size_t ascii_digits(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && ascii_is_digit(s[i]))
		i++;
	return i;
}

/* Does `s` begin with the first `len` bytes of `word`, in letters of either
 * case? */
static inline bool ascii_begins(const char *s, size_t n, const char *word,
				size_t len)
{
	if (n < len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (ascii_lower(s[i]) != ascii_lower(word[i]))
			return false;
	return true;
}

#endif
