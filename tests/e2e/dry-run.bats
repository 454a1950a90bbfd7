#!/usr/bin/env bats
# --dry-run tells the plan and leaves no trace: not below .git, not on the
# remote, not in the folder for temporary files; it asks no key and runs no hook
# but the one that has a say in the messages.

load lib

setup() {
	sealed
	export TMPDIR=$T/tmp
	mkdir "$TMPDIR"
}

# Hooks and signing programs that tell on whoever calls them.
tell_tales() {
	local hook
	for hook in pre-push pre-commit pre-merge-commit post-checkout \
		post-commit post-merge prepare-commit-msg reference-transaction; do
		printf '#!/bin/sh\necho %s >>"%s/called"\n' "$hook" "$T" >.git/hooks/$hook
		chmod +x .git/hooks/$hook
	done
	printf '#!/bin/sh\necho sign >>"%s/called"\nexit 1\n' "$T" >"$T/bin/gpg"
	chmod +x "$T/bin/gpg"
	git config --global gpg.program "$T/bin/gpg"
	git config --global gpg.ssh.program "$T/bin/gpg"
	git config --global user.signingkey ada@example.com
	git config --global commit.gpgsign true
	git config --global tag.gpgsign true
	# what git would refresh in the index, if it might
	find . -name '*.txt' -exec touch -d '2001-01-01' '{}' +
}

both_prints() {
	local R=$R
	fingerprint
	R=$REMOTE
	[ ! -d "$R" ] || fingerprint
}

# dry <words it must say>... -- <command>...
dry() {
	local words=() before
	while [ "$1" != -- ]; do
		words+=("$1")
		shift
	done
	shift
	before=$(both_prints)
	for option in -n '--dry-run --json' '-n -v'; do
		# shellcheck disable=SC2086 # words
		run "$@" $option
		exits 0 || return
		says "${words[@]}" || return
		[ "$(both_prints)" = "$before" ] ||
			complain "$* $option leaves a trace: $output" || return
	done
	[ ! -e "$T/called" ] || complain "called: $(cat "$T/called")" || return
	[ -z "$(ls -A "$TMPDIR")" ] || complain "left: $(ls -A "$TMPDIR")"
}

gitflow() {
	repo_gitflow
	quietly git rel init --model=gitflow
}

@test "init -n leaves no trace" {
	repo_named master dev dev
	tell_tales
	dry rel.found.main master -- git rel init --model=gitflow
}

@test "init -n in a repository without a remote leaves no trace" {
	repo_trunk
	git remote remove origin
	dry trunk -- git rel init
}

@test "start -n leaves no trace, also where objects must be fetched" {
	gitflow
	colleague develop 'echo theirs >theirs.txt'
	git switch -q main
	tell_tales
	dry release/v0.2.0 "$(git -C "$REMOTE" rev-parse --short=10 develop)" -- \
		git rel start 0.2.0
	dry release/v0.2.0 push -- git rel start --push minor
}

@test "hotfix -n leaves no trace, also where the tag must be fetched" {
	gitflow
	colleague main 'echo theirs >theirs.txt'
	git -C "$REMOTE" tag -a -m theirs v0.1.1 main
	tell_tales
	dry hotfix/v0.1.2 -- git rel hotfix
}

@test "finish -n leaves no trace" {
	gitflow
	ready
	tell_tales
	dry v0.2.0 push develop -- git rel finish
	dry v0.2.0 -- git rel finish --no-push --keep
}

@test "finish -n leaves no trace where objects must be fetched" {
	gitflow
	ready
	colleague main 'echo theirs >theirs.txt'
	colleague develop 'echo theirs >also.txt'
	tell_tales
	dry v0.2.0 push develop -- git rel finish
	run ! git cat-file -e "$(git -C "$REMOTE" rev-parse develop)"
}

@test "finish -n without a remote leaves no trace" {
	gitflow
	ready
	git remote remove origin
	rm -rf "$REMOTE"
	tell_tales
	dry v0.2.0 -- git rel finish
}

@test "finish -n with edited and untracked files leaves no trace" {
	gitflow
	ready
	echo mine >>dir/sub/c.txt
	echo mine >mine.txt
	git add mine.txt
	tell_tales
	dry v0.2.0 -- git rel finish
}

@test "finish -n from another work tree and a subdirectory leaves no trace" {
	gitflow
	ready
	git worktree add -q "$R/tree" main
	tell_tales
	cd "$R/tree/dir/sub"
	here=$PWD
	R=$R/tree before=$(R=$T/repo fingerprint)
	run git rel finish -n 0.2.0
	exits 1
	says release/v0.2.0
	cd "$T/repo/dir"
	run git rel finish -n
	exits 0
	R=$T/repo
	[ "$(fingerprint)" = "$before" ]
	[ -d "$here" ]
	[ ! -e "$T/called" ]
}

