# What lib/dialect/forge.h promises, at each forge, by the fake ones.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	git push -q origin develop:refs/heads/topic
}

up() {
	forge_up "$1"
	export FORGE=$1 API=$FORGE_API WEB=$FORGE_URL/$FORGE_PROJECT
	export PROJECT=$FORGE_PROJECT TOKEN=$FORGE_TOKEN
}

ask() { "$B/tests/ask" "$@"; }

# asked <line>...: the lines are in what the last `run ask` printed
asked() {
	local line
	[ "$status" -eq 0 ] || complain "$status: $output" || return
	for line; do
		grep -qxF -- "$line" <<<"$output" ||
			complain "'$line' is not in: $output" || return
	done
}

# refuses <status> <words>...: so the last `run ask` ended, with these words
refuses() {
	local word
	[ "$status" -eq "$1" ] || complain "$status instead of $1: $output" || return
	for word in "${@:2}"; do
		[[ $output == *"$word"* ]] ||
			complain "'$word' is not in: $output" || return
	done
}

who_may_push() {
	run ask may_push
	asked may=1 login=ada
	TOKEN=$FORGE_EVE run ask may_push
	asked may=0 login=eve
	TOKEN=wrong run ask may_push
	refuses 1 401 "the token of $FORGE_API is not valid"
	env -u TOKEN "$B/tests/ask" may_push >out
	grep -qx requests=0 out
}

pull_request() {
	run ask pull_find head=topic base=main
	refuses 128 "of 'topic' (-2)"
	run ask pull_open head=topic base=main title='Release 1.0' body='a "b" ü' \
		label=release,ci reviewer=bob
	asked number=1 state=open draft=0 'title=Release 1.0' head=topic base=main \
		'body=a "b" ü' head_project=acme/widget author=ada
	run ask pull_find head=topic base=main
	asked number=1 requests=1 label=ci label=release
	run ask pull_find head=topic base=develop
	refuses 128 '(-2)'
	run ask pull_open head=topic base=main title=again
	refuses 1 '(-9)' 'already exists'
	run ask pull_edit 1 title='Release 1.1' label=ci,late
	asked number=1 'title=Release 1.1' label=late label=release
	run ask pull_get 1
	asked 'title=Release 1.1' 'body=a "b" ü' label=late label=ci label=release \
		"head_id=$(git rev-parse origin/develop)"
	run ask pull_get 77
	refuses 128 77 '(-2)'
	run ask pull_edit 1 open=0
	asked state=closed
	run ask pull_find head=topic base=main
	refuses 128 '(-2)'
	run ask pull_edit 1 open=1
	asked state=open 'title=Release 1.1'
}

of_a_fork() {
	git clone -q --bare "$REMOTE" "$T/fork.git"
	git -C "$T/fork.git" branch -q fix develop
	forge_tell repo "{\"name\": \"eve/widget\", \"parent\": \"acme/widget\", \"path\": \"$T/fork.git\"}"
	TOKEN=$FORGE_EVE run ask pull_open head=fix base=main from=eve/widget title=F
	asked number=1 head=fix head_project=eve/widget author=eve
	run ask pull_find head=fix base=main from=eve/widget
	asked number=1 head_project=eve/widget
	run ask pull_find head=fix base=main
	refuses 128 '(-2)'
	run ask pull_get 1
	asked head_project=eve/widget head=fix
	TOKEN=$FORGE_EVE run ask pull_open head=fix base=main from=eve/widget title=F
	refuses 1 '(-9)'
}

draft_request() {
	run ask pull_open head=topic base=main title='Release 1.0' draft=1
	asked number=1 draft=1 'title=Release 1.0'
	run ask pull_edit 1 title='Release 1.1'
	asked draft=1 'title=Release 1.1'
	run ask pull_edit 1 draft=0
	[[ $output != *404* ]] || skip "this forge speaks no GraphQL"
	asked draft=0 'title=Release 1.1'
	run ask pull_edit 1 draft=1
	asked draft=1 'title=Release 1.1'
	run ask pull_find head=topic base=main
	asked draft=1 'title=Release 1.1'
}

