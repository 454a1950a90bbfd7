#ifndef NET_CURL_H
#define NET_CURL_H

/*
 * libcurl, loaded by the first who needs it: linking to it would cost every
 * command of ours 3 ms.
 */
#include "base/error.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

struct curl_lib {
	__typeof__(curl_global_init) *global_init;
	__typeof__(curl_easy_init) *easy_init;
	__typeof__((curl_easy_setopt)) *easy_set;
	__typeof__((curl_easy_getinfo)) *easy_get;
	__typeof__(curl_easy_cleanup) *easy_cleanup;
	__typeof__(curl_easy_strerror) *easy_says;
	__typeof__(curl_multi_init) *multi_init;
	__typeof__(curl_multi_cleanup) *multi_cleanup;
	__typeof__(curl_multi_add_handle) *multi_add;
	__typeof__(curl_multi_remove_handle) *multi_remove;
	__typeof__(curl_multi_perform) *multi_perform;
	__typeof__(curl_multi_poll) *multi_poll;
	__typeof__(curl_multi_info_read) *multi_info;
	__typeof__((curl_multi_setopt)) *multi_set;
	__typeof__(curl_slist_append) *list_add;
	__typeof__(curl_slist_free_all) *list_free;
};

/* It stays loaded.  E_FAIL if there is none, or one that is too old. */
int curl_load(const struct curl_lib **out) MUST_CHECK;

#endif
