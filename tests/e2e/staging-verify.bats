#!/usr/bin/env bats
# Years later: who found what on which commit, and is the evidence what it was?

load lib
load staging

setup() { sealed; }

@test "verify tells who found what on which commit, and that it is as it was" {
	asked
	out
	run git staging verify 0.2.0
	exits 0
	says "on $(git rev-parse v0.2.0^2):" \
		'pass docs  by ada@example.com, unsigned' 'release v0.2.0  by ada@example.com' \
		'sealed: 4 records, not signed' \
		'0.2.0: the evidence is as it was made'
	run git staging verify --json 0.2.0
	exits 0
	says '"records":4' '"sealed":true' '"good":true'
}

@test "verify tells what came after the release" {
	asked
	out
	quietly git staging known-issue --of 0.2.0 add 'slow on mondays'
	run git staging verify 0.2.0
	exits 0
	says 'sealed: 4 records' 'after the release: 1 record'
}

@test "verify finds a log that was rewound" {
	asked
	out
	git update-ref refs/rel/evidence/0.2.0 "$(at)~1"
	run git staging verify 0.2.0
	exits 1
	says 'error: records that were sealed (up to' 'are gone'
}

@test "verify finds that the seal is gone, or another's" {
	asked
	out
	git update-ref refs/rel/old "$(git rev-parse refs/rel/seal/0.2.0)"
	git update-ref -d refs/rel/seal/0.2.0
	run git staging verify 0.2.0
	exits 1
	says 'error: 0.2.0 is released, and its evidence has no seal here: git staging fetch 0.2.0 asks for it'
	git cat-file tag refs/rel/old | sed 's/"records":"4"/"records":"2"/' | git mktag >"$T/id"
	git update-ref refs/rel/seal/0.2.0 "$(cat "$T/id")"
	run git staging verify 0.2.0
	exits 1
	says 'error: 2 records are sealed, there are 4'
	git cat-file tag refs/rel/old | sed 's/"sha256":"./"sha256":"x/' | git mktag >"$T/id"
	git update-ref refs/rel/seal/0.2.0 "$(cat "$T/id")"
	run git staging verify 0.2.0
	exits 1
	says 'error: the records are not those that were sealed'
}

@test "verify finds a tag that was moved to another commit than the sealed one" {
	asked
	out
	git commit -q --allow-empty -m 'another'
	git tag -f v0.2.0 >/dev/null
	run git staging verify 0.2.0
	exits 1
	says 'error: the seal is about' "'v0.2.0' is on $(git rev-parse --short=10 HEAD)"
}

@test "the release after finds that records of the one before are gone" {
	asked
	out
	git switch -q main
	work d.txt more
	git push -q origin main
	out 0.3.0
	quietly git staging verify 0.3.0
	git update-ref refs/rel/evidence/0.2.0 "$(at)~1"
	run git staging verify 0.3.0
	exits 1
	says 'error: records of 0.2.0 (up to' 'are gone'
}

@test "evidence of another release, or of nobody, is refused with its commit" {
	asked
	begun
	local id
	id=$(by_hand "$(at)" '{"version":1,"kind":"item","release":"0.3.0","name":"docs","result":"pass"}')
	git update-ref refs/rel/evidence/0.2.0 "$id"
	run git staging verify 0.2.0
	exits 128
	says "the evidence of 0.2.0: ${id:0:10}: it is of release '0.3.0'"
	id=$(by_hand "$id~1" '{"version":1,"kind":"open","release":"0.2.0"}')
	git update-ref refs/rel/evidence/0.2.0 "$id"
	run git staging status 0.2.0
	exits 128
	says 'the release is opened again'
	git update-ref refs/rel/evidence/0.2.0 main
	run git staging verify 0.2.0
	exits 128
	says 'the evidence of 0.2.0:'
}

@test "a replaced record is read as it was made" {
	asked
	begun
	quietly git staging tick docs --fail
	local fake
	fake=$(by_hand "$(at)~1" "$(git log -1 --format=%b "$(at)" | sed 's/"result":"fail"/"result":"pass"/')")
	git replace "$(at)" "$fake"
	stands docs failed
}

@test "a pass that is older than a fail does not come back" {
	asked
	begun
	quietly git staging tick docs
	local pass
	pass=$(git log -1 --format=%b "$(at)" | head -n 1)
	quietly git staging tick docs --fail
	stands docs failed
	# put in again beside the fail, under a date of tomorrow
	local forged joined
	forged=$(GIT_COMMITTER_DATE=2037-01-01T00:00:00Z by_hand "$(at)~1" "$pass")
	joined=$(printf 'join\n' | git commit-tree -p "$(at)" -p "$forged" "$(git mktree </dev/null)")
	git update-ref refs/rel/evidence/0.2.0 "$joined"
	stands docs failed
}

@test "a record that is dated before the one it follows is pointed at" {
	asked
	begun
	quietly git staging tick docs
	GIT_COMMITTER_DATE=2020-01-01T00:00:00Z quietly git staging tick note
	run git staging verify 0.2.0
	exits 0
	says 'warning: ' 'it is dated before'
	# nor does a record name another day than its commit
	git update-ref refs/rel/evidence/0.2.0 "$(git cat-file commit "$(at)~1" |
		sed '1,/^$/d' | sed 's/"time":"[0-9]*/"time":"2020/' | git commit-tree -p "$(at)~1" "$(at)^{tree}")"
	run git staging verify 0.2.0
	exits 0
	says 'warning: ' 'it says it is of 2020-11-14T22:13:20Z, and was made on 2023-11-14T22:13:20Z'
}

