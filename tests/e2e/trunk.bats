#!/usr/bin/env bats
# The ordinary life of a release in the trunk model: no develop; by default the
# forge merges.

load lib

setup() {
	sealed
	repo_trunk
	quietly git rel init --model=trunk
}

# A release branch with one commit, waiting for the forge.
proposed() {
	git rel start --push 0.2.0
	work VERSION 0.2.0
	git push -q origin release/v0.2.0
}

@test "start is from main, as it is on the remote" {
	colleague main 'echo theirs >theirs.txt'
	git rel start 0.2.0
	on_branch release/v0.2.0
	[ -e theirs.txt ]
}

@test "start is from what main is called" {
	git branch -m main master
	git config rel.main master
	git remote remove origin
	git rel start 0.2.0
	[ "$(git rev-parse release/v0.2.0)" = "$(git rev-parse master)" ]
}

@test "a release from start to finish, merged on the forge" {
	proposed
	remember
	run git rel finish -y
	refused 1 forge
	lands merge release/v0.2.0
	git rel finish -y
	released 0.2.0
	on_branch main
	[ "$(cat VERSION)" = 0.2.0 ]
}

@test "squashed on the forge: what landed is tagged" {
	proposed
	lands squash release/v0.2.0
	only_content_landed
	git rel finish -y
	released 0.2.0
	[ "$(git log -1 --format=%s v0.2.0)" = 'Release (#7)' ]
}

@test "we merge, with rel.finish=push" {
	git config rel.finish push
	proposed
	twin
	git rel finish -y
	released 0.2.0
	by_hand 'git switch -q main
		git merge -q --no-ff --no-edit release/v0.2.0
		git tag -a -m "Release v0.2.0" v0.2.0
		git push -q --atomic origin main v0.2.0 :release/v0.2.0
		git branch -q -D release/v0.2.0'
	as_by_hand
}

@test "a hotfix lands beside what main has since the release" {
	git config rel.finish push
	git rel hotfix --push
	on_branch hotfix/v0.1.1
	work fix.txt mended
	git rel finish -y
	released 0.1.1
	on_branch main
	[ -e feature.txt ]
}

@test "a hotfix of what main has not moved on from" {
	git config rel.finish push
	git rel tag 0.2.0
	git rel hotfix --push
	on_branch hotfix/v0.2.1
	work VERSION 0.2.1
	git rel finish -y
	released 0.2.1
	on_branch main
}

@test "a release by tag only" {
	twin
	git rel tag 0.2.0
	by_hand 'git tag -a -m "Release v0.2.0" v0.2.0 origin/main; git push -q origin v0.2.0'
	as_by_hand
}

@test "status knows no merge back" {
	run git rel
	exits 0
	[[ $output != *'merged back'* ]]
	says 'next: git rel start minor'
}

@test "what came to main meanwhile is named: it is released, too" {
	proposed
	colleague main 'echo theirs >theirs.txt'
	colleague main 'echo more >more.txt'
	lands merge release/v0.2.0
	run git rel finish -n
	exits 0
	says "'main' has 2 commits of its own, which will be part of 0.2.0"
	says 'the newest is'
	says 'Colleague: echo more >more.txt'
}

@test "what came to main before a squash or a rebase is named, not what landed" {
	proposed
	work a.txt more
	git push -q origin release/v0.2.0
	colleague main 'echo theirs >theirs.txt'
	lands rebase release/v0.2.0
	run git rel finish -n
	says "'main' has 1 commit of its own"
}

@test "a hotfix of a trunk names what its merge will hold besides" {
	git rel init
	run git rel hotfix -n
	exits 0
	says "'main' has 2 commits since 0.1.0, which will be part of 0.1.1"
	git config rel.tagTarget tip
	run git rel hotfix -n
	[[ $output != *'which will be part of'* ]]
}

@test "nothing is named where main has nothing of its own" {
	proposed
	lands squash release/v0.2.0
	run git rel finish -n
	exits 0
	[[ $output != *'of its own'* ]]
}

