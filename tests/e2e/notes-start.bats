#!/usr/bin/env bats
# A branch that git rel start or hotfix makes is ready: the version and the
# notes are in its release commit.

load lib

setup() {
	sealed
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.branch 'release/{version}'
	git config rel.versionFiles VERSION
}

# on_main <file> <text> [<message>]: work that went in before the release.
on_main() {
	mkdir -p "$(dirname "$1")"
	printf '%b' "$2" >"$1"
	git add -A
	git commit -q -m "${3:-Work}"
}

# has <file> <text>: just that is in it, on the branch and in the work tree.
has() {
	local want
	want=$(printf '%b' "$2")
	[ "$(git show "HEAD:$1")" = "$want" ] ||
		complain "$1: $(diff <(echo "$want") <(git show "HEAD:$1"))" || return
	cmp "$1" <(git show "HEAD:$1")
}

# commits <subject>...: those of the branch, oldest first.
commits() {
	local want
	want=$(printf '%s\n' "$@")
	[ "$(git log --reverse --format=%s main..HEAD)" = "$want" ] ||
		complain "$(git log --reverse --format=%s main..HEAD)"
}

today() { date +%Y-%m-%d; }

keep_a_changelog() {
	git config rel.notesStyle keepachangelog
	on_main CHANGELOG.md "# Changelog\n\n## [Unreleased]\n\n${1-### Added\n\n- A thing (#4)\n}\n## [0.1.0] - 2025-12-01\n\n- First\n"
}

@test "start commits version and notes as one release commit" {
	keep_a_changelog
	git config rel.commitMessage 'chore: prepare release {version}'
	run git rel start 0.2.0
	exits 0
	commits 'chore: prepare release 0.2.0'
	has VERSION 0.2.0
	has CHANGELOG.md "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - $(today)\n\n### Added\n\n- A thing (#4)\n\n## [0.1.0] - 2025-12-01\n\n- First\n"
	on_branch release/0.2.0
	[ -z "$(git status --porcelain)" ]
	run git rel notes build
	exits 0
	says 'has its notes already'
}

@test "with a message for the bump it is a commit of its own, below the notes" {
	keep_a_changelog
	git config rel.bumpMessage 'Bump version to {version}'
	git config rel.commitMessage 'chore: prepare release {version}'
	git config rel.notesFile 'docs/releases/{version}.md'
	quietly git rel start 0.2.0
	commits 'Bump version to 0.2.0' 'chore: prepare release 0.2.0'
	[ "$(git diff --name-only main HEAD~1)" = VERSION ]
	[ "$(git diff --name-only HEAD~1 HEAD)" = $'CHANGELOG.md\ndocs/releases/0.2.0.md' ]
	has docs/releases/0.2.0.md '### Added\n\n- A thing (#4)\n'
}

@test "without version files the notes are the release commit" {
	git config --unset rel.versionFiles
	keep_a_changelog
	quietly git rel start 0.2.0
	commits 'Release 0.2.0'
	[ "$(git diff --name-only main HEAD)" = CHANGELOG.md ]
}

@test "the plan names all that is committed, and a dry run changes nothing" {
	keep_a_changelog
	remember fingerprint
	run git rel start --dry-run 0.2.0
	exits 0
	says "commit version 0.2.0 (was 0.1.0) and its notes to 'release/0.2.0'" \
		"git commit -m 'Release 0.2.0' -- VERSION CHANGELOG.md"
	unchanged
}

@test "undo takes the branch away, notes and all" {
	keep_a_changelog
	remember
	quietly git rel start 0.2.0
	run git rel undo -y
	exits 0
	unchanged
}

@test "nothing noted is no error, only said" {
	keep_a_changelog ''
	run git rel start 0.2.0
	exits 0
	says "note: CHANGELOG.md: nothing is noted under 'Unreleased', line 3"
	commits 'Release 0.2.0'
	[ "$(git diff --name-only main HEAD)" = VERSION ]
}

@test "no changelog yet is no error, only said" {
	git config rel.notesStyle keepachangelog
	run git rel start 0.2.0
	exits 0
	says "note: CHANGELOG.md: there is no section 'Unreleased'"
}

@test "no fragments: said in these words" {
	git config rel.notesStyle towncrier
	run git rel start 0.2.0
	exits 0
	says 'note: No news fragments found in changes/ directory.'
	on_branch release/0.2.0
}

@test "fragments go into the section of a candidate, and away" {
	git config rel.notesStyle towncrier
	git config rel.scheme calver
	git config rel.changelog CHANGELOG.md
	on_main changes/8008.feature.md 'Row models\n'
	on_main CHANGELOG.md 'Changes\n\n<!-- towncrier release notes start -->\n\n## 0.1.0 (2025-12-01)\n\n* First\n'
	quietly git rel start 26.2.0rc1
	[ ! -e changes ]
	[ -z "$(git status --porcelain)" ]
	run -0 git rel notes show
	says 'Row models' 8008
}

