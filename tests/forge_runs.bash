# forge_runs.bash: what writes to a forge, each from the same beginning as often as
# wanted, for tests in which it is killed, or the forge fails.
# Loaded after e2e/lib.bash and forge.bash; `sealed` comes first.
# shellcheck shell=bash disable=SC2034 # tests use them
#
#	forge_runs <kind> [--tls|--h2]
#	                      one forge, and the beginnings of all runs on it
#	forge_picks <kind>    the same for those of git backport
#	begin_run <run>   all is as it was in the beginning
#	do_run <run>      the command; `output` and `status` as of bats' run
#	whole_run <run>   all of it is there, and each thing once
#	no_run            nothing of it is on the forge
#
# Runs are `pr`; `pushed`, the same where the branch is on the remote already, so
# that the forge alone decides; `again`, where somebody has opened it, with another
# title and without the label; `publish`; `protect`, of two branches and the tags;
# `back`, a release that develop gets by a pull request; `ci`, labels and a comment;
# `run`, a workflow with a report; `approve`.
# And of git backport: `submit`; `later`, of what was picked before; `refresh`, after
# the target has moved; `event`, of a comment; `conflict`, which is told by one.

forge_runs() {
	repo_gitflow
	git config rel.notesStyle keepachangelog
	git config rel.assets 'dist/*'
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 5
	git config rel.ciTimeout 20
	printf '# Changelog\n\n## [Unreleased]\n\n### Added\n- a thing\n' >CHANGELOG.md
	printf 'dist/\n' >.gitignore
	mkdir dist
	head -c 300000 /dev/zero >dist/a.tar.gz
	echo hello >dist/b.txt
	git switch -q develop && git add . && git commit -qm 'feat: a thing' &&
		git push -q origin develop || return
	forge_up "$@" && quietly git rel start 0.2.0 || return
	keep_run pr
	quietly git push -q origin release/v0.2.0
	keep_run pushed again ci run
	git config rel.backMerge pr && keep_run back && git config --unset rel.backMerge || return
	git rel finish --push -y >/dev/null 2>&1 || return
	keep_run publish approve
	git config rel.rule.protect main && git config rel.rule.no-force 'stable/*' || return
	keep_run protect
}

# Two lines, and a topic; pull request 1 is opened and merged for each run.
forge_picks() {
	local line
	repo_trunk
	git config backport.targets 'stable/*'
	git config backport.labels 'backport, ready'
	echo base >file
	git add file && git commit -qm base || return
	for line in stable/v0.1.x stable/v0.2.x; do git branch $line; done
	quietly git switch -q -c topic
	echo changed >file
	git commit -qam 'Change it'
	quietly git switch -q main
	quietly git push -q origin main topic stable/v0.1.x stable/v0.2.x
	forge_up "$1" || return
	keep_run submit later refresh event
	quietly git switch -q stable/v0.2.x
	echo other >file
	git commit -qam other
	quietly git push -q origin stable/v0.2.x
	quietly git switch -q main
	keep_run conflict
}

keep_run() {
	local of run
	for run; do
		for of in "$R" "$REMOTE"; do
			rm -rf "$T/begin.$run${of#"$T"}"
			mkdir -p "$T/begin.$run${of#"$T"}"
			cp -a "$of/." "$T/begin.$run${of#"$T"}"
		done
	done
}

begin_run() {
	local of
	cd "$T" || return
	for of in "$R" "$REMOTE"; do
		find "$of" -mindepth 1 -delete
		cp -a "$T/begin.$1${of#"$T"}/." "$of"
	done
	cd "$R" || return
	find "$T" -maxdepth 1 -name 'forge.root.*' -exec rm -rf {} +
	FORGE_ROOT=$(mktemp -d "$T/forge.root.XXXXXX")
	if [ -n "$FORGE_SERVED" ]; then
		forge_judged "$FORGE_KIND"
	else
		forge_tell reset "{\"root\": \"$FORGE_ROOT\"}"
	fi && forge_people || return
	case $1 in
	pr | pushed | again | publish | protect | back)
		forge_tell label '{"repo": "acme/widget", "name": "release"}' &&
			forge_tell milestone '{"repo": "acme/widget", "title": "0.2.0"}'
		;;
	ci) begin_ci ;;
	run) begin_workflow ;;
	approve) begin_approve ;;
	*) begin_pick "$1" ;;
	esac || return
	BEGUN=$1
	[ "$1" != again ] || opened_by_bob
}

