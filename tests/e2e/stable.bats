#!/usr/bin/env bats
# Releases of older lines: they begin on a stable branch, land there, and are
# compared with the last release of that line.  Main goes on without them.

load lib

setup() { sealed; }

# line <model> [<stable branch>]: main has 0.3.0, a line of 0.1 has a fix.
line() {
	LINE=${2-stable/v0.1}
	"repo_$1"
	quietly git rel init --model="$1"
	git switch -q "$MAIN"
	work new.txt 0.3
	git tag -a -m 'Release v0.3.0' v0.3.0
	git push -q origin "$MAIN" v0.3.0
	if [ -n "$DEVELOP" ]; then
		git switch -q "$DEVELOP"
		git merge -q --no-edit v0.3.0
		git push -q origin "$DEVELOP"
	fi
	git switch -q -c "$LINE" v0.1.0
	work fix.txt fix
	git push -q -u origin "$LINE"
	git switch -q "${DEVELOP:-$MAIN}"
	STOOD=$(git rev-parse "$MAIN" "${DEVELOP:-$MAIN}")
	TRUNK=$MAIN
}

# landed <version>: all of it, on the line, and nowhere else.
landed() {
	[ "$(git rev-parse "$TRUNK" "${DEVELOP:-$TRUNK}")" = "$STOOD" ] ||
		complain "'$TRUNK' or '$DEVELOP' has moved:" "$(git log --oneline --graph --all -12)" || return
	here_and_there "refs/heads/$TRUNK" || return
	MAIN=$LINE DEVELOP='' released "$1"
}

@test "a release that begins on a stable branch lands there, in the gitflow model" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	on_branch release/v0.1.1
	[ -e fix.txt ]
	[ ! -e new.txt ]
	work more.txt more
	RELEASE_TIP=$(git rev-parse HEAD)
	run git rel finish -y
	says "v0.1.1 on 'stable/v0.1'"
	landed 0.1.1
	on_branch stable/v0.1
}

@test "... in the trunk model, where the forge merges it" {
	line trunk
	git rel start --push 0.1.1 stable/v0.1
	work more.txt more
	git push -q
	RELEASE_TIP=$(git rev-parse HEAD)
	remember
	run git rel finish -y
	refused 1 "not merged into 'stable/v0.1'" forge
	MAIN=$LINE lands merge release/v0.1.1
	git rel finish -y
	landed 0.1.1
}

@test "... where the forge squashes it" {
	line trunk
	git rel start --push 0.1.1 stable/v0.1
	work more.txt more
	git push -q
	only_content_landed
	MAIN=$LINE lands squash release/v0.1.1
	git rel finish -y
	landed 0.1.1
}

@test "... and in the qualify model, whose stable branches stand beside stable" {
	line qualify stable-v0.1
	git rel start --push 0.1.1 stable-v0.1
	on_branch release-qual/0.1.1
	work more.txt more
	git push -q
	RELEASE_TIP=$(git rev-parse HEAD)
	MAIN=$LINE lands merge release-qual/0.1.1
	git rel finish -y
	# the tip is tagged, not the merge
	[ "$(git rev-parse 'v0.1.1^{}')" = "$RELEASE_TIP" ]
	contains stable-v0.1 v0.1.1
	here_and_there refs/heads/stable-v0.1 refs/tags/v0.1.1 refs/heads/stable
	[ "$(git rev-parse "$TRUNK" "$DEVELOP")" = "$STOOD" ]
}

@test "by hand it is the same" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	twin
	git rel finish -y
	by_hand 'git switch -q stable/v0.1
		git merge -q --no-ff --no-edit release/v0.1.1
		git tag -a -m "Release v0.1.1" v0.1.1
		git push -q --atomic origin stable/v0.1 v0.1.1
		git branch -q -D release/v0.1.1'
	as_by_hand
}

@test "on a stable branch, start patch counts on from its last release" {
	line gitflow
	git switch -q stable/v0.1
	git rel start patch
	on_branch release/v0.1.1
	[ -e fix.txt ]
	git rel finish -y
	git rel start patch
	on_branch release/v0.1.2
}

@test "a version is enough to find its line" {
	line trunk
	git rel start 0.1.1
	on_branch release/v0.1.1
	[ -e fix.txt ]
	[ ! -e new.txt ]
}

@test "on a stable branch, start minor is not of that line" {
	line gitflow
	git switch -q stable/v0.1
	git rel start minor
	on_branch release/v0.4.0
}

@test "what lands on a stable branch does not begin on main" {
	line gitflow
	remember
	run git rel start 0.1.1 main
	refused 1 "lands on 'stable/v0.1'" "git rel start 0.1.1 stable/v0.1"
	run git rel start 0.1.1 origin/develop
	refused 1 "of another line"
	git rel start 0.1.1 stable/v0.1
}

@test "a hotfix mends the line that HEAD is on" {
	line gitflow
	git switch -q stable/v0.1
	git rel hotfix
	on_branch hotfix/v0.1.1
	[ -e fix.txt ]
	work more.txt more
	git rel finish -y
	landed 0.1.1
}

@test "a hotfix mends the line that is named, or that of the version" {
	line gitflow
	git rel hotfix --no-switch stable/v0.1
	git rev-parse -q --verify hotfix/v0.1.1
	git branch -q -D hotfix/v0.1.1
	git rel hotfix 0.1.5
	on_branch hotfix/v0.1.5
	[ -e fix.txt ]
}

