#!/usr/bin/env bats
# What is advised works: each command that a hint or `next:` names is typed, in
# the state in which it was named, and does not refuse.

# shellcheck disable=SC2016,SC2030,SC2031,SC2034,SC2154

load lib

setup() {
	sealed
	repo_gitflow
}

set_up() { quietly git rel init --model=gitflow; }

# status_works [<sed script>]: what git rel names.
status_works() {
	run -0 git rel
	advice_works "$@"
}

# ---- next -------------------------------------------------------------------

@test "next: from the first command to the last" {
	status_works
	set_up
	status_works
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	status_works
	quietly git rel finish -y --no-push
	status_works
	quietly git rel finish -y 0.2.0
	status_works
	git switch -q main
	git commit -q --allow-empty -m Urgent
	status_works
}

@test "next: commands that nobody has read are read first" {
	set_up
	printf '[prepare]\nx = true\n' >.gitrel
	record
	git push -q origin develop
	run -0 git rel
	says 'next: git rel trust'
	run -0 git rel init
	says 'next: git rel trust'
	git switch -q main
	run -0 git rel
	says 'next: git switch develop && git rel trust'
	git switch -q develop
	quietly git rel trust -y
	run -0 git rel init
	says 'next: git rel start minor'
	status_works
}

@test "next: init says what status says, also where no tag fits" {
	git tag -d v0.1.0
	git tag jq-1.0.0
	git config rel.tag 'v{version}'
	run -0 git rel init --model=gitflow
	next=${output##*next: }
	run -0 git rel status
	[ "${output##*next: }" = "$next" ]
	[[ $next == "git config rel.tag 'jq-{version}'"* ]]
}

@test "finish advises to build notes where there is something to build" {
	set_up
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n- A'
	git push -q origin develop
	quietly git rel start 0.2.0
	run -1 git rel finish
	says 'git rel notes edit 0.2.0'
	[[ $output != *'notes build'* ]]
	run -1 git rel notes build
	work CHANGELOG.md $'# Changelog\n\n## [Unreleased]\n- B\n\n## [0.1.0]\n- A'
	run -1 git rel finish
	says 'git rel notes build 0.2.0'
	quietly git rel notes build 0.2.0
	git rel finish -y
}

@test "next: no release fits where one would start" {
	set_up
	git tag -d v0.1.0
	git push -q origin :v0.1.0
	git tag v3.0.0 "$(git commit-tree -m Elsewhere 'main^{tree}')"
	status_works
	advises 'git rel start 0.1.0'
	git tag v3.1.0-rc1 v3.0.0
	status_works
}

@test "next: a version that a tag elsewhere has is passed over" {
	set_up
	elsewhere=$(git commit-tree -m Elsewhere 'main^{tree}')
	git tag v0.2.0 "$elsewhere"
	git tag v0.3.0-rc1 "$elsewhere"
	status_works
	advises 'git rel start 0.3.0'
}

@test "next: after a candidate that somebody tagged by hand" {
	set_up
	git tag v0.2.0-rc1
	status_works
}

@test "next: not a branch of years ago" {
	set_up
	git switch -q -c release/v0.0.9 main~1
	git push -q origin release/v0.0.9
	git switch -q develop
	git branch -q -D release/v0.0.9
	status_works
	advises 'git rel start minor'
	git branch -q --no-track release/v0.0.9 origin/release/v0.0.9
	status_works
	advises 'git rel start minor'
}

@test "next: not the candidate of a release that is out, and how it goes" {
	set_up
	quietly git rel start 0.2.0-rc1
	work rc.txt one
	git switch -q -c kept
	git switch -q develop
	git merge -q --no-edit release/v0.2.0-rc1
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	quietly git rel finish -y
	status_works
	advises 'git rel start minor'
	says "release 0.2.0-rc1 on 'release/v0.2.0-rc1': 0.2.0 is out already; git branch -D release/v0.2.0-rc1 removes it"
	git branch -f release/v0.2.0-rc1 "$(git commit-tree -p HEAD -m left 'HEAD^{tree}')"
	status_works
	says "git log release/v0.2.0-rc1 --not main shows what it has left"
	[ "$(git log --format=%s release/v0.2.0-rc1 --not main | head -1)" = left ]
}

@test "next: where a merge conflicts, and something is in its way" {
	set_up
	quietly git rel start 0.2.0
	echo ours >a.txt
	echo new >new.txt
	git add new.txt
	git commit -q -am ours
	git switch -q develop
	echo theirs >a.txt
	git commit -q -am theirs
	git switch -q release/v0.2.0
	echo edited >>README.md
	status_works
	advises 'git rel finish 0.2.0 --resolve'
	# develop has none of these
	echo edited >>new.txt
	status_works
	advises 'git stash -u && git rel finish 0.2.0 --resolve'
	git restore new.txt
	git add README.md
	status_works
	advises 'git stash -u && git rel finish 0.2.0 --resolve'
}

@test "next: a branch that two remotes have" {
	set_up
	colleague release/v0.3.0 'echo theirs >theirs.txt'
	git remote add other "$(git remote get-url origin)"
	git fetch -q --all
	status_works
}

@test "next: of two release branches" {
	set_up
	quietly git rel start --no-switch 0.2.0
	quietly git rel start --no-switch 0.3.0
	status_works 's/<version>/0.2.0/'
}

@test "next: what finish asks for" {
	set_up
	git config rel.notesStyle keepachangelog
	git rel start 0.2.0
	git config rel.check.unit true
	work CHANGELOG.md $'## [0.2.0]\n- A'
	status_works
	git switch -q develop
	status_works
	git switch -q release/v0.2.0
	git config rel.versionFiles VERSION
	status_works
}

@test "next: where the forge merges" {
	set_up
	git config rel.finish pr
	git rel start 0.2.0
	status_works
	run git rel finish
	exits 1
	advises 'git push -u origin release/v0.2.0'
	# the rest waits for the forge
	output=$(grep -v 'again$\|with changes' <<<"$output")
	advice_works
}

# ---- start ------------------------------------------------------------------

@test "start and hotfix: a version that is not above the last" {
	set_up
	for verb in start hotfix; do
		run git rel "$verb" 0.0.1
		exits 1
		advice_works
	done
}

@test "hotfix: a candidate that is not above the others" {
	set_up
	git tag v0.1.1-rc3 main
	for verb in start hotfix; do
		run git rel "$verb" 0.1.1-rc2
		exits 1
		advice_works
	done
}

@test "start: nothing to count on from" {
	set_up
	git tag -d v0.1.0
	git push -q origin :v0.1.0
	run git rel start minor
	exits 128
	advice_works
	run git rel start rc
	exits 128
	advice_works
	run git rel hotfix
	exits 128
	advice_works 's/<version>/0.1.0/'
}

@test "start: main is not merged back, and not here, or behind" {
	set_up
	colleague main 'echo urgent >urgent.txt'
	run git rel start 0.2.0
	exits 1
	advice_works
	git branch -q -D main
	run git rel start 0.2.0
	exits 1
	advice_works
	git branch -q main "$(git rev-parse HEAD)"
	git branch -q -f main origin/main~1
	git remote rename origin upstream
	git config rel.remote upstream
	run git rel start 0.2.0
	exits 1
	advice_works
	git fetch -q
	git branch -q -f main upstream/main
	run git rel start 0.2.0
	exits 1
	advises 'git switch develop && git merge --no-ff main'
	advice_works
}

@test "start: the branch is there already, here or on the remote" {
	set_up
	quietly git rel start --push --no-switch 0.2.0
	run git rel start 0.2.0
	exits 1
	advice_works
	git branch -q -D release/v0.2.0
	run git rel start 0.2.0
	exits 1
	advises 'git switch release/v0.2.0'
	advice_works
	git update-ref -d refs/remotes/origin/release/v0.2.0
	run git rel start 0.2.0
	exits 1
	advice_works
}

# ---- finish -----------------------------------------------------------------

@test "finish: main is only on the remote" {
	ready
	git branch -q -D main
	run git rel finish -y --no-push
	exits 128
	[[ $output != *'git config rel.main'* ]]
	advice_works
	git branch -q -f main origin/main
	git switch -q release/v0.2.0
	git branch -q -D develop
	run git rel finish -y --no-push
	exits 128
	[[ $output != *'git config rel.develop'* ]]
	advice_works
}

@test "finish: main is nowhere" {
	ready
	git config rel.main elsewhere
	run git rel finish -y
	exits 128
	advice_works 's/<branch>/main/'
}

@test "finish: both sides have commits" {
	ready
	git switch -q main
	git commit -q --allow-empty -m Ours
	git switch -q release/v0.2.0
	colleague main 'echo theirs >theirs.txt'
	git fetch -q
	run git rel finish -y
	exits 1
	advice_works
	git remote set-head origin -d
	git update-ref -d refs/remotes/origin/main
	run git rel finish -y
	exits 1
	advice_works
}

@test "finish: a conflict" {
	ready
	work a.txt ours
	colleague main 'echo theirs >a.txt'
	run git rel finish -y
	exits 1
	advice_works
}

@test "finish: nothing is under way" {
	set_up
	run git rel finish
	exits 128
	advice_works 's/<version>/0.2.0/'
	run git rel finish 0.2.0
	exits 128
	advice_works
}

@test "finish: not above what main has" {
	ready 0.2.0
	git switch -q main
	git commit -q --allow-empty -m More
	git tag -a -m Other v0.9.0
	git switch -q release/v0.2.0
	run git rel finish -y
	exits 1
	advice_works 's/<version>/0.10.0/'
}

@test "finish: the files say another version" {
	ready
	work VERSION 0.2.0-dev
	git config rel.versionFiles VERSION
	run git rel finish -y
	exits 1
	advice_works
}

@test "finish: checks are open" {
	ready
	git config rel.check.unit true
	run git rel finish -y
	exits 1
	advice_works
	git switch -q develop
	run git rel finish -y 0.2.0
	exits 1
	advice_works
}

# ---- the push -----------------------------------------------------------------

# refuse_saying <words>: the server's hook says that, to main only.
refuse_saying() {
	on_server_refuse refs/heads/main
	run git rel finish -y
	exits 1
}

@test "a protected branch: the forge merges" {
	ready
	on_server_refuse refs/heads/main
	run git rel finish -y
	exits 1
	advises 'git config rel.finish pr'
	advice_works
}

@test "a lock there, or a race, is no protected branch" {
	ready
	lock=$REMOTE/$(LOCKS_IN=$REMOTE locks_of refs/heads/main.lock)
	: >"$lock"
	run git rel finish -y
	rm "$lock"
	exits 1
	[[ $output != *protected* ]]
	says 'nothing was changed' "run the command again"
}

@test "a tag that may not be made there is no protected branch" {
	ready
	on_server_refuse 'refs/tags/*'
	run git rel finish -y
	exits 1
	[[ $output != *'rel.finish pr'* ]]
}

@test "a server that takes no deletion: --keep" {
	ready
	git -C "$REMOTE" config receive.denyDeletes true
	run git rel finish -y
	exits 1
	[[ $output != *'rel.finish pr'* ]]
	advises 'git rel finish 0.2.0 --keep'
	advice_works
}

# ---- undo -------------------------------------------------------------------

@test "undo knows no --keep" {
	set_up
	quietly git rel start --no-switch 0.2.0
	git worktree add -q "$T/wt" release/v0.2.0
	run git rel undo -y
	exits 1
	[[ $output != *--keep* ]]
	says "$T/wt"
	git -C "$T/wt" commit -q --allow-empty -m More
	run git rel finish -y 0.2.0
	exits 1
	advises 'git rel finish 0.2.0 --keep'
	advice_works
}

# ---- what was interrupted -----------------------------------------------------

# dies <n> <arguments>: git rel is killed at its nth crash point.
dies() {
	local n=$1
	shift
	CRASH_AT=$n run git rel "$@"
	[ -e .git/rel/journal ]
}

@test "interrupted: whatever is named works, before the decision and after it" {
	local n
	ready
	cp -a "$T" "$T.begin"
	for ((n = 1; n < 40; n++)); do
		CRASH_AT=$n run git rel finish -y
		[ "$status" -ne 0 ] || break
		if [ -e .git/rel/journal ]; then
			run git rel
			advice_works
			run git rel start 0.3.0
			exits 1
			advice_works
		fi
		cd /
		find "$T" -mindepth 1 -delete
		cp -a "$T.begin/." "$T"
		cd "$R"
	done
	rm -rf "$T.begin"
	[ "$n" -gt 8 ]
}

@test "interrupted: without a push, too" {
	local n
	set_up
	cp -a "$T" "$T.begin"
	for ((n = 1; n < 40; n++)); do
		CRASH_AT=$n run git rel start 0.2.0
		[ "$status" -ne 0 ] || break
		if [ -e .git/rel/journal ]; then
			run git rel
			advice_works
			run git rel start 0.3.0
			exits 1
			advice_works
		fi
		cd /
		find "$T" -mindepth 1 -delete
		cp -a "$T.begin/." "$T"
		cd "$R"
	done
	rm -rf "$T.begin"
	[ "$n" -gt 5 ]
}

# ---- wrong words --------------------------------------------------------------

@test "wrong words: what was meant works" {
	ready
	for words in finnish stauts 'config rel.finih' 'config finish pr' \
		'help workfow' 'config tag-mesage'; do
		# shellcheck disable=SC2086
		run git rel $words
		exits 129
		! [[ $words == finnish || $words == stauts || $words == *pr ]] ||
			advice_works
	done
}

@test "wrong words: options, too" {
	ready
	run git rel finish --sgin
	exits 129
	run git rel finish --kepe
	exits 129
	says "did you mean '--keep'?"
	run git rel --verison
	exits 129
	says "did you mean '--version'?"
	# "no-" is no likeness
	run git staging tick docs --no-verify
	exits 129
	[[ $output != *'did you mean'* ]] || complain "$output"
	run git rel finish --no-verfy
	says "did you mean '--no-verify'?"
	run git rel config sgin
	exits 129
	says "did you mean 'sign'?"
	# the name of a section has all that is in it
	printf '[items]\ndocs = Docs\n[checklist.major]\nlook = docs\n[checklist.minor]\nlook = docs\n' >.gitrel
	run git rel config checklist.major
	exits 0
	[ "$output" = checklist.major.look=docs ]
	run git rel config checklist
	[ "$output" = $'checklist.major.look=docs\nchecklist.minor.look=docs' ]
	run git rel config check
	refused 129 "there is no setting 'check'"
	printf '[tag]\nsgin = openpgp\n' >.gitrel
	git config rel.sgin openpgp
	run git rel config
	says "did you mean"
	git config --unset rel.sgin
	git config rel.sign openpgpg
	run git rel config
	exits 128
	says "rel.sign"
}

@test "nobody is named" {
	set_up
	git config --global --unset user.name
	git config --global --unset user.email
	git config --global user.useConfigOnly true
	run git rel start 0.2.0
	[ "$status" -eq 0 ] || advice_works
}

@test "undo names the commits that it leaves without a branch" {
	local at
	ready
	quietly git rel finish -y --no-push
	at=$(git rev-parse --short=10 main)
	run -0 git rel undo -y
	says "'main' was at $at (git show $at)"
	git show -q "$at"
}

@test "JSON is told of a mistake before the verb, and behind it" {
	run git rel nonsense --json
	exits 129
	says '"status":129'
	run git rel --nonsense --json
	exits 129
	says '"status":129'
	run git rel finish --nonsense --json
	exits 129
	says '"status":129'
	cd "$T"
	run git rel --json status
	exits 128
	says '"status":128'
}

@test "next: what a colleague has released is merged back, though not here yet" {
	set_up
	colleague main 'echo more >more.txt'
	colleague develop 'git merge -q --no-edit origin/main; echo dev >dev.txt'
	git fetch -q
	run git rel
	[[ $output != *'not merged back'* ]] || complain "$output"
	status_works
}

@test "what has diverged is not rebased where that would take a release apart" {
	set_up
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	quietly git rel finish -y --no-push
	colleague develop 'echo theirs >theirs.txt'
	colleague main 'echo theirs >more.txt'
	run git rel finish -y 0.2.0
	[ "$status" -ne 0 ]
	says "have diverged"
	[[ $output != *--rebase* ]] || complain "$output"
	advice_works
}

@test "a hook that refuses a message: the setting named is the one it is from" {
	set_up
	git config rel.versionFiles VERSION
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'## [Unreleased]\n\n- A\n\n## 0.1.0\n\n- Z'
	printf '#!/bin/sh\ngrep -q "^J-1" "$1"\n' >.git/hooks/commit-msg
	chmod +x .git/hooks/commit-msg
	run git rel start 0.2.0
	exits 1
	says 'set rel.commitMessage'
	git config rel.commitMessage 'J-1 {version}'
	git config rel.bumpMessage '{version}'
	run git rel start 0.2.0
	says 'set rel.bumpMessage'
	git config rel.bumpMessage 'J-1 to {version}'
	quietly git rel start 0.2.0
	run git rel finish -y
	says 'set rel.mergeMessage'
	git config rel.mergeMessage 'J-1 merge'
	run git rel finish -y
	exits 1
	says "the message is as git's own"
	git rel finish -y --no-verify
	git rev-parse -q --verify v0.2.0
}

@test "start of a release on an older line without a branch says how it lands, and so it does" {
	set_up
	git switch -q main
	work more.txt more
	git tag v0.3.0
	git push -q origin main v0.3.0
	run git rel start 0.1.1 v0.1.0
	exits 0
	says "'main' has 0.3.0 already, so 0.1.1 cannot land there"
	line=$(sed -n 's/.*branch of its line first: //p' <<<"$output")
	work fix.txt fix
	eval "$line"
	git rel finish -y
	[ "$(git rev-parse 'v0.1.1^{}')" = "$(git rev-parse stable/v0.1)" ]
}

@test "next: the branch where work goes on, where there is none yet" {
	git switch -q main
	git branch -q -D develop
	git push -q origin :develop
	git fetch -q -p
	quietly git rel init --model=gitflow
	status_works
	advises 'git branch develop main'
}

@test "next: of a branch that another work tree has" {
	set_up
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	git switch -q develop
	git worktree add -q "$T/other" release/v0.2.0
	status_works
	advises 'git rel finish 0.2.0 --keep'
}

@test "start says where the changelog has a higher version already" {
	set_up
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'## [Unreleased]\n\n- A\n\n## [2.0.0] - 2026-06-07\n\n- y'
	run git rel start 0.2.0
	exits 0
	says 'there is a section of 2.0.0 already, which is above 0.2.0'
}

@test "next: develop here and there have diverged" {
	set_up
	work mine.txt mine
	colleague develop 'echo theirs >theirs.txt'
	git fetch -q
	status_works
	advises 'git switch develop && git pull --rebase origin develop'
}

@test "notes from commits are advised only where commits say something" {
	set_up
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'## [Unreleased]\n\n## [0.1.0]\n\n- Z'
	git tag v0.1.5
	git switch -q -c release/v0.2.0
	run git rel notes build
	exits 1
	[[ $output != *--commits* ]]
	git commit -q --allow-empty -m 'feat: a thing'
	run git rel notes build
	exits 1
	says 'git rel notes build --commits'
	quietly git rel notes build --commits
}

@test "next: a merge of ones own comes first" {
	set_up
	quietly git rel start 0.2.0
	echo ours >a.txt
	git commit -q -am ours
	git switch -q develop
	echo theirs >a.txt
	git commit -q -am theirs
	run git merge release/v0.2.0
	run git rel
	says 'next: git merge --continue' '(once it is resolved and added)'
	git checkout -q --ours a.txt
	git add a.txt
	status_works
}

@test "next: a hotfix that has nothing yet, and one that main has by a push" {
	repo_trunk
	quietly git rel init --model=trunk
	quietly git rel hotfix
	run git rel
	says "next: commit something on 'hotfix/v0.1.1'"
	git switch -q main
	git branch -q -D hotfix/v0.1.1
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	run git rel
	says 'next: git push -u origin release/v0.2.0'
	git push -q origin HEAD:main
	status_works
	advises 'git rel finish 0.2.0'
	quietly git rel finish -y
	git rev-parse -q --verify v0.2.0
}

@test "next: what the remote has of the release branch is pulled first, from there and from elsewhere" {
	set_up
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	git push -q
	git reset -q --keep HEAD^
	next_is "git pull --ff-only origin release/v0.2.0   ('origin' has commits of it that are not here)"
	git switch -q develop
	eval "$(git rel | sed -n 's/^next: //p')"
	on_branch release/v0.2.0
	next_is 'git rel finish 0.2.0'
}

@test "next: a clone of one branch fetches develop, which is there, and makes none" {
	git clone -q --single-branch -b main "file://$REMOTE" "$T/one"
	cd "$T/one"
	R=$T/one
	git config rel.model gitflow
	next_is 'git remote set-branches --add origin develop && git fetch origin'
	eval "$(git rel | sed -n 's/^next: //p')"
	next_is 'git rel start minor'
	[ "$(git rev-parse origin/develop)" = "$(git -C "$REMOTE" rev-parse develop)" ]
}

@test "where no forge merges, finish names the setting by which it does, and that works" {
	git config rel.model trunk
	quietly git rel start 0.2.0 main
	work VERSION 0.2.0
	git push -q -u origin HEAD
	run -1 git rel finish
	says 'hint: where no forge does, to merge it here: git config rel.finish push'
	git remote remove origin
	run git rel
	says 'or, to merge it here: git config rel.finish push'
	run -128 git rel finish
	says 'hint: to merge it here: git config rel.finish push'
	git config rel.finish push
	git rel finish -y
	git rev-parse -q --verify v0.2.0
}

@test "undo of what is pushed on a release that is open says to commit, of one that is out a new version" {
	set_up
	quietly git rel start --push 0.2.0
	git config rel.notesStyle keepachangelog
	printf '## [Unreleased]\n- A\n' >CHANGELOG.md
	record
	quietly git rel notes build
	git push -q
	run -1 git rel undo
	says 'what was pushed is not taken back; commit what mends it: the release is still open'
	[[ $output != *hotfix* ]]
	quietly git rel finish -y
	run -1 git rel undo
	says 'mend it with a new version (git rel hotfix)'
}

@test "next: what a release lacks comes in the order that finish has: a commit, its notes, checks" {
	set_up
	git config rel.notesStyle keepachangelog
	git config rel.check.it true
	printf '## [Unreleased]\n' >CHANGELOG.md
	record
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	next_is 'git rel notes edit 0.2.0'
	run -1 git rel finish -y
	says 'git rel notes edit'
	[[ $output != *'git rel check'* ]]
	git switch -q main
	quietly git rel hotfix
	next_is "commit something on 'hotfix/v0.1.1'"
	run -1 git rel finish -y
	says 'commit something there first'
}
