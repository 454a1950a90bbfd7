#!/usr/bin/env bats
# A release is qualified: what begins it, what is asked of people, and who may
# answer.

load lib
load staging

setup() { sealed; }

# ---- start ----------------------------------------------------------------

@test "start makes the branch off any commit and opens the evidence" {
	asked
	run git staging start -y 0.2.0 HEAD~1
	exits 0
	says "'release/v0.2.0' at" 'is to be qualified as 0.2.0'
	on_branch release/v0.2.0
	[ "$(git rev-parse HEAD)" = "$(git rev-parse main~1)" ]
	[ "$(git rev-list --count refs/rel/evidence/0.2.0)" = 1 ]
	[ "$(git log -1 --format=%s refs/rel/evidence/0.2.0)" = 'open 0.2.0' ]
	[[ $(git log -1 --format=%b refs/rel/evidence/0.2.0) == *"\"commit\":\"$(git rev-parse HEAD)\""* ]]
	# whose policy it is: that of main, whatever the branch has
	[[ $(git log -1 --format=%b refs/rel/evidence/0.2.0) == *"\"policy\":\"$(git rev-parse main:.gitrel)\""* ]]
	[[ $(git log -1 --format=%b refs/rel/evidence/0.2.0) == *"\"root\":\"$(git rev-list --max-parents=0 HEAD)\""* ]]
	# nothing was shared
	run ! evidence_there
}

@test "start grows from what the remote has by now" {
	asked
	another bob
	git switch -q main
	work a.txt 'a late one'
	git push -q origin main
	at=$(git rev-parse HEAD)
	cd "$R"
	run git staging start -y 0.2.0
	exits 0
	[ "$(git rev-parse HEAD)" = "$at" ]
	# who names a commit gets that
	quietly git staging start -y --no-switch 0.3.0 main
	[ "$(git rev-parse release/v0.3.0)" != "$at" ]
}

@test "start tells that nothing is asked of such a release" {
	asked
	git switch -q main
	sed -i 's/^\[checklist.final\]/[checklist.major]/' .gitrel
	git commit -q -a -m 'For major releases only'
	git push -q origin main
	run git staging start -y 0.2.0
	exits 0
	says 'has no checklist for such a release'
}

@test "start takes a branch that is there as it is" {
	asked
	git switch -q -c release/v0.2.0
	work a.txt more
	run git staging start -y 0.2.0
	exits 0
	[[ $(git staging) == *"candidate: $(git rev-parse --short=10 HEAD)"* ]]
}

@test "start refuses another commit than that of the branch that is there" {
	asked
	git branch release/v0.2.0
	remember
	run git staging start -y 0.2.0 HEAD~1
	refused 1 "branch 'release/v0.2.0' exists already" 'git staging start 0.2.0 qualifies that'
}

@test "start without -y changes nothing where nobody can be asked, -n never" {
	asked
	remember fingerprint
	run git staging start -n 0.2.0
	exits 0
	says 'refs/rel/evidence/0.2.0' 'record open 0.2.0' 'git branch release/v0.2.0'
	unchanged
}

@test "what a dry run of start shows can be typed" {
	asked
	run git staging start -n 0.2.0
	exits 0
	mapfile -d '' typed < <(typed)
	for line in "${typed[@]}"; do
		quietly eval "$line" || complain "typed: $line"
	done
	[ "$(git symbolic-ref HEAD)" = refs/heads/release/v0.2.0 ]
	[ "$(records open)" = 1 ]
	stands docs open
	quietly git staging push 0.2.0
	[ "$(evidence_there)" = "$(at)" ]
	# and that of a record behind it
	run git staging tick -n docs -m "it's \"fine\""
	says "git update-ref refs/rel/evidence/0.2.0 "
	mapfile -d '' typed < <(typed)
	for line in "${typed[@]}"; do
		quietly eval "$line" || complain "typed: $line"
	done
	stands docs done
}

@test "start counts on from the last release: major, minor, patch" {
	asked
	quietly git staging start -y --no-switch minor
	[ "$(git rev-parse release/v0.2.0)" = "$(git rev-parse main)" ]
	[ "$(records open)" = 1 ]
	run git staging start -y --no-switch minor
	refused 1 '0.2.0 is being qualified already'
	run git staging start -n major
	says "'release/v1.0.0'"
	run git staging start -n patch main
	says "'release/v0.1.1'"
	# as the remote has it by now
	git push -q origin HEAD:refs/tags/v0.3.0
	run git staging start -n minor
	says "'release/v0.4.0'"
	git tag -d v0.1.0
	git push -q origin :v0.1.0 :v0.3.0
	run git staging start -y minor
	refused 128 'there is no released version to count on from' 'name the first one: git staging start 0.1.0'
}

@test "start refuses a release that was begun here" {
	asked
	quietly git staging start -y 0.2.0
	remember
	run git staging start -y 0.2.0
	refused 1 '0.2.0 is being qualified already: ada@example.com began it' \
		'git staging status 0.2.0'
}

@test "start refuses a release that was begun on the remote" {
	asked
	begun
	another bob
	remember
	run git staging start -y 0.2.0
	refused 1 '0.2.0 is being qualified already: ada@example.com began it' \
		'git staging fetch 0.2.0'
}

@test "start refuses a version that is tagged" {
	asked
	remember
	run git staging start -y 0.1.0
	refused 1 "tag 'v0.1.0' exists already"
}

@test "start refuses a branch that only the remote has" {
	asked
	git push -q origin main:refs/heads/release/v0.2.0
	remember
	run git staging start -y 0.2.0
	refused 1 "branch 'release/v0.2.0' exists already on 'origin'" 'git fetch origin'
}

@test "start remembers how the release before ended" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	quietly git staging start -y 0.3.0 main
	open=$(git log -1 --format=%b refs/rel/evidence/0.3.0)
	[[ $open == *'"previous":"0.2.0"'* ]]
	[[ $open == *"\"previousTip\":\"$(git rev-parse refs/rel/evidence/0.2.0)\""* ]]
	[[ $open == *"\"previousSeal\":\"$(git rev-parse refs/rel/seal/0.2.0)\""* ]]
}