labels() {
	ask pull_open head=topic base=main title=T
	run ask labels_add 1 label='needs ci,a/b'
	asked
	run ask pull_get 1
	asked 'label=needs ci' label=a/b
	run ask label_remove 1 'needs ci'
	asked
	run ask label_remove 1 'needs ci'
	asked
	run ask pull_get 1
	asked label=a/b
	[[ $output != *needs* ]]
	run ask labels_add 77 label=a
	refuses 128 77 '(-2)'
	[ -z "${FORGE_SHARED-}" ] || return 0
	forge_fault '(POST|PUT) (issues/1/labels|merge_requests/1)$' status \
		'"status": 200, "json": []'
	run ask labels_add 1 label=c
	refuses 128 "did not add 'c'" '(-8)'
}

comments() {
	local id n
	ask pull_open head=topic base=main title=T
	for n in $(seq 1 "$1"); do ask comment_add 1 "comment $n" >/dev/null; done
	run ask comment_find 1 '<!-- ours -->'
	refuses 128 '(-2)'
	run ask comment_add 1 $'state: bad\n\n<!-- ours -->'
	asked author=ada
	run ask comment_find 1 '<!-- ours -->'
	asked 'body=state: bad'
	id=$(sed -n 's/^id=//p' <<<"$output")
	run ask comment_edit 1 "$id" $'state: good\n\n<!-- ours -->'
	asked
	run ask comment_find 1 '<!-- ours -->'
	asked 'body=state: good' "id=$id"
	run ask comments_after 1 '<!-- ours -->'
	exits 0
	[[ $output != *body=* ]] || complain "$output"
	for n in a b; do ask comment_add 1 "later $n" >/dev/null; done
	run ask comments_after 1 '<!-- ours -->'
	[ "$(grep ^body <<<"$output")" = $'body=later a\nbody=later b' ] || complain "$output"
	run ask comments_after 1 'comment 2'
	[ "$(grep -c ^body <<<"$output")" = "$(($1 + 1))" ] || complain "$output"
}

# release [draft=1]
release() {
	git tag v1.0 origin/main
	git push -q origin v1.0
	printf 'one\n' >one.txt
	head -c 300000 /dev/zero >'two.tar.gz'
	run ask release_find v1.0
	refuses 128 "release 'v1.0'" '(-2)'
	run ask release_make tag=v1.0 name='Widget 1.0' body='- a' "$@"
	asked tag=v1.0 'name=Widget 1.0' 'body=- a' "draft=$([ $# = 0 ] && echo 0 || echo 1)"
	run ask assets_send v1.0 one.txt two.tar.gz
	asked
	[[ $output == *"asset=one.txt size=4 "*"whole=1"* ]]
	grep ^asset= <<<"$output" | sort >sent
	run ask release_find v1.0
	asked 'name=Widget 1.0'
	[[ $output == *"asset=one.txt size=4 "*"whole=1"* ]]
	[[ $output == *"asset=two.tar.gz size=300000 "*"whole=1"* ]]
	cmp sent <(grep ^asset= <<<"$output" | sort)
	run ask release_edit v1.0 body='- b' draft=0
	asked 'body=- b' draft=0 'name=Widget 1.0'
	run ask asset_delete v1.0 one.txt
	asked
	run ask release_find v1.0
	[[ $output != *asset=one.txt* ]]
	run ask release_delete v1.0
	asked
	run ask release_find v1.0
	refuses 128 '(-2)'
}

