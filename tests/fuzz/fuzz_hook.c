#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "git/hook_input.h"

#include <stdlib.h>
#include <string.h>

#define MUST(x)                                                                \
	do {                                                                   \
		if (!(x))                                                      \
			abort();                                               \
	} while (0)

static void check_id(const char *id)
{
	size_t n = id ? strlen(id) : 0;

	if (!id)
		return;
	MUST(n == 40 || n == 64);
	MUST(strspn(id, "0123456789abcdef") == n && strspn(id, "0") < n);
}

static void check_lines(struct arena *a, enum hook_form form, const char *text,
			size_t n)
{
	struct hook_lines l = { .arena = a };
	size_t ends = 0;
	int rc = hook_lines_read(&l, form, text, n);

	for (size_t i = 0; i < n; i++)
		ends += text[i] == '\n';
	MUST(rc < 0                   ? *error_message() != '\0' :
	     form == HOOK_TRANSACTION ? l.n <= ends :
					l.n == ends);
	for (size_t i = 0; i < l.n; i++) {
		check_id(l.v[i].from);
		check_id(l.v[i].to);
		MUST(!strncmp(l.v[i].ref, "refs/", 5) &&
		     !strpbrk(l.v[i].ref, " \n\r\t\033"));
		MUST(!l.v[i].local == (form != HOOK_PRE_PUSH));
	}
}

/* Each line is an option. */
static void check_options(struct arena *a, char *text)
{
	const char *option[64];
	struct hook_options o;
	size_t n = 0;

	for (char *save, *line = strtok_r(text, "\n", &save); line && n < 64;
	     line = strtok_r(NULL, "\n", &save))
		option[n++] = line;
	if (hook_options_read(&o, a, option, n) < 0)
		return;
	MUST(!o.bypass[o.n] && !o.n == !o.reason);
	for (size_t i = 0; i < o.n; i++)
		MUST(*o.bypass[i]);
	MUST(!o.reason || !strpbrk(o.reason, "\n\r\033"));
}

static void check_url(struct arena *a, const char *text)
{
	const char *url = hook_url(a, text), *host = strstr(url, "://");
	const char *at = host ? strchr(host, '@') : NULL;

	MUST(strlen(url) <= strlen(text));
	if (at && at < host + 3 + strcspn(host + 3, "/?#"))
		MUST(!memchr(host + 3, ':', (size_t)(at - host - 3)));
}

/* stdin of hooks, options of a push, a URL. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	char *text = arena_strndup(&arena, (const char *)data, n);

	check_lines(&arena, HOOK_PRE_PUSH, (const char *)data, n);
	check_lines(&arena, HOOK_RECEIVE, (const char *)data, n);
	check_lines(&arena, HOOK_TRANSACTION, (const char *)data, n);
	check_url(&arena, text);
	check_options(&arena, text);
	return 0;
}