# a changelog with candidates of 26.2.0, as S2 keeps it
candidates() {
	git config rel.notesStyle towncrier
	git config rel.scheme calver
	git config rel.changelog CHANGELOG.md
	git config rel.commitMessage 'release: {version}'
	on_main pyproject.toml '[tool.towncrier]\ndirectory = "changes"\nstart_string = "<!-- towncrier release notes start -->\\n"\ntitle_format = "## {version} ({project_date})"\nunderlines = ["", "", ""]\ntemplate = "changes/t.md"\nissue_format = "[#{issue}](https://h/{issue})"\n[[tool.towncrier.type]]\ndirectory = "feature"\nname = "Features"\nshowcontent = true\n'
	on_main changes/t.md '{% for section, _ in sections.items() %}{% for category, val in definitions.items() if category in sections[section] %}\n### {{ definitions[category]["name"] }}\n{% for text, values in sections[section][category].items() %}\n* {{ text }} ({{ values|join(", ") }})\n{% endfor %}\n{% endfor %}{% endfor %}\n'
	on_main CHANGELOG.md 'Changes\n\n<!-- towncrier release notes start -->\n\n## 26.2.0rc2 (2026-01-12)\n\n### Features\n* Newer ([#1](https://h/1))\n\n## 26.2.0rc1 (2026-01-11)\n\n### Features\n* Older ([#1](https://h/1))\n* Two ([#2](https://h/2))\n\n## 26.1.0 (2025-12-01)\n\n### Features\n* Old ([#1](https://h/1))\n'
}

@test "a final version folds its candidates in the same commit" {
	candidates
	on_main changes/3.feature.md 'Three\n'
	run git rel start 26.2.0
	exits 0
	says 'Found duplicate entries during RC consolidation (same PR number in multiple RCs).' \
		'  * Older ([#1](https://h/1))' 'Using the latest version of each entry.' \
		'4 entries = 3 kept + 1 merged + 0 dropped'
	commits 'release: 26.2.0'
	[ "$(grep '^## ' CHANGELOG.md)" = "## 26.2.0 ($(today))"$'\n## 26.1.0 (2025-12-01)' ]
	[ "$(grep -c '^\* ' CHANGELOG.md)" = 4 ]
	[ ! -e changes/3.feature.md ]
	[ -z "$(git status --porcelain)" ]
}

@test "a final version without fragments has those of its candidates" {
	candidates
	run git rel start 26.2.0
	exits 0
	[[ $output != *'No news fragments'* ]]
	commits 'release: 26.2.0'
	[ "$(grep '^## ' CHANGELOG.md)" = "## 26.2.0 ($(today))"$'\n## 26.1.0 (2025-12-01)' ]
}

@test "the notes file of a final version has what was folded" {
	candidates
	git config rel.notesFile 'docs/{version}.md'
	quietly git rel start 26.2.0
	has docs/26.2.0.md '### Features\n* Two ([#2](https://h/2))\n* Newer ([#1](https://h/1))\n'
}

# released_with <what to start> <entry>: noted, started, finished.
released_with() {
	git switch -q main
	sed -i "s/^## \[Unreleased\]/&\n\n- $2/" CHANGELOG.md
	git commit -q -a -m "$2"
	quietly git rel start "$1"
	quietly git rel finish -y
}

