# lib.bash: what every end-to-end test stands on.
# shellcheck shell=bash
#
# A test gets a directory of its own ($T) and an environment that no user's or
# system's configuration reaches; real repositories, real remotes, real keys,
# real servers.  In a .bats file:
#
#	load lib
#	setup() { sealed; repo_gitflow; }
#
# A script that is no bats test sets T to an empty directory, sources this file
# and calls `sealed`; `unsealed` stops whatever was started.
#
#	T         the test's own directory
#	R         the clone it works in (also the working directory)
#	REMOTE    its bare remote
#	MAIN      branch where releases land
#	DEVELOP   branch of the back-merge; empty where there is none
#	RELEASE_TIP  what must have been released (set by `ready`)

[ -z "${BATS_VERSION-}" ] || bats_require_minimum_version 1.5.0

LIB=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
TOP=${LIB%/*/*}
PYTHON=/usr/bin/python3
[ -x "$PYTHON" ] || PYTHON=python3

# into <file>: what comes in, without a process for it.
into() {
	local text
	IFS= read -r -d '' text || :
	printf %s "$text" >"$1"
}

# git_before <version>: is the git that is here older than that?
git_before() {
	local here

	here=$(git version | cut -d' ' -f3)
	[ "$here" != "$1" ] &&
		[ "$(printf '%s\n' "$here" "$1" | sort -V | head -n 1)" = "$here" ]
}

# git_says <version>: git is the one we have, and says it is another; below git,
# too, which has its own folder come first in PATH.
git_says() {
	REAL_GIT=${REAL_GIT:-$(command -v git)}
	if [ ! -d "$T/says" ]; then
		cp -rs "$("$REAL_GIT" --exec-path)" "$T/says"
		PATH=$T/says:$PATH
		export GIT_EXEC_PATH="$T/says"
	fi
	rm -f "$T/says/git"
	cat >"$T/says/git" <<-END
		#!/bin/sh
		[ "\$*" != version ] || { echo git version $1; exit; }
		exec '$REAL_GIT' "\$@"
	END
	chmod +x "$T/says/git"
}

# ---- the seal -------------------------------------------------------------

sealed() {
	local v b=${B:-build/test}
	[ -z "${SEALED-}" ] || return 0
	case $b in /*) ;; *) b=$TOP/$b ;; esac
	T=${T:-$BATS_TEST_TMPDIR}
	T=$(cd "$T" && pwd -P)
	for v in "${!GIT_@}" "${!SSH_@}" "${!GPG_@}" "${!XDG_@}" "${!LC_@}" \
		"${!GITHUB_@}" "${!GITLAB_@}" "${!CI_@}" "${!GITEA_@}" "${!FORGEJO_@}" \
		LANG LANGUAGE EDITOR VISUAL PAGER DISPLAY NO_COLOR CLICOLOR_FORCE \
		CRASH_AT GH_TOKEN TRIGGER_PAYLOAD \
		http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY; do
		[ "$v" = GIT_DEFAULT_REF_FORMAT ] || unset "$v"
	done
	export PATH="$b/bin:$PATH" LC_ALL=C TZ=UTC TERM=dumb
	export HOME="$T/home" XDG_CONFIG_HOME="$T/home/.config"
	export XDG_CACHE_HOME="$T/home/.cache" GNUPGHOME="$T/home/.gnupg"
	export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL="$T/home/.gitconfig"
	export GIT_TERMINAL_PROMPT=0 GIT_EDITOR=: GIT_PAGER=cat
	export GIT_MERGE_AUTOEDIT=no GIT_CEILING_DIRECTORIES="$T"
	export GIT_AUTHOR_DATE='1700000000 +0000'
	export GIT_COMMITTER_DATE='1700000000 +0000'
	mkdir -p "$HOME" "$T/bin"
	into "$GIT_CONFIG_GLOBAL" <<-'END'
		[user]
			name = Ada Release
			email = ada@example.com
		[init]
			defaultBranch = main
		[gc]
			auto = 0
		[maintenance]
			auto = false
	END
	PIDS=()
	SEALED=1
	exec </dev/null
	cd "$T" || return
}

# Does the repository in this folder (or here) keep its refs in a reftable?  All
# new ones do with GIT_DEFAULT_REF_FORMAT=reftable, the one variable of git's
# that is not cleared.
on_reftable() {
	local dir
	dir=$(git -C "${1:-.}" rev-parse --path-format=absolute --git-common-dir) &&
		[ -e "$dir/reftable" ]
}

# needs_ref_files <why>: leaves out what has no meaning on a reftable.
needs_ref_files() {
	[ "${GIT_DEFAULT_REF_FORMAT-}" != reftable ] || skip "$1"
}

# locks_of <lock file of git, below .git>...: which these are here.  A reftable has
# one for all refs.
locks_of() {
	local lock refs=
	for lock; do
		case $lock in
		refs/*.lock | HEAD.lock | ORIG_HEAD.lock | packed-refs.*)
			[ "$refs" ] && continue
			on_reftable "${LOCKS_IN-$R}" && lock=reftable/tables.list.lock refs=1
			;;
		esac
		echo "$lock"
	done
}

# Stop what the test started, by its process id.
unsealed() {
	[ -n "${SEALED-}" ] || return 0
	local p
	cd / || return
	for p in "${PIDS[@]}"; do
		kill "$p" 2>/dev/null || :
		wait "$p" 2>/dev/null || :
	done
	if [ -n "${KEYS-}" ]; then
		GNUPGHOME=$KEYS gpgconf --kill all 2>/dev/null || :
		rm -rf "$KEYS"
	fi
}

teardown() {
	local bad=0
	sound || bad=1
	unsealed
	return "$bad"
}

# Nothing said when all is well; everything said when it is not.
quietly() {
	local out rc=0
	out=$("$@" 2>&1) || rc=$?
	[ "$rc" -eq 0 ] || printf '%s: exit %d\n%s\n' "$*" "$rc" "$out" >&2
	return "$rc"
}

complain() {
	printf '%s\n' "$*" >&2
	return 1
}

# ---- repositories ---------------------------------------------------------

# File contents the repositories share: twelve lines, so that two edits can
# either meet or stay apart.
lines() {
	local i
	for ((i = 1; i <= 12; i++)); do echo "$1 line $i"; done
}

# One commit for git fast-import: <ref> <mark> <from> <message>, files follow.
import_commit() {
	printf 'commit %s\nmark :%d\n' "$1" "$2"
	printf 'author Ada Release <ada@example.com> %d +0000\n' $((1600000000 + $2 * 600))
	printf 'committer Ada Release <ada@example.com> %d +0000\n' $((1600000000 + $2 * 600))
	printf 'data <<END\n%s\nEND\n' "$4"
	[ -z "$3" ] || printf 'from %s\n' "$3"
}

import_file() {
	printf 'M 100644 inline %s\ndata <<END\n%s\nEND\n' "$1" "$2"
}

# The history all of them share: <main> <develop or empty>.
import_history() {
	local main=refs/heads/$1 next=refs/heads/${2:-$1}
	import_commit "$main" 1 '' 'Begin'
	import_file README.md 'A project'
	import_file VERSION 0.1.0
	import_file a.txt "$(lines a)"
	import_file b.txt "$(lines b)"
	import_file dir/sub/c.txt "$(lines c)"
	import_commit "$main" 2 :1 'Be ready for users'
	import_file a.txt "$(lines a)"$'\nready'
	[ "$next" = "$main" ] || printf 'reset %s\nfrom :2\n\n' "$next"
	import_commit "$next" 3 :2 'Add a feature'
	import_file feature.txt "$(lines feature)"
	import_commit "$next" 4 :3 'Improve the feature'
	import_file b.txt "$(lines b)"$'\nbetter'
	printf 'tag v0.1.0\nfrom :2\ntagger Ada Release <ada@example.com> '
	printf '1600003600 +0000\ndata <<END\nRelease v0.1.0\nEND\ndone\n'
}

# make_repo <folder> <names, as for repo_named>: the remote and a clone of it
make_repo() {
	git init -q --bare -b "$2" "$1/remote.git"
	import_history "$2" "$3" | git -C "$1/remote.git" fast-import --quiet --done
	git clone -q "file://$1/remote.git" "$1/repo"
	[ "$4" = "$2" ] || git -C "$1/repo" switch -q "$4"
	# a fifth of all files that tests would copy
	rm -f "$1"/{remote.git,repo/.git}/hooks/*.sample
}

# copy_repo <names>: made once in a run of bats, or of all files where SHELF names
# a folder for that, then copied: making it takes thirty processes.
copy_repo() {
	local shelf=${SHELF:-$BATS_RUN_TMPDIR/shelf}/$1,$2,$3,${GIT_DEFAULT_REF_FORMAT-} new config

	if [ ! -d "$shelf" ]; then
		mkdir -p "${shelf%/*}"
		new=$(mktemp -d "$shelf.XXXXXX")
		make_repo "$new" "$@"
		git -C "$new/repo" remote set-url origin file://@T@/remote.git
		# unless another test was faster
		mv -T "$new" "$shelf" 2>/dev/null || :
	fi
	# not over that of setup(): only root may, and refs and files of both would be there
	[ ! -e "$T/repo" ] || { cd "$T" && rm -rf repo remote.git colleague; }
	cp -a "$shelf/." "$T"
	IFS= read -r -d '' config <"$T/repo/.git/config" || :
	printf %s "${config/@T@/$T}" >"$T/repo/.git/config"
	# the copies have other inodes
	git -C "$T/repo" update-index -q --refresh
}

# repo_named <main> <develop or empty> <branch to stand on>
repo_named() {
	sealed
	MAIN=$1 DEVELOP=$2 R=$T/repo REMOTE=$T/remote.git
	if [ -n "${BATS_RUN_TMPDIR-}" ]; then
		copy_repo "$@"
	else
		make_repo "$T" "$@"
	fi
	cd "$R" || return
	into "$T/bin/colleague" <<-END
		#!/bin/sh -e
		# colleague <branch> <shell command>
		unset \$(git rev-parse --local-env-vars)
		export GIT_AUTHOR_NAME=Bob GIT_AUTHOR_EMAIL=bob@example.com
		export GIT_COMMITTER_NAME=Bob GIT_COMMITTER_EMAIL=bob@example.com
		git config --file '$T/bin/plain' user.name Bob
		export GIT_CONFIG_GLOBAL='$T/bin/plain'
		[ -d '$T/colleague' ] || git clone -q 'file://$REMOTE' '$T/colleague'
		cd '$T/colleague'
		git fetch -q origin
		git checkout -q -B "\$1" "origin/\$1" 2>/dev/null || git checkout -q -B "\$1"
		eval "\$2"
		git add -A
		git commit -q -m "Colleague: \$2"
		git push -q origin "HEAD:refs/heads/\$1"
	END
	chmod +x "$T/bin/colleague"
}

repo_gitflow() { repo_named main develop develop; }
repo_trunk() { repo_named main '' main; }
repo_qualify() { repo_named stable main main; }

# colleague <branch> <shell command>: somebody else commits and pushes.
colleague() { quietly "$T/bin/colleague" "$@"; }

# ready [<version>]: initialised, started, pushed, with one commit of our own.
ready() {
	quietly git rel init --model=gitflow
	quietly git rel start --push "${1:-0.2.0}"
	work VERSION 0.2.0
}

# work <file> <text>: a commit on the branch we are on.
work() {
	echo "$2" >"$1"
	record
}

# A release is ready whose changelog and version develop has changed, too.
repo_settled() {
	repo_gitflow
	quietly git rel init --model=gitflow
	work CHANGELOG.md $'## [Unreleased]\n- A'
	git push -q origin develop
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	work CHANGELOG.md $'## [Unreleased]\n\n## [0.2.0]\n- A'
	colleague develop 'echo 0.3.0 >VERSION; echo "- B" >>CHANGELOG.md'
	git config rel.versionFiles VERSION
	git config rel.notesStyle keepachangelog
}

# Develop has changes within and outside what a sparse index holds file by file.
repo_sparse_index() {
	mkdir -p out/deep
	echo out >out/deep/file
	git add -A
	git commit -q -m 'More folders'
	git push -q origin develop
	ready 0.2.0
	colleague develop 'echo out >>out/deep/file; echo in >>dir/sub/c.txt'
	git sparse-checkout set --cone --sparse-index dir
}

# Commit what is there, as part of the release.
record() {
	git add -A
	git commit -q -m "Prepare the release"
	RELEASE_TIP=$(git rev-parse HEAD)
}

# ---- what the server does -------------------------------------------------

# on_server_refuse <glob of refs>: the server's update hook says no to these.
on_server_refuse() {
	cat >"$REMOTE/hooks/update" <<-END
		#!/bin/sh
		case \$1 in $1) echo "no: \$1 is protected" >&2; exit 1 ;; esac
	END
	chmod +x "$REMOTE/hooks/update"
}

on_server_allow() { rm -f "$REMOTE/hooks/update"; }

# between_plan_and_push <branch> <shell command>: a colleague is faster than
# us, once: after we looked at the remote, before we push to it.
between_plan_and_push() {
	cat >"$R/.git/hooks/pre-push" <<-END
		#!/bin/sh
		cat >/dev/null
		rm -f "\$0"
		'$T/bin/colleague' '$1' '$2'
	END
	chmod +x "$R/.git/hooks/pre-push"
}

# cut_pushes before|midway|after [gone]: the connection ends when the server has
# heard nothing, half the pack, or everything but its answer got lost.  With
# `gone`, there is no server from then on, until mend_pushes.
cut_pushes() {
	git config remote.origin.receivepack "'$PYTHON' '$LIB/cut.py' $*"
}

mend_pushes() {
	git config --unset remote.origin.receivepack
	[ ! -d "$REMOTE.gone" ] || mv "$REMOTE.gone" "$REMOTE"
}

# ---- keys -----------------------------------------------------------------

# An OpenPGP key without a passphrase, in a keyring whose path is short enough
# for the agent's socket.
gpg_key() {
	KEYS=$(mktemp -d /tmp/kXXXXXX)
	export GNUPGHOME=$KEYS
	gpg --batch --quiet --pinentry-mode loopback --passphrase '' \
		--quick-gen-key 'Ada Release <ada@example.com>' ed25519 sign never \
		>/dev/null 2>&1 3>&- 4>&-
	git config --global user.signingkey ada@example.com
}

# An SSH key; its signatures are the same each time, so are the object names.
ssh_key() {
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/sign"
	printf 'ada@example.com %s\n' "$(cat "$T/home/sign.pub")" >"$T/home/signers"
	git config --global gpg.format ssh
	git config --global user.signingkey "$T/home/sign.pub"
	git config --global gpg.ssh.allowedSignersFile "$T/home/signers"
}

# ---- servers --------------------------------------------------------------

# wait_until <command>...: until it succeeds, for ten seconds at most.
wait_until() {
	local i
	for ((i = 0; i < 500; i++)); do
		"$@" && return 0
		sleep 0.02
	done
	complain "never: $*"
}

# gone <pid>: that process is no more.
gone() { ! kill -0 "$1" 2>/dev/null; }

# serve_http: smart http with basic auth (ada, secret); origin points there.
# URL is its address; the credentials come from a helper, see `credentials`.
serve_http() {
	git -C "$REMOTE" config http.receivepack true
	"$PYTHON" "$LIB/httpd.py" "$T" "$T/http.port" </dev/null \
		>"$T/http.log" 2>&1 3>&- 4>&- &
	PIDS+=($!)
	wait_until test -s "$T/http.port"
	URL=http://127.0.0.1:$(cat "$T/http.port")/${REMOTE##*/}
	git -C "$R" remote set-url origin "$URL"
}

