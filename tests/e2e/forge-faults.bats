# A forge fails at each request of git rel pr, publish, protect and finish, in every way that
# tests/forge/fake/faults.py knows: why is said, and what comes next; then
# --continue, or the same command, ends with one pull request, one release, each
# file once.
#
# EVERY=<n> takes each n-th case only; all of them: EVERY=1, as make check-crash does.

load lib
load ../forge
load ../forge_runs

setup() {
	sealed
	forge_unjudged
}

EVERY=${EVERY:-23}

KINDS=(
	'secondary "retry_after": 1'
	'primary "reset": 1'
	'429 "retry_after": 1'
	'html'
	'html "status": 500'
	'status "status": 500, "json": {"message": "oops"}'
	'status "status": 401, "json": {"message": "Bad credentials"}'
	'status "status": 403, "json": {"message": "Forbidden"}'
	'status "status": 404, "json": {"message": "Not Found"}'
	'status "status": 200, "json": {}'
	'status "status": 201, "text": ""'
	'gone'
	'half'
	'lost'
	'veiled'
	'cut'
	'slow "seconds": 0.3'
	'redirect "to": "http://localhost:1{path}", "status": 307'
	'redirect "to": "http://localhost:1{path}"'
	'broken'
	'empty'
	'pages "times": 0'
)

pending() { [ -e .git/rel/journal ]; }

# It failed: one line says why, and what comes next is said where it is not the
# same command.
told_why() {
	local errors
	exits '1|128' || return
	errors=$(grep -cE '^(error|fatal): ' <<<"$output") || :
	[ "$errors" -eq 1 ] || complain "$errors lines that say why" || return
	! grep -E '^(error|fatal): ' <<<"$output" | grep -E '.{601}|[<>]|\{"' ||
		complain 'not one clear line' || return
	if pending; then
		says 'git rel --continue' || return
	elif [[ $output == *'answers 5'* || $output == *'answers 401'* ]]; then
		grep -qE '^hint: ' <<<"$output" || complain 'no hint' || return
	fi
}

# comes_to_an_end <run>
comes_to_an_end() {
	local try
	do_run "$1"
	story=$output$'\n'
	for try in 1 2 3; do
		[ "$status" -ne 0 ] || break
		told_why || return
		if pending; then go_on; else do_run "$1"; fi
		story+="-- $try"$'\n'$output$'\n'
	done
	exits 0 || return
	! pending || complain 'still pending' || return
	# who may not label it is told so, and may try again
	[[ $output != *'warning: '* ]] || do_run "$1"
	whole_run "$1" || return
	forge_mend
	do_run "$1"
	exits 0 && whole_run "$1"
}

# faults <kind> <run>
faults() {
	local i kind name more asked case=${FIRST:-0} bad=0
	forge_runs "$1" || return
	begin_run "$2" || return
	forge_forget
	do_run "$2"
	whole_run "$2" || return
	asked=$(forge_asked | wc -l)
	for ((i = 0; i < asked; i++)); do
		for kind in "${KINDS[@]}"; do
			[ $((case++ % EVERY)) -eq 0 ] || continue
			read -r name more <<<"$kind"
			begin_run "$2" || return
			forge_forget
			forge_fault '.* /api/' "$name" "\"after\": $i${more:+, $more}"
			comes_to_an_end "$2" 2>"$T/why" && continue
			bad=1
			complain "$1 $2, request $((i + 1)): $kind" "$(cat "$T/why")" "$story" \
				"$(forge_asked)" || :
		done
	done
	[ -z "${VERBOSE-}" ] || echo "# $1 $2: $asked requests, $case cases" >&3
	return "$bad"
}

@test "GitHub fails under a pull request, and it is whole in the end" { FIRST=0 faults github pr; }
@test "GitLab fails under a merge request, and it is whole in the end" { FIRST=4 faults gitlab pr; }
@test "Gitea fails under a pull request, and it is whole in the end" { FIRST=8 faults gitea pr; }
@test "GitHub fails under a release, and it is whole in the end" { FIRST=2 faults github publish; }
@test "GitLab fails under a release, and it is whole in the end" { FIRST=6 faults gitlab publish; }
@test "Gitea fails under a release, and it is whole in the end" { FIRST=10 faults gitea publish; }
@test "GitHub fails under sets of rules, and they are whole in the end" { FIRST=1 faults github protect; }
@test "GitLab fails under protected branches, and they are whole in the end" { FIRST=5 faults gitlab protect; }
@test "Gitea fails under protection, and it is whole in the end" { FIRST=9 faults gitea protect; }
@test "GitHub fails under a back-merge, and it is whole in the end" { FIRST=3 faults github back; }
@test "GitLab fails under a back-merge, and it is whole in the end" { FIRST=7 faults gitlab back; }
@test "Gitea fails under a back-merge, and it is whole in the end" { FIRST=11 faults gitea back; }
