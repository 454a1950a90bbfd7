#include "git-rel/notes/link.h"

#include "base/cleanup.h"

#include <git2.h>
#include <string.h>

enum { MAX_LINKS = 40 }; /* as Linux follows */

static void cut_name(struct strbuf *path)
{
	const char *slash = strrchr(path->buf, '/');

	strbuf_cut(path, slash ? (size_t)(slash - path->buf) : 0);
}

/* From a link to what it names; false where that is out of the repository. */
static bool step(struct strbuf *path, const char *target)
{
	if (!*target || *target == '/')
		return false;
	cut_name(path);
	for (const char *p = target; *p; p += strspn(p, "/")) {
		size_t n = strcspn(p, "/");
		bool up = n == 2 && !memcmp(p, "..", 2);
		if (up && !path->len)
			return false;
		if (up)
			cut_name(path);
		else if (n != 1 || *p != '.')
			strbuf_addf(path, "%s%.*s", path->len ? "/" : "",
				    (int)n, p);
		p += n;
	}
	return path->len > 0;
}

/* 1: at a plain file; 0: at another link, whose target is in `target`. */
static int look(struct notes *n, const struct strbuf *path, git_oid *out,
		struct strbuf *target)
{
	struct listed file = { .name = path->buf };
	git_tree_entry *entry;
	int rc = notes_entry(n, &n->at, path->buf, &entry);

	if (rc < 0)
		return rc;
	if (!rc || git_tree_entry_type(entry) != GIT_OBJECT_BLOB) {
		git_tree_entry_free(entry);
		return E_NOTFOUND;
	}
	file.id = *out = *git_tree_entry_id(entry);
	rc = git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK;
	git_tree_entry_free(entry);
	strbuf_reset(target);
	return rc ? rc : notes_blob(n, &file, target);
}

static int follow(struct notes *n, const struct listed *link, git_oid *out)
{
	CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf target = STRBUF_INIT;
	int rc = 0;

	strbuf_adds(&path, link->name);
	for (int i = 0; !rc && i <= MAX_LINKS; i++) {
		rc = look(n, &path, out, &target);
		if (!rc && !step(&path, target.buf))
			rc = E_NOTFOUND;
	}
	if (!rc || rc == E_NOTFOUND)
		return error(E_POLICY,
			     "'%s' is a symbolic link to no file of the commit",
			     link->name);
	return rc < 0 ? rc : 0;
}

int notes_link_read(struct notes *n, const struct listed *file,
		    struct strbuf *out)
{
	struct listed real = *file;
	int rc = file->link ? follow(n, file, &real.id) : 0;

	return rc < 0 ? rc : notes_blob(n, &real, out);
}
