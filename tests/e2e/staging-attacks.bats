#!/usr/bin/env bats
# Who attacks the evidence, with keys: each is found by who looks, and none gets an
# unqualified release out.

load lib
load staging

setup() { sealed; }

# Two people have signed what they found; nothing is released yet.
answered() {
	signed <<<'evidence-sign = required'
	begun
	quietly git staging tick docs
	is eve
	quietly git staging tick qa
	is ada
}

# And then it is, sealed and signed.
released_signed() {
	answered
	quietly git rel finish -y 0.2.0
	quietly git staging verify 0.2.0
}

# text_of <commit>: what it records
text_of() { git cat-file commit "$1" | sed '1,/^$/d'; }

# set_to <commit>: the evidence ends there now, here and there
set_to() {
	git update-ref refs/rel/evidence/0.2.0 "$1"
	git update-ref refs/rel/remotes/origin/evidence/0.2.0 "$1"
	git push -q --force origin refs/rel/evidence/0.2.0
}

# again <commit> <parent> [<sed script> [<option of commit-tree>...]]: its record once
# more, made anew, on that parent; its id
again() {
	text_of "$1" | sed "${3-}" |
		git commit-tree -p "$2" -F - "${@:4}" "$1^{tree}"
}

# altered <commit> <sed script>: other words under the old signature; its id
altered() {
	git cat-file commit "$1" | sed "$2" | git hash-object -t commit -w --stdin
}

# found <words>...: verify fails, and says so
found() {
	run git staging verify 0.2.0
	exits 1
	says "$@"
}

# held <words>...: the release does not go out
held() {
	remember
	run git rel finish -y 0.2.0
	refused 1 "$@"
}

@test "a record under another's name is told, and does not count" {
	answered
	is bob
	set_to "$(again "$(at)" "$(at)~1" '' -S)"
	is ada
	found 'it says it is by eve@example.com, and it is bob@example.com who has signed it'
	stands qa open
	held 'qa: open, for qa (bob@example.com has answered, whom it is not for)'
}

@test "an altered record makes bad all that follows it" {
	answered
	local docs
	docs=$(altered "$(at)~1" 's/"result":"pass"/"result":"fail"/; s/^pass /fail /')
	set_to "$(git cat-file commit "$(at)" | sed "s/^parent .*/parent $docs/" |
		git hash-object -t commit -w --stdin)"
	found "$(git rev-parse --short=10 "$docs"): its signature is bad" \
		"$(git rev-parse --short=10 "$(at)"): its signature is bad"
	held 'docs: open (its signature is bad)' 'qa: open, for qa (its signature is bad)'
}

@test "a record that was altered where it lies is found, also by who has looked before" {
	answered
	quietly git staging verify 0.2.0
	local file
	file=.git/objects/$(at | sed 's|^..|&/|')
	cp "$file" "$T/as-it-was"
	chmod u+w "$file"
	"$PYTHON" - "$file" <<-'END'
		import sys, zlib
		data = zlib.decompress(open(sys.argv[1], "rb").read())
		data = data.replace(b'"result":"pass"', b'"result":"fail"').replace(b"pass qa", b"fail qa")
		open(sys.argv[1], "wb").write(zlib.compress(data))
	END
	[[ $(git cat-file commit "$(at)") == *'"result":"fail"'* ]]
	found "$(git rev-parse --short=10 "$(at)"): it is not what its name is the digest of"
	cp "$T/as-it-was" "$file"
	quietly git staging verify 0.2.0
}

@test "a record whose signature was taken off does not count" {
	answered
	set_to "$(again "$(at)" "$(at)~1")"
	run git staging verify 0.2.0
	exits 0
	says 'warning: ' 'it is not signed, so it has never counted' 'the evidence is as it was made'
	held 'qa: open, for qa (it is not signed)'
}

@test "what anybody may add, and nobody counts, is in nobody's way for ever" {
	answered
	is mallory
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	slipped docs fail
	set_to "$(again "$(at)" "$(at)" 's/mallory@/eve@/')"
	is ada
	run git staging verify 0.2.0
	exits 0
	says 'its signature is of nobody known, so it has never counted' \
		'it is not signed, so it has never counted'
	stands docs done
	# nor is what moves a release in nobody's way
	set_to "$(by_hand "$(at)" "$(git log --format=%B refs/rel/evidence/0.2.0 |
		grep -m 1 '"kind":"open"' | sed 's/"kind":"open"/"kind":"candidate"/')")"
	found 'error: ' 'it is not signed'
}

