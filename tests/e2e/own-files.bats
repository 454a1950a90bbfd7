#!/usr/bin/env bats
# Version files and the changelog in the merges of finish: what both sides
# changed there is settled by structure, everything else is git's.

load lib

setup() {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle keepachangelog
	git config rel.versionFiles VERSION
}

# changelog <section>...: "name: entry; entry", a changelog of such sections.
changelog() {
	local section entry
	printf '# Changelog\n\nAll that changed.\n'
	for section; do
		printf '\n## [%s]\n' "${section%%:*}"
		[[ $section == *:* ]] || continue
		printf '\n### Added\n\n'
		while IFS= read -r entry; do
			printf -- '- %s\n' "${entry# }"
		done < <(tr ';' '\n' <<<"${section#*:}")
	done
}

# notes <section>...: it is that in the work tree.
notes() { changelog "$@" >CHANGELOG.md; }

# commit <branch> <shell command>: there, and back to where we were.
commit() {
	local here
	here=$(git symbolic-ref --short HEAD)
	git switch -q "$1"
	eval "$2"
	git add -A
	git commit -q --allow-empty -m "Change $1"
	git switch -q "$here"
}

# holds <rev> <path> <text>
holds() {
	local text
	text=$(git show "$1:$2") || return
	[ "$text" = "$3" ] || complain "$2 in $1: $(diff <(echo "$3") <(echo "$text"))"
}

# begin <verb>...: its files are written by the test, as a person would.
begin() { quietly git -c rel.versionFiles= -c rel.notesStyle=none rel "$@"; }

# The release 0.2.0 is cut; develop has gone on, its version is <version>.
cut_and_gone_on() {
	begun
	echo 0.2.0 >VERSION
	notes Unreleased '0.2.0 - 2020-02-02: A; B' '0.1.0 - 2020-01-01: Z'
	record
	commit develop "echo ${1-0.3.0-dev} >VERSION
		notes 'Unreleased: A; B; C' '0.1.0 - 2020-01-01: Z'"
}

# The test is about the changelog; no file carries the version.
changelog_alone() { git config --unset rel.versionFiles; }

# A release is begun, with notes to be cut.
begun() {
	commit develop 'notes "Unreleased: A; B" "0.1.0 - 2020-01-01: Z"'
	git push -q origin develop
	begin start --push 0.2.0
}

# What the changelog of develop is, then.
AFTER=('Unreleased: C' '0.2.0 - 2020-02-02: A; B' '0.1.0 - 2020-01-01: Z')

