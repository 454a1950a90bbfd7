#!/usr/bin/env bats
# The files for CI in share/ci: what they are made of, and what their jobs do with
# events, run as a runner would (tests/ci/job.py).

load lib
load ../forge

FILES=$TOP/share/ci

setup() {
	sealed
	repo_trunk
	git branch stable/v0.1.x HEAD~1
	git branch stable/v0.2.x HEAD
	printf '%s\n' '[release]' 'model = trunk' '[backport]' 'targets = stable/*' '[rules]' \
		'create = topic release/* hotfix/* backport/*' >.gitrel
	git add .gitrel
	git commit -qm 'Say how'
	quietly git push -q origin main stable/v0.1.x stable/v0.2.x
	git -C "$REMOTE" tag -d v0.1.0 >/dev/null
	git push -q origin v0.1.0
}

# up <forge>: pull request 1 of a topic
up() {
	forge_up "$1"
	quietly git switch -q -c topic main
	echo one >one
	git add one
	git commit -qm 'Add one'
	TIP=$(git rev-parse HEAD)
	quietly git push -q origin topic
	quietly git switch -q main
	local title='$(touch x) `touch x` "; touch x; \n--x'
	if [ "$1" = gitlab ]; then
		forge_ask POST "$FORGE_REPO/merge_requests" "$(jq -n --arg t "$title" \
			'{title: $t, source_branch: "topic", target_branch: "main"}')"
	else
		forge_ask POST "$FORGE_REPO/pulls" "$(jq -n --arg t "$title" \
			'{title: $t, head: "topic", base: "main"}')"
	fi >/dev/null
	# the job has the variables of its runner, and nothing else
	git config --global --remove-section "credential.$FORGE_URL" || :
	export JOB_TOKEN=$FORGE_BOB
	if [ "$1" = gitlab ]; then
		export CI_SERVER_URL=$FORGE_URL CI_SERVER_HOST=127.0.0.1:$FORGE_PORT \
			CI_PROJECT_URL=$FORGE_URL/acme/widget CI_PROJECT_PATH=acme/widget \
			CI_DEFAULT_BRANCH=main CI_COMMIT_REF_PROTECTED=true GITLAB_TOKEN=$FORGE_BOB
	else
		export GITHUB_SERVER_URL=$FORGE_URL GITHUB_REPOSITORY=acme/widget \
			GITHUB_EVENT_PATH=$T/event.json
	fi
}

# merged [<label>]
merged() {
	case $FORGE_KIND in
	github) forge_ask PUT "$FORGE_REPO/pulls/1/merge" '{"merge_method": "squash"}' ;;
	gitea) forge_ask POST "$FORGE_REPO/pulls/1/merge" '{"Do": "squash"}' ;;
	gitlab) forge_ask GET "$FORGE_REPO/merge_requests/1"
		forge_ask PUT "$FORGE_REPO/merge_requests/1/merge" '{"squash": true}' ;;
	esac >/dev/null
	[[ $(cat "$T/forge.status") == 20[0-4] ]] || complain "$(cat "$T/forge.answer")"
	LANDED=$(git ls-remote "$REMOTE" main | cut -f1)
}

labelled() {
	case $FORGE_KIND in
	github) forge_ask POST "$FORGE_REPO/issues/1/labels" "{\"labels\": [\"$1\"]}" ;;
	gitea) local id
		id=$(forge_ask POST "$FORGE_REPO/labels" "{\"name\": \"$1\", \"color\": \"#00aabb\"}" | jq .id)
		forge_ask POST "$FORGE_REPO/issues/1/labels" "{\"labels\": [$id]}" ;;
	gitlab) forge_ask PUT "$FORGE_REPO/merge_requests/1" "{\"add_labels\": \"$1\"}" ;;
	esac >/dev/null
	[[ $(cat "$T/forge.status") == 20[0-4] ]] || complain "$(cat "$T/forge.answer")"
}

# job <file> <name of the event>: on what is main then
job() {
	local file=$FILES/$FORGE_KIND/$1.yml
	GITHUB_SHA=$(git ls-remote "$REMOTE" main | cut -f1)
	export GITHUB_SHA RUNNER_TEMP=$T/runner
	rm -rf "$T/job"
	mkdir -p "$T/job" "$T/runner"
	cd "$T/job" || return
	if [ "$FORGE_KIND" = gitlab ]; then
		git clone -q "$REMOTE" . && git checkout -q --detach "${CI_COMMIT_SHA:-HEAD}" 2>/dev/null
	fi
	run env PATH="${JOB_PATH:-$PATH}" "$(command -v "$PYTHON")" "$TOP/tests/ci/job.py" "$file" "${@:2}"
	[ ! -e x ] || complain 'a shell has seen it'
}

