#include "git-rel/init_names.h"

#include "base/cleanup.h"
#include "release/branch.h"

#include <git2.h>
#include <string.h>

struct seen {
	size_t with, without; /* a "v" */
};

/* Branches that are called as `text` says, and those that would be without the
 * "v" in it. */
static int look(struct ctx *c, const char *folder, const char *text,
		const char *bare, struct seen *seen)
{
	const char *glob = arena_printf(&c->repo.arena, "%s*", folder);
	git_reference_iterator *it = NULL;
	const char *name;
	int rc;

	if ((rc = repo_read(&c->repo)) < 0)
		return rc;
	if (git_reference_iterator_glob_new(&it, c->repo.git, glob) < 0)
		return error_git("cannot list branches");
	while (!git_reference_next_name(&name, it)) {
		CLEANUP(strbuf) struct strbuf with = STRBUF_INIT;
		CLEANUP(strbuf) struct strbuf without = STRBUF_INIT;
		const char *branch = name + strlen(folder);
		struct version v;
		if (template_match(text, branch, &with) &&
		    (version_try(&v, SCHEME_SEMVER, with.buf) ||
		     version_try(&v, SCHEME_PEP440, with.buf)))
			seen->with++;
		else if (template_match(bare, branch, &without) &&
			 *without.buf != 'v' &&
			 (version_try(&v, SCHEME_SEMVER, without.buf) ||
			  version_try(&v, SCHEME_PEP440, without.buf)))
			seen->without++;
	}
	git_reference_iterator_free(it);
	return 0;
}

static const char *without_v(struct ctx *c, const char *text)
{
	const char *v = strstr(text, "v{");

	return v ? arena_printf(&c->repo.arena, "%.*s%s", (int)(v - text), text,
				v + 1) :
		   NULL;
}

/* What projects call their stable branches, the usual names first. */
static const char *const lines[] = {
	"stable/v{series}",    "stable/{series}",  "stable/v{series}.x",
	"stable/{series}.x",   "stable-v{series}", "stable-{series}",
	"{series}.x",          "v{series}.x",      "maint/v{series}",
	"maint/{series}",      "maint-{series}",   "maint-v{series}",
	"support/v{series}",   "support/{series}", "release/{series}.x",
	"release/v{series}.x", "release-{series}", "nm-{major}-{minor}",
	"{major}.x",           "v{major}.x",
};
#define N_LINES (sizeof(lines) / sizeof(*lines))

/* "1.58", or "2" where it is all that the template asks for. */
static bool is_series(const char *text, bool major)
{
	size_t n = strspn(text, "0123456789");

	if (major || !n)
		return n && !text[n];
	text += n;
	n = *text == '.' ? strspn(text + 1, "0123456789") : 0;
	return n && !text[n + 1];
}

static int count_lines(struct ctx *c, const char *folder, size_t seen[N_LINES])
{
	const char *glob = arena_printf(&c->repo.arena, "%s*", folder);
	git_reference_iterator *it = NULL;
	const char *name;
	int rc;

	if ((rc = repo_read(&c->repo)) < 0)
		return rc;
	if (git_reference_iterator_glob_new(&it, c->repo.git, glob) < 0)
		return error_git("cannot list branches");
	while (!git_reference_next_name(&name, it))
		for (size_t i = 0; i < N_LINES; i++) {
			CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
			if (template_match_line(lines[i], name + strlen(folder),
						&series) &&
			    is_series(series.buf,
				      !strstr(lines[i], "{series}") &&
					      !strstr(lines[i], "{minor}")))
				seen[i]++;
		}
	git_reference_iterator_free(it);
	return 0;
}

/* The form that most stable branches here have, unless some have the usual. */
static int look_lines(struct ctx *c, enum model m, const char *there,
		      const char **value)
{
	size_t seen[N_LINES] = { 0 }, best = 0;
	int rc = count_lines(c, "refs/heads/", seen);

	if (!rc && there)
		rc = count_lines(c, there, seen);
	for (size_t i = 0; i < N_LINES; i++) {
		if (seen[i] &&
		    !strcmp(lines[i], keys[K_STABLE_BRANCH].defaults[m]))
			return rc;
		if (seen[i] > seen[best])
			best = i;
	}
	if (!rc && seen[best])
		*value = lines[best];
	return rc;
}

static bool is_branch(struct ctx *c, const char *there, const char *name)
{
	git_oid here, remote = { { 0 } };

	return branch_ref(c, "heads", name, &here) == 0 &&
	       repo_ref(&c->repo,
			arena_printf(&c->repo.arena, "%s%s", there, name),
			&remote) == 0 &&
	       (!git_oid_is_zero(&here) || !git_oid_is_zero(&remote));
}

/* Where there is a branch "stable", git makes no "stable/1.2" beside it. */
static const char *beside_branch(struct ctx *c, const char *there,
				 const char *form)
{
	char *name = arena_strdup(&c->repo.arena, form);
	bool taken = false;

	for (char *p = strchr(name, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		bool is = is_branch(c, there, name);
		*p = is ? '-' : '/';
		taken = taken || is;
	}
	return taken ? name : NULL;
}

static void keep_clear(struct ctx *c, enum model m, const char *there,
		       const char *value[N_KEYS])
{
	static const enum key_id forms[] = { K_BRANCH, K_HOTFIX_BRANCH,
					     K_STABLE_BRANCH };

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		enum key_id id = forms[i];
		const char *form = value[id] ? value[id] : keys[id].defaults[m];
		const char *clear = beside_branch(c, there, form);
		if (clear && c->repo.config.setting[id].rank <= RANK_FOUND)
			value[id] = clear;
	}
}

int init_names(struct ctx *c, enum model m, const char *remote, const char *tag,
	       const char *value[N_KEYS])
{
	static const struct {
		enum key_id id;
		bool branch;
	} names[] = { { K_BRANCH, true },
		      { K_HOTFIX_BRANCH, true },
		      { K_STABLE_BRANCH, false },
		      { K_TAG_MESSAGE, false },
		      { K_CANDIDATE_TAG_MESSAGE, false } };
	const char *there = arena_printf(&c->repo.arena, "refs/remotes/%s/",
					 remote ? remote : "");
	bool tags = tag && starts_with(tag, "{");

	/* every clone reads a .gitrel alike, whether init was run there or not */
	for (int i = 0; i < N_KEYS; i++)
		if (c->repo.config.setting[i].policy)
			return 0;

	int found = value[K_STABLE_BRANCH] ?
			    0 :
			    look_lines(c, m, remote ? there : NULL,
				       &value[K_STABLE_BRANCH]);
	if (found < 0)
		return found;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		enum key_id id = names[i].id;
		const char *text = keys[id].defaults[m];
		const char *bare = without_v(c, text);
		struct seen seen = { 0 };
		int rc = 0;
		if (value[id] || !bare)
			continue;
		if (names[i].branch)
			rc = look(c, "refs/heads/", text, bare, &seen);
		if (!rc && names[i].branch && remote)
			rc = look(c, there, text, bare, &seen);
		if (rc < 0)
			return rc;
		if (seen.without > seen.with || (tags && !seen.with))
			value[id] = bare;
	}
	keep_clear(c, m, there, value);
	return 0;
}
