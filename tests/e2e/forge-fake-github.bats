# The fake forge, asked as GitHub: it answers and refuses as GitHub does.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	forge_up github
	git push -q origin develop:refs/heads/topic
}

ask() { forge_ask "$@" >/dev/null; }
answers() { forge_answers "$@"; }

pr() { ask POST "$FORGE_REPO/pulls" '{"head": "topic", "base": "main", "title": "T", "body": "B"}'; }

@test "a pull request is opened once, found by its head, and edited" {
	pr
	answers 201 '"number": 1' '"ref": "topic"' '"state": "open"'
	pr
	answers 422 'Validation Failed' 'A pull request already exists for acme:topic.'
	ask GET "$FORGE_REPO/pulls?head=acme:topic&state=open"
	answers 200 '"number": 1'
	ask GET "$FORGE_REPO/pulls?head=acme:none"
	answers 200 '[]'
	ask PATCH "$FORGE_REPO/pulls/1" '{"title": "T2"}'
	answers 200 '"title": "T2"'
	[ "$(forge_state issues 1 title)" = T2 ]
}

@test "a pull request without a branch, commits or a base is refused" {
	ask POST "$FORGE_REPO/pulls" '{"head": "none", "base": "main", "title": "T"}'
	answers 422 '"field": "head"' '"code": "invalid"'
	ask POST "$FORGE_REPO/pulls" '{"head": "main", "base": "topic", "title": "T"}'
	answers 422 'No commits between topic and main'
	ask POST "$FORGE_REPO/pulls" '{"head": "topic", "base": "none", "title": "T"}'
	answers 422 '"field": "base"'
	ask POST "$FORGE_REPO/pulls" '{"head": "topic", "title": "T"}'
	answers 422 'missing_field'
	ask POST "$FORGE_REPO/pulls" '{"head": '
	answers 400 'Problems parsing JSON'
}

@test "who may not is told so, as GitHub tells it" {
	ask GET user '' wrong
	answers 401 'Bad credentials'
	ask POST "$FORGE_REPO/issues/1/labels" '{"labels": []}' wrong
	answers 401
	forge_tell repo '{"name": "acme/secret", "private": true}'
	ask GET repos/acme/secret '' "$FORGE_EVE"
	answers 404 'Not Found'
	ask PUT "$FORGE_REPO/branches/main/protection" '{}' "$FORGE_BOB"
	answers 404
	run curl -sS -H 'User-Agent:' -o /dev/null -w '%{http_code}' "$FORGE_API/meta"
	[ "$output" = 403 ]
	run git push -q origin HEAD:refs/heads/other
	exits 0
	forge_credentials "$FORGE_EVE"
	run git push origin HEAD:refs/heads/another
	exits 128
	says 403
}

@test "merging is real, in three ways" {
	local n
	for n in merge squash rebase; do
		git push -q -f origin develop:refs/heads/"$n" "$(git rev-parse v0.1.0^{}):refs/heads/to-$n"
		ask POST "$FORGE_REPO/pulls" "{\"head\": \"$n\", \"base\": \"to-$n\", \"title\": \"T $n\"}"
		answers 201
		ask PUT "$FORGE_REPO/pulls/$(forge_state last)/merge" "{\"merge_method\": \"$n\", \"sha\": \"$(git rev-parse main)\"}"
		answers 409 'Head branch was modified'
		ask PUT "$FORGE_REPO/pulls/$(forge_state last)/merge" "{\"merge_method\": \"$n\"}"
		answers 200 '"merged": true'
		[ "$(git -C "$REMOTE" rev-parse "to-$n^{tree}")" = "$(git rev-parse 'develop^{tree}')" ]
		ask PUT "$FORGE_REPO/pulls/$(forge_state last)/merge" '{}'
		answers 405
	done
	[ "$(git -C "$REMOTE" log -1 --format=%P to-merge | wc -w)" = 2 ]
	[ "$(git -C "$REMOTE" log -1 --format=%s to-squash)" = 'T squash (#2)' ]
	[ "$(git -C "$REMOTE" rev-list --count main..to-rebase)" = 2 ]
	ask GET "$FORGE_REPO/pulls/1/commits"
	answers 200 'Add a feature' 'Improve the feature'
	ask GET "$FORGE_REPO/commits/$(forge_state issues 2 pull merge_id)/pulls"
	answers 200 '"number": 2'
}