# credentials [<password>]: what git's credential helper answers.
credentials() {
	git config --global --replace-all credential.helper \
		"!f() { echo username=ada; echo password=${1:-secret}; }; f"
}

# start_sshd <authorized keys> <line of its configuration>...: SSH_URL is its
# address, and the key "$T/ssh/user" is used.
start_sshd() {
	local port sshd try keys=$1
	shift
	sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd) || skip "no sshd"
	mkdir -p "$T/ssh"
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/ssh/host"
	# shellcheck disable=SC2174 # the mode matters for the last one only
	[ "$(id -u)" -ne 0 ] || mkdir -p -m 755 /run/sshd
	for ((try = 0; try < 8; try++)); do
		port=$("$PYTHON" -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
		cat >"$T/ssh/config" <<-END
			Port $port
			ListenAddress 127.0.0.1
			HostKey $T/ssh/host
			PidFile $T/ssh/pid
			AuthorizedKeysFile $keys
			AuthenticationMethods publickey
			PermitRootLogin prohibit-password
			StrictModes no
			UsePAM no
			AcceptEnv GIT_PROTOCOL
		END
		printf '%s\n' "$@" >>"$T/ssh/config"
		"$sshd" -D -f "$T/ssh/config" -E "$T/ssh/log" </dev/null \
			>/dev/null 2>&1 3>&- 4>&- &
		PIDS+=($!)
		wait_for_port "$port" $! && break
	done
	echo "[127.0.0.1]:$port $(cat "$T/ssh/host.pub")" >"$T/ssh/known"
	export GIT_SSH_COMMAND="ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes \
-o StrictHostKeyChecking=yes -o UserKnownHostsFile='$T/ssh/known' -i '$T/ssh/user'"
	SSH_URL=ssh://$(id -un)@127.0.0.1:$port
}

