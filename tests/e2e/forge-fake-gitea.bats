# The fake forge, asked as Gitea: it answers and refuses as Gitea does.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	forge_up gitea
	git push -q origin develop:refs/heads/topic
}

ask() { forge_ask "$@" >/dev/null; }
answers() { forge_answers "$@"; }

pr() { ask POST "$FORGE_REPO/pulls" '{"head": "topic", "base": "main", "title": "T"}'; }

@test "a pull request is opened once, found by its ends, and edited" {
	pr
	answers 201 '"number": 1'
	pr
	answers 409 'pull request already exists for these targets'
	ask GET "$FORGE_REPO/pulls/main/topic"
	answers 200 '"number": 1'
	ask GET "$FORGE_REPO/pulls/main/none"
	answers 404
	ask PATCH "$FORGE_REPO/pulls/1" '{"title": "WIP: T"}'
	answers 201 '"draft": true'
	ask POST "$FORGE_REPO/pulls/1/merge" '{"Do": "merge"}'
	answers 405
	ask POST "$FORGE_REPO/pulls" '{"head": "none", "base": "main", "title": "T"}'
	answers 404
	ask POST "$FORGE_REPO/pulls" '{"head": "main", "base": "topic", "title": "T"}'
	answers 422 'no changes between'
	ask POST "$FORGE_REPO/pulls" '{"head": "topic", "base": "main"}'
	answers 422 Required
}

@test "who may not is told so, as Gitea tells it" {
	ask GET user '' wrong
	answers 401 'user does not exist'
	run curl -sS -X POST "$FORGE_API/$FORGE_REPO/pulls"
	says 'token is required'
	ask POST "$FORGE_REPO/branch_protections" '{"rule_name": "main"}' "$FORGE_BOB"
	answers 403
	forge_tell token '{"token": "ro", "login": "ada", "read": true}'
	ask POST "$FORGE_REPO/pulls" '{}' ro
	answers 403 'required scope'
	forge_tell repo '{"name": "acme/widget", "archived": true}'
	pr
	answers 423
}

@test "merging is real" {
	pr
	ask POST "$FORGE_REPO/pulls/1/merge" '{}'
	answers 422 '[Do]'
	ask POST "$FORGE_REPO/pulls/1/merge" "{\"Do\": \"merge\", \"head_commit_id\": \"$(git rev-parse main)\"}"
	answers 409 'head out of date'
	ask POST "$FORGE_REPO/pulls/1/merge" '{"Do": "squash", "MergeTitleField": "One"}'
	answers 200
	[ "$(git -C "$REMOTE" log -1 --format=%s main)" = One ]
	ask GET "$FORGE_REPO/pulls/1/merge"
	answers 204
	ask GET "$FORGE_REPO/commits/$(git -C "$REMOTE" rev-parse main)/pull"
	answers 200 '"number": 1'
	ask GET "$FORGE_REPO/pulls/1/commits?limit=1"
	answers 200 'Improve the feature'
	grep -qi '^x-hasmore: true' "$T/forge.headers"
}

@test "labels are numbers or names; what is not there is left out without a word" {
	pr
	ask POST "$FORGE_REPO/issues/1/labels" '{"labels": ["ci"]}'
	answers 200
	[ "$(forge_state issues 1 labels)" = '[]' ]
	ask POST "$FORGE_REPO/issues/1/labels" '{"labels": ["ci", 1]}'
	answers 400 'labels should be an array of strings or integers'
	ask POST "$FORGE_REPO/labels" '{"name": "ci", "color": "#00aabb"}'
	answers 201
	ask POST "$FORGE_REPO/issues/1/labels" "{\"labels\": [$(forge_state labels ci id)]}"
	answers 200 '"name": "ci"'
	ask DELETE "$FORGE_REPO/issues/1/labels/$(forge_state labels ci id)"
	answers 204
	[ "$(forge_state issues 1 labels)" = '[]' ]
	ask POST "$FORGE_REPO/issues/1/comments" '{"body": "/ci"}'
	answers 201
	ask POST "$FORGE_REPO/pulls/1/requested_reviewers" '{"reviewers": ["bob"]}'
	answers 201 REQUEST_REVIEW
}

