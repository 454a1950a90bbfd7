#!/usr/bin/env bats
# git staging wait: what CI says of the candidate, waited for and kept.

load lib
load staging
load ../forge

setup() {
	sealed
	repo_trunk
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 1
	git config rel.ciTimeout 20
}

# tested <conclusion> [<forge>]: a release that is begun and pushed, which starts a
# workflow of two jobs, and a checklist that asks what came of it
tested() {
	forge_up "${2:-github}"
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"ci.yml\", \"polls\": 4,
		\"jobs\": [\"build\", \"test\"], \"conclusion\": \"$1\"}"
	policy <<-'END'
		[items]
		ci = @ci Automated CI passes
		[checklist.final]
		look = ci
		release = @tagged
	END
	begun
}

# kept: the lines that say what was seen, as "<what> <result>"
kept() {
	git staging report --json 0.2.0 | sed -n \
		-e 's/.*"kind":"seen".*"name":"\([^"]*\)".*"result":"\([^"]*\)".*/\1 \2/p' \
		-e 's/.*"kind":"seen".*"result":"\([^"]*\)".*"job":"\([^"]*\)".*/\2 \1/p' | sort
}

@test "wait keeps what CI says of the candidate, and the checklist has its answer" {
	tested success
	run git staging wait
	exits 0
	says 'waiting' '2 of 2 checks passed'
	stands ci done
	[ "$(kept)" = $'@ci pass\nbuild pass\ntest pass' ] || complain "$(kept)"
	[ "$(records seen)" = 3 ]
	[ "$(git log -1 --format=%s refs/rel/evidence/0.2.0)" = \
		'pass @ci and 2 more: 2 of 2 checks passed' ]
	# shared at once
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
}

@test "wait keeps that CI has failed, and says so" {
	tested failure
	run git staging wait 0.2.0
	exits 1
	says 'failed: build' '0 of 2 checks passed'
	stands ci failed
	[ "$(kept)" = $'@ci fail\nbuild fail\ntest fail' ] || complain "$(kept)"
}

@test "what is kept says where it was read, and when" {
	tested failure gitlab
	run git staging wait
	exits 1
	run git staging report --json 0.2.0
	says '"kind":"seen"' "\"link\":\"$FORGE_URL/acme/widget" '"time":"2023-11-14T22:13:20Z"' \
		"\"commit\":\"$(git rev-parse release/v0.2.0)\""
}

@test "jobs that are named are kept by name, and are not all of CI" {
	tested success
	run git staging wait --job='bui*' --job=test
	exits 0
	[ "$(kept)" = $'build pass\ntest pass' ] || complain "$(kept)"
	stands ci 'not looked at'
	run git staging wait --job=deploy
	exits 1
	says "nothing called 'deploy' ran for commit"
	[ "$(records seen)" = 2 ]
}

@test "what has not ended is not kept" {
	tested success
	forge_tell 'do' "{\"repo\": \"acme/widget\", \"sha\": \"$(git rev-parse HEAD)\", \"check\":
		{\"name\": \"slow\", \"status\": \"in_progress\"}}"
	run git staging wait --timeout=0.5
	exits 1
	says 'waiting: slow' 'not done in'
	[ "$(records seen)" = 0 ]
}

@test "a check that calls itself as a fact does, is none" {
	tested success
	forge_tell 'do' "{\"repo\": \"acme/widget\", \"sha\": \"$(git rev-parse HEAD)\", \"check\":
		{\"name\": \"@approved\", \"status\": \"completed\", \"conclusion\": \"success\"}}"
	run git staging wait --job=@approved
	exits 0
	[[ $(git staging report --json 0.2.0) != *'"name":"@approved"'* ]]
}

@test "what was recorded while it waited stays" {
	tested success
	another bob
	git config rel.finish push
	quietly git staging fetch 0.2.0
	quietly git staging known-issue --of 0.2.0 add 'slow on mondays'
	cd "$R"
	run git staging wait
	exits 0
	[ "$(records seen)" = 3 ]
	[ "$(records known-issue)" = 1 ]
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
}

@test "wait --no-push keeps it here" {
	tested success
	there=$(evidence_there)
	run git staging wait --no-push
	exits 0
	[ "$(evidence_there)" = "$there" ]
	[ "$(records seen)" = 3 ]
}

@test "wait -n says what it would do, and does not wait" {
	tested success
	remember
	run git staging wait -n
	exits 0
	says 'wait for the checks of' 'record what they say'
	unchanged
}

@test "wait is about what was pushed: a branch that has moved is refused" {
	tested success
	git commit -q --allow-empty -m 'fix: more'
	remember
	run git staging wait
	refused 1 'git staging push'
}

@test "without evidence wait only looks, at the tip of the branch" {
	tested success
	git update-ref -d refs/rel/evidence/0.2.0
	run git staging wait
	exits 0
	says '2 of 2 checks passed' 'nobody has opened the evidence'
	run ! git rev-parse -q --verify refs/rel/evidence/0.2.0
	run git staging wait 0.9.0
	exits 128
	says "there is no branch 'release/v0.9.0'"
}

@test "wait refuses a release that is closed, before it waits" {
	asked
	out
	quietly git staging close 0.2.0
	remember
	run git staging wait 0.2.0
	refused 1 '0.2.0 is closed: nothing more is recorded of it'
}
