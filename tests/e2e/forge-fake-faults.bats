# The fake forge goes wrong as it is told.

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

pr() { ask POST "$FORGE_REPO/pulls" '{"head": "topic", "base": "main", "title": "T"}'; }

@test "an answer is lost after it was done, or before" {
	forge_fault 'POST /pulls$' lost
	run pr
	exits '52|56'
	[ "$(forge_state issues 1 title)" = T ]
	forge_fault 'PATCH /pulls/1$' gone
	run ask PATCH "$FORGE_REPO/pulls/1" '{"title": "N"}'
	exits '52|56'
	[ "$(forge_state issues 1 title)" = T ]
	[ "$(forge_asked)" = "POST repos/acme/widget/pulls 201
PATCH repos/acme/widget/pulls/1 0" ]
}

@test "limits, pages for people, redirects, broken and empty answers, once each" {
	forge_fault 'GET ' secondary '"retry_after": 3'
	ask GET user
	answers 403 'secondary rate limit'
	grep -qi '^retry-after: 3' "$T/forge.headers"
	forge_fault 'GET ' primary
	ask GET user
	answers 403 'rate limit exceeded'
	grep -qi '^x-ratelimit-remaining: 0' "$T/forge.headers"
	forge_fault 'GET ' 429
	ask GET user
	answers 429 'Retry later'
	forge_fault 'GET ' html
	ask GET user
	answers 502 '<html>'
	forge_fault 'POST ' redirect '"to": "http://localhost:1{path}", "status": 307'
	pr
	answers 307
	grep -qi '^location: http://localhost:1/api/v3/repos/acme/widget/pulls' "$T/forge.headers"
	forge_fault 'GET ' empty
	ask GET "$FORGE_REPO/pulls"
	answers 200 '[]'
	forge_fault 'GET ' broken
	ask GET user
	answers 200
	run python3 -m json.tool "$T/forge.answer"
	exits 1
	forge_fault 'GET ' cut
	run ask GET user
	exits 18
	forge_fault 'GET /user' slow '"seconds": 0.5'
	ask GET user
	answers 200 '"login": "ada"'
	forge_log_json | grep -q "Bearer $FORGE_TOKEN"
}

@test "two pages of what fits on one, and every answer late" {
	forge_tell issue '{"repo": "acme/widget", "title": "A"}'
	forge_tell issue '{"repo": "acme/widget", "title": "B"}'
	forge_fault 'GET /issues' pages '"times": 0'
	ask GET "$FORGE_REPO/issues?per_page=100"
	grep -qi 'rel="next"' "$T/forge.headers"
	forge_mend
	forge_delay 60
	ask GET user
	[ "$(forge_log_json | grep -o '"ms": [0-9]*' | tail -1 | cut -d' ' -f2)" -ge 60 ]
}

@test "a push is done and its answer lost" {
	forge_fault 'POST git-receive-pack' lost
	run git push -q origin develop:refs/heads/other
	exits '1|128'
	[ "$(git -C "$REMOTE" rev-parse other)" = "$(git rev-parse develop)" ]
}

@test "https with a certificate of its own" {
	forge_down
	forge_up github --tls
	git push -q origin develop:refs/heads/secure
	ask GET user
	answers 200 '"login": "ada"'
	run -60 curl -sS "$FORGE_API/user"
}
