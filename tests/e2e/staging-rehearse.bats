#!/usr/bin/env bats
# A rehearsal and what its pipeline makes on the forge, and all of it away again.

load lib
load ../forge
load play
load staging

setup() { sealed; }

# rehearsed <forge>: branch, two tags, and a release of the first, as a pipeline makes
rehearsed() {
	asked
	forge_up "$1"
	quietly git staging rehearse -y
	quietly git staging rehearse -y --tag
	quietly git staging rehearse -y --tag
	makes v0.0.0-test.1
}

# makes <tag> [draft]: somebody else, the release of it
makes() {
	local more=''
	case $FORGE_KIND in
	gitlab) forge_ask POST "$FORGE_REPO/releases" "{\"tag_name\": \"$1\", \"name\": \"$1\", \"description\": \"x\"}" "$FORGE_BOB" >/dev/null ;;
	*)
		[ -z "${2-}" ] || more=', "draft": true'
		forge_ask POST "$FORGE_REPO/releases" "{\"tag_name\": \"$1\", \"name\": \"$1\", \"body\": \"x\"$more}" "$FORGE_BOB" >/dev/null
		;;
	esac
	answered 201
}

left() { forge_state releases | jq -r '.[] | .tag' | sort | tr '\n' ' '; }

goes() {
	rehearsed "$1"
	git tag v0.0.0-tests
	git push -q origin v0.0.0-tests
	makes v0.0.0-tests
	makes v0.1.0
	run git staging rehearse -n --clean
	exits 0
	says "delete the release 'v0.0.0-test.1' on"
	run ! grep -q -e tests -e v0.1.0 <<<"$output"
	[ "$(left)" = 'v0.0.0-test.1 v0.0.0-tests v0.1.0 ' ]
	run git staging rehearse -y --clean
	exits 0
	says '3 refs and 1 release of the forge of rehearsals are gone'
	[ "$(left)" = 'v0.0.0-tests v0.1.0 ' ]
	[ -z "$(git -C "$REMOTE" for-each-ref 'refs/*/*test' 'refs/tags/*test.*')" ]
	git -C "$REMOTE" rev-parse -q --verify refs/tags/v0.0.0-tests
	run git staging rehearse -y --clean
	exits 0
	says 'there is nothing of a rehearsal'
	[ -z "$(leftovers)" ]
}

@test "GitHub: a rehearsal's release goes with its tag, and nothing else does" {
	goes github
}

@test "GitLab: a rehearsal's release goes with its tag, and nothing else does" {
	goes gitlab
}

@test "Gitea: a rehearsal's release goes with its tag, and nothing else does" {
	goes gitea
}

@test "what is left of a rehearsal whose tags are gone goes, too, for a colleague" {
	rehearsed github
	makes v0.0.0-test.2 draft
	git push -q origin :v0.0.0-test.1 :v0.0.0-test.2 :release/v0.0.0-test
	forge_credentials "$FORGE_BOB"
	another bob
	git remote set-url origin "$FORGE_URL/acme/widget.git"
	git config rel.forge github
	git config rel.forgeUrl "$FORGE_API"
	quietly git staging rehearse -y --clean
	[ -z "$(left)" ]
}

@test "a clean-up that is killed is brought to its end" {
	rehearsed github
	local point killed=0
	for point in 1 2 3 4 5 6 7 8 9 10 11 12; do
		run env CRASH_AT=$point git staging rehearse -y --clean
		[ "$status" = 99 ] || break
		killed=$((killed + 1))
		run git staging --continue
		[ ! -e .git/rel/journal ]
	done
	[ "$killed" -gt 2 ]
	quietly git staging rehearse -y --clean
	[ -z "$(left)" ]
	[ -z "$(git -C "$REMOTE" for-each-ref '*test*')" ]
	[ -z "$(leftovers)" ]
}

@test "without a token the release is left to a person, with its page" {
	rehearsed github
	forge_no_token
	git config rel.forgeProject acme/widget
	git remote set-url --push origin "file://$REMOTE"
	run git staging rehearse -y --clean
	exits 1
	says "delete the release 'v0.0.0-test.1' on GitHub: http" 'gh release delete'
	[ "$(left)" = 'v0.0.0-test.1 ' ]
	[ -z "$(git -C "$REMOTE" for-each-ref '*test*')" ]
}

@test "a forge that does not answer is said, and the refs go" {
	rehearsed github
	git config rel.forgeProject acme/widget
	git remote set-url --push origin "file://$REMOTE"
	forge_unjudged
	forge_down
	run git staging rehearse -y --clean
	exits 0
	says 'the forge was not asked for releases of them' '3 refs of rehearsals are gone'
}

@test "undo of a clean-up puts back the own rehearsal, and not that of somebody else" {
	asked
	quietly git staging rehearse -y
	ours=$(git rev-parse release/v0.0.0-test)
	another bob
	git commit -q --allow-empty -m 'Of bob'
	quietly git staging rehearse -y
	theirs=$(git -C "$REMOTE" rev-parse release/v0.0.0-test)
	[ "$theirs" != "$ours" ]
	cd "$R"
	git switch -q main
	quietly git staging rehearse -y --clean
	run git rel undo -y
	exits 0
	says "at ${theirs:0:10}, which is not here"
	[ "$(git rev-parse release/v0.0.0-test)" = "$ours" ]
}

@test "a rehearsal is no release for the rules, whatever the scheme of versions is" {
	asked
	sed -i 's,^model = trunk,&\nscheme = pep440,' .gitrel
	printf '[rules]\nno-force = main release/*\ntags-fixed = yes\n' >>.gitrel
	git commit -q -a -m 'Rules'
	git push -q origin main
	quietly git -C "$REMOTE" rel hooks install --server
	quietly git staging rehearse -y
	quietly git staging rehearse -y --tag
	# somebody whose branch is behind has another commit in it
	another bob
	git switch -q -c other HEAD~1
	quietly git staging rehearse -y
	cd "$R" || return
	quietly git fetch -q
	run git staging rehearse -y --clean
	exits 0
	[ -z "$(git -C "$REMOTE" for-each-ref 'refs/*/*test*')" ]
	# what is a release goes as it did
	git push -q origin "$(git commit-tree -p main -m 'A thing' 'main^{tree}'):refs/heads/release/v0.3.0"
	run ! git push -q origin :refs/heads/release/v0.3.0
}
