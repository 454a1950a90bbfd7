#!/usr/bin/env bats
# The same release twice: by us, and with plain git in a twin.  With the same
# dates, people and keys every commit and tag has the same id.

# shellcheck disable=SC2016 # hooks are written in single quotes

load lib

setup() {
	sealed
	repo_gitflow
}

hook() {
	printf '#!/bin/sh\n%s\n' "$2" >"$R/.git/hooks/$1"
	chmod +x "$R/.git/hooks/$1"
}

@test "a whole release" {
	ready
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
	released 0.2.0
}

@test "a whole release where main, develop and the branch have moved on" {
	ready
	git rm -q feature.txt
	mkdir new
	git mv dir/sub/c.txt new/c.txt
	rmdir -p dir/sub
	sed -i '3s/.*/ours/' a.txt
	chmod +x b.txt
	record
	colleague main "sed -i '11s/.*/theirs/' a.txt"
	colleague develop "sed -i '7s/.*/theirs/' dir/sub/c.txt; ln -s a.txt link"
	twin
	git rel finish -y
	by_hand "git fetch -q && git branch -q -f main origin/main &&
		git branch -q -f develop origin/develop
		$FINISH"
	as_by_hand
	released 0.2.0
}

@test "a whole hotfix" {
	quietly git rel init
	git rel start --push 0.2.0
	git rel hotfix --push
	work a.txt mended
	twin
	git rel finish -y
	by_hand 'git switch -q main
		git merge -q --no-ff --no-edit hotfix/v0.1.1
		git tag -a -m "Release v0.1.1" v0.1.1
		git switch -q release/v0.2.0
		git merge -q --no-ff --no-edit v0.1.1
		git switch -q develop
		git merge -q --no-ff --no-edit v0.1.1
		git push -q --atomic origin main develop release/v0.2.0 v0.1.1 :hotfix/v0.1.1
		git branch -q -D hotfix/v0.1.1'
	as_by_hand
}

@test "lightweight tags" {
	ready
	git config rel.sign lightweight
	twin
	git rel finish -y
	by_hand "${FINISH/-a -m \"Release v0.2.0\"/}"
	as_by_hand
}

@test "merge messages say into what, main is not said" {
	ready
	git rel finish -y
	[ "$(git log -1 --format=%B main)" = "Merge branch 'release/v0.2.0'" ]
	[ "$(git log -1 --format=%B develop)" = $'Merge tag \'v0.2.0\' into develop\n\nRelease v0.2.0' ]
}

# Each <value> of merge.suppressDest, in turn.
suppress_dest() {
	local value
	ready
	for value; do git config --add merge.suppressDest "$value"; done
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
}

@test "merge.suppressDest names a branch" {
	suppress_dest develop
	[ "$(git log -1 --format=%s main)" = "Merge branch 'release/v0.2.0' into main" ]
}

@test "merge.suppressDest holds patterns" {
	suppress_dest 'dev*' 'm?in'
	[ "$(git log -1 --format=%s develop)" = "Merge tag 'v0.2.0'" ]
}

@test "merge.suppressDest is emptied by an empty value" {
	suppress_dest main develop ''
	[ "$(git log -1 --format=%s develop)" = "Merge tag 'v0.2.0' into develop" ]
}

@test "a branch with a slash is said in full" {
	git branch -m develop team/next
	git push -q origin team/next :develop
	git config rel.develop team/next
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	twin
	git rel finish -y
	by_hand "${FINISH//develop/team\/next}"
	as_by_hand
}

@test "i18n.commitEncoding is written into the merges" {
	ready
	git config i18n.commitEncoding ISO-8859-1
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
	git cat-file commit main | grep -qx 'encoding ISO-8859-1'
}

@test "i18n.commitEncoding UTF-8 is not written" {
	ready
	git config i18n.commitEncoding UTF-8
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
}

@test "committer and author are git's, whatever they are set to" {
	ready
	git config author.name 'Ann Author'
	git config committer.email 'bot@example.com'
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
	[ "$(git log -1 --format='%an %ae %cn %ce' main)" = \
		'Ann Author ada@example.com Ada Release bot@example.com' ]
}