@test "finish -n of a hotfix beside a release leaves no trace" {
	gitflow
	ready
	git push -q origin HEAD
	git switch -q main
	quietly git rel hotfix
	work urgent.txt urgent
	tell_tales
	dry v0.1.1 release/v0.2.0 -- git rel finish
}

@test "finish -n of what the forge squashed leaves no trace" {
	repo_trunk
	quietly git rel init --model=trunk
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	git push -q origin HEAD
	colleague main 'git merge -q --squash origin/release/v0.2.0; git commit -q -m squashed; echo >later.txt'
	tell_tales
	dry v0.2.0 -- git rel finish
}

@test "finish --resolve -n leaves no trace" {
	gitflow
	ready
	work a.txt ours
	colleague main 'echo theirs >a.txt'
	tell_tales
	dry 'set up the merge' -- git rel finish --resolve
}

@test "tag -n leaves no trace" {
	repo_trunk
	quietly git rel init --model=trunk
	colleague main 'echo theirs >theirs.txt'
	tell_tales
	dry v0.2.0 -- git rel tag 0.2.0
}

@test "rc -n leaves no trace, also where the branch must be fetched" {
	gitflow
	quietly git rel start --push 0.2.0
	colleague release/v0.2.0 'echo theirs >theirs.txt'
	git switch -q develop
	git branch -q -D release/v0.2.0
	tell_tales
	dry v0.2.0-rc1 -- git rel rc 0.2.0
}

@test "undo -n leaves no trace" {
	gitflow
	quietly git rel start --push 0.2.0
	tell_tales
	dry 'git branch -D release/v0.2.0' -- git rel undo
}

@test "a refusal of -n leaves no trace" {
	gitflow
	ready
	work a.txt ours
	colleague main 'echo theirs >a.txt'
	tell_tales
	before=$(both_prints)
	for command in 'finish' 'start 0.0.1' 'start 0.2.0' 'tag 0.1.0 HEAD' 'tag 0.2.0 HEAD'; do
		# shellcheck disable=SC2086 # words
		run git rel $command -n
		[ "$status" -ne 0 ] || complain "$command: $output"
	done
	[ "$(both_prints)" = "$before" ]
	[ ! -e "$T/called" ]
	[ -z "$(ls -A "$TMPDIR")" ]
}

@test "the message hook has its say in a dry run, and the plan comes true" {
	gitflow
	ready
	colleague main 'echo theirs >theirs.txt'
	cat >.git/hooks/commit-msg <<-'END'
		#!/bin/sh
		# git gives it the message of a merge without a line end
		printf '\n\nReviewed-by: Bob <bob@example.com>\n' >>"$1"
	END
	chmod +x .git/hooks/commit-msg
	before=$(both_prints)
	run --separate-stderr git rel finish --dry-run --json
	exits 0
	[ "$(both_prints)" = "$before" ]
	[ -z "$(ls -A "$TMPDIR")" ]
	git rel finish -y
	for ref in refs/heads/main refs/heads/develop refs/tags/v0.2.0; do
		says "\"ref\":\"$ref\",\"from\":\"" "\"to\":\"$(git rev-parse "$ref")\""
	done
	git log -1 --format=%b main | grep -q Reviewed-by
	git log -1 --format=%b develop | grep -q Reviewed-by
}

@test "a message hook that says no is heard in a dry run" {
	gitflow
	ready
	printf '#!/bin/sh\necho not like this\nexit 1\n' >.git/hooks/commit-msg
	chmod +x .git/hooks/commit-msg
	before=$(both_prints)
	run git rel finish -n
	exits 1
	says 'not like this' commit-msg
	run git rel finish -n --no-verify
	exits 0
	[ "$(both_prints)" = "$before" ]
	[ -z "$(ls -A "$TMPDIR")" ]
}

@test "a signed tag has another name than the dry run could know" {
	gitflow
	ready
	ssh_key
	before=$(both_prints)
	run git rel finish -n
	exits 0
	says 'git tag -s v0.2.0' 'will differ'
	[ "$(both_prints)" = "$before" ]
	git rel finish -y
	git verify-tag v0.2.0
}

# type_in <file that a person edits> <its text> <command>...: the commands that
# its dry run prints, typed in their order
type_in() {
	local line
	run git rel "${@:3}" --dry-run
	exits 0 || return
	while read -r line; do
		[[ $line == '$ '* ]] || continue
		[[ $line != '$ #'* ]] || continue
		[[ $line != *'git commit'* ]] || echo "$2" >"$1"
		quietly eval "${line#'$ '}" || return
	done <<<"$output"
}

