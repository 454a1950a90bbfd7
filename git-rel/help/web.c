#include "git-rel/help/web.h"

#include "base/cleanup.h"
#include "base/platform.h"
#include "base/run.h"
#include "base/strbuf.h"
#include "net/url.h"

#include <string.h>
#include <sys/stat.h>

/* What git's configuration says; false: nothing. */
static bool git_says(const char *key, struct strbuf *out)
{
	const char *argv[] = { "git", "config", "--get", key, NULL };
	struct run run = { .argv = argv,
			   .out = out,
			   .flags = RUN_QUIET | RUN_ERR_NULL };

	if (run_command(&run) != 0)
		return false;
	if (ends_with(out->buf, "\n"))
		strbuf_cut(out, out->len - 1);
	return true;
}

bool web_is_format(void)
{
	CLEANUP(strbuf) struct strbuf format = STRBUF_INIT;

	return git_says("help.format", &format) &&
	       (strbuf_is(&format, "web") || strbuf_is(&format, "html"));
}

static bool has_page(struct strbuf *path, const char *page)
{
	struct stat st;

	strbuf_addf(path, "/%s.html", page);
	return stat(path->buf, &st) == 0 && S_ISREG(st.st_mode);
}

/* Where `make install-html` puts them: beside the program's own folder. */
static void add_installed(struct strbuf *path)
{
	char program[4096];
	bool known = platform_program(program, sizeof(program));

	for (int up = 0; up < 2 && known; up++) {
		char *slash = strrchr(program, '/');

		if (slash)
			*slash = '\0';
		known = slash != NULL;
	}
	strbuf_addf(path, "%s/share/doc/git-rel/html",
		    known ? program : "/usr/local");
}

/* git's own manual may be on the web, where ours is not. */
static bool find_page(struct strbuf *path, const char *page)
{
	if (git_says("help.htmlpath", path) && has_page(path, page))
		return true;
	strbuf_reset(path);
	add_installed(path);
	return has_page(path, page);
}

int web_open(const char *page, const char *part)
{
	CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf url = STRBUF_INIT;
	const char *argv[] = { "git",          "web--browse", "-c",
			       "help.browser", NULL,          NULL };
	struct run run = { .argv = argv, .flags = RUN_IN_TTY };

	if (!find_page(&path, page)) {
		error(E_NOTFOUND, "'%s' is not there", path.buf);
		error_hint(
			"'make install-html' in the sources of git-rel installs the pages");
		return E_NOTFOUND;
	}
	argv[4] = path.buf;
	if (part) {
		strbuf_adds(&url, "file://");
		url_add_path(&url, path.buf);
		strbuf_addf(&url, "#%s", part);
		argv[4] = url.buf;
	}
	if (run_command(&run) == 0)
		return 0;
	error(E_FAIL, "no browser shows the page");
	error_hint("it is %s", path.buf);
	return E_FAIL;
}
