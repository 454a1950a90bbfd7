#!/bin/bash
# Which of git's conditional includes libgit2 heeds.
#
# Guess:     all conditions of includeIf, so that a program on libgit2 commits as the
#            person that git commits as.
# Behaviour: gitdir and onbranch are heeded, hasconfig:remote.*.url (git 2.36) is not,
#            without an error: who keeps two identities apart by the remote's URL
#            commits as the wrong one there, and with no key to sign with.
# Packages:  git 1:2.39.5-0+deb12u3; libgit2-1.5 and libgit2-dev 1.5.1+ds-1+deb12u2,
#            unpacked over the libraries of Debian 12, not installed; gcc 4:12.2.0-3
#            builds.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
version=1.5.1+ds-1+deb12u2
(cd "$tmp" && apt-get -qq -o APT::Sandbox::User=root download \
	"libgit2-1.5=$version" "libgit2-dev=$version")
for deb in "$tmp"/*.deb; do dpkg-deb -x "$deb" "$tmp/root"; done
lib=$(dirname "$(find "$tmp/root" -name 'libgit2.so.1.5')")

cat >"$tmp/ask.c" <<'END'
#include <git2.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	git_repository *repo;
	git_config *config;
	const char *value;

	git_libgit2_init();
	if (argc < 2 || git_repository_open(&repo, argv[1]) < 0 ||
	    git_repository_config_snapshot(&config, repo) < 0)
		return 1;
	for (int i = 2; i < argc; i++)
		printf("libgit2: %s = %s\n", argv[i],
		       git_config_get_string(&value, config, argv[i]) < 0 ?
			       "" :
			       value);
	return 0;
}
END
gcc -I"$tmp/root/usr/include" -o "$tmp/ask" "$tmp/ask.c" "$lib/libgit2.so.1.5"

export HOME="$tmp/home" GIT_CONFIG_NOSYSTEM=1 LD_LIBRARY_PATH="$lib"
unset XDG_CONFIG_HOME GIT_CONFIG_GLOBAL
mkdir "$HOME"
git init -q -b release/1 "$HOME/repo"
git -C "$HOME/repo" remote add origin https://work.example.com/p.git
for name in gitdir onbranch hasconfig; do
	printf '[user]\n\temail = %s@example.com\n[by]\n\t%s = yes\n' work $name >"$HOME/$name.inc"
done
sed -i 1,2d "$HOME/gitdir.inc" "$HOME/onbranch.inc"
cat >"$HOME/.gitconfig" <<END
[user]
	email = private@example.com
[includeIf "gitdir:~/repo/"]
	path = gitdir.inc
[includeIf "onbranch:release/"]
	path = onbranch.inc
[includeIf "hasconfig:remote.*.url:https://work.example.com/**"]
	path = hasconfig.inc
END
{
	for key in by.gitdir by.onbranch by.hasconfig user.email; do
		echo "git: $key = $(git -C "$HOME/repo" config $key)"
	done
	"$tmp/ask" "$HOME/repo" by.gitdir by.onbranch by.hasconfig user.email
} >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
git: by.gitdir = yes
git: by.onbranch = yes
git: by.hasconfig = yes
git: user.email = work@example.com
libgit2: by.gitdir = yes
libgit2: by.onbranch = yes
libgit2: by.hasconfig = 
libgit2: user.email = private@example.com
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