@test "a policy that cannot be met is refused before anything begins" {
	asked
	sed -i 's/look = docs note/look = docs none/' .gitrel
	git commit -q -a -m 'A bad policy'
	git push -q origin main
	remember
	run git staging start -y 0.2.0
	refused 128 'none' 'origin/main:.gitrel'
}

# ---- tick -----------------------------------------------------------------

# What people are asked in detail.
in_detail() {
	repo_trunk
	policy <<-'END'
		[roles]
		manager = ada@example.com
		qa = eve@example.com bob@example.com
		[items]
		docs = The manual is up to date
		cov = Coverage is enough [wants cov link, accept cov >= 80]
		qa = QA has looked [by qa, waive manager]
		never = The licences are in order [waive never]
		two = Two have looked [by qa, count 2]
		other = Not by who made it [not-author]
		after = All is said [needs docs]
		kept = The report [wants file]
		[checklist.final]
		look = docs cov qa never two other after kept
		release = @tagged @merged
	END
	begun
}

@test "tick keeps who has said what about which commit" {
	asked
	begun
	run git staging tick -m 'read it twice' docs
	exits 0
	says "docs: pass, on $(git rev-parse --short=10 HEAD)"
	stands docs done
	[[ $(git log -1 --format=%B refs/rel/evidence/0.2.0) == *'"by":"ada@example.com"'*'"message":"read it twice"'* ]]
	here_and_there refs/rel/evidence/0.2.0
	[[ $(git log -1 --format=%B refs/rel/evidence/0.2.0) == *'"time":"2023-11-14T22:13:20Z"'* ]]
	run git staging tick --fail note
	exits 0
	stands note failed
	run git staging tick note
	exits 0
	stands note done
}

@test "tick refuses what is no item, and what is looked at" {
	asked
	begun
	remember
	run git staging tick doc
	refused 1\|128 "there is no 'doc'" "did you mean 'docs'?"
	run git staging tick @tagged
	refused 129 "'@tagged' is looked at each time"
	run git staging tick --waive -m x @merged
	refused 129 "'@merged' is looked at each time"
}

@test "tick asks for values and links, and compares exactly" {
	in_detail
	remember
	run git staging tick cov
	refused 1 "'cov' wants more than that" 'add --value cov=<number>' 'add --link=<url>'
	quietly git staging tick docs
	run git staging
	says 'next: git staging tick cov --value cov=<number> --link=<url>'
	remember
	run git staging tick cov --value cov=79.96 --link https://x.example/
	refused 1 "'cov' has not passed: cov is 79.96, not >= 80"
	run git staging tick cov --value cov=79.99999999999999999999999 --link https://x.example/
	refused 1 "'cov' has not passed"
	for bad in cov= cov=80,0 cov=nan cov=1e3 =80 cov 'cov= 80' cov=0x50; do
		run git staging tick cov --value "$bad" --link https://x.example/
		refused 129 value
	done
	run git staging tick cov --value cov=80 --link ftp://x.example/
	refused 129 'is no link'
	run git staging tick cov --value cov=80 --value cov=81 --link https://x.example/
	refused 129 "'cov' has two values"
	run git staging tick cov --value cov=80.00 --link https://x.example/
	exits 0
	stands cov done
}

@test "a decimal point is a point in all languages" {
	in_detail
	export LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8
	remember
	run git staging tick cov --value cov=79.96 --link https://x.example/
	refused 1 "'cov' has not passed"
	run git staging tick cov --value cov=80,1 --link https://x.example/
	refused 129 'is no value'
	run git staging tick cov --value cov=80.1 --link https://x.example/
	exits 0
	stands cov done
}

@test "what did not pass can be kept with its value" {
	in_detail
	run git staging tick --fail cov --value cov=79.96 --link https://x.example/
	exits 0
	stands cov failed
	[[ $(git log -1 --format=%B refs/rel/evidence/0.2.0) == *'"values":{"cov":"79.96"}'* ]]
}

@test "an item with roles is answered by who has one" {
	in_detail
	remember
	run git staging tick qa
	refused 1 "'qa' is not for ada@example.com to answer: it is for qa (eve@example.com, bob@example.com)"
	run git staging tick --fail qa
	refused 1 "'qa' is not for ada@example.com"
	git config user.email Eve@Example.com
	run git staging tick qa
	exits 0
	stands qa done
}

@test "who waives an item says why, and may" {
	in_detail
	remember
	run git staging tick --waive qa
	refused 129 'say why, with -m'
	run git staging tick --waive -m '' qa
	refused 129 'say why, with -m'
	run git staging tick --na docs
	refused 129 'say why, with -m'
	run git staging tick --waive -m 'no time' never
	refused 1 'it is never waived'
	run git -c user.email=eve@example.com staging tick --waive -m 'no time' qa
	refused 1 'it is waived by manager (ada@example.com)'
	run git staging tick --waive --fail -m x docs
	refused 129 'not several'
	run git staging tick --waive -m 'no time' qa
	exits 0
	stands qa waived
	run git staging tick --na -m 'no manual' docs
	exits 0
	stands docs 'not applicable'
	run git staging
	says '[w] qa: QA has looked  (ada@example.com) no time' \
		'[-] docs: The manual is up to date  (ada@example.com) no manual'
	run git staging report
	says ', ada@example.com (unsigned): no manual'
}

@test "that nobody is left who may answer is told" {
	repo_trunk
	policy <<-'END'
		[roles]
		dev = ada@example.com eve@example.com bob@example.com
		[items]
		two = Two have looked [by dev, count 2, not-author]
		[checklist.final]
		look = two
	END
	begun
	git -c user.email=bob@example.com commit -q --allow-empty -m 'By both' --author='Eve <eve@example.com>'
	quietly git staging push -y
	run git staging tick two
	exits 0
	git staging status 0.2.0 >"$T/status"
	grep '1 of 2 have answered, and nobody is left who may: waive it, or let somebody else push' "$T/status" ||
		complain "$(cat "$T/status")"
}

