#!/usr/bin/env bats
# A commit of main is qualified by hand on a branch of its own, tagged on that
# branch's tip, and merged into stable by the forge (see
# examples/qualification.gitrel).  Played beside the commands its guide gives.

load lib

setup() {
	sealed
	repo_qualify
	cp "$TOP/examples/qualification.gitrel" .gitrel
	git add .gitrel
	git commit -q -m 'Write our release process down'
	git push -q origin main
	COMMIT=$(git rev-parse HEAD)
	git commit -q --allow-empty -m 'feat: not for this release (#12)'
	git push -q origin main
}

# The branch is there, with the notes, here and in the twin.
qualified() {
	twin
	git rel start --push 0.2.0 "$COMMIT"
	by_hand "git checkout -q -b release-qual/0.2.0 $COMMIT
		mkdir -p devops/stable/release-notes
		cp '$R/devops/stable/release-notes/v0.2.0.md' devops/stable/release-notes
		git add -A; git commit -q -m 'Add the release notes of v0.2.0'
		git push -q -u origin release-qual/0.2.0"
	as_by_hand
	echo '- One more thing' >>devops/stable/release-notes/v0.2.0.md
	record
	git push -q origin HEAD
	by_hand 'echo "- One more thing" >>devops/stable/release-notes/v0.2.0.md
		git commit -q -a -m "Prepare the release"
		git push -q origin HEAD'
	as_by_hand
}

@test "a release is the tip that was qualified" {
	qualified
	remember
	run git rel finish -y
	refused 1 stable forge
	lands merge release-qual/0.2.0
	lands merge release-qual/0.2.0 "$TWIN_REMOTE"
	git tag private
	git rel finish -y
	git tag -d private
	by_hand 'git tag -a v0.2.0 -m "Release version 0.2.0"
		git push -q origin v0.2.0
		git push -q origin --delete release-qual/0.2.0
		git checkout -q stable && git pull -q --no-rebase origin stable
		git checkout -q main
		git merge -q --no-ff --no-edit stable
		git push -q origin main
		git branch -q -D release-qual/0.2.0'
	as_by_hand
	[ "$(git rev-parse 'v0.2.0^{}')" = "$RELEASE_TIP" ]
	[ "$(git for-each-ref --format='%(objecttype) %(contents)' refs/tags/v0.2.0)" = \
		'tag Release version 0.2.0' ]
	contains stable v0.2.0
}

@test "the branch still exists, or the forge has deleted it" {
	qualified
	lands merge release-qual/0.2.0
	git -C "$REMOTE" update-ref -d refs/heads/release-qual/0.2.0
	git rel finish -y
	here_and_there refs/tags/v0.2.0 refs/heads/main refs/heads/stable
	run ! git rev-parse -q --verify refs/heads/release-qual/0.2.0
}

@test "a squash would leave the tag on no branch: refused" {
	qualified
	lands squash release-qual/0.2.0
	remember
	run git rel finish -y
	refused 1 'by squash'
}

@test "a candidate on the branch is no release" {
	qualified
	git rel rc
	[ "$(git for-each-ref --format='%(contents)' refs/tags/v0.2.0-rc1)" = \
		'Release candidate 1 for v0.2.0' ]
	lands merge release-qual/0.2.0
	git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git rev-parse 'v0.2.0-rc1^{}')" ]
}

@test "an older line, qualified and merged into its stable branch" {
	git push -q origin main:refs/heads/stable-v0.1
	git commit -q --allow-empty -m 'feat: something else (#13)'
	git tag -a -m 'Release version 0.2.0' v0.2.0
	git push -q origin main v0.2.0 main:stable
	git fetch -q
	twin
	git rel start --push 0.1.1
	by_hand "git checkout -q --no-track -b release-qual/0.1.1 origin/stable-v0.1
		mkdir -p devops/stable/release-notes
		cp '$R/devops/stable/release-notes/v0.1.1.md' devops/stable/release-notes
		git add -A; git commit -q -m 'Add the release notes of v0.1.1'
		git push -q -u origin release-qual/0.1.1"
	as_by_hand
	MAIN=stable-v0.1 lands merge release-qual/0.1.1
	MAIN=stable-v0.1 lands merge release-qual/0.1.1 "$TWIN_REMOTE"
	git rel finish -y
	by_hand 'git tag -a -m "Release version 0.1.1" v0.1.1
		git fetch -q
		git checkout -q stable-v0.1
		git push -q --atomic origin v0.1.1 :release-qual/0.1.1
		git branch -q -D release-qual/0.1.1'
	as_by_hand
	contains stable-v0.1 v0.1.1
}
