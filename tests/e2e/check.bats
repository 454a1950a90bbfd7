#!/usr/bin/env bats
# git rel check, and what finish asks of it.

load lib

setup() {
	sealed
	repo_gitflow
	quietly git rel init --model=gitflow
	git switch -q develop
	quietly git rel start 0.2.0
	work a.txt more
	git config rel.check.unit 'echo unit >>"$(git rev-parse --git-dir)/ran"'
	git config rel.check.minor.docs 'echo docs >>"$(git rev-parse --git-dir)/ran"'
	git config rel.check.hotfix.quick 'echo quick >>"$(git rev-parse --git-dir)/ran"'
}

@test "finish asks for the checks of its type, on just the commit it releases" {
	remember
	run git rel finish -y
	refused 1 'not all checks have passed' 'check.unit:' 'check.docs:' 'git switch release/v0.2.0 && git rel check'
	quietly git rel check
	diff <(printf '%s\n' unit docs) .git/ran
	work b.txt more
	remember
	run git rel finish -y
	refused 1 'not all checks have passed'
	quietly git rel check
	git config rel.check.unit 'true # another'
	run git rel finish -y
	exits 1
	says 'check.unit: true # another'
	[[ $output != *check.docs* ]]
	quietly git rel check
	quietly git rel finish -y
}

@test "a check that failed since has not passed" {
	git config rel.check.unit 'test ! -e .git/broken'
	quietly git rel check
	touch .git/broken
	run git rel check unit
	exits 1
	says "'git rel check unit' failed at: check.unit (exit status 1)" 'check.unit.log'
	run git rel finish -y
	exits 1
	rm .git/broken
	quietly git rel check
	quietly git rel finish -y
}

@test "what has passed is not run again, unless it is asked for" {
	quietly git rel check
	run git rel check
	exits 0
	says 'all 2 checks have passed on'
	quietly git rel check docs
	quietly git rel check --all
	diff <(printf '%s\n' unit docs docs unit docs) .git/ran
}

@test "--list tells what is open" {
	quietly git rel check unit
	run git rel check --list
	exits 0
	says 'passed  unit: echo unit' 'open    docs: echo docs'
	git rel check --list --json >"$T/json"
	"$PYTHON" - "$T/json" "$(git rev-parse HEAD)" <<-'END'
		import json, sys
		a, b = [json.loads(l) for l in open(sys.argv[1])]
		assert (a["name"], a["passed"], a["commit"]) == ("unit", True, sys.argv[2])
		assert (b["name"], b["passed"]) == ("docs", False)
	END
}

@test "--type chooses another set, and off a release branch only the common ones run" {
	git switch -q develop
	quietly git rel check --type=hotfix
	quietly git rel check --all
	diff <(printf '%s\n' unit quick unit) .git/ran
	run git rel check --type=hotfx
	exits 129
	says "there is no type of release 'hotfx'" "did you mean 'hotfix'?"
}

@test "with changes that are not committed they run, and count for no commit" {
	echo edit >>a.txt
	run git rel check
	exits 0
	says "'a.txt' has changes that are not committed" 'they have passed'
	git checkout -q a.txt
	run git rel finish -y
	exits 1
	quietly git rel check
	git config rel.check.unit 'test -z "$(git status --porcelain)"'
	quietly git rel check
	echo edit >>a.txt
	run git rel check
	exits 1
	says "failed at: check.unit"
}

@test "a check that is not there is named, and what it may have been" {
	run git rel check dcos
	exits 129
	says "there is no check 'dcos' here" "did you mean 'docs'?"
	[ ! -e .git/ran ]
}

@test "what has passed off the release branch, or for another type, counts for no release" {
	git config --remove-section rel.check.minor
	git config rel.check.unit '[ "$GIT_REL_VERSION-$GIT_REL_TYPE" != 0.2.0-minor ]'
	run git rel check
	exits 1
	git switch -q --detach
	quietly git rel check
	git switch -q release/v0.2.0
	quietly git rel check --type=patch
	remember
	run git rel finish -y
	refused 1 'not all checks have passed' check.unit
	git config rel.check.unit '[ "$GIT_REL_VERSION-$GIT_REL_TYPE" = 0.2.0-minor ]'
	quietly git rel check
	quietly git rel finish -y
}

@test "a check is told of its own release, and of no other that the caller has in mind" {
	git config rel.check.unit 'env | grep ^GIT_REL_ | sort >"$(git rev-parse --git-dir)/env"'
	export GIT_REL_VERSION=9.9.9 GIT_REL_SERIES=9.9 GIT_REL_TYPE=major
	export GIT_REL_BRANCH=b GIT_REL_TAG=t GIT_REL_PREVIOUS=9.9.8 GIT_REL_SET_X=$'1\n2'
	quietly git rel check unit
	diff .git/env - <<-END
		GIT_REL_BRANCH=release/v0.2.0
		GIT_REL_PREVIOUS=0.1.0
		GIT_REL_SERIES=0.2
		GIT_REL_STEP=check.unit
		GIT_REL_TAG=v0.2.0
		GIT_REL_TYPE=minor
		GIT_REL_VERSION=0.2.0
	END
	git switch -q develop
	quietly git rel check unit
	diff .git/env <(echo GIT_REL_STEP=check.unit)
	quietly git rel check --type=hotfix unit
	diff .git/env <(printf '%s\n' GIT_REL_STEP=check.unit GIT_REL_TYPE=hotfix)
}

@test "a dry run of check runs nothing" {
	remember fingerprint
	run git rel check -n
	exits 0
	says "run check 'unit'" '$ echo docs'
	unchanged
}

@test "without checks it says so" {
	git config --remove-section rel.check
	git config --remove-section rel.check.minor
	run git rel check
	exits 0
	says 'there are no checks here'
	quietly git rel finish -y
}

@test "an empty command in git config switches a check off" {
	git config rel.check.unit ''
	quietly git rel check
	diff <(echo docs) .git/ran
	quietly git rel finish -y
}

@test "a release that was tagged by hand is finished without checks" {
	git switch -q main
	git merge -q --no-ff -m by-hand release/v0.2.0
	git tag -a -m 'Release v0.2.0' v0.2.0
	git switch -q release/v0.2.0
	quietly git rel finish -y
}

@test "a merge that was resolved by hand asks for no more checks" {
	echo ours >a.txt
	record
	colleague main 'echo theirs >a.txt'
	quietly git rel check
	run git rel finish -y --resolve
	exits 1
	echo both >a.txt
	git add a.txt
	quietly git rel --continue
}
