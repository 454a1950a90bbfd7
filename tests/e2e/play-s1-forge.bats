#!/usr/bin/env bats
# A commit of main that is qualified (examples/qualification.gitrel), on GitHub: its
# CI, the request into stable with the runs it was qualified by, its approval.  The
# checklist of the guide is a person's here, and so is what the request says of it.

load lib
load ../forge
load play

setup() {
	sealed
	repo_qualify
	cp "$TOP/examples/qualification.gitrel" .gitrel
	mkdir .github
	sed -i 's/^tag-message.*/&\nparameters = "known training evaluation"/' .gitrel
	sed -e 's/{known-issues}/{set.known}/; s/{link\./{set./' \
		"$TOP/examples/qualification.md" >.github/qualification.md
	git add -A
	git commit -q -m 'Write our release process down'
	forge_up github
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 1
	git config rel.ciTimeout 20
	on_push success
	quietly git push -q origin main
	COMMIT=$(git rev-parse HEAD)
	git commit -q --allow-empty -m 'feat: not for this release (#12)'
	quietly git push -q origin main
	forge_ask PUT "$FORGE_REPO/branches/stable/protection" '{"required_status_checks": null,
		"enforce_admins": true, "restrictions": null,
		"required_pull_request_reviews": {"required_approving_review_count": 1}}' >/dev/null
	answered 200
}

# on_push <conclusion>: so ends CI, on main and on what is qualified
on_push() {
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"ci.yml\", \"polls\": 3,
		\"branches\": [\"main\", \"release-qual/*\"], \"conclusion\": \"$1\"}"
}

RUNS=(--set 'known=- The replay viewer is slow (#7)'
	--set training=https://wandb.example.org/metta/runs/train-42
	--set evaluation=https://wandb.example.org/metta/runs/eval-42)

@test "a release: CI, the request into stable, its approval, the tag on what was qualified" {
	# S1.13
	run git rel ci wait "$COMMIT"
	exits 0
	says "commit ${COMMIT:0:10}: 1 of 1 check passed"
	# S1.2, S1.3
	git rel start --push 0.2.0 "$COMMIT"
	[ "$(git rev-parse HEAD~1)" = "$COMMIT" ]
	here_and_there refs/heads/release-qual/0.2.0
	# S1.4: what is pushed to the branch is tested
	run git rel ci wait
	exits 0
	says "commit $(git rev-parse --short=10 HEAD): 1 of 1 check passed"
	# S1.15
	[ -s devops/stable/release-notes/v0.2.0.md ]

	# S1.16
	run git rel pr "${RUNS[@]}"
	exits 0
	says "opened pull request #1: $FORGE_URL/acme/widget/pull/1"
	is_text "$(forge_state issues 1 | jq -r '.title, .pull.head, .pull.base')" \
		$'Release v0.2.0\nrelease-qual/0.2.0\nstable'
	is_text "$(forge_state issues 1 body)" '## Version 0.2.0

### Known Issues

- The replay viewer is slow (#7)

### W&B Run Links

- Training: https://wandb.example.org/metta/runs/train-42
- Evaluation: https://wandb.example.org/metta/runs/eval-42

Release notes: [v0.2.0](../blob/release-qual/0.2.0/devops/stable/release-notes/v0.2.0.md)'

	# S1.17
	may_not_merge 1 'At least 1 approving review is required'
	remember
	run git rel finish -y
	refused 1 stable
	approves 1
	# S1.18 to S1.20
	RELEASE_TIP=$(git rev-parse HEAD)
	presses_merge 1
	[ "$(git -C "$REMOTE" log -1 --format=%s stable)" = \
		'Merge pull request #1 from acme/release-qual/0.2.0' ]
	git rel finish -y
	[ "$(git for-each-ref --format='%(objecttype) %(contents)' refs/tags/v0.2.0)" = \
		'tag Release version 0.2.0' ]
	[ "$(git rev-parse 'v0.2.0^{}')" = "$RELEASE_TIP" ]
	here_and_there refs/tags/v0.2.0 refs/heads/stable refs/heads/main
	contains stable v0.2.0
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release-qual/0.2.0
	run git rel verify 0.2.0
	exits 0
	says "pull request #1"
}

@test "the branch is red: nothing goes on, it is mended and tested again" {
	git rel start --push 0.2.0 "$COMMIT"
	on_push failure
	git commit -q --allow-empty -m 'fix: the eval job'
	git push -q
	# S1.4
	run git rel ci wait
	exits 1
	says 'failed: build (failure)'
	on_push success
	git commit -q --allow-empty -m 'fix: the eval job, really'
	git push -q
	run git rel ci wait
	exits 0
}

@test "main was red at the commit: it is not the one to qualify" {
	on_push failure
	git commit -q --allow-empty -m 'feat: something that breaks'
	git push -q origin main
	# S1.13
	run git rel ci wait main
	exits 1
}

@test "a request without its runs is not opened, and says what is missing" {
	git rel start --push 0.2.0 "$COMMIT"
	remember
	run git rel pr --set 'known=none'
	refused 129 '{set.training}' '--set training='
	[ -z "$(forge_asked '^POST')" ]
}

@test "a squash leaves the tag beside stable: told before it is made" {
	git rel start --push 0.2.0 "$COMMIT"
	quietly git rel pr "${RUNS[@]}"
	approves 1
	presses_merge 1 squash
	remember
	# S1.19
	run git rel finish -y
	refused 1 'by squash'
}

@test "the forge has deleted the branch when it merged" {
	git rel start --push 0.2.0 "$COMMIT"
	quietly git rel pr "${RUNS[@]}"
	approves 1
	presses_merge 1
	git -C "$REMOTE" update-ref -d refs/heads/release-qual/0.2.0
	# S1.20
	git rel finish -y
	here_and_there refs/tags/v0.2.0
	run ! git rev-parse -q --verify refs/heads/release-qual/0.2.0
}