# happened <what> [<who> [<text>]]: GITHUB_EVENT_PATH, or TRIGGER_PAYLOAD
happened() {
	local merged=${MERGED-true}
	if [ "$FORGE_KIND" = gitlab ]; then
		export CI_PIPELINE_SOURCE=trigger TRIGGER_PAYLOAD=$T/event.json
	fi
	jq -n --arg w "${2-ada}" --arg t "${3-}" --arg tip "$TIP" --argjson m "$merged" \
		--arg sha "$(git ls-remote "$REMOTE" main | cut -f1)" '
		{repository: {full_name: "acme/widget", default_branch: "main"}, sender: {login: $w}} as $gh |
		{number: 1, title: "$(touch x)", merged: $m, base: {ref: "main", sha: $sha},
		 head: {ref: "topic", sha: $tip, repo: {full_name: "acme/widget"}}} as $pull |
		{user: {username: $w}, project: {path_with_namespace: "acme/widget"}} as $gl |
		{comment: ($gh + {action: "created", issue: {number: 1, pull_request: {url: "/pulls/1"}}, comment: {id: 5, body: $t}}),
		 closed: ($gh + {action: "closed", pull_request: $pull}),
		 opened: ($gh + {action: "opened", pull_request: $pull}),
		 labeled: ($gh + {action: "labeled", pull_request: $pull}),
		 label_updated: ($gh + {action: "label_updated", pull_request: $pull}),
		 note: ($gl + {object_kind: "note", object_attributes: {noteable_type: "MergeRequest", note: $t}, merge_request: {iid: 1}}),
		 label: ($gl + {object_kind: "merge_request", object_attributes: {iid: 1, action: "update"}, changes: {labels: {}}})
		}['"\"$1\""']' >"$T/event.json"
}

opens() { # opens <base>: pull request 2 is for it, by the job's own
	exits 0
	[ "$(forge_state issues 2 pull base)" = "$1" ] || complain "$output"
	[ "$(forge_asked '^POST .*(pulls|merge_requests) 201' | wc -l)" -eq 2 ]
}

nothing() { # nothing <words>: and no step of ours has written
	exits 0
	says "$1"
	[ "$(forge_asked '^(POST|PUT|PATCH|DELETE)' | wc -l)" -eq "${SENT-0}" ] || complain "$(forge_asked)"
	[ -z "$(forge_log 'POST .*git-receive-pack')" ]
}

@test "all are YAML, name their permissions, and no text of an event comes near a shell" {
	"$PYTHON" - "$FILES" <<-'END'
	import glob, re, sys, yaml
	files = glob.glob(sys.argv[1] + '/*/*.yml')
	assert len(files) == 9, files
	for path in files:
	    file = yaml.safe_load(open(path))
	    if '/gitlab/' in path:
	        (job,) = (v for k, v in file.items() if k.startswith('git-rel'))
	        assert job['rules'] and job['variables']['GIT_DEPTH'] == 0, path
	        text = '\n'.join(job['before_script'] + job['script'])
	        # what GitLab puts into variables is never read again by the shell
	        assert 'eval' not in text and not re.search(r'\$\(|`', text), path
	        continue
	    assert file['permissions'] == {}, path
	    assert file['concurrency']['group'], path
	    for job in file['jobs'].values():
	        assert job['permissions'] and job['timeout-minutes'], path
	        for step in job['steps']:
	            assert 'uses' not in step, path
	            assert '${{' not in step['run'], path
	            assert 'eval' not in step['run'] and '`' not in step['run'], path
	END
	run ! grep -rE 'refs/pull|head\.sha|head\.ref|head_ref' "$FILES"
}

@test "GitHub: a merge with a label" {
	up github
	labelled stable/v0.2
	merged
	happened closed
	job backport pull_request_target
	opens stable/v0.2.x
}

