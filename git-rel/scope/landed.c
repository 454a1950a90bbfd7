#include "git-rel/scope/landed.h"

#include "base/cleanup.h"
#include "base/run.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DIGITS = 9 };

bool numbers_have(const struct numbers *n, long number)
{
	for (size_t i = 0; i < n->n; i++)
		if (n->v[i] == number)
			return true;
	return false;
}

static void add(struct arena *a, struct numbers *n, long number)
{
	if (number <= 0 || numbers_have(n, number))
		return;
	n->v = arena_grow(a, n->v, n->n, sizeof(*n->v));
	n->v[n->n++] = number;
}

/* "12" of "12) into main"; 0: that is no number. */
static long number_at(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	return digits && digits <= MAX_DIGITS ? strtol(s, NULL, 10) : 0;
}

/* "#12" may stand behind the name of its project, which must be ours. */
static bool is_ours(const char *text, const char *mark, const char *project)
{
	size_t n = 0;

	while (mark - n > text && (isalnum((unsigned char)mark[-1 - (long)n]) ||
				   strchr("/._-", mark[-1 - (long)n])))
		n++;
	return !n ||
	       (n == strlen(project) && !strncasecmp(mark - n, project, n));
}

static void add_named(struct arena *a, const char *text, const char *end,
		      const char *project, char sign, struct numbers *out)
{
	for (const char *at = text; at < end; at++)
		if (*at == sign && is_ours(text, at, project))
			add(a, out, number_at(at + 1));
}

/* GitHub and Gitea tell in the first line: "Merge pull request #12 from ...",
 * "title (#12)", "Merge pull request 'title' (#12) from ...". */
static void add_titled(struct arena *a, const char *text, const char *end,
		       struct numbers *out)
{
	static const char merge[] = "Merge pull request #";
	long last = 0;

	if (!strncmp(text, merge, strlen(merge))) {
		add(a, out, number_at(text + strlen(merge)));
		return;
	}
	for (const char *at = text; at + 2 < end; at++)
		if (at[0] == '(' && at[1] == '#' && number_at(at + 2))
			last = number_at(at + 2);
	add(a, out, last);
}

/* GitLab tells in a line of its own: "See merge request group/name!12". */
static void add_seen(struct arena *a, const char *text, const char *project,
		     struct numbers *out)
{
	static const char see[] = "See merge request ";

	for (const char *at = text; at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (!strncmp(at, see, strlen(see)))
			add_named(a, at + strlen(see), at + strcspn(at, "\n"),
				  project, '!', out);
	}
}

static void take(struct arena *a, const char *text, const char *project,
		 const char *sign, struct landed *out)
{
	if (*sign == '!')
		add_seen(a, text, project, &out->pulls);
	else
		add_titled(a, text, text + strcspn(text, "\n"), &out->pulls);
	add_named(a, text, text + strlen(text), project, '#', &out->issues);
}

/* The branch that was merged, by the first line of a forge's own merge: GitHub's
 * "... #12 from owner/branch", Gitea's "... (#12) from branch into main", GitLab's
 * "Merge branch 'branch' into 'main'"; NULL: it does not say. */
static const char *branch_of(struct arena *a, const char *text, char sign)
{
	const char *lead = sign == '!' ? "Merge branch '" :
					 "Merge pull request ";
	const char *line = arena_strndup(a, text, strcspn(text, "\r\n"));
	const char *from = NULL;

	if (strncmp(line, lead, strlen(lead)) != 0)
		return NULL;
	line += strlen(lead);
	if (sign == '!')
		return arena_strndup(a, line, strcspn(line, "'"));
	for (line = strstr(line, " from "); line; line = strstr(from, " from "))
		from = line + strlen(" from ");
	const char *into = from ? strstr(from, " into ") : NULL;
	if (into)
		return arena_strndup(a, from, (size_t)(into - from));
	from = from ? strchr(from, '/') : NULL;
	return from ? from + 1 : NULL;
}

struct taking {
	struct arena *a;
	const char *project, *sign;
	landed_is_ours *own;
	void *arg;
	struct landed *out;
};

static void take_message(const struct taking *t, const char *text)
{
	const size_t before = t->out->pulls.n;

	text += strspn(text, "\r\n");
	take(t->a, text, t->project, t->sign, t->out);
	const char *branch = branch_of(t->a, text, *t->sign);
	if (branch && t->own(t->arg, branch))
		for (size_t i = before; i < t->out->pulls.n; i++)
			add(t->a, &t->out->ours, t->out->pulls.v[i]);
}

static int read_log(struct repo *r, const git_oid *base, const git_oid *tip,
		    struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf range = STRBUF_INIT, err = STRBUF_INIT;

	if (base)
		strbuf_addf(&range, "%s..", oid_hex(base));
	strbuf_adds(&range, oid_hex(tip));
	const char *argv[] = { "git",     "log", "-z", "--format=%ct%n%B",
			       range.buf, "--",  NULL };
	int rc = run_command(&(struct run){
		.argv = argv, .env = r->env, .out = out, .err = &err });

	if (rc <= 0)
		return rc;
	strbuf_trim_end(&err);
	return error(E_NOTFOUND, "git cannot list the commits: %s", err.buf);
}

int landed_read(struct repo *r, const git_oid *base, const git_oid *tip,
		const char *project, const char *sign, landed_is_ours *own,
		void *arg, struct landed *out)
{
	CLEANUP(strbuf) struct strbuf log = STRBUF_INIT;
	const struct taking t = { &r->arena, project, sign, own, arg, out };
	int rc = read_log(r, base, tip, &log);

	*out = (struct landed){ .oldest = -1 };
	for (char *p = log.buf; !rc && p < log.buf + log.len;
	     p += strlen(p) + 1) {
		char *text = p;
		long long made = strtoll(p, &text, 10);
		if (out->oldest < 0 || made < out->oldest)
			out->oldest = made;
		take_message(&t, text);
	}
	return rc;
}
