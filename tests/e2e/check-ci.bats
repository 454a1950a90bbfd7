#!/usr/bin/env bats
# `git rel check --rules` as CI runs it: what a pull request or a push brings is
# found by itself, and judged by the rules that there were before.

load lib

setup() {
	sealed
	repo_gitflow
	git switch -q main
	printf '%s\n' '[rules]' 'create = topic/* release/* hotfix/*' 'message = Add * | Merge * | Improve *' \
		'merge-into-main = topic/* release/* hotfix/*' >.gitrel
	git add .gitrel
	git commit -qm 'Add the rules'
	git push -q origin main
}

# topic <branch> [<message>]: a branch with a commit, pushed; TIP
topic() {
	git switch -qc "$1" main
	echo "$1" >one.txt
	git add -A
	git commit -qm "${2:-Add one}"
	TIP=$(git rev-parse HEAD)
	git push -q origin "$1"
}

# checkout <commit> [<option of clone>...]: the clone of a job, and we are in it
checkout() {
	cd "$T" || return
	rm -rf job
	git clone -q --no-checkout "${@:2}" "file://$REMOTE" job
	cd job || return
	git -c advice.detachedHead=false checkout -q "$1"
}

actions() {
	export GITHUB_ACTIONS=true GITHUB_EVENT_PATH=$T/event.json
	cat >"$GITHUB_EVENT_PATH"
}

# pull <base> <head> [<owner>]: a pull request of TIP
pull() {
	actions < <(jq -n --arg b "$1" --arg h "$2" --arg o "${3:-acme}" --arg t "$TIP" \
		'{action: "opened", number: 7, pull_request: {number: 7, title: "$(touch x)",
		base: {ref: $b, sha: "0123456789012345678901234567890123456789"},
		head: {ref: $h, sha: $t, repo: {full_name: "\($o)/widget"}}},
		repository: {full_name: "acme/widget", default_branch: "develop"},
		sender: {login: "ada"}}')
}

# pushed <ref> <before> <after>
pushed() {
	actions < <(jq -n --arg r "$1" --arg b "$2" --arg a "$3" \
		'{ref: $r, before: $b, after: $a,
		repository: {full_name: "acme/widget", default_branch: "main"},
		sender: {login: "ada"}}')
}

request() {
	export GITLAB_CI=true CI_PROJECT_PATH=acme/widget CI_DEFAULT_BRANCH=main \
		CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_PATH=acme/widget \
		CI_MERGE_REQUEST_TARGET_BRANCH_NAME=$1 CI_COMMIT_SHA=$TIP \
		CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=$2 \
		CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=acme/widget
}

kept() {
	run git rel check --rules
	exits 0
	says 'all 4 rules are kept; from origin/main:.gitrel'
}

@test "Actions: a pull request that keeps the rules" {
	topic topic/one
	checkout origin/main
	pull main topic/one
	kept
	[ "$(git for-each-ref --format='%(refname)' refs/heads)" = refs/heads/main ]
	[ "$(git count-objects)" = '0 objects, 0 kilobytes' ]
}

@test "Actions: one that breaks them is annotated, each fault with its rule" {
	topic fix/one 'Mend: 100%, one'
	checkout origin/main
	pull main fix/one
	run git rel check --rules
	exits 1
	says "error: create: 'fix/one' is no name for a new branch: topic/* release/* hotfix/*" \
		"error: merge-into-main: 'fix/one' is not merged into 'main': topic/* release/* hotfix/*" \
		"error: message: 'Mend: 100%, one' has none of these forms: Add * | Merge * | Improve *" \
		"::error file=.gitrel,line=2,title=create::'fix/one' is no name for a new branch: topic/* release/* hotfix/*%0Ahint: git branch -m fix/one <a name that fits>" \
		"::error file=.gitrel,line=3,title=message::'Mend: 100%25, one' has none" \
		'3 errors; rules from origin/main:.gitrel:'
	run git rel check --rules --json
	exits 1
	run ! grep -q '^::' <<<"$output"
}