@test "the links of candidates become that of the final version" {
	git config rel.finish push
	keep_a_changelog ''
	printf '\n[Unreleased]: https://h/o/r/compare/v0.1.0...HEAD\n[0.1.0]: https://h/o/r/releases/tag/v0.1.0\n' >>CHANGELOG.md
	git commit -q -a -m 'Add links'
	released_with 0.2.0-rc1 'A (#1)'
	released_with rc 'B (#2)'
	cp CHANGELOG.md "$T/before"
	quietly git rel start 0.2.0
	[ "$(tail -3 CHANGELOG.md)" = '[Unreleased]: https://h/o/r/compare/v0.2.0...HEAD
[0.2.0]: https://h/o/r/compare/v0.1.0...v0.2.0
[0.1.0]: https://h/o/r/releases/tag/v0.1.0' ]
	[[ $(grep -c '^\[0' CHANGELOG.md) = 2 && $(grep -c '^- ' CHANGELOG.md) = 3 ]]
	# the same where something was noted since, and was cut
	git switch -q main
	git branch -q -D release/0.2.0
	git show v0.2.0-rc2:CHANGELOG.md | cmp - "$T/before"
	sed -i "s/^## \[Unreleased\]/&\n\n- C (#3)/" CHANGELOG.md
	git commit -q -a -m 'C'
	quietly git rel start 0.2.0
	[ "$(tail -3 CHANGELOG.md)" = '[Unreleased]: https://h/o/r/compare/v0.2.0...HEAD
[0.2.0]: https://h/o/r/compare/v0.1.0...v0.2.0
[0.1.0]: https://h/o/r/releases/tag/v0.1.0' ]
	[[ $(grep -c '^\[0' CHANGELOG.md) = 2 && $(grep -c '^- ' CHANGELOG.md) = 4 ]]
}

@test "notes from commits, of a base that is only on the remote" {
	git config rel.notesStyle sections
	git config rel.base origin/main
	colleague main 'git commit -q --allow-empty -m "feat: say it (#12)"; echo x >x.txt'
	quietly git rel start 0.2.0
	has CHANGELOG.md "# Changelog\n\n## [0.2.0] - $(today)\n\n### Features\n\n- Say it (#12)\n"
}

@test "a notes file alone, from commits" {
	git config rel.notesFile 'docs/{version}.md'
	on_main a.txt x 'feat: say it (#12)'
	quietly git rel start 0.2.0
	has docs/0.2.0.md '### Features\n\n- Say it (#12)\n'
}

@test "a hotfix has its notes, too" {
	keep_a_changelog
	git tag v0.1.1
	git push -q origin main v0.1.1
	run git rel hotfix --push
	exits 0
	grep -F "## [0.1.2] - $(today)" CHANGELOG.md
	has VERSION 0.1.2
	here_and_there refs/heads/hotfix/v0.1.2
}

@test "what the hook commit-msg refuses does not begin" {
	keep_a_changelog
	printf '#!/bin/sh\nexit 1\n' >.git/hooks/commit-msg
	chmod +x .git/hooks/commit-msg
	remember
	run git rel start 0.2.0
	refused 1 commit-msg
	run git rel start --no-verify 0.2.0
	exits 0
}

@test "work of yours in the changelog is not overwritten" {
	keep_a_changelog
	echo mine >>CHANGELOG.md
	remember
	run git rel start 0.2.0
	refused 1 CHANGELOG.md
}

@test "what prepare steps change goes to the notes, never into the bump" {
	keep_a_changelog
	git config rel.bumpMessage 'Bump version to {version}'
	git config rel.prepare.generate 'echo generated >generated.txt; git add generated.txt'
	quietly git rel start 0.2.0
	commits 'Bump version to 0.2.0' 'Release 0.2.0'
	[ "$(git diff --name-only HEAD~1 HEAD)" = $'CHANGELOG.md\ngenerated.txt' ]
	git switch -q main
	git config --unset rel.notesStyle
	quietly git rel start 0.3.0
	commits 'Bump version to 0.3.0' 'Release 0.3.0'
	[ "$(git diff --name-only main HEAD~1)" = VERSION ]
	[ "$(git diff --name-only HEAD~1 HEAD)" = generated.txt ]
}

@test "notes that are not committed are named, for they are not in the release" {
	git config rel.notesStyle towncrier
	on_main changes/1.feature.md 'One\n'
	echo Two >changes/2.bugfix.md
	echo no >changes/README.md
	run git rel start -n 0.2.0
	exits 0
	says "'changes/2.bugfix.md': not committed, and not in the notes of 0.2.0"
	echo Three >changes/3.feature.md
	run git rel start -n 0.2.0
	says "'changes/2.bugfix.md' and 1 more: not committed"
	git rel start --no-switch 0.2.0
	[ -e changes/2.bugfix.md ]
}

@test "an entry under Unreleased that is not committed is named" {
	git config rel.notesStyle keepachangelog
	on_main CHANGELOG.md '# C\n\n## [Unreleased]\n\n- A\n'
	echo '- B' >>CHANGELOG.md
	run git rel start --no-switch -n 0.2.0
	exits 0
	says "'CHANGELOG.md': not committed, and not in the notes of 0.2.0"
}

@test "no second changelog is begun beside one of another usual name" {
	git config rel.notesStyle sections
	work Changes.rst 'All of it'
	git commit -q --allow-empty -m 'feat: a thing'
	remember
	run git rel start 0.2.0
	refused 1 "there is no 'CHANGELOG.md', but 'Changes.rst'" \
		'hint: if that is the changelog: git config rel.changelog Changes.rst'
	git config rel.changelog CHANGELOG.md
	git rel start 0.2.0
	git cat-file -e HEAD:CHANGELOG.md
}
