# git rel verify and doctor: what the forge has of a release.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	git config rel.assets 'dist/*'
	mkdir dist
	echo hello >dist/b.txt
	echo dist/ >>.git/info/exclude
}

# shipped <forge>: 0.2.0, tagged, not published
shipped() {
	forge_up "$1"
	quietly git rel start 0.2.0
	quietly git rel finish --push -y
}

# state <success|failure> of a check of the tag
judged() {
	local at
	at=$(git rev-parse 'v0.2.0^{commit}')
	case $FORGE_KIND in
	gitlab) forge_ask POST "$FORGE_REPO/statuses/$at" "{\"state\": \"${1/failure/failed}\", \"name\": \"ci\"}" ;;
	*) forge_ask POST "$FORGE_REPO/statuses/$at" "{\"state\": \"$1\", \"context\": \"ci\"}" ;;
	esac >/dev/null
}

looked_at() {
	shipped "$1"
	run git rel verify 0.2.0
	exits 0
	says "has no release of 'v0.2.0'" 'git rel publish 0.2.0' 'none were run'
	quietly git rel publish -y 0.2.0
	judged success
	run git rel verify 0.2.0
	exits 0
	says "published on ${2}: $FORGE_URL" '1 file, as published from here' '1 passed'
	judged failure
	run git rel verify 0.2.0
	exits 1
	says "'ci' has failed on"
}
@test "GitHub: verify looks at the release, its files and checks" { looked_at github GitHub; }
@test "GitLab: verify looks at the release, its files and checks" { looked_at gitlab GitLab; }
@test "Gitea: verify looks at the release, its files and checks" { looked_at gitea Gitea; }

