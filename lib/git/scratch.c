#include "git/scratch.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/strvec.h"
#include "base/tempdir.h"
#include "git/odb.h"

#include <dirent.h>
#include <errno.h>
#include <git2/odb_backend.h>
#include <git2/sys/odb_backend.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "tmp_objdir-rel-"

struct scratch {
	char *dir;
	char *env_objects, *env_alternates;
	const char *env[3];
};

/* The name holds the process; before we make one of our own, also ours is that
 * of one before us. */
void scratch_sweep(struct repo *r)
{
	DIR *d = opendir(r->objects_dir);

	for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
		if (!starts_with(e->d_name, PREFIX))
			continue;
		long pid = strtol(e->d_name + strlen(PREFIX), NULL, 10);
		if (pid <= 0 || (pid != getpid() &&
				 (!kill((pid_t)pid, 0) || errno != ESRCH)))
			continue;
		CLEANUP(text)
		char *path = xasprintf("%s/%s", r->objects_dir, e->d_name);
		(void)!dir_remove(path);
	}
	if (d)
		closedir(d);
}

static int make_folder(struct repo *r, char **out)
{
	if (r->dry_run)
		return tempdir_make(out);
	scratch_sweep(r);
	*out = xasprintf("%s/" PREFIX "%ld-XXXXXX", r->objects_dir,
			 (long)getpid());
	if (!mkdtemp(*out))
		return error_errno("cannot make a folder for new objects '%s'",
				   *out);
	return 0;
}

int scratch_open(struct repo *r)
{
	git_odb_backend *loose = NULL;
	int rc;

	if (r->scratch)
		return 0;
	if ((rc = repo_read(r)) < 0)
		return rc;
	struct scratch *s = xcalloc(1, sizeof(*s));
	r->scratch = s;
	if ((rc = make_folder(r, &s->dir)) < 0) {
		free(MOVE(s->dir));
		free(MOVE(r->scratch));
		return rc;
	}
	const char *more = getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	s->env_objects = xasprintf("GIT_OBJECT_DIRECTORY=%s", s->dir);
	s->env_alternates = xasprintf("GIT_ALTERNATE_OBJECT_DIRECTORIES=%s%s%s",
				      r->objects_dir, more && *more ? ":" : "",
				      more ? more : "");
	s->env[0] = s->env_objects;
	s->env[1] = s->env_alternates;
	r->env = s->env;
	if (git_odb_backend_loose(&loose, s->dir, -1, 0, 0777, 0444) < 0 ||
	    git_odb_add_backend(r->odb, loose, 100) < 0)
		return error_git("cannot use '%s' for new objects", s->dir);
	return 0;
}

const char *scratch_folder(const struct repo *r)
{
	return r->scratch->dir;
}

int scratch_refresh(struct repo *r)
{
	if (!r->scratch)
		return 0;
	if (git_odb_refresh(r->odb) < 0)
		return error_git("cannot read new objects");
	return odb_add(r->odb, r->scratch->dir);
}

/* core.sharedRepository: what git would give a new object or folder. */
static void share(struct repo *r, const char *path, bool folder)
{
	const char *how = config_git(&r->config, "core.sharedrepository");
	mode_t mode;

	if (!how || !strcmp(how, "umask") || !strcmp(how, "false") ||
	    !strcmp(how, "0"))
		return;
	bool all = !strcmp(how, "all") || !strcmp(how, "world") ||
		   !strcmp(how, "everybody") || !strcmp(how, "2");
	if (*how == '0')
		mode = (mode_t)strtoul(how, NULL, 8);
	else
		mode = all ? 0664 : 0660;
	if (folder)
		mode |= ((mode & 0444) >> 2) | S_ISGID;
	else
		mode &= (mode_t)~0222;
	(void)!chmod(path, mode);
}

/* A pack counts once its .idx is there, so that goes last. */
static bool is_index(const char *name)
{
	return ends_with(name, ".idx");
}