@test "that a release is given up or closed, and what was found, is a word of somebody known" {
	answered
	local before
	before=$(at)
	set_to "$(by_hand "$before" "$(said close '"reason":"no more"')")"
	run git staging
	run ! says 'given up'
	quietly git staging tick --waive -m why qa
	set_to "$(by_hand "$before" "$(said finding '"name":"1","severity":"high","message":"A hole"')")"
	run git staging finding
	run ! says 'A hole'
	set_to "$(by_hand "$before" "$(said known-issue '"message":"It is slow"')")"
	run git staging report 0.2.0
	run ! says 'It is slow'
	run git staging verify 0.2.0
	exits 0
	says 'it is not signed, so it has never counted'
	set_to "$(by_hand "$(by_hand "$before" "$(said close '"reason":"no more"')")" "$(said close '"name":"it"')")"
	quietly git rel finish -y 0.2.0
	quietly git staging close 0.2.0
	run git staging tick docs
	says '0.2.0 is closed'
}

@test "that a check has passed is recorded, whatever somebody unknown says of it" {
	keys ada eve
	repo_trunk
	policy <<-'END'
		[staging]
		evidence-sign = required
		[check]
		good = true
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = @check docs
		release = @tagged
	END
	begun
	quietly git rel check
	set_to "$(by_hand "$(at)" "$(said gate '"name":"good","result":"pass","command":"true"' |
		sed 's/,"by":"ada@example.com","time":"\([^"]*\)"//; s/}$/,"by":"ada@example.com"}/')")"
	quietly git staging push -y 0.2.0
	[ "$(git log -1 --format=%G? refs/rel/evidence/0.2.0)" = G ]
	[ "$(records gate)" = 2 ]
}

@test "that a release went out is a word of somebody known, and about what the tag is on" {
	keys ada eve
	repo_trunk
	policy <<-'END'
		[staging]
		evidence-sign = required
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @rc @tagged
	END
	begun
	quietly git staging tick docs
	git tag v0.2.0
	local before went
	before=$(at)
	went=$(printf '{"version":1,"kind":"release","release":"0.2.0","commit":"%s","tree":"%s","name":"v0.2.0","by":"ada@example.com","time":"2023-11-14T22:13:20Z"}' \
		"$(git rev-parse HEAD)" "$(git rev-parse 'HEAD^{tree}')")
	set_to "$(by_hand "$before" "$went")"
	stands @rc open
	run git staging close -y 0.2.0
	exits 1
	says '@rc'
	# that of another commit
	set_to "$(again "$(by_hand "$before" "${went/$(git rev-parse HEAD)/$(git rev-parse main)}")" "$before" '' -S)"
	stands @rc open
	set_to "$(again "$(by_hand "$before" "$went")" "$before" '' -S)"
	stands @rc done
}

# said <kind> <fields>: the line of a record about the candidate
said() {
	printf '{"version":1,"kind":"%s","release":"0.2.0","commit":"%s","tree":"%s",%s,"by":"ada@example.com","time":"2023-11-14T22:13:20Z"}' \
		"$1" "$(git rev-parse HEAD)" "$(git rev-parse 'HEAD^{tree}')" "$2"
}

@test "that a finding is fixed, or a forge content, is a word of somebody known, too" {
	keys ada eve
	repo_trunk
	git config rel.forge github
	git config rel.forgeUrl https://forge.invalid
	git config rel.forgeProject ours/it
	policy <<-'END'
		[staging]
		evidence-sign = required
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs @findings:high @ci
		release = @tagged
	END
	begun
	quietly git staging tick docs
	quietly git staging finding add high 'A hole'
	local before
	before=$(at)
	set_to "$(by_hand "$before" "$(said finding '"name":"1","severity":"high","state":"fixed","message":"A hole"')")"
	stands @findings:high open
	run git staging finding
	says 'open: A hole'
	held '@findings:high: open (1 open)'
	quietly git staging finding fix 1
	stands @findings:high done
	set_to "$(by_hand "$before" "$(said seen '"name":"@ci","result":"pass","message":"all is well"')")"
	stands @ci 'not looked at'
	git staging report --format=html 0.2.0 >"$T/page"
	run ! grep -q 'all is well' "$T/page"
	held '@ci: not looked at'
	set_to "$(again "$(at)" "$before" '' -S)"
	stands @ci done
}

@test "who has not signed takes back nobody's answer" {
	answered
	is eve
	quietly git staging tick --fail qa
	is ada
	stands qa failed
	set_to "$(by_hand "$(at)" "$(said withdraw "\"name\":\"qa\",\"withdrawn\":\"$(at)\"" |
		sed 's/ada@/eve@/')")"
	stands qa failed
	held 'qa: failed'
	run git staging verify 0.2.0
	exits 0
	says 'it is not signed, so it has never counted'
}

