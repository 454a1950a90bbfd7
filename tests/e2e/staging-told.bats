#!/usr/bin/env bats
# What git staging says in passing: counts, reasons, what comes next, for people and
# for programs.

load lib
load staging

setup() { sealed; }

# of_release <jq filter>: what status --json has of the release
of_release() { git staging status --json | jq -r "select(.release) | $1"; }

# ---- status, for programs ---------------------------------------------------

@test "status --json has the candidate, and the command that comes next" {
	asked
	begun
	[ "$(of_release .candidate)" = "$(git rev-parse HEAD)" ]
	[ "$(of_release '.release, .branch, .state')" = $'0.2.0\nrelease/v0.2.0\nopen' ]
	[ "$(of_release .next)" = 'git staging tick docs' ]
	[ "$(of_release .unshared)" = false ]
	quietly git staging tick docs --no-push
	[ "$(of_release .unshared)" = true ]
	[ "$(of_release .next)" = 'git staging tick note' ]
}

@test "status --json tells why nothing is to be done, and what is to be done again" {
	asked
	begun
	quietly git staging tick docs
	work a.txt more
	[ "$(of_release .next)" = 'git staging push 0.2.0' ]
	[[ $(of_release .moved) == "'release/v0.2.0' "* ]]
	[[ $(of_release '.again[]') == 'docs, by ada@example.com'* ]]
	quietly git staging push -y
	quietly git staging close --give-up -m 'No need'
	[ "$(of_release '.state, .reason')" = $'given up\nNo need' ]
}

@test "status --json names what was interrupted" {
	asked
	begun
	local point told=0
	for point in 1 2 3 4 5 6 7 8 9 10 11 12; do
		run env CRASH_AT=$point git staging tick docs
		[ "$status" = 99 ] || break
		if [[ $(of_release .interrupted) == "'git staging tick docs' was interrupted"* ]]; then
			[[ $(of_release .next) == 'git staging --continue'* ]]
			told=$((told + 1))
		fi
		run git staging --continue
	done
	[ "$told" -gt 0 ]
}

@test "the command that comes next is bold where colour is asked for, also without a verb" {
	asked
	begun
	run git staging status --color=always
	says $'next: \e[1mgit staging tick docs\e[m'
	run git staging --color=always
	says $'next: \e[1mgit staging tick docs\e[m'
	run git staging --color=never
	says 'next: git staging tick docs'
	run git rel --color=always
	exits 0
	says $'next: \e[1m'
}

@test "a command that only looks says in its help what --quiet leaves out" {
	run git staging status -h
	says '-q, --quiet           no progress and no hints beside the result'
	run git staging tick -h
	says '-q, --quiet           say only what went wrong'
}

@test "finish comes once the forge has merged, where it does" {
	asked
	begun
	git config rel.finish pr
	quietly git staging tick docs
	quietly git staging tick note
	run git staging
	says 'next: git rel finish 0.2.0' '      (once the forge has merged it)'
	git push -q origin release/v0.2.0:main
	git fetch -q
	run git staging
	says 'next: git rel finish 0.2.0'
	[[ $output != *'once the forge'* ]]
}

@test "what has nothing of its own is where it comes from, and not called merged" {
	asked
	quietly git staging start -y 0.2.0 main
	run git staging
	says "  [x] @merged: Merged  ('main' has it already, without a merge)"
}

@test "one thing is not told as several" {
	asked
	begun
	run git staging report --format=summary
	[[ $output != *'1 records'* ]]
	quietly git staging rehearse -y
	run git staging rehearse -y --clean
	says '1 ref of rehearsals is gone'
}

# ---- answers ----------------------------------------------------------------

@test "an answer to what comes after the release says that there is none yet" {
	repo_trunk
	policy <<-'END'
		[items]
		docs = The manual is up to date
		upload = The package is there
		[checklist.final]
		look = docs
		release = @tagged @merged upload
	END
	begun
	run git staging tick docs
	[[ $output != *'comes after'* ]]
	run git staging tick upload
	exits 0
	says "note: 'upload' comes after the release in the list, and 0.2.0 is not released yet"
}

@test "who takes back what is not in the list is told what is" {
	asked
	begun
	run git staging withdraw doc
	refused 128 "there is no 'doc' in the checklist of origin/main:.gitrel" "did you mean 'docs'?"
	run git staging withdraw docs
	refused 128 "nobody has answered 'docs' of 0.2.0"
}

