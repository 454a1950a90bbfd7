#!/usr/bin/env bats
# Signatures, made as git is configured, and good for git verify-tag afterwards.

load lib

setup() {
	sealed
	repo_gitflow
}

# The tag is signed, and git accepts it.
signed() {
	released 0.2.0
	quietly git verify-tag v0.2.0
	git -C "$REMOTE" cat-file tag v0.2.0 | grep -q -e "-----BEGIN $1 SIGNATURE-----"
}

unsigned() {
	released 0.2.0
	run ! grep -q -e '-----BEGIN' <(git cat-file tag v0.2.0)
}

# ---- openpgp --------------------------------------------------------------

@test "a gpg key that git knows of signs" {
	gpg_key
	ready
	git rel finish -y
	signed PGP
}

@test "the same tag as git tag -s, but for the signature" {
	gpg_key
	ready
	git rel finish -y
	git tag -s -m 'Release v0.2.0' by-hand 'v0.2.0^{}'
	[ "$(git cat-file tag v0.2.0 | sed '/^-----BEGIN/,$d')" = \
		"$(git cat-file tag by-hand | sed '/^-----BEGIN/,$d; s/^tag by-hand/tag v0.2.0/')" ]
	git tag -d by-hand
}

@test "tag.gpgSign is enough: gpg finds the key by name" {
	gpg_key
	git config --global --unset user.signingkey
	git config --global tag.gpgSign true
	ready
	git rel finish -y
	signed PGP
}

@test "a message of many lines, and the tag's own fsck" {
	gpg_key
	ready
	git config rel.tagMessage 'Release v{version}'
	git rel finish -y -m "$(printf 'One\n\n\n\n# two  \nthree\n\n')"
	signed PGP
	[ "$(git for-each-ref --format='%(contents:body)' refs/tags/v0.2.0)" = \
		$'One\n\n# two\nthree' ]
}

@test "gpg.program is what signs" {
	gpg_key
	ready
	printf '#!/bin/sh\ntouch "%s/used"\nexec gpg "$@"\n' "$T" >"$T/bin/my-gpg"
	chmod +x "$T/bin/my-gpg"
	git config gpg.program "$T/bin/my-gpg"
	git rel finish -y
	signed PGP
	[ -e "$T/used" ]
}

@test "gpg.program says nothing and makes nothing: refused, then done" {
	gpg_key
	ready
	git config gpg.program true
	remember
	run git rel finish -y
	refused 128 "'true'"
	git config --unset gpg.program
	git rel finish -y
	signed PGP
}

@test "gpg.program is not there: refused" {
	gpg_key
	ready
	git config gpg.program no-such-gpg
	remember
	run git rel finish -y
	refused 128 no-such-gpg
}

@test "gpg.program makes a signature that does not fit: refused" {
	gpg_key
	ready
	cat >"$T/bin/liar" <<-'END'
		#!/bin/sh
		case "$*" in *--verify*) exec gpg "$@" ;; esac
		sed 's/v0.2.0/v0.3.0/' | gpg "$@"
	END
	chmod +x "$T/bin/liar"
	git config gpg.program "$T/bin/liar"
	remember
	run git rel finish -y
	refused 128
}

@test "the key is not there: refused with gpg's words" {
	gpg_key
	ready
	git config user.signingKey nobody@example.com
	remember
	run git rel finish -y
	refused 128 nobody@example.com 'No secret key'
}

@test "commit.gpgSign: the merges are signed by the same key" {
	gpg_key
	git config --global commit.gpgSign true
	ready
	git rel finish -y
	signed PGP
	quietly git verify-commit main
	quietly git verify-commit develop
}

@test "commit.gpgSign fails: refused, nothing changed" {
	gpg_key
	ready
	git config commit.gpgSign true
	git config gpg.program false
	git config rel.sign annotated
	remember
	run git rel finish -y
	refused 128 commit.gpgSign
}

# ---- ssh ------------------------------------------------------------------

@test "an ssh key in a file signs" {
	ssh_key
	ready
	twin
	git rel finish -y
	signed SSH
	by_hand 'git tag -s -m "Release v0.2.0" v0.2.0 v0.2.0^{} 2>/dev/null ||
		git fetch -q '"$R"' main && git tag -f -s -m "Release v0.2.0" v0.2.0 FETCH_HEAD'
	[ "$(git rev-parse v0.2.0)" = "$(git -C "$TWIN" rev-parse v0.2.0)" ]
}

