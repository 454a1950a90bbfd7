#include "object/commit_text.h"

#include <git2.h>
#include <strings.h>

int commit_text_tidy(struct strbuf *out, const char *text, char comment)
{
	git_buf buf = { 0 };

	if (git_message_prettify(&buf, text, comment != 0, comment) < 0)
		return error_git("cannot use this message");
	strbuf_reset(out);
	strbuf_add(out, buf.ptr, buf.size);
	git_buf_dispose(&buf);
	return 0;
}

bool commit_text_is_utf8(const char *encoding)
{
	return !strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "UTF8");
}

const char *commit_text_encoding(struct repo *r)
{
	const char *name = config_git(&r->config, "i18n.commitencoding");

	return name && !commit_text_is_utf8(name) ? name : NULL;
}
