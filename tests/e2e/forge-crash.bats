# git rel pr, publish, protect and finish die at each of their crash points: whoever comes
# back ends with one pull request, one release, each file once.
#
# EVERY=<n> takes each n-th point only; all of them: EVERY=1, as make check-crash does.

load lib
load ../forge
load ../forge_runs

setup() { sealed; }

EVERY=${EVERY:-5}

pending() { [ -e .git/rel/journal ]; }

# abort_run <what>: 0 where it is as it was in the beginning; 1: it is decided
abort_run() {
	status=0
	output=$(git rel --abort 2>&1) || status=$?
	if [ "$status" -eq 0 ]; then
		unchanged && no_run
		return
	fi
	exits 1 && says 'is decided already' 'git rel --continue'
}

# after_crash <run> <0|1: abort>: recovered as a person would
after_crash() {
	if pending; then
		[ "$2" = 0 ] || abort_run || return
	fi
	if pending; then
		go_on && exits 0 || return
	else
		do_run "$1" && exits 0 || return
	fi
	whole_run "$1" || return
	do_run "$1"
	exits 0 && whole_run "$1" && ! pending
}

# crashes <kind> <run>
crashes() {
	local n abort=0 what
	forge_runs "$1" || return
	begin_run "$2" || return
	remember
	for ((n = FIRST; ; n += EVERY)); do
		for abort in 0 1; do
			[ "$EVERY" -eq 1 ] || [ "$abort" -eq $((n / EVERY % 2)) ] || continue
			what="$1 $2, crash point $n, abort $abort"
			begin_run "$2" || return
			CRASH_AT=$n do_run "$2"
			[ "$status" -eq 99 ] || break 2
			after_crash "$2" "$abort" || complain "$what: $output" || bad=1
		done
	done
	exits 0
	[ "$n" -gt 6 ] || complain 'no test build'
	[ -z "${VERBOSE-}" ] || echo "# $1 $2: up to point $n" >&3
	return "${bad:-0}"
}

@test "GitHub: a pull request, wherever we die" { FIRST=1 crashes github pr; }
@test "GitLab: a merge request, wherever we die" { FIRST=2 crashes gitlab pr; }
@test "Gitea: a pull request, wherever we die" { FIRST=3 crashes gitea pr; }
@test "GitHub: a pull request of a branch that is pushed, wherever we die" { FIRST=2 crashes github pushed; }
@test "GitLab: a merge request of a branch that is pushed, wherever we die" { FIRST=3 crashes gitlab pushed; }
@test "Gitea: a pull request of a branch that is pushed, wherever we die" { FIRST=1 crashes gitea pushed; }
@test "GitHub: a pull request that is changed, wherever we die" { FIRST=1 crashes github again; }
@test "GitLab: a merge request that is changed, wherever we die" { FIRST=2 crashes gitlab again; }
@test "Gitea: a pull request that is changed, wherever we die" { FIRST=3 crashes gitea again; }
@test "GitHub: a release, wherever we die" { FIRST=1 crashes github publish; }
@test "GitLab: a release, wherever we die" { FIRST=2 crashes gitlab publish; }
@test "Gitea: a release, wherever we die" { FIRST=3 crashes gitea publish; }
@test "GitHub: sets of rules, wherever we die" { FIRST=2 crashes github protect; }
@test "GitLab: protected branches, wherever we die" { FIRST=3 crashes gitlab protect; }
@test "Gitea: protection, wherever we die" { FIRST=1 crashes gitea protect; }
@test "GitHub: a release that goes back by a pull request, wherever we die" { FIRST=3 crashes github back; }
@test "GitLab: a release that goes back by a merge request, wherever we die" { FIRST=1 crashes gitlab back; }
@test "Gitea: a release that goes back by a pull request, wherever we die" { FIRST=2 crashes gitea back; }