@test "Actions: no control character of a subject comes into an annotation" {
	topic topic/esc $'Mend \e[31mred'
	checkout origin/main
	pull main topic/esc
	run git rel check --rules
	exits 1
	says "message::'Mend \\x1b[31mred' has none"
	[[ $output != *$'\e'* ]] || complain "$output"
}

@test "Actions: what its runner once took for a command is none, wherever it stands in a line" {
	topic topic/one 'Mend ##[stop-commands]one ###[add-mask]e [##] ##'
	checkout origin/main
	pull main topic/one
	run git rel check --rules
	exits 1
	says "'Mend #\x23[stop-commands]one ##\x23[add-mask]e [##] ##' has none"
	[[ $output != *'##['* ]] || complain "$output"
	# elsewhere it is text as any other
	unset GITHUB_ACTIONS
	run git rel check --rules origin/main..origin/topic/one
	exits 1
	says "'Mend ##[stop-commands]one ###[add-mask]e [##] ##' has none"
}

@test "Actions: a fault about a file is annotated there, whatever its name" {
	git switch -q main
	printf '%s\n' 'forbid-paths = *.key' >>.gitrel
	git commit -qam 'Add one more'
	git push -q origin main
	git switch -qc topic/key main
	echo x >$'a,b:c%\n::error::.key'
	git add -A
	git commit -qm 'Add a key'
	git push -q origin topic/key
	TIP=$(git rev-parse HEAD)
	checkout origin/main
	pull main topic/key
	run git rel check --rules
	exits 1
	says '::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.key,title=forbid-paths::'
	[ "$(grep -c '^ *::' <<<"$output")" -eq 1 ]
}

@test "the policy is that of the base, whatever the pull request says" {
	topic fix/one
	printf '[release]\nmain = nowhere\n[rules]\ncreate = *\n' >.gitrel
	git commit -qam 'Add better rules'
	git push -q origin fix/one
	TIP=$(git rev-parse HEAD)
	checkout "$TIP"
	pull main fix/one
	run git rel check --rules
	exits 1
	says "merge-into-main: 'fix/one' is not merged into 'main'" 'rules from origin/main:.gitrel:'
}

@test "a policy that cannot be is not let in" {
	topic topic/one
	printf '[rules]\nprotect = main\ntag-place = nowhere\n' >.gitrel
	git commit -qam 'Add worse rules'
	git push -q origin topic/one
	TIP=$(git rev-parse HEAD)
	checkout origin/main
	pull main topic/one
	run git rel check --rules
	exits 1
	says "policy: 'main' would get a policy that cannot be"
}

# unreadable <branch> [<from>]: a topic with a .gitrel that has no such section, pushed; TIP
unreadable() {
	git switch -qc "$1" "${2-main}"
	git checkout -q main -- .gitrel
	echo '[relaese]' >>.gitrel
	git commit -qam 'Add a section'
	TIP=$(git rev-parse HEAD)
	git push -q origin "$1"
}

@test "a .gitrel that cannot be read comes into no branch, whichever it is" {
	unreadable topic/one develop
	checkout origin/main
	pull develop topic/one
	run git rel check --rules
	exits 1
	says "error: policy: 'develop' would get a policy that cannot be: .gitrel:5: unknown section [relaese]" \
		'1 error'
	git push -q origin origin/develop:refs/heads/somewhere
	git fetch -q
	pull somewhere topic/one
	run git rel check --rules
	exits 1
	says "policy: 'somewhere' would get a policy"
	pushed refs/heads/topic/one 0000000000000000000000000000000000000000 "$TIP"
	run git rel check --rules
	exits 1
	says "error: policy: 'topic/one' would get a policy"
	# who comes after that and leaves it as it is has not done it, and may mend it
	git push -q origin "$TIP:develop"
	git switch -q --detach "$TIP"
	git commit -q --allow-empty -m 'Add nothing'
	TIP=$(git rev-parse HEAD)
	git push -q origin HEAD:refs/heads/topic/two
	git switch -q --detach origin/main
	git fetch -q
	pull develop topic/two
	kept
	git switch -q --detach "$TIP"
	git rm -q .gitrel
	git commit -qm 'Mend the settings'
	TIP=$(git rev-parse HEAD)
	git push -q origin HEAD:refs/heads/topic/three
	git switch -q --detach origin/main
	pull develop topic/three
	run git rel check --rules
	exits 1
	says "message: 'Mend the settings' has none" '1 error'
}

