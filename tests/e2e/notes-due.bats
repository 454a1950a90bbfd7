#!/usr/bin/env bats
# What is published says what is new: finish and tag ask for the section of
# their version where notes are kept.

load lib

setup() { sealed; }

gitflow() {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle keepachangelog
	git switch -q -c release/v0.2.0
	work VERSION 0.2.0
}

# changelog <text>
changelog() {
	printf '%b' "$1" >CHANGELOG.md
	record
}

@test "finish refuses a version that has no section" {
	gitflow
	remember
	run git rel finish -y
	refused 1 "'CHANGELOG.md' has no section of 0.2.0" \
		'hint: git rel notes edit 0.2.0'
	changelog '## [Unreleased]\n- A\n'
	run git rel finish -y
	exits 1
	quietly git rel notes build
	RELEASE_TIP=$(git rev-parse HEAD)
	run git rel finish -y
	exits 0
	released 0.2.0
}

@test "finish refuses a section that says nothing" {
	gitflow
	changelog '## [0.2.0] - 2026-01-01\n\n### Added\n<!-- soon -->\n\n## 0.1.0\n- A\n'
	remember
	run git rel finish -y
	refused 1 'CHANGELOG.md:1: the section of 0.2.0 is empty' 'git rel notes edit'
}

@test "finish asks nothing of a release without a style" {
	gitflow
	git config --unset rel.notesStyle
	git config rel.notesFile 'docs/{version}.md'
	run git rel finish -y
	exits 0
}

@test "a colleague's tag is not asked again" {
	gitflow
	git switch -q main
	git merge -q --no-ff --no-edit release/v0.2.0
	git tag -a -m 'Release v0.2.0' v0.2.0
	git push -q origin main v0.2.0
	run git rel finish -y 0.2.0
	exits 0
	released 0.2.0
}

@test "towncrier's own file is found, and a heading of rst" {
	gitflow
	git config rel.notesStyle towncrier
	git config rel.scheme pep440
	remember
	run git rel finish -y
	refused 1 'NEWS.rst' 'no section of 0.2.0'
	printf '0.2.0 (2026-01-01)\n==================\n\nFeatures\n--------\n\n- A\n' >NEWS.rst
	record
	run git rel finish -y
	exits 0
}

@test "headings of a form of their own are not judged" {
	gitflow
	changelog 'What is new in version 0.2.0 of our project is this.\n\nMuch.\n'
	run git rel finish -y
	exits 0
}

@test "where the forge merges, what it merged may say it" {
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.finish pr
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	git push -q origin release/v0.2.0
	git config rel.notesStyle keepachangelog
	remember
	run git rel finish -y
	refused 1 'no section of 0.2.0'
	lands merge release/v0.2.0
	colleague main 'printf "## 0.2.0\n- A\n" >CHANGELOG.md'
	run git rel finish -y
	exits 0
}

@test "tag refuses a commit without the section" {
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.notesStyle keepachangelog
	remember
	run git rel tag 0.2.0
	refused 1 "'CHANGELOG.md' has no section of 0.2.0"
	colleague main 'printf "## 0.2.0\n- A\n" >CHANGELOG.md'
	run git rel tag 0.2.0
	exits 0
	here_and_there refs/tags/v0.2.0
}

@test "what is tagged without a branch of its own has its notes written by hand" {
	repo_trunk
	quietly git rel init
	git config rel.notesStyle keepachangelog
	run git rel tag 0.2.0
	exits 1
	says "hint: write it into 'CHANGELOG.md', and commit that"
	[[ $output != *'notes edit'* ]]
	changelog '## [0.2.0] - 2026-01-01\n\n- A\n'
	git push -q
	git rel tag 0.2.0
}

@test "status names the command that makes the notes that are due" {
	gitflow
	next_is 'git rel notes edit 0.2.0'
	changelog '## [Unreleased]\n- A\n'
	next_is 'git rel notes build 0.2.0'
	quietly git rel notes build 0.2.0
	next_is 'git rel finish 0.2.0'
}

@test "the plan of a finish says that a section has the date of another day" {
	gitflow
	changelog '## 0.2.0 (Jan 5, 2020)\n\n- A\n'
	run git rel finish -n
	exits 0
	[[ $output == *'CHANGELOG.md:1: 0.2.0 is dated Jan 5, 2020 there, and today is '* ]]
	changelog "## 0.2.0 ($(date -u '+%b %-d, %Y'))\n\n- A\n"
	run git rel finish -n
	exits 0
	[[ $output != *'is dated'* ]]
}

@test "the plan of a finish counts what came after notes from commits" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle sections
	git commit -q --allow-empty -m 'feat: begin'
	quietly git rel start 0.2.0
	run git rel finish -n
	exits 0
	[[ $output != *'came after'* ]]
	git commit -q --allow-empty -m 'fix: mend it'
	git commit -q --allow-empty -m 'Begin'
	run git rel finish -n
	exits 0
	says "1 change of 'release/v0.2.0' came after the notes of 0.2.0, which do not tell it: write it with git rel notes edit 0.2.0"
	# what a person wrote since is a person's word
	echo '- Mended' >>CHANGELOG.md
	git commit -q -am 'Tell it'
	run git rel finish -n
	exits 0
	[[ $output != *'came after'* ]]
}

@test "the plan of a finish counts what waits on the branch and is not in its notes" {
	gitflow
	changelog '## [Unreleased]\n\n- A\n\n## [0.1.0]\n\n- Z\n'
	quietly git rel notes build
	run git rel finish -n
	exits 0
	[[ $output != *'not in the notes'* ]]
	sed -i 's/^## .Unreleased.*/&\n\n- B/' CHANGELOG.md
	git commit -q -am 'Mend it'
	run git rel finish -n
	exits 0
	says "1 entry under Unreleased of 'release/v0.2.0' is not in the notes of 0.2.0: git rel notes edit 0.2.0"
}

@test "a version that looks like a date is none" {
	gitflow
	git config rel.scheme calver
	git switch -q -c release/v2026.11.05
	changelog "## [2026.11.05] - $(date -u +%F)\n\n- A\n"
	run git rel finish -n 2026.11.05
	exits 0
	[[ $output != *'is dated'* ]] || complain "$output"
}