@test "conflicts and rules hold a merge up" {
	pr
	colleague main 'echo x >b.txt'
	ask PUT "$FORGE_REPO/pulls/1/merge" '{}'
	answers 405 'not mergeable'
	ask GET "$FORGE_REPO/pulls/1"
	answers 200 '"mergeable": false' '"dirty"'
	git push -q -f origin develop:main
	git push -q origin develop:refs/heads/t2
	colleague t2 'echo y >y'
	ask PUT "$FORGE_REPO/branches/main/protection" '{"required_status_checks": null}'
	answers 422 "weren't supplied"
	ask GET "$FORGE_REPO/branches/main/protection"
	answers 404 'Branch not protected'
	ask PUT "$FORGE_REPO/branches/main/protection" '{"required_status_checks":
		{"strict": false, "contexts": ["build"]}, "enforce_admins": true,
		"required_pull_request_reviews": {"required_approving_review_count": 1},
		"restrictions": null}'
	answers 200 '"required_approving_review_count": 1'
	ask POST "$FORGE_REPO/pulls" '{"head": "t2", "base": "main", "title": "T"}'
	ask PUT "$FORGE_REPO/pulls/2/merge" '{}'
	answers 405 'approving review is required'
	ask POST "$FORGE_REPO/pulls/2/reviews" '{"event": "APPROVE"}'
	answers 422 'Can not approve your own pull request'
	ask POST "$FORGE_REPO/pulls/2/reviews" '{"event": "APPROVE"}' "$FORGE_BOB"
	answers 200 APPROVED
	ask PUT "$FORGE_REPO/pulls/2/merge" '{}'
	answers 405 'Required status check'
	ask POST "$FORGE_REPO/statuses/$(git -C "$REMOTE" rev-parse t2)" '{"state": "success", "context": "build"}'
	answers 201
	ask PUT "$FORGE_REPO/pulls/2/merge" '{}'
	answers 200
	git fetch -q
	run git push origin "$(git commit-tree -m x -p origin/main 'origin/main^{tree}'):refs/heads/main"
	exits 1
	says GH006
}

@test "labels, comments, reviewers and milestones" {
	pr
	ask POST "$FORGE_REPO/issues/1/labels" '{"labels": ["new", "ci"]}'
	answers 200 '"name": "new"'
	ask DELETE "$FORGE_REPO/issues/1/labels/none"
	answers 404 'Label does not exist'
	ask DELETE "$FORGE_REPO/issues/1/labels/ci"
	answers 200
	[ "$(forge_state issues 1 labels)" = '["new"]' ]
	ask POST "$FORGE_REPO/issues/1/comments" '{"body": "/ci"}'
	answers 201
	ask PATCH "$FORGE_REPO/issues/comments/$(forge_state issues 1 comments 0 id)" '{"body": "new"}'
	answers 200 '"body": "new"'
	ask POST "$FORGE_REPO/pulls/1/requested_reviewers" '{"reviewers": ["ada"]}'
	answers 422 'author'
	ask POST "$FORGE_REPO/pulls/1/requested_reviewers" '{"reviewers": ["eve"]}'
	answers 422 'not a collaborator'
	ask POST "$FORGE_REPO/pulls/1/requested_reviewers" '{"reviewers": ["bob"]}'
	answers 201 '"login": "bob"'
	ask POST "$FORGE_REPO/milestones" '{"title": "0.2.0"}'
	answers 201
	ask PATCH "$FORGE_REPO/issues/1" '{"milestone": 1}'
	answers 200 '"title": "0.2.0"'
	ask GET 'search/issues?q=repo:acme/widget+is:pr+milestone:0.2.0'
	answers 200 '"total_count": 1'
}