/* Where new objects go, below both folders: "ab/<38 digits>", "pack/<name>". */
struct moves {
	struct strvec folder, file;
};

static void moves_clear(struct moves *m)
{
	strvec_clear(&m->folder);
	strvec_clear(&m->file);
}
DEFINE_CLEANUP(moves, struct moves, moves_clear)

static int find_files(struct repo *r, struct moves *m, const char *name)
{
	CLEANUP(text) char *from = xasprintf("%s/%s", r->scratch->dir, name);
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;
	int rc = dir_list(from, &names);

	for (size_t i = 0; !rc && i < 2 * names.n; i++) {
		const char *file = names.v[i % names.n];
		if (*file != '.' && !starts_with(file, "tmp_") &&
		    is_index(file) == (i >= names.n))
			strvec_pushf(&m->file, "%s/%s", name, file);
	}
	return rc;
}

static int find_moves(struct repo *r, struct moves *m)
{
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;
	int rc = r->scratch ? dir_list(r->scratch->dir, &names) : 0;

	for (size_t i = 0; !rc && i < names.n; i++)
		if (!strcmp(names.v[i], "pack") ||
		    (strlen(names.v[i]) == 2 && *names.v[i] != '.')) {
			size_t was = m->file.n;
			rc = find_files(r, m, names.v[i]);
			/* what scratch_forget() took leaves an empty one */
			if (m->file.n > was)
				strvec_push(&m->folder, names.v[i]);
		}
	return rc;
}

static int make_there(struct repo *r, const char *name)
{
	CLEANUP(text) char *to = xasprintf("%s/%s", r->objects_dir, name);

	if (mkdir(to, 0777) && errno != EEXIST)
		return error_errno("cannot make '%s'", to);
	else if (errno != EEXIST)
		share(r, to, true);
	return 0;
}

static int sync_below(const char *folder, const char *name)
{
	CLEANUP(text) char *path = xasprintf("%s/%s", folder, name);

	return file_sync(path);
}

static int move_file(struct repo *r, const char *name)
{
	CLEANUP(text) char *from = xasprintf("%s/%s", r->scratch->dir, name);
	CLEANUP(text) char *to = xasprintf("%s/%s", r->objects_dir, name);

	if (file_exists(to))
		return unlink(from) ? error_errno("cannot remove '%s'", from) :
				      0;
	share(r, from, false);
	if (rename(from, to))
		return error_errno("cannot save '%s'", to);
	return 0;
}

/* All files are synced before the first gets its name, and all folders after
 * the last: the first of each kind takes the disk, the others find it done. */
int scratch_save(struct repo *r)
{
	CLEANUP(moves) struct moves m = { STRVEC_INIT, STRVEC_INIT };
	int rc = find_moves(r, &m);

	for (size_t i = 0; !rc && i < m.file.n; i++)
		rc = sync_below(r->scratch->dir, m.file.v[i]);
	for (size_t i = 0; !rc && i < m.folder.n; i++)
		rc = make_there(r, m.folder.v[i]);
	for (size_t i = 0; !rc && i < m.file.n; i++)
		rc = move_file(r, m.file.v[i]);
	for (size_t i = 0; !rc && i < m.folder.n; i++)
		rc = sync_below(r->objects_dir, m.folder.v[i]);
	if (!rc && m.folder.n)
		rc = file_sync(r->objects_dir);
	return rc;
}

void scratch_forget(struct repo *r, const git_oid *id)
{
	const char *hex = oid_hex(id);
	CLEANUP(text)
	char *path = xasprintf("%s/%.2s/%s", r->scratch->dir, hex, hex + 2);

	(void)!unlink(path);
}

void scratch_discard(struct repo *r)
{
	struct scratch *s = r->scratch;

	if (!s)
		return;
	r->scratch = NULL;
	r->env = NULL;
	if (s->dir)
		(void)!dir_remove(s->dir);
	free(s->dir);
	free(s->env_objects);
	free(s->env_alternates);
	free(s);
}
