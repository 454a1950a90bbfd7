#!/usr/bin/env bats
# The version of HEAD, derived from tags: the answers of setuptools-scm.

load lib

setup() {
	sealed
	repo_gitflow
}

# derived <version> [<options>...]
derived() {
	run git rel version "${@:2}"
	exits 0 || return
	[ "$output" = "$1" ] || complain "$output instead of $1"
}

# commits <n>
commits() {
	local i
	for ((i = 0; i < $1; i++)); do git commit -q --allow-empty -m "more"; done
}

@test "the table of the guide: on the tag, after it, on a release branch" {
	git switch -q --detach v0.1.0
	derived 0.1.0
	commits 3
	derived 0.1.1.dev3
	git tag -a -m x v0.1.2
	git switch -q -c release/v0.2.0
	commits 10
	derived 0.1.3.dev10
	derived 0.2.0.dev10 --scheme=branch
	git switch -q --detach
	derived 0.1.3.dev10 --scheme=branch
	derived 0.1.2 --scheme=last
}

@test "a release branch that is tagged counts on as any other" {
	git switch -q -c release/v0.2.0
	git tag v0.2.0
	derived 0.2.0 --scheme=branch
	commits 2
	derived 0.2.1.dev2 --scheme=branch
}

@test "changed files count, new ones do not" {
	git switch -q --detach v0.1.0
	echo new >new.txt
	derived 0.1.0
	echo changed >>a.txt
	derived 0.1.1.dev0
	git add a.txt
	derived 0.1.1.dev0
	git switch -q -c other
	git commit -q -m x
	derived 0.1.1.dev1
}

@test "without a tag, without a commit" {
	git tag -d v0.1.0
	derived 0.1.dev4
	git init -q "$T/fresh"
	cd "$T/fresh"
	derived 0.1.dev0
}

@test "of tags on one commit the highest version counts" {
	# the candidate is newer, and the only one with a message
	git tag v0.2.0
	git tag -a -m candidate v0.2.0-rc1
	git tag -a -m other latest
	derived 0.2.0
	commits 1
	derived 0.2.1.dev1
	git switch -q --detach HEAD~
	git tag v0.2.0-rc10
	git tag -d v0.2.0
	git tag v0.2.0-rc9
	derived 0.2.0rc10
	run -0 git rel version --scheme=describe
	[ "$output" = v0.2.0-rc10 ]
}

@test "tags that are no versions are passed over" {
	commits 1
	git tag -a -m x nightly-2024-01-15
	git tag 'build]-7'
	derived 0.1.1.dev3
	run -0 git rel version --scheme=describe
	says v0.1.0-3-g
}

@test "describe is what git describe prints" {
	for at in HEAD v0.1.0; do
		git switch -q --detach "$at"
		derived "$(git describe --tags --dirty)" --scheme=describe
		echo more >>a.txt
		derived "$(git describe --tags --dirty)" --scheme=describe
		git restore a.txt
	done
	git tag -d v0.1.0
	derived "$(git describe --tags --dirty --always)" --scheme=describe
}

@test "the next release" {
	derived 0.1.1 --next
	derived 0.2.0 --next=minor
	derived 1.0.0 --next=major
	git tag v0.2.0 "$(git commit-tree -m Elsewhere 'HEAD^{tree}')"
	run git rel version --next=minor
	refused 1 "the next version would be 0.2.0, but tag 'v0.2.0' exists already" 'git rel start'
	derived 1.0.0 --next=major
	run git rel version --next=mayor
	exits 129
	run git rel version --next --scheme=last
	exits 129
	git tag -d v0.1.0
	run git rel version --next
	exits 128
}

@test "JSON tells what it stands on" {
	run git rel version --json
	exits 0
	[ "$output" = '{"version":1,"value":"0.1.1.dev2","scheme":"guess-next-dev","tag":"v0.1.0","base":"0.1.0","distance":2,"dirty":false,"commit":"'"$(git rev-parse HEAD)"'","branch":"develop"}' ]
	run -0 git rel version --next --json
	[ "$output" = '{"version":1,"value":"0.1.1","next":"patch","last":"0.1.0"}' ]
}

@test "a subfolder, a bare repository, a work tree of its own" {
	mkdir -p dir/deep
	cd dir/deep
	derived 0.1.1.dev2
	cd "$REMOTE"
	derived 0.1.0
	git -C "$R" worktree add -q "$T/tree" v0.1.0
	cd "$T/tree"
	derived 0.1.0
}

@test "a shallow clone is refused, but for a tag on HEAD itself" {
	git clone -q --depth 1 -b develop "file://$REMOTE" "$T/shallow"
	cd "$T/shallow"
	run git rel version
	exits 1
	says shallow 'git fetch --unshallow'
	git tag v7.0.0
	derived 7.0.0
}

@test "a scheme that is none" {
	run git rel version --scheme=guess
	exits 129
	says guess-next-dev branch describe last
}

@test "a tag with a .dev number leads nowhere" {
	git config rel.scheme pep440
	git tag v0.3.0.dev2
	derived 0.3.0.dev2
	commits 1
	run git rel version
	exits 1
	says v0.3.0.dev2
}

@test "random repositories get the answers of setuptools-scm" {
	"$PYTHON" -c 'import setuptools_scm' 2>/dev/null ||
		skip "no setuptools-scm"
	mkdir "$T/scm"
	run "$PYTHON" "$LIB/like_scm.py" "$T/scm" "${SCM_COUNT:-25}" "${SCM_SEED:-1}"
	exits 0
	says ' 0 differ'
}