opened_by_bob() {
	if [ "$FORGE_KIND" = gitlab ]; then
		forge_ask POST "$FORGE_REPO/merge_requests" '{"title": "Not yet",
			"source_branch": "release/v0.2.0", "target_branch": "main"}' "$FORGE_BOB"
	else
		forge_ask POST "$FORGE_REPO/pulls" '{"title": "Not yet",
			"head": "release/v0.2.0", "base": "main"}' "$FORGE_BOB"
	fi >/dev/null
}

# opened <title> <branch>: a pull request into main
opened() {
	case $FORGE_KIND in
	gitlab) set -- merge_requests "$1" source_branch "$2" target_branch ;;
	*) set -- pulls "$1" head "$2" base ;;
	esac
	forge_ask POST "$FORGE_REPO/$1" \
		"{\"title\": \"$2\", \"$3\": \"$4\", \"$5\": \"main\"}" >/dev/null
	forge_answers 201
}

# A comment starts a check.
begin_ci() {
	local name=check of='"name": "gpu", "status": "in_progress"'
	local done_='"name": "gpu", "status": "completed", "conclusion": "success"'
	[ "$FORGE_KIND" = github ] || name=status of='"context": "gpu", "state": "pending"' \
		done_='"context": "gpu", "state": "success"'
	opened 'Release v0.2.0' release/v0.2.0 || return
	forge_tell bot "{\"on\": \"comment\", \"match\": \"^/ci\", \"do\": [
		{\"after\": 2, \"$name\": {$of}}, {\"after\": 9, \"$name\": {$done_}}]}"
}

begin_workflow() {
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"check.yml\",
		\"on\": [\"workflow_dispatch\"], \"polls\": 3, \"jobs\": [\"check\"],
		\"inputs\": {\"level\": {}},
		\"artifacts\": {\"report\": \"$(printf 'all is well' | base64)\"}}"
}

# The tag's workflow waits for a person.
begin_approve() {
	local path='actions/runs?per_page=100'
	[ "$FORGE_KIND" != gitlab ] || path=pipelines
	git -C "$REMOTE" update-ref -d refs/tags/v0.2.0
	forge_tell workflow '{"repo": "acme/widget", "file": "publish.yml",
		"branches": ["refs/tags/v*"], "polls": 1, "environment": "release"}' || return
	git push -q origin v0.2.0 || return
	forge_ask GET "$FORGE_REPO/$path" >/dev/null
	forge_state runs | grep -q '"status": "waiting"' || complain 'nothing waits'
}

# begin_pick <run>: pull request 1 is merged
begin_pick() {
	opened 'Change it' topic || return
	case $FORGE_KIND in
	github) forge_ask PUT "$FORGE_REPO/pulls/1/merge" '{"merge_method": "squash"}' ;;
	gitea) forge_ask POST "$FORGE_REPO/pulls/1/merge" '{"Do": "squash"}' ;;
	gitlab) forge_ask GET "$FORGE_REPO/merge_requests/1" # looks whether it can be
		forge_ask PUT "$FORGE_REPO/merge_requests/1/merge" '{"squash": true}' ;;
	esac >/dev/null
	[[ $(cat "$T/forge.status") == 20[0-4] ]] || complain "$(cat "$T/forge.answer")" || return
	case $FORGE_KIND in
	gitlab) printf '{"object_kind": "note", "object_attributes":
		{"noteable_type": "MergeRequest", "note": "/backport v0.1 v0.2"},
		"merge_request": {"iid": 1}, "user": {"username": "ada"},
		"project": {"path_with_namespace": "acme/widget"}}' ;;
	*) printf '{"action": "created", "issue": {"number": 1, "pull_request": {}},
		"comment": {"body": "/backport v0.1 v0.2"}, "sender": {"login": "ada"},
		"repository": {"full_name": "acme/widget"}}' ;;
	esac >"$T/event.json"
	[ "$1" != later ] || quietly git backport stable/v0.1.x stable/v0.2.x pr/1 || return
	[ "$1" = refresh ] || return 0
	quietly git backport --submit stable/v0.1.x stable/v0.2.x pr/1 || return
	quietly git switch -q stable/v0.2.x
	git commit -q --allow-empty -m moved
	quietly git push -q origin stable/v0.2.x
	quietly git switch -q main
}

