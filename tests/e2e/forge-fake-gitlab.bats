# The fake forge, asked as GitLab: it answers and refuses as GitLab does.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	forge_up gitlab
	git push -q origin develop:refs/heads/topic
}

ask() { forge_ask "$@" >/dev/null; }
answers() { forge_answers "$@"; }

mr() {
	ask POST "$FORGE_REPO/merge_requests" \
		'{"source_branch": "topic", "target_branch": "main", "title": "T", "labels": "a,b"}'
}

@test "a merge request is opened once, found by its branches, and edited" {
	mr
	answers 201 '"iid": 1' '"labels": ["a", "b"]' '"state": "opened"'
	mr
	answers 409 'Another open merge request already exists for this source branch: !1'
	ask GET "$FORGE_REPO/merge_requests?source_branch=topic&state=opened"
	answers 200 '"iid": 1'
	ask GET "$FORGE_REPO/merge_requests?state=open"
	answers 400 'state does not have a valid value'
	ask PUT "$FORGE_REPO/merge_requests/1" '{"title": "Draft: T", "add_labels": "c", "remove_labels": "a"}'
	answers 200 '"draft": true' '"labels": ["b", "c"]'
	ask POST "$FORGE_REPO/merge_requests" '{"source_branch": "none", "target_branch": "main", "title": "T"}'
	answers 400 'does not exist'
	ask POST "$FORGE_REPO/merge_requests" '{"target_branch": "main"}'
	answers 400 'source_branch is missing, title is missing'
}

@test "who may not is told so, as GitLab tells it" {
	ask GET user '' wrong
	answers 401 '401 Unauthorized'
	ask GET projects/acme%2Fnone
	answers 404 '404 Project Not Found'
	ask GET projects/acme/widget
	answers 404
	ask GET "$FORGE_REPO/protected_branches" '' "$FORGE_BOB"
	answers 403 '403 Forbidden'
	forge_tell token '{"token": "ro", "login": "ada", "read": true}'
	ask POST "$FORGE_REPO/merge_requests" '{}' ro
	answers 403 insufficient_scope
	run curl -sS -o /dev/null -D - "$FORGE_API/version"
	says ' 401 ' 'X-Gitlab-Meta'
}

@test "merging is real, at first it is not known whether it can be" {
	mr
	ask PUT "$FORGE_REPO/merge_requests/1/merge" '{}'
	answers 405
	ask PUT "$FORGE_REPO/merge_requests/1/merge" "{\"sha\": \"$(git rev-parse main)\"}"
	answers 409 'SHA does not match HEAD of source branch'
	ask PUT "$FORGE_REPO/merge_requests/1/merge" '{}' "$FORGE_EVE"
	answers 401
	ask GET "$FORGE_REPO/merge_requests/1"
	answers 200 '"detailed_merge_status": "mergeable"'
	ask PUT "$FORGE_REPO/merge_requests/1/merge" '{"should_remove_source_branch": true}'
	answers 200 '"state": "merged"'
	[ "$(git -C "$REMOTE" log -1 --format=%s main)" = "Merge branch 'topic' into 'main'" ]
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/topic
	ask GET "$FORGE_REPO/merge_requests/1/commits"
	answers 200 'Improve the feature'
}

@test "notes, and those that are commands" {
	mr
	ask POST "$FORGE_REPO/merge_requests/1/notes" '{"body": "/ci"}'
	answers 201 '"body": "/ci"'
	ask POST "$FORGE_REPO/merge_requests/1/notes" '{"body": "/label ~x"}'
	answers 202
	[ "$(forge_state issues 1 labels)" = '["a", "b", "x"]' ]
	ask PUT "$FORGE_REPO/merge_requests/1/notes/$(forge_state issues 1 comments 0 id)" '{"body": "new"}'
	answers 200 '"body": "new"'
}