@test "what came to the branch after it was merged and tagged stays, here and there" {
	proposed
	lands merge release/v0.2.0
	git fetch -q
	quietly git rel tag 0.2.0 origin/main
	work important.txt 'pushed nowhere'
	tip=$(git rev-parse HEAD)
	run git rel finish -y
	exits 0
	says "'release/v0.2.0' stays: it has 1 commit that v0.2.0 has not"
	[ "$(git rev-parse release/v0.2.0)" = "$tip" ]
	on_branch release/v0.2.0
	git -C "$REMOTE" rev-parse -q --verify refs/heads/release/v0.2.0
	[ "$(git rev-parse main)" = "$(git rev-parse origin/main)" ]
}

@test "a squash of the forge and develop: what was released is no news there" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.finish pr
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'## [Unreleased]\n\n- A\n\n## [0.1.0]\n\n- Z'
	work gone.txt gone
	git push -q origin develop
	quietly git rel start --push 0.2.0
	git rm -q gone.txt
	git commit -q -m 'Not yet'
	git push -q origin HEAD
	lands squash release/v0.2.0
	colleague develop 'sed -i "s/^- A/- A\n- B/" CHANGELOG.md'
	quietly git rel finish -y 0.2.0
	text=$(git show develop:CHANGELOG.md)
	[[ $text == $'## [Unreleased]\n\n- B\n\n## [0.2.0]'*$'\n\n- A\n\n## [0.1.0]\n\n- Z' ]] ||
		complain "$text"
	run git cat-file -e develop:gone.txt
	[ "$status" -ne 0 ]
}

@test "what the forge merged and main has taken back is not released, unless it came again" {
	proposed
	lands merge release/v0.2.0
	colleague main 'git revert --no-edit -m 1 HEAD >/dev/null; echo more >more.txt'
	remember
	run git rel finish -y
	refused 1 "'release/v0.2.0' was taken back on 'main' since, by" 'git rel tag 0.2.0'
	colleague main 'git revert --no-edit HEAD~ >/dev/null; echo again >again.txt'
	git rel finish -y
	here_and_there refs/tags/v0.2.0
}

# The branch ends where main does: it looks as if it had been merged.
@test "a branch with nothing of its own is not taken for merged" {
	git rel start 0.2.0
	remember
	for verb in finish pr; do
		run git rel $verb
		refused 1 "'release/v0.2.0' has nothing of its own" \
			"git rel tag 0.2.0 $(git rev-parse --short=10 main)"
	done
	next_is "commit something on 'release/v0.2.0'   (git rel tag 0.2.0 $(git rev-parse --short=10 main) releases 'main' as it is there)"
	git push -q origin release/v0.2.0
	remember
	run git rel finish -y
	refused 1 'has nothing of its own'
	colleague main 'echo theirs >theirs.txt'
	remember
	run git rel finish -y
	refused 1 'has nothing of its own'
	work VERSION 0.2.0
	git push -q origin release/v0.2.0
	lands merge release/v0.2.0
	git rel finish -y
	released 0.2.0
}

@test "main is released as it is, where somebody says so" {
	git rel start 0.2.0
	quietly git rel tag 0.2.0 "$(git rev-parse main)"
	git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git rev-parse main)" ]
	[ -z "$(git branch --list release/v0.2.0)" ]
}

@test "another clone takes a fast-forward for what it may be, and says so" {
	git rel start --push 0.2.0
	git clone -q "$REMOTE" "$T/other"
	cd "$T/other"
	quietly git rel init --model=trunk
	quietly git switch release/v0.2.0
	run git rel finish -n
	exits 0
	says 'whether a pull request brought that cannot be seen'
}

@test "a release with nothing of its own is main as it stands, and verify and doctor say so" {
	git config rel.finish push
	git rel start -q 0.2.0
	git rel finish -q -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git rev-parse main)" ]
	run -0 git rel verify 0.2.0
	says "'v0.2.0' is on"
	run -0 git rel doctor
	git switch -qc beside
	git commit -q --allow-empty -m beside
	git tag -am 'Release v0.3.0' v0.3.0
	run -1 git rel verify 0.3.0
	says "which is not on 'main'"
}
