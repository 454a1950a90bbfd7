#include "net/url.h"

#include "base/cleanup.h"
#include "base/platform.h"

#include <string.h>

static char *lower_case(char *s)
{
	for (char *p = s; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return s;
}

/* Host names and addresses; nothing that a shell, a log or a header line would
 * take for something else. */
static bool is_host(const char *s, size_t n)
{
	if (!n || n > 253 || *s == '-' || *s == '.')
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		      (c >= 'A' && c <= 'Z') || strchr("-._:", c)))
			return false;
	}
	return true;
}

static bool is_port(const char *s, size_t n)
{
	return n > 0 && n <= 5 && strspn(s, "0123456789") >= n;
}

static const char *known_port(const char *scheme)
{
	return !strcmp(scheme, "https") ? "443" :
	       !strcmp(scheme, "http")  ? "80" :
	       !strcmp(scheme, "ssh")   ? "22" :
					  "9418";
}

/* "host", "host:port", "[::1]:port" */
static bool take_host(struct url *u, struct arena *a, const char *s, size_t n)
{
	const char *host = s, *end = s + n, *colon;

	if (n && *s == '[') {
		const char *close = memchr(s, ']', n);

		if (!close)
			return false;
		host++;
		u->host = lower_case(
			arena_strndup(a, host, (size_t)(close - host)));
		colon = close + 1 < end ? close + 1 : NULL;
		if (colon && *colon != ':')
			return false;
	} else {
		colon = memchr(s, ':', n);
		u->host = lower_case(
			arena_strndup(a, s, colon ? (size_t)(colon - s) : n));
	}
	if (!is_host(u->host, strlen(u->host)))
		return false;
	if (!colon || colon + 1 == end)
		return true;
	if (!is_port(colon + 1, (size_t)(end - colon - 1)))
		return false;
	u->port = arena_strndup(a, colon + 1, (size_t)(end - colon - 1));
	if (!strcmp(u->port, known_port(u->scheme)))
		u->port = NULL;
	return true;
}

/* "user:password@host:port" */
static bool take_authority(struct url *u, struct arena *a, const char *s,
			   size_t n)
{
	const char *at = platform_last(s, '@', n);

	if (at) {
		size_t user = (size_t)(at - s);
		const char *colon = memchr(s, ':', user);

		u->user =
			arena_strndup(a, s, colon ? (size_t)(colon - s) : user);
		n -= user + 1;
		s = at + 1;
	}
	return take_host(u, a, s, n);
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	       c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	       c >= 'A' && c <= 'F' ? c - 'A' + 10 :
				      -1;
}

static bool is_plain(const char *s)
{
	for (; *s; s++) {
		if ((unsigned char)*s < ' ' || *s == 127)
			return false;
	}
	return true;
}

/* In place.  False: what is encoded is no text. */
static bool decode(char *s)
{
	char *to = s;

	for (; *s; s++) {
		if (*s == '%' && hex(s[1]) >= 0 && hex(s[2]) >= 0) {
			*to++ = (char)(16 * hex(s[1]) + hex(s[2]));
			if (!to[-1])
				return false;
			s += 2;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return true;
}

/* Without '/' at its ends. */
static char *trimmed(struct arena *a, const char *s, size_t n)
{
	for (; n && *s == '/'; n--)
		s++;
	while (n && s[n - 1] == '/')
		n--;
	return arena_strndup(a, s, n);
}

static bool take_project(struct url *u, struct arena *a, const char *s,
			 bool encoded)
{
	char *path = trimmed(a, s, strlen(s));

	if (encoded && !decode(path))
		return false;
	if (ends_with(path, ".git"))
		path[strlen(path) - 4] = '\0';
	u->path = trimmed(a, path, strlen(path));
	return *u->path && is_plain(u->path);
}

/* Splits "scheme://authority/path".  False: that is no such URL. */
static bool take_scheme(struct url *u, struct arena *a, const char *text,
			const char **path)
{
	static const char *const schemes[][2] = {
		{ "https://", "https" }, { "http://", "http" },
		{ "ssh://", "ssh" },     { "git+ssh://", "ssh" },
		{ "ssh+git://", "ssh" }, { "git://", "git" },
	};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		size_t n = strlen(schemes[i][0]);

		if (strncasecmp(text, schemes[i][0], n) != 0)
			continue;
		text += n;
		*path = text + strcspn(text, "/?#");
		u->scheme = schemes[i][1];
		return take_authority(u, a, text, (size_t)(*path - text));
	}
	return false;
}

/* "[user@]host:path", "[user@][::1]:path", "[user@host:port]:path" */
static bool take_scp(struct url *u, struct arena *a, const char *text,
		     const char **path)
{
	const char *open = text + strcspn(text, "[:/"), *colon = open;
	size_t n;

	if (*open == '[') {
		const char *close = strchr(open, ']');

		if (!close || close[1] != ':')
			return false;
		colon = close + 1;
	}
	if (*colon != ':' || colon[1] == ':')
		return false;
	*path = colon + 1;
	u->scheme = "ssh";
	n = (size_t)(colon - text);
	if (*open != '[')
		return take_authority(u, a, text, n);
	/* brackets around no address hold host and port */
	const char *inner = memchr(open, ':', (size_t)(colon - open));
	if (open == text && n > 2 &&
	    (!inner || !memchr(inner + 1, ':', (size_t)(colon - inner - 1))))
		return take_authority(u, a, text + 1, n - 2);
	return take_authority(u, a, text, n);
}

bool url_of_remote(struct url *out, struct arena *a, const char *text)
{
	const char *path;

	*out = (struct url){ 0 };
	if (take_scheme(out, a, text, &path))
		return take_project(out, a, path, true);
	*out = (struct url){ 0 };
	if (strstr(text, "://") || !take_scp(out, a, text, &path))
		return false;
	return take_project(out, a, path, false);
}

bool url_parse(struct url *out, struct arena *a, const char *text)
{
	const char *path;

	*out = (struct url){ 0 };
	if (!is_plain(text) || strchr(text, ' ') ||
	    !take_scheme(out, a, text, &path) ||
	    strncmp(out->scheme, "http", 4) != 0)
		return false;
	out->path = trimmed(a, path, strcspn(path, "?#"));
	return true;
}