@test "a draft, a file that is another one, and one that is gone are errors" {
	local id
	shipped github
	quietly git rel publish -y --draft 0.2.0
	run git rel verify 0.2.0
	exits 1
	says 'it is still a draft on GitHub'
	quietly git rel publish -y 0.2.0
	id=$(forge_ask GET "$FORGE_REPO/releases/tags/v0.2.0" | "$PYTHON" -c '
import json, sys
print(json.load(sys.stdin)["assets"][0]["id"])')
	forge_ask DELETE "$FORGE_REPO/releases/assets/$id" >/dev/null
	run git rel verify 0.2.0
	exits 1
	says "'b.txt' is not there as it was published from here"
}

@test "a pull request that was squashed leaves the tag beside main" {
	forge_up github
	git config rel.finish pr
	quietly git rel start 0.2.0
	quietly git rel pr
	quietly git tag -a v0.2.0 -m v0.2.0
	quietly git push origin v0.2.0
	forge_ask PUT "$FORGE_REPO/pulls/1/merge" '{"merge_method": "squash"}' >/dev/null
	git fetch -q origin
	run git rel verify 0.2.0
	exits 1
	says 'pull request #1 was merged as' "'v0.2.0' is beside 'main'"
}

@test "offline, and with a token that was revoked, it is said and is no failure" {
	shipped github
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	forge_credentials wrong
	run git rel verify 0.2.0
	exits 0
	says 'not looked at' 'Bad credentials'
	run git rel doctor --forge
	exits 0
	says 'not looked at'
	forge_down
	run git rel verify 0.2.0
	exits 0
	says 'not looked at'
	run git rel doctor --forge
	exits 0
	says 'not looked at'
}

@test "where nobody has told which forge it is, none is asked" {
	shipped github
	git remote set-url origin "$REMOTE"
	git config --unset rel.forge
	git config --unset rel.forgeUrl
	forge_forget
	run git rel verify 0.2.0
	exits 0
	run git rel doctor --forge
	exits 0
	says 'nobody has told which forge it is'
	[ -z "$(forge_asked)" ] || complain "$(forge_asked)"
}

audited() {
	local who
	shipped "$1"
	git config rel.rule.no-force main
	git config rel.rule.tags-fixed no
	forge_forget
	run git rel doctor
	[ -z "$(forge_asked)" ] || complain "$(forge_asked)"
	run git rel doctor --forge
	exits 0
	says "'main' may be forced" 'git rel protect apply'
	[[ $output != *"has no release of"* ]] # there is none of any
	quietly git rel publish -y 0.2.0
	[ "$1" != gitea ] || who=--tagger=ada # asked there who may make tags
	quietly git rel protect apply -y ${who+"$who"}
	run git rel doctor --forge
	exits 0
	says "has no release of 'v0.1.0'" 'git rel publish --no-assets 0.1.0'
	quietly git rel publish -y --no-assets 0.1.0 # as it says
	[ "$(forge_state releases | grep -o '"name": "b.txt"' | wc -l)" = 1 ] ||
		complain "$(forge_state releases)"
	[[ $output != *'may be forced'* ]]
	forge_credentials "$FORGE_BOB"
	run git rel doctor --forge
	exits 0
}
@test "GitHub: doctor --forge looks at protection and the last releases" { audited github; }
@test "GitLab: doctor --forge looks at protection and the last releases" { audited gitlab; }
@test "Gitea: doctor --forge looks at protection and the last releases" { audited gitea; }

@test "doctor --forge does not claim what a forge cannot hold up" {
	shipped gitlab
	git config rel.finish pr
	git config rel.rule.protect main
	git config rel.rule.tags-fixed no
	quietly git rel protect apply -y
	run git rel doctor --forge
	says 'GitLab holds up what the rules ask for'
	git config rel.requiredReviews 1
	run git rel doctor --forge
	says 'GitLab holds up what it can of the rules'
}

@test "a token in the environment has doctor ask; --no-forge does not" {
	shipped github
	quietly git rel publish -y --draft 0.2.0
	forge_forget
	GH_ENTERPRISE_TOKEN=$FORGE_TOKEN run git rel doctor --no-forge
	[ -z "$(forge_asked)" ]
	GH_ENTERPRISE_TOKEN=$FORGE_TOKEN run git rel doctor
	exits 0
	says 'is still a draft' 'git rel publish 0.2.0'
}

drafts() { # drafts <forge>
	shipped "$1"
	quietly git rel publish -y 0.2.0
	forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "v9.0.0", "draft": true}' >/dev/null
	[ "$1" = gitea ] ||
		forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.2.0", "draft": true}' >/dev/null
	git tag nightly
	forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "nightly", "draft": true}' >/dev/null
	run git rel doctor --forge
	exits 0
	[[ $output != *nightly* ]]
	says "has a draft of 'v9.0.0', and there is no such tag: $FORGE_URL/acme/widget/releases/tag/"
	[ "$1" = gitea ] || says "a draft of 'v0.2.0' is left beside what is published: $FORGE_URL"
	forge_credentials "$FORGE_EVE"
	run git rel doctor --forge
	exits 0
	[[ $output != *v9.0.0* ]]
}
@test "a draft of a tag that only the remote has is one of a tag" {
	shipped github
	quietly git rel publish -y 0.2.0
	git -C "$REMOTE" tag weekly main
	forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "weekly", "draft": true}' >/dev/null
	run git rel doctor --forge
	says "GitHub has a draft of 'weekly', a tag that is on 'origin' and not here: $FORGE_URL/acme/widget/releases/tag/" \
		'git fetch origin refs/tags/weekly:refs/tags/weekly'
	# nobody can tell
	git remote set-url origin "$T/nowhere"
	git config rel.forgeProject acme/widget
	run git rel doctor --forge
	says "GitHub has a draft of 'weekly', and there is no such tag here: $FORGE_URL/acme/widget/releases/tag/"
}

@test "GitHub: doctor --forge names drafts that nobody will publish" { drafts github; }
@test "Gitea: doctor --forge names drafts that nobody will publish" { drafts gitea; }

@test "doctor --forge names what waits for a person" {
	forge_up github
	forge_tell workflow '{"repo": "acme/widget", "file": "publish.yml",
		"branches": ["refs/tags/v*"], "polls": 1, "environment": "release"}'
	quietly git rel start 0.2.0
	quietly git rel finish --push -y
	run git -c rel.ciPoll='0.05 0.1' rel watch --timeout=1 0.2.0
	run git rel doctor --forge
	exits 0
	says "of 'v0.2.0' waits for a person: $FORGE_URL" 'git rel approve 0.2.0'
}