@test "on one's own machine a broken .gitrel of a topic is a warning, of develop an error" {
	unreadable topic/one develop
	git switch -q main
	git push -q origin :topic/one
	run git rel check --rules topic/one
	exits 0
	says "warning: policy: 'topic/one' would get a policy that cannot be: .gitrel:5: unknown section" \
		'1 warning'
	git branch -qf develop topic/one
	run git rel check --rules develop
	exits 1
	says "error: policy: 'develop' would get a policy"
}

@test "a fork: its commits come from the forge, its branch has the name it has there" {
	topic main2
	git push -q origin main2:refs/pull/7/head :main2
	checkout origin/main
	pull main topic/one eve
	kept
	pull main main eve
	run git rel check --rules
	exits 1
	says "merge-into-main: 'eve:main' is not merged into 'main'"
	[ "$(grep -c '^error' <<<"$output")" -eq 1 ]
	[ -z "$(git for-each-ref 'refs/remotes/origin/eve*' refs/pull)" ]
	jq '.pull_request.head.sha = "0123456789012345678901234567890123456789"' \
		"$GITHUB_EVENT_PATH" >"$T/e" && mv "$T/e" "$GITHUB_EVENT_PATH"
	run git rel check --rules
	exits 1
	says "'refs/pull/7/head' on 'origin' moved just now"
}

@test "base has moved on, and it conflicts: it is judged all the same" {
	topic topic/one
	colleague main 'echo other >one.txt'
	checkout origin/main
	pull main topic/one
	kept
}

@test "the rules of main hold for develop, and a release to main does not begin there" {
	git switch -q main
	printf '%s\n' 'back-merge = 1d' >>.gitrel
	git commit -qam 'Add one more'
	git push -q origin main
	git switch -qc release/v0.2.0 develop
	echo one >one.txt
	git add one.txt
	git commit -qm 'Add one'
	git push -q origin release/v0.2.0
	TIP=$(git rev-parse HEAD)
	checkout origin/develop
	pull main release/v0.2.0
	run git rel check --rules
	exits 0
	pull develop release/v0.2.0
	run git rel check --rules
	exits 1
	says "back-merge: 'main' has not been merged back into 'develop'" '1 error'
}

@test "what the forge will make of it is not judged before: message, shape, signature" {
	git switch -q main
	printf '%s\n' '[release]' 'finish = pr' '[rules]' 'message = Add *' \
		'history = linear' 'protect = main' >.gitrel
	git commit -qam 'Add more'
	git push -q origin main
	topic topic/one
	checkout origin/main
	pull main topic/one
	run git rel check --rules
	exits 0
}

@test "a shallow clone: one line says what to set" {
	topic topic/one
	checkout origin/main --depth=1
	pull main topic/one
	run git rel check --rules
	exits 128
	[ "$output" = "fatal: this clone is shallow, so nobody can tell what comes: set 'fetch-depth: 0' below 'with:' of 'checkout'" ]
	request main topic/one
	run git rel check --rules
	exits 128
	[ "$output" = "fatal: this clone is shallow, so nobody can tell what comes: set 'GIT_DEPTH: 0' below 'variables:'" ]
}

@test "a clone that lacks the base, or the branch with the rules" {
	topic topic/one
	checkout origin/topic/one --single-branch --branch topic/one
	pull main topic/one
	run git rel check --rules
	exits 128
	says "'origin/main', which it is to be merged into, is not here" 'hint: let the job'
	pushed refs/heads/topic/one "$(git rev-parse HEAD^)" "$TIP"
	run git rel check --rules
	exits 128
	says "the rules are those of 'origin/main', which is not here"
}

@test "GitLab: a merge request, of the branch and of merged results" {
	topic topic/one
	checkout "$TIP"
	request main topic/one
	kept
	run ! grep -q '^::' <<<"$output"
	CI_COMMIT_SHA=0123456789012345678901234567890123456789 \
		CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=$TIP run git rel check --rules
	exits 0
	CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=fix/one run git rel check --rules
	exits 1
	says "create: 'fix/one' is no name" '; rules from origin/main'
	run ! grep -q '^::' <<<"$output"
	CI_PROJECT_PATH=eve/widget run git rel check --rules
	exits 128
	says "this pipeline is one of 'eve/widget'" "hint: let a member run it in 'acme/widget'"
}

