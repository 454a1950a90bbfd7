#!/usr/bin/env bats
# What is tested is what ships: where a release lands as a merge, the merge is made
# before, and `finish` takes that very one.

load lib
load staging

setup() { sealed; }

# in_flow [<lines of [staging]>]: a release of gitflow, that two are asked about
in_flow() {
	repo_gitflow
	git switch -q main
	cat >.gitrel <<-END
		[release]
		model = gitflow
		[staging]
		${1-}
		[items]
		docs = The manual is up to date [paths README docs/]
		note = Anybody may look
		[gate.good]
		run = git diff --quiet HEAD \$GIT_REL_COMMIT
		[checklist.final]
		look = docs note good
		release = @tagged @merged
	END
	git add .gitrel
	git commit -q -m 'The policy'
	git push -q origin main
	git switch -q develop
	git merge -q main
	git push -q origin develop
	quietly git rel trust -y
	quietly git rel start --push 0.2.0
	work c.txt 'a cure'
}

# Main gets something that the release has not.
main_moves() {
	colleague main "${1:-echo urgent >urgent.txt}"
	git fetch -q
}

answered() {
	quietly git staging tick docs
	quietly git staging tick note
	quietly git staging run
}

candidate() {
	git log --format=%b "refs/rel/evidence/${1:-0.2.0}" |
		grep -E '^{"version":1,"kind":"(open|candidate)"' | head -1 |
		sed 's/.*"commit":"\([0-9a-f]*\)".*/\1/'
}

@test "start makes the merge that is to land, and finish takes that very one" {
	in_flow
	run git staging start -y 0.2.0
	exits 0
	says "is to be qualified as 0.2.0: 'release/v0.2.0' merged into 'main', on 'release-qual/0.2.0'"
	on_branch release/v0.2.0
	merge=$(git rev-parse release-qual/0.2.0)
	[ "$(candidate)" = "$merge" ]
	[ "$(git rev-parse "$merge^1" "$merge^2")" = "$(git rev-parse main release/v0.2.0)" ]
	[ "$(git log -1 --format=%s "$merge")" = "Merge branch 'release/v0.2.0'" ]
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release-qual/0.2.0
	quietly git staging push -y
	here_and_there refs/heads/release-qual/0.2.0 refs/heads/release/v0.2.0 refs/rel/evidence/0.2.0
	run git staging
	says "candidate: $(git rev-parse --short=10 "$merge"), 'release/v0.2.0' at $(git rev-parse --short=10 HEAD) merged into 'main' at $(git rev-parse --short=10 main)"
	answered
	run git rel finish -n 0.2.0
	exits 0
	says '(as it was qualified)' '$ git merge --ff-only release-qual/0.2.0'
	quietly git rel finish -y 0.2.0
	[ "$(git rev-parse main 'v0.2.0^{}')" = "$merge"$'\n'"$merge" ]
	released 0.2.0
	run ! git rev-parse -q --verify refs/heads/release-qual/0.2.0
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release-qual/0.2.0
	quietly git staging verify 0.2.0
}

@test "start without a word to the remote leaves nothing in a dry run" {
	in_flow
	remember fingerprint
	run git staging start -n 0.2.0
	exits 0
	says "merge 'release/v0.2.0' into 'main', as it is to land" 'git merge --no-ff release/v0.2.0'
	unchanged
}

@test "what main has is tested, too, and start says so" {
	in_flow
	main_moves
	run git staging start -y 0.2.0
	exits 0
	says "'main' has 1 commit that 'release/v0.2.0' has not: what is tested is the merge of both"
	git cat-file -e release-qual/0.2.0:urgent.txt
	git cat-file -e release-qual/0.2.0:c.txt
}

@test "where an answer is about files, the branch is tested as long as it has all of them" {
	in_flow 'bind = tree'
	run git staging start -y 0.2.0
	exits 0
	[ "$(candidate)" = "$(git rev-parse release/v0.2.0)" ]
	run ! git rev-parse -q --verify refs/heads/release-qual/0.2.0
	quietly git staging push -y
	answered
	main_moves
	run git staging
	says "next: git staging push 0.2.0" "('main' is at $(git rev-parse --short=10 origin/main) by now, with commits that 'release/v0.2.0' has not)" \
		"again: note, by ada@example.com ('urgent.txt' was changed since)" 'again: good'
	remember
	run git rel finish -y 0.2.0
	refused 1 'what is released is' 'and their files differ' urgent.txt 'git staging push 0.2.0 makes what would land now the candidate'
	quietly git staging push -y
	[ "$(git rev-parse release-qual/0.2.0)" = "$(candidate)" ]
	# nothing that it is about has changed
	stands docs done
	stands note stale
	stands good stale
	git switch -q release-qual/0.2.0
	quietly git staging tick note
	quietly git staging run
	quietly git rel finish -y
	[ "$(git rev-parse 'v0.2.0^2')" = "$(git rev-parse "$(candidate)^2")" ]
	git cat-file -e main:urgent.txt
}

