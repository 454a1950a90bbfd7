# git rel watch: what a version's tag has started; git rel approve: what waits there.

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

# tagged <forge> <workflow, more of it>
tagged() {
	forge_up "$1"
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"publish.yml\",
		\"branches\": [\"refs/tags/v*\"], \"polls\": 3 ${2-}}"
	quietly git rel start 0.2.0
	quietly git rel finish --push -y
	forge_forget >/dev/null
}

follows() { # follows <forge>
	tagged "$1"
	run git rel watch 0.2.0
	exits 0
	says 'waiting' 'passed'
	run git rel watch
	exits 0
	run git rel watch --json
	exits 0
	says '"result":"passed"'
	run git rel watch 0.3.0
	exits 128
	says "there is no tag 'v0.3.0' on 'origin'"
}

@test "GitHub: the runs of a tag are followed to their end" { follows github; }
@test "GitLab: the runs of a tag are followed to their end" { follows gitlab; }
@test "Gitea: the runs of a tag are followed to their end" { follows gitea; }

@test "one that fails is told" {
	tagged github ', "conclusion": "failure"'
	run git rel watch 0.2.0
	exits 1
	says 'failed   publish (failure)'
}

@test "a tag that started nothing is told, with what may be why" {
	forge_up github
	quietly git rel start 0.2.0
	quietly git rel finish --push -y
	run git rel watch 0.2.0
	exits 1
	says 'no run for tag v0.2.0' 'more than three tags in one push start nothing'
	git tag a v0.2.0^{} && git tag b v0.2.0^{} && git tag c v0.2.0^{}
	git push -q origin a b c
	run git rel watch 0.2.0
	exits 1
	says '4 tags are on it'
}

waits() { # waits <forge>: until it does
	tagged "$1" ', "environment": "release"'
	run git rel watch --timeout=1 0.2.0
	exits 1
	says 'waits for a person' 'git rel approve 0.2.0'
}

state_of() {
	forge_state runs | "$PYTHON" -c '
import json, sys
print(*[r["conclusion"] or r["status"] for r in json.load(sys.stdin).values()])'
}

@test "GitHub: an environment that waits is named, and approved" {
	waits github
	says 'waits for a person: release'
	run git rel approve -n 0.2.0
	exits 0
	says "1. approve 'release' of publish"
	[ "$(state_of)" = waiting ]
	run git rel approve -y -m 'all is well' 0.2.0
	exits 0
	says "approved 'release'"
	run git rel watch 0.2.0
	exits 0
	run git rel approve -y 0.2.0
	exits 1
	says 'nothing of v0.2.0 waits for a person'
}

@test "GitHub: no is no" {
	waits github
	run git rel approve -y --reject -m 'not yet' 0.2.0
	exits 0
	says "rejected 'release'"
	run git rel watch 0.2.0
	exits 1
}

@test "GitLab: a job that waits is started; there is no 'no'" {
	waits gitlab
	run git rel approve -y --reject 0.2.0
	exits 1
	says "GitLab knows no 'no'"
	run git rel approve -y -m 'all is well' 0.2.0
	exits 0
	says 'GitLab keeps no text with what is started: -m is not sent'
	run git rel watch 0.2.0
	exits 0
}

@test "Gitea has nothing that waits, and says so" {
	tagged gitea
	run git rel approve -y 0.2.0
	exits 1
	says 'Gitea has no environments that wait for a person'
}

@test "the answer is lost: it was said, once" {
	waits github
	forge_fault 'POST pending_deployments' lost
	run git rel approve -y 0.2.0
	[ "$status" -eq 0 ] || { run git rel --continue; exits 0; }
	run git rel watch 0.2.0
	exits 0
	[ "$(forge_asked 'POST .*pending_deployments' | wc -l)" -eq 1 ]
}

@test "killed anywhere, approve is completed" {
	local n
	waits github
	for n in $(seq 1 20); do
		CRASH_AT=$n run git rel approve -y 0.2.0
		[ "$status" -eq 99 ] || break
		[ ! -e .git/rel/journal ] || break
	done
	[ "$status" -eq 99 ]
	run git rel --continue
	exits 0
	run git rel watch 0.2.0
	exits 0
}

@test "who may not, or has no token, is told where it is done" {
	waits github
	forge_credentials "$FORGE_BOB"
	run git rel approve -y 0.2.0
	exits 1
	says 'for others to approve'
	forge_no_token
	run git rel approve -y 0.2.0
	exits 1
	says 'there is no token for GitHub' "$FORGE_URL/acme/widget/actions/runs/"
}
