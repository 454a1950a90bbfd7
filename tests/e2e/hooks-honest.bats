#!/usr/bin/env bats
# Honest work passes the hooks of both sides, and what a hint says works when it
# is typed.

load lib

setup() {
	repo_gitflow
	colleague main 'printf "%s\n" "[rules]" "protect = main develop" "no-force = release/* hotfix/*" \
		"merge-into-main = release/* hotfix/*" "merge-into-develop = feature/* release/* hotfix/* main" \
		"main-line = releases" "tag-place = merge" "closed-after-tag = release/* hotfix/*" \
		"[rules.warn]" "lines-have = hotfix/*" >.gitrel'
	git fetch -q
	git config rel.model gitflow
	git switch -q main
	git merge -q --ff-only origin/main
	git switch -q develop
	git merge -q --no-ff -m 'Merge main' main
	git push -q origin develop
	quietly git rel hooks install
	(cd "$REMOTE" && quietly git rel hooks install --server)
}

# colleague_rules <line>...: main there gets more rules, and we know.
colleague_rules() {
	local at
	at=$(git branch --show-current)
	git switch -q main
	printf '[rules]\n' >.gitrel
	printf '%s\n' "$@" >>.gitrel
	git commit -q --no-verify -a -m 'Say other rules'
	git push -q --no-verify origin main:refs/heads/release/v0.0.9
	git -C "${REMOTE#file://}" update-ref refs/heads/main "$(git rev-parse main)"
	git -C "$REMOTE" update-ref -d refs/heads/release/v0.0.9
	git fetch -q -p
	git switch -q "$at"
}

# feature <name>: a branch with one commit.
feature() {
	git switch -q -c "feature/$1" develop
	echo "$1" >"$1.txt"
	git add "$1.txt"
	git commit -q -m "Add $1"
	git switch -q develop
}

merge_in() { git merge -q --no-ff -m "Merge branch 'feature/$1'" "feature/$1"; }

tip() { git rev-parse -q --verify "${1:-HEAD}"; }
there() { git -C "$REMOTE" rev-parse -q --verify "refs/heads/$1"; }

# typed <n>: what the n-th hint of the last command says, as a person types it.
typed() {
	local hint
	hint=$(sed -n "s/^hint: //p" <<<"$output" | sed -n "${1}p")
	[ -n "$hint" ] || complain "no hint: $output"
	# shellcheck disable=SC2001 # words of its own
	hint=$(sed 's/<branch>/feature\/saved/g; s/, and merge that$//' <<<"$hint")
	bash -ec "$hint"
}

@test "a release is finished: its merges are judged with what the same plan moves" {
	quietly git rel start --push 0.2.0
	run git rel finish -y
	exits 0
	released 0.2.0
}

@test "a hotfix whose branch was never pushed is finished" {
	git switch -q main
	quietly git rel hotfix
	echo mended >a.txt
	git commit -q -a -m 'Mend a'
	run git rel finish -y
	exits 0
	[ "$(there main)" = "$(tip main)" ]
	git merge-base --is-ancestor main develop
}

@test "a merge that was not pushed is made anew, another commit is not let in" {
	feature one
	merge_in one
	export GIT_AUTHOR_DATE='1700000500 +0000'
	git commit -q --amend -m "Merge branch 'feature/one', the first"
	run git commit -q --allow-empty -m tinker
	exits 1
	says "error: protect: 'develop' takes merges only"
	git push -q origin develop
	[ "$(there develop)" = "$(tip)" ]
}

@test "a pull that merges what the branch has there is no merge of another" {
	feature one
	merge_in one
	git clone -q -b develop "$REMOTE" "$T/other"
	(
		cd "$T/other" || exit
		feature two
		merge_in two
		git push -q origin develop
	)
	run git pull -q --no-rebase --no-edit origin develop
	exits 0
	git push -q origin develop
	[ "$(there develop)" = "$(tip)" ]
}

@test "what is released is merged into develop by its tag" {
	git switch -q main
	git switch -q -c hotfix/v0.1.1
	echo mended >a.txt
	git commit -q -a -m 'Mend a'
	git switch -q main
	git merge -q --no-ff -m "Merge branch 'hotfix/v0.1.1'" hotfix/v0.1.1
	git tag -a -m v0.1.1 v0.1.1
	run git push origin main v0.1.1
	exits 0
	says "warning: lines-have: 'develop' has not what 'v0.1.1' mends"
	typed 1
	git push -q origin develop
	git merge-base --is-ancestor v0.1.1 develop
}

