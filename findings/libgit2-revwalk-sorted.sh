#!/bin/bash
# What libgit2 reads before it gives the first commit of a sorted walk.
#
# Guess:     GIT_SORT_TIME, newest first, gives the newest commit at once, as git
#            log does: who wants ten commits pays for about ten.
# Behaviour: any sorting reads the whole history before the first answer.  Without
#            one (GIT_SORT_NONE) the walk is lazy, and newest first, too, along a
#            line of commits whose dates grow.
# Packages:  git 1:2.39.5-0+deb12u3; libgit2-1.5 and libgit2-dev 1.5.1+ds-1+deb12u2, unpacked over the
#            libraries of Debian 12, not installed; gcc 4:12.2.0-3 builds.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
version=1.5.1+ds-1+deb12u2
(cd "$tmp" && apt-get -qq -o APT::Sandbox::User=root download \
	"libgit2-1.5=$version" "libgit2-dev=$version")
for deb in "$tmp"/*.deb; do dpkg-deb -x "$deb" "$tmp/root"; done
lib=$(dirname "$(find "$tmp/root" -name 'libgit2.so.1.5')")

cat >"$tmp/walk.c" <<'END'
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <stdio.h>
#include <stdlib.h>

static git_odb *real;
static int reads;

/* an object database that counts what is read from another one */
static int counted(void **data, size_t *n, git_object_t *type,
		   git_odb_backend *backend, const git_oid *id)
{
	git_odb_object *o;
	if (git_odb_read(&o, real, id) < 0)
		return GIT_ENOTFOUND;
	reads++;
	*n = git_odb_object_size(o);
	*type = git_odb_object_type(o);
	*data = git_odb_backend_data_alloc(backend, *n);
	for (size_t i = 0; i < *n; i++)
		((char *)*data)[i] = ((const char *)git_odb_object_data(o))[i];
	git_odb_object_free(o);
	return 0;
}

static int exists(git_odb_backend *backend, const git_oid *id)
{
	(void)backend;
	return git_odb_exists(real, id);
}

static void nothing(git_odb_backend *backend)
{
	(void)backend;
}

static int walk(const char *path, const char *name, unsigned sorting)
{
	git_odb_backend backend;
	git_repository *repo;
	git_revwalk *walk;
	git_oid tip, id;
	git_odb *odb;

	if (git_repository_open(&repo, path) < 0 ||
	    git_reference_name_to_id(&tip, repo, "HEAD") < 0 ||
	    git_repository_odb(&real, repo) < 0 || git_odb_new(&odb) < 0 ||
	    git_odb_init_backend(&backend, GIT_ODB_BACKEND_VERSION) < 0)
		return 1;
	backend.read = counted;
	backend.exists = exists;
	backend.free = nothing;
	git_repository *over;
	if (git_odb_add_backend(odb, &backend, 1) < 0 ||
	    git_repository_wrap_odb(&over, odb) < 0 ||
	    git_revwalk_new(&walk, over) < 0)
		return 1;
	reads = 0;
	if (git_revwalk_sorting(walk, sorting) < 0 ||
	    git_revwalk_push(walk, &tip) < 0 || git_revwalk_next(&id, walk) < 0)
		return 1;
	printf("%s: %s first, %s\n", name,
	       git_oid_equal(&id, &tip) ? "the newest" : "another",
	       reads >= 500 ? "all of 500 commits read" :
	       reads <= 5   ? "five commits read at most" :
			      "some commits read");
	return 0;
}

int main(int argc, char **argv)
{
	git_libgit2_init();
	printf("libgit2 %s\n", LIBGIT2_VERSION);
	return argc != 2 || walk(argv[1], "GIT_SORT_NONE", GIT_SORT_NONE) ||
	       walk(argv[1], "GIT_SORT_TIME", GIT_SORT_TIME) ||
	       walk(argv[1], "GIT_SORT_TOPOLOGICAL", GIT_SORT_TOPOLOGICAL);
}
END
gcc -I"$tmp/root/usr/include" -o "$tmp/walk" "$tmp/walk.c" "$lib/libgit2.so.1.5"

export HOME="$tmp" GIT_CONFIG_NOSYSTEM=1
git init -q "$tmp/repo"
for ((i = 1; i <= 500; i++)); do
	printf 'commit HEAD\ncommitter Ada <ada@example.com> %d +0000\ndata 1\nx\n' \
		$((1600000000 + i * 60))
done | git -C "$tmp/repo" fast-import --quiet

expected='libgit2 1.5.1
GIT_SORT_NONE: the newest first, five commits read at most
GIT_SORT_TIME: the newest first, all of 500 commits read
GIT_SORT_TOPOLOGICAL: the newest first, all of 500 commits read'
LD_LIBRARY_PATH="$lib" "$tmp/walk" "$tmp/repo" | tee "$tmp/said"
diff <(echo "$expected") "$tmp/said" && echo "as stated"