@test "a hotfix passes over a patch that has a tag elsewhere" {
	line gitflow
	git tag v0.1.1 develop
	git push -q origin v0.1.1
	git tag -d v0.1.1
	git rel hotfix stable/v0.1
	on_branch hotfix/v0.1.2
}

@test "a hotfix of a line whose branch is open while main is still there lands on it" {
	line gitflow
	git branch stable/v0.3 v0.3.0
	git rel hotfix
	on_branch hotfix/v0.3.1
	work more.txt more
	git rel finish -y
	LINE=stable/v0.3 landed 0.3.1
}

@test "a hotfix of a line without a branch says how to make it" {
	line gitflow
	git branch -q -D stable/v0.1
	git push -q origin :stable/v0.1
	remember
	run git rel hotfix 0.1.1
	refused 1 'not above 0.3.0' 'git branch stable/v0.1 v0.1.0'
	git branch stable/v0.1 v0.1.0
	git rel hotfix 0.1.1
	on_branch hotfix/v0.1.1
}

@test "candidates of a line, and the final release" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	git rel rc
	work more.txt again
	git rel rc
	RELEASE_TIP=$(git rev-parse HEAD)
	git rel finish -y
	landed 0.1.1
	here_and_there refs/tags/v0.1.1-rc1 refs/tags/v0.1.1-rc2
	git rev-parse -q --verify v0.1.1-rc2
}

@test "stable branches may be called as the project calls them" {
	line gitflow nm-0-1
	git config rel.stableBranch 'nm-{major}-{minor}'
	git switch -q nm-0-1
	git rel start patch
	on_branch release/v0.1.1
	work more.txt more
	git rel finish -y
	landed 0.1.1
}

@test "... with x for the patch, or one for all of a major version" {
	line gitflow stable/v0.1.x
	git config rel.stableBranch 'stable/v{series}.x'
	git rel start --no-switch 0.1.1
	git rel finish -y
	landed 0.1.1
	git branch 0.x v0.3.0
	git config rel.stableBranch '{major}.x'
	git switch -q 0.x
	git rel start minor
	on_branch release/v0.4.0
	work more.txt more
	git rel finish -y
	[ "$(git rev-parse 'v0.4.0^{}')" = "$(git rev-parse 0.x)" ]
}

@test "a branch of any name is a line for one command" {
	line gitflow legacy
	run git rel start 0.1.1 legacy
	says "lands on 'legacy'"
	work more.txt more
	git -c rel.stableBranch=legacy rel finish 0.1.1 -y
	landed 0.1.1
}

@test "a name that could not be a line is refused" {
	line gitflow
	git config rel.stableBranch 'stable/{date}'
	remember
	run git rel start 0.1.1
	refused 128 'may hold {series}'
	git config rel.stableBranch 'a b'
	remember
	run git rel start 0.1.1
	refused 128 'no valid ref'
	git config rel.stableBranch ''
	run git rel start 0.1.1
	exits 1
	says 'not above 0.3.0'
}

@test "start opens the stable branch of the series before, in one transaction" {
	line gitflow
	run git rel start --push --open-stable minor -n
	says "make branch 'release/v0.4.0' from develop, and 'stable/v0.3' at v0.3.0"
	run git rel start --push --open-stable minor
	exits 0
	says "'stable/v0.3' is open at v0.3.0"
	on_branch release/v0.4.0
	[ "$(git rev-parse stable/v0.3)" = "$(git rev-parse 'v0.3.0^{}')" ]
	here_and_there refs/heads/stable/v0.3 refs/heads/release/v0.4.0
	[ "$(git rev-parse --abbrev-ref 'stable/v0.3@{u}')" = origin/stable/v0.3 ]
	run git rel undo -y
	says "'stable/v0.3' is deleted"
	run git rev-parse -q --verify stable/v0.3
	exits 1
}

@test "... also where the project's own commands come between" {
	line gitflow
	git config rel.prepare.lock 'echo locked >lock.txt'
	git rel start --push --open-stable minor
	here_and_there refs/heads/stable/v0.3 refs/heads/release/v0.4.0
	[ "$(git rev-parse stable/v0.3)" = "$(git rev-parse 'v0.3.0^{}')" ]
	[ -e lock.txt ]
}

@test "there is none to open for a patch, without a release, or twice" {
	line gitflow
	remember
	run git rel start --open-stable 0.3.1
	refused 1 "0.3.1 would have the stable branch of 0.3.0, the last release: there is none to open but 'stable/v0.3' itself"
	git config rel.stableBranch ''
	remember
	run git rel start --open-stable 0.4.0
	refused 128 'rel.stableBranch'
	git config --unset rel.stableBranch
	git branch stable/v0.3 v0.3.0
	run git rel start --open-stable 0.4.0
	exits 0
	says "'stable/v0.3' is there already"
}

@test "a stable branch that is only here is not there: --push says what pushes it" {
	line gitflow
	git branch stable/v0.3 v0.3.0
	run git rel start --open-stable --push 0.4.0
	line=$(sed -n "s/^note: 'stable.v0.3' is here already, but not on 'origin': //p" <<<"$output")
	quietly eval "$line"
	here_and_there refs/heads/stable/v0.3 refs/heads/release/v0.4.0
	run git rel start --open-stable --push -n 0.5.0 release/v0.4.0
	says "'stable/v0.3' is there already"
}

@test "a release of a line goes into main where that is asked for" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	run git rel finish -y --into main --into develop
	says "merged into 'main' and 'develop'"
	contains main v0.1.1
	contains develop v0.1.1
	here_and_there refs/heads/main refs/heads/develop refs/heads/stable/v0.1
	on_branch stable/v0.1
}

