/*
 * libgit2 as Debian builds it reads every certificate of the system when it
 * starts, 3 to 5 ms, two thirds of what a whole `git rel status` costs.  We
 * never let it near a network: git fetches and pushes.  Definitions in the
 * program come before those of a shared library, so these two stand in for
 * mbedTLS's, and there is nothing to read.  Without them, all is the same but
 * slower; a libgit2 with another TLS library never calls them.
 */
#include "model/no_tls.h"

int mbedtls_x509_crt_parse_path(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

int mbedtls_x509_crt_parse_path(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return 0;
}

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return 0;
}

void no_tls(void)
{
}
