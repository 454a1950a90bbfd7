#!/usr/bin/env bats
# A changelog of years is seldom perfect: where one section cannot be merged by
# its structure, that one is git's, all others are not, and a note says so.

load lib

setup() {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle keepachangelog
}

# old: what was released years ago, with a category of the wrong level.
old() {
	printf '\n## [0.1.0] - 2020-01-01\n\n### Added\n\n- Z\n\n## Fixed\n\n'
	lines old
}

# changelog <entry of Unreleased>...
changelog() {
	printf '# Changelog\n\n## [Unreleased]\n'
	[ $# -eq 0 ] || printf '\n### Added\n\n'
	[ $# -eq 0 ] || printf -- '- %s\n' "$@"
}

cut_changelog() {
	changelog
	printf '\n## [0.2.0] - 2020-02-02\n\n### Added\n\n- A\n- B\n'
}

# develop <shell command>: there, and back to the release.
develop() {
	git switch -q develop
	eval "$1"
	git commit -q -a -m 'Go on'
	git switch -q release/v0.2.0
}

begun() {
	git switch -q develop
	{ changelog A B && "${1-old}"; } >CHANGELOG.md
	git add -A
	git commit -q -m 'Note it'
	git push -q origin develop
	quietly git -c rel.notesStyle=none rel start --push 0.2.0
	{ cut_changelog && "${1-old}"; } >CHANGELOG.md
	record
}

holds() {
	[ "$(git show develop:CHANGELOG.md)" = "$1" ] ||
		complain "$(diff <(echo "$1") <(git show develop:CHANGELOG.md))"
}

merged() { changelog C && cut_changelog | sed 1,3d; }

@test "a stray heading of years ago does not put an entry into the release" {
	begun
	develop '{ changelog A B C; old; } >CHANGELOG.md'
	run git rel finish -y
	exits 0
	released 0.2.0
	says 'section by section'
	[[ $output != *'line by line:'* ]]
	holds "$(merged && old)"
}

@test "only the section with a stray heading is left to git, and that is said" {
	local want
	begun
	sed -i 's/old line 1$/ours/' CHANGELOG.md
	record
	develop '{ changelog A B C; old; } | sed "s/old line 12/theirs/" >CHANGELOG.md'
	run git rel finish --dry-run
	exits 0
	says 'note: CHANGELOG.md:17: this section is merged line by line: a heading in it is as high as its own'
	run git rel finish -y
	exits 0
	released 0.2.0
	want=$(merged && old | sed 's/old line 1$/ours/; s/old line 12/theirs/')
	holds "$want"
}

@test "what both sides changed in such a section is the only conflict" {
	begun
	sed -i 's/old line 1$/ours/' CHANGELOG.md
	record
	develop '{ changelog A B C; old; } | sed "s/old line 1$/theirs/" >CHANGELOG.md'
	remember
	run git rel finish -y
	refused 1 'conflict in CHANGELOG.md'
}

@test "a category told twice long ago leaves the other sections alone" {
	twice() {
		printf '\n## [0.1.0] - 2020-01-01\n\n### Fixed\n\n- Z\n\n### Added\n\n- Y\n\n### Fixed\n\n'
		lines old
	}
	begun twice
	sed -i 's/old line 1$/ours/' CHANGELOG.md
	record
	develop '{ changelog A B C; twice; } | sed "s/old line 12/theirs/" >CHANGELOG.md'
	run git rel finish -y
	exits 0
	released 0.2.0
	says "this section is merged line by line: a section has two parts 'Fixed'"
	holds "$(merged && twice | sed 's/old line 1$/ours/; s/old line 12/theirs/')"
}

