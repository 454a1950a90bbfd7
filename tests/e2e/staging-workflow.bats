#!/usr/bin/env bats
# Gates that are a workflow of the forge: started once, found again from anywhere, and
# what they leave is kept with its digest.

load lib
load ../forge
load play
load staging

setup() { sealed; }

# on <forge> [<lines of the gate>]
on() {
	repo_trunk
	policy <<-END
		[gate.full]
		title = Comprehensive check run
		workflow = "release-check.yml level=comprehensive type={type} v={version}"
		${2-}
		[gate.local]
		run = true
		[checklist.final]
		look = full local
		release = @tagged
	END
	forge_up "$1"
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 2
	checks success
	begun
}

# checks <conclusion> [<polls>]: so the workflow ends
checks() {
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"release-check.yml\",
		\"on\": [\"workflow_dispatch\"], \"inputs\": {\"level\": {}, \"type\": {}, \"v\": {}},
		\"polls\": ${2-3}, \"conclusion\": \"$1\", \"jobs\": [\"all\"],
		\"artifacts\": {\"release-report\": \"$(printf report | base64)\"}}"
}

last() {
	git log --format=%b refs/rel/evidence/0.2.0 | grep "\"name\":\"full\"" |
		head -1 | jq -r ".$1"
}

runs() { forge_state runs | jq length; }

@test "a workflow is started on the candidate with its inputs, and found again from another clone" {
	on github 'keep = release-*'
	run git staging run
	exits 1
	says 'full: release-check.yml level=comprehensive type=minor v=0.2.0' 'full: launched' 'local: passed' \
		'1 not decided yet'
	[ "$(runs)" = 1 ]
	[ "$(forge_state runs | jq -r '.[].sha')" = "$(git rev-parse HEAD)" ]
	stands full pending
	[ "$(last kind)" = launch ]
	[[ $(last link) == http* ]]
	[ "$(sent POST dispatches | jq -r '.inputs | .level + .type + .v')" = comprehensiveminor0.2.0 ]
	[ ! -e .git/rel/logs/0.2.0/gate.full.asked ]
	job=$(last job)
	another bob
	git config rel.forge github
	git config rel.forgeUrl "$FORGE_API"
	git config rel.finish push
	git remote set-url origin "$FORGE_URL/acme/widget.git"
	quietly git rel trust -y
	quietly git staging fetch 0.2.0
	git switch -q release/v0.2.0
	for _ in 1 2 3 4 5; do
		git staging run >/dev/null 2>&1 && break
	done
	[ "$(runs)" = 1 ]
	stands full done
	[ "$(last job)" = "$job" ]
	[ "$(last log)" = "$(sha256sum <.git/rel/logs/0.2.0/gate.full.release-report | cut -d' ' -f1)" ]
	[[ $(last message) == "gate.full.release-report sha256 $(last log)" ]]
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
}

@test "a workflow needs no work tree at the candidate, and --wait stays until it ends" {
	on github 'timeout = 1h'
	git switch -q main
	run git staging run --of 0.2.0 full --wait
	exits 0
	says 'full: launched' 'full: passed'
	stands full done
}

@test "a workflow that fails, or leaves nothing of what is kept, has not passed" {
	on github 'keep = other-report'
	checks failure 0
	run git staging run full
	exits 1
	run git staging run full
	exits 1
	says 'full: failed' "it says 'failure'"
	stands full failed
	checks success 0
	run git staging run full
	exits 1
	[ "$(runs)" = 2 ]
	run git staging run full
	exits 1
	says 'it left nothing of what is to be kept'
	stands full failed
}

@test "a run about another commit is no answer, and names both" {
	on github
	git staging run full >/dev/null 2>&1 || :
	forge_tell run "{\"repo\": \"acme/widget\", \"sha\": \"$(git rev-parse HEAD~1)\"}"
	run git staging run full --wait
	exits 1
	says "its run is about $(git rev-parse HEAD~1 | cut -c1-10), and not about $(git rev-parse HEAD | cut -c1-10)"
	stands full failed
	# and is started again
	run git staging run full --wait
	exits 0
	[ "$(runs)" = 2 ]
	stands full done
}

