#!/usr/bin/env bats
# Each rule, broken and kept, before each guard that can see it: by real pushes to
# real servers.

load lib
load guarded

setup() { guarded; }

# The rows' remotes by their names, below $T/srv, with a hook that asks.
servers() {
	local name
	mkdir "$T/srv"
	for name in "${ROWS[@]}"; do
		ln -s "../rules/$name/remote.git" "$T/srv/$name.git"
	done
}

with_pre_receive() {
	local name
	servers
	for name in "${ROWS[@]}"; do
		(cd "$T/rules/$name/remote.git" && quietly git rel hooks install --server) || return
	done
}

# served <ssh|http>: URL is that of $T/srv/any.git, or $T/any.git
served() {
	local R=$T/any REMOTE=$T/srv/any.git
	git init -q "$R"
	git init -q --bare "$REMOTE"
	git -C "$R" remote add origin "$REMOTE"
	"serve_$1"
}

# judged <guard>: all rows
judged() {
	local name bad=0
	for name in "${ROWS[@]}"; do
		! is_seen "$name" "$1" || refuses "$name" || bad=1
		takes "$name" || bad=1
	done
	return "$bad"
}

# check <clone> <exit status> <arguments of push>
check() {
	cd "$T/rules/$1" || return
	# shellcheck disable=SC2086 # words
	run git rel check --rules ${3//+/}
	exits "$2" || complain "$1"
}

@test "check --rules" {
	servers
	at "file://$T/srv/"
	for name in "${ROWS[@]}"; do
		is_seen "$name" check || continue
		check "$name/broken" 1 "${PUSHES[$name]}"
		says "error: ${name%%.*}: " "${SAYS[$name]}" '; rules from '
		check "$name/kept" 0 "${PUSHES_KEPT[$name]}"
		[[ $output != *error:* && $output != *warning:* ]] || complain "$name: $output"
	done
}

@test "pre-push, before anything leaves" {
	servers
	at "file://$T/srv/"
	for name in "${ROWS[@]}"; do
		for clone in broken kept; do
			cd "$T/rules/$name/$clone"
			is_seen "$name" client || continue
			quietly git rel hooks install
		done
	done
	judged client
}

@test "pre-receive over file" {
	with_pre_receive
	at "file://$T/srv/"
	judged server
}

@test "pre-receive over ssh" {
	a_sample
	with_pre_receive
	served ssh
	at "${URL%any.git}"
	one_connection
	judged server
}

@test "pre-receive over http" {
	a_sample
	with_pre_receive
	for name in "${ROWS[@]}"; do
		git -C "$T/rules/$name/remote.git" config http.receivepack true
	done
	served http
	credentials
	at "${URL%any.git}srv/"
	judged server
}

@test "update sees one ref of a push: what needs the others is refused, and it says so" {
	servers
	at "file://$T/srv/"
	for name in "${ROWS[@]}"; do
		printf '#!/bin/sh\nexec git-rel hook update -- "$@"\n' >"$T/srv/$name.git/hooks/update"
		chmod +x "$T/srv/$name.git/hooks/update"
		! is_seen "$name" server || refuses "$name" --atomic
		[ -n "${WHOLE[$name]}" ] || takes "$name"
		[ -z "${WHOLE[$name]}" ] || partly "$name"
	done
}
