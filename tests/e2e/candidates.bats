#!/usr/bin/env bats
# Candidates: the tags that `git rel rc` puts on a release branch, candidates
# that are releases with a branch of their own, and what must not take either
# for a release.
# shellcheck disable=SC2016 # what is in single quotes is for another shell

load lib

setup() {
	sealed
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.finish push
}

# marked <version>: a candidate that somebody tagged where we are, and pushed
marked() {
	git tag -a -m "Release candidate of v${1%-rc*}" "v$1"
	git push -q origin "v$1"
}

at() {
	[ "$(git rev-parse "$1^{commit}")" = "$(git rev-parse "$2^{commit}")" ] ||
		complain "$1 is not $2"
}

message_of() { git for-each-ref --format='%(contents)' "refs/tags/$1"; }

# ---- a candidate is no release ---------------------------------------------

@test "a hotfix mends the last release, not a candidate that main has" {
	marked 0.2.0-rc1
	git rel hotfix
	on_branch hotfix/v0.1.1
	at HEAD v0.1.0
}

@test "a hotfix is finished although main has the candidate of another release" {
	marked 0.2.0-rc1
	git rel hotfix
	work urgent.txt urgent
	git rel finish -y
	released 0.1.1
}

@test "a release without a commit of its own is refused, candidate or not" {
	git rel start 0.2.0 v0.1.0
	marked 0.2.0-rc1
	remember
	run git rel finish -y
	refused 1 'the same commit as 0.1.0'
}

@test "the release before a final one is no candidate, and no later one" {
	git config rel.tagMessage 'Release v{version}, after v{previous}'
	git rel start 0.2.0
	work a.txt a
	marked 0.2.0-rc1
	git rel finish -y
	[ "$(message_of v0.2.0)" = 'Release v0.2.0, after v0.1.0' ]
	git rel tag 0.1.1 v0.2.0~1
	[ "$(message_of v0.1.1)" = 'Release v0.1.1, after v0.1.0' ]
}

@test "a candidate of what comes next does not hide the last release" {
	marked 0.2.0-rc1
	git rel status --json | grep -qF '"last":"0.1.0"'
	run -0 git rel
	says 'last release: 0.1.0' 'last candidate: 0.2.0-rc1'
}

# ---- git rel rc -------------------------------------------------------------

# begun [<version>]: a release branch, pushed, with a commit of its own
begun() {
	quietly git rel start --push "${1:-0.2.0}"
	work module.py 'def grad(): pass'
	git push -q origin HEAD
}

@test "the first candidate is what its guide says by hand" {
	begun
	git tag private
	twin
	git rel rc
	by_hand 'git tag -a v0.2.0-rc1 -m "Release candidate 1 for v0.2.0"
		git push -q origin v0.2.0-rc1'
	as_by_hand
	[ "$(message_of v0.2.0-rc1)" = 'Release candidate 1 for v0.2.0' ]
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.0-rc1' ]
	at v0.2.0-rc1 release/v0.2.0
}

@test "the next one follows after more work, then the release" {
	begun
	git rel rc
	work module.py 'def grad(): return 1'
	git push -q origin HEAD
	twin
	git rel rc
	git rel finish -y
	by_hand 'git tag -a v0.2.0-rc2 -m "Release candidate 2 for v0.2.0"
		git push -q origin v0.2.0-rc2
		git checkout -q main
		git merge -q --no-ff --no-edit release/v0.2.0
		git tag -a v0.2.0 -m "Release v0.2.0"
		git push -q origin main v0.2.0
		git push -q origin --delete release/v0.2.0
		git branch -q -D release/v0.2.0'
	as_by_hand
	released 0.2.0
}

@test "a second run on the same commit does nothing" {
	begun
	git rel rc
	remember
	run git rel rc
	exits 0
	says 'v0.2.0-rc1 already: nothing to do'
	unchanged
	git rel rc --json | grep -qxF '{"version":1,"end":0}'
}

