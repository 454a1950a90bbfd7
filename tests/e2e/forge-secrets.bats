# Nothing that git rel pr and git rel publish say, write, log or start holds a secret,
# whether they succeed or fail.

load lib
load ../forge
load ../forge_runs

setup() {
	sealed
	forge_unjudged
	command -v strace >/dev/null || skip 'no strace'
	mkdir "$T/said" "$T/hidden"
}

# by_file <token>: git's helper reads it from a file, so that the test itself puts
# it nowhere else.
by_file() {
	forge_no_token
	git config --global credential.helper "store --file=$T/hidden/store"
	echo "http://ada:$1@${FORGE_URL#http://}" >"$T/hidden/store"
}

# traced <command>...: all that git and we can be made to say of it, and what is
# executed with which words, by whom ever.
traced() {
	n=$((n + 1))
	GIT_TRACE="$T/said/$n.trace" GIT_TRACE_CURL="$T/said/$n.curl" \
		GIT_TRACE_PACKET="$T/said/$n.packet" GIT_TRACE_SETUP="$T/said/$n.setup" \
		GIT_TRACE_PERFORMANCE="$T/said/$n.perf" GIT_TRACE_REFS="$T/said/$n.refs" \
		GIT_TRACE2="$T/said/$n.trace2" GIT_TRACE2_EVENT="$T/said/$n.event" \
		GIT_TRACE2_ENV_VARS=PATH strace -f -q -s 65536 -e trace=execve \
		-o "$T/said/$n.argv" "$@" >"$T/said/$n.out" 2>"$T/said/$n.err" || :
	# what is kept between two commands
	cp -a .git/rel "$T/said/$n.rel"
}

# Whole, as a part of a URL, and as http's basic credentials.
secret_forms() {
	local one
	for one; do
		printf '%s\n' "$one"
		printf '%s' "ada:$one" | base64 -w 0 | sed 's/=*$//'
		echo
	done
}

nothing_told() {
	local found
	secret_forms "$@" >"$T/hidden/forms"
	found=$(grep -rlaF -f "$T/hidden/forms" "$T/said" "$R/.git" "$REMOTE" "$HOME" /tmp/git-rel* 2>/dev/null) || :
	[ -z "$found" ] || complain "a secret is in: $found" \
		"$(grep -rhaoF -m3 -f "$T/hidden/forms" "$T/said" | sort | uniq -c)"
}

# secrets <kind>
secrets() {
	local n=0 run wrong="wr0ng-$1-5ecret"
	forge_runs "$1" || return
	forge_no_token
	for run in pr publish; do
		begin_run $run || return
		by_file "$wrong"
		set -- git rel -v pr -l release
		[ $run = pr ] || set -- git rel -v publish -y 0.2.0
		traced "$@"
		by_file "$FORGE_TOKEN"
		# the forge says back what it got
		forge_fault 'POST /api/' status "\"status\": 400, \"json\": {\"message\": \"bad: $FORGE_TOKEN\"}"
		traced "$@"
		forge_fault 'POST /api/' status "\"status\": 500, \"text\": \"Authorization: Bearer $FORGE_TOKEN\""
		traced "$@"
		forge_fault '.* /api/' redirect '"to": "http://localhost:1{path}", "status": 307'
		traced git rel -v --continue
		traced "$@"
		forge_fault 'POST /api/' lost
		traced "$@"
		forge_mend
		traced git rel -v --continue
		traced "$@"
		whole_secret_run $run || complain "$(forge_asked) $(cat "$T"/said/*.out "$T"/said/*.err)" || return
		traced git rel log
		traced git rel status
	done
	grep -qF 'POST ' "$T"/said/*.err || complain 'nothing was traced'
	grep -q 'execve.*git' "$T"/said/*.argv || complain 'nothing was executed'
	nothing_told "$FORGE_TOKEN" "$wrong"
}

# Not one that proves nothing because nothing was done.
whole_secret_run() {
	[ "$1" = publish ] || { [ "$(forge_state issues 1 title)" = 'Release v0.2.0' ]; return; }
	whole_run publish
}

@test "GitHub: no secret in what is said, written, logged or started" { secrets github; }
@test "GitLab: no secret in what is said, written, logged or started" { secrets gitlab; }
@test "Gitea: no secret in what is said, written, logged or started" { secrets gitea; }

@test "a token of the environment is told to nobody who is started" {
	forge_runs github
	begin_run pr
	by_file none-at-all
	export GH_ENTERPRISE_TOKEN=$FORGE_TOKEN GITHUB_TOKEN=$FORGE_TOKEN
	n=0
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	traced git rel -v pr
	[ "$(forge_state issues 1 title)" = 'Release v0.2.0' ] || complain "$(cat "$T"/said/*.err)"
	nothing_told "$FORGE_TOKEN"
}