@test "an identity that goes by the URL of the remote is the one that git takes" {
	ready
	into "$T/work.inc" <<<'[user]
		email = work@example.com'
	git config --global 'includeIf.hasconfig:remote.*.url:**.path' "$T/work.inc"
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
	[ "$(git log -1 --format='%ae %ce' main)" = 'work@example.com work@example.com' ]
}

@test "a name with characters git strips" {
	ready
	git config user.name '  Ada, <Release>. '
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
}

@test "a date in another form" {
	export GIT_COMMITTER_DATE='2024-02-29T12:00:00+0530'
	export GIT_AUTHOR_DATE='Thu, 29 Feb 2024 12:00:00 -0800'
	ready
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
}

@test "commit.gpgSign signs the merges, and only then" {
	ssh_key
	ready
	git config commit.gpgSign true
	git config rel.sign annotated
	twin
	git rel finish -y
	git verify-commit main
	git verify-commit develop
	by_hand "$FINISH"
	as_by_hand
}

@test "signed tags, merged as git merge --edit does: without the key's talk" {
	ssh_key
	ready
	twin
	git rel finish -y
	by_hand 'git switch -q main
		git merge -q --no-ff --no-edit release/v0.2.0
		git tag -s -m "Release v0.2.0" v0.2.0
		git switch -q develop
		GIT_MERGE_AUTOEDIT=yes git merge -q --no-ff --edit v0.2.0
		git push -q --atomic origin main develop v0.2.0 :release/v0.2.0
		git branch -q -D release/v0.2.0'
	as_by_hand
	git verify-tag v0.2.0
}

# ---- hooks ----------------------------------------------------------------

@test "commit-msg may edit the merge messages" {
	ready
	hook commit-msg 'm=$(cat "$1"); printf "%s\n\nReviewed-by: Bob\n" "$m" >"$1"'
	twin
	git rel finish -y
	by_hand "$FINISH"
	as_by_hand
	git log -1 --format=%B main | grep -qx 'Reviewed-by: Bob'
	git log -1 --format=%B develop | grep -qx 'Reviewed-by: Bob'
}

@test "commit-msg may refuse: nothing changed, --no-verify goes past it" {
	ready
	hook commit-msg 'echo "wants a ticket" >&2; exit 1'
	remember
	run git rel finish -y
	refused 1 'wants a ticket' --no-verify rel.mergeMessage
	git rel finish -y --no-verify
	released 0.2.0
}

@test "commit-msg may refuse the merge back only: nothing changed either" {
	ready
	hook commit-msg 'if grep -q develop "$1"; then exit 1; fi'
	remember
	run git rel finish -y
	refused 1 commit-msg develop
}

@test "rel.mergeMessage is what a commit-msg hook wants" {
	ready
	hook commit-msg 'grep -q "^chore: " "$1" || grep -q "^Merge tag" "$1"'
	git config rel.mergeMessage 'chore: release {version}'
	git rel finish -y
	released 0.2.0
	[ "$(git log -1 --format=%B main)" = 'chore: release 0.2.0' ]
}

@test "core.hooksPath is where hooks are" {
	ready
	mkdir "$T/hooks"
	git config core.hooksPath "$T/hooks"
	hook commit-msg 'exit 1'
	printf '#!/bin/sh\necho "from the other place" >"$1"\n' >"$T/hooks/commit-msg"
	chmod +x "$T/hooks/commit-msg"
	git rel finish -y
	[ "$(git log -1 --format=%B main)" = 'from the other place' ]
}

@test "an empty core.hooksPath is where no hooks are" {
	ready
	git config core.hooksPath ''
	hook commit-msg 'exit 1'
	git commit -q --allow-empty -m 'No hook'
	git rel finish -y
	released 0.2.0
}