@test "candidates are counted as numbers, here and on the remote" {
	begun
	marked 0.2.0-rc9
	git tag -d v0.2.0-rc9
	work a.txt a
	git push -q origin HEAD
	marked 0.2.0-rc2
	work a.txt b
	git rel rc
	at v0.2.0-rc10 HEAD
	work a.txt c
	git rel rc
	at v0.2.0-rc11 HEAD
	run ! git rev-parse -q --verify v0.2.0-rc3
}

@test "the spelling is that of the candidates there are" {
	begun
	marked 0.2.0-rc.1
	work a.txt a
	git rel rc
	at v0.2.0-rc.2 HEAD
	[ "$(message_of v0.2.0-rc.2)" = 'Release candidate 2 for v0.2.0' ]
}

@test "Python's spelling where versions are Python's" {
	git config rel.scheme pep440
	git config rel.tag '{version}'
	git config rel.branch 'release/{version}'
	begun 26.2.0
	git rel rc
	at 26.2.0rc1 HEAD
	git config rel.scheme calver
	work a.txt a
	git rel rc
	at 26.2.0rc2 HEAD
}

@test "the candidate of a colleague that is on this commit is fetched" {
	begun
	marked 0.2.0-rc1
	git tag -d v0.2.0-rc1
	git rel rc
	here_and_there refs/tags/v0.2.0-rc1
	run ! git rev-parse -q --verify v0.2.0-rc2
}

@test "rc --no-push, then rc" {
	begun
	git rel rc --no-push
	run ! git -C "$REMOTE" rev-parse -q --verify v0.2.0-rc1
	git rel rc
	here_and_there refs/tags/v0.2.0-rc1
	[ "$(git tag -l '*rc*')" = v0.2.0-rc1 ]
}

@test "rc of a release that is named, from another branch" {
	begun
	quietly git rel start 0.3.0 main
	work other.txt other
	git switch -q main
	run git rel rc
	exits 129
	says 'which release' release/v0.2.0 release/v0.3.0
	git rel rc 0.3.0
	at v0.3.0-rc1 release/v0.3.0
	git rel rc release/v0.2.0
	at v0.2.0-rc1 release/v0.2.0
	on_branch main
}

@test "rc of a branch that is only on the remote" {
	begun
	git switch -q main
	git branch -q -D release/v0.2.0
	git rel rc 0.2.0
	at v0.2.0-rc1 origin/release/v0.2.0
	run ! git rev-parse -q --verify refs/heads/release/v0.2.0
}

@test "rc of a hotfix, whose branch is here or only there" {
	git rel hotfix --push
	work urgent.txt urgent
	git push -q origin HEAD
	git rel rc
	at v0.1.1-rc1 HEAD
	work urgent.txt more
	git push -q origin HEAD
	git switch -q main
	git branch -q -D hotfix/v0.1.1
	git rel rc 0.1.1
	at v0.1.1-rc2 origin/hotfix/v0.1.1
}

@test "commits that the remote's branch does not have: said" {
	begun
	work late.txt late
	run git rel rc
	exits 0
	says 'does not have this commit yet: git push origin release/v0.2.0'
	here_and_there refs/tags/v0.2.0-rc1
}

@test "commits that only the remote's branch has are tagged, and that is said" {
	begun
	colleague release/v0.2.0 'echo theirs >theirs.txt'
	run git rel rc
	exits 0
	says 'not here; its tip there is tagged'
	[ "$(git rev-parse 'v0.2.0-rc1^{}')" = \
		"$(git -C "$REMOTE" rev-parse release/v0.2.0)" ]
}

@test "a branch that went two ways is refused" {
	begun
	colleague release/v0.2.0 'echo theirs >theirs.txt'
	work ours.txt ours
	remember
	run git rel rc
	refused 1 diverged
}

@test "no candidate comes after the release, here or on the remote" {
	begun
	git rel finish -y --keep
	remember
	run git rel rc 0.2.0
	refused 1 '0.2.0 is released already: no candidate comes after it'
	git tag -d v0.2.0
	remember
	run git rel rc 0.2.0
	refused 1 '0.2.0 is released already'
	[ "$(grep -c '^error' <<<"$output")" -eq 1 ]
}

