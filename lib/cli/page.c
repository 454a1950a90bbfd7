#include "cli/page.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "text/html.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

void page_add_time(struct strbuf *page, const char *format, long long when)
{
	time_t seconds = (time_t)when;
	struct tm tm;
	char text[64];

	if (gmtime_r(&seconds, &tm) &&
	    strftime(text, sizeof(text), format, &tm))
		strbuf_adds(page, text);
}

/* Each clone may have a folder of another name; where the remote is, all have the
 * same. */
static const char *whereabouts(const struct ctx *c)
{
	const struct config *config = &c->repo.config;
	const char *url = config_git_sub(config, "remote",
					 setting(config, K_REMOTE), "url");

	return url && *url ? url : c->repo.common_dir;
}

void page_add_name(struct strbuf *page, const struct ctx *c)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;

	strbuf_adds(&name, whereabouts(c));
	while (name.len > 1 && name.buf[name.len - 1] == '/')
		strbuf_cut(&name, name.len - 1);
	if (ends_with(name.buf, "/.git"))
		strbuf_cut(&name, name.len - strlen("/.git"));
	else if (ends_with(name.buf, ".git"))
		strbuf_cut(&name, name.len - strlen(".git"));
	const char *last = name.buf;
	for (const char *s = name.buf; *s; s++)
		if ((*s == '/' || *s == ':') && s[1])
			last = s + 1;
	html_add(page, last);
}

void page_begin(struct strbuf *page, struct ctx *c, const char *what,
		const char *css, bool script)
{
	strbuf_addf(page,
		    "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n"
		    "<meta name=viewport content=\"width=device-width\">\n"
		    "<meta http-equiv=Content-Security-Policy content=\""
		    "default-src 'none'; style-src 'unsafe-inline'; "
		    "%sbase-uri 'none'; "
		    "form-action 'none'\">\n<title>",
		    script ? "script-src 'unsafe-inline'; " : "");
	html_add(page, what);
	strbuf_addc(page, ' ');
	page_add_name(page, c);
	strbuf_addf(page, "</title>\n<style>\n%s</style>\n", css);
}

/* Now, or as a reproducible build says. */
static long long today(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	if (epoch && *epoch && !epoch[strspn(epoch, "0123456789")] &&
	    strlen(epoch) < 13)
		return strtoll(epoch, NULL, 10);
	return time(NULL);
}

void page_add_foot(struct strbuf *page, struct ctx *c, const char *what)
{
	strbuf_adds(page, "<footer>");
	html_add(page, what);
	strbuf_adds(page, " <bdi>");
	page_add_name(page, c);
	strbuf_adds(page, "</bdi>, ");
	page_add_time(page, "%Y-%m-%d %H:%M UTC", today());
	strbuf_adds(page, ", by git-rel ");
	html_add(page, ctx_version());
	strbuf_adds(page, "</footer>\n");
}

static int replace(const char *path, const struct strbuf *page)
{
	struct stat st;

	if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return error(E_FAIL, "'%s' is not a regular file", path);
	int rc = file_replace(path, page->buf, page->len);
	return rc < 0 ? error_in(rc, "--html=%s", path) : 0;
}

int page_write(const struct strbuf *page, const char *path, FILE *out)
{
	if (strcmp(path, "-") != 0)
		return replace(path, page);
	if (fwrite(page->buf, 1, page->len, out) < page->len || fflush(out))
		return error_errno("cannot write the page");
	return 0;
}
