#!/usr/bin/env bats
# git rel notes: what a release has to say.

load lib

setup() {
	sealed
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.branch 'release/{version}'
}

# keeps <style> [<scheme>]: the project keeps its notes like that.
keeps() {
	git config rel.notesStyle "$1"
	git config rel.scheme "${2:-semver}"
}

# begun <version>: a release branch without notes, as one begun by hand.
begun() { git switch -q --no-track -c "release/$1" main; }

# on_main <file> <text>: work that went in before the release.
on_main() {
	git switch -q main
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

today() { date +%Y-%m-%d; }

@test "build cuts the section of Keep a Changelog, links and all" {
	keeps keepachangelog
	git config rel.commitMessage 'chore: prepare release {version}'
	on_main CHANGELOG.md '# Changelog\n\n## [Unreleased]\n<!-- here -->\n\n### Added\n\n- A thing (#4)\n\n## [0.1.0] - 2025-12-01\n\n- First\n\n[unreleased]: https://h/o/r/compare/v0.1.0...HEAD\n[0.1.0]: https://h/o/r/releases/tag/v0.1.0\n'
	begun 0.2.0
	run git rel notes build
	exits 0
	says 'Changelog: 1 entry across 1 category'
	has CHANGELOG.md "# Changelog\n\n## [Unreleased]\n<!-- here -->\n\n## [0.2.0] - $(today)\n\n### Added\n\n- A thing (#4)\n\n## [0.1.0] - 2025-12-01\n\n- First\n\n[unreleased]: https://h/o/r/compare/v0.2.0...HEAD\n[0.2.0]: https://h/o/r/compare/v0.1.0...v0.2.0\n[0.1.0]: https://h/o/r/releases/tag/v0.1.0\n"
	[ "$(git log -1 --format=%s)" = 'chore: prepare release 0.2.0' ]
	run git rel notes build
	exits 0
	says 'has its notes already'
	run --separate-stderr git rel notes show
	exits 0
	[ "$output" = $'### Added\n\n- A thing (#4)' ]
	run git rel notes check
	exits 0
	says '0.2.0: 1 entry across'
}

@test "build changes nothing in a dry run, and undo takes it back" {
	keeps keepachangelog
	on_main CHANGELOG.md '## [Unreleased]\n- A\n'
	begun 0.2.0
	remember fingerprint
	run git rel notes build --dry-run
	exits 0
	says 'git commit -m' CHANGELOG.md
	unchanged
	remember
	quietly git rel notes build
	run git rel undo -y
	exits 0
	unchanged
}

@test "build refuses what would be empty, with the way out" {
	keeps keepachangelog
	on_main CHANGELOG.md '## [Unreleased]\n\n## 0.1.0\n- A\n'
	begun 0.2.0
	remember
	run git rel notes build
	refused 1 "CHANGELOG.md: nothing is noted under 'Unreleased', line 1" \
		'git rel notes build --commits'
	run git rel notes check
	refused 1 "'CHANGELOG.md' has no section of 0.2.0"
}

@test "build overwrites no work of yours" {
	keeps keepachangelog
	on_main CHANGELOG.md '## [Unreleased]\n- A\n'
	begun 0.2.0
	echo mine >>CHANGELOG.md
	remember
	run git rel notes build
	refused 1 CHANGELOG.md
}

@test "notes from commits: conventional ones, with their numbers" {
	keeps sections
	on_main a.txt x 'feat(api): say it (#12)'
	on_main a.txt y 'fix: mend it (#13)'
	on_main a.txt z 'docs: tell it'
	on_main a.txt 1 'refactor!: break it (#14)'
	run --separate-stderr git rel notes show --since=v0.1.0
	exits 0
	[ "$output" = $'### Breaking Changes\n\n- Break it (#14)\n\n### Features\n\n- api: say it (#12)\n\n### Fixes\n\n- Mend it (#13)' ]
	git config rel.notesCategories 'feat = New things'
	begun 0.2.0
	quietly git rel notes build
	has CHANGELOG.md "# Changelog\n\n## [0.2.0] - $(today)\n\n### Breaking Changes\n\n- Break it (#14)\n\n### New things\n\n- api: say it (#12)\n"
}

@test "one file per series, one per version; what is written by hand stays" {
	keeps sections
	git config rel.changelog 'CHANGELOG/{series}.md'
	git config rel.notesFile 'docs/releases/{version}.md'
	on_main a.txt x 'feat: say it (#12)'
	begun 0.2.0
	quietly git rel notes build
	has CHANGELOG/0.2.md "# Changelog\n\n## [0.2.0] - $(today)\n\n### Features\n\n- Say it (#12)\n"
	has docs/releases/0.2.0.md '### Features\n\n- Say it (#12)\n'
	git switch -q main
	on_main docs/releases/0.3.0.md 'By hand\n' 'feat: more (#13)'
	begun 0.3.0
	quietly git rel notes build
	has docs/releases/0.3.0.md 'By hand\n'
}

# towncrier's settings and some fragments: <more settings>
fragments() {
	keeps towncrier pep440
	on_main pyproject.toml "[tool.towncrier]\ndirectory = \"changes\"\n$1"
	on_main changes/8008.feature.md 'Add *X* models\n'
	on_main changes/12.bugfix.md 'Mend\ntwo lines\n\nand more\n'
	on_main changes/3.bugfix.md 'Mend\ntwo lines\n\nand more\n'
	on_main changes/+free.feature.md 'Free\n'
	on_main changes/77.misc 'unsaid\n'
	on_main changes/README.md 'About\n'
}

# real <version>: what towncrier itself makes of the same commit, in $T/real
real() {
	command -v towncrier >/dev/null || skip "no towncrier"
	git clone -q "$R" "$T/real"
	(cd "$T/real" && towncrier build --yes --version "$1") >/dev/null 2>&1
	rm -rf "$T/real/.git"
}

as_real() {
	local diff
	towncrier_is_ours || return 0
	diff=$(diff -r -x .git "$R" "$T/real") || complain "$diff"
}

@test "fragments become what towncrier makes of them" {
	fragments 'name = "Proj"\nwrap = true\n'
	begun 26.2.0
	real 26.2.0
	run git rel notes build
	exits 0
	as_real
}

@test "fragments with a template, types and formats of the project" {
	fragments 'filename = "CHANGELOG.md"\nstart_string = "<!-- towncrier release notes start -->"\ntitle_format = "## {version} ({project_date})"\nunderlines = ["", "", ""]\ntemplate = "changes/template.md"\nissue_format = "[#{issue}](https://h/{issue})"\n[[tool.towncrier.type]]\ndirectory = "feature"\nname = "Features"\nshowcontent = true\n[[tool.towncrier.type]]\ndirectory = "bugfix"\nname = "Fixes"\nshowcontent = true\n'
	on_main CHANGELOG.md 'Changes\n=======\n\n<!--\n keep me\n-->\n\n<!-- towncrier release notes start -->\n\n## 26.1.0 (2025-12-01)\n\n### Features\n* Old ([#1](https://h/1))\n'
	on_main changes/template.md '{% for section, _ in sections.items() %}\n{% if sections[section] %}\n{% for category, val in definitions.items() if category in sections[section] %}\n### {{ definitions[category]["name"] }}\n{% for text, values in sections[section][category].items() %}\n* {{ text }}{% if values %} ({{ values|join(", ") }}){% endif %}\n\n{% endfor %}\n\n{% endfor %}\n{% endif %}\n{% endfor %}\n'
	begun 26.2.0
	real 26.2.0
	run git rel notes build
	exits 0
	as_real
	grep -F '* Add *X* models ([#8008](https://h/8008))' CHANGELOG.md
	grep -F ' keep me' CHANGELOG.md
}

@test "no fragments: said in these words, and fine where candidates wait" {
	keeps towncrier pep440
	on_main a.txt x
	begun 26.2.0
	run git rel notes build
	exits 1
	says 'No news fragments found in changes/ directory.'
	git switch -q main
	git branch -q -D release/26.2.0
	git config rel.changelog CHANGELOG.md
	on_main CHANGELOG.md '## 26.3.0rc1 (2026-01-01)\n\n### Features\n* X (#1)\n'
	begun 26.3.0
	run git rel notes build
	exits 0
	says 'No news fragments found in changes/ directory.' 'git rel notes fold'
}

# a template that is not known here says so
@test "a template that we cannot render is refused, not guessed" {
	fragments 'template = "t"\n'
	on_main t '{% for a in b %}{{ a|weird }}{% endfor %}{{ 1|weird }}'
	begun 26.2.0
	remember
	run git rel notes build
	refused 128 "t:1: 'weird' is not known here" 'render = towncrier build --draft'
}

# A changelog as S2's: candidates of 26.2.0, some entries in two of them.
candidates() {
	local rc i
	printf 'Changes\n=======\n\n<!-- towncrier release notes start -->\n\n'
	for rc in 5 4 3 2 1; do
		printf '## 26.2.0rc%d (2026-01-%02d)\n\n' "$rc" "$((rc + 10))"
		for i in Features Improvements Fixes; do
			printf '### %s\n' "$i"
			printf '* %s %d of rc%d ([#%d](https://h/%d))\n' \
				"$i" 1 "$rc" $((8000 + rc)) $((8000 + rc)) \
				"$i" 2 "$rc" $((9000 + rc * 10 + ${#i})) $((9000 + rc * 10 + ${#i})) \
				"$i" 3 "$rc" $((100 + ${#i})) $((100 + ${#i}))
			printf '\n'
		done
	done
	printf '## 26.1.0rc1 (2025-12-01)\n\n### Features\n* Old ([#8001](https://h/8001))\n'
}

@test "fold joins the candidates with nothing lost" {
	keeps towncrier pep440
	git config rel.changelog CHANGELOG.md
	on_main CHANGELOG.md "$(candidates)\n"
	begun 26.2.0
	cp CHANGELOG.md "$T/before"
	run git rel notes fold
	exits 0
	says 'Found duplicate entries during RC consolidation (same PR number in multiple RCs).' \
		'Deduplicated entries:' '  * Features 3 of rc1 ([#108](https://h/108))' \
		'Using the latest version of each entry.' \
		'45 entries = 33 kept + 12 merged + 0 dropped' \
		'Changelog: 33 entries across 3 categories' \
		'RC Merged: 26.2.0rc1, 26.2.0rc2, 26.2.0rc3, 26.2.0rc4, 26.2.0rc5'
	# each number is still told, and each line is one of those before
	[ "$(grep -o 'h/[0-9]*' "$T/before" | sort -u)" = "$(grep -o 'h/[0-9]*' CHANGELOG.md | sort -u)" ]
	[ -z "$(grep '^\*' CHANGELOG.md | grep -vxFf "$T/before")" ]
	[ "$(grep -c '^## ' CHANGELOG.md)" = 2 ]
	[ "$(grep -c '^### Features' CHANGELOG.md)" = 2 ]
	[ "$(tail -4 CHANGELOG.md)" = "$(tail -4 "$T/before")" ]
	[ "$(head -5 CHANGELOG.md)" = "$(head -5 "$T/before")" ]
	remember
	run git rel notes fold
	exits 0
	says 'no candidates of 26.2.0'
	unchanged
}

@test "fold puts related changes into groups, by number and by path" {
	keeps towncrier pep440
	git config rel.changelog CHANGELOG.md
	git config rel.notesGroups 'changes/groups.md'
	on_main src/storage/a.c 1 'feat: storage a (#31)'
	on_main src/storage/b.c 1 'feat: storage b (#32)'
	on_main CHANGELOG.md '## 26.2.0rc1 (2026-01-01)\n\n### Features\n* Row models ([#8008](https://h/8008))\n* Storage a (#31)\n* Layers ([#8030](https://h/8030))\n* Storage b (#32)\n* Rest (#5)\n'
	on_main changes/groups.md '## Fair Share Scheduler\nImplemented a Fair Share scheduling system.\n\n- #8008 #8030\n\n## Storage Proxy\n- src/storage/\n'
	begun 26.2.0
	quietly git rel notes fold
	has CHANGELOG.md "## 26.2.0 ($(today))\n\n### Features\n\n#### Fair Share Scheduler\nImplemented a Fair Share scheduling system.\n\n* Row models ([#8008](https://h/8008))\n* Layers ([#8030](https://h/8030))\n\n#### Storage Proxy\n* Storage a (#31)\n* Storage b (#32)\n\n#### Other Features\n* Rest (#5)\n"
}

@test "--amend puts the notes into the release commit, unless it is pushed" {
	keeps keepachangelog
	on_main CHANGELOG.md '## [Unreleased]\n- A\n'
	begun 0.2.0
	remember
	run git rel notes build --amend
	refused 1 "is one of 'main'"
	work VERSION 0.2.0
	git commit -q --amend -m 'release: 0.2.0'
	quietly git rel notes build --amend
	[ "$(git log -1 --format='%s %p')" = "release: 0.2.0 $(git rev-parse --short main)" ]
	sed -i '/0.2.0/,$d' CHANGELOG.md
	echo '- B' >>CHANGELOG.md
	record
	git push -q origin HEAD
	remember
	run git rel notes build --amend
	refused 1 'is pushed already'
}

@test "check asks for a note where one is due" {
	keeps towncrier pep440
	git switch -q -c topic
	echo more >more.txt
	record
	remember
	run git rel notes check
	refused 1 'adds no note' fragment
	mkdir changes
	echo 'Say it' >changes/5.feature.md
	record
	run git rel notes check
	exits 0
	says '1 new note'
	: >changes/6.feature.md
	record
	run git rel notes check
	exits 1
	says "'changes/6.feature.md' is empty"
	git reset -q --hard main
	git commit -q --allow-empty -m 'Tidy' -m 'Notes: none'
	run git rel notes check
	exits 0
	says 'no note is due'
}

@test "check counts new entries of a changelog" {
	keeps keepachangelog
	on_main CHANGELOG.md '## [Unreleased]\n- A\n'
	git switch -q -c topic
	echo more >more.txt
	record
	run git rel notes check
	exits 1
	printf -- '- B\n' >>CHANGELOG.md
	record
	run git rel notes check
	exits 0
	says '1 new note'
}

# answers <words>...: so does git rel notes, in each form, and prints no plan.
answers() {
	local how
	for how in --json -n '--json -n'; do
		# shellcheck disable=SC2086 # words
		run -0 --separate-stderr git rel notes $how "$@"
		[ -n "$output$stderr" ] || complain "$how $*: says nothing"
		[[ $output != *git\ rel\ notes* ]] || complain "$how $*: $output"
	done
}

@test "show and check answer, and print no plan" {
	keeps keepachangelog
	on_main CHANGELOG.md '## [Unreleased]\n- A\n'
	git switch -q -c topic
	work CHANGELOG.md $'## [Unreleased]\n- A\n- B'
	answers check
	answers show --since v0.1.0 0.2.0
	run git rel notes check --json
	exits 0
	[ "$output" = '{"version":1,"outcome":"1 new note"}' ]
	begun 0.2.0
	git merge -q topic
	quietly git rel notes build
	answers show 0.2.0
	run --separate-stderr git rel notes show --json
	exits 0
	[ "$output" = '{"version":1,"release":"0.2.0","notes":"- A\n- B\n"}' ]
	run git rel notes check --json
	exits 0
	[ "$output" = '{"version":1,"release":"0.2.0","outcome":"0.2.0: 2 entries across 1 category"}' ]
	run git rel notes check --dry-run
	exits 0
	[ "$output" = '0.2.0: 2 entries across 1 category' ]
}

@test "sync brings the sections of a stable branch over, by version" {
	keeps keepachangelog
	on_main CHANGELOG.md '# C\n\n## [0.3.0] - 2026-01-01\n\n- C\n\n## [0.1.0] - 2025-01-01\n\n- A\n'
	git switch -q -c stable/v0.1
	printf '# C\n\n## [0.1.1] - 2026-02-01\n\n- B\n\n## [0.1.0] - 2025-01-01\n\n- A\n' >CHANGELOG.md
	record
	git switch -q main
	run git rel notes sync stable/v0.1
	exits 0
	says '1 section of'
	has CHANGELOG.md '# C\n\n## [0.3.0] - 2026-01-01\n\n- C\n\n## [0.1.1] - 2026-02-01\n\n- B\n\n## [0.1.0] - 2025-01-01\n\n- A\n'
	remember
	run git rel notes sync stable/v0.1
	exits 0
	says 'has all versions'
	unchanged
}

@test "paths out of the repository are refused" {
	keeps keepachangelog
	begun 0.2.0
	git config rel.changelog '../x'
	remember
	run git rel notes build
	refused 128 "no path in the repository"
	git config rel.changelog '.git/x'
	remember
	run git rel notes build
	refused 128 "no path in the repository"
}

@test "many fragments go, and nothing else with them" {
	local i
	keeps towncrier pep440
	git switch -q main
	mkdir -p changes/sub changes/deep
	for ((i = 1; i <= 60; i++)); do echo "Say $i" >changes/$i.feature.md; done
	git add -A
	git commit -q -m Work
	echo mine >changes/mine.txt
	begun 0.2.0
	rm changes/7.feature.md
	quietly git rel notes build
	[ "$(ls -A changes)" = $'deep\nmine.txt\nsub' ]
	[ "$(git status --porcelain)" = '?? changes/' ]
	quietly git rel undo -y
	[ "$(ls changes/*.feature.md | wc -l)" -eq 60 ]
}

@test "many fragments behind a link to another folder are not touched" {
	local i
	keeps towncrier pep440
	git switch -q main
	mkdir changes
	for ((i = 1; i <= 60; i++)); do echo "Say $i" >changes/$i.feature.md; done
	git add -A
	git commit -q -m Work
	begun 0.2.0
	mv changes "$T/outside"
	ln -s "$T/outside" changes
	run -0 git rel notes build
	[ "$(ls "$T/outside" | wc -l)" -eq 60 ]
	[ -L changes ]
}