@test "a candidate on commits that were not pushed: the hint pushes them" {
	quietly git rel start --push 0.2.0
	echo more >a.txt
	git commit -q -a -m 'Mend a'
	run git rel rc
	exits 1
	says "error: the rules refuse 'git rel rc 0.2.0-rc1'"
	says 'error: tag-place: ' 'hint: git push origin release/v0.2.0'
	git push -q origin release/v0.2.0
	quietly git rel rc
}

@test "a version is not tagged on the merge of another one" {
	quietly git rel start --push 0.2.0
	quietly git rel finish -y
	git switch -q develop
	echo more >more.txt
	feature more
	merge_in more
	git push -q origin develop
	quietly git rel start --push 0.3.0
	git tag -a -m v0.3.0 v0.3.0 main
	run git push origin v0.3.0
	exits 1
	says "error: tag-place: 'v0.3.0' is on $(git rev-parse --short=10 main), which is 'v0.2.0' already"
}

@test "a tag made by hand: the hint makes the release that was meant" {
	echo more >more.txt
	feature more
	merge_in more
	git push -q origin develop
	git tag -a -m v0.2.0 v0.2.0
	run git push origin v0.2.0
	exits 1
	says 'error: tag-place: '
	typed 1
	git push -q origin release/v0.2.0
	git tag -a -m v0.2.0 v0.2.0
	run git push origin v0.2.0
	exits 1
	says 'git tag -d v0.2.0 && git rel finish 0.2.0'
	git tag -d v0.2.0
	quietly git rel finish -y --no-push 0.2.0
	run git push origin v0.2.0
	exits 1
	typed 1
	[ "$(there main)" = "$(tip main)" ]
}

@test "develop with a release that was not pushed: the hint pushes it" {
	quietly git rel start --push 0.2.0
	quietly git rel finish -y --no-push
	run git push origin develop
	exits 1
	says "'v0.2.0' is not merged into 'develop'" 'hint: git rel finish 0.2.0'
	quietly git rel finish 0.2.0
	[ "$(there develop)" = "$(tip develop)" ]
}

@test "a commit on a protected branch goes to another one by the hint" {
	git commit -q --no-verify --allow-empty -m tinker
	run git push origin develop
	exits 1
	says "error: protect: 'develop' takes merges only"
	typed 1
	git switch -q develop
	[ "$(tip)" = "$(tip origin/develop)" ]
	git merge -q --no-ff -m "Merge branch 'feature/saved'" feature/saved
	git push -q origin develop
}

@test "what only says that it is of a release is a direct commit" {
	local message
	for message in 'Sync the notes of stable/v0.2' 'Begin 0.9.0-dev' 'Release 0.9.0'; do
		echo "$message" >a.txt
		git commit -q --no-verify -a -m "$message"
		run git push origin develop
		exits 1
		says "error: protect: 'develop' takes merges only"
		run git push --no-verify origin develop
		exits 1
		says "error: protect: 'develop' takes merges only"
		git reset -q --hard origin/develop
	done
	git config rel.versionFiles VERSION
	remember
	run git rel bump 0.3.0
	refused 1 "protect: 'develop' takes merges only"
}

@test "the next development version and notes of another line are no work" {
	git -C "$REMOTE" config rel.versionFiles VERSION
	git config rel.versionFiles VERSION
	git config rel.nextDev minor
	quietly git rel start --push 0.2.0
	quietly git rel finish -y
	[ "$(git log -1 --format=%s origin/develop)" = 'Begin 0.3.0-dev' ]
	git commit -q --amend --no-verify -m 'Begin 0.3.0-dev, again'
	run git push -f --no-verify origin develop
	exits 1
	says "error: protect: 'develop' takes merges only"
}

@test "a branch that would lose commits is brought up to date, whatever is checked out" {
	git switch -q -c feature/x
	before=$(tip)
	run git push -f origin main~1:main
	exits 1
	says "error: protect: 'main' would lose"
	typed 1
	[ "$(git branch --show-current)" = main ]
	[ "$(tip feature/x)" = "$before" ]
	[ "$(tip)" = "$(tip origin/main)" ]
}

@test "develop right after a release does not become main" {
	quietly git rel start --push 0.2.0
	quietly git rel finish -y
	git switch -q main
	git merge -q --ff-only develop
	run git push origin main
	exits 1
	says "error: main-line: 'main' takes releases only: $(git rev-parse --short=10 main) is not tagged"
	typed 1
	[ "$(tip)" = "$(tip origin/main)" ]
}

@test "develop on main: the hint takes main back to what it was" {
	feature one
	merge_in one
	git switch -q main
	git merge -q --ff-only develop
	run git push origin main
	exits 1
	says 'error: merge-into-main: ' "git reset --keep $(git rev-parse --short=10 origin/main)"
}

