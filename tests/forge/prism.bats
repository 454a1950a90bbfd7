# A walk through what is asked of a forge, as each vendor wants it; for prism.sh.

load ../e2e/lib
load ../forge

setup() {
	sealed
	repo_gitflow
	[ -n "${FORGE_SHARED-}" ] || skip 'prism.sh runs this'
}

ask() { forge_ask "$@" >/dev/null; }

# ok <METHOD> <path> [<json>]: it is answered well
ok() {
	ask "$@" || return
	[[ $(cat "$T/forge.status") == [23]?? ]] ||
		complain "$1 $2: $(cat "$T/forge.status"): $(head -c 3000 "$T/forge.answer")"
}

# field <name>: of the last answer
field() {
	"$PYTHON" -c 'import json,sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' \
		"$T/forge.answer" "$1"
}
id() { field id; }

@test "GitHub: pull requests" {
	local r c
	forge_up github
	r=$FORGE_REPO
	git push -q origin develop:refs/heads/topic
	ok POST "$r/pulls" '{"head": "topic", "base": "main", "title": "T", "body": "B", "draft": false}'
	ok GET "$r/pulls?head=acme:topic&state=open&base=main&per_page=100"
	ok GET "$r/pulls/1"
	ok PATCH "$r/pulls/1" '{"title": "T2", "body": "B2", "state": "open"}'
	ok GET "$r/pulls/1/commits"
	ok GET "$r/pulls/1/files"
	ok POST "$r/pulls/1/requested_reviewers" '{"reviewers": ["bob"]}'
	ok POST "$r/issues/1/labels" '{"labels": ["ci"]}'
	ok GET "$r/issues/1/labels"
	ok DELETE "$r/issues/1/labels/ci"
	ok POST "$r/labels" '{"name": "x", "color": "00aabb"}'
	ok GET "$r/labels/x"
	ok PUT "$r/issues/1/labels" '{"labels": ["x"]}'
	ok POST "$r/issues/1/comments" '{"body": "/ci"}'
	c=$(id)
	ok PATCH "$r/issues/comments/$c" '{"body": "new"}'
	ok GET "$r/issues/1/comments"
	ok POST "$r/milestones" '{"title": "0.2.0"}'
	ok GET "$r/milestones?state=all"
	ok PATCH "$r/issues/1" '{"milestone": 1}'
	ok GET "$r/issues?milestone=1&state=all"
	ok GET 'search/issues?q=repo:acme/widget+is:pr+milestone:0.2.0'
	ok POST "$r/pulls/1/reviews" '{"event": "APPROVE"}' "$FORGE_BOB"
	ok GET "$r/pulls/1/reviews"
	ok GET "$r/commits/$(git rev-parse develop)/pulls"
	ok GET "$r/compare/main...topic"
	ok PUT "$r/pulls/1/merge" '{"merge_method": "squash"}'
	ok GET "$r/pulls/1"
	ok GET "$r/collaborators/bob/permission"
	ok GET user
	ok GET "$r"
	ok GET rate_limit
}

@test "GitHub: releases" {
	local r id up
	forge_up github
	r=$FORGE_REPO
	git push -q origin v0.1.0
	ok POST "$r/releases" '{"tag_name": "v0.1.0", "name": "N", "body": "B", "draft": true, "make_latest": "true"}'
	id=$(id)
	up=$(field upload_url)
	git log >f # Prism takes all that is sent for text
	run curl -sS -X POST -H "Authorization: Bearer $FORGE_TOKEN" -H 'User-Agent: test' \
		-H 'X-GitHub-Api-Version: 2022-11-28' -H 'Content-Type: application/gzip' \
		--data-binary @f "${up%\{*}?name=f.tar.gz"
	says "sha256:$(sha256sum <f | cut -c1-64)"
	ok GET "$r/releases?per_page=100"
	ok GET "$r/releases/$id/assets"
	ok PATCH "$r/releases/$id" '{"draft": false}'
	ok GET "$r/releases/tags/v0.1.0"
	ok GET "$r/releases/latest"
	ok POST "$r/releases/generate-notes" '{"tag_name": "v0.1.0"}'
	ok GET "$r/git/ref/tags/v0.1.0"
	ok GET "$r/git/tags/$(git rev-parse v0.1.0)"
	ok DELETE "$r/releases/$id"
}

