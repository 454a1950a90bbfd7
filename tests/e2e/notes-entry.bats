#!/usr/bin/env bats
# The form of entries that are made from commits: as the project sets it, with
# the bullet that its changelog has.

load lib
load commits

setup() { repo_commits; }

@test "entries have the form that is set" {
	git config rel.notesEntry '{subject} ([{hash}](https://h/commit/{commit}), {author}, {date})'
	says_commit 'feat(api): say it (#1)'
	shows "### Features\n\n- say it (#1) ([$SHORT](https://h/commit/$ID), Ada Release, 2023-11-14)"
}

@test "{text} is what an entry says without that setting" {
	git config rel.notesEntry '{text} ({hash})'
	says_commit 'feat: say it'
	shows "### Features\n\n- Say it ($SHORT)"
	git commit -q --amend -m 'feat(api): say it'
	shows "### Features\n\n- api: say it ($(git rev-parse --short HEAD))"
}

@test "a word goes whose placeholder has no value" {
	git config rel.notesEntry '* **{scope}:** {subject} [{type}] {hash}'
	says_commit 'feat: say it'
	shows "### Features\n\n* say it [feat] $SHORT"
	git commit -q --amend -m 'feat(api): say it'
	shows "### Features\n\n* **api:** say it [feat] $(git rev-parse --short HEAD)"
	git commit -q --amend -m 'say it'
	run --separate-stderr git rel notes show --since=v0.1.0
	[ "${lines[-1]}" = "* say it $(git rev-parse --short HEAD)" ]
}

@test "doubled braces are plain ones" {
	git config rel.notesEntry '{{{subject}}}'
	says_commit 'feat: say it'
	shows '### Features\n\n- {say it}'
}

@test "the author is called as .mailmap calls them" {
	git config rel.notesEntry '{subject} by {author}'
	echo 'Ada L. <ada@example.com>' >.mailmap
	says_commit 'feat: say it'
	shows '### Features\n\n- say it by Ada L.'
}

@test "a breaking change and a fix of a candidate keep what belongs to them" {
	git config rel.notesEntry '{text} ({hash})'
	says_commit 'feat!: drop it

BREAKING CHANGE: it is gone'
	shows "### Breaking Changes\n\n- Drop it ($SHORT)\n  - it is gone"
	git reset -q --hard HEAD^
	says_commit 'fix: mend it

Fixes-RC: 1'
	shows "### Fixes\n\n- Mend it ($SHORT) <!-- fixes-rc -->"
}

@test "the revert of what was released has the form, too" {
	git config rel.notesEntry '{text} ({hash})'
	says_commit 'revert: feat: say it'
	shows "### Reverts\n\n- Revert \"feat: say it\" ($SHORT)"
}

@test "what was told with its commit is not told again" {
	git config rel.notesEntry '{subject} ({hash})'
	printf '# C\n\n## [0.1.0] - 2020-01-01\n\n### Fixes\n\n- mend it (#12) (0123abc)\n' >CHANGELOG.md
	says_commit 'docs: note it'
	says_commit 'fix: mend it (#12)'
	says_commit 'fix: mend more (#12)'
	git switch -q -c release/v0.2.0
	run --separate-stderr git rel notes show
	exits 0
	[ "$output" = $'### Fixes\n\n- mend more (#12) ('"$SHORT)" ] || complain "$output"
}

@test "entries have the bullet of the changelog" {
	printf '# C\n\n## [0.1.0] - 2020-01-01\n\n### Fixes\n\n* one\n\n  - inside\n* two\n' >CHANGELOG.md
	says_commit 'feat: say it'
	quietly git rel start 0.2.0 --no-switch -y
	git show release/v0.2.0:CHANGELOG.md | grep -qx '[*] Say it'
}

@test "a form with an unknown placeholder is refused where it is written" {
	printf '[release]\nmodel = trunk\n\n[notes]\nstyle = sections\nentry = {subject} {sha}\n' >.gitrel
	says_commit 'feat: say it'
	remember
	run git rel start 0.2.0 --no-switch -y
	refused 128 ".gitrel:6: entry: unknown placeholder '{sha}'" \
		'hint: known: {text} {subject} {type} {scope} {hash} {commit} {author} {date}'
}

@test "a form that tells nothing of the change is refused, and one that is not closed" {
	remember
	run git -c rel.notesEntry='{hash}' rel notes show
	refused 128 "rel.notesentry: '{hash}' must hold {text} or {subject}"
	run git -c rel.notesEntry='{text' rel notes show
	refused 128 "rel.notesentry: '{' without '}' (a plain one is '{{')"
}