# status_of <context> <state>: the forge's own words
status_of() {
	local body
	body="{\"state\": \"$2\", \"context\": \"$1\", \"name\": \"$1\"}"
	[ "$FORGE" != gitlab ] || body="{\"state\": \"$2\", \"name\": \"$1\"}"
	[ "$FORGE" = gitlab ] || body="{\"state\": \"$2\", \"context\": \"$1\"}"
	forge_ask POST "$FORGE_REPO/statuses/$(git rev-parse origin/main)" "$body" >/dev/null
	[ "$(cat "$T/forge.status")" = 201 ]
}

checks() {
	local etag id
	id=$(git rev-parse origin/main)
	run ask checks "$id"
	asked same=0
	[[ $output != *check=* ]]
	status_of build pending
	status_of build success
	status_of test "$1"
	run ask checks "$id"
	asked same=0 "check=build passed (success)" "check=test failed ($1)"
	[ "$(grep -c check= <<<"$output")" = 2 ]
	etag=$(sed -n '/^etag=/,/^check=/p' <<<"$output" | sed 's/^etag=//; /^check=/d')
	[ -n "$etag" ] || skip "this forge gives no etag"
	run ask checks "$id" "etag=$etag"
	asked same=1
	[[ $output != *check=* ]]
	status_of test success
	run ask checks "$id" "etag=$etag"
	asked same=0 "check=build passed (success)" "check=test passed (success)"
}

# seen_last: closed, merged and approved ones are found, too, the newest first
seen_last() {
	local at=pulls say=APPROVED
	[ "$FORGE" != github ] || say=APPROVE
	run ask pull_last head=topic base=main
	refuses 128 'there is no open'
	ask pull_open head=topic base=main title=T
	run ask approvals 1
	asked "approvals=0 refused=0"
	if [ "$FORGE" = gitlab ]; then
		at=merge_requests
		forge_ask POST "$FORGE_REPO/$at/1/approve" '{}' "$FORGE_BOB" >/dev/null
	else
		forge_ask POST "$FORGE_REPO/pulls/1/reviews" '{"event": "REQUEST_CHANGES", "body": "no"}' "$FORGE_BOB" >/dev/null
		run ask approvals 1
		asked "approvals=0 refused=1"
		forge_ask POST "$FORGE_REPO/pulls/1/reviews" "{\"event\": \"$say\"}" "$FORGE_BOB" >/dev/null
		forge_ask POST "$FORGE_REPO/pulls/1/reviews" '{"event": "COMMENT", "body": "hm"}' "$FORGE_BOB" >/dev/null
	fi
	run ask approvals 1
	asked "approvals=1 refused=0"
	ask pull_edit 1 open=0
	run ask pull_last head=topic base=main
	asked number=1 state=closed
	ask pull_open head=topic base=main title=U
	run ask pull_last head=topic base=main
	asked number=2 state=open
	run ask pull_last head=topic base=develop
	refuses 128 'there is no open'
}

merging() {
	local head
	ask pull_open head=topic base=main title=T
	[ "$FORGE" != gitlab ] || forge_ask PUT "$FORGE_REPO/merge_requests/1/merge" '{}' >/dev/null
	head=$(git rev-parse origin/develop)
	run ask pull_merge 1 head_id="$(git rev-parse origin/main)"
	refuses 1 'cannot merge' '(-3)'
	run ask pull_merge 1 title='Land T' message='of ada'
	asked
	git fetch -q
	asked "commit=$(git rev-parse origin/main)"
	git merge-base --is-ancestor "$head" origin/main
	[ "$(git log -1 --format=%s origin/main)" = 'Land T' ]
	run ask pull_get 1
	asked state=merged "merge_id=$(git rev-parse origin/main)"
	run ask pulls_of_commit "$(git rev-parse origin/main)"
	asked number=1 state=merged title=T
	run ask pulls_of_commit "$(git rev-parse origin/main~2)"
	asked
	run ! ask pull_merge 1
	[[ $output == *'cannot merge'* ]]
}

