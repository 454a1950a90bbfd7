# git rel ci: labels and a comment on the release's pull request, the result, and
# the labels go again; git rel ci wait only looks.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	git config rel.notesStyle none
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 1
	git config rel.ciTimeout 20
}

# opened <forge>: a release whose pull request is open
opened() {
	forge_up "$1"
	quietly git rel start 0.2.0
	quietly git commit -q --allow-empty -m 'fix: more'
	quietly git rel pr -l keep
	forge_forget >/dev/null
}

# answers <conclusion>: a bot starts a check for /ci, which ends so.
answers() {
	local state=$1
	[ "$1" != failure ] || [ "$FORGE_KIND" != gitlab ] || state=failed
	if [ "$FORGE_KIND" = github ]; then
		forge_tell bot "{\"on\": \"comment\", \"match\": \"^/ci\", \"do\": [
			{\"after\": 2, \"check\": {\"name\": \"gpu\", \"status\": \"in_progress\"}},
			{\"after\": 9, \"check\": {\"name\": \"gpu\", \"status\": \"completed\",
				\"conclusion\": \"$1\"}}]}"
	else
		forge_tell bot "{\"on\": \"comment\", \"match\": \"^/ci\", \"do\": [
			{\"after\": 2, \"status\": {\"context\": \"gpu\", \"state\": \"pending\"}},
			{\"after\": 9, \"status\": {\"context\": \"gpu\", \"state\": \"$state\"}}]}"
	fi
}

labels() { forge_state issues 1 labels; }

# commented <n>: so often was CI asked for.
commented() {
	[ "$(forge_state issues 1 comments | grep -c '"body": "/ci')" -eq "$1" ] ||
		complain "$(forge_state issues 1 comments)"
}

asks() { # asks <forge>
	opened "$1"
	answers success
	run git rel ci -l ci-all -l ci-gpu
	exits 0
	says 'commented: ' '1 of 1 check passed'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	commented 1
	run git rel log --json
	says '1 of 1 check passed'
}

fails() { # fails <forge>
	opened "$1"
	answers failure
	run git rel ci -l ci-all
	exits 1
	says 'failed: gpu' '0 of 1 check passed'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	commented 1
	run git rel status
	exits 0
}

@test "GitHub: labels before the comment, the result, and they are gone" {
	asks github
	forge_asked '^(POST|DELETE)' >"$T/asked"
	sed -n 1p "$T/asked" | grep -q 'POST .*issues/1/labels'
	sed -n 2p "$T/asked" | grep -q 'POST .*issues/1/comments'
}

@test "GitLab: labels before the comment, the result, and they are gone" {
	asks gitlab
}

@test "Gitea: labels before the comment, the result, and they are gone" {
	asks gitea
}

@test "GitHub: the labels go though a check has failed" {
	fails github
}

@test "GitLab: the labels go though a check has failed" {
	fails gitlab
}

@test "Gitea: the labels go though a check has failed" {
	fails gitea
}

# replies <what it says in the end>: no check, but a comment of a bot that it changes;
# it has more to say, and so have others
replies() {
	local as='"as": "github-actions[bot]"' watch='CI Watcher triggered by comment {asked}'
	forge_tell bot "{\"on\": \"comment\", \"match\": \"^/ci\", \"times\": 1, \"do\": [
		{\"after\": 1, $as, \"comment\": \"CI trigger requested by @ada: id-{asked}-x\"},
		{\"after\": 3, $as, \"edit\": \"$watch\\n- [gpu](http://ci/1) \\u2014 \\u0060in_progress\\u0060\"},
		{\"after\": 3, \"as\": \"eve\", \"comment\": \"All runs completed. {asked}\"},
		{\"after\": 12, $as, \"edit\": \"$watch\\n$1\"},
		{\"after\": 12, $as, \"comment\": \"Coverage: 81 %\"}]}"
	git config rel.ciBot 'github-actions[bot]'
}

replied() { # replied <forge>
	opened "$1"
	replies '- [gpu](http://ci/1) `completed/success`\n\u2705 All runs completed.'
	run git rel ci -l ci-all
	exits 0
	says 'passed: http' '  - [gpu](http://ci/1) `completed/success`' 'All runs completed.'
	[[ $output != *Coverage* ]] || complain "$output"
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	commented 1
	replies '- [gpu](http://ci/1) `completed/failure`\n\u2705 All runs completed.'
	run git rel ci -l ci-all
	exits 1
	says 'failed: http' '`completed/failure`'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
}
@test "GitHub: CI that has no check, but a comment that it changes" { replied github; }
@test "GitLab: CI that has no check, but a comment that it changes" { replied gitlab; }
@test "Gitea: CI that has no check, but a comment that it changes" { replied gitea; }

@test "CI that refuses by a comment, that never ends, and that does not answer" {
	local as='"as": "github-actions[bot]"'
	opened github
	git config rel.ciBot 'GitHub-Actions[bot]'
	forge_tell bot "{\"on\": \"comment\", \"match\": \"^/ci\", \"times\": 1, \"do\": [
		{\"after\": 1, $as, \"comment\": \"CI trigger ignored: no ci-* label\\u001b[2J\"}]}"
	run git rel ci
	exits 1
	says 'failed: http' 'CI trigger ignored: no ci-* label'
	[[ $output != *$'\e'* ]]
	forge_tell bot "{\"on\": \"comment\", \"match\": \"^/ci\", \"times\": 1, \"do\": [
		{\"after\": 1, $as, \"comment\": \"Collecting run links\"}]}"
	run git rel ci --timeout=2 -l ci-all
	exits 1
	says 'not done in 2 seconds: http' 'Collecting run links'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	run git rel ci
	exits 1
	says "'GitHub-Actions[bot]' has not answered: http" 'forge.ci-bot says who answers'
	run git rel ci -n
	says '2. wait for what GitHub-Actions[bot] says' 'gh pr view --comments -R'
	git config rel.ciDone 'see you'
	git config rel.ciFailed 'no, never'
	forge_tell bot "{\"on\": \"comment\", \"match\": \"^/ci\", \"times\": 1, \"do\": [
		{\"after\": 1, $as, \"comment\": \"All failed. See you.\"}]}"
	run git rel ci
	exits 0
}

@test "killed while it follows a comment, --continue goes on with the same" {
	opened github
	git config rel.ciStart 20
	git config rel.ciBot 'github-actions[bot]'
	git-rel ci -l ci-all >/dev/null 2>&1 3>&- 4>&- &
	local pid=$!
	waits() { [ -n "$(forge_asked 'GET .*/comments' | sed -n 6p)" ]; }
	wait_until waits
	kill -9 "$pid"
	wait "$pid" || :
	forge_tell 'do' '{"repo": "acme/widget", "issue": 1, "as": "github-actions[bot]",
		"comment": "All runs completed."}'
	run git rel --continue
	exits 0
	says 'passed: http'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	commented 1
}

# by_number <forge>: a pull request that is none of a release
by_number() {
	opened "$1"
	answers success
	quietly git switch -q develop
	run git rel ci -l ci-all pr/1
	exits 0
	says '1 of 1 check passed'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	run git rel ci pr/7
	exits 128
}

@test "GitHub: any pull request, by its number" { by_number github; }
@test "GitLab: any merge request, by its number" { by_number gitlab; }
@test "Gitea: any pull request, by its number" { by_number gitea; }

@test "a pull request that is closed is not tested" {
	opened github
	forge_tell 'do' '{"repo": "acme/widget", "issue": 1, "close": true}'
	run git rel ci pr/1
	refused 1 'pull request #1 is not open'
	run git rel ci
	refused 128 'no pull request of' 'git rel ci pr/<number>'
}

@test "what had passed before says nothing: a new check must come up" {
	opened github
	forge_tell 'do' "{\"repo\": \"acme/widget\", \"issue\": 1, \"check\":
		{\"name\": \"gpu\", \"status\": \"completed\", \"conclusion\": \"success\"}}"
	run git rel ci -l ci-all
	exits 1
	says 'no new run for commit' 'its workflows may be for other'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
}

@test "a pull request that a workflow's token has opened starts nothing, and that is said" {
	forge_up github
	quietly git rel start 0.2.0
	quietly git commit -q --allow-empty -m 'fix: more [skip ci]'
	forge_tell token '{"token": "robot-t0ken", "login": "github-actions[bot]"}'
	forge_tell repo '{"name": "acme/widget", "members": {"github-actions[bot]": "write"}}'
	quietly git push -q origin release/v0.2.0
	forge_ask POST "$FORGE_REPO/pulls" '{"title": "Release v0.2.0", "head": "release/v0.2.0",
		"base": "main"}' robot-t0ken >/dev/null
	forge_answers 201
	run git rel ci
	exits 1
	says 'the default token of a workflow nothing starts' "message says [skip ci]"
}

# killed <forge>: at every point; --continue ends it, with the labels gone.
killed() {
	local n
	opened "$1"
	answers success
	for n in $(seq 1 40); do
		CRASH_AT=$n run git rel ci -l ci-all
		[ "$status" -eq 99 ] || break
		if [ -e .git/rel/journal ]; then
			run git rel --continue
			exits 0
		fi
		[ "$(labels)" = '["keep"]' ] || complain "at $n: $(labels)"
	done
	[ "$n" -gt 8 ] || complain "only $n points"
	exits 0
	[ "$(labels)" = '["keep"]' ]
}

@test "GitHub: killed anywhere, it is completed, and the labels are gone" {
	killed github
}

@test "Gitea: killed anywhere, it is completed, and the labels are gone" {
	killed gitea
}

@test "killed while it waits, --continue takes the labels away, and asks once" {
	opened github
	git config rel.ciStart 20
	git-rel ci -l ci-all >/dev/null 2>&1 3>&- 4>&- &
	local pid=$!
	waits() { [ -n "$(forge_asked 'GET .*/check-runs' | sed -n 4p)" ]; }
	wait_until waits
	kill -9 "$pid"
	wait "$pid" || :
	[ "$(labels)" = '["keep", "ci-all"]' ] || complain "$(labels)"
	forge_tell 'do' "{\"repo\": \"acme/widget\", \"issue\": 1, \"check\":
		{\"name\": \"gpu\", \"status\": \"completed\", \"conclusion\": \"failure\"}}"
	run git rel --continue
	exits 1
	says 'failed: gpu'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	commented 1
}

# killed_waiting <forge>: its labels are there, and it may take hours
killed_waiting() {
	opened "$1"
	git config rel.ciStart 600
	git config rel.ciTimeout 600
	git-rel ci -l ci-all -l 'ci gpu' >/dev/null 2>&1 3>&- 4>&- &
	local pid=$!
	waits() { [[ $(labels) == *ci-all* && $(forge_asked 'POST .*(comments|notes)') ]]; }
	wait_until waits
	kill -9 "$pid"
	wait "$pid" || :
	[[ $(labels) == *ci-all* ]] || complain "$(labels)"
}

gives_up() { # gives_up <forge>
	killed_waiting "$1"
	run git rel
	says 'or: git rel --abort' '(its labels go, and it waits no more)'
	run git rel pr
	exits 1
	says 'git rel --abort      to take its labels away, and wait no more'
	run timeout 30 git rel --abort
	exits 0
	says 'given up, and its labels are taken away'
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	[ ! -e .git/rel/journal ]
	run git rel --abort
	exits '1|128'
	says 'nothing was interrupted'
}
@test "GitHub: given up while it waits, its labels go at once" { gives_up github; }
@test "GitLab: given up while it waits, its labels go at once" { gives_up gitlab; }
@test "Gitea: given up while it waits, its labels go at once" { gives_up gitea; }

@test "--abort that cannot take the labels away can be typed again" {
	killed_waiting github
	forge_fault 'DELETE labels/' status '"status": 500, "times": 0'
	run git rel --abort
	exits '1|128'
	[ -e .git/rel/journal ]
	forge_mend
	run git rel --abort
	exits 0
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
}

@test "--quit tells what it leaves on the forge" {
	killed_waiting github
	remember labels
	run git rel --quit
	exits 0
	says 'stays, where it was done: label #1: as ci-all, ci gpu' 'stays, where it was done: comment on #1: /ci' \
		'is left to you: take from #1: the label ci-all, ci gpu'
	[[ $output != *'wait for'* ]]
	unchanged
}

# faults <forge>: what is written is lost, or the forge is away for a moment.
faults() {
	opened "$1"
	answers success
	forge_fault 'POST|PUT (labels|merge_requests/1)$' lost
	forge_fault 'POST (comments|notes)$' lost
	forge_fault 'GET (check-runs|status|statuses)' html
	forge_fault 'GET (check-runs|status|statuses)' 429 '"retry_after": 1, "after": 3'
	forge_fault 'DELETE labels/' html
	run git rel ci -l ci-all
	for _ in 1 2 3; do
		[ "$status" -ne 0 ] || break
		# nothing was decided where only the label itself was made
		if [ -e .git/rel/journal ]; then run git rel --continue
		else run git rel ci -l ci-all; fi
	done
	exits 0
	[ "$(labels)" = '["keep"]' ] || complain "$(labels)"
	commented 1
}

@test "GitHub: lost answers and a forge that is away: asked once, the labels gone" {
	faults github
}

@test "GitLab: lost answers and a forge that is away: asked once, the labels gone" {
	faults gitlab
}

@test "Gitea: lost answers and a forge that is away: asked once, the labels gone" {
	faults gitea
}

@test "a label is gone once the forge shows it, not where it hides it or says nothing" {
	local answer
	opened github
	answers success
	for answer in '"status": 404, "json": {"message": "Not Found"}' '"status": 200, "json": {}'; do
		forge_fault 'DELETE labels/' status "$answer"
		run git rel ci -l ci-all
		exits '1|128'
		says "cannot take label 'ci-all'" 'git rel --continue'
		run git rel --continue
		exits 0
		[ "$(labels)" = '["keep"]' ] || complain "$answer: $(labels)"
	done
}

@test "a secondary limit is waited for" {
	opened github
	answers success
	forge_fault 'POST comments$' secondary '"retry_after": 1'
	run git rel ci
	exits 0
	commented 1
}

@test "--no-wait only asks; a dry run tells it all and does nothing" {
	opened github
	remember
	run git rel ci -n -l ci-all
	exits 0
	says "1. label #1: as ci-all" '2. comment on #1: /ci' '3. wait for the checks of' \
		'4. take from #1: the label ci-all' "gh pr edit -R $(forge_guessed)/acme/widget 1 --add-label ci-all" \
		'gh pr checks --watch -R'
	unchanged
	[ -z "$(forge_asked '^(POST|PUT|PATCH|DELETE)')" ]
	run git rel ci --no-wait -l ci-all
	exits 0
	[ "$(labels)" = '["keep", "ci-all"]' ]
	commented 1
}

@test "without a pull request, a token, or anything to ask by, nothing is done" {
	forge_up github
	quietly git rel start 0.2.0
	run git rel ci
	refused 128 'no pull request of' 'git rel pr 0.2.0'
	quietly git commit -q --allow-empty -m 'fix: more'
	quietly git rel pr
	run git rel ci --comment=
	refused 128 'what starts CI? there is no label and no comment'
	forge_no_token
	run git rel ci -l ci-all
	exits 1
	says 'there is no token for GitHub' "label it as ci-all, and comment /ci: $FORGE_URL/acme/widget/pull/1" \
		"  \$ gh pr edit -R $(forge_guessed)/acme/widget 1 --add-label ci-all" \
		"  \$ gh pr comment -R ${FORGE_URL#*://}/acme/widget 1 -b /ci"
	run git rel ci --job x
	exits 129
	run git rel ci wait --ref x
	exits 129
	git config rel.ciPoll often
	run git rel ci wait
	exits 128
	says "forge.ci-poll: 'often' is no pair of seconds"
}

# is_left <words>: for a person; nothing was changed
is_left() {
	exits 1
	unchanged
	says "$@"
}

no_network() { # no_network <forge> <page of all> <page of one> [<command>]
	forge_unjudged
	opened "$1"
	forge_down
	remember
	run git rel ci -l ci-all
	is_left "cannot reach 'origin': git: fatal: unable to access" \
		"label it as ci-all, and comment /ci: $FORGE_URL/acme/widget/$2" "${4-}"
	run git rel ci -l ci-all pr/12
	is_left "label it as ci-all, and comment /ci: $FORGE_URL/acme/widget/$3"
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	remember
	GH_ENTERPRISE_TOKEN=$FORGE_TOKEN GITLAB_TOKEN=$FORGE_TOKEN GITEA_TOKEN=$FORGE_TOKEN run git rel ci
	is_left "no answer from '127.0.0.1'" "comment /ci: $FORGE_URL/acme/widget/$2"
}
@test "GitHub: no network, or no forge: the page is told" {
	no_network github pulls pull/12 '--add-label ci-all'
	says ' release/v0.2.0 -b /ci'
}
@test "GitLab: no network, or no forge: the page is told" { no_network gitlab -/merge_requests -/merge_requests/12; }
@test "Gitea: no network, or no forge: the page is told" { no_network gitea pulls pulls/12; }

# ---- ci wait ----------------------------------------------------------------

# pushed <forge> <conclusion>: a commit on develop that starts a workflow of two jobs
pushed() {
	forge_up "$1"
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"ci.yml\", \"polls\": 4,
		\"jobs\": [\"build\", \"test\"], \"conclusion\": \"$2\"}"
	quietly git switch -q develop
	git commit -q --allow-empty -m 'fix: more'
	quietly git push -q origin develop
	forge_forget >/dev/null
}

green_and_red() { # green_and_red <forge>
	pushed "$1" success
	run git rel ci wait
	exits 0
	says 'waiting' 'passed' '2 of 2 checks passed'
	forge_down
	pushed "$1" failure
	run git rel ci wait HEAD
	exits 1
	says 'failed' '0 of 2 checks passed'
}

@test "GitHub: ci wait tells of a commit, not of a pull request" {
	green_and_red github
}

@test "GitLab: ci wait tells of a commit, not of a pull request" {
	green_and_red gitlab
}

@test "Gitea: ci wait tells of a commit, not of a pull request" {
	green_and_red gitea
}

@test "one job of many is enough, where it is named, and one that is not there is told" {
	pushed github success
	forge_tell 'do' "{\"repo\": \"acme/widget\", \"sha\": \"$(git rev-parse HEAD)\", \"check\":
		{\"name\": \"never\", \"status\": \"in_progress\"}}"
	run git rel ci wait --job='bui*' --job=test
	exits 0
	says '2 of 2 checks passed'
	[[ $output != *never* ]]
	run git rel ci wait --job=deploy
	exits 1
	says "nothing called 'deploy' ran for commit"
	git config rel.ciStart 120
	run git rel ci wait --job=deploy --timeout=0.5
	exits 1
	says "nothing called 'deploy' ran for commit"
}

@test "what does not end in time is told, and so is what never began" {
	pushed github success
	forge_tell 'do' "{\"repo\": \"acme/widget\", \"sha\": \"$(git rev-parse HEAD)\", \"check\":
		{\"name\": \"slow\", \"status\": \"in_progress\"}}"
	run git rel ci wait --timeout=0.5
	exits 1
	says 'waiting: slow' 'not done in'
	git commit -q --allow-empty -m 'fix: docs [skip ci]'
	forge_down
	forge_up github
	quietly git push -q origin develop
	run git rel ci wait
	exits 1
	says 'no run for commit' 'message says [skip ci]'
}

@test "who sees no terminal hears once what is waited for, unless quiet" {
	forge_up github
	git config rel.ciStart 6
	git push -q origin HEAD
	git rel ci wait >"$T/out" 2>"$T/err" || :
	[ "$(cat "$T/err")" = 'waiting for 0 of 0 checks; at most 20 s' ] || complain "$(cat "$T/err")"
	git rel ci wait -q >"$T/out" 2>"$T/err" || :
	[ ! -s "$T/err" ] || complain "$(cat "$T/err")"
}

@test "nine of ten looks cost nothing, and a program gets a line for each change" {
	pushed github success
	git config rel.ciStart 20
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml", "on": []}'
	git commit -q --allow-empty -m 'fix: later'
	git push -q origin HEAD:refs/heads/other
	sha=$(git rev-parse HEAD)
	git-rel ci wait --json "$sha" >"$T/out" 2>"$T/err" 3>&- 4>&- &
	local pid=$!
	many() { [ "$(forge_asked 'GET .*/check-runs' | wc -l)" -gt 30 ]; }
	wait_until many
	forge_tell 'do' "{\"repo\": \"acme/widget\", \"sha\": \"$sha\", \"check\":
		{\"name\": \"build\", \"status\": \"completed\", \"conclusion\": \"success\"}}"
	wait "$pid" || complain "$(cat "$T/out" "$T/err")"
	grep -q '"check":"build","result":"passed"' "$T/out" || complain "$(cat "$T/out")"
	grep -q "\"commit\":\"$sha\",\"result\":\"passed\"" "$T/out"
	all=$(forge_asked 'GET .*/(check-runs|status)' | wc -l)
	free=$(forge_asked 'GET .*/(check-runs|status).* 304$' | wc -l)
	[ $((free * 10)) -ge $((all * 9)) ] || complain "$free of $all"
}

@test "a forge that is away for a moment is asked again, and one that stays away is told" {
	pushed github success
	forge_fault 'GET check-runs' 429 '"retry_after": 1'
	forge_fault 'GET check-runs' html '"after": 1'
	run git rel ci wait
	exits 0
	forge_fault 'GET check-runs' status '"status": 500, "times": 0'
	run git rel ci wait
	exits 128
	says 'answers 500'
}

@test "a version is its tag, or the branch of its release" {
	forge_up github
	quietly git rel start 0.2.0
	quietly git push -q origin release/v0.2.0
	forge_tell 'do' "{\"repo\": \"acme/widget\", \"sha\": \"$(git rev-parse HEAD)\", \"check\":
		{\"name\": \"build\", \"status\": \"completed\", \"conclusion\": \"success\"}}"
	quietly git switch -q develop
	run git rel ci wait 0.2.0
	exits 0
	says '1 of 1 check passed'
	run git rel ci wait 0.3.0
	exits 128
}
