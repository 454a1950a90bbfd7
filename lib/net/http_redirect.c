#include "net/http_redirect.h"

#include "net/url.h"

#include <string.h>

enum { REDIRECTS = 5 };

static bool keeps_method(const struct exchange *x)
{
	long s = x->a->status;
	const char *m = x->r->method;

	return s == 307 || s == 308 ||
	       ((s == 301 || s == 302 || s == 303) &&
		(!strcmp(m, "GET") || !strcmp(m, "HEAD")));
}

/* Only a download, and never from a safe place to one that is not. */
static bool may_leave(const struct exchange *x, const char *to)
{
	return x->r->elsewhere && !strcmp(x->r->method, "GET") &&
	       (starts_with(to, "https://") ||
		!starts_with(x->url, "https://"));
}

int http_redirect(struct exchange *x)
{
	const char *location = http_header(x->a, "location");
	const char *to = location ? url_join(&x->arena, x->url, location) :
				    NULL;
	long status = x->a->status;

	if (!to)
		return error(E_NET,
			     "'%s' answers %ld and does not say where to go",
			     x->url, status);
	if (!keeps_method(x))
		return error(
			E_NET,
			"a %s to '%s' is answered by %ld: nothing was done; it has moved to '%s'",
			x->r->method, x->url, status, to);
	if (++x->redirects > REDIRECTS)
		return error(E_NET, "'%s' is sent from one place to the next",
			     x->r->url);
	if (!url_same_origin(x->url, to)) {
		if (!may_leave(x, to))
			return error(
				E_NET,
				"'%s' leads to another host, '%.*s': not followed",
				x->url, (int)strcspn(to, "?"), to);
		x->elsewhere = true;
	}
	x->url = to;
	return 0;
}
