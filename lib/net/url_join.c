#include "net/url.h"

#include "base/cleanup.h"
#include "base/platform.h"

#include <string.h>

const char *url_origin(struct arena *a, const struct url *u)
{
	bool address = strchr(u->host, ':') != NULL;

	return arena_printf(a, "%s://%s%s%s%s%s", u->scheme, address ? "[" : "",
			    u->host, address ? "]" : "", u->port ? ":" : "",
			    u->port ? u->port : "");
}

bool url_same_origin(const char *one, const char *other)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct url x, y;

	return url_parse(&x, &a, one) && url_parse(&y, &a, other) &&
	       !strcmp(url_origin(&a, &x), url_origin(&a, &y));
}

static bool has_scheme(const char *s)
{
	size_t n = 0;

	while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z') ||
	       (n && s[n] && strchr("0123456789+-.", s[n])))
		n++;
	return n && s[n] == ':';
}

const char *url_join(struct arena *a, const char *base, const char *to)
{
	const char *authority = strstr(base, "://"), *path, *last;
	struct url u;
	char *found;

	if (!authority || !url_parse(&u, a, base))
		return NULL;
	authority += 3;
	path = authority + strcspn(authority, "/?#");
	if (has_scheme(to)) {
		found = arena_strdup(a, to);
	} else if (starts_with(to, "//")) {
		found = arena_printf(a, "%s:%s", u.scheme, to);
	} else if (*to == '/') {
		found = arena_printf(a, "%s%s", url_origin(a, &u), to);
	} else {
		size_t n = strcspn(path, "?#");

		if (*to != '?') {
			last = platform_last(path, '/', n);
			n = last ? (size_t)(last - path) + 1 : 0;
		}
		found = arena_printf(a, "%s%s%.*s%s", url_origin(a, &u),
				     n ? "" : "/", (int)n, path, to);
	}
	found[strcspn(found, "#")] = '\0';
	return url_parse(&u, a, found) ? found : NULL;
}

static void add_encoded(struct strbuf *sb, const char *text, const char *keep)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || strchr(keep, c))
			strbuf_addc(sb, *text);
		else
			strbuf_addf(sb, "%%%02X", c);
	}
}

void url_add_segment(struct strbuf *sb, const char *text)
{
	/* "." and ".." are steps in a path, and would be taken for them */
	if (!strcmp(text, ".") || !strcmp(text, ".."))
		strbuf_adds(sb, text[1] ? "%2E%2E" : "%2E");
	else
		add_encoded(sb, text, "-._~");
}

void url_add_path(struct strbuf *sb, const char *text)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;

	for (;;) {
		size_t n = strcspn(text, "/");

		url_add_segment(sb, arena_strndup(&a, text, n));
		if (!text[n])
			return;
		strbuf_addc(sb, '/');
		text += n + 1;
	}
}

void url_add_query(struct strbuf *sb, const char *key, const char *value)
{
	strbuf_addc(sb, strchr(sb->buf, '?') ? '&' : '?');
	add_encoded(sb, key, "-._~[]");
	strbuf_addc(sb, '=');
	add_encoded(sb, value, "-._~");
}