@test "a release has no draft; its files are packages or uploads, and links" {
	git push -q origin v0.1.0
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.1.0", "name": "N", "description": "B"}'
	answers 201 '"tag_name": "v0.1.0"'
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.1.0"}'
	answers 409 'Release already exists'
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v9"}'
	answers 422 'Ref is not specified'
	echo file >f
	run curl -sS -H "PRIVATE-TOKEN: $FORGE_TOKEN" -T f "$FORGE_API/$FORGE_REPO/packages/generic/widget/0.1.0/f?select=package_file"
	says "$(sha256sum <f | cut -c1-64)"
	link="{\"name\": \"f\", \"url\": \"$FORGE_API/$FORGE_REPO/packages/generic/widget/0.1.0/f\", \"direct_asset_path\": \"/f\"}"
	ask POST "$FORGE_REPO/releases/v0.1.0/assets/links" "$link"
	answers 201 "/-/releases/v0.1.0/downloads/f"
	ask POST "$FORGE_REPO/releases/v0.1.0/assets/links" "$link"
	answers 400 'has already been taken'
	run curl -sSL "$FORGE_URL/acme/widget/-/releases/v0.1.0/downloads/f"
	[ "$output" = file ]
	run curl -sS -H "PRIVATE-TOKEN: $FORGE_TOKEN" -F file=@f "$FORGE_API/$FORGE_REPO/uploads"
	says '"markdown"' '/uploads/'
	ask DELETE "$FORGE_REPO/releases/v0.1.0"
	answers 200 '"tag_name"'
}

@test "branches and tags are protected against pushes, too" {
	ask POST "$FORGE_REPO/protected_branches" '{"name": "release/*", "push_access_level": 40, "merge_access_level": 30}'
	answers 201 '"access_level": 40'
	ask POST "$FORGE_REPO/protected_branches" '{"name": "release/*"}'
	answers 409
	ask GET "$FORGE_REPO/protected_branches/release%2F*"
	answers 200
	ask POST "$FORGE_REPO/protected_tags" '{"name": "v*", "create_access_level": 40}'
	answers 201
	git push -q origin develop:refs/heads/release/1
	forge_credentials "$FORGE_BOB"
	run git push origin develop:refs/heads/release/2
	exits 1
	says 'You are not allowed to push code to protected branches'
	run git push origin develop:refs/tags/v2
	exits 1
	git push -q origin develop:refs/heads/other
}

@test "statuses, pipelines and a deployment that waits" {
	local sha
	sha=$(git rev-parse develop)
	ask POST "$FORGE_REPO/statuses/$sha" '{"state": "failure"}'
	answers 400 'valid value'
	ask POST "$FORGE_REPO/statuses/$sha" '{"state": "running", "name": "x"}'
	answers 201
	ask POST "$FORGE_REPO/statuses/$sha" '{"state": "running", "name": "x"}'
	answers 400 'Cannot transition'
	ask POST "$FORGE_REPO/pipeline" '{"ref": "main"}'
	answers 400 'Missing CI config file'
	forge_tell workflow '{"repo": "acme/widget", "file": ".gitlab-ci.yml", "environment": "prod", "polls": 1}'
	ask POST "$FORGE_REPO/pipeline" '{"ref": "none"}'
	answers 400 'Reference not found'
	ask POST "$FORGE_REPO/pipeline" '{"ref": "develop"}'
	answers 201 '"status": "pending"'
	ask GET "$FORGE_REPO/pipelines?sha=$sha"
	answers 200 '"manual"'
	ask POST "$FORGE_REPO/deployments/$(forge_state deployments | grep -o '"id": [0-9]*' | head -1 | cut -d' ' -f2)/approval" '{"status": "approved"}'
	answers 201
	ask GET "$FORGE_REPO/pipelines?sha=$sha"
	answers 200 '"success"'
	ask GET "$FORGE_REPO/repository/commits/$sha/statuses"
	answers 200 '"name": "build"' '"name": "x"'
}

@test "pages have numbers and links" {
	local i
	for i in 1 2 3; do forge_tell label "{\"repo\": \"acme/widget\", \"name\": \"l$i\"}"; done
	ask GET "$FORGE_REPO/labels?per_page=2"
	grep -qi '^x-next-page: 2' "$T/forge.headers"
	grep -qi '^link: .*page=2.*rel="next"' "$T/forge.headers"
	ask GET "$FORGE_REPO/labels?per_page=2&page=2"
	grep -qi $'^x-next-page: \r' "$T/forge.headers"
}
