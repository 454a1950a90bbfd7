#!/usr/bin/env bats
# Where the tag of a release names its evidence: evidence-seal = tag.

load lib
load staging

setup() { sealed; }

in_tag() {
	repo_trunk
	policy <<-'END'
		[staging]
		evidence-seal = tag
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged
	END
	begun
	quietly git staging tick docs
}

named() { git for-each-ref --format='%(contents)' refs/tags/v0.2.0 | git interpret-trailers --parse | sed -n 's/^Evidence: //p'; }

@test "the tag that finish makes names the last record" {
	in_tag
	run git rel finish -n 0.2.0
	exits 0
	says 'Evidence: '
	before=$(git rev-parse refs/rel/evidence/0.2.0)
	quietly git rel finish -y 0.2.0
	[ "$(named)" = "$before" ]
	contains refs/rel/evidence/0.2.0 "$before"
	run git staging verify 0.2.0
	exits 0
	says 'the evidence is as it was made'
	run ! grep -q 'does not name' <<<"$output"
}

@test "so does the one that git rel tag makes, and evidence and seal go along" {
	in_tag
	git config rel.finish pr
	lands merge release/v0.2.0
	git fetch -q
	git push -q origin :release/v0.2.0
	quietly git rel tag 0.2.0
	[ "$(named)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0 refs/tags/v0.2.0
	quietly git staging verify 0.2.0
}

@test "what finish has pushed is told as shared, and what it has not pushed is not" {
	in_tag
	quietly git rel finish --no-push -y 0.2.0
	run git staging status 0.2.0
	says 'not shared yet'
	quietly git rel finish -y 0.2.0
	run git staging status 0.2.0
	[[ $output != *'not shared'* ]]
	[ "$(git rev-parse refs/rel/remotes/origin/evidence/0.2.0)" = "$(at)" ]
}

@test "a commit of main that was qualified is where its tag belongs" {
	repo_trunk
	git config --global rel.merge no-ff
	git config --global rel.finish push
	git config --global rel.model trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged
	END
	quietly git staging start -y 0.2.0
	quietly git staging tick docs
	quietly git rel finish -y 0.2.0
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git rev-parse main)" ]
	run git rel verify 0.2.0
	exits 0
	another bob
	run git rel verify 0.2.0
	exits 0
	# one that moved
	quietly git staging fetch 0.2.0
	git switch -q main
	git commit -q --allow-empty -m 'Another'
	git tag -fam 'Release v0.2.0' v0.2.0
	run git rel verify 0.2.0
	exits 1
	says 'what was qualified is'
}

@test "a signed tag has the name below its signature's reach" {
	in_tag
	ssh_key
	before=$(git rev-parse refs/rel/evidence/0.2.0)
	quietly git rel finish -y 0.2.0
	quietly git verify-tag v0.2.0
	git cat-file tag v0.2.0 | grep -q "^Evidence: $before$"
	quietly git staging verify 0.2.0
}

@test "evidence that is rewound, sealed anew or deleted is told by the tag" {
	in_tag
	quietly git rel finish -y 0.2.0
	tip=$(named)
	git update-ref refs/rel/evidence/0.2.0 "$tip~1"
	git update-ref -d refs/rel/seal/0.2.0
	run git staging verify 0.2.0
	exits 1
	says "records that 'v0.2.0' names (up to $(git rev-parse --short=10 "$tip")) are gone"
	git update-ref -d refs/rel/evidence/0.2.0
	run git staging verify 0.2.0
	exits 128
	says 'there is no evidence of 0.2.0 here' "'v0.2.0' names it, up to $tip"
}

@test "a lightweight tag cannot name anything" {
	in_tag
	remember
	run git -c rel.sign=lightweight rel finish -y 0.2.0
	refused 128 'a lightweight tag has no text'
}

@test "a tag that does not name its evidence is warned of where tags do" {
	asked
	out
	[ -z "$(named)" ]
	git switch -q main
	printf '[staging]\nevidence-seal = tag\n' >>.gitrel
	git commit -q -a -m 'Tags name their evidence'
	git push -q origin main
	run git staging verify 0.2.0
	exits 0
	says "warning: 'v0.2.0' does not name its evidence"
}
