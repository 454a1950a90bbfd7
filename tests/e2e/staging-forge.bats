#!/usr/bin/env bats
# What only the forge knows of a release: looked at, noted as it was seen, and never
# ticked.

load lib
load ../forge
load play
load staging

setup() { sealed; }

# on <forge> <lines of the lists>: a release that asks it, on a branch that CI runs for
on() {
	repo_trunk
	policy <<-END
		$2
	END
	forge_up "$1"
	git config rel.ciPoll '0.05 0.1'
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml",
		"on": ["push"], "branches": ["release/*"], "polls": 0, "jobs": ["build", "test"]}'
	git config rel.finish push
	git switch -q -c release/v0.2.0
	work c.txt 'a cure'
	git config staging.bind tree
	quietly git staging start -y 0.2.0
	quietly git staging push -y
}

# seen <fact> <member>: of the last record about it
seen() {
	git log --format=%b refs/rel/evidence/0.2.0 | grep "\"name\":\"$1\"" |
		head -1 | jq -r ".$2"
}

BEFORE_TAG='[checklist.final]
		look = @ci @request @approved
		release = @tagged'

@test "CI, the pull request and who approves of it are seen, and finish takes them" {
	on github "$BEFORE_TAG"
	remember
	run git rel finish -n 0.2.0
	exits 1
	says '@request: pending (there is no pull request' '@approved: pending'
	unchanged
	run git staging fetch
	exits 0
	stands @ci done
	stands @request pending
	[ "$(seen @ci result)" = pass ]
	[ "$(seen @ci message)" = 'build: passed, test: passed' ]
	[ "$(seen @ci commit)" = "$(git rev-parse HEAD)" ]
	[[ $(seen @ci link) == "$FORGE_URL"/* ]]
	[ "$(seen @ci time)" = 2023-11-14T22:13:20Z ]
	here_and_there refs/rel/evidence/0.2.0
	run git staging
	says 'next: git rel pr 0.2.0' '@ci: CI passes  (build: passed, test: passed; http'
	quietly git rel pr 0.2.0
	run git staging
	says 'next: git staging fetch 0.2.0'
	run git staging status --forge
	says '[x] @request: Pull request opened  (#1 is open;' '[.] @approved' '#1: 0 approve'
	# looking keeps nothing
	stands @request pending
	approves 1
	remember
	run git staging tick @approved
	refused 129 'is looked at each time, and not answered'
	quietly git rel finish -y 0.2.0
	[ "$(seen @approved result)" = pass ]
	[ "$(seen @request message)" = '#1 is open' ]
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
	[ "$(git rev-parse 'refs/rel/seal/0.2.0^{}')" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	quietly git staging verify 0.2.0
}

@test "what was seen and has not changed is not noted again" {
	on github "$BEFORE_TAG"
	run git staging fetch
	exits 0
	[[ $output != *'more than'* ]] || complain "$output"
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	at=$(git rev-parse refs/rel/evidence/0.2.0)
	quietly git staging fetch
	[ "$(git rev-parse refs/rel/evidence/0.2.0)" = "$at" ]
	quietly git rel pr 0.2.0
	quietly git staging fetch --no-forge
	[ "$(git rev-parse refs/rel/evidence/0.2.0)" = "$at" ]
	quietly git staging fetch --no-push
	[ "$(records seen)" = 5 ]
	[ "$(evidence_there)" = "$at" ]
}

@test "CI that failed stops finish, and what is mended is another commit" {
	on github '[checklist.final]
		look = @ci
		release = @tagged'
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml", "conclusion": "failure",
		"on": ["push"], "branches": ["release/*"], "polls": 0, "jobs": ["build"]}'
	work d.txt 'a mistake'
	quietly git staging push -y
	quietly git staging fetch
	stands @ci failed
	remember
	run git rel finish -y 0.2.0
	refused 1 '@ci: failed (build: failed'
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml",
		"on": ["push"], "branches": ["release/*"], "polls": 0, "jobs": ["build"]}'
	work d.txt 'a cure'
	quietly git staging push -y
	stands @ci 'not looked at'
	run git staging
	says 'next: git staging fetch 0.2.0'
	quietly git rel finish -y 0.2.0
	released 0.2.0
}

@test "somebody wants changes: that is no approval" {
	on github "$BEFORE_TAG"
	quietly git rel pr 0.2.0
	approves 1
	forge_tell token '{"token": "carl-t0ken", "login": "carl"}'
	forge_tell repo '{"name": "acme/widget", "members": {"carl": "write"}}'
	forge_ask POST "$FORGE_REPO/pulls/1/reviews" '{"event": "REQUEST_CHANGES", "body": "no"}' carl-t0ken >/dev/null
	answered 200
	quietly git staging fetch
	stands @approved failed
	[ "$(seen @approved message)" = '#1: 1 approves, and somebody wants changes' ]
}

@test "what a stranger says of a pull request is neither approval nor refusal" {
	local forge approve refuse
	for forge in github gitea; do
		[ ! -d "${R-}" ] || { cd "$T" && rm -rf "$R" "$REMOTE" "$T/bob"; }
		approve=APPROVE refuse='{"event": "REQUEST_CHANGES", "body": "no"}'
		[ $forge = github ] || approve=APPROVED
		on $forge '[checklist.final]
			look = @approved
			release = @tagged'
		quietly git rel pr 0.2.0
		forge_tell token '{"token": "mal-t0ken", "login": "mal"}'
		forge_ask POST "$FORGE_REPO/pulls/1/reviews" "{\"event\": \"$approve\"}" mal-t0ken >/dev/null
		answered 200
		quietly git staging fetch
		stands @approved pending
		forge_ask POST "$FORGE_REPO/pulls/1/reviews" "$refuse" mal-t0ken >/dev/null
		answered 200
		quietly git staging fetch
		stands @approved pending
		forge_ask POST "$FORGE_REPO/pulls/1/reviews" "{\"event\": \"$approve\"}" "$FORGE_BOB" >/dev/null
		answered 200
		quietly git staging fetch
		stands @approved done
		forge_down
	done
}

@test "an approval of an earlier commit, or of a pull request that was closed, does not count" {
	local forge approve
	for forge in github gitea; do
		[ ! -d "${R-}" ] || { cd "$T" && rm -rf "$R" "$REMOTE" "$T/bob"; }
		approve=APPROVE
		[ $forge = github ] || approve=APPROVED
		on $forge '[checklist.final]
			look = @approved
			release = @tagged'
		quietly git rel pr 0.2.0
		approve() {
			forge_ask POST "$FORGE_REPO/pulls/1/reviews" "{\"event\": \"$approve\"}" "$FORGE_BOB" >/dev/null
			answered 200
		}
		approve
		quietly git staging fetch
		stands @approved done
		work d.txt 'what nobody has seen'
		quietly git staging push -y
		quietly git staging fetch
		stands @approved pending
		[ "$(seen @approved message)" = '#1: 0 approve' ]
		approve
		quietly git staging fetch
		stands @approved done
		forge_ask PATCH "$FORGE_REPO/pulls/1" '{"state": "closed"}' >/dev/null
		quietly git staging fetch
		stands @approved pending
		[ "$(seen @approved message)" = '#1 is closed' ]
		forge_down
	done
}

@test "CI that turns red once the release is out keeps nobody from closing it" {
	on github '[checklist.final]
		look = @ci
		release = @tagged'
	quietly git rel finish -y 0.2.0
	forge_ask POST "$FORGE_REPO/statuses/$(git rev-parse 'v0.2.0^2')" \
		'{"state": "failure", "context": "nightly"}' >/dev/null
	answered 201
	quietly git staging fetch 0.2.0
	run git staging status 0.2.0
	says '[x] @ci: CI passes  (as it was when it was released)' 'next: git staging close 0.2.0'
	quietly git staging close 0.2.0
	[ "$(records close)" = 1 ]
}

@test "next keeps to the order of the list, whoever does it" {
	on github '[items]
		package = It was uploaded
		[checklist.final]
		look = @ci
		release = @tagged
		after = @published package'
	quietly git rel finish -y 0.2.0
	run git staging status 0.2.0
	says 'next: git rel publish 0.2.0'
	quietly git rel publish -y 0.2.0
	quietly git staging fetch 0.2.0
	run git staging status 0.2.0
	says 'next: git staging tick package'
}

@test "what comes after the release is seen by close" {
	on github '[checklist.final]
		look = @ci
		release = @tagged
		after = @published @environment:pypi'
	forge_tell workflow '{"repo": "acme/widget", "file": "release.yml", "name": "Release",
		"branches": ["refs/tags/v*"], "environment": "pypi", "polls": 0, "jobs": ["publish"]}'
	quietly git rel finish -y 0.2.0
	remember
	run git staging close 0.2.0
	refused 1 '@published: pending' '@environment:pypi: pending'
	quietly git staging fetch 0.2.0
	[ "$(seen @environment:pypi message)" = "a person has to let it into 'pypi'" ]
	[ "$(seen @published message)" = "there is no release 'v0.2.0'" ]
	run git staging status 0.2.0
	says 'next: git rel publish 0.2.0'
	quietly git rel publish -y 0.2.0
	quietly git rel approve -y 0.2.0
	quietly git rel watch 0.2.0
	run git staging close 0.2.0
	exits 0
	[ "$(seen @published message)" = "'v0.2.0' is published" ]
	[ "$(seen @environment:pypi result)" = pass ]
	[ "$(records close)" = 1 ]
	here_and_there refs/rel/evidence/0.2.0
}

@test "an environment is met by what was deployed there, not by what else has passed" {
	local forge file
	for forge in github gitlab; do
		[ ! -d "${R-}" ] || { cd "$T" && rm -rf "$R" "$REMOTE" "$T/bob"; }
		on $forge '[checklist.final]
			release = @tagged
			after = @environment:pypi'
		file=$([ $forge = gitlab ] && echo .gitlab-ci.yml || echo ci.yml)
		forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"$file\",
			\"branches\": [\"main\"], \"polls\": 0, \"jobs\": [\"build\"]}"
		quietly git rel finish -y 0.2.0
		quietly git rel ci wait v0.2.0
		quietly git staging fetch 0.2.0
		[ "$(seen @environment:pypi message)" = "v0.2.0 was not deployed to 'pypi' yet" ]
		# elsewhere, or with what was there before
		forge_tell deployment '{"repo": "acme/widget", "environment": "test", "ref": "v0.2.0"}'
		forge_tell deployment '{"repo": "acme/widget", "environment": "pypi", "ref": "main~1"}'
		run git staging close 0.2.0
		exits 1
		says '@environment:pypi: pending'
		forge_tell deployment '{"repo": "acme/widget", "environment": "pypi", "ref": "v0.2.0",
			"state": "failure"}'
		quietly git staging fetch 0.2.0
		[ "$(seen @environment:pypi result)" = fail ]
		forge_tell deployment '{"repo": "acme/widget", "environment": "pypi", "ref": "v0.2.0"}'
		quietly git staging fetch 0.2.0
		[ "$(seen @environment:pypi result)" = pass ]
		[ "$(seen @environment:pypi message)" = "deployment to 'pypi': success" ]
		# the next one takes its place there, and it was there all the same
		forge_tell deployment '{"repo": "acme/widget", "environment": "pypi", "ref": "main~1"}'
		run git staging status --forge 0.2.0
		says '[x] @environment:pypi'
		quietly git staging close 0.2.0
		forge_down
	done
}

@test "a forge without deployments leaves an environment open, and says what to do" {
	on gitea '[checklist.final]
		release = @tagged
		after = @environment:pypi @published'
	quietly git rel finish -y 0.2.0
	quietly git rel publish -y 0.2.0
	quietly git staging fetch 0.2.0
	[ "$(seen @published result)" = pass ]
	[ "$(seen @environment:pypi result)" = pending ]
	run git staging status 0.2.0
	says "Gitea tells of no deployments to 'pypi': an item that a person ticks stands for one"
	remember
	run git staging close 0.2.0
	refused 1 '@environment:pypi: pending'
}

@test "a forge that is away, or that there is none, is said and stops nothing else" {
	on github "$BEFORE_TAG"
	forge_unjudged
	forge_down
	run git staging status --forge
	exits 0
	says 'what only the forge knows was not looked at' '[?] @ci'
	git remote set-url origin "file://$REMOTE"
	git config --unset rel.forge
	git config --unset rel.forgeUrl
	run git staging fetch
	exits 0
	says 'what only the forge knows was not looked at'
	stands @ci 'not looked at'
	remember
	run git rel finish -y 0.2.0
	refused 1 '@ci: not looked at'
}

@test "CI of a merge that is qualified, or of its branch where both have the same files" {
	repo_trunk
	policy <<-'END'
		[checklist.final]
		look = @ci @ci:branch @ci:main
		release = @tagged
	END
	forge_up github
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml",
		"on": ["push"], "branches": ["release/*"], "polls": 0, "jobs": ["build"]}'
	git config rel.finish push
	git switch -q -c release/v0.2.0
	work c.txt 'a cure'
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	quietly git staging fetch
	stands @ci done
	stands @ci:branch done
	stands @ci:main pending
	[ "$(seen @ci commit)" = "$(git rev-parse release-qual/0.2.0)" ]
	# what main has was never tested with it
	colleague main 'echo urgent >urgent.txt'
	quietly git staging push -y
	quietly git staging fetch
	stands @ci pending
	stands @ci:branch done
	forge_tell workflow '{"repo": "acme/widget", "file": "qual.yml",
		"on": ["push"], "branches": ["release-qual/*", "main"], "polls": 0, "jobs": ["all"]}'
	quietly git fetch -q origin main:main
	git switch -q main
	work urgent.txt more
	git push -q origin main
	git switch -q release/v0.2.0
	quietly git staging push -y
	quietly git staging fetch
	stands @ci done
	stands @ci:main done
}

@test "a clone whose work tree has no .gitrel looks at the release that main's names" {
	repo_trunk
	policy <<-'END'
		branch = ready/{version}
		[checklist.final]
		look = @request @approved
		release = @tagged
	END
	forge_up github
	git config rel.finish push
	git switch -q -c ready/0.2.0
	work c.txt 'a cure'
	git config staging.bind tree
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	quietly git rel pr 0.2.0
	quietly git staging fetch 0.2.0
	stands @request done
	tip=$(evidence_there)
	git switch -q --detach v0.1.0
	[ ! -e .gitrel ]
	run git staging status 0.2.0
	exits 0
	says "0.2.0 on 'ready/0.2.0'"
	quietly git staging fetch 0.2.0
	stands @request done
	[ "$(evidence_there)" = "$tip" ]
}

facts_on() {
	on "$1" "$BEFORE_TAG"
	quietly git staging fetch
	stands @ci done
	stands @request pending
	quietly git rel pr 0.2.0
	quietly git staging fetch
	stands @request done
	stands @approved pending
}

@test "GitLab's pipelines and merge requests are seen" {
	facts_on gitlab
	forge_ask POST "$FORGE_REPO/merge_requests/1/approve" '{}' "$FORGE_BOB" >/dev/null
	quietly git staging fetch
	stands @approved done
	quietly git rel finish -y 0.2.0
}

@test "Gitea's checks and pull requests are seen" {
	facts_on gitea
	forge_ask POST "$FORGE_REPO/pulls/1/reviews" '{"event": "APPROVED"}' "$FORGE_BOB" >/dev/null
	quietly git staging fetch
	stands @approved done
	quietly git rel finish -y 0.2.0
}