@test "GitHub: a label after the merge, a comment, and a stranger's" {
	up github
	merged
	labelled stable/v0.2
	forge_forget
	happened comment eve '/backport v0.2'
	job backport issue_comment
	nothing "nothing is backported: 'eve' may not push to 'acme/widget'"
	happened comment ada 'thanks'
	job backport issue_comment
	nothing 'not started'
	MERGED=false happened labeled
	job backport pull_request_target
	nothing 'not started'
	happened opened
	job backport pull_request_target
	nothing 'not started'
	for words in '$(touch x)' '`touch x`' '; touch x' '--to=x' $'v9\n$(touch x)'; do
		happened comment ada "/backport $words"
		job backport issue_comment
		exits 1
		[ "$(forge_asked '^POST .*pulls' | wc -l)" -eq 0 ] || complain "$words: $(forge_asked)"
	done
	[ "$(forge_asked '^POST .*comments 201' | wc -l)" -eq 1 ]
	happened labeled
	job backport pull_request_target
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ]
	happened comment ada $'please:\r\n/backport v0.1\r\n'
	job backport issue_comment
	exits 0
	[ "$(forge_state issues 3 pull base)" = stable/v0.1.x ]
	git -C "$REMOTE" log -1 --format=%cn backport/1/stable/v0.1.x | grep -Fx 'github-actions[bot]'
}

# waits_in <event's name> <filter of jq that makes the event another one>
waits_in() {
	jq "$2" "$T/event.json" >"$T/other.json"
	GITHUB_EVENT_PATH=$T/other.json "$PYTHON" "$TOP/tests/ci/job.py" --group \
		"$FILES/$FORGE_KIND/backport.yml" "$1"
}

# One that waits gives way to the next of its group, so what asks for something else
# is in another: no request is lost.
own_groups() {
	FORGE_KIND=$1 TIP=x
	GITHUB_EVENT_PATH=$T/event.json
	happened labeled
	local label other merge comment
	label=$(waits_in pull_request_target '.label.name = "stable/v0.1"')
	other=$(waits_in pull_request_target '.label.name = "stable/v0.2"')
	merge=$(waits_in pull_request_target '.action = "closed"')
	[ "$label" != "$other" ]
	[ "$label" != "$merge" ]
	[ "$label" != "$(waits_in pull_request_target '.label.name = "stable/v0.1" | .pull_request.number = 2')" ]
	[ "$label" = "$(waits_in pull_request_target '.label.name = "stable/v0.1" | .x = 1')" ]
	happened comment ada '/backport v0.1'
	comment=$(waits_in issue_comment .)
	[ "$comment" != "$label" ]
	[ "$comment" != "$merge" ]
	[ "$comment" != "$(waits_in issue_comment '.comment.id = 6 | .comment.body = "thanks"')" ]
	# a comment whose id is the number of a pull request
	happened comment ada '/backport v0.1'
	comment=$(waits_in issue_comment '.comment.id = 1 | .issue.number = 9')
	happened closed
	[ "$comment" != "$(waits_in pull_request_target .)" ]
}

@test "GitHub: what asks for another backport takes no other one's place" { own_groups github; }
@test "Gitea: what asks for another backport takes no other one's place" { own_groups gitea; }

@test "GitHub: a word or a label that names no branch is told where it was asked" {
	up github
	labelled stable/v9.9
	labelled stable/v0.2
	merged
	happened closed
	job backport pull_request_target
	exits 1
	says "'stable/v9.9' names no branch to pick onto"
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ]
	said=$(forge_state issues 1 comments 0 body)
	[[ $said == *'- `stable/v9.9`: names no branch'* ]] || complain "$said"
	[[ $said == *'- `stable/v0.2.x`: `backport/1/stable/v0.2.x`'* ]] || complain "$said"
	happened comment ada '/backport main, --direct v*'
	job backport issue_comment
	exits 1
	said=$(forge_state issues 1 comments 0 body)
	for word in main --direct 'v*'; do
		[[ $said == *"- \`$word\`: names no branch"* ]] || complain "$said"
	done
	happened comment ada '/backport v0.2'
	job backport issue_comment
	exits 0
	run ! grep -q 'names no branch' <<<"$(forge_state issues 1 comments 0 body)"
}

# stays_closed: request 2 was closed by a person, and nothing is opened
stays_closed() {
	exits 0
	says 'nothing is backported: no label'
	[[ $(forge_state issues 2 state) == *closed* ]] || complain "$output"
	[[ $(forge_state issues) != *'"3"'* ]]
}