# all_refs: here and there, but for where HEADs are remembered
all_refs() { world | grep -E '^(HEAD|here|there)'; }

@test "the commands of a dry run, typed, give what the command gives" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.branch 'rel/$x/{version}'
	cp -a "$R" "$T/repo2" && cp -a "$REMOTE" "$T/remote2"
	for how in typed run; do
		if [ "$how" = run ]; then
			rm -rf "$R" "$REMOTE"
			mv "$T/repo2" "$R" && mv "$T/remote2" "$REMOTE"
			cd "$R"
			git update-index -q --refresh
			git rel start --push 0.2.0
		else
			type_in VERSION 0.2.0 start --push 0.2.0
		fi
		all_refs >"$T/started.$how"
		work a.txt more
		git push -q
		[ "$how" = typed ] || git rel finish -y
		[ "$how" = run ] || type_in none none finish
		all_refs >"$T/finished.$how"
	done
	diff "$T/started.typed" "$T/started.run"
	diff "$T/finished.typed" "$T/finished.run"
}

@test "what only the remote has is fetched first, typed, too" {
	repo_gitflow
	ready
	git push -q
	colleague main 'echo mend >mend.txt'
	colleague develop 'echo work >work.txt'
	cp -a "$R" "$T/repo2" && cp -a "$REMOTE" "$T/remote2"
	type_in none none finish
	all_refs >"$T/typed"
	says 'git fetch origin ' 'git pull --ff-only origin main'
	rm -rf "$R" "$REMOTE"
	mv "$T/repo2" "$R" && mv "$T/remote2" "$REMOTE"
	cd "$R"
	git update-index -q --refresh
	git rel finish -y
	diff "$T/typed" <(all_refs)
}

@test "a base, a tag and a mended release that only the remote has are fetched first" {
	repo_gitflow
	quietly git rel init --model=gitflow
	colleague develop 'echo work >work.txt'
	type_in none none start 0.2.0
	says 'git fetch origin develop'
	on_branch release/v0.2.0
	[ -f work.txt ]
	git push -q origin release/v0.2.0
	git config rel.finish pr
	colleague main 'git merge -q --no-ff --no-commit origin/release/v0.2.0'
	type_in none none finish
	says 'git fetch origin main'
	git merge-base --is-ancestor "v0.2.0^{commit}" main
	quietly git -C "$T/colleague" fetch -q
	git -C "$T/colleague" tag -a -m x v0.3.0 origin/main
	git -C "$T/colleague" push -q origin v0.3.0
	type_in none none hotfix
	on_branch hotfix/v0.3.1
}

@test "an undo, typed, takes back what the command does" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	quietly git rel start 0.2.0
	quietly git rel bump 0.2.1
	type_in none none undo
	all_refs >"$T/typed"
	git reset -q --keep 'HEAD@{1}'
	git rel undo -y
	diff "$T/typed" <(all_refs)
	[ "$(cat VERSION)" = 0.2.0 ]
}

@test "what the forge merged comes here before it is merged on, typed, too" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.finish pr
	git config rel.tagTarget tip
	quietly git rel start --push 0.2.0
	work x.txt x
	git push -q
	colleague main 'git merge -q --no-ff --no-commit origin/release/v0.2.0'
	type_in none none finish
	git merge-base --is-ancestor origin/main develop
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
}

@test "a tag that moved on the remote has nothing to do with a hotfix" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git tag nightly
	git push -q origin nightly
	colleague develop 'echo n >n.txt'
	git -C "$T/colleague" tag -f nightly
	git -C "$T/colleague" push -q -f origin nightly
	type_in none none hotfix
	on_branch hotfix/v0.1.1
}

@test "a finish that moves no HEAD, and a main in another work tree, typed, too" {
	repo_gitflow
	ready
	git push -q
	git worktree add -q "$T/main" main
	colleague main 'echo mend >mend.txt'
	cp -a "$T" "$T.2"
	type_in none none finish --keep
	says "git -C $T/main pull --ff-only origin main" 'git switch release/v0.2.0'
	all_refs >"$T/typed"
	rm -rf "$R" "$REMOTE" "$T/main"
	mv "$T.2/repo" "$R" && mv "$T.2/${REMOTE##*/}" "$REMOTE" && mv "$T.2/main" "$T/main"
	cd "$R"
	git update-index -q --refresh
	quietly git rel finish -y --keep
	diff "$T/typed" <(all_refs)
}

@test "a develop in another work tree is gone to by its name" {
	repo_gitflow
	ready
	git push -q
	git worktree add -q "$T/develop" develop
	type_in none none finish
	says "git -C $T/develop merge" 'git switch --detach develop'
	[ "$(git rev-parse HEAD)" = "$(git rev-parse develop)" ]
}
