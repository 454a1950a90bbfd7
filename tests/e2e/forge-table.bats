# The table of lib/dialect/forge.h, asked of each forge: what is made is found again,
# what is there is not made twice.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	ASK=${B:-build/test}/tests/ask
	[[ $ASK == /* ]] || ASK=$TOP/$ASK
}

# up <kind>: with a branch for a pull request, and a tag
up() {
	forge_up "$1" || return
	git push -q origin develop:refs/heads/topic v0.1.0
	forge_forget
	export FORGE=$1 API=$FORGE_API WEB=$FORGE_URL/$FORGE_PROJECT
	export PROJECT=$FORGE_PROJECT TOKEN=$FORGE_TOKEN
}

# asks <words>... -- <verb> <argument>...: it succeeds and prints each of these
asks() {
	local -a words=()
	while [ "$1" != -- ]; do words+=("$1") && shift; done
	run "$ASK" "${@:2}"
	exits 0 || return
	says "${words[@]}"
}

# pulls <kind>
pulls() {
	up "$1"
	asks may=1 login=ada -- may_push
	asks number=1 state=open draft=0 title=T head=topic base=main label=a label=b -- \
		pull_open head=topic base=main title=T body=B label=a,b reviewer=bob
	asks number=1 "head_id=$(git rev-parse develop)" head_project=acme/widget -- \
		pull_find head=topic base=main
	[ "$(forge_state issues 1 pull reviewers)" = '["bob"]' ]
	asks number=1 head=topic base=main -- pulls
	asks "commit=$(git rev-parse develop) $(git log -1 --format='%ae %s' develop)" -- \
		pull_commits 1
	asks title=N body=B -- pull_edit 1 title=N
	asks draft=1 -- pull_edit 1 draft=1
	asks draft=1 number=1 -- pull_get 1
	asks draft=0 -- pull_edit 1 draft=0
	asks -- labels_add 1 label=c,a
	asks -- label_remove 1 b
	asks label=a label=c -- pull_get 1
	run ! grep -q label=b <<<"$output"
	asks 'body=first <mark>' -- comment_add 1 'first <mark>'
	asks 'body=first <mark>' author=ada -- comment_find 1 '<mark>'
	asks -- comment_edit 1 "$(forge_state issues 1 comments 0 id)" 'second <mark>'
	[ "$(forge_state issues 1 comments 0 body)" = 'second <mark>' ]
	run "$ASK" pull_find head=none base=main
	exits 128
	asks state=closed -- pull_edit 1 open=0
	run "$ASK" pull_find head=topic base=main
	exits 128
}

@test "pull requests of GitHub" { pulls github; }
@test "merge requests of GitLab" { pulls gitlab; }
@test "pull requests of Gitea" { pulls gitea; }

# releases <kind> <draft or nothing>
releases() {
	local word='' n
	[ -z "$2" ] || word=draft=1
	up "$1"
	git log >one
	git log --stat >two
	run "$ASK" release_find v0.1.0
	exits 128
	asks tag=v0.1.0 ${word:+$word} -- release_make tag=v0.1.0 \
		commit="$(git rev-parse 'v0.1.0^{}')" name=N body=B ${word:+$word}
	asks tag=v0.1.0 ${word:+$word} -- release_find v0.1.0
	asks -- assets_send v0.1.0 one two
	asks "asset=one size=$(wc -c <one) " "asset=two size=$(wc -c <two) " whole=1 -- release_find v0.1.0
	asks -- asset_delete v0.1.0 one
	asks -- assets_send v0.1.0 one
	asks "asset=one size=$(wc -c <one) " -- release_find v0.1.0
	[ -z "$word" ] || asks draft=0 -- release_edit v0.1.0 draft=0
	asks body=C -- release_edit v0.1.0 body=C
	asks -- release_delete v0.1.0
	run "$ASK" release_find v0.1.0
	exits 128
}

@test "releases of GitHub" { releases github draft; }
@test "releases of GitLab" { releases gitlab ''; }
@test "releases of Gitea" { releases gitea draft; }

# results <kind> <success> <failure>: what they are called there
results() {
	local sha
	up "$1"
	sha=$(git rev-parse develop)
	forge_ask POST "$FORGE_REPO/statuses/$sha" "{\"state\": \"$2\", \"context\": \"lint\"}" >/dev/null
	forge_ask POST "$FORGE_REPO/statuses/$sha" "{\"state\": \"$3\", \"context\": \"unit\"}" >/dev/null
	asks 'check=lint passed' 'check=unit failed' -- checks "$sha"
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml", "name": "ci", "on": ["push"], "polls": 3}'
	git push -q origin develop:refs/heads/other
	asks waiting -- checks "$sha"
	asks 'check=lint passed' -- checks "$sha"
}

@test "checks of GitHub" { results github success failure; }
@test "checks of GitLab" { results gitlab success failed; }
@test "checks of Gitea" { results gitea success failure; }

@test "checks that are the same are not sent again" {
	local sha etag
	forge_unjudged # Prism fails at a 304
	up github
	sha=$(git rev-parse develop)
	forge_ask POST "$FORGE_REPO/statuses/$sha" '{"state": "success", "context": "lint"}' >/dev/null
	asks same=0 -- checks "$sha"
	etag=${output#*etag=} # of two answers
	etag=${etag%%$'\n'check=*}
	asks same=1 -- checks "$sha" "etag=$etag"
	forge_asked ' 304$' | grep -q GET
}