@test "GitLab: a push of a branch, and of a tag" {
	topic topic/one 'Mend one'
	checkout "$TIP"
	export GITLAB_CI=true CI_PROJECT_PATH=acme/widget CI_DEFAULT_BRANCH=main \
		CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=topic/one CI_COMMIT_SHA=$TIP \
		CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000
	run git rel check --rules
	exits 1
	says "message: 'Mend one' has none of these forms" '1 error'
	unset CI_COMMIT_BRANCH
	CI_COMMIT_TAG=v0.1.0 CI_COMMIT_SHA=$(git rev-parse v0.1.0^{}) run git rel check --rules
	exits 0
}

@test "a push: what main was before it has the rules, and a new branch brings what is its own" {
	before=$(git rev-parse main)
	git rm -q .gitrel
	git commit -qm 'Away with the rules'
	git push -q origin main
	TIP=$(git rev-parse main)
	checkout origin/main
	pushed refs/heads/main "$before" "$TIP"
	run git rel check --rules
	exits 1
	says "'Away with the rules' has none of these forms" 'rules from origin/main:.gitrel:3'
	cd "$R"
	git revert -n HEAD
	git commit -qm 'Add the rules'
	git push -q origin main
	topic topic/two
	checkout origin/topic/two
	pushed refs/heads/topic/two 0000000000000000000000000000000000000000 "$TIP"
	kept
	pushed refs/heads/other/two 0000000000000000000000000000000000000000 "$TIP"
	run git rel check --rules
	exits 1
	says "create: 'other/two' is no name" '1 error'
}

@test "a push: two new branches that come at once do not vouch for each other" {
	topic topic/one 'Mend one'
	git push -q origin topic/one:topic/two
	git switch -qc topic/three
	git commit -q --allow-empty -m 'Add three'
	git push -q origin topic/three
	checkout origin/main
	for name in one two three; do
		pushed "refs/heads/topic/$name" 0000000000000000000000000000000000000000 \
			"$(git rev-parse "origin/topic/$name")"
		run git rel check --rules
		exits 1
		says "message: 'Mend one' has none of these forms" '1 error'
	done
}

@test "a push: what main, develop and stable branches have, no new branch brings" {
	git switch -q develop
	git commit -q --allow-empty -m 'Mend develop'
	git switch -qc stable/v0.1 main
	git commit -q --allow-empty -m 'Mend stable'
	git switch -q main
	git commit -q --allow-empty -m 'Mend main'
	git push -q origin main develop stable/v0.1
	checkout origin/main
	for name in main develop stable/v0.1; do
		git push -q origin "origin/$name:refs/heads/topic/${name%/*}"
		pushed "refs/heads/topic/${name%/*}" 0000000000000000000000000000000000000000 \
			"$(git rev-parse "origin/$name")"
		kept
	done
	# a stable branch that is new has none but them before it
	git push -q origin origin/stable/v0.1:refs/heads/stable/v0.2
	pushed refs/heads/stable/v0.2 0000000000000000000000000000000000000000 \
		"$(git rev-parse origin/stable/v0.1)"
	run git rel check --rules
	exits 1
	says "'Mend stable' has none"
}

@test "a push: what is public is not to be taken back" {
	git switch -q develop
	git commit -q --allow-empty -m $'Mend \e[31mone'
	git push -q origin develop
	git tag w1 && git push -q origin w1
	git switch -q main
	printf '%s\n' 'tag-pattern = v{version}' >>.gitrel
	git commit -qam 'Add one more'
	git push -q origin main
	TIP=$(git rev-parse develop)
	checkout origin/main
	pushed refs/heads/develop "$(git rev-parse "$TIP^")" "$TIP"
	run git rel check --rules
	exits 1
	says "hint: 'develop' is pushed already: what follows can mend it" "::'Mend \x1b[31mone'"
	run ! grep -qE $'rebase|--amend|\e' <<<"$output"
	pushed refs/tags/w1 0000000000000000000000000000000000000000 "$TIP"
	run git rel check --rules
	exits 1
	says "hint: 'w1' is pushed already: release another version rather than move it"
	run ! grep -q 'tag -d' <<<"$output"
	# a branch of one's own can still be mended so
	git push -q origin "$TIP:refs/heads/topic/mine"
	git fetch -q
	pushed refs/heads/topic/mine "$(git rev-parse "$TIP^")" "$TIP"
	run git rel check --rules
	exits 1
	says 'hint: git switch topic/mine && git commit --amend'
}

