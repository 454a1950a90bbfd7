#!/usr/bin/env bats
# A new section has a heading like the others; what says that it is unreleased
# is dated, or is not published.

load lib

setup() {
	sealed
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.notesStyle keepachangelog
}

# changelog <text>
changelog() {
	printf '%b' "$1" >CHANGELOG.md
	record
	quietly git push -q origin HEAD
}

# heads: what start adds and removes
heads() {
	git show --format= -U0 release/v1.0.0 -- CHANGELOG.md | grep '^[-+][^-+]'
}

# starts <expected lines>
starts() {
	run git rel start 1.0.0 --no-switch -y
	exits 0
	diff <(heads) <(printf '%b' "$1")
}

@test "a section of 'master (unreleased)' is cut" {
	changelog '# Change log\n\n## master (unreleased)\n\n* one\n\n## 0.9.0 (January 3, 2020)\n\n* zero\n'
	starts "+## 1.0.0 ($(date -u '+%B %-d, %Y'))\n"
}

@test "headings without a date get none" {
	changelog '# unreleased\n\n## Features\n\n- one\n\n# v0.9.0\n\n- zero\n'
	starts '+# v1.0.0\n'
}

@test "links and anchors in headings are those of the version" {
	changelog '# History\n\n## [Unreleased](https://x/compare/v0.9.0...HEAD)\n\n- one\n\n## [0.9.0](https://x/compare/v0.8.0...v0.9.0) ## {: #x-v0.9.0 }\n\n- zero\n'
	starts '-## [Unreleased](https://x/compare/v0.9.0...HEAD)\n+## [Unreleased](https://x/compare/v1.0.0...HEAD)\n+## [1.0.0](https://x/compare/v0.9.0...v1.0.0) ## {: #x-v1.0.0 }\n'
}

@test "start dates a version that is not released, and no Unreleased stays" {
	changelog '# C\n\n## 1.0.0 (unreleased)\n\n- one\n\n## 0.9.0\n'
	starts '-## 1.0.0 (unreleased)\n+## 1.0.0\n'
}

@test "a link that cannot be formed is told" {
	changelog '# C\n\n## [Unreleased]\n\n- one\n\n## 0.9.0\n\n[unreleased]: https://x/tree/next\n'
	starts '+## 1.0.0\n'
	[[ $output == *"CHANGELOG.md: the link of 'Unreleased', line 9, is left as it is"* ]]
}

@test "settings tell the heading, the spelling and what is unreleased" {
	git config rel.notesUnreleased '**Next**'
	git config rel.keepUnreleased false
	git config rel.notesHeading '## Release {version} of {date}'
	changelog '# C\n\n**Next**\n\n- one\n\n## 0.9.0\n'
	starts "-**Next**\n+## Release 1.0.0 of $(date -u +%F)\n"
}

@test "the version in a title is spelled as is set" {
	git config rel.titleVersion '{major}.{minor}'
	changelog '# C\n\n## Unreleased\n\n- one\n\n## 0.9.0\n'
	starts '+## 1.0\n'
}

@test "a heading that is none of the version is refused" {
	git config rel.notesHeading '## News'
	changelog '# C\n\n## Unreleased\n\n- one\n\n## 0.9.0\n'
	remember
	run git rel start 1.0.0 --no-switch -y
	exits 128
	[[ $output == *"notes.heading: '## News' is no heading of a section of 1.0.0"* ]]
}

@test "an empty section is written where that is set" {
	git config rel.emptySection true
	changelog '# C\n\n## Unreleased\n\n## 0.9.0\n'
	starts '+## 1.0.0\n'
}

@test "what says that it is unreleased is not published" {
	git config rel.finish push
	quietly git switch -q -c release/v0.2.0
	printf '# C\n\n## [0.2.0] - Unreleased\n\n- one\n' >CHANGELOG.md
	record
	run git rel finish -y
	exits 1
	[[ $output == *'CHANGELOG.md:3: the section of 0.2.0 says that it is not released'* ]]
	quietly git rel notes build 0.2.0
	grep -q '^## \[0.2.0\] - 20' CHANGELOG.md
	run git rel finish -y
	exits 0
}

@test "a link of candidates that goes, and none comes in its place, is told" {
	git config rel.scheme pep440
	changelog '# C\n\n## [1.0.0rc1]\n\n- one\n\n## [0.9.0]\n\n[1.0.0rc1]: https://h/first\n[0.9.0]: https://h/0.9.0\n'
	run git rel start 1.0.0 --no-switch -y
	exits 0
	says "CHANGELOG.md: 1.0.0 has no link: that of 1.0.0rc1, line 9, is of no form"
	[ "$(git show release/v1.0.0:CHANGELOG.md | tail -n 1)" = '[0.9.0]: https://h/0.9.0' ]
}

@test "a section of commits gets its link at the end, and Unreleased's follows" {
	git config rel.notesStyle sections
	changelog '# C\n\n## [0.9.0]\n\n- zero\n\n[Unreleased]: https://x/compare/v0.9.0...HEAD\n[0.9.0]: https://x/compare/v0.8.0...v0.9.0\n'
	run git rel start 1.0.0 --no-switch -y
	exits 0
	diff <(git show release/v1.0.0:CHANGELOG.md | tail -n 3) - <<-'IN'
		[Unreleased]: https://x/compare/v1.0.0...HEAD
		[1.0.0]: https://x/compare/v0.9.0...v1.0.0
		[0.9.0]: https://x/compare/v0.8.0...v0.9.0
	IN
	quietly git rel undo -y
	changelog '# C\n\n## [0.9.0]\n\n- zero\n\n[0.9.0]: https://x/tag/v0.9.0\n'
	run git rel start 1.0.0 --no-switch -y
	exits 0
	git show release/v1.0.0:CHANGELOG.md |
		grep -qxF '[1.0.0]: https://x/tag/v1.0.0'
}

@test "a changelog called .rst gets headings of reStructuredText" {
	git config rel.notesStyle sections
	git config rel.changelog CHANGES.rst
	printf 'Changes\n=======\n\n0.9.0 (2020-01-01)\n------------------\n\nAdded\n.....\n\n- zero\n' >CHANGES.rst
	echo x >x
	git add -A
	git commit -q -m 'feat: one'
	run git rel start 1.0.0 --no-switch -y
	exits 0
	diff <(git show release/v1.0.0:CHANGES.rst | sed -n 4,12p) - <<-IN
		1.0.0 ($(date -u +%F))
		------------------

		Added
		.....

		- One

		0.9.0 (2020-01-01)
	IN
	quietly git rel undo -y
	git rm -q CHANGES.rst
	git commit -q -m 'Drop the changelog'
	run git rel start 1.0.0 --no-switch -y
	exits 0
	diff <(git show release/v1.0.0:CHANGES.rst) - <<-IN
		Changelog
		=========

		1.0.0 - $(date -u +%F)
		------------------

		Features
		~~~~~~~~

		- One
	IN
}

@test "releases in bold lines get another bold line" {
	changelog 'Changes\n=======\n\n**Unreleased**\n\n- one\n\n**0.9.0 (2020-01-01)**\n\n- zero\n'
	starts "+**1.0.0 ($(date -u +%F))**\n"
}