@test "what does not apply is waived by who may waive" {
	repo_trunk
	policy <<-'END'
		[roles]
		manager = ada@example.com
		[items]
		ever = Never without it [waive never]
		some = Some may [waive manager]
		any = Anybody may
		[checklist.final]
		look = ever some any
	END
	begun
	remember
	run git staging tick --na -m x ever
	refused 1 'to call it not applicable is to waive it, and it is never waived'
	run git -c user.email=eve@example.com staging tick --na -m x some
	refused 1 'it is waived by manager (ada@example.com)'
	quietly git staging tick --na -m x some
	quietly git -c user.email=eve@example.com staging tick --na -m x any
	stands some 'not applicable'
	stands any 'not applicable'
	# nor does one count that was made by other means
	git update-ref refs/rel/evidence/0.2.0 "$(git cat-file commit refs/rel/evidence/0.2.0 |
		sed '1,/^$/d; s/"name":"any"/"name":"ever"/' |
		git commit-tree -p refs/rel/evidence/0.2.0 'refs/rel/evidence/0.2.0^{tree}')"
	stands ever open
}

@test "two people answer where two are asked" {
	in_detail
	quietly git -c user.email=eve@example.com staging tick two
	stands two pending
	quietly git -c user.email=EVE@example.com staging tick two
	stands two pending
	run git staging
	says '1 of 2 have answered'
	quietly git -c user.email=bob@example.com staging tick two
	stands two done
	run git staging
	says 'Two have looked  (EVE@example.com, bob@example.com)'
	# whose answers are stale: both
	git commit -q --allow-empty -m more
	quietly git -c staging.bind=commit staging push -y
	run git -c staging.bind=commit staging
	says '(pass by EVE@example.com, bob@example.com, of'
	quietly git -c user.email=eve@example.com staging tick two
	quietly git -c user.email=bob@example.com staging tick two
	stands two done
	quietly git -c user.email=bob@example.com staging tick --fail two
	stands two failed
	quietly git -c user.email=bob@example.com staging tick two
	stands two pending
}

@test "who made the candidate does not judge it where the policy says so" {
	in_detail
	remember
	run git staging tick other
	refused 1 "'other' is not for ada@example.com to answer: whoever made the candidate"
	quietly git -c user.email=eve@example.com staging tick other
	stands other done
}

@test "an item comes after what it needs" {
	in_detail
	remember
	run git staging tick after
	refused 1 "'after' comes after what it needs" 'docs: open'
	quietly git staging tick docs
	quietly git staging tick after
	stands after done
}

@test "an item comes after its parts, but for those that may stay open" {
	repo_trunk
	policy <<-'END'
		[items]
		review = All have looked
		docs = The manual
		code = The code
		more = More
		late = Ran the rest [needs rest]
		rest = The rest
		[checklist.final]
		look = review (docs code more?) late
	END
	begun
	run git staging
	says 'next: git staging tick docs'
	remember
	run git staging tick review
	refused 1 "'review' comes after what it needs" 'docs: open' 'code: open'
	run ! grep -q more: <<<"$output"
	quietly git staging tick docs
	quietly git staging tick --fail code
	run git staging tick review
	exits 1
	says 'code: failed'
	# that it did not pass can be said before
	quietly git staging tick --fail review
	quietly git staging tick --waive -m 'nobody has time' code
	run git staging
	says 'next: git staging tick review'
	quietly git staging tick review
	run git staging
	says 'next: git staging tick rest'
}

@test "a file is kept with its digest, two of one name are two" {
	in_detail
	remember
	run git staging tick kept
	refused 1 'add --file=<path>'
	run git staging tick kept --file "$T/nothing"
	refused 1\|128 nothing
	echo one >"$T/report"
	quietly git staging tick kept --file "$T/report"
	echo two >"$T/report"
	quietly git staging tick kept --file "$T/report"
	[ "$(git ls-tree -r refs/rel/evidence/0.2.0 | wc -l)" = 2 ]
	[[ $(git log -1 --format=%B refs/rel/evidence/0.2.0) == *"\"fileDigest\":\"$(sha256sum <"$T/report" | cut -d' ' -f1)\""* ]]
	remember
	head -c $((1024 * 1024 + 1)) /dev/zero >"$T/large"
	run git staging tick kept --file "$T/large"
	refused 1\|128 '--file'
	stands kept done
}

@test "a branch that moved makes a new candidate, and answers of the old one are stale" {
	asked
	begun
	quietly git staging tick docs
	work a.txt more
	run git staging
	says "next: git staging push 0.2.0" "('release/v0.2.0' is at"
	remember
	run git staging tick docs
	refused 1 "'release/v0.2.0' is at" 'the candidate is' 'git staging push 0.2.0 makes it'
	quietly git staging push -y
	stands docs stale
	run git staging
	says '[~] docs' "(pass by ada@example.com, of $(git rev-parse --short=10 HEAD~1))"
	quietly git staging tick docs
	stands docs done
}