@test "a forced push: what was there is asked for, and its loss is told" {
	git switch -q main
	printf '%s\n' 'no-force = main' >>.gitrel
	git commit -qam 'Add one more'
	git push -q origin main
	git commit -q --allow-empty -m 'Add nothing'
	git push -q origin main
	before=$(git rev-parse main)
	git push -q -f origin main^:main
	checkout origin/main
	pushed refs/heads/main "$before" "$(git rev-parse HEAD)"
	git -C "$REMOTE" reflog expire --expire=now --all
	cp -a "$REMOTE" "$T/whole.git"
	git -C "$REMOTE" prune --expire=now
	run git rel check --rules
	exits 128
	says "the rules are those of 'origin/main' as it was, at ${before:0:10}, which is not here"
	rm -rf "$REMOTE"
	mv "$T/whole.git" "$REMOTE"
	git -C "$REMOTE" config uploadpack.allowAnySHA1InWant true
	run git rel check --rules
	exits 1
	says "no-force: 'main' would lose ${before:0:10}"
}

@test "a forced push of a topic whose commits before are nowhere: main is not judged again" {
	git switch -q main
	git commit -q --allow-empty -m 'Mend main'
	git push -q origin main
	topic topic/one
	checkout origin/main
	pushed refs/heads/topic/one 0123456789012345678901234567890123456789 "$TIP"
	kept
}

@test "a queue of merges is judged as it would be pushed" {
	topic topic/one 'Mend one'
	git switch -q main
	git merge -q --no-ff -m 'Merge pull request #7 from acme/topic/one' topic/one
	git push -q origin main:gh-readonly-queue/main/pr-7
	TIP=$(git rev-parse main)
	checkout "$TIP"
	actions < <(jq -n --arg t "$TIP" --arg b "$(git rev-parse origin/main)" \
		'{action: "checks_requested", merge_group: {head_sha: $t, base_sha: $b,
		base_ref: "refs/heads/main", head_ref: "refs/heads/gh-readonly-queue/main/pr-7"},
		repository: {full_name: "acme/widget", default_branch: "main"}}')
	run git rel check --rules
	exits 1
	says "message: 'Mend one'" '1 error'
}

@test "other events, and what is typed: as on any machine" {
	checkout main
	actions <<<'{"action": "x", "schedule": "0 0 * * *", "repository": {"full_name": "acme/widget"}}'
	run git rel check --rules
	exits 0
	topic topic/one 'Mend one'
	pull main topic/one
	run git rel check --rules origin/main..origin/topic/one
	exits 1
	says '1 error'
	unset GITHUB_EVENT_PATH
	run git rel check --rules
	exits 0
	GITHUB_EVENT_PATH=$T/nothing run git rel check --rules
	exits 128
	says "cannot read '$T/nothing'"
}

@test "names that an event brings are data" {
	topic topic/one
	checkout origin/main
	for name in '$(touch x)' '`touch x`' ';touch x' $'a\nb' '-x' '--upload-pack=touch x' '../x' ''; do
		pull main "$name"
		run git rel check --rules
		[ "$status" -ne 0 ] || complain "$name: $output"
		pull "$name" topic/one
		run git rel check --rules
		[ "$status" -ne 0 ] || [ -z "$name" ] || complain "$name: $output"
		pushed "refs/heads/$name" "$(git rev-parse HEAD)" "$TIP"
		run git rel check --rules
		[ "$status" -ne 0 ] || [[ $name == -* ]] || complain "$name: $output"
		run ! grep -q '^b' <<<"$output"
	done
	[ ! -e x ]
}
