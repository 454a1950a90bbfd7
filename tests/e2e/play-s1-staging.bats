#!/usr/bin/env bats
# A commit of main that is qualified (examples/qualification.gitrel), by four people
# with keys of their own: gates that take days, answers, facts of the forge, the
# request that tells them, and the release.  What is typed is what gitrel-workflow(7)
# shows.

load lib
load ../forge
load play
load staging

# A program of the project that takes days: "launch" tells a job, "check" asks.
long_test() {
	mkdir -p "${1%/*}"
	cat >"$1" <<-END
		#!/bin/sh
		case \$1 in
		launch) echo "submitted"; echo "Job ID: $2" ;;
		check) cat "\$HOME/said.\$GIT_REL_JOB"; exit "\$(cat "\$HOME/status.\$GIT_REL_JOB")" ;;
		esac
	END
	chmod +x "$1"
	: >"$HOME/said.$2"
	echo 75 >"$HOME/status.$2"
}

setup() {
	sealed
	keys manager triage sweeps observatory bob
	repo_qualify
	cp "$TOP/examples/qualification.gitrel" .gitrel
	mkdir .github
	cp "$TOP/examples/qualification.md" .github
	long_test devops/skypilot/tests/cluster_test 4711
	long_test tests/experiments/recipes/recipe_test 4712
	git add -A
	git commit -q -m 'Write our release process down'
	forge_up github
	git config --global rel.ciPoll '0.05 0.1'
	git config --global rel.ciStart 1
	git config --global rel.ciTimeout 20
	git config --global rel.forge github
	git config --global rel.forgeUrl "$FORGE_API"
	on_push success
	quietly git push -q origin main
	COMMIT=$(git rev-parse HEAD)
	git commit -q --allow-empty -m 'feat: not for this release (#12)'
	quietly git push -q origin main
	forge_ask PUT "$FORGE_REPO/branches/stable/protection" '{"required_status_checks": null,
		"enforce_admins": true, "restrictions": null,
		"required_pull_request_reviews": {"required_approving_review_count": 1}}' >/dev/null
	answered 200
	quietly git rel trust -y
	signs manager
	for name in triage sweeps observatory; do
		git clone -q -b main "$FORGE_URL/acme/widget.git" "$T/$name"
		(cd "$T/$name" && signs "$name")
	done
}

# signs <name>: who we are in this clone, with a key
signs() {
	git config user.name "$1"
	git config user.email "$1@example.com"
	git config user.signingKey "$T/home/$1.pub"
	git config commit.gpgSign true
}

# on_push <conclusion>: so ends CI, on main and on what is qualified
on_push() {
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"ci.yml\", \"polls\": 3,
		\"branches\": [\"main\", \"release-qual/*\"], \"conclusion\": \"$1\"}"
}

# types <command>: just that, with the commit in its place
types() {
	echo "$1" >>"$T/typed"
	eval "${1//4f5e6d7/$COMMIT}"
}

# by <name> <command>...: typed in that clone
by() {
	local one
	cd "$T/$1" || return
	for one in "${@:2}"; do types "$one"; done
	cd "$R" || return
}

# job <id> <exit status> [<what its check says>]
job() {
	echo "$2" >"$HOME/status.$1"
	printf '%s\n' "${3-}" >"$HOME/said.$1"
}

W=https://wandb.example

# The branch is there, with the notes, and CI has passed.
begun_by_manager() {
	types 'git staging start -y 0.2.0 4f5e6d7'
	types 'git rel notes build'
	types 'git staging push -y'
	types 'git staging wait'
}

# All that people and jobs have to say.
qualified() {
	by triage 'git staging fetch 0.2.0' 'git staging tick blockers' \
		'git staging known-issue add "The replay viewer is slow (#7)"' 'git staging tick bugs'
	run types 'git staging run -j2'
	exits 1
	says 'cluster: launched' 'job 4711' 'recipe: launched' 'job 4712'
	job 4711 0
	job 4712 0
	types 'git staging run'
	types "git staging tick sps --value sps=41200 --value sps-min=39010 --link $W/4711"
	types 'git staging tick checkpoints'
	types "git staging tick training --job 4711 --link $W/4711"
	types "git staging tick replay --link $W/4712/replay"
	types "git staging tick evaluation --job 4712 --link $W/4712"
	types 'git staging tick play'
	by sweeps 'git staging fetch 0.2.0' 'git staging tick sweep'
	by observatory 'git staging fetch 0.2.0' 'git staging tick observatory'
}

