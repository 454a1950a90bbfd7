#!/usr/bin/env bats
# git rel status --graph where a command was interrupted: "as it is" shows what is, here
# and on the remote.

load lib
load graph

setup() { sealed; }

@test "half done: what is there, and what is left to do" {
	repo_gitflow
	ready
	CRASH_AT=6 run git rel finish -q
	shows "\
as it is:
  .---* id-------- (develop, origin/develop) Merge tag 'v0.2.0' into develop
  *-. | id-------- (main, tag: v0.2.0, origin/main) Merge branch 'release/v0....
  | * | id-------- (HEAD -> release/v0.2.0) Prepare the release
  | '-* id-------- Improve the feature
  |   : 1 more commit
  *---' id-------- (tag: v0.1.0) Be ready for users

after git rel --continue (git rel finish 0.2.0):
  .---* id-------- (HEAD -> develop, origin/develop) Merge tag 'v0.2.0' into ...
  *-. | id-------- (main, tag: v0.2.0, origin/main) Merge branch 'release/v0....
  | * | id-------- Prepare the release
  | '-* id-------- Improve the feature
  |   : 1 more commit
  *---' id-------- (tag: v0.1.0) Be ready for users"
	is_so
	moves_are_told
	comes_true git rel --continue
}

@test "wherever it was killed, what is drawn is, and what comes after comes true" {
	local n tip new seen=0
	repo_gitflow
	ready
	git push -q
	cp -a "$REMOTE" "$T/kept.remote"
	cp -a . "$T/kept"
	tip=$(git rev-parse main)
	for n in {1..40}; do
		rm -rf "$REMOTE" "$R"
		cp -a "$T/kept.remote" "$REMOTE"
		cp -a "$T/kept" "$R"
		cd "$R" || return
		CRASH_AT=$n run git rel finish -q
		[ -e .git/rel/journal ] || [ "$status" -ne 0 ] || break
		[ -e .git/rel/journal ] || continue
		is_so
		moves_are_told
		new=$(jq '[.graph[].nodes? | select(.)[] | select(.new)] | length' "$T/json")
		[ "$new" = "$([ "$(git -C "$REMOTE" rev-parse main)" = "$tip" ] && echo 2 || echo 0)" ]
		# the answer was lost: nothing here knows that it is public
		if [ "$(git rev-parse main)" = "$tip" ] &&
			[ "$(git -C "$REMOTE" rev-parse main)" != "$tip" ]; then
			seen=1
			git update-ref refs/remotes/origin/main "$tip"
			git update-ref refs/remotes/origin/develop develop
			is_so
			moves_are_told
			run ! grep -q '"new":true' "$T/json"
		fi
		comes_true git rel --continue
	done
	[ "$n" -gt 6 ]
	[ "$seen" = 1 ]
}

@test "somebody has gone on from what was pushed: that is where it stays" {
	repo_gitflow
	ready
	CRASH_AT=6 run git rel finish -q
	colleague develop 'echo on >on.txt'
	is_so
	[ "$(facts after | grep '^refs/remotes/origin/develop ')" = \
		"refs/remotes/origin/develop Colleague: echo on >on.txt" ]
	run ! git cat-file -e "$(git -C "$REMOTE" rev-parse develop)"
}

@test "a remote that does not answer is told of" {
	repo_gitflow
	ready
	CRASH_AT=6 run git rel finish -q
	git remote set-url origin "$T/nowhere"
	picture >"$T/is"
	grep -qFx "  cannot reach 'origin': what it has is as the last fetch saw it" "$T/is"
	grep -qF '(main, tag: v0.2.0, origin/main)' "$T/is"
	git rel status --graph --html >"$T/page"
	grep -qF 'what it has is as the last fetch saw it' "$T/page"
	[ "$(git rel status --graph --json | jq -r .graph.unasked)" = \
		"cannot reach 'origin': what it has is as the last fetch saw it" ]
}
