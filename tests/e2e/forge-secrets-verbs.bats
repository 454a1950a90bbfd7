# Nothing that the other verbs which ask a forge say, write, log or start holds a
# secret, whether they succeed, fail, or are killed.

load lib
load ../forge
load ../forge_runs
load ../secrets

setup() {
	sealed
	forge_unjudged
	secrets_begin
}

# told_back <METHOD>: the forge says what it got
told_back() {
	forge_fault "$1 /api/" status \
		"\"status\": 400, \"json\": {\"message\": \"bad: $FORGE_TOKEN\"}"
}

# tells <run> <command>...
tells() {
	local n run=$1
	shift
	by_file "$FORGE_TOKEN"
	begin_run "$run" || return
	by_file "$WRONG"
	traced "$@"
	by_file "$FORGE_TOKEN"
	told_back GET
	traced "$@"
	told_back 'POST|PUT|PATCH'
	traced "$@"
	forge_fault '.* /api/' redirect "\"to\": \"http://localhost:1{path}?$FORGE_TOKEN\", \"status\": 307"
	traced git rel -v --continue
	forge_fault 'POST|PUT /api/' lost
	traced "$@"
	forge_mend
	for n in 4 9; do
		CRASH_AT=$n traced "$@"
		traced git rel -v --continue
	done
	traced "$@"
}

# told <run>: it was done, or nothing is proven
told() {
	whole_run "$1" || complain "$(forge_asked)" "$(cat "$T"/said/*.out "$T"/said/*.err)"
}

# of_releases <kind>
of_releases() {
	forge_runs "$1" || return
	WRONG="wr0ng-$1-5ecret"
	tells protect git rel -v protect apply -y --tagger ada
	told protect || return
	traced git rel -v protect
	tells ci git rel -v ci -l ci-all --no-wait
	grep -q '"body": "/ci' <<<"$(forge_state issues 1 comments)"
	traced git rel -v ci wait --timeout=1
	tells run git rel -v ci run check.yml --input level=x --wait
	[ "$(forge_state runs | grep -o workflow_dispatch | wc -l)" -ge 1 ]
	tells approve git rel -v approve -y 0.2.0
	traced git rel -v watch --timeout=1 0.2.0
	traced git rel -v scope 0.2.0
	traced git rel -v verify --forge 0.2.0
	traced git rel -v doctor --forge
	traced git rel log
	nothing_told "$FORGE_TOKEN" "$WRONG"
}

# of_backports <kind>
of_backports() {
	forge_picks "$1" || return
	WRONG="wr0ng-$1-5ecret"
	tells submit git backport -v --submit stable/v0.1.x stable/v0.2.x pr/1
	told submit || return
	traced git backport -v status --forge
	traced git backport -v audit --all --forge
	tells refresh git backport -v refresh 1
	told refresh || return
	tells conflict git backport -v ci --event="$T/event.json"
	told conflict || return
	nothing_told "$FORGE_TOKEN" "$WRONG"
}

@test "GitHub: no secret of what is done for a release" { of_releases github; }
@test "GitLab: no secret of what is done for a release" { of_releases gitlab; }
@test "Gitea: no secret of what is done for a release" { of_releases gitea; }
@test "GitHub: no secret of backports" { of_backports github; }
@test "GitLab: no secret of backports" { of_backports gitlab; }
@test "Gitea: no secret of backports" { of_backports gitea; }
