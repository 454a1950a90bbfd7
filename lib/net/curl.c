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
#define AT(name, member) { #name, offsetof(struct curl_lib, member) }
	// clang-format on
	// clang-format on
	// clang-format on
	AT(curl_global_init, global_init),
	AT(curl_easy_init, easy_init),
	AT(curl_easy_setopt, easy_set),
	AT(curl_easy_getinfo, easy_get),
	AT(curl_easy_cleanup, easy_cleanup),
	AT(curl_easy_strerror, easy_says),
	AT(curl_multi_init, multi_init),
	AT(curl_multi_cleanup, multi_cleanup),
	AT(curl_multi_add_handle, multi_add),
	AT(curl_multi_remove_handle, multi_remove),
	AT(curl_multi_perform, multi_perform),
	AT(curl_multi_poll, multi_poll),
	AT(curl_multi_info_read, multi_info),
	AT(curl_multi_setopt, multi_set),
	AT(curl_slist_append, list_add),
	AT(curl_slist_free_all, list_free),
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
