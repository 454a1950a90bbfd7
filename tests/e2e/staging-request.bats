#!/usr/bin/env bats
# git staging request: the message to those who have to answer.

load lib
load staging

setup() { sealed; }

# The request of a process that we know, as it is written there, with nothing but
# version, type and date filled in.
known() {
	repo_trunk
	mkdir -p .forge
	cat >.forge/review.md <<-'END'
		I need a comprehensive quality review of all 20 TinyTorch modules
		for release v{version}. Please coordinate:

		1. Education Reviewer - pedagogical validation
		2. Module Developer - implementation standards
		3. Quality Assurance - testing validation
		4. Package Manager - integration health

		Run these in parallel and provide:
		- Consolidated findings report
		- Prioritized action items
		- Estimated effort for fixes
		- Timeline for completion

		Release Type: {type}
		Target Date: {set.date}
	END
	git add .forge
	policy <<-'END'
		[staging]
		request = .forge/review.md
		[roles]
		tpm = tpm@example.com
		[items]
		review = Comprehensive agent review (TPM-coordinated) [by tpm]
		[checklist.final]
		look = review
		release = @tagged
	END
	begun
}

@test "the request of a process is its text byte for byte, and is kept" {
	known
	git staging request --set date=2026-12-01 >"$T/said" 2>"$T/err"
	[ ! -s "$T/err" ] || complain "$(cat "$T/err")"
	diff -u - "$T/said" <<-'END'
		I need a comprehensive quality review of all 20 TinyTorch modules
		for release v0.2.0. Please coordinate:

		1. Education Reviewer - pedagogical validation
		2. Module Developer - implementation standards
		3. Quality Assurance - testing validation
		4. Package Manager - integration health

		Run these in parallel and provide:
		- Consolidated findings report
		- Prioritized action items
		- Estimated effort for fixes
		- Timeline for completion

		Release Type: minor
		Target Date: 2026-12-01
	END
	[ "$(records request)" = 1 ]
	git staging report --json | tail -n 1 |
		jq -e --rawfile said "$T/said" '.message == $said and .kind == "request"' >/dev/null
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
}

@test "a value that the form wants must be given" {
	known
	remember
	run git staging request
	refused 129 "'.forge/review.md'" '--set date='
}

@test "a form that is not on main is told" {
	known
	git switch -q main
	git rm -q .forge/review.md
	git commit -q -m 'No form'
	git push -q origin main
	git switch -q release/v0.2.0
	remember
	run git staging request --set date=2026-12-01
	refused 128 "there is no '.forge/review.md' in 'main'" 'staging.request names it'
}

# Items of two roles, and of anybody.
several() {
	repo_trunk
	policy <<-'END'
		[roles]
		qa = eve@example.com bob@example.com
		tpm = tpm@example.com
		[items]
		docs = The manual is up to date [by qa]
		speed = It is fast enough [by qa]
		review = All have looked [by tpm qa]
		note = Anybody may look
		social = Social media announcement
		[checklist.final]
		look = docs speed review note
		release = @tagged
		after = social
	END
	begun
}

@test "without a form it says what is open before the release, by who has to answer" {
	several
	git staging request >"$T/said"
	diff -u - "$T/said" <<-END
		0.2.0 is being qualified: please answer what is yours.

		Commit: $(git rev-parse release/v0.2.0)
		Branch: release/v0.2.0
		Release Type: minor

		qa (eve@example.com, bob@example.com):
		- docs: The manual is up to date
		- speed: It is fast enough

		tpm or qa (tpm@example.com, eve@example.com, bob@example.com):
		- review: All have looked

		anybody:
		- note: Anybody may look

		    git staging fetch 0.2.0
		    git staging tick --of 0.2.0 <item>
	END
}

@test "only those who are named are asked, about what is not answered yet" {
	several
	another eve
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 docs
	git staging request --of 0.2.0 tpm >"$T/said"
	[[ $(cat "$T/said") == *'- review: All have looked'* ]]
	[[ $(cat "$T/said") != *'- docs:'* && $(cat "$T/said") != *'- speed:'* ]]
	[[ $(git log -1 --format=%s refs/rel/evidence/0.2.0) == 'request tpm: 0.2.0 is being'* ]]
	run git staging request --of 0.2.0 nobody
	exits 128
	says "origin/main:.gitrel has no role 'nobody'"
	quietly git staging tick --of 0.2.0 review
	run git staging request --of 0.2.0 tpm
	exits 1
	says 'nothing is open of 0.2.0 that they answer'
}

@test "request --show and -n keep nothing" {
	several
	remember
	run git staging request --show
	exits 0
	says '- note: Anybody may look'
	unchanged
	run git staging request -n
	exits 0
	says 'record request'
	unchanged
}