@test "GitHub: what was closed on purpose is not opened again for another label" {
	up github
	labelled stable/v0.2
	labelled bug
	merged
	happened closed
	job backport pull_request_target
	forge_ask PATCH "$FORGE_REPO/pulls/2" '{"state": "closed"}' >/dev/null
	happened labeled
	jq '.label = {name: "bug"}' "$T/event.json" >"$T/e" && mv "$T/e" "$T/event.json"
	job backport pull_request_target
	stays_closed
	jq '.label = {name: "stable/v0.2"}' "$T/event.json" >"$T/e" && mv "$T/e" "$T/event.json"
	job backport pull_request_target
	exits 0
	[ "$(forge_state issues 3 pull base)" = stable/v0.2.x ]
}

@test "GitLab: what was closed on purpose is not opened again for another label" {
	up gitlab
	labelled stable/v0.2
	labelled bug
	merged
	CI_COMMIT_BRANCH=main CI_PIPELINE_SOURCE=push CI_COMMIT_SHA=$LANDED \
		GITLAB_USER_LOGIN=ada job backport
	forge_ask PUT "$FORGE_REPO/merge_requests/2" '{"state_event": "close"}' >/dev/null
	happened label
	jq '.changes.labels = {previous: [{title: "stable/v0.2"}],
		current: [{title: "stable/v0.2"}, {title: "bug"}]}' "$T/event.json" >"$T/e"
	mv "$T/e" "$T/event.json"
	job backport
	stays_closed
}

@test "GitHub: a queue merges by a bot, and its labels count" {
	up github
	labelled stable/v0.2
	merged
	happened closed 'github-merge-queue[bot]'
	job backport pull_request_target
	opens stable/v0.2.x
	happened labeled 'some[bot]'
	job backport pull_request_target
	exits 0
	says "nothing is backported: 'some[bot]' may not push"
}

@test "Gitea: a merge, a label, a comment, and a stranger's" {
	up gitea
	merged
	forge_forget
	happened comment eve '/backport v0.2'
	job backport issue_comment
	nothing "nothing is backported: 'eve' may not push"
	labelled stable/v0.2
	happened label_updated
	job backport pull_request_target
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ]
	happened comment ada '/backport v0.1'
	job backport issue_comment
	exits 0
	[ "$(forge_state issues 3 pull base)" = stable/v0.1.x ]
	happened closed
	job backport pull_request_target
	exits 0
	[ "$(forge_state issues 4)" = null ] || [ -z "$(forge_state issues 4 title)" ]
}

@test "GitLab: a webhook for labels and comments, a push for merges, a stranger's" {
	up gitlab
	export CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main
	labelled stable/v0.2
	merged
	forge_forget
	CI_COMMIT_SHA=$LANDED GITLAB_USER_LOGIN=eve job backport
	nothing "nothing is backported: 'eve' may not push"
	CI_COMMIT_BRANCH=topic job backport
	nothing 'not started'
	CI_COMMIT_SHA=$LANDED GITLAB_USER_LOGIN=ada job backport
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ] || complain "$output"
	unset CI_COMMIT_BRANCH
	forge_forget
	happened note eve '/backport v0.1'
	job backport
	nothing "'eve' may not push"
	CI_COMMIT_REF_PROTECTED=false job backport
	nothing 'not started'
	happened note ada '/backport v0.1'
	job backport
	exits 0
	[ "$(forge_state issues 3 pull base)" = stable/v0.1.x ]
	happened label ada
	job backport
	exits 0
	says 'is as it shall be' || says 'has it already' || says 'stable/v0.2.x'
	[ "$(forge_asked '^POST .*merge_requests 201' | wc -l)" -eq 1 ]
	GITLAB_TOKEN='' job backport
	[ "$status" -ne 0 ]
	says 'GITLAB_TOKEN: is a variable to set: a project access token'
	forge_forget
	# a project that has not set it yet has no failing job with each push
	CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main GITLAB_TOKEN='' job backport
	nothing 'not started'
	unset TRIGGER_PAYLOAD
	CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main CI_COMMIT_SHA=$LANDED job backport
	exits 129
	says 'GITLAB_USER_LOGIN does not say who has merged'
}