# left_to_git <path>...: the merge back stops, and names just these.
left_to_git() {
	local path
	remember
	run git rel finish -y
	refused 1 "'v0.2.0' does not merge cleanly into 'develop'" || return
	for path; do says "conflict in $path" || return; done
	[ "$(grep -c 'conflict in' <<<"$output")" -eq $# ] || complain "$output"
}

@test "an entry of what comes next does not slip into the release" {
	begun
	notes Unreleased '0.2.0 - 2020-02-02: A; B' '0.1.0 - 2020-01-01: Z'
	echo 0.2.0 >VERSION
	record
	commit develop 'notes "Unreleased: A; B; C" "0.1.0 - 2020-01-01: Z"'

	# git sees no conflict, and is wrong
	twin
	by_hand 'git switch -q develop; git merge -q --no-ff -m x release/v0.2.0'
	git -C "$TWIN" show develop:CHANGELOG.md >"$T/git"
	[ "$(sed -n '/0.2.0/,/0.1.0/p' "$T/git" | grep -c -- '- C')" -eq 1 ]

	run git rel finish -y
	exits 0
	released 0.2.0
	holds develop CHANGELOG.md "$(changelog "${AFTER[@]}")"
}

@test "develop keeps its next version, and the entries of what comes next" {
	cut_and_gone_on
	run git rel finish --dry-run
	exits 0
	says "merge 'v0.2.0' into 'develop' (CHANGELOG.md, VERSION by structure)" \
		"note: 'CHANGELOG.md' is merged section by section" \
		"note: 'VERSION' gets the higher of two versions" \
		'git merge --no-ff v0.2.0'
	run git rel finish -y
	exits 0
	released 0.2.0
	holds main VERSION 0.2.0
	holds develop VERSION 0.3.0-dev
	holds develop CHANGELOG.md "$(changelog "${AFTER[@]}")"
}

@test "develop takes the version of the release where its own is lower" {
	cut_and_gone_on 0.1.1-dev
	run git rel finish -y
	exits 0
	released 0.2.0
	holds develop VERSION 0.2.0
}

@test "what is tagged has the version of the release, not a higher one of main" {
	git config rel.notesStyle none
	begin start --push 0.2.0
	echo 0.2.0 >VERSION
	record
	commit main 'echo 0.3.0-dev >VERSION'
	git push -q origin main
	remember
	run git rel finish -y
	refused 1 "'release/v0.2.0' does not merge cleanly into 'main'" \
		'conflict in VERSION'

	# a person says what it is
	run git rel finish -y --resolve
	exits 1
	echo 0.2.0 >VERSION
	git commit -q -a --no-edit
	run git rel --continue
	exits 0
	released 0.2.0
	holds v0.2.0 VERSION 0.2.0
}

@test "what is tagged has the version of the release where main has a lower one" {
	git config rel.notesStyle none
	begin start --push 0.2.0
	echo 0.2.0 >VERSION
	record
	commit main 'echo 0.1.1-dev >VERSION'
	git push -q origin main
	run git rel finish -y
	exits 0
	released 0.2.0
	says "note: 'VERSION' gets the higher of two versions"
	holds v0.2.0 VERSION 0.2.0
}

@test "a version that only one side changed is git's business" {
	git config rel.notesStyle none
	begin start --push 0.2.0
	work VERSION 0.2.0
	commit develop 'echo more >more.txt'
	run git -c core.pager=cat rel finish -y -v
	exits 0
	released 0.2.0
	holds develop VERSION 0.2.0
	[[ $output != *'by structure'* && $output != *check-attr* ]]
}

@test "a hotfix, while a release with versions of its own is open" {
	cut_and_gone_on
	git push -q origin HEAD
	commit main 'notes "Unreleased" "0.1.0 - 2020-01-01: Z"'
	git switch -q main
	begin hotfix 0.1.1
	echo 0.1.1 >VERSION
	notes Unreleased '0.1.1 - 2020-01-15: Urgent' '0.1.0 - 2020-01-01: Z'
	record
	# its changelog is new on both sides, which is a person's
	remember
	run git rel finish -y
	refused 1 'conflict in CHANGELOG.md'
}

@test "a hotfix, while a release is open, then that release" {
	commit main 'notes "Unreleased" "0.1.0 - 2020-01-01: Z"'
	git tag -a -m x v0.1.1 main
	git push -q origin main v0.1.1
	commit develop 'git merge -q --no-ff -m "Take main" main; notes "Unreleased: A; B" "0.1.0 - 2020-01-01: Z"'
	cut_and_gone_on
	git push -q origin HEAD develop
	local tip=$RELEASE_TIP
	git switch -q main
	begin hotfix 0.1.2
	echo 0.1.2 >VERSION
	notes Unreleased '0.1.2 - 2020-01-15: Urgent' '0.1.0 - 2020-01-01: Z'
	record

	run git rel finish -y
	exits 0
	released 0.1.2
	holds develop VERSION 0.3.0-dev
	holds release/v0.2.0 VERSION 0.2.0
	holds develop CHANGELOG.md "$(changelog 'Unreleased: A; B; C' '0.1.2 - 2020-01-15: Urgent' '0.1.0 - 2020-01-01: Z')"
	holds release/v0.2.0 CHANGELOG.md "$(changelog Unreleased '0.2.0 - 2020-02-02: A; B' '0.1.2 - 2020-01-15: Urgent' '0.1.0 - 2020-01-01: Z')"

	# main and develop have two merge bases now
	git switch -q release/v0.2.0
	RELEASE_TIP=$tip
	commit develop 'notes "Unreleased: A; B; C; D" "0.1.2 - 2020-01-15: Urgent" "0.1.0 - 2020-01-01: Z"'
	run git rel finish -y
	exits 0
	released 0.2.0
	[ "$(git merge-base --all main develop^1 | wc -l)" -eq 2 ]
	holds develop VERSION 0.3.0-dev
	holds main VERSION 0.2.0
	holds develop CHANGELOG.md "$(changelog 'Unreleased: C; D' '0.2.0 - 2020-02-02: A; B' '0.1.2 - 2020-01-15: Urgent' '0.1.0 - 2020-01-01: Z')"
}

# The files of a project in two ecosystems: <version> <version> <dependency>.
files_of() {
	printf '[project]\nname = "x"\nversion = "%s"\nlicense = "MIT"\n\n[tool.x]\na = 1\nb = 2\nc = 3\n\ndependency = "%s"\n' "$1" "$3" >pyproject.toml
	printf '{\n  "name": "x",\n  "version": "%s",\n  "private": true\n}\n' "$2" >package.json
	echo "$1" >VERSION
}

@test "versions in two spellings; what else changed in these files is merged" {
	git config rel.scheme pep440
	git config rel.notesStyle none
	git config rel.versionFiles 'VERSION pyproject.toml package.json'
	commit develop 'files_of 0.1.0 0.1.0 one'
	begun
	files_of 0.2.0 0.2.0 two
	record
	commit develop 'files_of 0.3.0.dev0 0.3.0-dev.0 one
		sed -i "s/MIT/ISC/" pyproject.toml'
	run git rel finish --dry-run
	exits 0
	says 'VERSION, pyproject.toml, package.json by structure'
	run git rel finish -y
	exits 0
	released 0.2.0
	holds develop VERSION 0.3.0.dev0
	(files_of 0.3.0.dev0 0.3.0-dev.0 two; sed -i s/MIT/ISC/ pyproject.toml)
	git diff --exit-code develop -- pyproject.toml package.json
}

@test "a conflict elsewhere in a version file stays one" {
	git config rel.versionFiles 'VERSION pyproject.toml'
	git config rel.notesStyle none
	commit develop 'files_of 0.1.0 0.1.0 one'
	begun
	files_of 0.2.0 0.2.0 two
	record
	commit develop 'files_of 0.3.0-dev 0.3.0 three; git checkout -q HEAD package.json'
	left_to_git pyproject.toml
}

@test "a conflict beside them is all that is named, and all that is left to do" {
	cut_and_gone_on
	sed -i '1s/.*/ours/' a.txt
	record
	commit develop "sed -i '1s/.*/theirs/' a.txt"
	left_to_git a.txt

	run git rel finish -y --resolve
	exits 1
	[ "$(git diff --name-only --diff-filter=U)" = a.txt ]
	[ "$(cat VERSION)" = 0.3.0-dev ]
	[ "$(cat CHANGELOG.md)" = "$(changelog "${AFTER[@]}")" ]
	git diff --quiet -- VERSION CHANGELOG.md
	echo both >a.txt
	git add a.txt
	git commit -q --no-edit
	run git rel --continue
	exits 0
	released 0.2.0
	holds develop VERSION 0.3.0-dev
	holds develop CHANGELOG.md "$(changelog "${AFTER[@]}")"
}

@test "entries that both sides changed stay a conflict" {
	begun
	notes Unreleased '0.2.0 - 2020-02-02: A; B' '0.1.0 - 2020-01-01: Z as it was'
	echo 0.2.0 >VERSION
	record
	commit develop 'notes "Unreleased: A; B; C" "0.1.0 - 2020-01-01: Z as it is"'
	left_to_git CHANGELOG.md
}

@test "an entry that the release took and develop changed is a conflict" {
	begun
	notes Unreleased '0.2.0 - 2020-02-02: A; B' '0.1.0 - 2020-01-01: Z'
	echo 0.2.0 >VERSION
	record
	commit develop 'notes "Unreleased: A; B, as it was meant" "0.1.0 - 2020-01-01: Z"'
	left_to_git CHANGELOG.md
	run git rel finish -y --resolve
	exits 1
	notes Unreleased '0.2.0 - 2020-02-02: A; B, as it was meant' '0.1.0 - 2020-01-01: Z'
	git commit -q -a --no-edit
	run git rel --continue
	exits 0
	released 0.2.0
	git diff --exit-code develop -- CHANGELOG.md
}

@test "two sections of one version keep their order, and both stay" {
	both() {
		local entry=$1
		shift
		changelog "$@" "0.1.0+1: $entry" '0.1.0+2: Client' '0.0.1: Y'
	}
	commit develop 'both Server "Unreleased: A" >CHANGELOG.md'
	begin start --push 0.2.0
	both Server Unreleased '0.2.0: A' >CHANGELOG.md
	echo 0.2.0 >VERSION
	record
	commit develop 'both "Server, mended" "Unreleased: A" >CHANGELOG.md'
	run git rel finish -y
	exits 0
	released 0.2.0
	says 'section by section'
	holds develop CHANGELOG.md "$(both 'Server, mended' Unreleased '0.2.0: A')"
}

# both_add <ours> <theirs>: two sed scripts for a section that is released, here
# by the release and there by develop.
both_add() {
	begun
	cat >CHANGELOG.md
	echo 0.2.0 >VERSION
	record
	git push -q origin HEAD
	git switch -q develop
	git merge -q --ff-only release/v0.2.0
	git switch -q release/v0.2.0
	sed -i "$1" CHANGELOG.md
	record
	commit develop "sed -i '$2' CHANGELOG.md"
	remember
	run git rel finish -y
}

@test "an entry of the same words in another category does not vanish" {
	both_add '$a- Support for IPv6' '$a- Typo in a message' <<-END
		## 0.2.0

		### Added

		- Support for IPv6

		### Fixed

		- Crash at exit
	END
	exits 0
	released 0.2.0
	[ "$(git show develop:CHANGELOG.md | tail -n 5)" = '### Fixed

- Crash at exit
- Typo in a message
- Support for IPv6' ]
}

@test "prose and code stay where they are, changed or not" {
	both_add 's/^old-command/new-command/; s/^- two/- two, better/' \
		's/^- one/- one (#12)/; $a- three' <<-'END'
		## 0.2.0

		To upgrade, first run:

		```
		old-command
		```

		and then restart everything.

		### Changed

		- one
		<!-- read until here -->
		- two

		More of it.

		- last
	END
	exits 0
	released 0.2.0
	says 'section by section'
	git show develop:CHANGELOG.md | cmp - <(
		git show v0.2.0:CHANGELOG.md | sed 's/^- one/- one (#12)/; $a- three'
	)
}

@test "prose that both sides changed is a conflict" {
	both_add 's/^Read.*/Read this first./' 's/^Read.*/Read all of it./' <<-END
		## 0.2.0

		Read it.

		- one
	END
	refused 1 'conflict in CHANGELOG.md'
}

@test "text that belongs to no section is left to git, and its lines" {
	changelog_alone
	older() { changelog '0.2.0: A' && printf '\n## Older releases\n\n' && lines "$@"; }
	commit develop 'older note >CHANGELOG.md'
	begin start --push 0.2.0
	sed -i 's/note line 1$/ours/' CHANGELOG.md
	record
	commit develop 'sed -i "s/note line 12/theirs/" CHANGELOG.md'
	run git rel finish -y
	exits 0
	released 0.2.0
	holds develop CHANGELOG.md "$(older note | sed "s/note line 1$/ours/; s/note line 12/theirs/")"
}

@test "a changelog keeps its line ends, its byte order mark and its mode" {
	changelog_alone
	changelog() {
		printf '\xef\xbb\xbf# Changes\r\n'
		printf '\r\n## [Unreleased]\r\n'
		[ -z "$1" ] || printf '\r\n### Added\r\n\r\n%s\r\n' "$1"
		[ -z "$2" ] || printf '\r\n## [0.2.0] - 2020-02-02\r\n\r\n### Added\r\n\r\n%s\r\n' "$2"
	}
	commit develop 'notes "- A"; chmod +x CHANGELOG.md'
	begun() {
		git push -q origin develop
		begin start --push 0.2.0
	}
	begun
	notes '' '- A'
	record
	commit develop "notes \$'- A\r\n- C'"
	run git rel finish -y
	exits 0
	released 0.2.0
	notes '- C' '- A'
	git show develop:CHANGELOG.md | cmp - CHANGELOG.md
	[[ $(git ls-tree develop CHANGELOG.md) == 100755* ]]
}

@test "a mode that one side changed is merged as git does" {
	changelog_alone
	begun
	notes Unreleased '0.2.0 - 2020-02-02: A; B' '0.1.0 - 2020-01-01: Z'
	chmod +x CHANGELOG.md
	record
	commit develop 'notes "Unreleased: A; B; C" "0.1.0 - 2020-01-01: Z"'
	run git rel finish -y
	exits 0
	released 0.2.0
	[[ $(git ls-tree develop CHANGELOG.md) == 100755* ]]
}

@test "fragments that the release took in are gone, those of later stay" {
	changelog_alone
	git config rel.notesStyle towncrier
	printf '[tool.towncrier]\nfilename = "NEWS.md"\n' >pyproject.toml
	fragments() {
		mkdir -p changes
		for f; do echo "What $f does" >"changes/$f.feature.md"; done
	}
	news() { printf '# News\n\n<!-- towncrier release notes start -->\n%b' "$1" >NEWS.md; }
	commit develop 'fragments 1 2; news "\n## 0.1.0 (2020-01-01)\n\n### Features\n\n- Z\n"'
	begin start --push 0.2.0
	rm -r changes
	news '\n## 0.2.0 (2020-02-02)\n\n### Features\n\n- A (#1)\n\n## 0.1.0 (2020-01-01)\n\n### Features\n\n- Z\n'
	record
	commit develop 'fragments 3; news "\n## 0.1.1 (2020-01-15)\n\n### Bugfixes\n\n- U (#9)\n\n## 0.1.0 (2020-01-01)\n\n### Features\n\n- Z\n"'
	run git rel finish -y
	exits 0
	released 0.2.0
	[ "$(git ls-tree --name-only develop:changes)" = 3.feature.md ]
	[ "$(git show develop:NEWS.md | grep '^## ' | tr '\n' ' ')" = \
		'## 0.2.0 (2020-02-02) ## 0.1.1 (2020-01-15) ## 0.1.0 (2020-01-01) ' ]

	# changed there, taken in here: that is a person's
	commit develop 'fragments 4'
	begin start --push 0.3.0
	rm changes/4.feature.md
	printf '\n## 0.3.0 (2020-03-03)\n\n- D\n' >>NEWS.md
	record
	commit develop 'echo More >>changes/4.feature.md'
	run git rel finish -y
	exits 1
	says 'conflict in changes/4.feature.md'
}

@test "a path with a merge driver is left to git" {
	changelog_alone
	commit develop 'printf "CHANGELOG.md merge=union\nVERSION -merge\n" >.gitattributes'
	cut_and_gone_on
	left_to_git VERSION
	git rm -q VERSION
	record
	commit develop 'git rm -q VERSION'
	twin
	run git rel finish -y
	exits 0
	by_hand "$FINISH"
	as_by_hand
}

@test "a changelog that one side moved or removed is left to git" {
	changelog_alone
	begun
	notes Unreleased '0.2.0 - 2020-02-02: A; B' '0.1.0 - 2020-01-01: Z'
	record
	commit develop 'git rm -q CHANGELOG.md'
	left_to_git CHANGELOG.md
}

@test "one changelog per series" {
	changelog_alone
	git config rel.changelog 'CHANGELOG/{series}.md'
	mkdir CHANGELOG
	commit develop 'mkdir -p CHANGELOG; changelog "0.1.1: U" "0.1.0: Z" >CHANGELOG/0.1.md
		changelog "Unreleased: A" >CHANGELOG/0.2.md; changelog "0.9: no" >CHANGELOG/old.md'
	begin start --push 0.2.0
	changelog '0.1.2: V' '0.1.1: U' '0.1.0: Z' >CHANGELOG/0.1.md
	changelog Unreleased '0.2.0: A' >CHANGELOG/0.2.md
	record
	commit develop 'changelog "0.1.3: W" "0.1.1: U" "0.1.0: Z" >CHANGELOG/0.1.md
		changelog "Unreleased: A; B" >CHANGELOG/0.2.md'
	run git rel finish -y
	exits 0
	released 0.2.0
	holds develop CHANGELOG/0.1.md "$(changelog '0.1.3: W' '0.1.2: V' '0.1.1: U' '0.1.0: Z')"
	holds develop CHANGELOG/0.2.md "$(changelog 'Unreleased: B' '0.2.0: A')"
}

@test "everything else is as git merges it" {
	commit develop 'lines k >k.txt; mkdir -p d; lines e >d/e.txt; lines m >m.txt'
	cut_and_gone_on
	git mv a.txt moved.txt
	sed -i 1s/.*/ours/ k.txt b.txt
	git mv d/e.txt d/f.txt
	chmod +x m.txt
	record
	commit develop 'sed -i 12s/.*/theirs/ k.txt a.txt; echo new >d/g.txt
		sed -i 6s/.*/theirs/ d/e.txt; git rm -q dir/sub/c.txt; echo >>m.txt'
	twin
	run git rel finish -y
	exits 0
	released 0.2.0
	by_hand 'git switch -q develop; git merge -q --no-commit release/v0.2.0 || :
		git rm -q -f CHANGELOG.md VERSION; git commit -q -m x'
	git -C "$TWIN" ls-tree -r develop >"$T/git"
	git ls-tree -r develop | grep -v -e CHANGELOG -e VERSION | diff "$T/git" -
}

@test "a dry run, a second finish and what is left behind" {
	cut_and_gone_on
	remember fingerprint
	run git rel finish --dry-run
	exits 0
	unchanged
	run git rel finish -y
	exits 0
	released 0.2.0
	run -0 git fsck --dangling
	[[ $output != *'dangling commit'* ]]
	remember
	run git rel finish -y 0.2.0
	exits 0
	says 'nothing to do'
	unchanged
}

@test "in a bare repository, and from a folder below" {
	cut_and_gone_on
	mkdir -p "$R/dir"
	cd "$R/dir"
	run git rel finish --dry-run
	exits 0
	says 'CHANGELOG.md, VERSION by structure'
	git clone -q --bare "$R" "$T/bare"
	cd "$T/bare"
	git remote remove origin
	git config rel.notesStyle keepachangelog
	git config rel.versionFiles VERSION
	run git rel finish -y 0.2.0
	exits 0
	[ "$(git show develop:VERSION)" = 0.3.0-dev ]
}

# ---- a hotfix while a release is open, as the guides tell it --------------

# changelog <entries under Unreleased>: with links at its end where LINKS is set
textbook() {
	printf '# Changelog\n\n## [Unreleased]\n\n%b## [0.1.0] - 2023-01-01\n\n- First\n' "$1"
	[ -z "${LINKS-}" ] || printf '\n[Unreleased]: https://h/x/compare/v0.1.0...HEAD\n[0.1.0]: https://h/x/releases/tag/v0.1.0\n'
}

hotfix_beside_a_release() {
	local day
	day=$(date -u +%F)
	cd "$T" && rm -rf "$R" "$REMOTE"
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle keepachangelog
	git config rel.versionFiles VERSION
	git switch -q main
	textbook '' >CHANGELOG.md
	record
	git tag -f -a -m x v0.1.0 >/dev/null
	git push -q -f origin main v0.1.0
	git switch -q develop
	quietly git merge --no-edit main
	textbook '### Added\n\n- New thing (#2)\n\n' >CHANGELOG.md
	[ -z "${DEV-}" ] || echo "$DEV" >VERSION
	record
	git push -q origin develop

	quietly git rel start --push 0.2.0
	git switch -q main
	quietly git rel hotfix
	textbook '### Fixed\n\n- Urgent (#9)\n\n' >CHANGELOG.md
	record
	quietly git rel notes build
	quietly git rel finish -y
	git switch -q release/v0.2.0
	quietly git rel finish -y
	diff <(git show develop:CHANGELOG.md) <(sed '${/^$/d}' <<-END
		# Changelog

		## [Unreleased]

		## [0.2.0] - $day

		### Added

		- New thing (#2)

		## [0.1.1] - $day

		### Fixed

		- Urgent (#9)

		## [0.1.0] - 2023-01-01

		- First
		${LINKS-}
	END
	) || return
	[ "$(git show develop:VERSION)" = 0.2.0 ] || return
	[ "$(git show v0.1.1:VERSION)" = 0.1.1 ]
}

@test "a hotfix beside a release: both merge back, and nobody resolves anything" {
	hotfix_beside_a_release
}

@test "the same with links: that of Unreleased goes on, new ones take their places" {
	LINKS='
[Unreleased]: https://h/x/compare/v0.2.0...HEAD
[0.2.0]: https://h/x/compare/v0.1.1...v0.2.0
[0.1.1]: https://h/x/compare/v0.1.0...v0.1.1
[0.1.0]: https://h/x/releases/tag/v0.1.0'
	hotfix_beside_a_release
}

@test "the same where develop was at the next version before the release began" {
	DEV=0.2.0-dev hotfix_beside_a_release
}
