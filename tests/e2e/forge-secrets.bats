# Nothing that git rel pr and git rel publish say, write, log or start holds a secret,
# whether they succeed or fail.

load lib
load ../forge
load ../forge_runs
load ../secrets

setup() {
	sealed
	forge_unjudged
	secrets_begin
}

# secrets <kind>
secrets() {
	local run wrong="wr0ng-$1-5ecret"
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
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	traced git rel -v pr
	[ "$(forge_state issues 1 title)" = 'Release v0.2.0' ] || complain "$(cat "$T"/said/*.err)"
	nothing_told "$FORGE_TOKEN"
}