# Three that are about docs/, one about one file, and a gate.
about_paths() {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date [paths docs/*]
		all = Everything is
		[item.below]
		ask = The manual again
		paths = docs/
		[item.one]
		ask = The list
		paths = LIST *.lst
		[gate.spell]
		run = exit 0
		paths = docs/*
		[checklist.final]
		look = docs all below one spell
		release = @tagged
	END
	begun
	quietly git staging run
	for item in docs all below one; do quietly git staging tick $item; done
}

@test "an answer about some paths is stale once one of them is changed, else not" {
	about_paths
	was=$(git rev-parse --short=10 HEAD)
	work a.txt more
	quietly git staging push -y
	stands all stale
	for item in docs below one spell; do stands $item done; done
	run git staging
	says '[x] docs' "(ada@example.com, of $was)"
	run git staging run
	says 'no gate is due'
	mkdir -p docs/deep
	work docs/deep/page.txt new
	quietly git staging push -y
	for item in docs below spell; do stands $item stale; done
	stands one done
	git mv docs/deep/page.txt page.lst
	git commit -q -m 'Move it'
	quietly git staging push -y
	# as it was before there was one
	for item in docs below spell; do stands $item done; done
	stands one stale
}

@test "an answer by who has the role no more says so, not that an older one is stale" {
	repo_trunk
	policy <<-'END'
		[roles]
		qa = ada@example.com
		[items]
		qa = QA has looked [by qa]
		[checklist.final]
		look = qa
		release = @tagged
	END
	begun
	quietly git staging tick qa
	work a.txt more
	quietly git staging push -y
	quietly git staging tick qa
	git switch -q main
	sed -i 's/^qa = ada@/qa = eve@/' .gitrel
	git commit -q -a -m 'Eve is QA'
	git push -q origin main
	git switch -q release/v0.2.0
	stands qa open
	run git staging
	says '[ ] qa: QA has looked  for qa  (ada@example.com has answered, whom it is not for)'
}

@test "what a release goes out with, and what was found, is said in words" {
	asked
	begun
	remember
	run git staging known-issue add ''
	refused 129 'say what the issue is'
	run git staging finding add low ''
	refused 129 'say what was found'
}

@test "a release branch is there once the remote has it" {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = @branch docs
		release = @tagged
	END
	git config rel.finish push
	quietly git staging start -y 0.2.0
	stands @branch open
	run git staging
	says "'origin' does not have it"
	quietly git staging tick docs
	run git staging
	says 'next: git staging push 0.2.0'
	quietly git staging push -y
	stands @branch done
	at=$(git rev-parse --short=10 HEAD)
	work a.txt more
	stands @branch open
	run git staging
	says "'origin' has it at $at"
	quietly git staging push -y
	quietly git staging tick docs
	stands @branch done
	quietly git rel finish -y 0.2.0
	stands @branch done
}

@test "next is what this person can do, else who can" {
	repo_trunk
	policy <<-'END'
		[roles]
		qa = eve@example.com bob@example.com
		[items]
		qa = QA has looked [by qa]
		two = Two have looked [count 2]
		[checklist.final]
		look = qa two
		release = @tagged
	END
	begun
	run git staging
	says 'next: git staging tick two'
	quietly git staging tick two
	run git staging
	says 'next: git staging tick qa' '(it is for qa (eve@example.com, bob@example.com))'
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging tick qa --of 0.2.0
	cd "$R"
	quietly git staging fetch
	run git staging
	says 'next: git staging tick two' '(another person has to)'
}

@test "next is what would move the branch, before anybody answers" {
	asked
	printf '[version]\nfiles = VERSION\n' >>.gitrel
	sed -i 's/^look = .*/look = @rc docs note/' .gitrel
	sed -i 's/^model = trunk/&\ntag-message = Release {description}/' .gitrel
	git commit -q -a -m 'Version files and candidates'
	git push -q origin main
	begun
	echo 0.1.0 >VERSION
	git commit -q -a -m 'Not yet'
	quietly git staging push -y
	run git staging
	says 'next: git rel bump'
	git switch -q main
	run git staging
	says 'next: git switch release/v0.2.0 && git rel bump'
	git switch -q release/v0.2.0
	quietly git rel bump -y
	quietly git staging push -y
	run git staging
	says 'next: git rel rc'
	quietly git rel rc -y
	run git staging
	says 'next: git staging tick docs'
	quietly git staging tick docs
	quietly git staging tick note
	run git staging
	says 'next: git rel finish 0.2.0 -m <description>'
}

@test "what finish makes true is not to be answered again" {
	asked
	quietly git staging start -y 0.2.0
	stands @merged done
	work d.txt more
	run git staging
	[[ $output != *'again: @merged'* ]]
	says 'next: git staging push 0.2.0'
}

@test "next is the first open thing of the list that a command does" {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		note = Anybody may look
		bench = Benchmarks [wants ms, accept ms <= 110% of previous]
		[checklist.final]
		pre-release = docs
		candidate = @rc bench
		release = note @tagged
	END
	git switch -q -c release/v0.2.0
	quietly git staging start -y 0.2.0
	run git staging
	says 'next: git staging push 0.2.0'
	quietly git staging push -y
	run git staging
	says 'next: git staging tick docs'
	quietly git staging tick docs
	run git staging
	says 'next: git rel rc'
	quietly git rel rc -y
	remember
	run git staging tick bench --value ms=3
	refused 1 "'bench' has not passed" '--waive -m <why> goes on without it'
	quietly git staging tick bench --waive -m 'the first to be measured'
	run git staging
	says 'next: git staging tick note'
}

@test "notes that nobody has cut yet are built, and those that say nothing are written" {
	repo_trunk
	printf '# Changelog\n\n## [Unreleased]\n\n### Added\n- A thing\n' >CHANGELOG.md
	git add CHANGELOG.md
	git commit -q -m 'A changelog'
	policy <<-'END'
		[notes]
		style = keepachangelog
		[checklist.final]
		look = @notes:dated
		release = @tagged
	END
	git switch -q -c release/v0.2.0
	quietly git staging start -y 0.2.0
	run git staging
	says 'next: git rel notes build'
	quietly git rel notes build -y
	quietly git staging push -y
	stands @notes:dated done
	sed -i '/A thing/d; /### Added/d' CHANGELOG.md
	git commit -q -a -m 'Nothing to say'
	quietly git staging push -y
	run git staging
	says 'next: git rel notes edit'
}

@test "next names what finish would refuse for" {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		clean = @findings:medium Nothing is left
		green = All is well [needs clean]
		[checklist.final]
		look = docs clean green
		release = @tagged
	END
	begun
	quietly git staging tick docs
	quietly git staging finding add low 'A blank too many'
	quietly git staging finding add high 'It loses data'
	quietly git staging withdraw docs
	run git staging
	says 'next: git staging tick docs'
	quietly git staging tick docs
	run git staging
	says 'next: git staging finding fix 2' '(once it is mended)'
	quietly git staging finding fix 2
	run git staging
	says 'next: git staging tick green'
	quietly git staging finding add medium 'It is slow'
	run git staging
	says 'next: git staging finding fix 3'
	quietly git staging tick green --waive -m 'It is slow'
	run git staging
	says 'next: git staging finding fix 3'
	quietly git staging finding fix 3
	run git staging
	says 'next: git rel finish 0.2.0'
}

@test "a slip of a word is told" {
	asked
	remember
	run git staging start majr
	refused 129 "did you mean 'major'?"
	run git rel start minr
	refused 129 "did you mean 'minor'?"
	run git rel abort
	refused 129 "did you mean 'git rel --abort'?"
	run git staging 0.2.0
	refused 129 "did you mean 'git staging status 0.2.0'?"
	run git staging --forge
	refused 129 'git staging status -h'
	for verb in finding known-issue withdraw; do
		run git staging "$verb" --list-args
		exits 0
	done
	[[ $(git staging finding --list-args) == add*fix ]]
	[[ $(git staging known-issue --list-args) == add*withdraw ]]
	begun
	[[ $(git staging withdraw --list-args) == docs*note ]]
}

# What only a forge knows, where there is none.
without_forge() {
	repo_trunk
	policy <<-END
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = $1 docs
		release = @tagged
	END
}

@test "start refuses a list that no forge can meet" {
	without_forge @ci
	git remote set-url origin "$REMOTE"
	remember
	run git staging start -y 0.2.0
	refused 1 "'@ci' can never be met" "remote 'origin' is on no host" "put '?' behind it"
	policy <<-'END'
		[gate.full]
		workflow = release-check.yml
		[checklist.final]
		look = full
		release = @tagged
	END
	remember
	run git staging start -y 0.2.0
	refused 1 "'full' can never be met" "remote 'origin' is on no host" \
		"put '?' behind it, in origin/main:.gitrel"
	# what may stay open, and is needed all the same
	policy <<-'END'
		[items]
		ci = @ci It builds
		green = All is well [needs ci]
		[checklist.final]
		look = ci? green
		release = @tagged
	END
	remember
	run git staging start -y 0.2.0
	refused 1 "'ci' can never be met" "'green' needs it: take it out there, in origin/main:.gitrel"
}

@test "what no forge can tell says so, and stops nothing where it is optional" {
	without_forge '@ci?'
	begun
	run git staging
	says '[?] @ci: CI passes  (optional)' "nobody knows the forge of 'origin'"
	quietly git staging tick docs
	quietly git rel finish -y 0.2.0
}

@test "an answer grows too old" {
	repo_trunk
	policy <<-'END'
		[items]
		ci = Somebody has looked [max-age 1d]
		[checklist.final]
		look = ci
		release = @tagged
	END
	begun
	GIT_COMMITTER_DATE="$(($(date +%s) - 90000)) +0000" quietly git staging tick ci
	stands ci stale
	run git staging
	says 'it is too old'
	GIT_COMMITTER_DATE="$(($(date +%s) - 80000)) +0000" quietly git staging tick ci
	stands ci done
}

# ---- findings and what else is noted --------------------------------------

@test "findings are added, fixed, and block what asks for them" {
	repo_trunk
	policy <<-'END'
		[items]
		findings = @findings:medium Nothing serious is open
		[checklist.final]
		look = findings
		release = @tagged
	END
	begun
	stands findings done
	run git staging finding add --link https://x.example/1 high 'it burns'
	exits 0
	says 'finding 1 (high): it burns'
	run git staging status 0.2.0
	says 'finding 1 (high): it burns'
	quietly git staging finding add low 'a typo'
	stands findings open
	remember
	run git rel finish -y 0.2.0
	refused 1 'findings: open (1 open)'
	run git staging finding fix 3
	refused 1\|128 "there is no finding '3'"
	run git staging finding add urgent x
	refused 129 "'urgent' is no severity"
	run git staging finding forget 1
	refused 129 "'forget' is neither add nor fix"
	quietly git staging finding fix 1
	stands findings done
	remember
	run git staging finding fix 1
	refused 1 'finding 1 is fixed already'
	run git staging known-issue add 'it is slow'
	exits 0
	says 'known issue 1: it is slow'
	[ "$(records known-issue)" = 1 ]
}

@test "a known issue is taken back by who gave it" {
	asked
	begun
	quietly git staging known-issue add 'it is slow'
	quietly git staging known-issue add 'it is loud'
	run git staging report
	says '- it is slow' '- it is loud'
	remember
	run git staging known-issue withdraw 3
	refused 1\|128 "there is no known issue '3'" '1: it is slow' '2: it is loud'
	run git -c user.email=eve@example.com staging known-issue withdraw 1
	refused 1 'known issue 1 is by ada@example.com, who alone can take it back'
	run git staging known-issue withdraw
	refused 129 'say which one: its number'
	run git staging known-issue withdraw 1
	exits 0
	says 'known issue 1 is withdrawn: it is slow'
	run git staging report
	[[ $output != *'it is slow'* ]]
	says '- it is loud'
	git staging report --format=html >"$T/page.html"
	run cat "$T/page.html"
	[[ $output != *'it is slow'* ]]
	says 'it is loud'
	remember
	run git staging known-issue withdraw 1
	refused 1 'known issue 1 is withdrawn already'
	another eve
	quietly git staging fetch 0.2.0
	run git staging report 0.2.0
	[[ $output != *'it is slow'* ]]
	run git staging verify 0.2.0
	exits 0
}

@test "a candidate that is tagged is named" {
	repo_trunk
	policy <<-'END'
		[checklist.final]
		look = @rc
	END
	begun
	git tag v0.2.0-rc1
	run git staging
	exits 0
	grep -qxF '  [x] @rc: Release candidate tagged  (0.2.0-rc1)' <<<"$output"
	[[ $(git staging status --json) == *'"why":"0.2.0-rc1"'* ]]
	git commit -q --allow-empty -m 'One more thing'
	quietly git staging push -y
	run git staging
	says '[x] @rc: Release candidate tagged  (0.2.0-rc1, and 1 commit since: git rel rc tags the next)'
}

@test "an answer is taken back by who gave it" {
	asked
	begun
	remember
	run git staging withdraw docs
	refused 1\|128 "nobody has answered 'docs'"
	quietly git staging tick docs
	stands docs done
	remember
	run git -c user.email=eve@example.com staging withdraw docs
	refused 1 "the answer to 'docs' in" 'is by ada@example.com, who alone can take it back'
	quietly git staging withdraw docs
	stands docs open
	# what is taken back is so once, and the one before comes next
	remember
	run git staging withdraw docs
	refused 1\|128 "nobody has answered 'docs'"
	quietly git staging tick --fail docs
	first=$(git rev-parse --short=10 refs/rel/evidence/0.2.0)
	quietly git staging tick docs
	quietly git -c user.email=eve@example.com staging tick docs
	quietly git staging withdraw docs
	run git staging withdraw docs
	exits 0
	says "docs: the answer in $first is withdrawn"
	stands docs done
	quietly git -c user.email=eve@example.com staging withdraw docs
	stands docs open
	quietly git staging tick docs
	stands docs done
}

@test "close comes when nothing is left to do, and once" {
	asked
	sed -i 's/release = .*/&\nafter = told/; s/note = .*/&\ntold = Everybody knows/' .gitrel
	git commit -q -a -m 'And tell'
	git push -q origin main
	begun
	remember
	run git staging close
	refused 1 '0.2.0 is not through' 'docs: open' '@tagged: open' 'told: open'
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	remember
	run git staging close
	refused 1 'told: open'
	quietly git staging tick told
	run git staging close
	exits 0
	says '0.2.0 is closed: nothing is left to do'
	[ "$(records close)" = 1 ]
	here_and_there refs/rel/evidence/0.2.0
	remember
	run git staging close 0.2.0
	refused 1 '0.2.0 is closed already'
	run git staging status 0.2.0
	says '0.2.0 is closed'
	run git staging
	exits 1\|128
	says 'no release is being qualified here'
}

@test "close is for a release that is out, and that has a checklist" {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
	END
	begun
	quietly git staging tick docs
	remember
	run git staging close 0.2.0
	refused 1 "0.2.0 is not released: there is no tag 'v0.2.0'" 'git rel finish 0.2.0'
	git tag v0.2.0
	git switch -q main
	sed -i 's/checklist.final/checklist.major/' .gitrel
	git commit -q -a -m 'Only majors have one'
	git push -q origin main
	remember
	run git staging close 0.2.0
	refused 1 'has no checklist for such a release'
}

@test "nothing is recorded of a release that is closed, and what came beside is told" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging known-issue --of 0.2.0 --no-push add 'slow on mondays'
	cd "$R" || return
	quietly git staging close 0.2.0
	remember
	for what in 'finding add low x' 'known-issue add y' 'withdraw docs' 'tick docs' run; do
		# shellcheck disable=SC2086 # words
		set -- $what
		run git staging "$1" --of 0.2.0 "${@:2}"
		refused 1 '0.2.0 is closed: nothing more is recorded of it'
	done
	run git staging verify 0.2.0
	exits 0
	run ! grep -q closed <<<"$output"
	cd "$T/bob" || return
	run git staging known-issue --of 0.2.0 add 'and on tuesdays'
	exits 0
	says '0.2.0 was closed by ada@example.com meanwhile, 2023-' 'git staging verify 0.2.0'
	run git staging verify 0.2.0
	exits 0
	says 'warning: ' ': 2 records came after it was closed'
}