@test "the tip is dropped after the release" {
	released_signed
	set_to "$(at)~1"
	found 'records that were sealed (up to' 'are gone'
}

@test "a seal that somebody makes anew is not signed by who knows" {
	released_signed
	git cat-file tag refs/rel/seal/0.2.0 | sed '/BEGIN SSH/,$d' | git mktag >"$T/id"
	git update-ref refs/rel/seal/0.2.0 "$(cat "$T/id")"
	found 'the seal is not signed'
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	is ada mallory
	git tag -s -f -F <(git cat-file tag refs/rel/seal/0.2.0 | sed '1,/^$/d') tmp "$(at)" 2>"$T/said" ||
		complain "$(cat "$T/said")"
	git update-ref refs/rel/seal/0.2.0 "$(git rev-parse refs/tags/tmp)"
	is ada
	found 'the seal is signed by nobody known'
}

@test "evidence and seal are made anew together: the next release knows better" {
	released_signed
	git switch -q main
	work d.txt more
	git push -q origin main
	quietly git staging start -y 0.3.0 main
	quietly git staging verify 0.3.0
	local tip
	tip=$(text_of "$(at)~2" | git commit-tree -S -F - "$(at)~2^{tree}")
	tip=$(again "$(at)~1" "$tip" '' -S)
	git tag -s -F <(git cat-file tag refs/rel/seal/0.2.0 | sed -e '1,/^$/d' -e '/BEGIN SSH/,$d') tmp "$tip"
	set_to "$tip"
	git update-ref refs/rel/seal/0.2.0 "$(git rev-parse refs/tags/tmp)"
	git tag -d tmp >/dev/null
	run git staging verify 0.3.0
	exits 1
	says 'records of 0.2.0 (up to' 'are gone'
}

@test "another seal over the same records: the next release knows better" {
	released_signed
	git switch -q main
	work d.txt more
	git push -q origin main
	quietly git staging start -y 0.3.0 main
	git tag -s -F <(git cat-file tag refs/rel/seal/0.2.0 |
		sed -e '1,/^$/d' -e '/BEGIN SSH/,$d' -e "s/$(git rev-parse 'v0.2.0^{}')/$(git rev-parse main)/") \
		tmp "$(at)"
	git update-ref refs/rel/seal/0.2.0 "$(git rev-parse refs/tags/tmp)"
	git tag -d tmp >/dev/null
	run git staging verify 0.3.0
	exits 1
	says 'the seal of 0.2.0 is not the one that was there when 0.3.0 began'
}

@test "evidence of another project is none of this one" {
	answered
	git init -q -b main "$T/other"
	git -C "$T/other" commit -q --allow-empty -m 'Another beginning'
	git fetch -q "$T/other" main
	local tip
	tip=$(text_of "$(at)~2" | sed -e "s/\"commit\":\"[0-9a-f]*\"/\"commit\":\"$(git rev-parse FETCH_HEAD)\"/" \
		-e "s/\"root\":\"[0-9a-f]*\"/\"root\":\"$(git rev-parse FETCH_HEAD)\"/" | git commit-tree -S -F - "$(at)~2^{tree}")
	set_to "$tip"
	found 'the evidence of another project'
}

@test "evidence of another project is not fetched, and what is here of it is named" {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged
	END
	git init -q -b main "$T/other"
	(
		cd "$T/other" || exit
		git commit -q --allow-empty -m 'Another beginning'
		git config rel.model trunk
		quietly git staging start -y 0.2.0 main
		git push -q "file://$REMOTE" refs/rel/evidence/0.2.0
	)
	remember
	run git staging fetch 0.2.0
	refused 128 "the evidence of 0.2.0 on 'origin' is that of another project"
	git fetch -q origin refs/rel/evidence/0.2.0:refs/rel/evidence/0.2.0
	run git staging status 0.2.0
	exits 128
	says 'the evidence of 0.2.0 here is that of another project' \
		'git update-ref -d refs/rel/evidence/0.2.0 forgets it'
	git update-ref -d refs/rel/evidence/0.2.0
	run git staging fetch 0.2.0
	eval "$(sed -n 's/^hint: \(git push .*\) takes it away$/\1/p' <<<"$output")"
	quietly git staging start -y 0.2.0 main
}