@test "a candidate without a change since a release is refused" {
	git rel start 0.2.0 v0.1.0
	remember
	run git rel rc
	refused 1 '0.2.0-rc1 would be the same commit as 0.1.0'
}

@test "without a branch there is no candidate" {
	remember
	run git rel rc
	refused 128 'no release is under way'
	run git rel rc 0.2.0
	refused 128 "there is no branch 'release/v0.2.0'" 'git rel start 0.2.0'
	run git rel rc nonsense
	exits 129
}

@test "a candidate with a branch of its own is finished, not tagged" {
	git rel start 0.2.0-rc1
	work a.txt a
	remember
	run git rel rc
	refused 1 '0.2.0-rc1 is a candidate itself: git rel finish releases it'
	git rel start 0.3.0-beta.1 main
	remember
	run git rel rc
	refused 1 '0.3.0-beta.1 is a pre-release itself'
}

@test "a tag or branch of the same name stands in the way" {
	begun
	git branch v0.2.0-rc1
	remember
	run git rel rc
	refused 1 "'v0.2.0-rc1'"
}

@test "the remote refuses, and nothing has changed" {
	begun
	on_server_refuse 'refs/tags/*'
	remember
	run git rel rc
	refused 1 protected
	on_server_allow
	git rel rc
	here_and_there refs/tags/v0.2.0-rc1
}

@test "a colleague is faster with the same candidate: refused, then the next" {
	begun
	printf '#!/bin/sh\nrm -f "$0"\nunset $(git rev-parse --local-env-vars)\ngit -C "%s" tag v0.2.0-rc1 main\n' \
		"$REMOTE" >.git/hooks/pre-push
	chmod +x .git/hooks/pre-push
	run git rel rc
	exits 1
	says 'nothing was changed'
	run ! git rev-parse -q --verify v0.2.0-rc1
	git rel rc
	at v0.2.0-rc2 HEAD
}

@test "a candidate that is another one on the remote is not touched" {
	begun
	git tag -a -m Ours v0.2.0-rc1
	git -C "$REMOTE" tag v0.2.0-rc1 main
	remember
	run git rel rc
	refused 1 "'v0.2.0-rc1' is another one on 'origin'"
	work a.txt a
	git rel rc
	at v0.2.0-rc2 HEAD
}

@test "the words are a setting, with a description" {
	begun
	git rel rc -m 'For testers'
	[ "$(message_of v0.2.0-rc1)" = \
		$'Release candidate 1 for v0.2.0\n\nFor testers' ]
	work a.txt a
	git config rel.candidateTagMessage \
		'{version} ({type} {candidate} of {final}, {tag} on {branch}): {description} {set.by}'
	remember
	run git rel rc -m 'Mended'
	refused 129 '{set.by}' --set
	git rel rc -m 'Mended' --set by=Ada
	[ "$(message_of v0.2.0-rc2)" = \
		'0.2.0-rc2 (candidate 2 of 0.2.0, v0.2.0-rc2 on release/v0.2.0): Mended Ada' ]
}

@test "without words of its own it has those of a release" {
	begun
	git config rel.candidateTagMessage ''
	git rel rc
	[ "$(message_of v0.2.0-rc1)" = 'Release v0.2.0-rc1' ]
}

@test "only a candidate has a number" {
	begun
	git config rel.tagMessage 'Release {candidate}'
	remember
	run git rel finish -y
	refused 129 "no value for '{candidate}'" 'only a release candidate'
	git config rel.tagMessage 'Release {final}'
	git rel finish -y
	[ "$(message_of v0.2.0)" = 'Release 0.2.0' ]
}

