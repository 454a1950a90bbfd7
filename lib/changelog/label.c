#include "changelog/label.h"

#include <string.h>
#include <strings.h>

static bool is_label(const struct changelog *cl, const struct md_block *b,
		     const char *label, size_t n)
{
	return b->kind == MD_LINKDEF && b->text_end - b->text == n &&
	       !strncasecmp(cl->md.text + b->text, label, n);
}

bool label_is_version(const struct changelog *cl, const struct md_block *b,
		      const char *version)
{
	size_t n = strlen(version);
	struct md_block bare = *b;

	bare.text++;
	return is_label(cl, b, version, n) ||
	       (b->text < b->text_end && strchr("vV", cl->md.text[b->text]) &&
		is_label(cl, &bare, version, n));
}

bool label_is_unreleased(const struct changelog *cl, const struct md_block *b)
{
	const struct section *u = changelog_unreleased(cl);
	const char *text = cl->md.text;

	if (is_label(cl, b, "unreleased", 10))
		return true;
	if (!u || u->version.n_parts)
		return false;
	/* "[Unreleased] - TBD"; "[Next release]" is a name with its brackets */
	size_t from = u->name, to = u->name_end;
	bool whole = to - from > 2 && text[from] == '[' && text[to - 1] == ']';

	return (whole || (u->title < from && text[from - 1] == '[')) &&
	       is_label(cl, b, text + from + whole, to - from - 2 * whole);
}