# running <status> <gate> <artifact> <word of the deployment> <held>: a run that waits
# for a person, and keeps a file
running() {
	local id main
	main=$(git rev-parse origin/main)
	forge_tell workflow '{"repo": "acme/widget", "file": "rel.yml", "polls": 1,
		"on": ["workflow_dispatch"], "inputs": {"version": {"required": true}},
		"environment": "prod", "artifacts": {"report": "YWJj"}}'
	run ask run_start rel.yml none input=version=1.0
	refuses "$1" none
	run ask run_start rel.yml main input=version=1.0
	asked
	[[ $output == *"result=waiting"* ]]
	id=$(sed -n 's/^run=//p' <<<"$output")
	[ -n "$id" ]
	run ask runs "$main"
	asked "run=$id" "commit=$main"
	run ask run_get "$id"
	asked "run=$id"
	run ask gates "$id"
	asked "gate=$2 mine=1"
	run ask deployment "$main" prod
	[[ $output == *"result=waiting ($4) held=$5 http"* ]]
	run ask deployment "$main" PROD2
	refuses 128 'there is none' '(-2)'
	run ask gates "$id" yes=1
	asked
	ask run_get "$id" >/dev/null
	ask run_get "$id" >/dev/null
	run ask run_get "$id"
	asked "result=passed (success) held=0"
	run ask deployment "$main" prod
	[[ $output == *"result=passed (success) held=0 http"* ]]
	run ask gates "$id"
	asked
	[[ $output != *gate=* ]]
	run ask artifacts "$id"
	[[ $output == *"artifact=$3 size=3 http"* ]]
}

# end_issue <number>: it is closed
end_issue() {
	case $FORGE in
	gitlab) forge_tell 'do' "{\"repo\": \"acme/widget\", \"issue\": $1, \"close\": true}" ;;
	*) forge_ask PATCH "$FORGE_REPO/issues/$1" '{"state": "closed"}' >/dev/null ;;
	esac
}

# scope <requests for what is in a milestone>: where that is nothing, one asks for the
# milestone itself, unless its number had to be asked for first
scope() {
	forge_tell milestone '{"repo": "acme/widget", "title": "1.0"}'
	forge_tell issue '{"repo": "acme/widget", "title": "I1", "milestone": "1.0", "labels": ["bug"]}'
	forge_tell issue '{"repo": "acme/widget", "title": "I2", "labels": ["bug"]}'
	run ask pull_open head=topic base=main title=P milestone=1.0 label=bug
	asked milestone=1.0
	run ask pull_open head=develop base=main title=P milestone=7.0
	refuses 128 "there is no open milestone '7.0'"
	run ask scope milestone=1.0
	asked
	[ "$output" = "requests=$1" ]
	run ask scope milestone=1.0 open=1
	asked
	[ "$(grep -c '=.* 0 ' <<<"$output")" = 2 ]
	[[ $output == *'issue='*' 0 I1'* ]]
	[[ $output == *'pull='*' 0 P'* ]]
	run ask scope label=bug open=1 since=2024-01-01T00:00:00Z
	[ "$(grep -c '=.* 0 ' <<<"$output")" = 3 ]
	run ask scope label=none open=1
	[[ $output != *' 0 '* ]]
	[ "$FORGE" != gitlab ] || return 0
	end_issue 1
	run ask scope milestone=1.0
	asked 'issue=1 1 I1'
	run ask scope milestone=1.0 since=2100-01-01T00:00:00Z
	[[ $output != *I1* ]]
}

@test "GitHub: who may push is told by the token" { up github; who_may_push; }
@test "GitHub: a pull request is found, opened once, changed" { up github; pull_request; }
@test "GitHub: one from a fork is another than one of the same branch here" { up github; of_a_fork; }
@test "GitHub: a draft stays one until it is said" { up github; draft_request; }
@test "GitHub: labels come and go" { up github; labels; }
@test "GitHub: a comment is found by what is in it" { up github; comments 101; }
@test "GitHub: a release is a draft until it is published" { up github; release draft=1; }
@test "GitHub: a pull request is found when it is no longer open, and who approves" { up github; seen_last; }
@test "GitHub: a pull request is merged as it was seen, or not at all" { up github; merging; }
@test "GitHub: what belongs to a release is told by milestone and label" { up github; scope 2; }
@test "GitHub: a run is started, found, let through, and what it kept is there" { up github; running 1 prod report pending 0; }
@test "GitHub: checks are asked for again only if there are new ones" { up github; checks failure; }

