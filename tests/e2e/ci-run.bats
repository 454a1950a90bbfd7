# git rel ci run: a workflow is started once, whatever becomes of the answer; its
# result is waited for, its report fetched.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	git config rel.notesStyle none
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 3
	git config rel.ciTimeout 20
}

# ready <forge> [<more of the workflow>]
ready() {
	forge_up "$1"
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"release-check.yml\",
		\"on\": [\"workflow_dispatch\"], \"polls\": 3, \"jobs\": [\"check\"],
		\"inputs\": {\"level\": {}, \"type\": {}},
		\"artifacts\": {\"report\": \"$(printf 'all is well' | base64)\"} ${2-}}"
	quietly git rel start 0.2.0
	quietly git push -q origin release/v0.2.0
	forge_forget >/dev/null
}

# once: it ran, and no second time
once() {
	[ "$(forge_state runs | grep -o '"event": "workflow_dispatch"' | wc -l)" -eq "${1-1}" ] ||
		complain "$(forge_state runs)"
}

check() { run git rel ci run release-check.yml --input level=comprehensive "$@"; }

runs_well() { # runs_well <forge> [<artifact>]
	ready "$1"
	check --report="${2-report}:report.zip"
	exits 0
	sum=$(sha256sum <report.zip | cut -d' ' -f1)
	says "started 'release-check.yml' on 'release/v0.2.0'" 'passed (success)' \
		"report: $PWD/report.zip, sha256 $sum"
	[ "$(cat report.zip)" = 'all is well' ]
	once
	run git rel log --json
	says "$sum"
}

@test "GitHub: started with its inputs, waited for, and its report is fetched" {
	runs_well github
	forge_log_json | grep -q 'comprehensive'
}

@test "GitLab: started with its inputs, waited for, and its report is fetched" {
	runs_well gitlab check
}

@test "Gitea: started and waited for; it keeps no report here, which is told" {
	ready gitea
	check --wait
	exits 0
	says 'passed (success)'
	once
}

fails() { # fails <forge>
	ready "$1" ', "conclusion": "failure"'
	check --wait
	exits 1
	says 'failed ('
	once
}

@test "GitHub: a run that fails is told, and that is no error" { fails github; }
@test "GitLab: a run that fails is told, and that is no error" { fails gitlab; }
@test "Gitea: a run that fails is told, and that is no error" { fails gitea; }

lost() { # lost <forge>
	ready "$1"
	forge_fault 'POST (dispatches|pipeline)(\?|$)' lost
	check --wait
	[ "$status" -eq 0 ] || { run git rel --continue; exits 0; }
	says 'passed (success)'
	once
	check --wait
	exits 0
	once 2
}

@test "GitHub: the answer is lost: the run is found, and not started twice" { lost github; }
@test "GitLab: the answer is lost: the run is found, and not started twice" { lost gitlab; }
@test "Gitea: the answer is lost: the run is found, and not started twice" { lost gitea; }

@test "an answer that is broken is one that was lost" {
	ready github
	forge_fault 'POST dispatches$' broken
	check --wait
	exits 0
	says 'passed (success)'
	once
}

@test "a look that does not tell where the run stands is none" {
	ready github
	forge_fault 'GET actions/runs/[0-9]+$' status '"status": 200, "json": {}'
	forge_fault 'GET actions/runs/[0-9]+$' empty
	check --report=report:report.zip
	exits 0
	says 'passed (success)'
	once
}

@test "a list of reports that is not there is no empty one" {
	ready github
	forge_fault 'GET artifacts' status '"status": 404, "json": {"message": "Not Found"}'
	check --report=report:report.zip
	exits 128
	says 'git rel --continue'
	run git rel --continue
	exits 0
	[ "$(cat report.zip)" = 'all is well' ]
	once
}

@test "a start that was taken, and no run came up, is told" {
	ready github
	quietly git rel ci run release-check.yml
	forge_fault 'POST dispatches$' status '"status": 204'
	git config rel.ciStart 0.5
	check --wait
	exits 1
	says "no run of 'release-check.yml' came up"
	once
}

# killed <forge>
killed() {
	local n before
	ready "$1"
	for n in $(seq 1 40); do
		before=$(forge_state runs | grep -o '"event": "workflow_dispatch"' | wc -l)
		CRASH_AT=$n run git rel ci run release-check.yml --wait
		[ "$status" -eq 99 ] || break
		[ -e .git/rel/journal ] || continue
		run git rel --continue
		exits 0
		once $((before + 1)) || complain "at $n" || return
	done
	exits 0
	[ "$n" -gt 5 ] || complain "only $n points"
}

@test "GitHub: killed anywhere, --continue starts it once" { killed github; }
@test "GitLab: killed anywhere, --continue starts it once" { killed gitlab; }
@test "Gitea: killed anywhere, --continue starts it once" { killed gitea; }

@test "a report that did not arrive whole is not kept, and one that is not there is told" {
	ready github
	check --report=nothing:report.zip
	exits 1
	says "no artifact 'nothing'"
	[ ! -e report.zip ]
	forge_fault 'GET __blob' cut '"times": 0'
	check --report=report:report.zip
	exits 128
	says 'git rel --continue'
	[ ! -e report.zip ]
	[ ! -e report.zip.part ]
	forge_mend
	run git rel --continue
	exits 0
	[ "$(cat report.zip)" = 'all is well' ]
	once 2
}

@test "what cannot be started is told before anything happens" {
	ready github
	run git rel ci run
	exits 129
	run git rel ci run release-check.yml --report=x
	exits 129
	run git rel ci run release-check.yml --ref=nowhere
	exits 128
	says "there is no 'nowhere' on 'origin'"
	run git rel ci run other.yml
	exits 128
	says "cannot start 'other.yml' on 'release/v0.2.0'" 'nothing was changed'
	run git rel ci run release-check.yml --input strange=1
	exits 1
	says 'Unexpected inputs' 'nothing was changed'
	run git rel ci run -n release-check.yml --input level=x
	exits 0
	says "gh workflow run -R $(forge_guessed)/acme/widget --ref release/v0.2.0 -f level=x release-check.yml"
	once 0
	forge_unjudged
	forge_down
	GH_ENTERPRISE_TOKEN=$FORGE_TOKEN run git rel ci run release-check.yml --input level=x
	exits '1|128'
}

@test "the token stands nowhere" {
	ready github
	check --report=report:report.zip -v
	exits 0
	[[ $output != *"$FORGE_TOKEN"* ]]
	[ -z "$(grep -rlF "$FORGE_TOKEN" .git/rel report.zip)" ]
}
