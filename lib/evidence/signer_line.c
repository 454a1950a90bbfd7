#include "evidence/signer_line.h"

#include "base/strbuf.h"

#include <string.h>
#include <strings.h>

/* The word at `p`, as long as it has blanks only between quotes. */
static size_t word(const char *p)
{
	bool quoted = false;
	size_t n = 0;

	for (; p[n] && p[n] != '\n'; n++) {
		if (p[n] == '"')
			quoted = !quoted;
		if (!quoted && (p[n] == ' ' || p[n] == '\t' || p[n] == '\r'))
			break;
	}
	return n;
}

static bool is_type(const char *p)
{
	return starts_with(p, "ssh-") || starts_with(p, "ecdsa-") ||
	       starts_with(p, "sk-");
}

/* ssh reads options in any case. */
static bool is_authority(const char *p, size_t n)
{
	static const char name[] = "cert-authority";
	size_t size = sizeof(name) - 1;

	for (size_t i = 0; i + size <= n; i++)
		if (!strncasecmp(p + i, name, size))
			return true;
	return false;
}

/* Names may stand in quotes. */
static void unquote(struct signer_line *one)
{
	if (one->n_who > 1 && *one->who == '"' &&
	    one->who[one->n_who - 1] == '"') {
		one->who++;
		one->n_who -= 2;
	}
}

bool signer_line_take(struct signer_line *out, const char *p)
{
	size_t n;

	p += strspn(p, " \t");
	n = word(p);
	*out = (struct signer_line){ .who = p, .n_who = n };
	unquote(out);
	if (!n || *p == '#')
		return false;
	for (p += n; *p && *p != '\n'; p += n) {
		p += strspn(p, " \t\r");
		n = word(p);
		out->is_authority = out->is_authority || is_authority(p, n);
		if (!is_type(p)) {
			out->options = p;
			out->n_options = n;
			continue;
		}
		p += n;
		p += strspn(p, " \t");
		out->key = p;
		out->n_key = word(p);
		return out->n_key > 0;
	}
	return false;
}