@test "signed as releases are, and git accepts it" {
	gpg_key
	begun
	git rel rc
	quietly git verify-tag v0.2.0-rc1
	git -C "$REMOTE" cat-file tag v0.2.0-rc1 | grep -q -e '-----BEGIN PGP SIGNATURE-----'
	git config rel.sign required
	git config --global --unset user.signingkey
	work a.txt a
	remember
	run git rel rc
	refused 128 'must be signed'
}

@test "signed with an ssh key, or only a name for the commit" {
	ssh_key
	begun
	git rel rc
	quietly git verify-tag v0.2.0-rc1
	work a.txt a
	git config rel.sign lightweight
	git rel rc
	[ "$(git cat-file -t v0.2.0-rc2)" = commit ]
}

@test "pre-push says no, --no-verify does not ask it" {
	begun
	printf '#!/bin/sh\nexit 1\n' >.git/hooks/pre-push
	chmod +x .git/hooks/pre-push
	remember
	run git rel rc
	refused '1|128'
	git rel rc --no-verify
	here_and_there refs/tags/v0.2.0-rc1
}

@test "undo takes a candidate back that was not pushed, and no other" {
	begun
	remember
	git rel rc --no-push
	git rel undo -y
	unchanged
	git rel rc
	remember
	run git rel undo -y
	refused 1 public v0.2.0-rc1
}

@test "status names the newest candidate, the log every one" {
	begun
	git rel rc
	run -0 git rel
	says 'candidates: v0.2.0-rc1 (0 commits since)' 'last release: 0.1.0' \
		'next: git rel finish 0.2.0'
	work a.txt a
	git rel rc
	work a.txt b
	run -0 git rel
	says 'candidates: v0.2.0-rc2 (1 commit since)'
	git rel status --json | grep -qF '"candidates":["v0.2.0-rc2"]'
	run -0 git rel log
	says 'git rel rc 0.2.0-rc1' 'git rel rc 0.2.0-rc2'
}

@test "in a work tree that is not clean, and from a bare repository" {
	begun
	echo changed >a.txt
	git rel rc
	[ "$(git status --porcelain)" = ' M a.txt' ]
	git -C "$REMOTE" config rel.model trunk
	git -C "$REMOTE" rel rc 0.2.0
}

@test "rc --dry-run leaves no trace" {
	begun
	remember fingerprint
	run git rel rc -n
	exits 0
	says "git tag -a v0.2.0-rc1 -m 'Release candidate 1 for v0.2.0'" \
		'git push --atomic origin v0.2.0-rc1'
	unchanged
}

# ---- candidates with a branch of their own ----------------------------------

# calendar versions without a "v", released up to 26.1.0
calendar() {
	git config rel.scheme calver
	git config rel.branch 'release/{version}'
	git config rel.tag '{version}'
	quietly git rel tag 26.1.0
}

# lined_up <version>: started and finished, as releases are
lined_up() {
	quietly git rel start "$1"
	work "notes-$1" "$1"
	quietly git rel finish -y
}

@test "start rc counts on from the newest candidate, by number" {
	calendar
	lined_up 26.2.0rc1
	git rel start rc
	on_branch release/26.2.0rc2
	work a.txt a
	git rel finish -y
	at 26.2.0rc2 main
	for i in 3 4 5 6 7 8 9; do lined_up "26.2.0rc$i"; done
	git rel start rc
	on_branch release/26.2.0rc10
}

@test "start rc counts those on the remote, and keeps their spelling" {
	lined_up 0.2.0-rc.1
	marked 0.2.0-rc.7
	git tag -d v0.2.0-rc.7
	git rel start rc
	on_branch release/v0.2.0-rc.8
}

@test "start rc without a candidate says to name the first" {
	remember
	run git rel start rc
	refused 128 'no candidate to count on from: the last version is 0.1.0' \
		'git rel start 0.2.0-rc1'
	calendar
	remember
	run git rel start rc
	refused 128 'the last version is 26.1.0' 'git rel start 26.2.0rc1'
	git tag -d 26.1.0 v0.1.0
	git push -q origin :26.1.0 :v0.1.0
	remember
	run git rel start rc
	refused 128 'no candidate to count on from' 'git rel start 0.1.0rc1'
	[ "$(git rel start rc 2>&1 | wc -l)" -eq 2 ]
}