# serve_ssh: an sshd with keys of its own; origin points there.
serve_ssh() {
	mkdir "$T/ssh"
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/ssh/user"
	cat >"$T/ssh/shell" <<-END
		#!/bin/sh
		exec env -i PATH='$PATH' HOME='$T/home' LC_ALL=C GIT_CONFIG_NOSYSTEM=1 \\
			GIT_PROTOCOL="\$GIT_PROTOCOL" /bin/sh -c "\$SSH_ORIGINAL_COMMAND"
	END
	chmod +x "$T/ssh/shell"
	start_sshd "$T/ssh/user.pub" "ForceCommand $T/ssh/shell"
	URL=$SSH_URL$REMOTE
	git -C "$R" remote set-url origin "$URL"
}

# wait_for_port <port> <pid>: until it listens; fails when the process is gone.
wait_for_port() {
	local i
	for ((i = 0; i < 500; i++)); do
		(: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
		kill -0 "$2" 2>/dev/null || return 1
		sleep 0.02
	done
	complain "nothing listens on $1"
}

# ---- looking --------------------------------------------------------------

# All there is to see, here and on the remote.
world() { R=$R REMOTE=${REMOTE-} sh "$LIB/world.sh" "$@"; }

# What an unfinished operation, of git or of ours, leaves behind.
leftovers() { world leftovers; }

# The same without what a mere fetch changes.
unmoved() { world | grep -v ' refs/remotes/'; }

# The same on our side only, for when a colleague moves the remote meanwhile.
unmoved_here() { unmoved | grep -v '^there '; }

# Every file below the repository, .git included: mode, content, path.
fingerprint() {
	(
		cd "$R" || exit
		find . -printf '%m %y %l %p\n' | sort
		find . -type f -print0 | sort -z | xargs -0 sha256sum
	) | sha256sum
}

# remember; run git rel ...; refused <status> [<words it must say>...]:
# it said why, and nothing has changed, here or on the remote.  What is looked
# at: `unmoved`, or the command that `remember` was given.
remember() {
	LOOK=${1:-unmoved}
	BEFORE=$($LOOK)
}

unchanged() {
	local now
	now=$($LOOK)
	[ "$now" = "$BEFORE" ] ||
		complain "changed: $(diff <(echo "$BEFORE") <(echo "$now"))" "${output-}"
}

# Nothing of it is on the server.
unchanged_there() {
	[ "$(grep '^there ' <<<"$BEFORE")" = "$(world | grep '^there ')" ] ||
		complain "the remote has changed: $(git -C "$REMOTE" for-each-ref)"
}

# exits <status>[|<status>...]: what `run` ran did.
exits() {
	# shellcheck disable=SC2154 # set by bats' run
	[[ " ${1//|/ } " == *" $status "* ]] ||
		complain "exit $status instead of $1: $output"
}

# says <words>...: each of them is in the output of what `run` ran.
says() {
	local word
	for word; do
		[[ $output == *"$word"* ]] ||
			complain "'$word' is not said: $output" || return
	done
}

# next_is "<command>[   (<remark>)]": what git rel names
next_is() {
	local next
	next=$(git rel | sed -n '/^next: /{ s///; $!N; s/\n *(/   (/; s/\n.*//; p; }')
	[ "$next" = "$1" ] || complain "next: $next, instead of: $1"
}

refused() {
	exits "$1" || return
	grep -qE '^(error|fatal): ' <<<"$output" ||
		complain "no error message: $output" || return
	says "${@:2}" || return
	unchanged
}

# Both repositories are sound.
sound() {
	local r
	for r in "${R-}" "${REMOTE-}"; do
		[ -d "$r" ] || continue
		# without the two children that have nothing to look at
		quietly git -C "$r" -c core.commitGraph=false \
			-c core.multiPackIndex=false fsck --strict --no-dangling || return
	done
}

on_branch() {
	local head
	head=$(git -C "$R" symbolic-ref -q --short HEAD) || head='(detached)'
	[ "$head" = "$1" ] || complain "HEAD is on $head, not on $1"
}

# here_and_there <ref>...: the remote has what we have.
here_and_there() {
	local ref a b bad=0
	for ref; do
		a=$(git -C "$R" rev-parse -q --verify "$ref") || a='(none)'
		b=$(git -C "$REMOTE" rev-parse -q --verify "$ref") || b='(none)'
		[ "$a" = "$b" ] || complain "$ref: $a here, $b there" || bad=1
	done
	return "$bad"
}

# contains <rev> <commit>
contains() {
	git -C "$R" merge-base --is-ancestor "$2" "$1" || complain "$2 is not in $1"
}

# released <version> [<status of the work tree>]: all of it happened, here and
# on the remote, and nothing is left over.
released() {
	local v=$1 dirty=${2-} bad=0 tag=refs/tags/v$1 commit refs left r
	[ "$(git -C "$R" cat-file -t "$tag" 2>&1)" = tag ] ||
		complain "v$v is no annotated tag" || return
	commit=$(git -C "$R" rev-parse "$tag^{commit}")
	[ "$commit" = "$(git -C "$R" rev-parse "refs/heads/$MAIN")" ] ||
		complain "v$v is not the tip of $MAIN" || bad=1
	[ -z "${RELEASE_TIP-}" ] || contains "$commit" "$RELEASE_TIP" || bad=1
	refs=("refs/heads/$MAIN" "$tag")
	if [ -n "$DEVELOP" ]; then
		contains "refs/heads/$DEVELOP" "$commit" || bad=1
		refs+=("refs/heads/$DEVELOP")
	fi
	here_and_there "${refs[@]}" || bad=1
	for r in "$R" "$REMOTE"; do
		left=$(git -C "$r" for-each-ref --format='%(refname)' |
			grep -E "/(release|release-qual|hotfix)/v?$v\$") &&
			{ complain "left in $r: $left" || bad=1; }
	done
	left=$(git -C "$R" --no-optional-locks status --porcelain)
	[ "$left" = "$dirty" ] || complain "status: $left" || bad=1
	left=$(leftovers)
	[ -z "$left" ] || complain "$left" || bad=1
	sound || bad=1
	return "$bad"
}

# ---- beside plain git ------------------------------------------------------

# twin: both repositories as they are now, once more: $TWIN and $TWIN_REMOTE.
twin() {
	TWIN=$T/twin TWIN_REMOTE=$T/twin.git
	cp -a "$R" "$TWIN"
	[ ! -d "$REMOTE" ] || cp -a "$REMOTE" "$TWIN_REMOTE"
	[ ! -d "$REMOTE" ] || git -C "$TWIN" remote set-url origin "file://$TWIN_REMOTE"
}

# towncrier_is_ours: is the towncrier here of the series that our renderer
# follows?  Those before it part sections in another way.
towncrier_is_ours() { [[ $(towncrier --version) == *' 26.'* ]]; }

# by_hand <commands>: what a person would type, in the twin.
by_hand() { (cd "$TWIN" && quietly bash -e -c "$1"); }

# What there is in <clone> and its <remote>.
all_of() {
	printf 'HEAD %s\n' "$(git -C "$1" symbolic-ref -q HEAD || git -C "$1" rev-parse HEAD)"
	git -C "$1" for-each-ref --format='here %(objecttype) %(objectname) %(refname)'
	[ ! -d "$2" ] ||
		git -C "$2" for-each-ref --format='there %(objecttype) %(objectname) %(refname)'
	git -C "$1" config --local --get-regexp '^branch\.' || :
	git -C "$1" ls-files -t -s
	(cd "$1" && find . -path ./.git -prune -o -printf '%y %m %l %p\n' | sort)
	git -C "$1" --no-optional-locks status --porcelain
}

# as_by_hand: both clones and both remotes hold the same: ids of commits and
# tags, refs, HEAD, index, files.
as_by_hand() {
	local ours theirs
	ours=$(all_of "$R" "$REMOTE")
	theirs=$(all_of "$TWIN" "$TWIN_REMOTE")
	[ "$ours" = "$theirs" ] ||
		complain "by hand (<), by us (>):" "$(diff <(echo "$theirs") <(echo "$ours"))" \
			"$(git -C "$R" log --graph --format='%h %d %s' --branches --tags -12)" \
			"$(git -C "$TWIN" log --graph --format='%h %d %s' --branches --tags -12)"
}

# What a person types for `git rel finish`, after `git switch main`; and for what
# it fetches.
# shellcheck disable=SC2034 # tests use them
FINISH='git switch -q main
	git merge -q --no-ff --no-edit release/v0.2.0
	git tag -a -m "Release v0.2.0" v0.2.0
	git switch -q develop
	git merge -q --no-ff --no-edit v0.2.0
	git push -q --atomic origin main develop v0.2.0 :release/v0.2.0
	git branch -q -D release/v0.2.0'
CATCH_UP='git fetch -q
	git switch -q --detach
	git branch -q -f main origin/main
	git branch -q -f develop origin/develop'

finish() { git rel finish -y 0.2.0; }

# The release is made by us and by hand, and there is no difference.
finish_like_git() {
	twin
	finish
	by_hand "$CATCH_UP
		$FINISH"
	as_by_hand
	released 0.2.0
}

# lands <merge|ff|squash|rebase> <branch> [<remote>]: somebody presses the
# forge's button.
lands() {
	local dir=$T/forge how=$1 branch=$2
	rm -rf "$dir"
	git clone -q "file://${3-$REMOTE}" "$dir"
	(
		cd "$dir" || exit
		export GIT_COMMITTER_NAME=Forge GIT_COMMITTER_EMAIL=forge@example.com
		git switch -q "$MAIN" || exit
		case $how in
		merge) git merge -q --no-ff -m "Merge pull request #7" "origin/$branch" ;;
		ff) git merge -q --ff-only "origin/$branch" ;;
		squash) git merge -q --squash "origin/$branch" && git commit -q -m "Release (#7)" ;;
		rebase) git cherry-pick "HEAD..origin/$branch" >/dev/null ;;
		esac
	) || return
	git -C "$dir" push -q origin "HEAD:refs/heads/$MAIN"
}

