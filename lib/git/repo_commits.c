#include "base/cleanup.h"
#include "base/run.h"
#include "git/repo.h"

#include <git2.h>
#include <string.h>

/* The whole id of a commit names it, whatever else does. */
static bool is_whole(struct repo *r, const char *name, git_oid *out)
{
	git_commit *c = NULL;

	if (!oid_from_hex(out, name) || repo_read(r) < 0 || r->rewritten ||
	    git_commit_lookup(&c, r->git, out) < 0)
		return false;
	git_commit_free(c);
	return true;
}

/* What is behind ":/" is all text. */
static const char *peel(const char *name)
{
	return starts_with(name, ":/") ? "" : "^{commit}";
}

static int one(struct repo *r, const char *name, git_oid *out)
{
	CLEANUP(text) char *spec = xasprintf("%s%s", name, peel(name));
	const char *argv[] = { "git",     "rev-parse",        "--verify",
			       "--quiet", "--end-of-options", spec,
			       NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, err = STRBUF_INIT;
	struct run run = {
		.argv = argv, .env = r->env, .out = &text, .err = &err
	};
	int rc = run_command(&run);

	if (rc < 0)
		return rc;
	strbuf_trim_end(&text);
	/* 2.39 prints the "--end-of-options" it was given */
	const char *hex = strrchr(text.buf, '\n');
	hex = hex ? hex + 1 : text.buf;
	if (rc || git_oid_fromstr(out, hex) < 0)
		memset(out, 0, sizeof(*out));
	return 0;
}

int repo_commit(struct repo *r, const char *name, git_oid *out)
{
	int rc = is_whole(r, name, out) ? 0 : one(r, name, out);

	if (rc < 0)
		return rc;
	return git_oid_is_zero(out) ?
		       error(E_NOTFOUND, "'%s' is not a commit here", name) :
		       0;
}

/* Those whose id is zero: each has a line in the answer. */
static int several(struct repo *r, const char *const *name, size_t n,
		   git_oid *out)
{
	static const char *const argv[] = { "git", "cat-file",
					    "--batch-check=%(objectname)",
					    NULL };
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, text = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;

	for (size_t i = 0; i < n; i++)
		if (git_oid_is_zero(&out[i]))
			strbuf_addf(&in, "%s%s\n", name[i], peel(name[i]));
	struct run run = { .argv = argv,
			   .env = r->env,
			   .in = in.buf,
			   .in_len = in.len,
			   .out = &text,
			   .err = &err };
	int rc = run_command(&run);
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git cat-file failed");
	const char *line = text.buf;
	for (size_t i = 0; i < n; i++) {
		if (!git_oid_is_zero(&out[i]))
			continue;
		size_t len = strcspn(line, "\n");
		if (len != GIT_OID_HEXSZ ||
		    git_oid_fromstrn(&out[i], line, len) < 0)
			memset(&out[i], 0, sizeof(*out));
		line += len + (line[len] == '\n');
	}
	return 0;
}

int repo_commits(struct repo *r, const char *const *name, size_t n,
		 git_oid *out)
{
	size_t left = 0;
	bool lines = true; /* each is one */
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_whole(r, name[i], &out[i]))
			continue;
		memset(&out[i], 0, sizeof(*out));
		left++;
		lines = lines && !strchr(name[i], '\n');
	}
	if (left > 1 && lines)
		return several(r, name, n, out);
	for (size_t i = 0; !rc && left && i < n; i++)
		if (git_oid_is_zero(&out[i]))
			rc = one(r, name[i], &out[i]);
	return rc;
}