@test "there must be a branch to go into" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	remember
	run git rel finish -y --into nowhere
	refused 128 "no branch 'nowhere'"
	run git rel finish -y --into ''
	refused 128 "no branch ''"
	run git rel finish -y --into HEAD
	refused 128 "no branch 'HEAD'"
	run git rel finish -y --into release/v0.1.1
	refused 129 'the release itself'
}

@test "a hotfix can leave an open release out, and says so" {
	line gitflow
	git rel start --push 0.4.0
	work next.txt next
	git push -q
	git rel start --push 0.5.0
	git rel hotfix
	work more.txt more
	remember
	run git rel finish -y --except nothing
	refused 129 "'nothing' is no open release" release/v0.4.0 release/v0.5.0
	run git rel finish -y --except 0.4.0
	exits 0
	says "merged back into 'develop' and 'release/v0.5.0', but not into 'release/v0.4.0'"
	contains release/v0.5.0 v0.3.1
	run contains release/v0.4.0 v0.3.1
	exits 1
}

@test "only a hotfix leaves out" {
	line gitflow
	git rel start 0.4.0
	work next.txt next
	remember
	run git rel finish -y --except develop
	refused 129 'only a hotfix'
}

@test "merge = ff-only takes the branch as it is" {
	line gitflow
	git config rel.merge ff-only
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	RELEASE_TIP=$(git rev-parse HEAD)
	twin
	git rel finish -y
	landed 0.1.1
	[ "$(git rev-parse stable/v0.1)" = "$RELEASE_TIP" ]
	by_hand 'git switch -q stable/v0.1
		git merge -q --ff-only release/v0.1.1
		git tag -a -m "Release v0.1.1" v0.1.1
		git push -q --atomic origin stable/v0.1 v0.1.1
		git branch -q -D release/v0.1.1'
	as_by_hand
}

@test "merge = ff-only brings develop along where it can, else it is merged" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.merge ff-only
	git rel start 0.2.0
	work VERSION 0.2.0
	git rel finish -y
	[ "$(git rev-parse main develop | uniq | wc -l)" = 1 ]
	git rel start 0.3.0
	work VERSION 0.3.0
	colleague develop 'echo theirs >theirs.txt'
	git rel finish -y
	contains develop v0.3.0
	[ "$(git log -1 --format=%s develop)" = "Merge tag 'v0.3.0' into develop" ]
}

@test "merge = ff-only refuses what is no fast-forward" {
	line gitflow
	git config rel.merge ff-only
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	colleague stable/v0.1 'echo theirs >theirs.txt'
	remember
	run git rel finish -y
	refused 1 'ff-only' 'git switch release/v0.1.1'
}

@test "after a release, develop goes on as the next development version" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.nextDev minor
	git rel start 0.2.0
	run git rel finish -y
	says "'develop' goes on as 0.3.0-dev"
	[ "$(git show v0.2.0:VERSION)" = 0.2.0 ]
	[ "$(git show main:VERSION)" = 0.2.0 ]
	[ "$(git show develop:VERSION)" = 0.3.0-dev ]
	[ "$(git log -1 --format=%s develop)" = 'Begin 0.3.0-dev' ]
	here_and_there refs/heads/develop refs/heads/main
	run git rel finish 0.2.0 -y
	says 'nothing to do'
	git rel hotfix
	work fix.txt fix
	git rel finish -y
	[ "$(git show develop:VERSION)" = 0.3.0-dev ]
	git rel start minor
	on_branch release/v0.3.0
	[ "$(cat VERSION)" = 0.3.0 ]
}

@test "... main in the trunk model, above the tag, in the project's own form" {
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.finish push
	git config rel.versionFiles VERSION
	git config rel.nextDev 'patch {version}-SNAPSHOT'
	git config rel.nextDevMessage 'chore: back to {version}'
	git rel start 0.2.0
	work more.txt more
	git rel finish -y
	[ "$(git show v0.2.0:VERSION)" = 0.2.0 ]
	[ "$(git show main:VERSION)" = 0.2.1-SNAPSHOT ]
	[ "$(git log -1 --format=%s main)" = 'chore: back to 0.2.1-SNAPSHOT' ]
	[ "$(git rev-parse main~1)" = "$(git rev-parse 'v0.2.0^{}')" ]
	here_and_there refs/heads/main refs/tags/v0.2.0
	git rel start minor
	on_branch release/v0.3.0
	git rel finish -y
	[ "$(git show main:VERSION)" = 0.3.1-SNAPSHOT ]
}

@test "... a stable branch as its next patch" {
	line gitflow
	git switch -q stable/v0.1
	echo '__version__ = "0.1.0"' >version.py
	record
	git push -q
	git config rel.scheme pep440
	git config rel.versionFiles version.py
	git config rel.nextDev minor
	git rel start patch
	git rel finish -y
	[ "$(git show v0.1.1:version.py)" = '__version__ = "0.1.1"' ]
	[ "$(git show stable/v0.1:version.py)" = '__version__ = "0.1.2.dev0"' ]
	git switch -q stable/v0.1
	git rel start patch
	on_branch release/v0.1.2
	[ "$(cat version.py)" = '__version__ = "0.1.2"' ]
}

