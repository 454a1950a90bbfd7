#!/usr/bin/env bats
# Which .gitrel says what a release must pass: that of the commit it is about,
# wherever one stands, and not the file that happens to lie in the work tree.

load lib

setup() {
	sealed
	repo_gitflow
	quietly git rel init --model=gitflow
	git switch -q develop
}

# policy <lines, as printf takes them>: it is committed where we are
policy() {
	# shellcheck disable=SC2059 # it is a format
	printf "$@" >.gitrel
	git add .gitrel
	git commit -q -m 'Our commands'
}

# ---- finish ---------------------------------------------------------------

@test "finish asks for the checks of the release branch, from any other, too" {
	quietly git rel start 0.2.0
	policy '[check]\nunit = false\n[check.minor]\ndocs = false\n'
	git switch -q develop
	remember
	run git rel finish -y
	refused 1 'not all checks have passed' 'check.unit: false' 'check.docs: false' \
		'git switch release/v0.2.0 && git rel check'
	git switch -q main
	run git rel finish -y
	exits 1
	# also where the branch is not here
	git push -q origin release/v0.2.0
	git branch -q -D release/v0.2.0
	remember
	run git rel finish -y 0.2.0
	refused 1 'not all checks have passed'
	# nor any work tree
	git clone -q --bare "file://$REMOTE" "$T/bare.git"
	go_to "$T/bare.git"
	remember fingerprint
	run git rel finish -y 0.2.0
	refused 1 'not all checks have passed'
}

@test "finish is not bound by the checks of another branch" {
	quietly git rel start 0.2.0
	work a.txt more
	git switch -q develop
	policy '[check]\nunit = false\n'
	quietly git rel finish -y
}

@test "a .gitrel that was emptied and not committed takes no check away" {
	policy '[check]\nunit = false\n'
	git push -q origin develop
	quietly git rel trust -y
	quietly git rel start --no-check 0.2.0
	: >.gitrel
	remember
	run git rel finish -y --keep
	refused 1 'not all checks have passed' 'check.unit: false'
	run git rel check
	exits 0
	says 'there are no checks here'
	rm .gitrel
	run git rel finish -y --keep
	exits 1
	# nor does one that is added
	git checkout -q .gitrel
	policy '[check]\nunit = true\n'
	quietly git rel trust -y
	quietly git rel check
	echo 'docs = false' >>.gitrel
	git switch -q --detach
	quietly git rel finish -y
}

@test "commands in git's configuration are on top of those of the commit" {
	policy '[check]\nunit = false\ndocs = false\n'
	git push -q origin develop
	quietly git rel trust -y
	quietly git rel start --no-check 0.2.0
	git switch -q main
	git config rel.check.unit true
	git config rel.check.docs ''
	git config rel.check.mine true
	run git rel finish -y
	exits 1
	says 'check.unit: true' 'check.mine: true'
	[[ $output != *check.docs* ]]
	git switch -q release/v0.2.0
	quietly git rel check
	git switch -q main
	quietly git rel finish -y
}

# ---- start ----------------------------------------------------------------

@test "start from another branch runs the commands of its base" {
	policy '[prepare]\nlock = "cp VERSION lock"\n[check]\nunit = "test -e .git/ok"\n'
	git push -q origin develop
	quietly git rel trust -y
	git switch -q main
	run git rel start --push -n 0.2.0
	exits 0
	says 'then run the prepare steps' 'run the checks on that commit'
	run git rel start --push 0.2.0
	exits 1
	says 'failed at: check.unit'
	[ -z "$(git ls-remote origin refs/heads/release/v0.2.0)" ]
	touch .git/ok
	quietly git rel --continue
	git cat-file -e release/v0.2.0:lock
	here_and_there refs/heads/release/v0.2.0
}

@test "a hotfix runs the commands of the release it mends" {
	policy '[check]\nunit = "touch .git/ran"\n'
	git push -q origin develop
	quietly git rel trust -y
	run git rel hotfix -n
	exits 0
	[[ $output != *checks* ]]
	quietly git rel hotfix
	[ ! -e .git/ran ]
	on_branch hotfix/v0.1.1
}

@test "start does not run what only the branch one stands on has" {
	git switch -q -c mine
	policy '[prepare]\none = "touch .git/ran"\n[check]\ntwo = false\n'
	quietly git rel start 0.2.0
	[ ! -e .git/ran ]
	on_branch release/v0.2.0
}

@test "start wants trust in just the commands that it would run" {
	git switch -q -c mine
	policy '[check]\nunit = true\n'
	quietly git rel trust -y
	git switch -q develop
	policy '[check]\nunit = "touch .git/ran"\n'
	git push -q origin develop
	git switch -q mine
	remember fingerprint
	run git rel start 0.2.0
	refused 1 'have changed since they were trusted' '- check.unit = true' \
		'+ check.unit = touch .git/ran' "they are those of 'develop': git switch develop first"
	colleague develop 'echo more >more.txt'
	run git rel start 0.2.0
	exits 1
	says 'git switch develop && git pull first'
	run git rel start 0.2.0 develop~1
	exits 0
	git switch -q develop
	quietly git pull -q
	quietly git rel trust -y
	git switch -q mine
	quietly git rel start 0.3.0
	[ -e .git/ran ]
	digest=$(git -C "$R" rel trust --digest)
	git rel trust --revoke -y
	git switch -q mine
	GIT_REL_TRUST=$digest quietly git rel start 0.4.0
}