@test "policy: a pull request is judged with a token that may read, and annotated" {
	local kind
	for kind in github gitea; do
		cd "$R"
		git switch -q main
		git branch -q -D topic 2>/dev/null || :
		git push -q "$REMOTE" :topic 2>/dev/null || :
		up "$kind"
		export JOB_TOKEN=$FORGE_EVE
		MERGED=false happened opened
		job policy pull_request_target
		exits 0
		says 'rules are kept; from origin/main:.gitrel'
		jq '.pull_request.head.ref = "$(touch${IFS}x)"' "$T/event.json" >"$T/e" && mv "$T/e" "$T/event.json"
		job policy pull_request_target
		exits 1
		says "::error file=.gitrel,line=6,title=create::'\$(touch\${IFS}x)' is no name for a new branch"
		[ "$(git -C "$T/job" rev-parse HEAD)" = "$GITHUB_SHA" ]
		forge_down
	done
}

@test "policy: GitLab judges merge requests, and pushes of branches without one" {
	up gitlab
	export CI_PIPELINE_SOURCE=merge_request_event CI_MERGE_REQUEST_IID=1 \
		CI_MERGE_REQUEST_PROJECT_PATH=acme/widget CI_COMMIT_SHA=$TIP \
		CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main \
		CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=topic \
		CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=acme/widget
	job policy
	exits 0
	says 'rules are kept; from origin/main:.gitrel'
	CI_MERGE_REQUEST_SOURCE_BRANCH_NAME='`touch${IFS}x`' job policy
	exits 1
	says 'is no name for a new branch'
	export CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=topic CI_COMMIT_REF_PROTECTED=false
	forge_forget
	CI_OPEN_MERGE_REQUESTS='acme/widget!1' job policy
	nothing 'not started'
}

@test "policy: GitLab judges a push of main, of a protected branch and of a tag, whatever they are merged into" {
	up gitlab
	unset CI_MERGE_REQUEST_IID
	export CI_PIPELINE_SOURCE=push CI_OPEN_MERGE_REQUESTS='acme/widget!1' CI_COMMIT_REF_PROTECTED=false \
		CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000 CI_COMMIT_SHA=$TIP
	CI_COMMIT_BRANCH=topic CI_COMMIT_REF_PROTECTED=true job policy
	exits 0
	says 'rules are kept'
	CI_COMMIT_BRANCH=topic CI_DEFAULT_BRANCH=topic job policy
	[[ $output != *'not started'* ]] || complain "$output"
	# it is called so, and develop is the default
	CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=develop job policy
	[[ $output != *'not started'* ]] || complain "$output"
	CI_COMMIT_TAG=v0.1.0 job policy
	[[ $output != *'not started'* ]] || complain "$output"
}

@test "policy: where a project gives merge requests no pipeline, GitLab judges the push" {
	up gitlab
	export CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=topic CI_COMMIT_SHA=$TIP OWN_WORKFLOW=1 \
		CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000 \
		CI_OPEN_MERGE_REQUESTS='acme/widget!1'
	job policy
	exits 0
	says 'rules are kept; from origin/main:.gitrel'
}

@test "policy: the pipeline it gives to a merge request has the project's own jobs, too" {
	# jobs without rules are in it only where there is a workflow with some
	"$PYTHON" - "$FILES/gitlab" <<-'END'
	import glob, sys, yaml
	files = [yaml.safe_load(open(f)) for f in glob.glob(sys.argv[1] + '/*.yml')]
	asks = [f for f in files if any('merge_request_event' in r['if'] for k, v in f.items()
	        if k.startswith('git-rel') for r in v['rules'])]
	assert len(asks) == 1 and asks[0]['workflow']['rules'][-1] == {'when': 'always'}, asks
	assert all('workflow' not in f for f in files if f not in asks)
	END
}

# releases <forge>: with a command that goes before
releases() {
	up "$1"
	cd "$R"
	grep -q prepare .gitrel || {
		printf '%s\n' '[prepare]' 'stamp = echo $GIT_REL_VERSION >stamp' >>.gitrel
		git commit -qam 'Say more'
	}
	git push -q "$REMOTE" main
	forge_forget
}