@test "a draft release is not found by its tag; assets come once; what is immutable stays" {
	local up id
	git push -q origin v0.1.0
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.1.0", "name": "N", "body": "B", "draft": true}'
	answers 201 '"draft": true' /api/uploads/
	id=$(forge_ask GET "$FORGE_REPO/releases" | grep -o '"id": [0-9]*' | head -1 | grep -o '[0-9]*')
	ask GET "$FORGE_REPO/releases/tags/v0.1.0"
	answers 404
	up=$FORGE_URL/api/uploads/$FORGE_REPO/releases/$id/assets
	echo file >f
	asset() {
		curl -sS -o "$T/forge.answer" -w '%{http_code}' -H "Authorization: Bearer $FORGE_TOKEN" \
			-H 'Content-Type: application/gzip' --data-binary @f "$up?name=a%20b.tar.gz" >"$T/forge.status"
	}
	asset
	answers 201 '"name": "a.b.tar.gz"' "sha256:$(sha256sum <f | cut -c1-64)"
	asset
	answers 422 already_exists
	forge_tell repo '{"name": "acme/widget", "immutable": true}'
	ask PATCH "$FORGE_REPO/releases/$id" '{"draft": false}'
	answers 200 '"immutable": true'
	ask GET "$FORGE_REPO/releases/tags/v0.1.0"
	answers 200
	asset
	answers 422 'immutable release'
	ask DELETE "$FORGE_REPO/releases/$id"
	answers 204
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.1.0"}'
	answers 422 'tag_name was used by an immutable release'
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v9", "make_latest": true}'
	answers 422 make_latest
}

@test "an upload that breaks off leaves something that is in the way" {
	local id up
	git push -q origin v0.1.0
	ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.1.0", "draft": true}'
	id=$(forge_state releases | grep -o '^{"[0-9]*' | tr -d '{"')
	up=$FORGE_URL/api/uploads/$FORGE_REPO/releases/$id/assets?name=f
	# 100 bytes are told, 4 are sent
	printf 'POST %s HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\nContent-Type: a/b\r\nAuthorization: Bearer %s\r\nContent-Length: 100\r\n\r\nhalf' \
		"${up#"$FORGE_URL"}" "$FORGE_TOKEN" >"/dev/tcp/127.0.0.1/$FORGE_PORT"
	starter() { ask GET "$FORGE_REPO/releases/$id/assets" && grep -q '"starter"' "$T/forge.answer"; }
	wait_until starter
	run curl -sS -H "Authorization: Bearer $FORGE_TOKEN" -H 'Content-Type: a/b' -d whole "$up"
	says already_exists
	ask DELETE "$FORGE_REPO/releases/assets/$(forge_state releases "$id" assets 0 id)"
	answers 204
	forge_fault 'POST /assets' half
	run curl -sS -H "Authorization: Bearer $FORGE_TOKEN" -H 'Content-Type: a/b' -d whole "$up"
	exits '52|56'
	starter
}

@test "a draft becomes ready, which only GraphQL does" {
	local node
	ask POST "$FORGE_REPO/pulls" '{"head": "topic", "base": "main", "title": "T", "draft": true}'
	node=$(grep -o '"node_id": "UHVsbF[^"]*' "$T/forge.answer" | head -1 | cut -d'"' -f4)
	run curl -sS -H "Authorization: Bearer $FORGE_TOKEN" "$FORGE_URL/api/graphql" -d "{\"query\": \"mutation(\$id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: \$id}) { pullRequest { isDraft } } }\",
		\"variables\": {\"id\": \"$node\"}}" -H 'Content-Type: application/json'
	says '"isDraft": false'
	[ "$(forge_state issues 1 pull draft)" = false ]
}