@test "what was closed and not shared is shared by a push" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	run git staging close --no-push
	exits 0
	run git staging
	says 'next: git staging push 0.2.0'
	quietly git staging push -y
	here_and_there refs/rel/evidence/0.2.0
	run git staging
	exits 1\|128
}

@test "which of several releases is asked, and named" {
	asked
	quietly git staging start -y 0.2.0
	quietly git staging start -y 0.3.0 main
	git switch -q main
	git branch -q -D release/v0.2.0 release/v0.3.0
	run git staging
	exits 129
	says 'which release? there are 2' 0.2.0 0.3.0
	run git staging status 0.3.0
	exits 0
}

# ---- what finish makes of it ----------------------------------------------

@test "finish refuses with all that is missing, and takes it when it is met" {
	asked
	begun
	remember
	run git rel finish -y 0.2.0
	refused 1 '0.2.0 is not qualified on' 'docs: open' 'note: open' 'git staging status 0.2.0'
	run ! grep -q '@tagged' <<<"$output"
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0 refs/tags/v0.2.0 refs/heads/main
	[ "$(git rev-parse 'refs/rel/seal/0.2.0^{}')" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	# who has let it go, and what
	[ "$(records release)" = 1 ]
	[[ $(git log -1 --format=%B refs/rel/evidence/0.2.0) == *"\"commit\":\"$(git rev-parse 'v0.2.0^{}')\""*'"name":"v0.2.0"'* ]]
	sum=$(git log --reverse --format=%b refs/rel/evidence/0.2.0 | grep '^{' | sha256sum)
	[[ $(git cat-file tag refs/rel/seal/0.2.0) == *"\"records\":\"4\",\"sha256\":\"${sum%% *}\""* ]]
	released 0.2.0
}

@test "what goes out is what was qualified" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	git config rel.finish pr
	work c.txt 'a cure'
	quietly git staging push -y
	quietly git staging tick docs
	quietly git staging tick note
	git switch -q main
	git merge -q --no-ff --no-commit release/v0.2.0
	echo more >>a.txt
	git commit -q -a -m 'Merge with one more thing'
	git push -q origin main
	remember
	run git rel finish -y 0.2.0
	refused 1 'what is released is' 'what was qualified is' 'and their files differ' \
		"merge 'main' into 'release/v0.2.0' and qualify that: git staging push 0.2.0"
	# a merge that adds nothing is another commit with the same files
	git reset -q --hard main~1
	git merge -q --no-ff --no-edit release/v0.2.0
	git push -q -f origin main
	quietly git rel finish -y 0.2.0
	released 0.2.0
}

