#!/usr/bin/env bats
# git rel notes edit: a person's words, and nothing else, change.

load lib

setup() {
	sealed
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.branch 'release/{version}'
	git config rel.notesStyle keepachangelog
	git config rel.commitMessage 'release: {version}'
}

# edits <shell command on "$1">: what the person does in the editor.
edits() {
	printf '#!/bin/sh -e\necho "$1" >"%s/opened"\n%s\n' "$T" "$1" >"$T/bin/ed"
	chmod +x "$T/bin/ed"
	export GIT_EDITOR="$T/bin/ed"
}

# begun [<changelog>]: a release whose notes are in its release commit.
begun() {
	printf '%b' "${1:-# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A (#4)\n\n\n## [0.1.0] - 2025-12-01\n\n- First\n}" >CHANGELOG.md
	git add -A
	git commit -q -m Work
	git push -q origin main
	quietly git rel start 0.2.0
}

@test "edit amends the release commit, and changes the section alone" {
	begun
	cp CHANGELOG.md "$T/before"
	edits 'cp "$1" "'"$T"'/given"; sed -i "s/- A/- A great thing/" "$1"'
	run git rel notes edit
	exits 0
	says "'release/0.2.0' has the new notes, in its last commit"
	[ "$(git log --format=%s main..HEAD)" = 'release: 0.2.0' ]
	[ "$(cat CHANGELOG.md)" = "$(sed 's/- A/- A great thing/' "$T/before")" ]
	[ "$(cat "$T/given")" = "## [0.2.0] - $(date +%Y-%m-%d)"$'\n\n### Added\n\n- A (#4)' ]
	[[ $(cat "$T/opened") == *.md ]]
	[ ! -e "$(cat "$T/opened")" ]
	[ -z "$(git status --porcelain)" ]
}

@test "what is pushed is never amended: a commit is added" {
	begun
	git push -q origin HEAD
	edits 'echo "- B" >>"$1"'
	quietly git rel notes edit
	[ "$(git log --format=%s main..HEAD)" = $'release: 0.2.0\nrelease: 0.2.0' ]
	contains HEAD "$(git -C "$REMOTE" rev-parse release/0.2.0)"
}

@test "a commit that somebody pushed elsewhere, or tagged, is not amended" {
	begun
	git tag v0.2.0-rc1
	edits 'echo "- B" >>"$1"'
	quietly git rel notes edit
	contains HEAD v0.2.0-rc1
	[ "$(git rev-list --count main..HEAD)" -eq 2 ]
}

@test "a commit of the person's own is not amended" {
	begun
	work more.txt more
	edits 'echo "- B" >>"$1"'
	quietly git rel notes edit
	[ "$(git log --format=%s main..HEAD)" = $'release: 0.2.0\nPrepare the release\nrelease: 0.2.0' ]
}

@test "an unchanged or an empty text changes nothing, and says so" {
	begun
	remember
	edits ':'
	run git rel notes edit
	exits 0
	says 'the notes of 0.2.0 are as they were'
	unchanged
	edits 'echo >>"$1"'
	run git rel notes edit
	exits 0
	says 'as they were'
	edits ': >"$1"'
	run git rel notes edit
	exits 0
	says 'the text was empty'
	unchanged
}

@test "an editor that fails is one clear error" {
	begun
	remember
	edits 'echo more >>"$1"; exit 3'
	run git rel notes edit
	refused 128 "there was a problem with the editor '$T/bin/ed'"
	[ "$(grep -c "^fatal" <<<"$output")" -eq 1 ]
	rm .git/rel/NOTES-0.2.0.md
	GIT_EDITOR="$T/none such" run git rel notes edit
	refused 128 "there was a problem with the editor"
}

@test "a section that is another's is refused, and the text is kept" {
	begun
	remember
	edits 'sed -i "s/0.2.0/0.3.0/" "$1"; echo "- My work" >>"$1"'
	run git rel notes edit
	refused 1 'not the section of 0.2.0' "'[0.2.0] - " "$R/.git/rel/NOTES-0.2.0.md"
	grep -qx -- '- My work' .git/rel/NOTES-0.2.0.md
	for bad in 'echo "## [0.1.9]" >>"$1"' 'echo "<!-- open" >>"$1"' 'echo "## Thanks" >>"$1"' \
		'printf "%s\n" "~~~" >>"$1"' 'sed -i 1d "$1"' 'sed -i "1iBefore" "$1"' \
		'sed -i "s/^## /# /" "$1"'; do
		rm -f .git/rel/NOTES*
		edits "$bad"
		run git rel notes edit
		refused 1 'not the section of 0.2.0' NOTES-0.2.0.md || complain "$bad"
	done
}

@test "the text is kept when the work tree is in the way" {
	begun
	echo mine >>CHANGELOG.md
	remember
	edits 'echo "- My work" >>"$1"'
	run git rel notes edit
	refused 1 CHANGELOG.md NOTES-0.2.0.md
	grep -qx -- '- My work' .git/rel/NOTES-0.2.0.md
}