@test "a secret in the text of a finding is called by where it stands" {
	asked
	begun
	run git staging finding add low 'token ghp_0123456789abcdefghijABCDEFGHIJ456789'
	refused 1 "'<text>' looks like a secret"
	run git staging known-issue add 'token ghp_0123456789abcdefghijABCDEFGHIJ456789'
	refused 1 "'<text>' looks like a secret"
	run git staging tick docs -m 'token ghp_0123456789abcdefghijABCDEFGHIJ456789'
	refused 1 "'--message' looks like a secret"
}

@test "a clock that is behind the record before it is told" {
	asked
	begun
	local yesterday
	yesterday=$(($(git log -1 --format=%ct refs/rel/evidence/0.2.0) - 86400))
	GIT_COMMITTER_DATE="$yesterday +0000" run git staging tick docs
	exits 0
	says 'warning: the record before it' 'is dated 24 hours after what this clock says'
	run git staging tick note
	[[ $output != *clock* ]]
}

@test "a dry run of an answer has all of it: typed, it is here and there" {
	local line typed=()
	asked
	begun
	echo 'What was found' >"$T/a file"
	run git staging tick docs --file "$T/a file" -n
	exits 0
	says "push to 'origin', once it is kept here"
	mapfile -d '' typed < <(typed)
	[ "${#typed[@]}" = 2 ] || complain "$output"
	for line in "${typed[@]}"; do
		quietly eval "$line"
	done
	here_and_there refs/rel/evidence/0.2.0
	stands docs done
	[ "$(git show "refs/rel/evidence/0.2.0:$(git ls-tree -r --name-only refs/rel/evidence/0.2.0)")" = 'What was found' ]
	quietly git staging verify
	run git staging finding add low x -n
	says "push to 'origin', once it is kept here"
	run git staging finding add low x -n --no-push
	[[ $output != *'push to'* ]]
}

# ---- the policy -------------------------------------------------------------

@test "a list of names for new branches need not have those of git staging" {
	repo_gitflow
	git switch -q main
	cat >.gitrel <<-'END'
		[release]
		model = gitflow
		[rules]
		create = feature/* release/* hotfix/*
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged
	END
	git add .gitrel
	git commit -q -m 'The policy'
	git push -q origin main
	git switch -q develop
	git merge -q main
	work a.txt more
	git push -q origin develop
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	git rev-parse -q --verify refs/heads/release-qual/0.2.0
	git switch -q -c release-qual/mine
	run git rel check --rules
	says "'release-qual/mine' is no name for a new branch"
}

@test "a main that is called otherwise by now is told" {
	asked
	begun
	another bob
	git switch -q main
	sed -i 's/^model = trunk/&\nmain = trunk/' .gitrel
	git commit -q -a -m 'It is called trunk'
	git push -q origin main
	cd "$R"
	git fetch -q
	run git staging
	says "warning: main is 'trunk' by origin/main:.gitrel, and 'main' here"
}

# ---- what was begun ---------------------------------------------------------

@test "undo leaves a release alone of which more was recorded" {
	asked
	quietly git staging start -y 0.2.0
	quietly git staging tick docs --no-push
	quietly git rel undo -y
	remember
	run git rel undo -y
	refused 1 "cannot take back 'git staging start 0.2.0': more was recorded of 0.2.0 since, and that stays" \
		'git staging close --give-up -m <why> 0.2.0'
}

@test "finish of what somebody else has released says that it only cleans up" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	another bob
	git switch -q release/v0.2.0
	cd "$R"
	quietly git rel finish -y 0.2.0
	cd "$T/bob"
	run git rel finish -y 0.2.0
	exits 0
	says "0.2.0 is released already, v0.2.0 on 'main'" 'only what was left of it here is gone'
	[[ $output != *pushed* ]]
}

@test "a page is called by where the remote is, whatever the folder of the clone" {
	asked
	begun
	git clone -q "file://$REMOTE" "$T/mine"
	git remote set-url origin "file://$T/jq.git"
	mv "$REMOTE" "$T/jq.git"
	run git staging report --format=html
	says '<title>Release 0.2.0 of jq</title>'
	git remote remove origin
	run git staging report --format=html
	says '<title>Release 0.2.0 of repo</title>'
}

@test "finish takes the branch of the merge away, too, where the release was pushed by hand" {
	asked
	begun
	git switch -q main
	work c.txt meanwhile
	git push -q origin main
	git switch -q release/v0.2.0
	quietly git staging push -y
	quietly git staging tick docs
	quietly git staging tick note
	git rev-parse -q --verify refs/heads/release-qual/0.2.0
	quietly git rel finish -y --keep --no-push 0.2.0
	git push -q --atomic origin main v0.2.0
	quietly git rel finish -y 0.2.0
	run ! git rev-parse -q --verify refs/heads/release-qual/0.2.0
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release-qual/0.2.0
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release/v0.2.0
}