@test "GitHub: checks, runs and rules" {
	local r id sha
	forge_up github
	r=$FORGE_REPO sha=$(git rev-parse develop)
	ok POST "$r/statuses/$sha" '{"state": "success", "context": "a"}'
	ok GET "$r/commits/$sha/status"
	ok GET "$r/commits/$sha/statuses"
	forge_tell workflow '{"repo": "acme/widget", "file": "rel.yml", "on": ["workflow_dispatch"],
		"environment": "prod", "polls": 1, "artifacts": {"report": "aGk="}}'
	ok POST "$r/actions/workflows/rel.yml/dispatches" '{"ref": "develop", "return_run_details": true}'
	id=$(field workflow_run_id)
	ok GET "$r/commits/$sha/check-runs?filter=latest"
	ok GET "$r/commits/$sha/check-suites"
	ok GET "$r/actions/runs?head_sha=$sha"
	ok GET "$r/actions/runs/$id/pending_deployments"
	ok POST "$r/actions/runs/$id/pending_deployments" "{\"state\": \"approved\", \"comment\": \"ok\",
		\"environment_ids\": [$(forge_state environments prod id)]}"
	ok GET "$r/actions/runs/$id"
	ok GET "$r/actions/runs/$id/artifacts"
	ok GET "$r/environments"
	ok GET "$r/deployments?sha=$sha&environment=prod&per_page=100"
	ok GET "$r/deployments/$(forge_state deployments | grep -o '"id": [0-9]*' | head -1 | cut -d' ' -f2)/statuses?per_page=100"
	ok POST "$r/actions/runs/$id/rerun"
	ok POST "$r/dispatches" '{"event_type": "x"}'
	ok PUT "$r/branches/main/protection" '{"required_status_checks":
		{"strict": false, "contexts": ["build"]}, "enforce_admins": true,
		"required_pull_request_reviews": {"required_approving_review_count": 1},
		"restrictions": null}'
	ok GET "$r/branches/main/protection"
	ok GET "$r/branches/main"
	ok GET "$r/branches"
	ok POST "$r/rulesets" '{"name": "tags", "enforcement": "active", "target": "tag",
		"conditions": {"ref_name": {"include": ["refs/tags/v*"], "exclude": []}},
		"rules": [{"type": "deletion"}, {"type": "update"}]}'
	ok GET "$r/rulesets"
	ok GET "$r/rulesets/$(forge_state rulesets | grep -o '"id": [0-9]*' | cut -d' ' -f2)"
	ok POST "$r/rulesets" '{"name": "heads", "enforcement": "active",
		"conditions": {"ref_name": {"include": ["refs/heads/main"], "exclude": []}},
		"rules": [{"type": "deletion"}]}'
	ok GET "$r/rules/branches/main"
	ok DELETE "$r/branches/main/protection"
}

@test "GitLab" {
	local r sha id
	forge_up gitlab
	r=$FORGE_REPO sha=$(git rev-parse develop)
	git push -q origin develop:refs/heads/topic v0.1.0
	ok POST "$r/merge_requests" '{"source_branch": "topic", "target_branch": "main", "title": "T", "labels": "a,b"}'
	ok GET "$r/merge_requests?source_branch=topic&state=opened"
	ok GET "$r/merge_requests/1"
	ok PUT "$r/merge_requests/1" '{"title": "T2", "add_labels": "c", "remove_labels": "a"}'
	ok POST "$r/merge_requests/1/notes" '{"body": "x"}'
	id=$(id)
	ok PUT "$r/merge_requests/1/notes/$id" '{"body": "y"}'
	ok GET "$r/merge_requests/1/notes"
	ok GET "$r/merge_requests/1/commits"
	ok GET "$r/merge_requests/1/approvals"
	ok GET 'users?username=bob'
	ok POST "$r/milestones" '{"title": "0.2.0"}'
	ok GET "$r/milestones?title=0.2.0"
	ok PUT "$r/merge_requests/1/merge" "{\"sha\": \"$sha\"}"
	ok GET "$r/repository/commits/$sha/merge_requests"
	ok POST "$r/releases" '{"tag_name": "v0.1.0", "name": "N", "description": "B"}'
	git log >f
	run curl -sS -H "PRIVATE-TOKEN: $FORGE_TOKEN" -H 'Content-Type: application/octet-stream' -T f "$FORGE_API/$r/packages/generic/widget/0.1.0/f?select=package_file"
	says "$(sha256sum <f | cut -c1-64)"
	ok GET "$r/packages?package_name=widget&package_version=0.1.0"
	ok GET "$r/packages/$(forge_state packages | grep -o '"id": [0-9]*' | head -1 | cut -d' ' -f2)/package_files"
	ok POST "$r/releases/v0.1.0/assets/links" "{\"name\": \"f\", \"url\": \"$FORGE_API/$r/packages/generic/widget/0.1.0/f\", \"direct_asset_path\": \"/f\"}"
	ok GET "$r/releases/v0.1.0/assets/links"
	ok GET "$r/releases/v0.1.0"
	ok PUT "$r/releases/v0.1.0" '{"description": "C"}'
	ok DELETE "$r/releases/v0.1.0"
	ok POST "$r/statuses/$sha" '{"state": "success", "name": "x"}'
	ok GET "$r/repository/commits/$sha/statuses"
	forge_tell workflow '{"repo": "acme/widget", "file": ".gitlab-ci.yml", "polls": 1}'
	ok POST "$r/pipeline" '{"ref": "develop"}'
	id=$(id)
	ok GET "$r/pipelines?sha=$sha"
	ok GET "$r/pipelines/$id/jobs"
	ok POST "$r/protected_branches" '{"name": "release/*", "push_access_level": 40}'
	ok GET "$r/protected_branches"
	ok POST "$r/protected_tags" '{"name": "v*", "create_access_level": 40}'
	ok GET "$r/protected_tags"
	ok GET "$r"
	ok GET user
	ok GET version
}

