#include "git/odb.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "git/oid.h"

#include <git2/odb_backend.h>
#include <git2/sys/odb_backend.h>
#include <string.h>

/* As git: alternates of alternates, but not for ever. */
#define DEPTH_MAX 5

static int add_folder(git_odb *odb, const char *dir, int priority)
{
	git_odb_backend *loose = NULL, *packs = NULL;

	if (git_odb_backend_loose(&loose, dir, -1, 0, 0777, 0444) < 0 ||
	    git_odb_add_alternate(odb, loose, priority) < 0 ||
	    git_odb_backend_pack(&packs, dir) < 0 ||
	    git_odb_add_alternate(odb, packs, priority + 1) < 0)
		return error_git("cannot read the objects in '%s'", dir);
	return 0;
}

static int add_all(git_odb *odb, const char *dir, int depth);

/* objects/info/alternates: a folder a line, relative ones from this one. */
static int add_alternates(git_odb *odb, const char *dir, int depth)
{
	CLEANUP(text) char *path = xasprintf("%s/info/alternates", dir);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = 0;

	if (depth == DEPTH_MAX || !file_exists(path))
		return 0;
	if ((rc = strbuf_read_file(&text, path, 1 << 20, false)) < 0)
		return rc;
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line && !rc;
	     line = strtok_r(NULL, "\n", &save)) {
		if (*line == '#')
			continue;
		CLEANUP(text)
		char *other = *line == '/' ? xstrdup(line) :
					     xasprintf("%s/%s", dir, line);
		if (file_is_dir(other))
			rc = add_all(odb, other, depth + 1);
	}
	return rc;
}

/* Our own objects are asked first.  As alternates, for there libgit2 never
 * writes, not even when the scratch store cannot be written. */
static int add_all(git_odb *odb, const char *dir, int depth)
{
	int rc = add_folder(odb, dir, 10 - 2 * depth);

	return rc < 0 ? rc : add_alternates(odb, dir, depth);
}

int odb_open(git_odb **out, const char *objects_dir)
{
	if (git_odb_new(out) < 0)
		return error_git("cannot open '%s'", objects_dir);
	return add_all(*out, objects_dir, 0);
}

int odb_add(git_odb *odb, const char *objects_dir)
{
	return add_all(odb, objects_dir, 1);
}
