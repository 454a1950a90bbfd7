#!/usr/bin/env bats
# Notes from commits: what is told is what the release brings.

load lib
load commits

setup() { repo_commits; }

@test "what was reverted is not told, nor its revert, also across a merge" {
	says_commit 'feat: stay (#1)'
	says_commit 'feat: go (#2)'
	git switch -q -c side
	git revert --no-edit HEAD >/dev/null
	git switch -q -
	says_commit 'fix: mend it (#3)'
	git merge -q --no-ff -m 'Merge side' side
	shows '### Features\n\n- Stay (#1)\n\n### Fixes\n\n- Mend it (#3)'
}

@test "a revert of a revert, and git's Reapply, leave the change" {
	says_commit 'feat: come back (#1)'
	git revert --no-edit HEAD >/dev/null
	git revert --no-edit HEAD >/dev/null
	shows '### Features\n\n- Come back (#1)'
	git commit -q --amend -m "Reapply \"feat: come back (#1)\"

This reverts commit $(git rev-parse HEAD^)."
	shows '### Features\n\n- Come back (#1)'
}

@test "the revert of a merge takes all that it brought" {
	git switch -q -c side
	says_commit 'feat: go (#1)'
	says_commit 'fix: go, too (#2)'
	git switch -q -
	says_commit 'feat: stay (#3)'
	git merge -q --no-ff -m 'Merge side' side
	git revert --no-edit -m 1 HEAD >/dev/null
	shows '### Features\n\n- Stay (#3)'
}

@test "conventional reverts go by Refs or by the subject" {
	says_commit 'feat: go (#1)'
	says_commit "revert: feat: go (#1)

Refs: $(git rev-parse --short HEAD)"
	says_commit 'feat(api): go, too (#2)'
	says_commit 'revert: feat(api): go, too (#2)'
	says_commit 'feat: stay'
	shows '### Features\n\n- Stay'
}

@test "a revert of what was released is told" {
	says_commit 'revert: feat: say it'
	says_commit "Revert \"feat: sing it\"

This reverts commit $(git rev-parse v0.1.0)."
	shows '### Reverts\n\n- Revert "feat: say it"\n- Revert "feat: sing it"'
}

@test "a breaking change is told in its own words" {
	says_commit 'feat(api)!: drop v1 (#4)

BREAKING CHANGE: users of v1
move to v2.
Closes #3'
	says_commit 'feat!(cli): rename it'
	shows '### Breaking Changes\n\n- api: drop v1 (#4)\n  - users of v1\n    move to v2.\n- cli: rename it'
}

@test "messages with a blank first line, and with the line ends of Windows" {
	local commit
	commit=$(printf '\n\nfeat: first (#1)\n' | git commit-tree -p HEAD "HEAD^{tree}")
	git reset -q --hard "$commit"
	says_commit $'feat!: second (#2)\r\n\r\nBREAKING CHANGE: so it is\r\nmeant\r\n'
	shows '### Breaking Changes\n\n- Second (#2)\n  - so it is\n    meant\n\n### Features\n\n- First (#1)'
}

@test "a second fix for a number is told, the same one is not" {
	printf '# Changelog\n\n## [0.1.0] - 2020-01-01\n\n### Fixes\n\n- Mend the door (#12)\n' >CHANGELOG.md
	git add -A
	git commit -q -m 'docs: note it'
	says_commit 'fix: mend the door (#12)'
	says_commit 'fix: mend the window (#12)'
	says_commit 'fix: mend the door (#1)'
	git switch -q -c release/v0.2.0
	run --separate-stderr git rel notes show
	exits 0
	[ "$output" = $'### Fixes\n\n- Mend the window (#12)\n- Mend the door (#1)' ] || complain "$output"
}

@test "show says how many commits it looked at when it shows none" {
	says_commit 'docs: tell it'
	says_commit 'chore: tidy up'
	run git rel notes show --since=HEAD~2
	exits 0
	[ "$output" = 'warning: none of 2 commits is for the notes' ]
}