@test "release: by dispatch, its branch and its pull request" {
	local kind
	for kind in github gitea; do
		cd "$R"
		git switch -q main
		git branch -q -D topic 2>/dev/null || :
		git push -q "$REMOTE" :topic :release/v0.2.0 2>/dev/null || :
		releases "$kind"
		echo '{}' >"$T/event.json"
		INPUT_version=0.2.0 INPUT_dry_run=true job release workflow_dispatch
		nothing 'release/v0.2.0'
		for bad in '$(touch x)' '`touch x`' '; touch x' '--hotfix' '-x'; do
			INPUT_version=$bad job release workflow_dispatch
			[ "$status" -ne 0 ] || complain "$bad: $output"
		done
		INPUT_version=0.2.0 INPUT_dry_run=false job release workflow_dispatch
		exits 0
		[ "$(forge_state issues 2 pull head)" = release/v0.2.0 ] || complain "$output"
		git -C "$REMOTE" show release/v0.2.0:stamp
		forge_down
	done
}

# gitflow <forge>: develop has a command that main has not
gitflow() {
	up "$1"
	cd "$R"
	git switch -q -C develop main
	printf '%s\n' '[release]' 'model = gitflow' 'develop = develop' >.gitrel
	git commit -qam 'Say how'
	git push -q -f "$REMOTE" develop:main develop
	printf '%s\n' '[prepare]' 'stamp = echo $GIT_REL_VERSION >stamp' >>.gitrel
	git commit -qam 'Say more'
	git push -q "$REMOTE" develop
	forge_forget
}

@test "release: where develop has other commands than main, those of develop are trusted" {
	gitflow github
	echo '{}' >"$T/event.json"
	INPUT_version=0.2.0 INPUT_dry_run=false job release workflow_dispatch
	exits 0
	[ "$(forge_state issues 2 pull head)" = release/v0.2.0 ] || complain "$output"
	git -C "$REMOTE" show release/v0.2.0:stamp
}

@test "release: so on GitLab" {
	gitflow gitlab
	export CI_PIPELINE_SOURCE=web CI_COMMIT_BRANCH=main GIT_REL_VERSION=0.2.0
	job release
	exits 0
	[ "$(forge_state issues 2 pull head)" = release/v0.2.0 ] || complain "$output"
	git -C "$REMOTE" show release/v0.2.0:stamp
}

@test "release: GitLab, by a pipeline that a person runs" {
	releases gitlab
	export CI_PIPELINE_SOURCE=web CI_COMMIT_BRANCH=main GIT_REL_VERSION=''
	job release
	nothing 'not started'
	GIT_REL_VERSION='$(touch x)' job release
	[ "$status" -ne 0 ]
	GIT_REL_VERSION=0.2.0 job release
	exits 0
	[ "$(forge_state issues 2 pull head)" = release/v0.2.0 ] || complain "$output"
}

@test "git-rel is built from the commit that the project's variables name" {
	local tool
	up github
	merged stable/v0.2
	happened comment ada '/backport v0.2'
	mkdir "$T/few" "$T/source"
	for tool in git bash sh make env cp mkdir; do ln -s "$(command -v $tool)" "$T/few/$tool"; done
	printf '%s\n' 'deps:' '	touch deps' 'install: deps' \
		'	test -z "$(CI)"' '	mkdir -p $(prefix)/bin' \
		'	cp git-* $(prefix)/bin' >"$T/source/Makefile"
	for tool in git-rel git-backport; do
		printf '#!/bin/sh\nexec %s "$@"\n' "$(command -v $tool)" >"$T/source/$tool"
		chmod +x "$T/source/$tool"
	done
	ln -s "$(command -v touch)" "$(command -v test)" "$T/few"
	git -C "$T/source" init -q
	git -C "$T/source" add .
	git -C "$T/source" commit -qm source
	export GITHUB_PATH=$T/path CI=true VAR_GIT_REL_SOURCE=file://$T/source
	VAR_GIT_REL_COMMIT=$(git -C "$T/source" rev-parse HEAD)
	export VAR_GIT_REL_COMMIT
	JOB_PATH=$T/few job backport issue_comment
	exits 0
	[ -x "$T/runner/rel/bin/git-backport" ]
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ] || complain "$output"
}

@test "without git-rel, and nobody has said where it is from: said before anything" {
	up github
	merged
	happened closed
	mkdir "$T/few"
	for tool in git bash sh; do ln -s "$(command -v $tool)" "$T/few/$tool"; done
	JOB_PATH=$T/few job backport pull_request_target
	[ "$status" -ne 0 ]
	says 'GIT_REL_SOURCE: is a variable to set: the URL of git-rel'
}