@test "rules that nobody can read: a server takes the push that mends them, and no other" {
	git -C "$REMOTE" config receive.denyCurrentBranch ignore
	git switch -q -c mend main
	printf '[rules]\nmax-size = lots\n' >.gitrel
	git commit -q -a -m 'Break the rules'
	git push -q --no-verify origin mend:refs/heads/feature/broken
	git -C "$REMOTE" update-ref refs/heads/main "$(tip)"
	git fetch -q
	run git push --no-verify origin HEAD:refs/heads/feature/y
	exits 1
	says "max-size: 'lots' is no size" "mend .gitrel on 'main', and push that alone"
	printf '[rules]\nmax-size = 5M\n' >.gitrel
	git commit -q -a -m 'Mend the rules'
	run git push --no-verify origin HEAD:main
	exits 0
	says 'warning: no rule is looked at: ' 'this push mends that'
	[ "$(there main)" = "$(tip)" ]
}

@test "rules that nobody can read: update takes what mends them, too" {
	rm "$REMOTE/hooks/pre-receive"
	printf '#!/bin/sh\nexec git-rel hook update -- "$@"\n' >"$REMOTE/hooks/update"
	chmod +x "$REMOTE/hooks/update"
	git switch -q -c mend main
	printf '[rules]\nmax-size = lots\n' >.gitrel
	git commit -q -a -m 'Break the rules'
	git push -q --no-verify "$REMOTE" mend:refs/rel/broken
	git -C "$REMOTE" update-ref refs/heads/main "$(tip)"
	git fetch -q
	run git push --no-verify origin HEAD:refs/heads/feature/y
	exits 1
	says "max-size: 'lots' is no size" "mend .gitrel on 'main', and push that alone"
	printf '[rules]\nmax-size = 5M\n' >.gitrel
	git commit -q -a -m 'Mend the rules'
	run git push --no-verify origin HEAD:main
	exits 0
	says 'warning: no rule is looked at: ' 'this push mends that'
	[ "$(there main)" = "$(tip)" ]
}

@test "what is wrong in the config of the server is not for .gitrel to mend" {
	git -C "$REMOTE" config rel.rule.no-force x,y
	feature one
	run git push --no-verify origin feature/one
	exits 1
	says 'who keeps the server has to mend its git config'
	[[ $output != *'mend .gitrel'* ]]
}

@test "a merge without an entry: the hint amends it" {
	colleague_rules 'protect = develop' 'changelog = feature/*'
	git config rel.notesStyle keepachangelog
	feature one
	merge_in one
	run git push origin develop
	exits 1
	says "'feature/one' brings nothing to 'CHANGELOG.md'" 'hint: git switch develop && git commit --amend -a'
}

@test "a clone of one branch, without that of the rules, says so" {
	git clone -q --single-branch -b develop "$REMOTE" "$T/one"
	cd "$T/one" || return
	quietly git rel hooks install
	run git commit -q --allow-empty -m tinker
	exits 0
	says "no rule is looked at: the rules are those of 'origin/main', which this clone does not fetch"
	git config rel.model gitflow
	run git rel check --rules
	exits 128
	typed 1
	run git rel check --rules
	exits 1
	says "error: protect: 'develop' takes merges only"
}

@test "a new main does not get rules that nobody can read" {
	git init -q --bare "$T/empty.git"
	(cd "$T/empty.git" && quietly git rel hooks install --server)
	printf '[rules]\nmax-size = lots\n' >.gitrel
	git add .gitrel
	git commit -q --no-verify -m 'Break the rules'
	run git push --no-verify "$T/empty.git" HEAD:main
	exits 1
	says "error: policy: 'main' would get a policy that cannot be"
}

@test "before the first push nobody has said any rules" {
	git init -q --bare "$T/empty.git"
	git init -q -b main "$T/new"
	cd "$T/new" || return
	git remote add origin "$T/empty.git"
	printf '[rules]\nprotect = main\nmain-line = releases\n' >.gitrel
	git add .gitrel
	git commit -q -m 'Begin'
	quietly git rel hooks install
	git commit -q --allow-empty -m 'Go on'
	git push -q origin main
}

# Hooks that are files, as they are where git is before 2.54, and run everywhere.
as_files() {
	git_before 2.54 && return
	quietly git rel hooks uninstall
	git_says 2.53.0
	quietly git rel hooks install
}