@test "an editor that saves and then fails loses nothing: the next edit begins with it" {
	begun
	edits 'echo "- My work" >>"$1"; exit 4'
	remember
	run git rel notes edit
	refused 128 "there was a problem with the editor" "your text is in '$R/.git/rel/NOTES-0.2.0.md'"
	edits 'echo "- And more" >>"$1"'
	run git rel notes edit
	exits 0
	says "it begins with what was left in"
	git show HEAD:CHANGELOG.md | grep -qx -- '- My work'
	git show HEAD:CHANGELOG.md | grep -qx -- '- And more'
	[ ! -e .git/rel/NOTES-0.2.0.md ] || complain "it is still there"
}

@test "who commits while the editor is open finds the text again" {
	begun
	edits 'echo "- My work" >>"$1"; git commit -q --allow-empty -m meanwhile'
	run git rel notes edit
	exits 1
	says "your text is in '$R/.git/rel/NOTES-0.2.0.md'"
	edits 'cat "$1" >/dev/null'
	quietly git rel notes edit
	git show HEAD:CHANGELOG.md | grep -qx -- '- My work'
}

@test "a dry run opens no editor and says what would be amended" {
	begun
	remember fingerprint
	edits 'echo "- B" >>"$1"'
	run git rel notes edit -n
	exits 0
	says "open the notes of 0.2.0 in the editor, then amend the last commit of 'release/0.2.0'" \
		'git commit --amend --no-edit -- CHANGELOG.md'
	unchanged
	[ ! -e "$T/opened" ]
	git push -q origin HEAD
	run -0 git rel notes edit -n
	says "then commit the notes to 'release/0.2.0'"
}

@test "a section that is missing begins with its heading" {
	begun '# C\n\n## [Unreleased]\n\n## [0.1.0] - 2025-12-01\n\n- First\n'
	edits ':'
	remember
	run git rel notes edit
	exits 0
	unchanged
	edits 'echo "- By hand" >>"$1"'
	quietly git rel notes edit
	[ "$(cat CHANGELOG.md)" = $'# C\n\n## [Unreleased]\n\n## [0.2.0] - '"$(date +%Y-%m-%d)"$'\n\n- By hand\n\n## [0.1.0] - 2025-12-01\n\n- First' ]
}

@test "the notes file of a version, where there is no section" {
	git config rel.notesStyle none
	git config rel.notesFile 'docs/{version}.md'
	git commit -q --allow-empty -m 'feat: say it (#12)'
	git push -q origin main
	quietly git rel start 0.2.0
	edits 'echo "Words." >>"$1"'
	quietly git rel notes edit 0.2.0
	[ "$(cat docs/0.2.0.md)" = $'### Features\n\n- Say it (#12)\nWords.' ]
	[ "$(git rev-list --count main..HEAD)" -eq 1 ]
}

@test "a notes file made of the section follows it" {
	git config rel.notesFile 'docs/{version}.md'
	begun
	edits 'echo "- B" >>"$1"'
	quietly git rel notes edit
	[ "$(cat docs/0.2.0.md)" = $'### Added\n\n- A (#4)\n- B' ]
}

@test "a changelog with CRLF keeps it" {
	begun '# C\r\n\r\n## [Unreleased]\r\n\r\n- A\r\n\r\n## [0.1.0]\r\n\r\n- First\r\n'
	edits 'echo "- B" >>"$1"'
	quietly git rel notes edit
	[ "$(git show HEAD:CHANGELOG.md | grep -c $'\r$')" -eq "$(git show HEAD:CHANGELOG.md | wc -l)" ]
}

@test "an editor with options and quotes is run as git runs it" {
	begun
	edits 'true'
	printf '#!/bin/sh\n[ "$1" = "a b" ] && echo "- B" >>"$2"\n' >"$T/bin/two words"
	chmod +x "$T/bin/two words"
	unset GIT_EDITOR
	git config core.editor "'$T/bin/two words' 'a b'"
	quietly git rel notes edit
	grep -qx -- '- B' CHANGELOG.md
}

@test "without any editor git says why" {
	begun
	unset GIT_EDITOR
	remember
	run git rel notes edit
	refused 128 'git knows no editor'
}

@test "undo takes an edit back" {
	begun
	remember
	edits 'echo "- B" >>"$1"'
	quietly git rel notes edit
	run git rel undo -y
	exits 0
	unchanged
}

@test "a section that edit makes brings its links, unless its heading was changed" {
	local url=https://example.com/compare
	begun "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2025-12-01\n\n- First\n\n[Unreleased]: $url/v0.1.0...HEAD\n[0.1.0]: $url/v0.0.1...v0.1.0\n"
	edits 'sed -i "1q" "$1"; echo "- By hand" >>"$1"'
	quietly git rel notes edit
	grep -qxF "[0.2.0]: $url/v0.1.0...v0.2.0" CHANGELOG.md
	grep -qxF "[Unreleased]: $url/v0.2.0...HEAD" CHANGELOG.md
	quietly git rel undo -y
	edits 'printf "## 0.2.0 - 2026-01-02\n\n- By hand\n" >"$1"'
	quietly git rel notes edit
	grep -qxF '## 0.2.0 - 2026-01-02' CHANGELOG.md
	grep -qxF "[Unreleased]: $url/v0.1.0...HEAD" CHANGELOG.md
}
