#include "object/ident.h"

#include "base/cleanup.h"
#include "base/run.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Would git take these bytes as they are?  It strips what is around a name and
 * the characters that would end it. */
static bool plain(const char *s)
{
	static const char crud[] = ".,:;<>\"\\'";

	if (!s || !*s)
		return false;
	for (const char *p = s; *p; p++)
		if ((unsigned char)*p < 32 || *p == '<' || *p == '>')
			return false;
	char last = s[strlen(s) - 1];
	return !isspace((unsigned char)*s) && !isspace((unsigned char)last) &&
	       !strchr(crud, *s) && !strchr(crud, last);
}

/* "seconds zone" of now, or of git's own raw form in the environment. */
static bool when(struct strbuf *out, const char *text)
{
	if (text) {
		char *end;
		if (*text == '@')
			text++;
		unsigned long long t = strtoull(text, &end, 10);
		if (!isdigit((unsigned char)*text) || end - text < 9 ||
		    *end != ' ' || strlen(end) != 6 ||
		    (end[1] != '+' && end[1] != '-') ||
		    strspn(end + 2, "0123456789") != 4)
			return false;
		strbuf_addf(out, "%llu%s", t, end);
		return true;
	}
	time_t now = time(NULL);
	struct tm tm;
	localtime_r(&now, &tm);
	long minutes = labs(tm.tm_gmtoff) / 60;
	strbuf_addf(out, "%lld %c%02ld%02ld", (long long)now,
		    tm.tm_gmtoff < 0 ? '-' : '+', minutes / 60, minutes % 60);
	return true;
}

static int ask_git(struct repo *r, bool committer, const char **out)
{
	const char *argv[] = { "git", "var",
			       committer ? "GIT_COMMITTER_IDENT" :
					   "GIT_AUTHOR_IDENT",
			       NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, err = STRBUF_INIT;
	struct run run = {
		.argv = argv, .out = &text, .err = &err, .flags = RUN_QUIET
	};
	int rc = run_command(&run);

	if (rc < 0)
		return rc;
	if (rc) {
		rc = error(E_CONFIG, "git does not know who you are");
		error_hint("git config --global user.name \"Your Name\"");
		error_hint("git config --global user.email you@example.com");
		return rc;
	}
	strbuf_trim_end(&text);
	*out = arena_strdup(&r->arena, text.buf);
	return 0;
}

static const char *part(struct repo *r, const char *who, const char *what)
{
	CLEANUP(text) char *env = xasprintf("GIT_%s_%s", who, what);
	CLEANUP(text) char *own = xasprintf("%s.%s", who, what);
	CLEANUP(text) char *user = xasprintf("user.%s", what);
	const char *value;

	for (char *p = own; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	for (char *p = user; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	value = getenv(env);
	if (!value)
		value = config_git(&r->config, own);
	return value ? value : config_git(&r->config, user);
}

int ident_now(struct repo *r, bool committer, const char **out)
{
	const char *who = committer ? "COMMITTER" : "AUTHOR";
	CLEANUP(strbuf) struct strbuf date = STRBUF_INIT;
	const char *name = part(r, who, "NAME"), *mail = part(r, who, "EMAIL");

	/* git stays the judge of everything that is not plain */
	if (!plain(name) || !plain(mail) ||
	    !when(&date,
		  getenv(committer ? "GIT_COMMITTER_DATE" : "GIT_AUTHOR_DATE")))
		return ask_git(r, committer, out);
	*out = arena_printf(&r->arena, "%s <%s> %s", name, mail, date.buf);
	return 0;
}

int ident_mail(struct repo *r, const char **out)
{
	const char *ident;
	int rc = ident_now(r, true, &ident);

	if (rc < 0)
		return rc;
	const char *from = strrchr(ident, '<'), *to = strrchr(ident, '>');
	if (!from || !to || to < from)
		return error(E_FAIL, "git does not tell who you are: '%s'",
			     ident);
	*out = arena_strndup(&r->arena, from + 1, (size_t)(to - from - 1));
	return 0;
}
