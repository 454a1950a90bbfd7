# forge_faults.bash: a forge fails at each request of a command, in every way that
# forge/fake/faults.py knows: why is said, and what comes next; then --continue, or
# the same command, ends with one pull request, one release, each file, label and
# comment once.  Loaded after forge_runs.bash.
# shellcheck shell=bash disable=SC2154 # bats' run and forge_runs.bash set them
#
# EVERY=<n> takes each n-th case only; all of them: EVERY=1, as make check-crash does.
# AT=<case> takes only that one; VERBOSE counts.

EVERY=${EVERY:-37}

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
	# that there is no run is a result
	[ "$errors" -eq 1 ] || { [ "$errors$status" = 01 ] && ! pending && [ -n "$output" ]; } || complain "$errors lines that say why" || return
	! grep -E '^(error|fatal): ' <<<"$output" | grep -E '.{601}|[<>]|\{"' ||
		complain 'not one clear line' || return
	if pending; then
		says 'git rel --continue' || return
	elif [[ $output == *'this is left:'* ]]; then
		# what a person types, or the page where it is done
		grep -qE '^  (\$ |.*: https?://)' <<<"$output" || complain 'nothing to type' || return
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
	[[ $1 == @(ci|run) || $output != *'warning: '* ]] || do_run "$1"
	whole_run "$1" || return
	forge_mend
	case $1 in ci | run) return ;; esac # asks once more
	do_run "$1"
	if [ "$1" = approve ]; then exits 1; else exits 0; fi || return
	whole_run "$1"
}

# faults <kind> <run>
faults() {
	local i kind name more match asked case=${FIRST:-0} bad=0
	case $2 in
	submit | later | refresh | event | conflict) forge_picks "$1" ;;
	*) forge_runs "$1" ;;
	esac || return
	begin_run "$2" || return
	forge_forget
	do_run "$2"
	whole_run "$2" || return
	asked=$(forge_asked | wc -l)
	for ((i = 0; i < asked; i++)); do
		for kind in "${KINDS[@]}"; do
			if [ -n "${AT-}" ]; then
				[ $((case++)) -eq "$AT" ] || continue
			else
				[ $((case++ % EVERY)) -eq 0 ] || continue
			fi
			read -r name more <<<"$kind"
			begin_run "$2" || return
			forge_forget
			# "no labels are left" is what is to be believed
			match='.*'
			[ "$name" != empty ] || match='(?!DELETE).*'
			forge_fault "$match /api/" "$name" "\"after\": $i${more:+, $more}"
			comes_to_an_end "$2" 2>"$T/why" && continue
			bad=1
			complain "$1 $2, case $((case - 1)), request $((i + 1)): $kind" "$(cat "$T/why")" "$story" \
				"$(forge_asked)" || :
		done
	done
	[ -z "${VERBOSE-}" ] || echo "# $1 $2: $asked requests, $case cases" >&3
	return "$bad"
}
