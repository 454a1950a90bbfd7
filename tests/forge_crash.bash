# forge_crash.bash: a command that writes to a forge dies at each of its crash points:
# whoever comes back ends with one pull request, one release, each file, label and
# comment once.  Loaded after forge_runs.bash.
# shellcheck shell=bash disable=SC2154 # bats' run and forge_runs.bash set them
#
# EVERY=<n> takes each n-th point only; all of them: EVERY=1, as make check-crash does.
# AT=<point> takes only that one; VERBOSE counts.

EVERY=${EVERY:-7}

pending() { [ -e .git/rel/journal ]; }

# abort_run <run>: 0 where it is as it was in the beginning; 1: it is decided
abort_run() {
	status=0
	output=$(git rel --abort 2>&1) || status=$?
	if [ "$status" -eq 0 ]; then
		unchanged && no_run
		return
	fi
	exits 1 && says 'is decided already' 'git rel --continue'
}

# What CI was asked stays asked: the labels are gone, and a comment is no second time
# there.
abort_ci() {
	status=0
	output=$(git rel --abort 2>&1) || status=$?
	exits 0 && unchanged && labels_are '[]' && asks_once_more
}

# What the forge has by now stays.
quit_ci() {
	local asked
	asked=$(ci_asked)
	status=0
	output=$(git rel --quit 2>&1) || status=$?
	exits 0 && unchanged || return
	[ "$(ci_asked)" = "$asked" ] || complain "$(ci_asked)" "$asked" || return
	asks_once_more
}

ci_asked() { forge_state issues 1 | jq -c '[.labels, .comments]'; }

labels_are() {
	[ "$(forge_state issues 1 labels)" = "$1" ] || complain "$(forge_state issues 1 labels)"
}

# asks_once_more: labels that are there stay
asks_once_more() {
	local labels comments
	labels=$(forge_state issues 1 labels)
	comments=$(ci_comments)
	[ "$comments" -le 1 ] || complain "$comments comments" || return
	do_run ci
	exits 0 && ! pending && labels_are "$labels" &&
		[ "$(ci_comments)" -eq $((comments + 1)) ]
}

ci_comments() { forge_state issues 1 comments | jq '[.[] | select(.body | startswith("/ci"))] | length'; }

# after_crash <run> <0|1|2: continue, abort, quit>: recovered as a person would
after_crash() {
	if pending; then
		case $2$1 in
		1ci) abort_ci; return ;;
		2ci) quit_ci; return ;;
		1*) abort_run "$1" || return ;;
		esac
	fi
	if pending; then go_on; else do_run "$1"; fi
	exits 0 && whole_run "$1" && ! pending || return
	case $1 in ci | run) return ;; esac # asks once more
	do_run "$1"
	if [ "$1" = approve ]; then exits 1; else exits 0; fi &&
		whole_run "$1" && ! pending
}

# crashes <kind> <run>
crashes() {
	local n way ways=2 what bad=0
	case $2 in
	submit | later | refresh | event | conflict) forge_picks "$1" ;;
	*) forge_runs "$1" ;;
	esac || return
	[ "$2" != ci ] || ways=3
	for ((n = ${AT:-$FIRST}; ; n += EVERY)); do
		for ((way = 0; way < ways; way++)); do
			[ "$EVERY" -eq 1 ] || [ "$way" -eq $((n / EVERY % ways)) ] || continue
			what="$1 $2, crash point $n, way $way"
			begin_run "$2" || return
			remember
			CRASH_AT=$n do_run "$2"
			[ "$status" -eq 99 ] || break 2
			after_crash "$2" "$way" || complain "$what: $output" || bad=1
		done
		[ -z "${AT-}" ] || return "$bad"
	done
	exits 0
	[ "$n" -gt 6 ] || complain 'no test build'
	[ -z "${VERBOSE-}" ] || echo "# $1 $2: up to point $n" >&3
	return "$bad"
}