@test "evidence and seal go in the push of the release, or nothing does" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	on_server_refuse 'refs/rel/seal/*'
	remember
	run git rel finish -y 0.2.0
	exits 1
	unchanged_there
	on_server_allow
	[ ! -e .git/rel/journal ] || quietly git rel --abort
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0 refs/tags/v0.2.0
}

@test "a release that was taken back is qualified still, and sealed again" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note --no-push
	git config rel.push false
	quietly git rel finish -y --no-push 0.2.0
	git rev-parse -q --verify refs/rel/seal/0.2.0
	quietly git rel undo -y
	run ! git rev-parse -q --verify refs/rel/seal/0.2.0
	[ "$(records item)" = 2 ]
	git config --unset rel.push
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0 refs/tags/v0.2.0
}

@test "what was not pushed is asked about again when it is, and goes with its seal" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y --no-push 0.2.0
	seal=$(git rev-parse refs/rel/seal/0.2.0)
	(
		another bob
		quietly git staging fetch 0.2.0
		quietly git staging tick --of 0.2.0 --fail docs
	)
	remember
	run git rel finish -y 0.2.0
	refused 1 'docs: failed'
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 docs
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0 refs/tags/v0.2.0 refs/heads/main
	[ "$(git rev-parse 'refs/rel/seal/0.2.0^{}')" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	[ "$(git rev-parse refs/rel/seal/0.2.0)" != "$seal" ]
	run git staging verify 0.2.0
	exits 0
}