@test "what the forge moves is not moved for the next development version" {
	line trunk
	git switch -q stable/v0.1
	git config rel.versionFiles VERSION
	git config rel.nextDev minor
	git rel start --push patch
	MAIN=$LINE lands merge release/v0.1.1
	run git rel finish -y
	exits 0
	says "the forge moves 'stable/v0.1'" 'git rel bump 0.1.2-dev'
	[ "$(git show stable/v0.1:VERSION)" = 0.1.1 ]
}

@test "a part that does not exist is no next version" {
	line gitflow
	git config rel.nextDev 'next {version}-dev'
	remember
	run git rel start 0.4.0
	refused 128 'none of major, minor and patch'
	for form in 'patch {version}-SNAPSHOT x' 'minor {version}.dev0' 'minor {version}'; do
		git config rel.nextDev "$form"
		run git rel start 0.4.0
		exits 128
		says "local file:.git/config: rel.nextdev: '$form' would be no development version" "as in 'minor {version}-dev'"
	done
	git config rel.scheme calver
	git config rel.nextDev 'minor {version}.dev0'
	git rel start 0.4.0
}

@test "status tells of the line that HEAD is on" {
	line gitflow
	git switch -q stable/v0.1
	run git rel
	says "last release on 'stable/v0.1': 0.1.0" 'next: git rel start patch'
	git rel start patch
	run git rel
	says "release 0.1.1 on 'release/v0.1.1': 0 commits of its own"
	work more.txt more
	run git rel
	says '1 commit of its own' 'next: git rel finish 0.1.1'
	run git rel --json
	says '"line":"stable/v0.1"' '"last":"0.1.0"'
	git rel finish -y --no-push
	run git rel
	says '0.1.1 is not on origin yet' 'next: git rel finish 0.1.1'
	git rel finish -y 0.1.1
	git switch -q develop
	run git rel
	says 'last release: 0.3.0' 'next: git rel start minor'
}

@test "tag takes a commit of the line" {
	line trunk
	git switch -q stable/v0.1
	run git rel tag 0.1.1
	exits 0
	[ "$(git rev-parse 'v0.1.1^{}')" = "$(git rev-parse stable/v0.1)" ]
	here_and_there refs/tags/v0.1.1
	remember
	run git rel tag 0.1.2 main
	refused 1 "is not on 'stable/v0.1'"
}

@test "undo takes a release of a line back, but for its tag" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	before=$(git rev-parse stable/v0.1)
	git rel finish -y --no-push
	git rel undo -y
	[ "$(git rev-parse stable/v0.1)" = "$before" ]
	on_branch release/v0.1.1
	git rel finish -y
	landed 0.1.1
}

@test "a conflict on a line is resolved there" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work a.txt ours
	colleague stable/v0.1 'echo theirs >a.txt'
	run git rel
	says 'next:'
	run git rel finish -y
	exits 1
	says "does not merge cleanly into 'stable/v0.1'"
	run git rel finish -y --resolve
	exits 1
	echo both >a.txt
	git add a.txt
	git commit -q --no-edit
	git rel --continue
	landed 0.1.1
	[ "$(git show v0.1.1:a.txt)" = both ]
}

@test "a fix on a stable line while main is ahead: released, and its notes brought to main" {
	line trunk
	git config rel.finish push
	git config rel.notesStyle keepachangelog
	git switch -q main
	work CHANGELOG.md $'# Changelog\n\n## [Unreleased]\n\n## [0.3.0] - 2020-03-01\n- C\n\n## [0.1.0] - 2020-01-01\n- A'
	git push -q origin main
	git switch -q stable/v0.1
	work CHANGELOG.md $'# Changelog\n\n## [Unreleased]\n\n### Fixed\n\n- The fix\n\n## [0.1.0] - 2020-01-01\n- A'
	git push -q
	git rel start patch
	git rel finish -y
	git switch -q main
	git rel notes sync stable/v0.1
	run grep '^##\|^- ' CHANGELOG.md
	[ "$(sed 's/ - 20.*//' <<<"$output")" = $'## [Unreleased]\n## [0.3.0]\n## [0.1.1]\n### Fixed\n- The fix\n## [0.1.0]\n- A' ] ||
		[ "$(sed 's/ - 20.*//' <<<"$output")" = $'## [Unreleased]\n## [0.3.0]\n- C\n## [0.1.1]\n### Fixed\n- The fix\n## [0.1.0]\n- A' ]
}

@test "the release before is the last one of its line" {
	line gitflow
	git config rel.tagMessage '{version} after {previous}'
	git branch stable/v0.3 v0.3.0
	git rel start 0.3.1
	work more.txt more
	git rel finish -y
	git rel start 0.1.1
	work more.txt more
	git rel finish -y
	git switch -q develop
	git rel start 0.4.0
	work next.txt next
	git rel finish -y
	[ "$(git tag -l --format='%(subject)' v0.1.1 v0.3.1 v0.4.0)" = $'0.1.1 after 0.1.0\n0.3.1 after 0.3.0\n0.4.0 after 0.3.0' ]
}

