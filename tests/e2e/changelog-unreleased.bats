#!/usr/bin/env bats
# What the project calls unreleased is that wherever the changelog is read: in
# merges, when candidates are folded, when sections are brought over.

load lib

setup() {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle keepachangelog
	git config rel.notesUnreleased '**Next**'
}

@test "merges settle what is unreleased under the name that is set" {
	work CHANGELOG.md $'# C\n\n**Next**\n\n- A\n\n## 0.1.0\n\n- Z'
	git push -q origin develop
	quietly git rel start --push 0.2.0
	[ "$(git show HEAD:CHANGELOG.md)" = $'# C\n\n**Next**\n\n## 0.2.0\n\n- A\n\n## 0.1.0\n\n- Z' ]
	RELEASE_TIP=$(git rev-parse HEAD)
	colleague develop 'printf "# C\n\n**Next**\n\n- A\n- B\n\n## 0.1.0\n\n- Z\n" >CHANGELOG.md'
	run git rel finish -y
	exits 0
	[ "$(git show develop:CHANGELOG.md)" = $'# C\n\n**Next**\n\n- B\n\n## 0.2.0\n\n- A\n\n## 0.1.0\n\n- Z' ] ||
		complain "$(git show develop:CHANGELOG.md)"
}

@test "notes of a stable branch are brought over below it" {
	work CHANGELOG.md $'# C\n\n**Next**\n\n- A\n\n## 0.1.0\n\n- Z'
	git branch stable/v0.1
	git switch -q stable/v0.1
	work CHANGELOG.md $'# C\n\n**Next**\n\n- X\n\n## 0.1.1\n\n- Y\n\n## 0.1.0\n\n- Z'
	git switch -q develop
	quietly git rel notes sync stable/v0.1
	[ "$(git show HEAD:CHANGELOG.md)" = $'# C\n\n**Next**\n\n- A\n\n## 0.1.1\n\n- Y\n\n## 0.1.0\n\n- Z' ] ||
		complain "$(git show HEAD:CHANGELOG.md)"
}

@test "a line below the version says that it is unreleased, and then when it was released" {
	git config rel.notesUnreleased ''
	git config rel.changelog CHANGES.rst
	work CHANGES.rst $'Version 0.2.0\n-------------\n\nUnreleased\n\n-   A\n\nVersion 0.1.0\n-------------\n\nReleased 2023-01-02\n\n-   Z'
	git push -q origin develop
	git branch release/v0.2.0
	remember
	run git rel finish -y 0.2.0
	refused 1 'CHANGES.rst:1: the section of 0.2.0 says that it is not released'
	git branch -D -q release/v0.2.0
	quietly git rel start 0.2.0
	[[ $(git show HEAD:CHANGES.rst) == $'Version 0.2.0\n-------------\n\nReleased 20'??-??-??$'\n\n-   A\n'* ]] ||
		complain "$(git show HEAD:CHANGES.rst)"
	git rel finish -y
	released 0.2.0
}