@test "a seal that nobody has seen goes out as it is" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y --no-push 0.2.0
	seal=$(git rev-parse refs/rel/seal/0.2.0)
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0 refs/tags/v0.2.0 refs/heads/main
	[ "$(git rev-parse refs/rel/seal/0.2.0)" = "$seal" ]
}

@test "an answer between look and push is not passed by" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	another bob
	quietly git staging fetch 0.2.0
	cd "$R" || return
	cat >.git/hooks/pre-push <<-END
		#!/bin/sh
		unset \$(git rev-parse --local-env-vars)
		cat >/dev/null
		rm -f "\$0"
		cd '$T/bob' && git staging tick --of 0.2.0 --fail docs >/dev/null
	END
	chmod +x .git/hooks/pre-push
	remember
	run git rel finish -y 0.2.0
	exits 1
	[ -z "$(git -C "$REMOTE" for-each-ref refs/tags/v0.2.0 refs/rel/seal)" ]
	[ ! -e .git/rel/journal ]
	run git rel finish -y 0.2.0
	exits 1
	says 'docs: failed'
}

@test "git rel tag asks for evidence, seals it, and looks again at what was not pushed" {
	asked
	begun
	git switch -q main
	git merge -q --no-ff --no-edit release/v0.2.0
	git push -q origin main
	remember
	run git rel tag 0.2.0 HEAD
	refused 1 'docs: open'
	quietly git staging tick --of 0.2.0 docs
	quietly git staging tick --of 0.2.0 note
	quietly git rel tag --no-push 0.2.0 HEAD
	quietly git staging tick --of 0.2.0 --fail note
	remember
	run git rel tag 0.2.0 HEAD
	refused 1 'note: failed'
	quietly git staging tick --of 0.2.0 note
	quietly git rel tag 0.2.0 HEAD
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0 refs/tags/v0.2.0
	run git staging verify 0.2.0
	exits 0
}

@test "a release that nobody has opened goes out with a note" {
	asked
	quietly git rel start --push 0.2.0
	work c.txt 'a cure'
	git config rel.finish push
	run git rel finish -y 0.2.0
	exits 0
	says 'has a checklist for it, and nobody has opened it: git staging start 0.2.0'
}

@test "finish counts what only the remote has" {
	asked
	begun
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 docs
	quietly git staging tick --of 0.2.0 note
	cd "$R" || return
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
	[ "$(records item)" = 2 ]
}

@test "undo takes no evidence back that is on the remote, nor half of a push" {
	asked
	begun
	remember
	run git rel undo -y
	refused 1 "it is public: 'origin' has the evidence of 0.2.0" \
		'git staging close --give-up -m <why> 0.2.0'
	here_and_there refs/heads/release/v0.2.0 refs/rel/evidence/0.2.0
	quietly git staging tick docs
	remember
	run git rel undo -y
	refused 1 "it is public: 'origin' has the evidence of 0.2.0" \
		'git staging withdraw <item>'
	[ "$(git rel log | grep -c 'git staging tick docs')" -eq 1 ]
	# of what has ended nothing is taken back, nor given up
	quietly git staging close -y --give-up -m broken 0.2.0
	run git rel undo -y
	exits 1
	says "it is public: 'origin' has the evidence of 0.2.0"
	[[ $output != *hint:* ]] || complain "$output"
}

@test "undo of a release that was pushed names what is public as before" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	remember
	run git rel undo -y
	refused 1 'it is public' 'git rel hotfix'
}

@test "undo takes no release back whose seal has come to the remote; finish takes that" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	git config rel.rule.evidence append-only
	quietly git rel finish -y --no-push 0.2.0
	git push -q origin 'refs/rel/evidence/*:refs/rel/evidence/*' 'refs/rel/seal/*:refs/rel/seal/*'
	seal=$(git rev-parse refs/rel/seal/0.2.0)
	remember
	run git rel undo -y
	refused 1 "it is public: 'refs/rel/seal/0.2.0' is on 'origin'"
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0 refs/tags/v0.2.0 refs/heads/main
	[ "$(git rev-parse refs/rel/seal/0.2.0)" = "$seal" ]
	quietly git staging verify 0.2.0
}

@test "a release is given up, with a reason, and may be begun again" {
	asked
	begun
	quietly git staging tick docs
	remember
	run git staging close --give-up
	refused 129 'say why, with -m <text>'
	run git staging close --give-up -m 'too soon' --no-push
	exits 0
	says '0.2.0 is given up' 'git staging start 0.2.0 begins it again'
	run git staging
	says '0.2.0 was given up by ada@example.com: too soon' 'next: git staging push 0.2.0'
	quietly git staging push -y
	here_and_there refs/rel/evidence/0.2.0
	run git staging
	says '0.2.0 was given up by ada@example.com: too soon'
	remember
	run git staging close --give-up -m again
	refused 1 '0.2.0 was given up already' 'git staging start 0.2.0'
	run git staging tick note
	refused 1 '0.2.0 was given up: nothing more' 'git staging start 0.2.0 begins it again'
	run git rel finish -y 0.2.0
	refused 1 '0.2.0 was given up by ada@example.com: too soon' 'git staging start 0.2.0'
	# its branch may have gone
	git switch -q main
	git branch -q -D release/v0.2.0
	git push -q origin --delete release/v0.2.0
	remember
	run git staging
	refused 128 'no release is being qualified here'
	run git staging start -y 0.2.0
	exits 0
	quietly git staging push -y
	stands docs stale
	[ "$(records open)" = 1 ]
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	run git staging verify 0.2.0
	exits 0
}

