#ifndef TEXT_SECRET_H
#define TEXT_SECRET_H

/*
 * What has the form of a secret, in text that is about to be kept for ever: tokens
 * by their prefixes, private keys, passwords in URLs.  Not more than that, so that
 * nobody is stopped by words.
 */
#include <stddef.h>

/* What it is, for people: "a token of GitHub"; NULL: there is none. */
const char *secret_in(const char *text, size_t n);

#endif