@test "start rc after the final of the line is refused the same way" {
	calendar
	lined_up 26.2.0rc1
	lined_up 26.2.0
	remember
	run git rel start rc
	refused 128 'no candidate to count on from: the last version is 26.2.0' \
		'git rel start 26.3.0rc1'
	# from a base that does not have the final
	run git rel start rc 26.2.0rc1
	refused 1 '26.2.0 is released already: no candidate comes after it'
}

@test "start rc is about the line that the base has" {
	calendar
	lined_up 26.2.0rc1
	remember
	run git rel start rc 26.1.0
	refused 128 'the last version is 26.1.0'
	run git rel hotfix rc
	exits 129
	unchanged
}

@test "a candidate that is not above the others is refused" {
	calendar
	lined_up 26.2.0rc2
	remember
	run git rel start 26.2.0rc1
	refused 1 '26.2.0rc1 is not above 26.2.0rc2, which has a tag' \
		'git rel start 26.2.0rc3'
	run git rel start 26.2.0rc2
	refused 1 "'26.2.0rc2' exists already"
	run git rel start 26.2.0-RC.2
	refused 1 '26.2.0-RC.2 is not above 26.2.0rc2'
	# wherever it starts: the line has one order
	run git rel start 26.2.0rc1 26.1.0
	refused 1 '26.2.0rc1 is not above 26.2.0rc2'
	git rel start 26.2.0rc4
	on_branch release/26.2.0rc4
}

@test "a candidate after its final is refused, also if that is only there" {
	calendar
	lined_up 26.2.0rc1
	lined_up 26.2.0
	git tag -d 26.2.0
	remember
	run git rel start 26.2.0rc2
	refused 1 '26.2.0 is released already: no candidate comes after it'
	run git rel start 26.2.0rc2 26.1.0
	refused 1 '26.2.0 is released already'
	run git rel hotfix 26.2.0rc2
	refused 1 '26.2.0 is released already'
	git rel start 26.3.0rc1
	on_branch release/26.3.0rc1
}

@test "the final one follows its candidates, by the word or by name" {
	calendar
	lined_up 26.2.0rc1
	run -0 git rel
	says 'last release: 26.1.0' 'last candidate: 26.2.0rc1'
	git rel start minor
	on_branch release/26.2.0
	work a.txt a
	run -0 git rel
	says 'candidates: 26.2.0rc1 (1 commit since)' 'last release: 26.1.0'
	git rel finish -y
	at 26.2.0 main
	git rel start minor
	on_branch release/26.3.0
}

@test "a hotfix mends the last final one, whatever candidates came" {
	calendar
	lined_up 26.2.0rc1
	git rel hotfix
	on_branch hotfix/v26.1.1
	at HEAD 26.1.0
}

@test "the version of a commit with a candidate and its final is the final" {
	git tag v0.2.0-rc1
	git tag v0.2.0
	git tag v0.2.0-rc2
	[ "$(git rel version)" = 0.2.0 ]
	[ "$(git rel version --scheme=last)" = 0.2.0 ]
}

@test "bump rc is the candidate after the one in the files" {
	git config rel.versionFiles VERSION
	git rel bump 0.2.0-rc1
	git rel bump rc
	[ "$(cat VERSION)" = 0.2.0-rc2 ]
	git rel bump 0.2.0-rc.9
	git rel bump rc
	[ "$(cat VERSION)" = 0.2.0-rc.10 ]
	git rel bump 0.3.0-beta.2
	git rel bump rc
	[ "$(cat VERSION)" = 0.3.0-rc1 ]
}

@test "bump rc of files that carry no candidate says to name the first" {
	git config rel.versionFiles VERSION
	remember
	run git rel bump rc
	refused 1 '0.1.0, which the files carry, is no candidate' \
		'git rel bump 0.2.0-rc1'
}