@test "a release that is there is not given up" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	remember
	run git staging close --give-up -m late 0.2.0
	refused 1 "0.2.0 is released: tag 'v0.2.0' is there"
}

@test "start names the way back to a branch that was deleted" {
	asked
	begun
	git switch -q main
	at=$(git rev-parse --short=10 release/v0.2.0)
	git branch -q -D release/v0.2.0
	git push -q origin --delete release/v0.2.0
	remember
	run git staging start -y 0.2.0
	refused 1 'is being qualified already' "git branch release/v0.2.0 $at brings its branch back"
	git branch release/v0.2.0 "$at"
	quietly git staging push -y 0.2.0
	here_and_there refs/heads/release/v0.2.0 refs/rel/evidence/0.2.0
}

@test "a release that was given up begins again with a later commit, its branch with it" {
	asked
	quietly git staging start -y 0.2.0 main~1
	quietly git staging push -y
	quietly git staging close --give-up -m 'the wrong commit'
	quietly git staging start -y 0.2.0 main
	[ "$(git rev-parse HEAD release/v0.2.0)" = "$(git rev-parse main main)" ]
	[ -z "$(git status --porcelain)" ]
	quietly git staging push -y
	here_and_there refs/heads/release/v0.2.0 refs/rel/evidence/0.2.0
	run git staging status
	says "candidate: $(git rev-parse --short=10 main)"
}

@test "one that was given up begins with an earlier commit once its branch is out of the way" {
	asked
	begun
	quietly git staging close --give-up -m 'the wrong commit'
	remember
	run git staging start -y 0.2.0 main
	refused 1 "branch 'release/v0.2.0' exists already" 'which that commit does not have'
	eval "$(sed -n 's/^hint: \(git branch -m .*\), then start it again$/\1/p' <<<"$output")"
	quietly git staging start -y 0.2.0 main
	[ "$(git rev-parse release/v0.2.0)" = "$(git rev-parse main)" ]
	quietly git staging push -y
	here_and_there refs/heads/release/v0.2.0 refs/rel/evidence/0.2.0
}

@test "one that was given up is not one of those that are open" {
	asked
	begun
	quietly git staging close --give-up -m no
	git switch -q main
	begun 0.3.0
	git switch -q main
	run git staging status
	exits 0
	says "0.3.0 on 'release/v0.3.0'"
	run git staging tick docs
	exits 0
	[ "$(records item 0.3.0)" = 1 ]
	# nor is any of them, once all are
	quietly git staging close --give-up -m no
	git switch -q main
	run git staging status
	exits 128
	says 'no release is being qualified here' '0.2.0 was given up: git staging status 0.2.0' \
		'0.3.0 was given up: git staging status 0.3.0'
	[[ $output != *closed* ]] || complain "$output"
	run git rel
	says "release 0.2.0 on 'release/v0.2.0': it was given up (no)" 'next: git rel start'
}

@test "a release that has no branch to be merged back into does not begin" {
	repo_trunk
	cat >.gitrel <<-'END'
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged @merged
	END
	git add .gitrel
	git commit -q -m 'The policy'
	git push -q origin main
	remember
	run git staging start -y 0.2.0 main
	refused 128 "a release is merged back in the end: there is no branch 'develop' here" \
		'git config rel.develop' 'model = trunk below [release]'
	run git rel start -y 0.2.0 main
	refused 128 "a release is merged back in the end: there is no branch 'develop' here"
	run git rel hotfix -y
	refused 128 "a release is merged back in the end: there is no branch 'develop' here"
	git config rel.develop ''
	run git staging start -y 0.2.0 main
	exits 0
}

@test "next is the first thing that is open, be it a finding or an answer" {
	asked
	policy <<-'END'
		[items]
		clean = @findings:medium Nothing is left
		docs = The manual is up to date
		[checklist.final]
		look = clean docs
		release = @tagged
	END
	begun
	quietly git staging finding add high 'It loses data'
	run git staging
	says 'next: git staging finding fix 1'
	quietly git staging finding fix 1
	run git staging
	says 'next: git staging tick docs'
}

@test "next is to go where a gate runs" {
	repo_trunk
	policy <<-'END'
		[gate.good]
		run = true
		[checklist.final]
		look = good
		release = @tagged
	END
	git switch -q -c release/v0.2.0
	echo 0.2.0 >VERSION
	git commit -q -a -m 'Prepare the release'
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	run git staging
	says 'next: git staging run good'
	git switch -q main
	run git staging
	says 'next: git switch release/v0.2.0 && git staging run good'
	colleague main 'echo more >more.txt'
	git fetch -q
	git switch -q release/v0.2.0
	quietly git staging push -y
	run git staging
	says 'next: git switch release-qual/0.2.0 && git staging run good'
	quietly eval "$(sed -n 's/^next: //p' <<<"$output")"
	stands good done
}

@test "with evidence = required a checklist that nobody has opened lets no release out" {
	repo_trunk
	policy <<-'END'
		[staging]
		evidence = required
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged @merged
	END
	quietly git rel start 0.2.0
	git config rel.finish push
	remember
	run git rel finish -y
	refused 1 '0.2.0 is not qualified: origin/main:.gitrel has a checklist for it, and nobody has opened it' \
		'docs: The manual is up to date' 'hint: git staging start 0.2.0'
	run git rel tag -y 0.2.0
	refused 1 'nobody has opened it'
	# nor is it up to whoever releases
	run git -c staging.evidence=auto rel finish -y
	exits 1
	git staging start -y 0.2.0 || complain "the hint"
	quietly git staging tick docs
	quietly git rel finish -y
}
