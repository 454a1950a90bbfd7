#include "pick/message.h"

#include "base/cleanup.h"
#include "object/commit_text.h"
#include "object/ident.h"
#include "pick/footer.h"

#include <errno.h>
#include <git2.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

/* A header of a raw commit, up to its line's end; NULL: there is none. */
static const char *header(struct repo *r, const char *raw, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = raw; *p && *p != '\n';) {
		size_t line = strcspn(p, "\n");
		if (!strncmp(p, name, n) && p[n] == ' ')
			return arena_strndup(&r->arena, p + n + 1,
					     line - n - 1);
		p += line + (p[line] == '\n');
	}
	return NULL;
}

/* Add all of `text`, recoded; false, and nothing is added, if that fails. */
static bool recode(struct strbuf *out, const struct strbuf *text,
		   const char *from, const char *to)
{
	iconv_t cd = iconv_open(to, from);
	size_t was = out->len, left = text->len;
	char *in = text->buf;
	bool ok = cd != (iconv_t)-1;

	while (ok && left) {
		char buf[4096];
		char *at = buf;
		size_t room = sizeof(buf);
		ok = iconv(cd, &in, &left, &at, &room) != (size_t)-1 ||
		     errno == E2BIG;
		strbuf_add(out, buf, sizeof(buf) - room);
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	if (!ok)
		strbuf_cut(out, was);
	return ok;
}

/* As git shows a commit to itself: what cannot be recoded stays as it is, and a
 * NUL ends it. */
static int read_raw(struct repo *r, const git_oid *commit, struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf raw = STRBUF_INIT;
	git_odb_object *o = NULL;

	if (git_odb_read(&o, r->odb, commit) < 0)
		return error_git("cannot read commit %s", oid_short(commit));
	const char *data = git_odb_object_data(o);
	strbuf_add(&raw, data, strnlen(data, git_odb_object_size(o)));
	git_odb_object_free(o);
	const char *from = header(r, raw.buf, "encoding");
	const char *to = commit_text_encoding(r);
	from = from ? from : "UTF-8";
	to = to ? to : "UTF-8";
	bool same = !strcasecmp(from, to) ||
		    (commit_text_is_utf8(from) && commit_text_is_utf8(to));
	if (same || !recode(out, &raw, from, to))
		strbuf_add(out, raw.buf, raw.len);
	return 0;
}

/* commit.cleanup is git's for picks, too; without it blank space is tidied up,
 * but for a message to which nothing is added. */
static int clean_up(struct repo *r, const struct pick_style *style,
		    struct strbuf *message)
{
	const char *how = config_git(&r->config, "commit.cleanup");
	const char *comment = config_git(&r->config, "core.commentchar");

	if (how ? !strcmp(how, "verbatim") :
		  style->trailer == TRAILER_NONE && !style->sign_off)
		return 0;
	if (!how || strcmp(how, "strip") != 0)
		return commit_text_tidy(message, message->buf, 0);
	return commit_text_tidy(message, message->buf,
				comment && *comment && !comment[1] ? *comment :
								     '#');
}

/* Below the subject, as stable kernels have it. */
static void add_upstream(struct strbuf *message, const char *hex)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	size_t subject = strcspn(message->buf, "\n");
	const char *body = message->buf + subject;

	body += strspn(body, "\n");
	strbuf_add(&out, message->buf, subject);
	strbuf_addf(&out, "\n\n[ Upstream commit %s ]\n", hex);
	if (*body)
		strbuf_addf(&out, "\n%s", body);
	strbuf_reset(message);
	strbuf_add(message, out.buf, out.len);
}

static int sign_off(struct repo *r, const struct footer_rules *rules,
		    struct strbuf *message)
{
	const char *who;
	int rc = ident_now(r, true, &who);

	if (rc < 0)
		return rc;
	CLEANUP(text)
	char *line = xasprintf("Signed-off-by: %.*s\n",
			       (int)(strrchr(who, '>') + 1 - who), who);
	footer_sign_off(rules, message, line);
	return 0;
}

int pick_message(struct repo *r, const git_oid *commit,
		 const struct pick_style *style, struct pick_text *text)
{
	CLEANUP(footer_rules) struct footer_rules rules;
	CLEANUP(strbuf) struct strbuf raw = STRBUF_INIT;
	struct strbuf *message = &text->message;
	int rc;

	footer_rules_read(&rules, &r->config);
	if ((rc = read_raw(r, commit, &raw)) < 0)
		return rc;
	text->author = header(r, raw.buf, "author");
	if (!text->author)
		return error(E_FAIL, "commit %s has no author",
			     oid_short(commit));
	const char *body = strstr(raw.buf, "\n\n");
	if (body)
		strbuf_adds(message, body + strspn(body, "\n"));
	const char *hex = oid_hex(commit);
	if (style->trailer == TRAILER_KERNEL)
		add_upstream(message, hex);
	if (style->edited)
		footer_add(&rules, message, style->edited);
	if (style->trailer == TRAILER_GIT) {
		CLEANUP(text)
		char *line = xasprintf("(cherry picked from commit %s)\n", hex);
		footer_add(&rules, message, line);
	}
	if (style->sign_off && (rc = sign_off(r, &rules, message)) < 0)
		return rc;
	return clean_up(r, style, message);
}