@test "post-checkout runs as with git switch" {
	ready
	colleague develop 'echo theirs >>b.txt'
	hook post-checkout 'echo "$@ $(git symbolic-ref HEAD) $(pwd)" >>"'"$T"'/ran"'
	git rel finish -y
	[ "$(cat "$T/ran")" = "$RELEASE_TIP $(git rev-parse develop) 1 refs/heads/develop $R" ]
	rm "$T/ran"
	git rel start 0.3.0
	[ "$(cat "$T/ran")" = "$(git rev-parse develop develop | tr '\n' ' ')1 refs/heads/release/v0.3.0 $R" ]
}

@test "a post-checkout hook that fails is nobody's business" {
	ready
	colleague develop 'echo theirs >>b.txt'
	hook post-checkout 'exit 1'
	git rel finish -y
	released 0.2.0
}

@test "pre-push runs and sees just what is pushed" {
	ready
	git tag private
	hook pre-push "cut -d' ' -f3 >'$T/ran'"
	git rel finish -y
	[ "$(sort "$T/ran")" = 'refs/heads/develop
refs/heads/main
refs/heads/release/v0.2.0
refs/tags/v0.2.0' ]
}

@test "pre-push may refuse: nothing changed, --no-verify goes past it" {
	ready
	hook pre-push 'echo "not on a Friday" >&2; exit 1'
	remember
	run git rel finish -y
	refused '1|128' Friday
	git rel finish -y --no-verify
	released 0.2.0
}

@test "reference-transaction sees the refs and may refuse" {
	ready
	hook reference-transaction "[ \"\$1\" != prepared ] || ! grep -q refs/tags/v0.2.0"
	remember
	run git rel finish -y
	refused 1
	rm .git/hooks/reference-transaction
	git rel finish -y
	released 0.2.0
}

# ---- what stays behind ------------------------------------------------------

@test "reflogs tell what happened, and git checkout - goes back" {
	git switch -q -c mine main
	git switch -q develop
	quietly git rel init
	git rel start 0.2.0
	[ "$(git rev-parse --abbrev-ref '@{-1}')" = develop ]
	git checkout -q -
	on_branch develop
	git checkout -q -
	on_branch release/v0.2.0
	work VERSION 0.2.0
	git switch -q mine
	git switch -q release/v0.2.0
	git rel finish -y
	on_branch develop
	[ "$(git reflog -1 --format=%gs main)" = 'rel: git rel finish 0.2.0' ]
	[ "$(git reflog -1 --format=%gs develop)" = 'rel: git rel finish 0.2.0' ]
	[ "$(git rev-parse 'main@{1}')" = "$(git rev-parse main^1)" ]
	[ "$(git rev-parse 'develop@{1}')" = "$(git rev-parse develop^1)" ]
	[ "$(git reflog -1 --format=%gs HEAD)" = \
		'checkout: moving from release/v0.2.0 to develop' ]
	[ "$(git rev-parse --verify 'HEAD@{0}')" = "$(git rev-parse develop)" ]
	[ "$(git rev-parse --verify 'HEAD@{1}')" = "$RELEASE_TIP" ]
}

@test "the branch's settings go with it, as with git branch -D" {
	ready
	git config branch.release/v0.2.0.description 'Our best'
	git rel finish -y
	run ! git config --get-regexp '^branch\.release'
	git config --get-regexp '^branch\.develop'
}

@test "tracking refs are what git fetch would make them" {
	local before
	ready
	git rel finish -y
	before=$(git for-each-ref refs/remotes)
	run -0 git fetch --prune
	[ -z "$output" ]
	[ "$(git for-each-ref refs/remotes)" = "$before" ]
	[ "$(git status -sb | head -1)" = '## develop...origin/develop' ]
}

@test "push.followTags and push.default do not push more" {
	ready
	git tag -a -m mine mine main
	git branch other
	git push -q origin other
	git config push.followTags true
	git config push.default matching
	git commit -q --allow-empty -m 'Other'
	git branch -f other
	RELEASE_TIP=$(git rev-parse HEAD)
	git rel finish -y
	released 0.2.0
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.0' ]
	[ "$(git -C "$REMOTE" rev-parse other)" != "$(git rev-parse other)" ]
}