@test "a shallow clone of the chain is no evidence" {
	asked
	begun
	quietly git staging tick docs
	another bob
	git fetch -q --depth=1 origin +refs/rel/evidence/0.2.0:refs/rel/evidence/0.2.0
	run git staging verify 0.2.0
	exits '1|128'
	says 'the evidence of 0.2.0'
}

# ---- report ----------------------------------------------------------------

@test "report is a page for people, and hostile text makes no markup in it" {
	asked
	begun
	quietly git staging tick docs --link 'https://example.com/a?b=<c>'
	quietly git staging tick note --waive -m $'no <b>time</b>\n# really'
	quietly git staging known-issue add '[x](javascript:alert(1)) & more'
	quietly git staging finding add high 'it `leaks`'
	quietly git staging finding add low 'a typo'
	quietly git staging finding fix 1
	run git staging report
	exits 0
	cat >"$T/want" <<-END
		## Version 0.2.0

		**GO**

		Candidate: \`$(git rev-parse release/v0.2.0)\` on \`release/v0.2.0\`

		### Look

		- [x] The manual is up to date, ada@example.com (unsigned) <https://example.com/a?b=c>
		- [x] Anybody may look (waived), ada@example.com (unsigned)

		### Release

		- [ ] Tag created
		- [ ] Merged

		### Known Issues

		- Waived: Anybody may look: no \\<b>time\\</b> \\# really
		- \\[x\\](javascript:alert(1)) \\& more

		### Findings

		- [x] high: it \\\`leaks\\\`
		- [ ] low: a typo
	END
	diff -u "$T/want" <(printf '%s\n' "$output")
}

@test "report --json is what the seal has the digest of" {
	asked
	out
	local sum
	sum=$(git cat-file tag refs/rel/seal/0.2.0 | sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p')
	[ "$(git staging report --json 0.2.0 | sha256sum)" = "$sum  -" ]
	[ "$(git staging report --format=jsonl 0.2.0 | wc -l)" = 4 ]
}

@test "report --format=in-toto has a statement for each answer and one for the whole" {
	asked
	begun
	quietly git staging tick docs
	run git staging report --format=in-toto
	exits 0
	printf '%s\n' "$output" >"$T/out"
	python3 - "$T/out" "$(git rev-parse release/v0.2.0)" "$(git rev-parse 'release/v0.2.0^{tree}')" "$(at)" <<-'END'
		import json, sys
		lines = [json.loads(line) for line in open(sys.argv[1])]
		assert len(lines) == 2, lines
		for one in lines:
		    assert one["_type"] == "https://in-toto.io/Statement/v1"
		    assert one["subject"][0]["digest"] == {"gitCommit": sys.argv[2], "gitTree": sys.argv[3]}
		item, whole = lines
		assert item["predicate"]["name"] == "docs" and item["predicate"]["result"] == "pass"
		assert item["predicate"]["evidenceCommit"] == sys.argv[4]
		assert whole["predicateType"] == "https://in-toto.io/attestation/svr/v0.2"
		assert whole["predicate"]["properties"] == [], whole
		assert whole["predicate"]["verifier"]["id"] and whole["predicate"]["timeCreated"]
		assert whole["predicate"]["verifier"]["policies"][0]["digest"]["gitBlob"]
	END
	quietly git staging tick note
	[[ $(git staging report --format=in-toto) == *'"properties":["GITREL_CHECKLIST_COMPLETE"]'* ]]
	run git staging report --format=pdf
	exits 129
	says "'pdf' is no form: it is markdown, summary, html, jsonl or in-toto"
}

# ---- rehearse ---------------------------------------------------------------

@test "rehearse makes the branch and the tag of a version that is none, and takes all away" {
	asked
	run git staging rehearse -y
	exits 0
	says "'release/v0.0.0-test' is at" 'pushed to origin' 'git staging rehearse --clean takes it away again'
	run git staging rehearse -y --tag
	exits 0
	says "'v0.0.0-test.1' is on"
	[ "$(git cat-file -t v0.0.0-test.1)" = commit ]
	quietly git staging rehearse -y --tag
	here_and_there refs/heads/release/v0.0.0-test refs/tags/v0.0.0-test.1 refs/tags/v0.0.0-test.2
	run git staging rehearse -y --clean
	exits 0
	says '3 refs of rehearsals are gone'
	run ! git rev-parse -q --verify refs/tags/v0.0.0-test.1
	[ -z "$(git -C "$REMOTE" for-each-ref '*test*')" ]
	run git staging rehearse -y --clean
	exits 0
	says 'there is nothing of a rehearsal'
}

@test "rehearse --clean takes nothing but rehearsals, also those of a colleague" {
	asked
	quietly git staging rehearse -y
	quietly git staging rehearse -y --tag
	git tag v0.0.0
	git tag v0.0.0-tests
	git tag v0.0.0-test.1x
	git branch release/v0.0.1
	git push -q origin --tags release/v0.0.1
	another bob
	run git staging rehearse -n --clean
	exits 0
	says 'release/v0.0.0-test' 'v0.0.0-test.1 '
	quietly git staging rehearse -y --clean
	[ "$(git -C "$REMOTE" for-each-ref --format='%(refname)' refs/tags 'refs/heads/release/*' | grep 0.0)" = \
		$'refs/heads/release/v0.0.1\nrefs/tags/v0.0.0\nrefs/tags/v0.0.0-test.1x\nrefs/tags/v0.0.0-tests' ]
	run git staging rehearse --tag --clean
	exits 129
	says 'either --tag or --clean, not both'
}