@test "a second beginning cannot be joined in" {
	answered
	local root tip
	root=$(text_of "$(at)~2" | GIT_COMMITTER_DATE=2023-11-15T00:00:00Z git commit-tree -S -F - "$(at)~2^{tree}")
	tip=$(printf 'join\n' | git commit-tree -p "$(at)" -p "$root" "$(git mktree </dev/null)")
	set_to "$tip"
	run git staging verify 0.2.0
	exits 128
	says 'it begins a second time'
}

@test "a signed pass of an old commit does not become one of a new commit" {
	answered
	local pass
	pass=$(at)
	work c.txt 'and more'
	quietly git staging push -y
	stands qa stale
	# the record once more, with its signature, behind the new candidate
	set_to "$(git cat-file commit "$pass" | sed "s/^parent .*/parent $(git rev-parse "$(at)")/" |
		git hash-object -t commit -w --stdin)"
	stands qa stale
	set_to "$(git cat-file commit "$pass" | sed -e "s/^parent .*/parent $(git rev-parse "$(at)~1")/" \
		-e "s/\"commit\":\"[0-9a-f]*\"/\"commit\":\"$(git rev-parse HEAD)\"/" |
		git hash-object -t commit -w --stdin)"
	found 'its signature is bad'
	held 'qa: open, for qa (its signature is bad)'
}

@test "who dates back with a key that has expired is pointed at" {
	answered
	sed -i 's/^eve@example.com /&valid-before="20231101" /' "$T/home/signers"
	is eve
	remember
	run git staging tick qa
	refused 1 'the record would not count: its signature is of nobody known'
	slipped qa
	stands qa open
	run git staging
	says 'nobody known'
	GIT_COMMITTER_DATE='2023-10-01T00:00:00Z' quietly git staging tick qa
	stands qa done
	run git staging verify 0.2.0
	says 'warning: ' 'it is dated before'
}

@test "a key of anybody is nobody's" {
	answered
	sed -i 's/^eve@/*@/' "$T/home/signers"
	stands qa open
	run git staging
	says "its key is that of anybody, '*@example.com'"
	found "its key is that of anybody, '*@example.com'"
	# not even where anybody may answer, for it may be anybody
	is bob eve
	remember
	run git staging tick docs --fail
	refused 1 "the record would not count: its signature is that of *@example.com"
	slipped docs fail
	stands docs done
}

@test "the policy of the branch counts for nothing" {
	answered
	is eve
	quietly git staging tick --fail qa
	sed -i -e 's/, qa//; s/docs qa/docs/; /^qa/d' .gitrel
	git commit -q -a -m 'We need no QA'
	is ada
	run git staging push -y
	exits 0
	quietly git staging tick docs
	stands qa stale
	held 'qa: stale, for qa'
	[[ $(text_of "$(at)~1") == *"\"policy\":\"$(git rev-parse main:.gitrel)\""* ]]
}

@test "what is hostile in a record is text" {
	asked
	begun
	local evil
	evil=$(printf 'a\033[2Jb\342\200\256c</script>')
	quietly git staging tick -m "$evil" docs
	quietly git staging tick --waive -m "$evil" note
	run git staging
	exits 0
	[[ $output != *$'\033'* && $output != *$'\342\200\256'* ]]
	run git staging verify
	exits 0
	[[ $output != *$'\033'* && $output != *$'\342\200\256'* ]]
	[[ $(git log --format=%s refs/rel/evidence/0.2.0) != *$'\033'* ]]
}

@test "a record has an end, and so has the history of them" {
	asked
	begun
	remember
	run git staging tick -m "$(printf '%17000s' '' | tr ' ' x)" docs
	refused '1|128' 'more than 16384 bytes'
	local id
	id=$(by_hand "$(at)" "{\"version\":1,\"kind\":\"item\",\"release\":\"0.2.0\",\"name\":\"docs\",\"result\":\"pass\",\"x\":\"$(printf '%17000s' '' | tr ' ' x)\"}")
	set_to "$id"
	run git staging status 0.2.0
	exits 128
	says "${id:0:10}" 'more than 16384 bytes'
}

@test "a secret is not recorded, for it could not be taken out again" {
	asked
	begun
	remember
	local secret=ghp_0123456789abcdefghijklmnopqrstuvwxyzAB
	run git staging tick -m "see $secret" docs
	refused 1 'looks like a secret' 'what is recorded stays'
	[[ $output != *"$secret"* ]]
	run git staging tick --link "https://x:glpat-0123456789abcdefghij@example.com/" docs
	refused 1 'looks like a secret'
	run git staging known-issue add "key: -----BEGIN OPENSSH PRIVATE KEY-----"
	refused 1 'looks like a secret'
	echo "token: $secret" >"$T/report"
	run git staging tick --file "$T/report" docs
	refused 1 'looks like a secret' report
}