@test "sections of candidates stay where the policy keeps them" {
	git config rel.scheme pep440
	git config rel.notesCandidates keep
	printf '# News\n\n## 1.0.0rc1 (2020-01-01)\n\n- one\n' >CHANGELOG.md
	says_commit 'feat: note it'
	git tag v1.0.0rc1
	says_commit 'fix: mend it'
	quietly git rel start 1.0.0 --no-switch -y
	git show release/v1.0.0:CHANGELOG.md >now
	grep -q '^## 1.0.0rc1 (2020-01-01)$' now
	grep -q '^- Mend it$' now
}

@test "sections from commits leave what stands under Unreleased, and say so" {
	printf '# Changelog\n\n## Unreleased\n\n- By hand\n\n## 0.1.0\n\n- First\n' >CHANGELOG.md
	record
	git commit -q --allow-empty -m 'feat: a thing'
	git push -q
	git config rel.notesStyle sections
	run git rel start 0.2.0
	exits 0
	says 'note: CHANGELOG.md:3: what stands here stays' 'style = keepachangelog'
	grep -qxF -- '- By hand' CHANGELOG.md
}

@test "what a release itself commits is not told" {
	says_commit 'Release 0.2.0'
	says_commit 'Add the notes of 0.2.0'
	says_commit 'Bump version to 0.2.0-rc1'
	says_commit 'Release 0.2.0 (#7)'
	says_commit 'Release the brakes'
	shows '### Changes\n\n- Add a feature\n- Improve the feature\n- Release the brakes'
	git config rel.commitMessage '[ci skip] {version}: {set.title}'
	says_commit '[ci skip] 0.2.0: A title'
	shows '### Changes\n\n- Add a feature\n- Improve the feature\n- Release 0.2.0\n- Add the notes of 0.2.0\n- Bump version to 0.2.0-rc1\n- Release 0.2.0 (#7)\n- Release the brakes'
}

@test "commits go where the changelog has such changes, in its words" {
	printf '# Changelog\n\n## 0.1.0\n\n**Bug fixes:**\n\n* Mend a thing\n' >CHANGELOG.md
	git add CHANGELOG.md
	says_commit 'docs: begin a changelog'
	says_commit 'feat: say it'
	says_commit 'fix: mend it'
	git push -q origin main
	quietly git rel start minor
	run --separate-stderr git rel notes show
	[ "$output" = $'**Features:**\n\n* Say it\n\n**Bug fixes:**\n\n* Mend it' ]
}

@test "a draft that build would not make says what does" {
	git config rel.notesStyle keepachangelog
	printf '# C\n\n## [Unreleased]\n\n## 0.1.0\n\n- A\n' >CHANGELOG.md
	says_commit 'feat: say it'
	git push -q origin main
	quietly git rel start 0.2.0
	run git rel notes show
	exits 0
	says "nothing is noted in 'CHANGELOG.md'" 'git rel notes build --commits' 'Say it'
	run git rel notes build
	exits 1
	quietly git rel notes build --commits
	run git rel notes show
	[[ $output != *'nothing is noted'* ]]
}

@test "a changelog whose sections are lists gets a list" {
	git config rel.changelog NEWS.md
	printf '# News\n\n## 0.1.0\n\n- Begin\n' >NEWS.md
	git add NEWS.md
	git commit -q -m 'docs: begin the news'
	says_commit 'fix: mend it (#3)'
	says_commit 'feat: a thing (#2)'
	shows '- A thing (#2)\n- Mend it (#3)'
	git config rel.notesCategories 'feat = New, fix = Mended'
	shows '### New\n\n- A thing (#2)\n\n### Mended\n\n- Mend it (#3)'
}

@test "messages that are left out for want of a type are counted" {
	says_commit 'Mend the other thing'
	says_commit 'Mend a thing'
	says_commit 'fix: mend it (#3)'
	run --separate-stderr git rel notes show --since=v0.1.0
	[ "$output" = $'### Fixes\n\n- Mend it (#3)' ]
	output=$stderr
	says '4 messages without a type (feat: ..., fix: ...) are left out, since others have one, such as "Mend a thing"'
}
