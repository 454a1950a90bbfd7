#!/bin/bash
# What a commit by JGit leaves in the reflogs of a repository with a reftable.
#
# Guess:     JGit writes the same entries whatever the refs are kept in: one for the
#            branch and one for HEAD, with what it did; git reads them back.
# Behaviour: in a reftable HEAD gets none, neither for a commit nor for a checkout,
#            so that `git reflog`, HEAD@{1} and `git switch -` know nothing of them.
#            The branch gets its entry, and git, which ends a message with a line
#            feed and takes that off again, shows it without its last letter.
# Packages:  git 1:2.47.3-0+deb13u1 and libjgit-java 6.7.0-2 in a root of Debian 13,
#            made by debootstrap (1.0.128), as root.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
debootstrap --variant=minbase \
	--include=git,libjgit-java,libslf4j-java,default-jdk-headless \
	trixie "$tmp/root" >"$tmp/log" 2>&1 ||
	{ tail -5 "$tmp/log" && exit 1; }

cat >"$tmp/root/Work.java" <<'END'
import java.io.File;
import org.eclipse.jgit.api.Git;

public class Work {
	public static void main(String[] args) throws Exception {
		try (Git git = Git.open(new File("."))) {
			git.commit().setAllowEmpty(true).setSign(false).setMessage("one by JGit").call();
			git.checkout().setName("side").call();
			git.commit().setAllowEmpty(true).setSign(false).setMessage("another").call();
		}
	}
}
END
cat >"$tmp/root/play" <<'END'
export HOME=/home GIT_CONFIG_NOSYSTEM=1
git config --global user.name A
git config --global user.email a@example.org
dpkg-query -W -f '${Package} ${Version}\n' git libjgit-java
java=/usr/share/java
for format in files reftable; do
	git init -q -b main --ref-format=$format "/$format"
	cd "/$format" || exit
	git commit -q --allow-empty -m one
	git branch side
	java -cp "$java/org.eclipse.jgit.jar:$java/slf4j-api.jar:$java/slf4j-nop.jar:$java/javaewah.jar" \
		/Work.java 2>/errors || cat /errors
	for ref in HEAD main side; do
		echo "$format, $ref:"
		git reflog "$ref" --format='  %gs'
	done
done
END
# java looks at /proc
# shellcheck disable=SC2016
unshare --mount sh -c 'mount -t proc proc "$1/proc" && exec chroot "$1" /bin/bash /play' \
	- "$tmp/root" >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
git 1:2.47.3-0+deb13u1
libjgit-java 6.7.0-2
files, HEAD:
  commit: another
  checkout: moving from main to side
  commit: one by JGit
  commit (initial): one
files, main:
  commit: one by JGit
  commit (initial): one
files, side:
  commit: another
  branch: Created from main
reftable, HEAD:
  commit (initial): one
reftable, main:
  commit: one by JGi
  commit (initial): one
reftable, side:
  commit: anothe
  branch: Created from main
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