@test "what is to be done again is told in the same words each time" {
	in_flow 'bind = commit'
	git switch -q main
	printf '[check]\nlint = true\n' >>.gitrel
	sed -i 's/^look *=/& @check/' .gitrel
	git commit -q -a -m 'A check'
	git push -q origin main
	quietly git rel trust -y
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	git switch -q release-qual/0.2.0
	quietly git rel check
	quietly git staging push -y
	main_moves
	local first
	first=$(git staging status 0.2.0 | grep '^again: @check')
	[[ $first == *"(it has not passed on the merge of"* ||
		$first == *"('lint' has not passed on the merge of"* ]] || complain "$first"
	export GIT_COMMITTER_DATE='1700009999 +0000'
	[ "$(git staging status 0.2.0 | grep '^again: @check')" = "$first" ]
}

@test "when main moves, status and push say so, and whose answers that voids" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	answered
	first=$(candidate)
	main_moves
	now=$(git rev-parse --short=10 origin/main)
	run git staging
	says "next: git staging push 0.2.0" "('main' is at $now by now, and what is tested is a merge into" \
		"again: note, by ada@example.com ('urgent.txt' was changed since)" 'again: good, by ada@example.com'
	run ! grep -q 'again: docs' <<<"$output"
	remember
	run git rel finish -y 0.2.0
	refused 1 'what is released is' 'what was qualified is' urgent.txt 'git staging push 0.2.0'
	run git staging push -y
	exits 0
	says "'main' is at $now by now" "to be answered again: note, by ada@example.com ('urgent.txt' was changed since)"
	[ "$(candidate)" != "$first" ]
	[ "$(git rev-parse release-qual/0.2.0)" = "$(candidate)" ]
	here_and_there refs/heads/release-qual/0.2.0 refs/rel/evidence/0.2.0
	stands docs done
	stands note stale
	merge=$(candidate)
	quietly git staging push -y
	[ "$(candidate)" = "$merge" ]
	quietly git staging tick note
	git switch -q release-qual/0.2.0
	quietly git staging run
	quietly git rel finish -y
	[ "$(git rev-parse main)" = "$merge" ]
	on_branch develop
	released 0.2.0
}

@test "a work tree at the merge follows it" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	git switch -q release-qual/0.2.0
	main_moves
	quietly git staging push -y
	on_branch release-qual/0.2.0
	[ -e urgent.txt ]
	[ -z "$(git status --porcelain)" ]
}

@test "a release that conflicts with main is told at once, and mended on its branch" {
	in_flow
	main_moves 'echo other >c.txt'
	remember
	run git staging start -y 0.2.0
	refused 1 "'release/v0.2.0' does not merge cleanly into 'main'" 'conflict in c.txt' 'what is tested is what lands'
	quietly git merge -X ours origin/main
	quietly git staging start -y 0.2.0
	[ "$(git show release-qual/0.2.0:c.txt)" = 'a cure' ]
}

@test "main conflicts later: status says so, and push refuses" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	main_moves 'echo other >c.txt'
	run git staging
	says 'and they conflict'
	remember
	run git staging push -y
	refused 1 "'release/v0.2.0' does not merge cleanly into 'main'" 'conflict in c.txt'
}

@test "commits on the branch of the merge are not lost" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	git switch -q release-qual/0.2.0
	work d.txt 'a mistake'
	main_moves
	remember
	run git staging push -y
	refused 1 "'release-qual/0.2.0' has commits of its own" "take them to 'release/v0.2.0'"
}