@test "a release, from the commit that is chosen to the last item" {
	# S1.13: main is green there
	types 'git rel ci wait 4f5e6d7'
	# S1.2 to S1.4, S1.15
	begun_by_manager
	[ "$(git rev-parse HEAD~1)" = "$COMMIT" ]
	[ "$(git log -1 --format=%s)" = 'Add the release notes of v0.2.0' ]
	[ -s devops/stable/release-notes/v0.2.0.md ]
	here_and_there refs/heads/release-qual/0.2.0 refs/rel/evidence/0.2.0
	stands ci done
	# S1.1: who has to answer
	run git staging
	says '[ ] blockers: No active bugs marked as blockers in Asana  for triage' \
		'[ ] sweep: Sweeps work to his satisfaction  for sweeps' 'Bugs (0 of 2)'

	# S1.5 to S1.12
	qualified
	types 'git staging fetch'
	run types 'git staging'
	exits 0
	says 'Bugs (2 of 2)' 'Workflows (11 of 11)' '(triage@example.com, signed)' \
		'(manager@example.com, signed)' '(observatory@example.com, signed)' 'next: git rel pr 0.2.0'

	# S1.16
	types 'git rel pr'
	is_text "$(forge_state issues 1 | jq -r '.title, .pull.head, .pull.base')" \
		$'Release v0.2.0\nrelease-qual/0.2.0\nstable'
	is_text "$(forge_state issues 1 body)" "## Version 0.2.0

### Known Issues

- The replay viewer is slow (#7)

### W&B Run Links

- Training: $W/4711
- Evaluation: $W/4712

Release notes: [v0.2.0](../blob/release-qual/0.2.0/devops/stable/release-notes/v0.2.0.md)"

	# S1.17
	may_not_merge 1 'At least 1 approving review is required'
	run git staging status --forge
	says '[x] @request: Pull request opened  (#1 is open;' '[.] @approved: Pull request approved  (#1: 0 approve'
	remember
	run git rel finish -y
	refused 1 "is not merged into 'stable'"
	approves 1
	RELEASE_TIP=$(git rev-parse HEAD)
	presses_merge 1
	# S1.18 to S1.20
	types 'git rel finish -y'
	[ "$(git for-each-ref --format='%(objecttype) %(contents)' refs/tags/v0.2.0)" = \
		'tag Release version 0.2.0' ]
	[ "$(git rev-parse 'v0.2.0^{}')" = "$RELEASE_TIP" ]
	here_and_there refs/tags/v0.2.0 refs/heads/stable refs/heads/main \
		refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
	contains stable v0.2.0
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release-qual/0.2.0

	# S1.21
	run git staging close 0.2.0
	exits 1
	says 'announce: open'
	types 'git staging tick announce'
	types 'git staging close'
	run types 'git staging verify 0.2.0'
	exits 0
	says '0.2.0: the evidence is as it was made' 'pass sweep  by sweeps@example.com'
	run types 'git staging report 0.2.0'
	exits 0
	says '**' '- [x] SPS is near 40k and does not dip' 'The replay viewer is slow'
	# the page shows just that, and asks before it does it; giving up is another test
	diff <(sed -n '/^\.Sh A RELEASE THAT IS QUALIFIED/,/^\.Sh FIVE/p' "$TOP/man/gitrel-workflow.7" |
		sed '/^\.Ss Giving up/,/^\.Ss Years/d' |
		sed -n '/^\$ /{ /\\e$/{N; s/ \\e\n\t*/ /; }; s/^\$ //; s/\\(dq/"/g; p; }') \
		<(sed 's/ -y\b//' "$T/typed")
}

@test "a release that will not be is given up, and its version begun again" {
	on_push success
	quietly git staging start -y 0.2.0 "$COMMIT"
	quietly git staging push -y
	quietly git staging close -y --give-up -m 'a blocker that takes weeks' 0.2.0
	run git staging
	says '0.2.0 was given up' 'a blocker that takes weeks'
	git switch -q main
	git branch -q -D release-qual/0.2.0
	git push -q origin --delete release-qual/0.2.0
	run git staging start -y 0.2.0 main
	exits 0
	says "'release-qual/0.2.0'" 'is to be qualified as 0.2.0'
}

# ---- what stops it ---------------------------------------------------------------

@test "the branch is red: told by what CI says, and mended by another commit" {
	on_push failure
	quietly git staging start -y 0.2.0 "$COMMIT"
	quietly git rel notes build
	quietly git staging push -y
	# S1.4
	run git staging wait
	exits 1
	says 'failed: build'
	stands ci failed
	on_push success
	quietly git commit -q --allow-empty -m 'fix: the eval job'
	quietly git staging push -y
	stands ci 'not looked at'
	quietly git staging wait
	stands ci done
}

@test "a job that fails is told with what it said, and is launched again" {
	unset GIT_COMMITTER_DATE GIT_AUTHOR_DATE # a job of 2023 has taken too long
	begun_by_manager
	run git staging run cluster
	exits 1
	run git staging run cluster
	exits 1
	says 'cluster: not decided yet (job 4711)'
	job 4711 1 'node 3 is gone'
	run git staging run cluster
	exits 1
	says 'cluster: failed' 'exit status 1' 'what it said is in' 'rel/logs/0.2.0/gate.cluster.log'
	grep -q 'node 3 is gone' .git/rel/logs/0.2.0/gate.cluster.log
	stands cluster failed
	# S1.8: no job of it is good for the answers
	job 4711 0
	job 4712 0
	run git staging run -j2
	says 'cluster: launched' 'recipe: launched'
	remember
	run git staging tick training --link "$W/9" --job 9
	refused 1 "'training' comes after what it needs" 'sps: open' 'checkpoints: open'
	quietly git staging run -j2
	quietly git staging tick checkpoints
	quietly git staging tick sps --value sps=41200 --value sps-min=39010 --link "$W/4711"
	remember
	run git staging tick training --link "$W/9" --job 9
	refused 1 "no gate of 0.2.0 has started a job '9'"
	run git staging tick training --link "$W/9"
	refused 1 '--job 4711, of '
}

@test "a speed that dips is refused, and kept where one says so" {
	begun_by_manager
	remember
	# S1.9
	run git staging tick sps --value sps=37999 --value sps-min=37000 --link "$W/4711"
	refused 1 "'sps' has not passed: sps is 37999, not >= 38000"
	run git staging tick sps --value sps=41200 --value sps-min=37079 --link "$W/4711"
	refused 1 "'sps' has not passed: sps-min is 37079"
	run git staging tick sps --value sps=41200 --value sps-min=39000
	refused 1 'add --link=<url>'
	quietly git staging tick sps --fail --value sps=37999 --value sps-min=37000 --link "$W/4711"
	stands sps failed
}

@test "who is not asked does not answer, and a key says who somebody is" {
	begun_by_manager
	remember
	# S1.12
	run git staging tick sweep
	refused 1 "'sweep' is not for manager@example.com to answer: it is for sweeps (sweeps@example.com)"
	cd "$T/triage" || return
	quietly git staging fetch 0.2.0
	git config user.email sweeps@example.com
	run git staging tick sweep
	exits 1
	says 'its signature is that of triage@example.com, and you are sweeps@example.com'
	cd "$R" || return
	quietly git staging fetch
	stands sweep open
}

@test "a commit that comes late voids what was said, and says whose" {
	begun_by_manager
	qualified
	quietly git staging fetch
	quietly git rel pr
	work eval.py 'a cure'
	remember
	run git staging tick announce
	refused 1 "'release-qual/0.2.0' is at" 'the candidate is'
	quietly git staging push -y
	stands sweep stale
	stands cluster stale
	run git staging
	says 'sweep: Sweeps work to his satisfaction  for sweeps  (pass by sweeps@example.com, of '
	approves 1
	presses_merge 1
	remember
	run git rel finish -y
	refused 1 'is not qualified on' 'sweep: stale, for sweeps' 'cluster: stale'
}

@test "nobody answers, and somebody says why it may go out all the same" {
	begun_by_manager
	qualified
	cd "$T/observatory" || return
	quietly git staging tick --fail -m 'the colours are wrong' observatory
	cd "$R" || return
	quietly git staging fetch
	stands observatory failed
	remember
	run git staging tick --waive observatory
	refused 129 'say why, with -m'
	quietly git staging tick --waive -m 'the colours can wait (#44)' observatory
	stands observatory waived
	quietly git rel pr
	[[ $(forge_state issues 1 body) == *'- Waived: Observatory works to his satisfaction: the colours can wait (#44)'* ]]
}