do_run() {
	status=0 ENDS=0
	case $1 in
	pr | pushed | again) set -- git rel pr -l release -r carl --milestone 0.2.0 ;;
	publish) set -- git rel publish -y 0.2.0 ;;
	back) set -- git rel finish -y 0.2.0 ;;
	protect) set -- git rel protect apply -y --tagger ada ;;
	ci) set -- git rel ci -l ci-all ;;
	run) set -- git rel ci run check.yml --input level=x --report=report:report.zip
		# a job is what has reports there, and Gitea 1.22 has none
		[ "$FORGE_KIND" != gitlab ] || set -- "${@/report:/check:}"
		[ "$FORGE_KIND" != gitea ] || set -- "${@/--report*/--wait}" ;;
	approve) set -- git rel approve -y 0.2.0 ;;
	submit) set -- git backport --submit stable/v0.1.x stable/v0.2.x pr/1 ;;
	later) set -- git backport submit 1 ;;
	refresh) set -- git backport refresh 1 ;;
	event) set -- git backport ci --event="$T/event.json" ;;
	conflict) ENDS=1
		set -- git backport ci --event="$T/event.json" ;;
	esac
	# bob reviews nothing that he has opened
	[ "$FORGE_KIND" != gitea ] || [ "$BEGUN" = again ] || set -- "${@/carl/bob}"
	output=$("$@" 2>&1) || status=$?
	conflict_is_end "$ENDS"
}

# One that is told of, and for which nobody can do more here, is how it ends well.
conflict_is_end() {
	[ "$status" -ne 1 ] || [ "$1" -eq 0 ] || [ -e .git/rel/journal ] ||
		[[ $output == *error:* || $output == *fatal:* || $output == *'this is left:'* ]] ||
		status=0
}

# go_on: --continue, with output and status
go_on() {
	status=0
	output=$(git rel --continue 2>&1) || status=$?
	conflict_is_end "${ENDS:-0}"
}

whole_run() {
	local state
	state=$(curl -sS "$FORGE_CONTROL/__state/repos/acme%2Fwidget") || return
	"$PYTHON" "$FORGE_HOME/whole.py" "$1" "$FORGE_KIND" <<<"$state" ||
		complain "$(forge_log)" || return
	[ "$1" != back ] || whole_back || return
	[ "$1" != run ] || [ "$FORGE_KIND" = gitea ] || [ "$(cat report.zip)" = 'all is well' ] ||
		complain "$(head -c 300 report.zip)"
}

# The release is out, and develop has nothing of it yet.
whole_back() {
	local tag head
	tag=$(git -C "$REMOTE" rev-parse 'v0.2.0^{}') || return
	[ "$(git -C "$REMOTE" rev-parse main)" = "$tag" ] || complain 'main is not there' || return
	head=$(git -C "$REMOTE" rev-parse back-merge/v0.2.0) || return
	[ "$(git -C "$REMOTE" rev-parse "$head^1" "$head^2")" = \
		"$(git -C "$REMOTE" rev-parse develop)"$'\n'"$tag" ] || complain 'another merge' || return
	[ "$(git rev-parse main 'v0.2.0^{}')" = "$tag"$'\n'"$tag" ] || complain 'not here' || return
	! git -C "$REMOTE" rev-parse -q --verify refs/heads/release/v0.2.0 &&
		[ "$(git branch --show-current)" = develop ]
}

no_run() {
	case $BEGUN in
	again) whole_run old ;;
	run) no_workflow ;;
	approve) forge_state runs | grep -q '"status": "waiting"' ;;
	submit | later | refresh | event | conflict) whole_run "no-$BEGUN" ;;
	*) whole_run none ;;
	esac
}

no_workflow() {
	[ "$(forge_state runs)" = '{}' ] && [ ! -e report.zip ]
}
