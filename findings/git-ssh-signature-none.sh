#!/bin/bash
# What git says of a commit that is signed by ssh, where no signers are known.
#
# Guess:     %G? is "N" for a commit without a signature, and "E" ("cannot be
#            checked") for one that has a signature which nothing here can judge, as
#            it is for OpenPGP without the public key.
# Behaviour: without gpg.ssh.allowedSignersFile a commit signed by ssh is "N", too:
#            the letter does not tell it from one that nobody signed.  An empty file
#            of signers makes it "U".  Only the header gpgsig tells them apart.
# Packages:  git 1:2.39.5-0+deb12u3 and openssh-client 1:9.2p1-2+deb12u10, unpacked
#            over the libraries of Debian 12, not installed.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd "$tmp" && apt-get -qq -o APT::Sandbox::User=root download \
	git=1:2.39.5-0+deb12u3 openssh-client=1:9.2p1-2+deb12u10)
for deb in "$tmp"/*.deb; do dpkg-deb -x "$deb" "$tmp/root"; done
export PATH="$tmp/root/usr/bin:$PATH" GIT_EXEC_PATH="$tmp/root/usr/lib/git-core"
export HOME="$tmp" GIT_CONFIG_NOSYSTEM=1
git config --global user.name A
git config --global user.email a@example.com
git config --global gpg.format ssh
ssh-keygen -q -t ed25519 -N '' -C '' -f "$tmp/key"
git config --global user.signingKey "$tmp/key.pub"
git init -q "$tmp/repo"
cd "$tmp/repo"
git commit -q --allow-empty -m 'nobody signed it'
git commit -q -S --allow-empty -m 'signed by ssh'

# what the letter is, and whether there is a signature
tell() {
	git log --reverse --format='%H %G? %s' 2>/dev/null | while read -r id letter rest; do
		echo "$1: $rest: $letter, $(git cat-file commit "$id" | grep -c '^gpgsig') signature"
	done
}
{
	git --version | cut -d. -f1-3
	tell 'no file'
	: >"$tmp/signers"
	git config gpg.ssh.allowedSignersFile "$tmp/signers"
	tell 'an empty file'
	echo "a@example.com $(cat "$tmp/key.pub")" >"$tmp/signers"
	tell 'a file with the key'
} >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
git version 2.39.5
no file: nobody signed it: N, 0 signature
no file: signed by ssh: N, 1 signature
an empty file: nobody signed it: N, 0 signature
an empty file: signed by ssh: U, 1 signature
a file with the key: nobody signed it: N, 0 signature
a file with the key: signed by ssh: G, 1 signature
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