@test "notes sync: what a patch of the last release has told is unreleased no more" {
	line trunk
	git config rel.finish push
	git config rel.notesStyle keepachangelog
	git switch -q main
	work CHANGELOG.md $'## [Unreleased]\n\n### Added\n\n- More\n\n### Fixed\n\n- The fix (#7)\n\n## [0.3.0]\n\n- C'
	git push -q origin main
	git switch -q -c stable/v0.3 v0.3.0
	work CHANGELOG.md $'## [Unreleased]\n\n### Fixed\n\n- The fix (#7)\n\n## [0.3.0]\n\n- C'
	git push -q -u origin stable/v0.3
	git rel start patch
	git rel finish -y
	git switch -q main
	run git rel notes sync stable/v0.3
	says "1 section of 'stable/v0.3' is in 'CHANGELOG.md'; 1 entry told there is unreleased no more"
	[ "$(sed 's/ - 20.*//' CHANGELOG.md)" = $'## [Unreleased]\n\n### Added\n\n- More\n\n## [0.3.1]\n\n### Fixed\n\n- The fix (#7)\n\n## [0.3.0]\n\n- C' ]
}

@test "notes sync: the fragments that were told on the line go, others stay" {
	line trunk
	git config rel.finish push
	git config rel.notesStyle towncrier
	git switch -q main
	mkdir changes
	echo 'The fix' >changes/7.bugfix.md
	echo 'A thing' >changes/8.feature.md
	record
	git push -q origin main
	git switch -q -c stable/v0.3 v0.3.0
	git checkout -q main changes/7.bugfix.md
	record
	git push -q -u origin stable/v0.3
	git rel start patch
	[ ! -e changes/7.bugfix.md ]
	git rel finish -y
	git switch -q main
	git branch -q -D stable/v0.3
	git config log.showSignature true
	git config diff.relative true
	mkdir -p below
	cd below
	run git rel notes sync stable/v0.3
	cd ..
	says '1 fragment told there is gone'
	[ ! -e changes/7.bugfix.md ]
	[ -e changes/8.feature.md ]
	grep -q 'The fix' NEWS.rst
	run git rel notes sync stable/v0.3
	says 'has all versions'
}

@test "notes sync: what an older line has told is still new for the next release of main" {
	line trunk
	git config rel.finish push
	git config rel.notesStyle keepachangelog
	git switch -q main
	work CHANGELOG.md $'## [Unreleased]\n\n- The fix (#7)\n\n## [0.3.0]\n\n- C'
	git push -q origin main
	git switch -q stable/v0.1
	work CHANGELOG.md $'## [Unreleased]\n\n- The fix (#7)'
	git push -q
	git rel start patch
	git rel finish -y
	git switch -q main
	git rel notes sync stable/v0.1
	[ "$(grep -c 'The fix' CHANGELOG.md)" = 2 ]
}

@test "a line that is only on the remote: HEAD goes there in the end, as with git switch" {
	line gitflow
	git branch -q -D stable/v0.1
	git rel start patch stable/v0.1
	work more.txt more
	twin
	git rel finish -y
	on_branch stable/v0.1
	landed 0.1.1
	[ "$(git rev-parse --abbrev-ref '@{u}')" = origin/stable/v0.1 ]
	by_hand 'git switch -q stable/v0.1
		git merge -q --no-ff --no-edit release/v0.1.1
		git tag -a -m "Release v0.1.1" v0.1.1
		git push -q --atomic origin stable/v0.1 v0.1.1
		git branch -q -D release/v0.1.1'
	as_by_hand
}

@test "... and with the forge, from another clone" {
	line trunk
	git rel start --push patch stable/v0.1
	work more.txt more
	git push -q
	MAIN=$LINE lands squash release/v0.1.1
	git switch -q main
	git branch -q -D stable/v0.1
	git switch -q release/v0.1.1
	git rel finish -y
	on_branch stable/v0.1
	[ -z "$(git status --porcelain)" ]
	here_and_there refs/heads/stable/v0.1 refs/tags/v0.1.1
}

@test "start minor on main begins there, whatever lines there are" {
	line trunk
	git config rel.finish push
	git switch -q main
	git switch -q -c stable/v0.4
	work four.txt 4
	git rel start 0.4.0
	git rel finish -y
	git switch -q main
	work five.txt 5
	run git rel
	says 'next: git rel start 0.5.0'
	git rel start minor
	on_branch release/v0.5.0
	[ -e five.txt ]
	[ ! -e four.txt ]
}

@test "on the branch of a new series, next: names what begins its first release" {
	line gitflow
	git switch -q -c stable/v0.2 stable/v0.1
	work two.txt 2
	run git rel
	says 'next: git rel start minor'
	remember
	run git rel start patch
	refused 1 "0.1.1 would land on 'stable/v0.1', and not on 'stable/v0.2'"
	git rel start minor
	on_branch release/v0.2.0
	[ -e two.txt ]
	git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git rev-parse stable/v0.2)" ]
}

@test "merge = ff-only: what it asks for works when typed, and next: says it" {
	line gitflow
	git config rel.merge ff-only
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	colleague stable/v0.1 'echo theirs >theirs.txt'
	run git rel finish -y
	exits 1
	line=$(sed -n 's/^hint: //p' <<<"$output")
	git fetch -q
	run git rel
	says "next: $line"
	quietly eval "$line"
	git rel finish -y
	landed 0.1.1
}

@test "the hint of a conflict keeps what was typed" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work a.txt ours
	colleague develop 'echo theirs >a.txt'
	STOOD=$(git rev-parse main develop)
	run git rel finish -y --into develop -m 'Some words'
	exits 1
	says "git rel finish --resolve --into develop -m 'Some words' 0.1.1"
}

@test "main gets a release of a line, and develop waits: it is said" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	git config rel.notesFile 'docs/{version}.md'
	run git rel finish -n --into main
	says "'develop' does not get it, and waits for it then: --into develop"
	run git rel finish -n --into main --into develop
	run ! says 'does not get it'
	run git rel finish -y --into main
	says 'is released'
	run ! says 'alone'
}