@test "a run that was not asked for is no answer, though it has passed at the candidate" {
	on github
	git staging run full >/dev/null 2>&1 || :
	forge_tell run '{"repo": "acme/widget", "event": "push"}'
	run git staging run full --wait
	exits 1
	says "run $(last job) is none of 'release-check.yml' that was asked for"
	stands full failed
	run git staging run full --wait
	exits 0
	stands full done
}

@test "what was being started by a policy that asks for something else now is forgotten" {
	on github
	local point asked=.git/rel/logs/0.2.0/gate.full.asked
	for point in 1 2 3 4 5 6 7 8; do
		CRASH_AT=$point git staging run full >/dev/null 2>&1 || :
		[ ! -e "$asked" ] || break
	done
	[ "$(runs)" = 0 ]
	sed -i 's/level=comprehensive/level=quick/' "$asked"
	git staging run full >/dev/null 2>&1 || :
	[ "$(sent POST dispatches | jq -r .inputs.level)" = comprehensive ]
	stands full pending
}

@test "a run that the forge has no more is lost, and can be started again by anybody" {
	on github
	git staging run full >/dev/null 2>&1 || :
	job=$(last job)
	forge_tell run '{"repo": "acme/widget", "gone": true}'
	is bob
	run git staging run full
	exits 1
	says "full: failed" "'origin' has its run $job no more"
	stands full failed
	run git staging run full --wait
	exits 0
	stands full done
}

@test "a candidate that is not pushed has no run" {
	on github
	work d.txt more
	git -c staging.bind=tree staging push -n >/dev/null
	git push -q origin :release/v0.2.0
	git switch -q --detach HEAD~1
	git branch -q -f release/v0.2.0 HEAD
	run git staging run --of 0.2.0 full
	exits 1
	says 'full: not asked' "is on no branch of 'origin'"
	[ "$(runs)" = 0 ]
}

@test "a run that began although nobody told us is found, and not started twice" {
	on github
	forge_fault 'POST dispatches' lost
	git staging run full >/dev/null 2>&1 || :
	forge_mend
	git staging run full >/dev/null 2>&1 || :
	[ "$(runs)" = 1 ]
	[ "$(last kind)" != null ]
}

@test "one that is killed while it is started is found by the next run" {
	on github
	local point killed=0
	for point in 1 2 3 4 5; do
		run env CRASH_AT=$point git staging run full
		[ "$status" -ne 99 ] || killed=$((killed + 1))
	done
	[ "$killed" -gt 1 ]
	git staging run full >/dev/null 2>&1 || :
	[ "$(runs)" = 1 ]
	[ -z "$(leftovers)" ]
}

@test "the others run where the forge is away" {
	on github
	forge_unjudged
	forge_down
	run git staging run --no-push
	exits 1
	says 'full: not asked' 'local: passed'
	stands local done
}

@test "GitLab and Gitea have such gates, too" {
	for forge in gitlab gitea; do
		[ ! -d "${R-}" ] || { cd "$T" && rm -rf "$R" "$REMOTE" "$T/bob"; }
		on "$forge"
		git staging run full >/dev/null 2>&1 || :
		stands full pending
		for _ in 1 2 3 4 5; do
			git staging run full >/dev/null 2>&1 && break
		done
		stands full done
		forge_down
	done
}

@test "a job that is launched is asked about hours later from another machine" {
	repo_trunk
	policy <<-'END'
		[gate.far]
		launch = echo Job ID: c-17
		check = "test $GIT_REL_JOB = c-17 || exit 1; test -e $HOME/done || exit 75"
		read-id = "Job ID: {id}"
		every = 10m
		timeout = 24h
		[checklist.final]
		look = far
		release = @tagged
	END
	begun
	export GIT_COMMITTER_DATE="$(($(date +%s) - 7200)) +0000"
	run git staging run
	exits 1
	says 'far: launched' 'job c-17'
	another bob
	git config rel.finish push
	quietly git rel trust -y
	quietly git staging fetch 0.2.0
	git switch -q release/v0.2.0
	run git staging run
	exits 1
	says 'far: not decided yet (job c-17)'
	touch "$HOME/done"
	run git staging run
	exits 0
	stands far done
	cd "$R" || return
	quietly git staging fetch
	stands far done
}