@test "the path of an ssh key may begin with ~, and be the private one" {
	ssh_key
	# shellcheck disable=SC2088 # git expands it
	git config --global user.signingKey '~/sign'
	ready
	git rel finish -y
	signed SSH
}

# An agent that holds the key; its file is gone.
agent() {
	ssh_key
	eval "$(ssh-agent -s -a "$(mktemp -u /tmp/aXXXXXX)" 3>&- 4>&-)" >/dev/null
	PIDS+=("$SSH_AGENT_PID")
	ssh-add -q "$T/home/sign" 2>/dev/null
	rm "$T/home/sign"
}

@test "a literal ssh key is asked of the agent" {
	agent
	git config --global user.signingKey "$(cat "$T/home/sign.pub")"
	ready
	git rel finish -y
	signed SSH
}

@test "a literal ssh key behind key:: is asked of the agent" {
	agent
	git config --global user.signingKey "key::$(cat "$T/home/sign.pub")"
	ready
	git rel finish -y
	signed SSH
}

@test "gpg.ssh.defaultKeyCommand names the key" {
	agent
	git config --global --unset user.signingKey
	git config --global gpg.ssh.defaultKeyCommand 'ssh-add -L'
	ready
	git rel finish -y
	signed SSH
}

@test "the agent does not have the key: refused" {
	agent
	git config --global user.signingKey "$(cat "$T/home/sign.pub")"
	ready
	ssh-add -q -D 2>/dev/null
	remember
	run git rel finish -y
	refused 128
}

@test "no allowed signers: signed, and checked as far as that goes" {
	ssh_key
	ready
	git config --global --unset gpg.ssh.allowedSignersFile
	run git rel finish -y
	exits 0
	released 0.2.0
	git config --global gpg.ssh.allowedSignersFile "$T/home/signers"
	signed SSH
}

@test "no allowed signers, and the merges are signed, too" {
	ssh_key
	ready
	git config --global --unset gpg.ssh.allowedSignersFile
	git config commit.gpgSign true
	git rel finish -y
	git config --global gpg.ssh.allowedSignersFile "$T/home/signers"
	signed SSH
	quietly git verify-commit main
	quietly git verify-commit develop
}

@test "we are not among the allowed signers: refused" {
	ssh_key
	ready
	sed -i s/ada@/bob@/ "$T/home/signers"
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/other"
	printf 'ada@example.com %s\n' "$(cat "$T/home/other.pub")" >"$T/home/signers"
	remember
	run git rel finish -y
	refused 128
}

@test "the key file is not there: refused" {
	ssh_key
	ready
	rm "$T/home/sign" "$T/home/sign.pub"
	remember
	run git rel finish -y
	refused 128 home/sign.pub
}

# ---- which kind of tag ------------------------------------------------------

@test "sign = required without a key: refused with what to type" {
	ready
	git config rel.sign required
	remember
	run git rel finish -y
	refused 128 user.signingKey
}

@test "sign = auto without a key: annotated, and that is said" {
	ready
	run git rel finish -y
	exits 0
	says 'not signed'
	unsigned
}

@test "sign = annotated: not signed, though there is a key" {
	ssh_key
	ready
	git config rel.sign annotated
	git rel finish -y
	unsigned
}

@test "sign = lightweight: the commit itself" {
	ssh_key
	ready
	git config rel.sign lightweight
	git rel finish -y
	[ "$(git cat-file -t v0.2.0)" = commit ]
	[ "$(git rev-parse v0.2.0)" = "$(git rev-parse main)" ]
	here_and_there refs/tags/v0.2.0 refs/heads/main refs/heads/develop
	[ "$(git log -1 --format=%B develop)" = "Merge tag 'v0.2.0' into develop" ]
}

@test "git rel tag signs, too" {
	ssh_key
	quietly git rel init
	git rel tag 0.2.0
	quietly git verify-tag v0.2.0
	here_and_there refs/tags/v0.2.0
}

@test "a dry run asks no key" {
	gpg_key
	ready
	git config gpg.program false
	git config commit.gpgSign true
	run git rel finish -n
	exits 0
	says 'git tag -s v0.2.0'
}