# go_to <repository> [<remote, or empty>]: the test goes on there.
go_to() {
	R=$1
	[ $# -lt 2 ] || REMOTE=$2
	cd "$R" || return
}

# The commits of the release are not in main, only what is in them.
only_content_landed() { RELEASE_TIP=; }

# typed: the commands behind "$ " in what `run` printed, each ended by NUL, with
# their further lines as they stand.
typed() {
	local line cmd=
	while IFS= read -r line; do
		if [ -n "$cmd" ]; then
			cmd+=$'\n'$line
		elif [[ $line =~ ^\ *\$\ (.*) ]]; then
			cmd=${BASH_REMATCH[1]}
		else
			continue
		fi
		[[ $(bash -n <<<"$cmd" 2>&1) != *'unexpected EOF'* ]] || continue
		printf '%s\0' "$cmd"
		cmd=
	done <<<"$output"
}

# ---- what is advised --------------------------------------------------------

# advised: the commands that `run` printed as hints or as the next ones, a line
# each, as a person types them.
advised() {
	sed -nE -e 's/^(next|  or): //p' -e 's/^hint: //p' <<<"$output" |
		sed -nE -e "s/^did you mean '(git [^']*)'\?$/\1/" \
			-e 's/^[0-9]\. (mend it, then: )?//' \
			-e 's/^(.*: |.* or |.*, and )?((git|rm) [^ ].*)$/\2/' \
			-e '/^(git|rm) /!d' \
			-e 's/(   |; | \(|, or ).*//' \
			-e 's/,? then git/ \&\& git/' \
			-e 's/,? (then|first|once|again|and ends|to |begins|counts on|forgets|completes|looks|prints|tells|lists|leaves|renews|does that|comes first|goes back|holds|shows).*//' \
			-e p
}

# advice_works [<sed script that fills in what is in angle brackets>]: each of
# them does not refuse, in the state in which it was printed; afterwards all is
# as before.
advice_works() {
	local cmd saved=$T.saved at=$PWD rc bad=0 said
	local -a cmds
	mapfile -t cmds < <(advised | sed -e "${1-}")
	[ "${#cmds[@]}" -gt 0 ] || complain "no advice: $output" || return
	cp -a "$T" "$saved"
	for cmd in "${cmds[@]}"; do
		rc=0
		said=$(bash -c "$cmd" 2>&1 3>&- 4>&-) || rc=$?
		# a merge that is set up for a person ends with 1
		[[ $rc == 0 || "$rc $said" == '1 '*' is set up in '* ]] ||
			complain "advised: $cmd: exit $rc: $said" || bad=1
		cd / || return
		find "$T" -mindepth 1 -delete
		cp -a "$saved/." "$T"
		cd "$at" || return
	done
	rm -rf "$saved"
	return "$bad"
}

# advises <command>: it is among them.
advises() {
	advised | grep -qxF -- "$1" || complain "not advised: $1: $output"
}
