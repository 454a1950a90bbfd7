#!/usr/bin/env bats
# [notes] render: a command of the project prints the section of a version.

# shellcheck disable=SC2016 # what is in single quotes is for another shell

load lib

setup() {
	sealed
	repo_trunk
}

# on_main <file> <text>: work that went in before the release.
on_main() {
	mkdir -p "$(dirname "$1")"
	printf '%b' "$2" >"$1"
	git add -A
	git commit -q -m Work
}

# policy <lines of [notes]> [<script>]: committed, and trusted by nobody.
policy() {
	[ $# = 1 ] || { printf '%s\n' "$2" >notes.sh && set -- "$1\nrender = sh notes.sh"; }
	on_main .gitrel "[release]\nmodel = trunk\nscheme = pep440\nbranch = release/{version}\n[version]\nfiles = VERSION\n[notes]\n$1\n"
}

# has <file> <text>: just that is in it, on the branch.
has() {
	diff <(printf '%b' "$2") <(git show "HEAD:$1") >"$T/diff" || complain "$1: $(cat "$T/diff")"
}

OLD='# Changes\n\n## 0.1.0 (2025-12-01)\n\n- First\n'
SECTION='printf "## %s (%s)\n\n- New in %s\n" "$GIT_REL_VERSION" "$GIT_REL_DATE" "$(cat VERSION)"'

@test "a command prints the section, with version and date, and sees the files of the release" {
	on_main CHANGELOG.md "$OLD"
	policy "style = sections" "$SECTION"
	quietly git rel trust
	run git rel start 0.2.0
	exits 0
	has CHANGELOG.md "# Changes\n\n## 0.2.0 ($(date +%F))\n\n- New in 0.2.0\n\n## 0.1.0 (2025-12-01)\n\n- First\n"
	[ "$(git rev-list --count main..HEAD)" = 1 ]
	[ -z "$(git status --porcelain)" ]
	run git rel notes show
	exits 0
	says '- New in 0.2.0'
}

@test "a section without a heading gets one like those that are there" {
	on_main CHANGELOG.md "$OLD"
	policy 'style = sections\nrender = echo - New'
	quietly git rel trust
	quietly git rel start 0.2.0
	has CHANGELOG.md "# Changes\n\n## 0.2.0 ($(date +%F))\n\n- New\n\n## 0.1.0 (2025-12-01)\n\n- First\n"
}

@test "a command that nobody trusts does not run, not even for a dry run" {
	on_main CHANGELOG.md "$OLD"
	policy "style = sections\nrender = touch $T/ran && echo x"
	remember
	for verb in 'start 0.2.0' 'start 0.2.0 --dry-run'; do
		# shellcheck disable=SC2086 # words
		run git rel $verb
		refused 1 "not trusted yet" 'git rel trust'
		[ ! -e "$T/ran" ]
	done
}

@test "trust ends when the command changes, and covers what it was given for" {
	on_main CHANGELOG.md "$OLD"
	policy 'style = sections\nrender = echo one'
	run git rel trust
	exits 0
	says $'[notes]\n  render = echo one'
	on_main .gitrel "$(sed 's/echo one/echo two/' .gitrel)\n"
	remember
	run git rel start 0.2.0
	refused 1 'have changed since they were trusted' '- notes.render = echo one' '+ notes.render = echo two'
	quietly git rel trust
	quietly git rel start 0.2.0
	git show HEAD:CHANGELOG.md | grep -x two
}

@test "a command set in git config needs no trust and goes before .gitrel" {
	on_main CHANGELOG.md "$OLD"
	policy 'style = sections\nrender = echo theirs'
	git config rel.notesRender 'echo mine'
	quietly git rel start 0.2.0
	git show HEAD:CHANGELOG.md | grep -x mine
	[ "$(git rel config --explain | grep -c render)" = 1 ]
}

@test "a command that fails changes nothing, and what it said is shown" {
	on_main CHANGELOG.md "$OLD"
	policy 'style = sections' 'echo half; echo "no such thing" >&2; exit 3'
	quietly git rel trust
	remember
	run git rel start 0.2.0
	refused 1 "'render' of [notes] failed: sh notes.sh" '(exit status 3)' 'no such thing'
}

@test "a command that prints nothing: said by start, an error for build" {
	on_main CHANGELOG.md "$OLD"
	policy 'style = sections\nrender = echo'
	quietly git rel trust
	run git rel start 0.2.0
	exits 0
	says "note: 'echo' printed no notes for 0.2.0"
	[ "$(git diff --name-only main HEAD)" = VERSION ]
	remember
	run git rel notes build
	refused 1 "'echo' printed no notes for 0.2.0"
}

@test "a dry run shows the notes' commit and leaves nothing behind, whatever the command does" {
	on_main CHANGELOG.md "$OLD"
	on_main changes/1.txt 'x\n'
	policy 'style = sections\nfragments = changes' 'git rm -q changes/1.txt; git commit -qm oops; git tag oops; touch left; pwd; echo "- New"'
	quietly git rel trust
	remember
	run git rel start 0.2.0 --dry-run --json
	exits 0
	unchanged
	run git rel start 0.2.0 --no-switch
	exits 0
	[ -z "$(git tag --list oops)" ]
	[ ! -e left ]
	[ -e changes/1.txt ]
	[ -z "$(git ls-tree -r --name-only release/0.2.0 changes)" ]
	[ -z "$(leftovers)" ]
}

@test "the command has the history and the tags of the repository" {
	on_main CHANGELOG.md "$OLD"
	git tag -f v0.1.0
	on_main a.txt 'x\n'
	policy 'style = sections' 'git log --format="- %s" "$(git describe --tags --abbrev=0)"..HEAD; echo "- since $GIT_REL_PREVIOUS"'
	quietly git rel trust
	quietly git rel start 0.2.0
	[ "$(git show HEAD:CHANGELOG.md | grep -c '^- Work')" = 2 ]
	git show HEAD:CHANGELOG.md | grep -x -e '- since 0.1.0'
}

@test "fragments that are named go with the section: a folder, or a pattern" {
	on_main CHANGELOG.md "$OLD"
	for f in .changes/{a.md,README.md,_t.md,.keep,config.json} .changes/deep/b.md; do on_main "$f" 'x\n'; done
	policy 'style = sections\nfragments = .changes/*.md\nrender = echo - New'
	quietly git rel trust
	quietly git rel start 0.2.0
	[ "$(git ls-tree -r --name-only HEAD .changes | tr '\n' ' ')" = \
		'.changes/.keep .changes/README.md .changes/config.json .changes/deep/b.md ' ]
	git switch -q main
	on_main .gitrel "$(sed 's,/\*.md,,' .gitrel)\n"
	quietly git rel start 0.3.0
	[ "$(git ls-tree -r --name-only HEAD .changes | tr '\n' ' ')" = \
		'.changes/.keep .changes/README.md .changes/_t.md .changes/deep/b.md ' ]
}

@test "with towncrier the place and the fragments are those of its settings" {
	on_main pyproject.toml '[tool.towncrier]\ndirectory = "news"\nfilename = "NEWS.md"\ntemplate = "strange:template"\n'
	on_main NEWS.md '# News\n\n<!-- towncrier release notes start -->\n\n## 0.1.0\n\n- Old\n'
	on_main news/1.feature.md 'One\n'
	on_main news/README.md 'About\n'
	policy 'style = towncrier' 'printf "## %s\n\n- %s\n\n" "$GIT_REL_VERSION" "$(cat news/1.feature.md)"'
	quietly git rel trust
	quietly git rel start 0.2.0
	has NEWS.md '# News\n\n<!-- towncrier release notes start -->\n\n## 0.2.0\n\n- One\n\n## 0.1.0\n\n- Old\n'
	[ "$(git ls-tree -r --name-only HEAD news)" = news/README.md ]
}

@test "a template that the built-in renderer cannot read names the line to set, which works" {
	on_main pyproject.toml '[tool.towncrier]\ndirectory = "news"\nfilename = "NEWS.md"\ntemplate = "t"\n'
	on_main NEWS.md '# News\n\n<!-- towncrier release notes start -->\n'
	on_main news/1.feature.md 'One\n'
	on_main t '{{ versiondata.version }}{{ 1|weird }}\n'
	policy 'style = towncrier'
	remember
	run git rel start 0.2.0
	refused 128 "t:1: 'weird' is not known here" 'render = towncrier build --draft'
	line=$(grep -o 'render = .*' <<<"$output")
	mkdir "$T/tc"
	printf '#!/bin/sh\necho "$@" >"%s/args"; echo "## $4 ($6)"; echo; echo "- One"\n' "$T" >"$T/tc/towncrier"
	chmod +x "$T/tc/towncrier"
	PATH=$T/tc:$PATH
	printf '%s\n' "$line" >>.gitrel
	git commit -qam Policy
	quietly git rel trust
	quietly git rel start 0.2.0
	[ "$(cat "$T/args")" = "build --draft --version 0.2.0 --date $(date -u +%F)" ]
	has NEWS.md "# News\n\n<!-- towncrier release notes start -->\n\n## 0.2.0 ($(date -u +%F))\n\n- One\n"
}

@test "notes of one version alone may be printed, too" {
	policy 'style = none\nfile = docs/{version}.md' 'echo "# $GIT_REL_VERSION"; echo; echo "- New"'
	quietly git rel trust
	quietly git rel start 0.2.0
	git show HEAD:docs/0.2.0.md | grep -x -e '- New'
}