@test "what is long comes in pages, what is old is not sent again" {
	local i etag
	for i in 1 2 3; do forge_tell issue "{\"repo\": \"acme/widget\", \"title\": \"I$i\"}"; done
	ask GET "$FORGE_REPO/issues?per_page=2"
	answers 200 I3 I2
	grep -qiE '^link: <http.*/repositories/[0-9]+/issues\?per_page=2&page=2>; rel="next"' "$T/forge.headers"
	ask GET "repositories/$(forge_state id)/issues?per_page=2&page=2"
	answers 200 I1
	run ! grep -qF I3 "$T/forge.answer"
	etag=$(sed -n 's/^[Ee][Tt]ag: //p' "$T/forge.headers" | tr -d '\r')
	run curl -sS -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $FORGE_TOKEN" \
		-H "If-None-Match: $etag" "$FORGE_API/repositories/$(forge_state id)/issues?per_page=2&page=2"
	[ "$output" = 304 ]
	grep -qi '^x-ratelimit-remaining: ' "$T/forge.headers"
}

@test "a repository that was renamed is found at its new place" {
	forge_tell repo '{"name": "acme/widget", "old_names": ["acme/gadget"]}'
	ask GET repos/acme/gadget/pulls
	answers 301 'Moved Permanently'
	ask PATCH repos/acme/gadget/issues/1 '{}'
	answers 307
	grep -qiE '^location: .*/repositories/[0-9]+/issues/1' "$T/forge.headers"
}

@test "workflows: dispatch, runs, an environment that waits, artifacts" {
	local id
	forge_tell workflow '{"repo": "acme/widget", "file": "rel.yml", "on": ["workflow_dispatch"],
		"inputs": {"version": {"required": true}}, "environment": "prod", "polls": 1,
		"artifacts": {"report": "aGk="}}'
	ask POST "$FORGE_REPO/actions/workflows/none.yml/dispatches" '{"ref": "main"}'
	answers 404
	ask POST "$FORGE_REPO/actions/workflows/rel.yml/dispatches" '{"ref": "main"}'
	answers 422 "Required input 'version' not provided"
	ask POST "$FORGE_REPO/actions/workflows/rel.yml/dispatches" '{"ref": "main", "inputs": {"version": "1"}}'
	answers 204
	ask GET "$FORGE_REPO/actions/runs?event=workflow_dispatch"
	answers 200 '"total_count": 1' '"waiting"'
	id=$(forge_state runs | grep -o '"id": [0-9]*' | head -1 | grep -o '[0-9]*')
	ask GET "$FORGE_REPO/actions/runs/$id/pending_deployments"
	answers 200 '"name": "prod"'
	decide() {
		ask POST "$FORGE_REPO/actions/runs/$id/pending_deployments" \
			"{\"environment_ids\": [$(forge_state environments prod id)], \"state\": \"approved\", \"comment\": \"ok\"}" "$@"
	}
	decide "$FORGE_BOB"
	answers 422
	decide
	answers 200 '"environment": "prod"'
	ask GET "$FORGE_REPO/actions/runs/$id"
	answers 200 '"completed"'
	ask GET "$FORGE_REPO/actions/runs/$id/artifacts"
	answers 200 '"name": "report"'
	ask GET "$FORGE_REPO/commits/main/check-runs"
	answers 200 '"conclusion": "success"'
}

@test "a bot answers after some requests" {
	pr
	forge_tell bot '{"on": "comment", "match": "^/ci", "do": [{"after": 2, "comment": "started"},
		{"after": 3, "check": {"name": "ci", "status": "completed", "conclusion": "success"}}]}'
	ask POST "$FORGE_REPO/issues/1/comments" '{"body": "/ci"}'
	ask GET "$FORGE_REPO/issues/1/comments"
	run ! grep -q started "$T/forge.answer"
	ask GET "$FORGE_REPO/issues/1/comments"
	answers 200 started
	ask GET "$FORGE_REPO/commits/topic/check-runs"
	answers 200 '"name": "ci"'
}
