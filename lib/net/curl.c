#include "net/curl.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static struct curl_lib lib;

static const struct {
	const char *name;
	size_t at;
} functions[] = {
#define AT(member) offsetof(struct curl_lib, member)
	{ "curl_global_init", AT(global_init) },
	{ "curl_easy_init", AT(easy_init) },
	{ "curl_easy_setopt", AT(easy_set) },
	{ "curl_easy_getinfo", AT(easy_get) },
	{ "curl_easy_cleanup", AT(easy_cleanup) },
	{ "curl_easy_strerror", AT(easy_says) },
	{ "curl_multi_init", AT(multi_init) },
	{ "curl_multi_cleanup", AT(multi_cleanup) },
	{ "curl_multi_add_handle", AT(multi_add) },
	{ "curl_multi_remove_handle", AT(multi_remove) },
	{ "curl_multi_perform", AT(multi_perform) },
	{ "curl_multi_poll", AT(multi_poll) },
	{ "curl_multi_info_read", AT(multi_info) },
	{ "curl_multi_setopt", AT(multi_set) },
	{ "curl_slist_append", AT(list_add) },
	{ "curl_slist_free_all", AT(list_free) },
#undef AT
};

/* Which of them the machine has is a matter of its packages: the interface is
 * the same. */
static void *open_any(void)
{
	static const char *const names[] = { "libcurl.so.4",
					     "libcurl-gnutls.so.4",
					     "libcurl-nss.so.4" };
	void *found = NULL;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !found; i++)
		found = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	return found;
}

int curl_load(const struct curl_lib **out)
{
	static bool loaded;
	void *from = loaded ? NULL : open_any();

	*out = &lib;
	if (loaded)
		return 0;
	if (!from) {
		error(E_FAIL,
		      "cannot load libcurl, which is needed to talk to a forge");
		error_hint("on Debian: apt install libcurl4");
		return E_FAIL;
	}
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		void *f = dlsym(from, functions[i].name);

		if (!f)
			return error(E_FAIL,
				     "libcurl is too old: it has no '%s'",
				     functions[i].name);
		memcpy((char *)&lib + functions[i].at, &f, sizeof(f));
	}
	if (lib.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return error(E_FAIL, "cannot start libcurl");
	loaded = true;
	return 0;
}
