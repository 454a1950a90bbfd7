#include "net/link.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *skip_space(const char *s)
{
	return s + strspn(s, " \t");
}

/* Is "next" one of the words? */
static bool has_next(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t word = strcspn(s + i, " \t");

		if (word > n - i)
			word = n - i;
		if (word == 4 && !strncasecmp(s + i, "next", 4))
			return true;
		i += word + 1;
	}
	return false;
}

/* Past a parameter's value; `*n` bytes of it at `*value`. */
static const char *take_value(const char *s, const char **value, size_t *n)
{
	if (*s != '"') {
		*value = s;
		*n = strcspn(s, ",; \t");
		return s + *n;
	}
	*value = ++s;
	while (*s && *s != '"')
		s += s[0] == '\\' && s[1] ? 2 : 1;
	*n = (size_t)(s - *value);
	return *s ? s + 1 : s;
}

/* Past the parameters of one link, to its ',' or the end.  Of several rel the
 * first counts (RFC 8288). */
static const char *take_parameters(const char *s, bool *next)
{
	bool seen = false;

	for (s = skip_space(s); *s && *s != ',';) {
		const char *name = s, *value = "";
		size_t length = strcspn(s, "=;, \t"), n = 0;

		s = skip_space(s + length);
		if (*s == '=')
			s = take_value(skip_space(s + 1), &value, &n);
		if (length == 3 && !strncasecmp(name, "rel", 3) && !seen) {
			seen = true;
			*next = has_next(value, n);
		}
		s = skip_space(s);
		if (*s == ';')
			s = skip_space(s + 1);
		else if (*s && *s != ',' && !length && !n)
			s++;
	}
	return s;
}

const char *link_next(struct arena *a, const char *header)
{
	const char *s = header;

	while (s) {
		const char *url = s + strspn(s, " \t,") + 1, *end;
		bool next = false;

		if (url[-1] != '<')
			return NULL;
		end = strchr(url, '>');
		if (!end)
			return NULL;
		s = take_parameters(end + 1 + strspn(end + 1, " \t;"), &next);
		if (next)
			return arena_strndup(a, url, (size_t)(end - url));
	}
	return NULL;
}