@test "Gitea" {
	local r id sha
	forge_up gitea
	r=$FORGE_REPO sha=$(git rev-parse develop)
	git push -q origin develop:refs/heads/topic v0.1.0
	ok POST "$r/pulls" '{"head": "topic", "base": "main", "title": "T", "body": "B"}'
	ok GET "$r/pulls/main/topic"
	ok GET "$r/pulls?state=open"
	ok GET "$r/pulls/1"
	ok PATCH "$r/pulls/1" '{"title": "T2"}'
	ok GET "$r/pulls/1/commits"
	ok GET "$r/pulls/1/files"
	ok POST "$r/labels" '{"name": "ci", "color": "#00aabb"}'
	id=$(id)
	ok GET "$r/labels"
	ok POST "$r/issues/1/labels" "{\"labels\": [$id]}"
	ok DELETE "$r/issues/1/labels/$id"
	ok POST "$r/issues/1/comments" '{"body": "x"}'
	id=$(id)
	ok PATCH "$r/issues/comments/$id" '{"body": "y"}'
	ok GET "$r/issues/1/comments"
	ok GET "$r/issues?state=all&type=pulls"
	ok POST "$r/pulls/1/requested_reviewers" '{"reviewers": ["bob"]}'
	ok POST "$r/pulls/1/reviews" '{"event": "APPROVED"}' "$FORGE_BOB"
	ok POST "$r/milestones" '{"title": "0.2.0"}'
	ok GET "$r/milestones"
	ok POST "$r/pulls/1/merge" '{"Do": "merge"}'
	ok GET "$r/pulls/1/merge"
	ok GET "$r/commits/$(git -C "$REMOTE" rev-parse main)/pull"
	ok POST "$r/releases" '{"tag_name": "v0.1.0", "name": "N", "body": "B", "draft": true}'
	id=$(id)
	git log >f
	run curl -sS -H "Authorization: token $FORGE_TOKEN" -F attachment=@f "$FORGE_API/$r/releases/$id/assets?name=g"
	says '"name":"g"'
	ok GET "$r/releases/$id/assets"
	ok PATCH "$r/releases/$id" '{"draft": false}'
	ok GET "$r/releases/tags/v0.1.0"
	ok GET "$r/releases"
	ok POST "$r/statuses/$sha" '{"state": "success", "context": "ci"}'
	ok GET "$r/commits/$sha/status"
	ok POST "$r/branch_protections" '{"rule_name": "main", "required_approvals": 1}'
	ok GET "$r/branch_protections/main"
	ok GET "$r/branches/main"
	ok POST "$r/tag_protections" '{"name_pattern": "v*"}'
	ok GET "$r/tag_protections"
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml", "on": ["workflow_dispatch"]}'
	ok POST "$r/actions/workflows/ci.yml/dispatches" '{"ref": "develop"}'
	ok GET "$r/actions/runs"
	ok GET "$r/compare/main...develop"
	ok GET "$r"
	ok GET user
	ok GET version
}