@test "what begins a development version, or syncs notes, is no news" {
	line trunk
	git config rel.finish push
	git config rel.notesStyle sections
	git config rel.versionFiles VERSION
	git config rel.nextDev minor
	git switch -q stable/v0.1
	git rel start patch
	git rel finish -y
	git switch -q stable/v0.1
	git commit -q --allow-empty -m 'Mend another thing'
	run git rel notes show --since v0.1.1
	[[ $output == *'Mend another thing'* && $output != *Begin* ]]
	git switch -q main
	git rel notes sync stable/v0.1
	run git rel notes show --since HEAD~1
	[[ $output != *Sync* ]]
}

@test "a release does not go into an older line" {
	line gitflow
	git switch -q develop
	git rel start minor
	work next.txt next
	STOOD=$(git rev-parse main develop)
	remember
	run git rel finish -y --into stable/v0.1
	refused 1 "'stable/v0.1' is an older line, whose last release is 0.1.0"
	git rel start 0.1.1
	work more.txt more
	git branch stable/v0.2 v0.1.0
	git rel finish -y --into stable/v0.2
	contains stable/v0.2 v0.1.1
}

@test "what is both asked for and left out is neither" {
	line gitflow
	git rel start --push 0.4.0
	work next.txt next
	git rel hotfix
	work more.txt more
	remember
	run git rel finish -y --except 0.4.0 --into release/v0.4.0
	refused 129 'both'
}

@test "a line whose branch is gone: next: and the hint of finish make it again" {
	line gitflow
	git rel start patch stable/v0.1
	work more.txt more
	git push -q origin :stable/v0.1
	git branch -q -D stable/v0.1
	git fetch -q -p
	run git rel finish -y
	exits 1
	says 'git branch stable/v0.1 v0.1.0'
	run git rel
	says 'next: git branch stable/v0.1 v0.1.0'
	git branch stable/v0.1 v0.1.0
	git rel finish -y
	contains stable/v0.1 v0.1.1
}

@test "a line that has diverged: next: brings it together" {
	line gitflow
	colleague stable/v0.1 'echo theirs >theirs.txt'
	git switch -q stable/v0.1
	work mine.txt mine
	git fetch -q
	run git rel
	says 'next: git switch stable/v0.1 && git pull --rebase origin stable/v0.1'
}

@test "a line that was deleted on the remote can be forgotten" {
	line gitflow
	git push -q origin main:refs/heads/stable/v0.4
	git fetch -q
	colleague main 'git push -q origin :stable/v0.4; echo x >x.txt'
	run git rel start 0.4.0
	exits 1
	says 'to go on without it: git branch -d -r origin/stable/v0.4'
	git branch -d -r origin/stable/v0.4
	git switch -q develop
	git pull -q --no-rebase --no-edit origin main
	git rel start 0.4.0
}

@test "what was not pushed is, with all that it went into" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	run git rel finish -y --no-push --into develop
	line=$(sed -n 's/.*not pushed: \(.*\) does that.*/\1/p' <<<"$output")
	quietly eval "$line -y"
	here_and_there refs/heads/develop refs/heads/stable/v0.1 refs/tags/v0.1.1
	contains develop v0.1.1
}

@test "the end of a release of a line says how its notes are brought over, and so they are" {
	line gitflow
	git config rel.notesStyle keepachangelog
	git switch -q stable/v0.1
	work CHANGELOG.md $'## [Unreleased]\n\n- The fix'
	git push -q
	git rel start patch
	run git rel finish -y
	line=$(sed -n "s/^its notes are on 'stable.v0.1' alone: //p" <<<"$output")
	quietly eval "$line"
	on_branch develop
	grep -q 'The fix' CHANGELOG.md
}

@test "a base behind the last release of its line is refused" {
	line gitflow
	git rel start 0.1.1
	work more.txt more
	git rel finish -y
	STOOD=$(git rev-parse main develop)
	remember
	run git rel start 0.1.2 v0.1.0
	refused 1 'of another line'
	git rel start 0.1.2 v0.1.1
}

@test "one version is not begun twice, as a release and as a hotfix" {
	line gitflow
	git rel start 0.1.1
	git switch -q develop
	remember
	run git rel hotfix 0.1.1
	refused 1 "branch 'release/v0.1.1' exists already"
}

@test "where the forge merges, commits of the line that are only here are told" {
	line trunk
	git switch -q stable/v0.1
	work only.txt here
	run git rel start patch
	exits 0
	says "'stable/v0.1' has 1 commit that 'origin' has not" 'git push origin stable/v0.1'
}

@test "on a stable branch, its release is the one that is meant" {
	line gitflow
	git rel start --no-switch 0.1.1
	git rel start --no-switch 0.4.0
	git switch -q stable/v0.1
	run git rel rc
	says "v0.1.1-rc1 is tagged"
}

@test "a branch in the way of the one to open is said before" {
	line gitflow
	git branch -q -D stable/v0.1
	git push -q origin :stable/v0.1
	git branch stable
	remember
	run git rel start --open-stable 0.4.0
	refused 1 "'stable/v0.3' cannot be made: there is a branch 'stable'"
	run git rel hotfix stable/typo
	refused 128 "'stable/typo' is neither a version nor a stable branch"
}