@test "a branch of that name that somebody else has is left alone" {
	in_flow
	git branch release-qual/0.2.0 main
	remember
	run git staging start -y 0.2.0
	refused 1 "branch 'release-qual/0.2.0' exists already"
	git push -q origin release-qual/0.2.0
	git branch -q -D release-qual/0.2.0
	remember
	run git staging start -y 0.2.0
	refused 1 "branch 'release-qual/0.2.0' exists already on origin"
}

@test "gates run on the merge in another clone, and on the branch where its files are the same" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	quietly git staging run
	stands good done
	main_moves
	quietly git staging push -y
	remember
	run git staging run
	refused 1 'the candidate is' 'git switch release-qual/0.2.0'
	another bob
	quietly git rel trust -y
	quietly git staging fetch 0.2.0
	git switch -q release-qual/0.2.0
	quietly git staging run
	stands good done
}

@test "a clone that is at an older merge is led to the one that is tested" {
	in_flow
	main_moves
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	another bob
	quietly git rel trust -y
	quietly git staging fetch 0.2.0
	git fetch -q
	git switch -q release-qual/0.2.0
	local first way
	first=$(candidate)
	cd "$R" || return
	main_moves 'echo more >urgent.txt'
	quietly git staging push -y
	cd "$T/bob" || return
	quietly git staging fetch 0.2.0
	git fetch -q
	[ "$(candidate)" != "$first" ]
	for way in docs note; do quietly git staging tick $way; done
	run git staging
	way=$(sed -n 's/^next: //p' <<<"$output")
	[ "$way" = "git switch -C release-qual/0.2.0 $(candidate | cut -c1-10) && git staging run good" ] ||
		complain "$output"
	eval "$way"
	[ "$(git rev-parse HEAD)" = "$(candidate)" ]
	stands good done
}

@test "two who make the merge anew at once have one" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	another bob
	git switch -q release/v0.2.0
	quietly git staging fetch 0.2.0
	cd "$R" || return
	main_moves
	quietly git staging push -y
	cd "$T/bob" || return
	git fetch -q
	run git staging push -y 0.2.0
	exits 0
	[ "$(git rev-parse origin/release-qual/0.2.0)" = "$(git -C "$R" rev-parse release-qual/0.2.0)" ]
	[ "$(candidate)" = "$(git -C "$R" rev-parse release-qual/0.2.0)" ]
}

@test "where the forge merges, its merge has the files of ours, or nothing is tagged" {
	in_flow
	git config rel.finish pr
	main_moves
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	git switch -q release-qual/0.2.0
	answered
	lands merge release/v0.2.0
	quietly git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{tree}')" = "$(git rev-parse "$(candidate)^{tree}")" ]
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release-qual/0.2.0
}

@test "what was qualified is public by its release, and not by the branch it was tested on" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	answered
	quietly git rel finish -y --no-push 0.2.0
	quietly git rel undo -y
	git rev-parse -q --verify refs/heads/release-qual/0.2.0
	quietly git rel finish -y 0.2.0
	released 0.2.0
}

@test "finish --keep keeps both branches" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	answered
	git switch -q release-qual/0.2.0
	quietly git rel finish -y --keep
	on_branch release-qual/0.2.0
	here_and_there refs/heads/release-qual/0.2.0 refs/heads/release/v0.2.0
}

@test "a fix on the branch makes another merge" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	answered
	work d.txt 'a fix'
	run git staging
	says "next: git staging push 0.2.0" "('release/v0.2.0' is at $(git rev-parse --short=10 HEAD) by now)" \
		"again: note, by ada@example.com ('d.txt' was changed since)"
	run git staging tick note
	exits 1
	says "'release/v0.2.0' is at" 'the candidate is a merge of'
	quietly git staging push -y
	[ "$(git rev-parse release-qual/0.2.0^2)" = "$(git rev-parse HEAD)" ]
	stands docs done
	stands note stale
}

@test "a server that takes no force says so once, and how there is room" {
	in_flow
	git -C "$REMOTE" config receive.denyNonFastForwards true
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	main_moves
	remember
	run git staging push -y
	refused 1 "'origin' refuses the push" "'origin' takes steps forward only: git push origin :refs/heads/release-qual/0.2.0 makes room"
	[ "$(grep -c 'denying non-fast-forward' <<<"$output")" = 1 ]
	git push -q origin :refs/heads/release-qual/0.2.0
	quietly git staging push -y
	here_and_there refs/heads/release-qual/0.2.0 refs/rel/evidence/0.2.0
}