@test "GitLab: who may push is told by the token" { up gitlab; who_may_push; }
@test "GitLab: a merge request is found, opened once, changed" { up gitlab; pull_request; }
@test "GitLab: one from a fork is another than one of the same branch here" { up gitlab; of_a_fork; }
@test "GitLab: a draft stays one until it is said" { up gitlab; draft_request; }
@test "GitLab: labels come and go" { up gitlab; labels; }
@test "GitLab: a comment is found by what is in it" { up gitlab; comments 101; }
@test "GitLab: a release has links to the files of a package" { up gitlab; release; }
@test "GitLab: a merge request is found when it is no longer open, and who approves" { up gitlab; seen_last; }
@test "GitLab: a merge request is merged as it was seen, or not at all" { up gitlab; merging; }
@test "GitLab: what belongs to a release is told by milestone and label" { up gitlab; scope 3; }
@test "GitLab: a run is started, found, let through, and what it kept is there" { up gitlab; running 1 build build blocked 1; }
@test "GitLab: checks are asked for again only if there are new ones" { up gitlab; checks failed; }

@test "Gitea: who may push is told by the token" { up gitea; who_may_push; }
@test "Gitea: a pull request is found, opened once, changed" { up gitea; pull_request; }
@test "Gitea: one from a fork is another than one of the same branch here" { up gitea; of_a_fork; }
@test "Gitea: a draft stays one until it is said" { up gitea; draft_request; }
@test "Gitea: labels come and go" { up gitea; labels; }
@test "Gitea: a comment is found by what is in it" { up gitea; comments 51; }
@test "Gitea: a release is a draft until it is published" { up gitea; release draft=1; }
@test "Gitea: a pull request is found when it is no longer open, and who approves" { up gitea; seen_last; }
@test "Gitea: a pull request is merged as it was seen, or not at all" { up gitea; merging; }
@test "Gitea: what belongs to a release is told by milestone and label" { up gitea; scope 2; }
@test "Gitea: checks are asked for again only if there are new ones" { up gitea; checks failure; }

@test "GitLab has no drafts of releases, and says so" {
	up gitlab
	run ask release_make tag=v1.0 draft=1
	refuses 1 'GitLab has no draft releases' '(-5)'
	grep -qx requests=0 <<<"$output"
}

@test "Gitea: a run is started and found; nothing waits for a person there" {
	local id
	up gitea
	forge_tell workflow '{"repo": "acme/widget", "file": "rel.yml", "on": ["workflow_dispatch"]}'
	run ask run_start rel.yml main
	asked
	id=$(sed -n 's/^run=//p' <<<"$output")
	run ask run_get "$id"
	asked "run=$id" "commit=$(git rev-parse origin/main)"
	run ask runs "$(git rev-parse origin/main)"
	asked "run=$id"
	run ask gates "$id"
	refuses 1 'Gitea has no environments'
	run ask deployment "$(git rev-parse origin/main)" prod
	refuses 1 "Gitea tells of no deployments to 'prod'"
}