@test "notes sync: the files of versions come over, with a changelog and without" {
	line trunk
	git config rel.finish push
	git config rel.notesFile 'docs/{version}.md'
	git switch -q stable/v0.1
	git commit -q --allow-empty -m 'fix: a thing (#7)'
	git push -q
	git rel start patch
	[ -s docs/0.1.1.md ]
	git rel finish -y
	git switch -q main
	run git rel notes sync stable/v0.1
	says "1 file of 'stable/v0.1' is here"
	[ "$(git show main:docs/0.1.1.md)" = "$(git show stable/v0.1:docs/0.1.1.md)" ]
	run git rel notes sync stable/v0.1
	says 'has all versions'
	git config --unset rel.notesFile
	run git rel notes sync stable/v0.1
	exits 128
	says 'no notes are kept'
}

@test "in stages, the stable branch is that of the remote's last release, and the plan says it" {
	line gitflow
	colleague main 'git commit -q --allow-empty -m more; git tag -a -m "Release v0.3.1" v0.3.1; git tag -a -m "Release v0.4.0" v0.4.0; git push -q origin v0.3.1 v0.4.0; echo x >x.txt'
	quietly git -C "$R" fetch -q --no-tags
	git switch -q main
	git merge -q --ff-only origin/main
	git config rel.prepare.lock 'echo locked >lock.txt'
	run git rel start -n --push --open-stable 0.5.0 main
	says "push 'release/v0.5.0' and 'stable/v0.4' to 'origin'" "make branch 'stable/v0.4'"
	git rel start --no-push --open-stable 0.5.0 main
	[ "$(git rev-parse stable/v0.4)" = "$(git -C "$REMOTE" rev-parse 'v0.4.0^{}')" ]
	run git rev-parse -q --verify stable/v0.3
	exits 1
}

@test "--into main --into develop, in any order: main is merged back then" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	git rel finish -y --into develop --into main
	contains develop main
	contains main v0.1.1
	git switch -q develop
	git rel start minor
}

@test "what was left unpushed is pushed with the rest, also where only the version is typed" {
	line gitflow
	git rel start 0.1.1 stable/v0.1
	work more.txt more
	git rel finish -y --no-push --into main --into develop
	git rel finish -y 0.1.1
	here_and_there refs/heads/main refs/heads/develop refs/heads/stable/v0.1 refs/tags/v0.1.1
	contains develop v0.1.1
}

@test "a hotfix of a trunk that is at the next development version" {
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.finish push
	git config rel.versionFiles VERSION
	git config rel.nextDev minor
	git rel start 0.2.0
	work more.txt more
	git rel finish -y
	git rel hotfix
	work fix.txt fix
	git rel finish -y
	[ "$(git show v0.2.1:VERSION)" = 0.2.1 ]
	[ "$(git show main:VERSION)" = 0.3.0-dev ]
}

@test "start on a line that is gone from the remote is refused in plain words" {
	line gitflow
	git branch -q -D stable/v0.1
	git -C "$REMOTE" branch -q -D stable/v0.1
	remember
	run git rel start 0.1.1 v0.1.0
	refused 1 "'stable/v0.1' is no longer on 'origin'" 'git branch -d -r origin/stable/v0.1'
	run git rel hotfix 0.1.1
	refused 1 "'stable/v0.1' is no longer on 'origin'" 'git branch -d -r origin/stable/v0.1'
}

@test "the hint of a conflict keeps the remote" {
	line gitflow
	git remote add other "file://$REMOTE"
	git rel start 0.1.1 stable/v0.1
	work a.txt ours
	colleague stable/v0.1 'echo theirs >a.txt'
	run git rel finish -y --remote other --no-switch
	exits 1
	says 'git rel finish --resolve --remote other --no-switch 0.1.1'
}

@test "a line that has diverged is in nobody's way elsewhere" {
	line gitflow
	colleague stable/v0.1 'echo theirs >theirs.txt'
	git switch -q stable/v0.1
	work mine.txt mine
	git fetch -q
	git rel start 0.4.0
	on_branch release/v0.4.0
	[ -e new.txt ]
}

@test "the names of stable branches complete a hotfix" {
	line gitflow
	git branch stable/v0.2 v0.1.0
	run git rel hotfix --list-args
	[ "$output" = $'stable/v0.1\nstable/v0.2' ]
}

@test "a branch of a new major line is no older one" {
	line gitflow
	git config rel.stableBranch '{major}.x'
	git branch 0.x v0.1.0
	git branch 1.x v0.1.0
	git rel start 0.3.1
	on_branch release/v0.3.1
}

@test "the first candidate of a line is named, and works when typed" {
	line gitflow
	git switch -q stable/v0.1
	run git rel start rc
	exits 128
	says 'git rel start 0.1.1-rc1'
	git rel start 0.1.1-rc1
	on_branch release/v0.1.1-rc1
}

@test "a line whose .gitrel does not name it yet: start says what to do, and that works" {
	line trunk 0.1.x
	git switch -q main
	printf '[release]\nmodel = trunk\nfinish = push\nstable-branch = {series}.x\n' >.gitrel
	record
	git push -q origin main
	run git rel start 0.1.1
	exits 0
	says "it lands on '0.1.x'"
	line=$(sed -n 's/^note: the .gitrel of .0.1.x.*commit it there, or: //p' <<<"$output")
	quietly eval "$line"
	git config rel.finish push
	work more.txt more
	git rel finish -y
	[ "$(git rev-parse 'v0.1.1^{}')" = "$(git rev-parse 0.1.x)" ]
}