@test "when main has moved the checks are about the merge, and every hint gets there" {
	in_flow
	git switch -q main
	sed -i 's/^look = docs note good/look = docs note good @check/' .gitrel
	printf '[check]\nunit = git diff --quiet HEAD && test $GIT_REL_VERSION = 0.2.0\n' >>.gitrel
	git commit -q -a -m 'A check'
	git push -q origin main
	git switch -q release/v0.2.0
	git merge -q -m 'The policy' main
	git push -q origin release/v0.2.0
	quietly git rel trust -y
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	answered
	quietly git rel check
	main_moves
	run git rel status
	says 'next: git staging status 0.2.0'
	run git staging
	says 'next: git staging push 0.2.0'
	quietly git staging push -y
	run git staging
	run ! grep -q 'by now' <<<"$output"
	git switch -q release-qual/0.2.0
	answered
	git switch -q release/v0.2.0
	run git rel finish -y 0.2.0
	exits 1
	says "where 'release-qual/0.2.0' is" 'git switch release-qual/0.2.0 && git rel check'
	run git staging
	says 'next: git switch release-qual/0.2.0 && git rel check'
	git switch -q release-qual/0.2.0
	run git rel status
	quietly git rel check
	stands @check done
	git switch -q release/v0.2.0
	run git rel status
	says 'next: git rel finish 0.2.0'
	quietly git rel finish -y 0.2.0
}

@test "a colleague is sent to the branch that is there, and its check counts" {
	asked
	printf '[check]\nunit = true\n' >>.gitrel
	sed -i 's/^look = .*/look = @check docs note/' .gitrel
	git commit -q -a -m 'A check'
	git push -q origin main
	git config rel.finish push
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	home=$PWD
	another bob
	quietly git staging fetch 0.2.0
	git branch -q -r -d origin/release/v0.2.0
	run git staging
	says 'next: git fetch origin release/v0.2.0:release/v0.2.0 && git switch release/v0.2.0 && git rel check'
	# a merge with the same files is as good
	cd "$home" || return
	echo more >more.txt
	git add more.txt
	git commit -q -m 'More'
	quietly git staging push -y
	cd "$T/bob" || return
	quietly git staging fetch 0.2.0
	git fetch -q origin release-qual/0.2.0:release-qual/0.2.0
	git switch -q release-qual/0.2.0
	[ "$(git rev-parse HEAD)" = "$(candidate)" ]
	stands @check open
	quietly git rel trust -y
	quietly git rel check
	stands @check done
}

@test "main that only the remote has is seen once the merge with it is pushed" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	colleague main "echo urgent >urgent.txt"
	quietly git staging push -y
	contains release-qual/0.2.0 origin/main
	run git staging
	run ! grep -q 'by now' <<<"$output"
}

@test "what was given up is begun again by what is printed, its branch too" {
	in_flow
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	quietly git staging close -y --give-up -m broken
	run git rel status
	says "* release 0.2.0 on 'release/v0.2.0': it was given up (broken); git staging start 0.2.0 begins it again"
	[[ $output != *'next: git staging start'* ]] || complain "$output"
	work d.txt 'a fix'
	quietly git staging start -y 0.2.0
	[ "$(git rev-parse release-qual/0.2.0^2)" = "$(git rev-parse HEAD)" ]
	quietly git staging push -y
	here_and_there refs/heads/release-qual/0.2.0
	# one that is somebody else's is kept
	quietly git staging close -y --give-up -m again
	git branch -f release-qual/0.2.0 main
	remember
	run git staging start -y 0.2.0
	refused 1 "branch 'release-qual/0.2.0' exists already" 'git branch -m release-qual/0.2.0'
}

@test "finish sends a conflict with main to the branch, where it is tested" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	colleague main 'echo other >VERSION'
	git fetch -q
	remember
	run git rel finish -y 0.2.0
	refused 1 "'release/v0.2.0' does not merge cleanly into 'main'" \
		'git pull --no-rebase origin main' 'then git staging push'
	[[ $output != *--resolve* ]] || complain "$output"
	# typed all the same
	run git rel finish -y --resolve 0.2.0
	refused 1 "'release/v0.2.0' does not merge cleanly into 'main'" \
		'git pull --no-rebase origin main' 'then git staging push'
	git pull -q --no-rebase origin main || :
	echo 0.2.0 >VERSION
	git commit -q -a -m 'Main'
	quietly git staging push -y
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
}