@test "a hook that is a link to another one is kept, runs, and comes back" {
	as_files
	quietly git rel hooks uninstall
	printf '#!/bin/sh\necho "it ran: ${0##*/}"\n' >.git/hooks/pre-commit
	chmod +x .git/hooks/pre-commit
	ln -s pre-commit .git/hooks/pre-merge-commit
	quietly git rel hooks install --chain
	[ "$(readlink .git/hooks/pre-merge-commit.legacy)" = pre-commit ]
	feature one
	run git merge --no-ff -m "Merge branch 'feature/one'" feature/one
	exits 0
	says 'it ran: '
	run git merge --no-ff -m 'Merge it' "$(git commit-tree -p HEAD -m it 'HEAD^{tree}')"
	exits 1
	says 'error: merge-into-develop: '
	git merge --abort
	quietly git rel hooks uninstall
	[ "$(readlink .git/hooks/pre-merge-commit)" = pre-commit ]
	[ "$(ls .git/hooks)" = $'pre-commit\npre-merge-commit' ]
}

@test "a script of ours that somebody has changed stays as it is, and that is said" {
	as_files
	echo '# and more' >>.git/hooks/pre-push
	run git rel hooks install
	exits 0
	says "note: '$R/.git/hooks/pre-push' was changed since it was written, and stays as it is"
	[ "$(tail -n 1 .git/hooks/pre-push)" = '# and more' ]
	quietly git rel hooks uninstall
	[ ! -e .git/hooks/pre-push ]
}

@test "what came by another ref is new to a server when it comes to a branch" {
	colleague_rules 'message = feat: * | Merge *'
	git commit -q --no-verify --allow-empty -m tinker
	git push -q --no-verify origin HEAD:refs/notes/n
	run git push --no-verify origin HEAD:refs/heads/feature/n
	exits 1
	says 'error: message: '
}

@test "a release that the forge has merged is finished without a fetch before" {
	quietly git rel start --push 0.2.0
	git config rel.finish pr
	git clone -q "$REMOTE" "$T/forge"
	(
		cd "$T/forge" || exit
		git switch -q main
		git merge -q --no-ff -m "Merge branch 'release/v0.2.0'" origin/release/v0.2.0
		git push -q "$T/remote.git" HEAD:refs/heads/merged
		git -C "$T/remote.git" update-ref refs/heads/main "$(git rev-parse HEAD)"
		git -C "$T/remote.git" update-ref -d refs/heads/merged
	)
	run git rel finish -y
	exits 0
	git -C "$REMOTE" rev-parse -q --verify v0.2.0
}

@test "what the forge has put on main is not new, though nobody has fetched it" {
	colleague_rules 'message = feat: * | Merge *' 'email = *@example.com'
	git merge -q --no-ff -m 'Merge main' origin/main
	git push -q origin develop
	quietly git rel start --push 0.2.0
	git config rel.finish pr
	git clone -q "$REMOTE" "$T/forge"
	(
		cd "$T/forge" || exit
		git switch -q main
		git config user.email noreply@forge
		git merge -q --no-ff -m "Land v0.2.0 (#8)" origin/release/v0.2.0
	)
	git -C "$REMOTE" fetch -q "$T/forge" main
	git -C "$REMOTE" update-ref refs/heads/main FETCH_HEAD
	run git rel finish -y
	exits 0
	git -C "$REMOTE" rev-parse -q --verify v0.2.0
}

# squashed <tag-place>: the forge has squashed the release, by these rules.
squashed() {
	colleague_rules 'protect = main' 'main-line = releases' "tag-place = $1"
	git merge -q --no-ff -m 'Merge main' origin/main
	git push -q origin develop
	git config rel.finish pr
	quietly git rel start --push 0.2.0
	work more.txt more
	git push -q origin release/v0.2.0
	# the forge asks nobody
	mv "$REMOTE/hooks/pre-receive" "$T/asks"
	lands squash release/v0.2.0
	mv "$T/asks" "$REMOTE/hooks/pre-receive"
}

@test "tag-place = merge where the forge squashes: it says what helps, and that helps" {
	squashed merge
	run git rel finish -y
	exits 1
	says "error: tag-place: 'v0.2.0' is on " 'which is no merge of' \
		"hint: a forge that squashes or rebases makes no merge: let it merge, or say tag-place = main in .gitrel of 'main'"
	git fetch -q
	git tag v0.2.0 origin/main
	run git push origin v0.2.0
	exits 1
	says 'hint: a forge that squashes or rebases makes no merge'
	git tag -d v0.2.0
	git clone -q "$REMOTE" "$T/pr"
	sed -i 's/tag-place = merge/tag-place = main/' "$T/pr/.gitrel"
	git -C "$T/pr" commit -q -a -m 'Tag what the forge makes'
	git -C "$T/pr" push -q origin HEAD:refs/heads/feature/pr
	git -C "$REMOTE" update-ref refs/heads/main feature/pr
	git fetch -q
	run git rel finish -y
	exits 0
	git -C "$REMOTE" rev-parse -q --verify v0.2.0
}