@test "a dirty work tree is told of before the trust that is missing" {
	policy '[check]\nunit = true\n'
	git push -q origin develop
	echo edit >>a.txt
	remember fingerprint
	run git rel start 0.2.0
	refused 1 'not committed' a.txt
}

# ---- tag, rc ---------------------------------------------------------------

# landed <branch>: it is on the server, and the forge has merged it there.
landed() {
	git push -q origin "$1"
	lands merge "$1"
}

@test "tag asks for the checks of the release branch, here or only on the remote" {
	quietly git rel start 0.2.0
	policy '[check]\nunit = true\n'
	landed release/v0.2.0
	git switch -q develop
	remember
	run git rel tag 0.2.0
	refused 1 'not all checks have passed' 'check.unit: true' \
		'git switch release/v0.2.0 && git rel check'
	git branch -q -D release/v0.2.0
	remember
	run git rel tag 0.2.0
	refused 1 'not all checks have passed'
	git switch -q release/v0.2.0
	quietly git rel trust -y
	quietly git rel check
	git switch -q develop
	quietly git rel tag 0.2.0
	here_and_there refs/tags/v0.2.0
}

@test "tag of a hotfix asks for the checks of hotfixes" {
	git config rel.check.hotfix.quick true
	git config rel.check.patch.slow false
	quietly git rel hotfix --no-check
	work a.txt mended
	landed hotfix/v0.1.1
	git switch -q develop
	git branch -q -D hotfix/v0.1.1
	remember
	run git rel tag 0.1.1
	refused 1 'check.quick: true'
}

@test "tag where the branch is gone tells that no checks were looked at" {
	quietly git rel start 0.2.0
	policy '[check]\nunit = false\n'
	landed release/v0.2.0
	git switch -q develop
	git branch -q -D release/v0.2.0
	git push -q origin :release/v0.2.0
	run git rel tag 0.2.0
	exits 0
	says "there is no branch 'release/v0.2.0' any more: no checks were looked at"
	# not where there are none
	run git rel tag 0.1.1 v0.1.0
	exits 0
	[[ $output != *checks* ]]
}

@test "tag asks for no checks of what is tagged" {
	quietly git rel start 0.2.0
	policy '[check]\nunit = false\n'
	landed release/v0.2.0
	git fetch -q
	git tag -a -m 'Release v0.2.0' v0.2.0 origin/main
	quietly git rel tag 0.2.0
	here_and_there refs/tags/v0.2.0
}

@test "tag minds no release branch that has diverged where there are no checks" {
	quietly git rel start 0.2.0
	work a.txt more
	landed release/v0.2.0
	git reset -q --hard HEAD~1
	work a.txt other
	git config rel.check.unit true
	remember
	run git rel tag 0.2.0
	refused 1 diverged
	git config --unset rel.check.unit
	quietly git rel tag 0.2.0
	here_and_there refs/tags/v0.2.0
}

@test "rc asks for no checks: a candidate is tagged in order to be checked" {
	quietly git rel start 0.2.0
	policy '[check]\nunit = false\n[check.candidate]\nmore = false\n'
	quietly git rel rc
	here_and_there refs/tags/v0.2.0-rc1
}

# ---- attacks --------------------------------------------------------------

# committed: what .gitrel is here is committed on the release branch, and one
# goes elsewhere.
committed() {
	git add .gitrel
	git commit -q -m 'An attack'
	AT=$(git rev-parse --short=10 HEAD)
	git switch -q --detach develop
}

@test "attack: the .gitrel of the release branch is a link" {
	quietly git rel start 0.2.0
	ln -s VERSION .gitrel
	committed
	remember
	run git rel finish -y
	refused 128 "cannot use .gitrel: '$AT:.gitrel' is a symbolic link"
}

@test "attack: the .gitrel of the release branch is a folder" {
	quietly git rel start 0.2.0
	mkdir .gitrel
	echo x >.gitrel/x
	committed
	remember
	run git rel finish -y
	refused 128 "cannot use .gitrel: '$AT:.gitrel' is not a regular file"
}

@test "attack: the .gitrel of the release branch is huge" {
	quietly git rel start 0.2.0
	truncate -s 65M .gitrel
	committed
	remember
	run git rel finish -y
	refused 128 "cannot use .gitrel: '$AT:.gitrel': more than 65536 bytes"
}

@test "attack: the .gitrel of the release branch cannot be understood" {
	quietly git rel start 0.2.0
	printf '[check]\n[check\n' >.gitrel
	committed
	remember
	run git rel finish -y
	refused 128 "$AT:.gitrel:2: section line does not end in ']'"
}