@test "a draft release is not found by its tag; assets as a form or as bytes" {
	local id
	git push -q origin v0.1.0
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.1.0", "name": "N", "body": "B", "draft": true}'
	answers 201
	id=$(sed -E 's/^\{"id": ([0-9]+).*/\1/' "$T/forge.answer")
	ask GET "$FORGE_REPO/releases/tags/v0.1.0"
	answers 404
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.1.0"}'
	answers 409
	echo file >f
	run curl -sS -H "Authorization: token $FORGE_TOKEN" -F attachment=@f "$FORGE_API/$FORGE_REPO/releases/$id/assets?name=g"
	says '"name": "g"' '"size": 5'
	run curl -sS -H "Authorization: token $FORGE_TOKEN" -H 'Content-Type: application/octet-stream' --data-binary @f "$FORGE_API/$FORGE_REPO/releases/$id/assets?name=h"
	says '"name": "h"' '"size": 5'
	ask PATCH "$FORGE_REPO/releases/$id" '{"draft": false}'
	answers 200 '"draft": false'
	ask GET "$FORGE_REPO/releases/tags/v0.1.0"
	answers 200
	run curl -sS "$(grep -o 'http://[^"]*/attachments/[0-9]*' "$T/forge.answer" | head -1)"
	[ "$output" = file ]
	ask DELETE "$FORGE_REPO/tags/v0.1.0"
	answers 409
}

@test "branches and tags are protected against pushes and merges" {
	ask POST "$FORGE_REPO/branch_protections" '{"rule_name": "main", "required_approvals": 1,
		"enable_status_check": true, "status_check_contexts": ["ci"]}'
	answers 201 '"required_approvals": 1'
	ask POST "$FORGE_REPO/branch_protections" '{"rule_name": "main"}'
	answers 403
	ask POST "$FORGE_REPO/tag_protections" '{"name_pattern": "v*", "whitelist_usernames": ["ada"]}'
	answers 201
	run git push origin develop:main
	exits 1
	says 'Not allowed to push to protected branch main'
	git push -q origin develop:refs/tags/v2
	forge_credentials "$FORGE_BOB"
	run git push origin develop:refs/tags/v3
	exits 1
	pr
	ask POST "$FORGE_REPO/pulls/1/merge" '{"Do": "merge"}'
	answers 405 approvals
	ask POST "$FORGE_REPO/pulls/1/reviews" '{"event": "COMMENT", "body": "hm"}' "$FORGE_BOB"
	answers 200 '"state": "COMMENT"'
	ask POST "$FORGE_REPO/pulls/1/reviews" '{"event": "APPROVED"}' "$FORGE_BOB"
	answers 200
	ask POST "$FORGE_REPO/pulls/1/merge" '{"Do": "merge"}'
	answers 405 'status checks'
	ask POST "$FORGE_REPO/statuses/$(git rev-parse develop)" '{"state": "success", "context": "ci"}'
	answers 201 '"status": "success"'
	ask POST "$FORGE_REPO/pulls/1/merge" '{"Do": "merge"}'
	answers 200
}

@test "statuses and runs" {
	ask GET "$FORGE_REPO/commits/develop/status"
	answers 200 '"total_count": 0'
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml", "on": ["workflow_dispatch"]}'
	ask POST "$FORGE_REPO/actions/workflows/ci.yml/dispatches" '{"ref": "develop"}'
	answers 204
	ask GET "$FORGE_REPO/commits/develop/status"
	answers 200 '"pending"'
	ask GET "$FORGE_REPO/commits/develop/status"
	answers 200 '"status": "success"' 'ci / build (workflow_dispatch)'
	ask GET "$FORGE_REPO/actions/runs"
	answers 200 '"completed"'
}