@test "tag-place = main: what the forge has squashed is tagged" {
	squashed main
	run git rel finish -y
	exits 0
	git -C "$REMOTE" rev-parse -q --verify v0.2.0
}

@test "a fixup may be committed, and does not go there" {
	colleague_rules 'message = feat: * | Merge *'
	git switch -q -c feature/x
	git commit -q --allow-empty -m 'feat: x'
	echo more >a.txt
	git commit -q -a --fixup HEAD
	run git push origin feature/x
	exits 1
	says 'error: message: ' 'git rebase -i --autosquash --keep-base develop'
	git switch -q develop
	GIT_SEQUENCE_EDITOR=: typed 1
	[ "$(git branch --show-current)" = feature/x ]
	git push -q origin feature/x
}

@test "a hint about a commit goes to its branch, and stays where HEAD is on none" {
	colleague_rules 'message = feat: * | Merge *' 'forbid-paths = *.pem'
	git switch -q -c feature/x
	touch k.pem
	git add k.pem
	git commit -q -m 'feat: k'
	git switch -q develop
	run git push origin feature/x
	exits 1
	says "hint: git switch feature/x && git rebase -i --rebase-merges $(git rev-parse --short=10 feature/x)^"
	git switch -q --detach
	git commit -q --allow-empty -m tinker
	run git rel check --rules origin/develop..HEAD
	exits 1
	says 'hint: git commit --amend'
}

@test "what Gitea says of a merge is understood" {
	feature one
	git merge -q --no-ff --no-verify -m "Merge pull request 'One from two' (#3) from feature/one into develop" feature/one
	git branch -q -D feature/one
	git push -q origin develop
}

@test "a rule that would protect nothing is refused when it is read" {
	git config rel.rule.protect main,develop
	run git rel check --rules
	exits 128
	says "protect: 'main,develop' is not globs between blanks"
}

@test "a release that was begun by mistake is taken back, one with work is not" {
	quietly git rel start --push 0.2.0
	echo more >a.txt
	git commit -q -a -m 'Mend a'
	git push -q origin release/v0.2.0
	run git push --no-verify origin :release/v0.2.0
	exits 1
	says 'error: no-force: '
	git reset -q --hard HEAD^
	git -C "$REMOTE" update-ref refs/heads/release/v0.2.0 "$(tip)"
	git fetch -q
	git push -q origin :release/v0.2.0
	run ! there release/v0.2.0
}

@test "comments begin with what core.commentString says" {
	# a git that is older than 2.45 has no such key: the hook is asked itself
	colleague_rules 'message = "feat: * | Merge *"'
	git switch -q -c feature/comment develop
	printf '// a comment\nfeat: it\n' >"$T/message"
	run git -c core.commentString=// -c commit.cleanup=strip rel hook commit-msg -- "$T/message"
	exits 0
	run git -c core.commentString=// -c core.commentChar=';' -c commit.cleanup=strip rel hook commit-msg -- "$T/message"
	exits 1
}

@test "a long subject is shown in whole characters" {
	colleague_rules 'message = "feat: * | Merge *"'
	git switch -q -c feature/long develop
	run git commit --allow-empty -m "x$(printf 'ä%.0s' {1..60})"
	exits 1
	says "'x$(printf 'ä%.0s' {1..35})...' has none of these forms"
}

@test "a hook that is gone: status tells how it is installed again" {
	git rel hooks install --strict
	rm "$REMOTE/hooks/pre-receive"
	git -C "$REMOTE" config --unset-all hook.rel-pre-receive.command || :
	run git -C "$REMOTE" rel hooks status
	exits 1
	says 'git rel hooks install --server'
}

@test "who pushes to a repository of another account brings no settings along" {
	[ "$(id -u)" -eq 0 ] || skip 'needs an account that owns the repository'
	colleague_rules 'max-size = 10'
	git switch -q -c feature/big develop
	echo 12345678901234567890 >big.txt
	git add big.txt
	git commit -q -n -m 'Add it'
	git config --global safe.directory '*'
	git config --global rel.exempt.max-size '*'
	git config --global rel.rule.max-size 5M
	git config --global rel.main elsewhere
	chown -R nobody "$REMOTE"
	run git push --no-verify origin feature/big
	exits 1
	says "max-size: 'big.txt' has 21 bytes"
	chown -R root "$REMOTE"
	git config --global --unset rel.main
	run git push --no-verify origin feature/big
	exits 0
}