# two_names: main has 0.3.0 and calls lines {series}.x, 0.1.x does not say so.
two_names() {
	line trunk 0.1.x
	git config rel.finish push
	git switch -q main
	printf '[release]\nmodel = trunk\nstable-branch = {series}.x\n' >.gitrel
	record
	git push -q origin main
}

@test "where the line does not call itself one, status and finish name it, and no second one" {
	two_names
	git rel start 0.1.1
	work more.txt more
	run git rel
	says "next: git -c rel.stableBranch=0.1.x rel finish 0.1.1"
	run git rel finish -y
	exits 1
	[[ $output != *'git branch'* ]]
	line=$(sed -n "s/^hint: to land it on '0.1.x', where it was begun: //p" <<<"$output")
	quietly eval "$line -y"
	[ "$(git rev-parse 'v0.1.1^{}')" = "$(git rev-parse 0.1.x)" ]
	here_and_there refs/heads/0.1.x refs/tags/v0.1.1
}

@test "... on that line, start patch says what makes it one, and that works" {
	two_names
	git switch -q 0.1.x
	remember
	run git rel start patch
	refused 1 "'0.1.x' is a stable branch by the .gitrel of 'main', but not by its own"
	run git rel start 0.1.1
	refused 1 'git checkout main .gitrel && git commit' "git config rel.stableBranch '{series}.x'"
	run git rel hotfix
	refused 1 'by the .gitrel of'
	run git rel
	line=$(sed -n 's/^next: //p' <<<"$output")
	quietly eval "$line -m 'Take the .gitrel of main'"
	git rel start patch
	on_branch release/v0.1.1
	[ -e fix.txt ]
	git switch -q 0.1.x
	git rel start minor
	on_branch release/v0.4.0
}

@test "a release begun on a line of another name is not led to a new line" {
	line gitflow legacy
	git switch -q -c topic legacy
	work topic.txt topic
	git -c rel.stableBranch=legacy rel start 0.1.1
	work more.txt more
	run git rel
	says 'next: git -c rel.stableBranch=legacy rel finish 0.1.1'
	run git rel finish -y
	exits 1
	says 'git -c rel.stableBranch=legacy rel finish 0.1.1'
	[[ $output != *'git branch'* ]]
	git branch same legacy
	run git rel
	says 'next: git -c rel.stableBranch=<branch> rel finish 0.1.1'
	git -c rel.stableBranch=legacy rel finish 0.1.1 -y
	landed 0.1.1
}

@test "a clone of one branch does not know the line: next: is finish, which asks" {
	line trunk
	git config rel.finish push
	git config remote.origin.fetch '+refs/heads/main:refs/remotes/origin/main'
	git update-ref -d refs/remotes/origin/stable/v0.1
	git branch -q -D stable/v0.1
	git rel start 0.1.1
	work more.txt more
	run git rel
	says "next: git rel finish 0.1.1" "(it asks 'origin' for 'stable/v0.1')"
	git rel finish -y
	[ "$(git rev-parse 'v0.1.1^{}')" = "$(git -C "$REMOTE" rev-parse stable/v0.1)" ]
}

@test "a line and a tag of one name: what the dry run says does the same when typed" {
	line trunk 0.1
	git config rel.finish push
	git config rel.stableBranch '{series}'
	git tag 0.1 v0.1.0
	git push -q origin refs/tags/0.1
	git rel start 0.1.1
	work more.txt more
	twin
	run git rel finish -n
	[ "$(grep -c 'refs/heads/0.1\b' <<<"$output")" -ge 2 ]
	commands=$(sed -n 's/^     \$ //p' <<<"$output")
	quietly git rel finish -y
	by_hand "$commands"
	as_by_hand
}

@test "one name for releases and for lines is refused, unless nobody set it for lines" {
	line gitflow
	git config rel.branch 'release/v{series}'
	git config rel.stableBranch 'release/v{series}'
	remember
	run git rel start 0.4.0
	refused 128 "rel.branch (local file:.git/config) and rel.stablebranch (local file:.git/config) are both 'release/v{series}'" "git config rel.stableBranch ''"
	git config --unset rel.stableBranch
	git config rel.branch 'stable/v{series}'
	git rel start 0.4.0
	on_branch stable/v0.4
	run git rel start 0.4.0
	exits 1
	says 'to go on with that release, whose branch this is: git rel'
	run ! says 'git switch'
}

@test "--into: the link of a section that was released stays" {
	line trunk
	git config rel.finish push
	git config rel.notesStyle keepachangelog
	url=https://example.com/x
	git switch -q stable/v0.1
	work CHANGELOG.md $'# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2020-01-01\n\n- A\n\n'"[Unreleased]: $url/compare/v0.1.0...HEAD
[0.1.0]: $url/releases/tag/v0.1.0"
	git switch -q main
	git merge -q --no-edit stable/v0.1
	sed -i 's,^## .Unreleased.,&\n\n## [0.3.0] - 2020-03-01\n\n- C,; s,^\[Unrel.*,[Unreleased]: '"$url/compare/v0.3.0...HEAD\n[0.3.0]: $url/compare/v0.1.0...v0.3.0," CHANGELOG.md
	record
	git switch -q stable/v0.1
	sed -i 's,^## .Unreleased.,&\n\n- The fix,' CHANGELOG.md
	record
	git push -q origin main stable/v0.1
	git rel start patch
	git rel finish -y --into main
	run git show main:CHANGELOG.md
	says "[0.3.0]: $url/compare/v0.1.0...v0.3.0" "[0.1.1]: $url/compare/v0.1.0...v0.1.1"
}
