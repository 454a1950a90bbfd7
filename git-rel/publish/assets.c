#include "git-rel/publish/assets.h"

#include "base/cleanup.h"
#include "base/file.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* By the end of a name; what is not here goes as bytes. */
static const char *type_of(const char *name)
{
	static const char *const types[][2] = {
		{ ".gz", "application/gzip" },
		{ ".tgz", "application/gzip" },
		{ ".zip", "application/zip" },
		{ ".whl", "application/zip" },
		{ ".xz", "application/x-xz" },
		{ ".bz2", "application/x-bzip2" },
		{ ".zst", "application/zstd" },
		{ ".tar", "application/x-tar" },
		{ ".json", "application/json" },
		{ ".txt", "text/plain" },
		{ ".asc", "text/plain" },
		{ ".md", "text/markdown" },
		{ ".jar", "application/java-archive" },
		{ ".deb", "application/vnd.debian.binary-package" },
	};
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		size_t k = strlen(types[i][0]);
		if (n > k && !strcmp(name + n - k, types[i][0]))
			return types[i][1];
	}
	return "application/octet-stream";
}

static int add(struct ctx *c, struct assets *out, const char *path,
	       enum asset_by by)
{
	const char *slash = strrchr(path, '/');
	struct asset a = { .path = arena_strdup(&c->repo.arena, path),
			   .name = arena_strdup(&c->repo.arena, slash + 1),
			   .by = by };
	struct stat st;

	if (stat(path, &st) < 0) {
		if (errno != ENOENT) /* else a link that leads nowhere */
			return error_errno("cannot read '%s'", path);
		st.st_mode = 0;
	}
	if (!S_ISREG(st.st_mode))
		return error(E_POLICY, "'%s' is no file", path);
	if (!st.st_size)
		return error(E_POLICY, "'%s' is empty, which no forge takes",
			     path);
	a.type = type_of(a.name);
	out->item = arena_grow(&c->repo.arena, out->item, out->n,
			       sizeof(*out->item));
	out->item[out->n++] = a;
	return 0;
}

static int add_glob(struct ctx *c, struct assets *out, const char *folder,
		    const char *pattern, enum asset_by by)
{
	CLEANUP(text)
	char *whole = *pattern == '/' ? xstrdup(pattern) :
					xasprintf("%s/%s", folder, pattern);
	glob_t found = { 0 };
	int rc = glob(whole, 0, NULL, &found);

	if (by == ASSET_GLOB && file_exists(whole))
		by = ASSET_NAMED;
	if (rc == GLOB_NOMATCH && file_exists(whole)) /* "[x]" is its name */
		return add(c, out, whole, by);
	if (rc == GLOB_NOMATCH) {
		rc = error(E_NOTFOUND, "no file matches '%s'", pattern);
		error_hint("they are looked for in '%s': build them first",
			   folder);
	} else if (rc) {
		rc = error(E_FAIL, "cannot look for '%s'", pattern);
	}
	for (size_t i = 0; !rc && i < found.gl_pathc; i++)
		rc = add(c, out, found.gl_pathv[i], by);
	globfree(&found);
	return rc;
}

static int is_outside(const char *path)
{
	int rc = error(E_POLICY, "forge.assets: '%s' is not in the work tree",
		       path);

	error_hint(
		"a file that comes with a clone names no other files: git rel publish --asset <file> does");
	return rc;
}

/* "../x", "/x", ".git/x", whichever way it is written. */
static bool leads_out(const char *pattern)
{
	if (*pattern == '/')
		return true;
	for (const char *p = pattern; *p;) {
		size_t n = strcspn(p, "/");
		if ((n == 2 && !strncmp(p, "..", 2)) ||
		    (n == 4 && !strncasecmp(p, ".git", 4)))
			return true;
		p += n;
		p += *p == '/';
	}
	return false;
}

/* A link may lead anywhere, and a glob may find ".git". */
static int check_inside(const char *top, const struct assets *out)
{
	CLEANUP(text) char *root = realpath(top, NULL);

	for (size_t i = 0; root && i < out->n; i++) {
		CLEANUP(text) char *real = realpath(out->item[i].path, NULL);
		size_t n = strlen(root);
		if (!real || strncmp(real, root, n) != 0 || real[n] != '/' ||
		    leads_out(real + n + 1))
			return is_outside(out->item[i].path);
	}
	return root ? 0 : error_errno("cannot read '%s'", top);
}

static int add_pattern(struct ctx *c, const struct template_vars *vars,
		       struct assets *out, const char *form)
{
	CLEANUP(strbuf) struct strbuf pattern = STRBUF_INIT;
	int rc = template_expand(&pattern, form, vars);

	if (rc < 0)
		return error_in(rc, "forge.assets");
	if (leads_out(pattern.buf))
		return is_outside(pattern.buf);
	return add_glob(c, out, c->repo.work_tree, pattern.buf,
			ASSET_CONFIGURED);
}

static int add_configured(struct ctx *c, const struct template_vars *vars,
			  struct assets *out)
{
	const char *text = setting(&c->repo.config, K_ASSETS);
	const char *top = c->repo.work_tree;
	int rc = 0;

	if (*text && !top)
		return error(
			E_POLICY,
			"forge.assets names files of a work tree, and there is none");
	for (size_t n; !rc && *text; text += n) {
		n = strcspn(text, " ");
		CLEANUP(text) char *form = xstrndup(text, n);
		rc = n ? add_pattern(c, vars, out, form) : 0;
		n += text[n] == ' ';
	}
	return rc < 0 || !out->n ? rc : check_inside(top, out);
}

int assets_find(struct ctx *c, const struct template_vars *vars,
		bool configured, const struct strvec *named, struct assets *out)
{
	CLEANUP(text) char *here = getcwd(NULL, 0);
	int rc = 0;

	*out = (struct assets){ .fd = -1, .arena = &c->repo.arena };
	if (!here)
		return error_errno("cannot tell the current folder");
	if (configured)
		rc = add_configured(c, vars, out);
	for (size_t i = 0; !rc && i < named->n; i++)
		rc = !*named->v[i] ?
			     error(E_USAGE, "--asset names no file") :
			     add_glob(c, out, here, named->v[i], ASSET_GLOB);
	return rc;
}