@test "what is not proven is no success, and done again it is one" {
	up github
	forge_fault 'POST /pulls$' broken
	run ask pull_open head=topic base=main title=T
	refuses 128 "cannot open a pull request of 'topic'" 'answer of GitHub' '(-8)'
	run ask pull_open head=topic base=main title=T
	refuses 1 '(-9)'
	run ask pull_find head=topic base=main
	asked number=1
	forge_fault 'GET /pulls/1$' status '"status": 201, "json": {}'
	run ask pull_get 1
	refuses 128 'answered 201 where 200 was to come' '(-8)'
	forge_fault 'GET /pulls/1$' status '"status": 200, "json": {"number": "1"}'
	run ask pull_get 1
	refuses 128 'pull request #1: ' "the answer's" '(-8)'
	forge_fault 'GET /pulls' empty
	run ask pull_find head=topic base=main
	refuses 128 '(-2)'
	forge_fault 'GET /pulls/1$' status '"status": 500, "text": "<html>no</html>"'
	run ask pull_get 1
	refuses 128 'answers 500' '(-8)'
	[[ $output != *html* ]]
}

@test "pages are followed to the end, and never to another host" {
	up github
	ask pull_open head=topic base=main title=T
	forge_fault 'GET /pulls\?' pages '"size": 1, "times": 0'
	run ask pull_find head=topic base=main
	asked number=1
	forge_mend
	forge_fault 'GET /pulls\?' status '"status": 200, "json": [], "headers":
		{"Link": "<http://other.invalid/api/v3/x>; rel=\"next\""}'
	run ask pull_find head=topic base=main
	refuses 128 'GitHub leads to another host' '(-8)'
}

@test "an upload goes nowhere else with the token" {
	forge_unjudged
	up github
	git tag v1.0 origin/main
	git push -q origin v1.0
	ask release_make tag=v1.0 draft=1
	printf x >a.txt
	forge_fault 'GET /releases\?' status '"status": 200, "json": [{"id": 1, "tag_name": "v1.0",
		"html_url": "http://h/", "upload_url": "http://other.invalid/up{?name,label}"}]'
	run ask assets_send v1.0 a.txt
	refuses 1 'http://other.invalid/up' 'gets no token' '(-5)'
	grep -qx requests=1 <<<"$output"
}

# guarded <approvals>: a branch that is not protected
guarded() {
	git push -q origin develop:refs/heads/release/1.0
	run ask guard release/1.0
	asked "protected=0 push=1 approvals=$1"
	run ask guard none
	refuses 128 "protection of 'none'" '(-2)'
}

@test "GitHub: what protects a branch is known without being an admin" {
	up github
	guarded 0
	forge_ask POST "$FORGE_REPO/rulesets" '{"name": "r", "target": "branch", "enforcement": "active",
		"conditions": {"ref_name": {"include": ["refs/heads/release/*"], "exclude": []}},
		"rules": [{"type": "pull_request", "parameters": {"required_approving_review_count": 2,
			"dismiss_stale_reviews_on_push": false, "require_code_owner_review": false,
			"require_last_push_approval": false, "required_review_thread_resolution": false}},
		{"type": "required_status_checks", "parameters": {"required_status_checks": [{"context": "ci"}],
			"strict_required_status_checks_policy": false}}]}' >/dev/null
	[ "$(cat "$T/forge.status")" = 201 ]
	TOKEN=$FORGE_BOB run ask guard release/1.0
	asked 'protected=1 push=0 approvals=2' check=ci
}

@test "GitLab: what protects a branch is known without being an admin" {
	up gitlab
	guarded -1
	forge_ask POST "$FORGE_REPO/protected_branches" '{"name": "release/*", "push_access_level": 0}' >/dev/null
	[ "$(cat "$T/forge.status")" = 201 ]
	TOKEN=$FORGE_BOB run ask guard release/1.0
	asked 'protected=1 push=0 approvals=-1'
}

@test "Gitea: what protects a branch is known without being an admin" {
	up gitea
	guarded 0
	forge_ask POST "$FORGE_REPO/branch_protections" '{"rule_name": "release/*", "required_approvals": 2,
		"enable_status_check": true, "status_check_contexts": ["ci"]}' >/dev/null
	[ "$(cat "$T/forge.status")" = 201 ]
	TOKEN=$FORGE_BOB run ask guard release/1.0
	asked 'protected=1 push=0 approvals=2' check=ci
}
