# git rel publish: the release on the forge with its files, and what publishes it
# elsewhere.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	git config rel.notesStyle keepachangelog
	printf '# Changelog\n\n## [Unreleased]\n\n### Added\n- a thing\n' >CHANGELOG.md
	printf 'dist/\n' >.gitignore
	quietly git switch -q develop
	quietly git add .
	quietly git commit -qm 'feat: a thing'
	quietly git push -q origin develop
	mkdir dist
	head -c 300000 /dev/zero >dist/a.tar.gz
	echo hello >dist/b.txt
	git config rel.assets 'dist/*.gz dist/*.txt'
}

released() { # released <forge> [<version>]
	[ -n "${FORGE_KIND-}" ] || forge_up "$1"
	quietly git rel start "${2-0.2.0}"
	quietly git rel finish --push -y
	forge_forget >/dev/null
}

publish() { run git rel publish -y "$@"; }

releases() { forge_state releases; }

# The one release there is, published, with each file once.
whole() {
	releases | "$PYTHON" -c '
import json, sys
r = list(json.load(sys.stdin).values())
assert len(r) == 1, r
r = r[0]
assert r["tag"] == "v0.2.0" and not r["draft"], r
names = sorted(a["name"] for a in r["assets"] if a["whole"]) or \
	sorted(a["name"] for a in r["links"])
assert names == ["a.tar.gz", "b.txt"], r
' || complain "$(releases)"
}

@test "GitHub: a draft, its files, then it is published, with no request too many" {
	released github
	publish 0.2.0
	exits 0
	says 'uploaded 2 files' "published: $FORGE_URL/acme/widget/releases/tag/v0.2.0"
	whole
	# gh release create: one to look, one to make it, one a file, one to publish
	[ "$(forge_asked | wc -l)" -le 5 ] || complain "$(forge_asked)"
	[ "$(forge_asked | tail -1)" = "$(forge_asked ^PATCH)" ]
	publish 0.2.0
	exits 0
	says 'v0.2.0 is published already'
	whole
}

git_asked() { forge_log '/info/refs|/git-upload-pack'; }

@test "a release without notes has no text, and --show says so" {
	released github
	git config rel.notesStyle none
	run git rel publish --show 0.2.0
	exits 0
	[ "$output" = 'there are no notes of 0.2.0: its text is empty' ] || complain
	[ -z "$(git rel publish --show 0.2.0 2>/dev/null)" ]
}

@test "GitHub tells of the tag and the release at once, and git asks nothing" {
	released github
	git remote set-url origin "http://$(forge_guessed)/acme/widget.git"
	publish 0.2.0
	exits 0
	[[ $(forge_asked | head -1) == POST\ *graphql\ 200 ]] || complain "$(forge_asked)"
	[ "$(forge_asked | wc -l)" = 5 ] || complain "$(forge_asked)"
	[ -z "$(git_asked)" ] || complain "$(git_asked)"
}

# lagging: GraphQL answers with all tags, and with no release
lagging() {
	local nodes
	nodes=$(git for-each-ref refs/tags --format='{"name": "%(refname:strip=2)", "target":
		{"__typename": "Tag", "oid": "%(objectname)", "target":
		{"__typename": "Commit", "oid": "%(*objectname)"}}}' | jq -s -c .)
	forge_fault 'POST graphql' status "\"status\": 200, \"json\": {\"data\": {\"repository\":
		{\"release\": null, \"refs\": {\"pageInfo\": {\"hasNextPage\": false}, \"nodes\": $nodes}}}}"
}

@test "GitHub: an answer that does not have the release yet makes no second one" {
	released github
	publish --draft 0.2.0
	exits 0
	lagging
	publish 0.2.0
	exits 0
	says 'published: '
	whole
	lagging
	publish 0.2.0
	exits 0
	whole
	[ "$(forge_asked 'POST .*/releases 201' | wc -l)" -eq 1 ] || complain "$(forge_asked)"
}

@test "git asks for the tag where the forge cannot tell, or is not where the remote is" {
	released github
	forge_fault 'POST /api/graphql' status '"status": 502, "times": 0'
	git_tells
	forge_mend
	git tag -a -m 'a tag' of-a-tag v0.2.0
	quietly git push -q origin of-a-tag
	git_tells
	git push -q origin :of-a-tag
	for i in {1..100}; do echo "create refs/tags/t$i refs/tags/v0.2.0"; done |
		git -C "$REMOTE" update-ref --stdin
	git_tells
	git remote set-url origin "$REMOTE"
	git config rel.forgeProject acme/widget
	git_tells
}

git_tells() {
	forge_forget >/dev/null
	publish -n 0.2.0
	exits 0
	says 'make the draft of v0.2.0 on GitHub'
	case $(git remote get-url origin) in
	http*) [ -n "$(git_asked)" ] || complain "$(forge_log)" ;;
	*) [ -z "$(forge_asked graphql)" ] || complain "$(forge_log)" ;;
	esac
}

@test "a tag that is another one on the forge is not published" {
	released github
	git -C "$REMOTE" tag -f v0.2.0 develop
	remember
	publish 0.2.0
	refused 1 "tag 'v0.2.0' is another one on 'origin' than here"
	[ "$(releases)" = '{}' ]
}

@test "GitLab: the release, and its files as packages that it links to" {
	released gitlab
	publish 0.2.0
	exits 0
	whole
	publish 0.2.0
	exits 0
	says 'is published already'
	whole
}

@test "GitLab: while the files cannot be sent there is no release" {
	released gitlab
	forge_fault 'PUT packages' status '"status": 500, "times": 0'
	publish 0.2.0
	exits 128
	[ "$(releases)" = '{}' ] || complain "$(releases)"
	forge_mend
	forge_forget >/dev/null
	publish 0.2.0
	exits 0
	whole
	[ -z "$(forge_asked 'POST .*/assets/links')" ] || complain "$(forge_asked)"
	[[ $(echo "$output" | grep -E '^(uploaded|published)' | head -1) == uploaded* ]] || complain "$output"
}

@test "Gitea: a draft, its files, then it is published" {
	released gitea
	publish 0.2.0
	exits 0
	whole
	publish 0.2.0
	exits 0
	says 'is published already'
	whole
}

@test "its text is the notes at the tag, its title what is set" {
	released github
	git config rel.releaseTitle 'Widget {tag}'
	printf 'more\n' >>CHANGELOG.md
	publish 0.2.0
	exits 0
	releases | grep -qF '"name": "Widget v0.2.0"'
	releases | grep -qF '"body": "### Added\n- a thing"'
}

@test "its text may be that of a file, such as a report" {
	released github
	remember
	publish -F nowhere.md 0.2.0
	refused 128 nowhere.md
	printf ' \n' >"$T/report.md"
	publish -F "$T/report.md" 0.2.0
	refused 1 'is empty'
	printf 'a\0b' >"$T/report.md"
	publish -F "$T/report.md" 0.2.0
	refused 1 'is no text'
	printf '## Report\n\nAll is well.\n' >"$T/report.md"
	publish -n --file "$T/report.md" 0.2.0
	exits 0
	says "\"\$(cat $T/report.md)\" v0.2.0"
	publish --file "$T/report.md" 0.2.0
	exits 0
	[ "$(releases | jq -r '.[].body')" = $'## Report\n\nAll is well.' ]
	publish --file "$T/report.md" 0.2.0
	exits 0
	says 'is published already'
}

@test "a dry run tells each step, and makes nothing" {
	released github
	remember
	run git rel publish -n 0.2.0
	exits 0
	says '1. make the draft of v0.2.0 on GitHub' '2. upload a.tar.gz, b.txt' '3. publish it' \
		"gh release create -R $(forge_guessed)/acme/widget --draft"
	unchanged
	[ "$(releases)" = '{}' ]
}

# Every answer to what is written is lost once.
answers_lost() {
	local fault
	released "$1"
	for fault in '^POST releases$' '^(POST|PUT) (assets|packages).*b.txt' '^PATCH releases/' \
		'^POST links$'; do
		forge_fault "${fault#^}" lost
	done
	for _ in 1 2 3 4; do
		publish 0.2.0
		[ "$status" -ne 0 ] || break
		run git rel --continue
		[ "$status" -ne 0 ] || break
	done
	publish 0.2.0
	exits 0
	says 'is published already'
	whole
}

@test "GitHub: whatever answer is lost, there is one release, each file once" {
	answers_lost github
}

@test "GitLab: whatever answer is lost, there is one release, each file once" {
	answers_lost gitlab
}

@test "Gitea: whatever answer is lost, there is one release, each file once" {
	answers_lost gitea
}

@test "an upload that breaks off is made anew, and nothing is published before" {
	released github
	forge_fault 'POST assets\?name=a' gone '"times": 0'
	publish 0.2.0
	exits 128
	says 'git rel --continue'
	releases | grep -qF '"draft": true'
	forge_mend
	run git rel --continue
	exits 0
	whole
}

@test "a release that a pipeline has made keeps its text, and gets what it lacks" {
	released github
	forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.2.0", "name": "by CI", "body": "generated"}' >/dev/null
	publish 0.2.0
	exits 0
	says 'it is published with a text of its own, which stays'
	whole
	releases | grep -qF '"name": "by CI"'
}

# half_sent <forge> <match> <draft> <deed>: of two files that a release lacks one arrives
half_sent() {
	released "$1"
	forge_ask POST "$FORGE_REPO/releases" \
		"{\"tag_name\": \"v0.2.0\", \"name\": \"v0.2.0\", \"body\": \"text\", \"draft\": $3}" >/dev/null
	forge_fault "$2" status '"status": 422, "times": 0, "json": {"message": "no"}'
	publish 0.2.0
	[ "$status" -ne 0 ]
	says "hint: $4: a.tar.gz; for all we know not: b.txt" \
		'it is decided: git rel --continue' 'git rel --quit forgets it'
	[[ $output != *'nothing was changed'* ]] || complain "$output"
	forge_mend
	run git rel --continue
	exits 0
	releases | grep -qF a.tar.gz
	releases | grep -qF b.txt
}

@test "GitHub: the second of two files is refused: what is there is no nothing" {
	half_sent github 'POST assets\?name=b' false sent
}

@test "Gitea: the second of two files is refused: what is there is no nothing" {
	half_sent gitea 'POST assets\?name=b' false sent
}

@test "GitLab: the second of two files is refused: what is there is no nothing" {
	released gitlab
	forge_fault 'PUT packages.*/b.txt' status '"status": 422, "times": 0, "json": {"message": "no"}'
	publish 0.2.0
	exits 1
	says "asset 'b.txt'" 'sent: a.tar.gz; for all we know not: b.txt' 'it is decided: git rel --continue'
	[[ $output != *'nothing was changed'* ]] || complain "$output"
	forge_mend
	run git rel --continue
	exits 0
	whole
}

@test "GitLab: the second of two links is refused: which one is there is told" {
	released gitlab
	publish --no-assets 0.2.0
	exits 0
	forge_fault 'POST links' status '"status": 422, "times": 0, "after": 1, "json": {"message": "no"}'
	publish 0.2.0
	[ "$status" -ne 0 ]
	says 'linked: a.tar.gz; for all we know not: b.txt' 'it is decided: git rel --continue'
	forge_mend
	run git rel --continue
	exits 0
	whole
}

@test "the first of two files is refused: nothing was changed" {
	released github
	forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.2.0", "name": "by CI", "body": "generated"}' >/dev/null
	forge_fault 'POST assets\?name=' status '"status": 422, "times": 0, "json": {"message": "no"}'
	publish 0.2.0
	exits 1
	says 'nothing was changed'
	[ ! -e .git/rel/journal ]
}

@test "a file of what is published is never replaced" {
	released github
	publish 0.2.0
	exits 0
	echo other >dist/b.txt
	remember
	publish 0.2.0
	refused 1 "'b.txt' of v0.2.0 on GitHub is another file"
}

@test "in a draft it is" {
	released github
	publish --draft 0.2.0
	exits 0
	releases | grep -qF '"draft": true'
	echo other >dist/b.txt
	publish 0.2.0
	exits 0
	whole
	releases | grep -qF "$(sha256sum <dist/b.txt | cut -d' ' -f1)"
}

@test "files of a draft that nobody named are told before they become public" {
	released github
	publish --draft 0.2.0
	exits 0
	publish --no-assets -n 0.2.0
	exits 0
	says 'note: the draft has files that are not of these, and keeps them: ' \
		a.tar.gz b.txt '; to be deleted there: http'
	publish 0.2.0
	exits 0
	[[ $output != *'the draft has files'* ]] || complain "$output"
}

@test "a file that was built anew since is not sent by --continue, which tells the way out" {
	released github
	forge_fault 'POST assets\?name=a' gone '"times": 0'
	publish 0.2.0
	exits 128
	forge_mend
	mv dist/a.tar.gz "$T/old"
	echo anew >dist/a.tar.gz
	run git rel --continue
	exits 1
	says "error: '$R/dist/a.tar.gz' is another file than when it was planned to be sent" \
		'hint: put that one back and git rel --continue; or git rel --quit, and publish again'
	[[ $(releases) != *'"size": 5'* ]] || complain "$(releases)"
	cp dist/a.tar.gz "$T/new"
	mv "$T/old" dist/a.tar.gz
	run git rel --continue
	exits 0
	whole
}

# while_asked <command>...: git rel publish, and while it waits for a yes the command runs
while_asked() {
	command -v script >/dev/null || skip 'no script'
	rm -f "$T/typed"
	{
		wait_until grep -qs 'do this?' "$T/typed"
		"$@" >/dev/null
		echo y
	} | GIT_TERMINAL_PROMPT=1 script -qfec 'git rel publish 0.2.0' "$T/typed" >/dev/null &&
		status=0 || status=$?
	output=$(tr -d '\r' <"$T/typed")
}

# Another one of the same size, with the times of the one before: copied into it, or
# put in its place.
written_over() {
	touch -r dist/a.tar.gz "$T/times"
	head -c 300000 /dev/zero | tr '\0' x >dist/a.tar.gz
	touch -r "$T/times" dist/a.tar.gz
}

put_in_its_place() {
	head -c 300000 /dev/zero | tr '\0' x >dist/new
	touch -r dist/a.tar.gz dist/new
	mv dist/new dist/a.tar.gz
}

# What was changed just now is read again in any case.
at_rest() { wait_until is_at_rest dist/a.tar.gz; }
is_at_rest() { [ $(($(date +%s) - $(stat -c %Z "$1"))) -gt 4 ]; }

@test "a file that is built anew between the plan and its turn is not sent" {
	released github
	at_rest
	for build in written_over put_in_its_place; do
		cp -p dist/a.tar.gz "$T/old"
		while_asked "$build"
		[ "$status" = 1 ] || complain "$status: $output"
		says "error: '$R/dist/a.tar.gz' is another file than when it was planned to be sent"
		[ -z "$(forge_asked 'POST assets')" ] || complain "$(forge_asked)"
		cp -p "$T/old" dist/a.tar.gz
		quietly git rel --quit
	done
	publish 0.2.0
	exits 0
	whole
}

@test "GitHub: a draft that is made while we ask is taken" {
	released github
	while_asked forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.2.0", "draft": true}'
	[ "$status" = 0 ] || complain "$status: $output"
	whole
}

@test "GitHub: ten files take no request more than gh release create does" {
	released github
	git remote set-url origin "http://$(forge_guessed)/acme/widget.git"
	for i in {1..8}; do echo "$i" >"dist/$i.txt"; done
	publish 0.2.0
	exits 0
	[ "$(forge_log | wc -l)" -le 13 ] || complain "$(forge_log)"
}

@test "a file is read for its sum, and once more to be sent" {
	released github
	at_rest
	strace -f -qq -e trace=openat -o "$T/calls" git rel publish -y 0.2.0 || skip "no strace"
	[ "$(grep -c 'dist/a.tar.gz.* = ' "$T/calls")" -eq 2 ] || complain "$(grep dist "$T/calls")"
}

@test "a pre-release is one, and an old line is not the latest" {
	released github
	git config rel.notesStyle none
	quietly git rel start 0.3.0
	quietly git rel rc --push
	publish 0.3.0-rc1
	exits 0
	releases | grep -qF '"prerelease": true'
	quietly git tag -a -m 'Release v0.1.9' v0.1.9 'v0.2.0~1'
	quietly git push -q origin v0.1.9
	publish --no-assets 0.1.9
	exits 0
	releases | grep -qF '"latest": "false"'
}

@test "files that are not there, empty, or two of one name are told before anything moves" {
	released github
	remember
	publish --asset 'no/such*' 0.2.0
	refused 128 "no file matches 'no/such*'"
	: >"$T/empty"
	publish --asset "$T/empty" 0.2.0
	refused 1 'empty'
	mkdir "$T/other"
	echo x >"$T/other/b.txt"
	publish --asset "$T/other/b.txt" 0.2.0
	refused 1 'have one name'
}

@test "a version without a tag, or whose tag is not pushed, is not published" {
	forge_up github
	remember
	publish 0.2.0
	refused 128 "there is no tag 'v0.2.0'"
	git tag -a -m x v0.2.0
	remember
	publish 0.2.0
	refused 1 "'v0.2.0' is not on 'origin'"
}

@test "commands of [publish] run behind the forge's release, once" {
	git config rel.publish.upload 'echo "uploads $GIT_REL_VERSION" >>../ran'
	released github
	publish 0.2.0
	exits 0
	whole
	[ "$(cat ../ran)" = 'uploads 0.2.0' ]
	publish 0.2.0
	exits 0
	[ "$(cat ../ran)" = 'uploads 0.2.0' ]
}

@test "a command that fails is tried as often as is set, and later goes on alone" {
	git config rel.publish.a 'echo a >>../ran'
	git config rel.publish.b 'echo b >>../ran; test -e ../ready'
	git config rel.publishRetries 'b 3 0'
	released github
	publish 0.2.0
	exits 1
	says 'failed at: publish.b' 'hint: mend it, and type it again: git rel publish 0.2.0'
	[ "$(tr '\n' ' ' <../ran)" = 'a b b b ' ]
	run git rel
	says '! publish.b of 0.2.0 has failed' 'next: git rel publish 0.2.0'
	run git rel --json
	says '"unpublished":["publish.b"]'
	touch ../ready
	publish 0.2.0
	exits 0
	run git rel
	[[ $output != *publish* ]]
	[ "$(tr '\n' ' ' <../ran)" = 'a b b b b ' ]
	whole
}

@test "a command that was mended on main since is run as the tag has it, and the hint leads there" {
	printf '[publish.minor]\nup = false\n' >.gitrel
	git add .gitrel
	git commit -q -m 'Publish'
	git push -q origin develop
	quietly git rel trust -y
	released github
	publish 0.2.0
	exits 1
	printf '[publish]\nsite = true\n' >.gitrel
	git commit -q -a -m 'Mend it'
	quietly git rel trust -y
	run git rel
	says '! publish.up of 0.2.0 has failed' 'next: git rel publish 0.2.0'
	publish 0.2.0
	exits 1
	says "hint: they are those of 'v0.2.0': git switch --detach v0.2.0 first"
	git switch -q --detach v0.2.0
	quietly git rel trust -y
	git config rel.publish.minor.up true
	publish 0.2.0
	exits 0
	git switch -q develop
	run git rel
	[[ $output != *publish* ]]
}

@test "retries that cannot be are told" {
	git config rel.publish.b 'true'
	git config rel.publishRetries 'b often'
	released github
	publish --draft 0.2.0
	exits 0
	publish 0.2.0
	exits 128
	says "forge.publish-retries: 'b often' is none"
	git config rel.publishRetries 'b 4294967298 1'
	publish 0.2.0
	exits 128
	says "forge.publish-retries: 'b 4294967298 1' is none"
}

@test "a committed list of files leads nowhere outside the work tree" {
	echo secret >"$T/secret"
	released github
	remember
	for list in "$T/secret" '../secret' 'dist/../../secret' '.git/config'; do
		run git -c "rel.assets=$list" rel publish -n 0.2.0
		refused 1 'is not in the work tree'
	done
	ln -s "$T/secret" dist/out.txt
	run git -c rel.assets='dist/*.txt' rel publish -y 0.2.0
	exits 1
	says "out.txt' is not in the work tree"
	[ "$(releases)" = '{}' ]
	publish --asset "$T/secret" -n 0.2.0
	exits 1
	rm dist/out.txt
	run git -c rel.assets= rel publish --asset "$T/secret" -n 0.2.0
	exits 0
	says 'upload secret'
}

@test "of a draft and a published release of one tag the published one counts" {
	released github
	forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.2.0", "draft": true}' >/dev/null
	forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.2.0", "draft": true}' >/dev/null
	forge_ask PATCH "$FORGE_REPO/releases/$(releases | sed 's/^{"\([0-9]*\)".*/\1/')" '{"draft": false}' >/dev/null
	publish 0.2.0
	exits 0
	says 'uploaded 2 files'
	publish 0.2.0
	exits 0
	says 'is published already'
}

@test "Gitea: a file of a draft that has changed, and not its size, is sent again" {
	released gitea
	publish --draft 0.2.0
	exits 0
	echo jello >dist/b.txt
	publish 0.2.0
	exits 0
	whole
	releases | grep -qF "$(sha256sum <dist/b.txt | cut -d' ' -f1)"
}

@test "GitHub: a file whose name it would change is told before anything moves" {
	released github
	echo x >'dist/a b.txt'
	remember
	publish 0.2.0
	refused 1 "GitHub would give 'a b.txt' another name"
	[ "$(releases)" = '{}' ]
}

# While our files go up, a colleague publishes, too.
beside() { # beside <command>...
	git rel publish -y 0.2.0 >"$T/ours" 2>&1 3>&- &
	PIDS+=("$!")
	wait_until forge_has_begun
	"$@" >/dev/null
	wait "${PIDS[-1]}" && status=0 || status=$?
	output=$(cat "$T/ours")
}

forge_has_begun() { forge_asked '^POST .*releases 201' | grep -q .; }

@test "GitHub: somebody else publishes it meanwhile: that one counts, our draft is named" {
	released github
	forge_fault 'POST assets' slow '"seconds": 2'
	beside forge_ask POST "$FORGE_REPO/releases" '{"tag_name": "v0.2.0"}'
	exits 1
	says "warning: somebody else has published 'v0.2.0' meanwhile, and our draft is left" \
		"$FORGE_URL/acme/widget/releases/tag/untagged-" \
		"warning: v0.2.0 on GitHub is without 'a.tar.gz': $FORGE_URL/acme/widget/releases/tag/v0.2.0" \
		"warning: v0.2.0 on GitHub is without 'b.txt'"
	[[ $output != *published:* ]] || complain "$output"
	publish 0.2.0
	exits 0
	says 'uploaded 2 files'
	publish 0.2.0
	exits 0
	says 'is published already'
}

# sends <name> <text>: a colleague puts a file into the one release there is
sends() {
	local FORGE_API=$FORGE_API
	# past Prism, which may never answer a body that is no JSON
	[ "$FORGE_KIND" != github ] || FORGE_API=$FORGE_CONTROL/api/uploads
	[ "$FORGE_KIND" != gitea ] || FORGE_API=$FORGE_CONTROL/api/v1
	forge_ask POST "$FORGE_REPO/releases/$(releases | jq -r 'keys[0]')/assets?name=$1" "$2"
	forge_answers 201
}

# opens [<json>]: and changes it
opens() {
	forge_ask PATCH "$FORGE_REPO/releases/$(releases | jq -r 'keys[0]')" "${1-{\"draft\": false}}"
}

sizes() { releases | jq -r '.[] | .assets[] | "\(.name) \(.size)"' | sort; }
ALL_SIZES=$'a.tar.gz 300000\nb.txt 6'

sends_and_opens() {
	sends b.txt "$1"
	opens
}

@test "GitHub: what somebody else has published in its place is no success of ours" {
	released github
	publish --draft --no-assets 0.2.0
	forge_fault 'PATCH releases/' late
	git rel publish -y 0.2.0 >"$T/ours" 2>&1 3>&- &
	wait_until forge_has_sent
	forge_ask DELETE "$FORGE_REPO/releases/assets/$(releases |
		jq '.[].assets[] | select(.name == "b.txt") | .id')" >/dev/null
	sends b.txt jello! >/dev/null
	wait $! && status=0 || status=$?
	output=$(cat "$T/ours")
	exits 1
	says "warning: 'b.txt' of v0.2.0 on GitHub is not the file that was sent from here: $FORGE_URL"
	[[ $output != *published:* ]] || complain "$output"
}

forge_has_sent() { [ "$(forge_asked 'POST .*assets.* 201' | wc -l)" = 2 ]; }

@test "Gitea: two upload at once: the first file stays, and the second does not publish" {
	forge_unjudged # whose request is first is not up to us there
	released gitea
	forge_fault 'POST assets\?name=b' late
	beside sends b.txt jello!
	exits 1
	says "warning: somebody else uploads to 'v0.2.0', too: 'b.txt' there is not the file that was sent from here"
	[[ $output != *published:* ]] || complain "$output"
	[ "$(sizes)" = "$ALL_SIZES" ] || complain "$(releases)"
	releases | grep -qF '"draft": true'
	[ "$(releases | jq -r '.[].assets[] | select(.name == "b.txt").sha256')" = \
		"$(printf jello! | sha256sum | cut -d' ' -f1)" ]
}

@test "Gitea: two upload the same at once: it is there once, and published" {
	forge_unjudged # whose request is first is not up to us there
	released gitea
	forge_fault 'POST assets\?name=b' late
	printf 'hello!' >dist/b.txt
	beside sends b.txt hello!
	exits 0
	says 'published: '
	whole
	[ "$(sizes)" = "$ALL_SIZES" ] || complain "$(releases)"
}

@test "Gitea: two upload at once: a second file is taken away before it is published" {
	released gitea
	forge_fault 'POST assets\?name=b' slow
	beside eventually forge_has_sent sends b.txt 'another one'
	exits 0
	whole
	[ "$(sizes)" = "$ALL_SIZES" ] || complain "$(releases)"
}

eventually() { # eventually <condition> <command>...
	wait_until "$1"
	"${@:2}"
}

@test "Gitea: a second file of what is published stays, and is told, by verify as well" {
	released gitea
	forge_fault 'POST assets\?name=b' late
	beside sends_and_opens 'hello'
	exits 1
	says "warning: 'b.txt' of v0.2.0 on Gitea is not the file that was sent from here" \
		"warning: v0.2.0 on Gitea has 'b.txt' twice"
	[[ $output != *published:* ]] || complain "$output"
	[ "$(sizes)" = $'a.tar.gz 300000\nb.txt 5\nb.txt 6' ] || complain "$(releases)"
	publish 0.2.0
	exits 1
	says "error: v0.2.0 on Gitea has 'b.txt' twice" "hint: delete one there: $FORGE_URL"
	run git rel verify 0.2.0
	exits 1
	says "error    forge-files     'b.txt' is there twice"
}

@test "GitLab: somebody else links the same file meanwhile: it is there, and that is all" {
	released gitlab
	forge_fault 'PUT packages.*a.tar' slow '"seconds": 2'
	beside forge_ask POST "$FORGE_REPO/releases/v0.2.0/assets/links" "{\"name\": \"a.tar.gz\",
		\"url\": \"$FORGE_API/$FORGE_REPO/packages/generic/widget/v0.2.0/a.tar.gz\"}"
	exits 0
	whole
}

# What a person is told who has no token, or no forge that answers.
left_for() { # left_for <forge> <command>...
	local host
	released "$1"
	host=$(forge_guessed)
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	git config --global --unset-all "credential.$FORGE_URL.helper"
	git config --global --unset-all "credential.${FORGE_API%%/api*}.helper" || :
	run git rel publish -n 0.2.0
	exits 0
	says 'there is no token for' 'publish the release with its 2 files: ' "  \$ ${2//HOST/$host}"
	publish 0.2.0
	exits 1
	says 'there is no token for' 'publish the release with its 2 files: ' "  \$ ${2//HOST/$host}" \
		" v0.2.0 $R/dist/a.tar.gz $R/dist/b.txt"
}

@test "GitHub: without a token the page and the whole command are told" {
	left_for github 'gh release create -R HOST/acme/widget --verify-tag -t v0.2.0 -n "$(git rel notes show 0.2.0)" v0.2.0'
}

@test "GitLab: without a token the page and the whole command are told" {
	left_for gitlab 'glab release create -R http://HOST/acme/widget -n v0.2.0 -N "$(git rel notes show 0.2.0)" v0.2.0'
}

@test "a forge that does not answer: what is left is told, and nothing else happens" {
	forge_unjudged
	released gitea
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	forge_down
	remember
	GITEA_TOKEN=$FORGE_TOKEN publish 0.2.0
	exits 1
	unchanged
	says "no answer from '127.0.0.1'" 'so this is left:' \
		"$FORGE_URL/acme/widget/releases/new?tag=v0.2.0" \
		"  \$ tea releases create --login ${FORGE_URL#*://} --repo acme/widget -t v0.2.0 --note" \
		"--asset $R/dist/a.tar.gz --asset $R/dist/b.txt v0.2.0"
}

# is_left <words>: for a person; nothing was changed
is_left() {
	exits 1
	unchanged
	says "$@"
}

no_network() { # no_network <forge> <command that makes it>
	forge_unjudged
	git config rel.notesStyle none
	printf '[publish]\nsite = touch %s/site\n' "$T" >.gitrel
	git add .gitrel
	git commit -q -m 'Publish the site'
	quietly git rel trust -y
	released "$1"
	forge_down
	remember
	run git rel publish -n 0.2.0
	exits 0
	publish 0.2.0
	is_left "cannot reach 'origin': git: fatal: unable to access" 'so this is left:' \
		"publish the release with its 2 files: $FORGE_URL/acme/widget/" \
		$'\n  $ git push origin refs/tags/v0.2.0\n  $ '"$2" "$R/dist/a.tar.gz" \
		'then the commands of [publish]: git rel publish 0.2.0'
	[ ! -e "$T/site" ]
	publish 0.9.0
	refused 128 "there is no tag 'v0.9.0'"
	git config --unset rel.forge
	git config --unset rel.forgeUrl
	remember
	publish 0.2.0
	refused 128
}
@test "GitHub: no network at all: what is left is told, and no command runs" { no_network github 'gh release create -R'; }
@test "GitLab: no network at all: what is left is told, and no command runs" { no_network gitlab 'glab release create -R'; }
@test "Gitea: no network at all: what is left is told, and no command runs" { no_network gitea 'tea releases create --login'; }

# The plan names what would go up, and what it takes the place of.
would_go_up() { # would_go_up <forge>
	released "$1"
	if [ "$1" != gitlab ]; then
		publish --draft 0.2.0
		echo jello >dist/b.txt
		echo new >dist/c.txt
		run git rel publish -n 0.2.0
		exits 0
		says 'b.txt in place of another, c.txt'
		[ "$1" = gitea ] || says ' --clobber v0.2.0 '
		[ "$1" = gitea ] || [[ $output != *a.tar.gz* ]] || complain "$output"
		rm dist/c.txt
	fi
	publish 0.2.0
	exits 0
	echo new >dist/c.txt
	run git rel publish -n 0.2.0
	exits 0
	says '  1. upload c.txt' "v0.2.0 $R/dist/c.txt"
	[[ $output != *b.txt* ]] || complain "$output"
	rm dist/c.txt
	run git rel publish -n 0.2.0
	exits 0
	says 'v0.2.0 is published already'
}

@test "GitHub: a dry run tells what would go up" { would_go_up github; }
@test "GitLab: a dry run tells what would go up" { would_go_up gitlab; }
@test "Gitea: a dry run tells what would go up" { would_go_up gitea; }

@test "a candidate takes the notes of its version; without any that is told" {
	forge_up github
	quietly git rel start 0.2.0
	quietly git rel rc --push -y
	run git rel notes show 0.2.0-rc1
	exits 0
	says '- a thing'
	publish 0.2.0-rc1
	exits 0
	[[ $output != *note:* ]] || complain "$output"
	releases | grep -qF '"body": "### Added\n- a thing"'
	publish --no-assets 0.1.0
	exits 0
	says 'note: there are no notes of 0.1.0: its text is empty'
}

@test "a draft is named with what comes next; of what is published it is told that it stays" {
	released github
	publish --draft 0.2.0 -t '{tag} of old'
	exits 0
	says 'drafted: ' 'untagged-' 'uploaded 2 files: a.tar.gz, b.txt' 'to publish it: git rel publish 0.2.0'
	releases | grep -qF '"name": "v0.2.0 of old"'
	publish 0.2.0 -t 'v0.2.0 of old'
	exits 0
	publish --draft -t other 0.2.0
	exits 0
	says "note: it is published as 'v0.2.0 of old', which stays" \
		'note: what is published does not become a draft'
}

@test "--abort of what the forge has begun names --quit, and undo the page" {
	released github
	forge_fault 'POST assets' status '"status": 500, "times": 0'
	publish 0.2.0
	exits 128
	says 'git rel --quit forgets it, and leaves what the forge has by now'
	run git rel status
	says 'next: git rel --continue' '  or: git rel --quit' '(what the forge has by now stays)'
	[[ $output != *--abort* ]] || complain "$output"
	# who cannot look does not know
	forge_fault 'GET ' status '"status": 500, "times": 0'
	run git rel status
	says 'next: git rel --continue' '  or: git rel --abort' '(unless the forge has begun it)' \
		'  or: git rel --quit' '(what the forge has by now stays)'
	run git rel start 0.3.0
	exits 1
	says 'git rel --abort      to go back to before it, unless the forge has begun it'
	run git rel --abort
	exits 128
	says 'git rel --continue   to finish it, once the cause is gone' \
		'git rel --quit       to forget it, and leave what the forge has by now'
	forge_mend
	forge_fault 'POST assets' status '"status": 500, "times": 0'
	remember
	run git rel --abort
	refused 1 'is decided already' 'git rel --continue completes it' \
		'git rel --quit forgets it, and leaves what the forge has by now'
	forge_mend
	run git rel --continue
	exits 0
	run git rel undo -y
	exits 1
	says 'it is public: the forge was asked to' \
		"hint: published: $FORGE_URL/acme/widget/releases/tag/v0.2.0"
}

@test "odd names of files: one that looks like a glob, a link to nowhere, none at all" {
	released gitea
	echo x >'dist/[x].bin'
	ln -s nowhere dist/dangling.txt
	run git -c rel.assets= rel publish -n 0.2.0 --asset 'dist/[x].bin'
	exits 0
	says 'upload [x].bin'
	remember
	run git rel publish -n 0.2.0
	refused 1 "dangling.txt' is no file"
	run git -c rel.assets= rel publish -n 0.2.0 --asset ''
	refused 129 '--asset names no file'
}

@test "a project that is not there, or not for us, is told with what may be why" {
	released github
	git config rel.forgeProject acme/nothere
	remember
	publish 0.2.0
	refused 128 "hint: is 'acme/nothere' the project (rel.forgeProject), and may the token see it?"
	for project in ../../x acme/.. acme//x /x; do
		git config rel.forge gitlab
		git config rel.forgeProject "$project"
		remember
		publish 0.2.0
		refused 128 "'$project' is no project of a forge"
	done
}

@test "a text that is longer than the forge takes loses its end, which is told" {
	"$PYTHON" - >CHANGELOG.md <<'EOF'
print('# Changelog\n\n## [Unreleased]\n\n### Added\n- first\n' + ('- ' + 'ä' * 900 + '\n') * 150)
EOF
	quietly git commit -qam 'feat: more'
	quietly git push -q origin develop
	forge_up github
	git config rel.finish pr
	quietly git rel start 0.2.0
	run git rel pr
	exits 0
	says 'note: GitHub takes 65536 characters of a text: the end is left out'
	forge_state issues 1 body | sed 2q | grep -qx -- '- first'
	forge_state issues 1 body | tail -1 | grep -qx -- '...'
	run git rel pr
	exits 0
	says 'is as it shall be'
	git config rel.finish push
	quietly git rel finish --push -y
	publish 0.2.0
	exits 0
	says 'note: GitHub takes 125000 characters of a text: the end is left out'
}

# An old release that the forge has not, and the files of the new one.
two_released() {
	released github
	git config rel.notesStyle none
	quietly git rel start 0.3.0
	quietly git rel finish --push -y
	rm dist/*
}

@test "files of another version do not go up with a release" {
	two_released
	echo new >dist/w-0.3.0.tgz
	git config rel.assets 'dist/*'
	remember
	publish 0.2.0
	refused 1 "w-0.3.0.tgz' is a file of 0.3.0, not of 0.2.0" \
		'git rel publish --no-assets 0.2.0'
	run git -c rel.assets= rel publish -y --asset 'dist/*' 0.2.0
	refused 1 'is a file of 0.3.0, not of 0.2.0'
	[ "$(releases)" = '{}' ]
	publish --no-assets 0.2.0
	exits 0
	[[ $(releases) != *w-0.3.0* ]] || complain "$(releases)"
	echo old >dist/w-0.2.0.tgz
	publish -n 0.3.0
	exits 1
	says "w-0.2.0.tgz' is a file of 0.2.0, not of 0.3.0"
	rm dist/w-0.2.0.tgz
	publish 0.3.0
	exits 0
	[[ $(releases) == *w-0.3.0.tgz* ]] || complain "$(releases)"
}

@test "where names say nothing, files are those of what HEAD comes from" {
	two_released
	echo new >dist/w.tgz
	git config rel.assets 'dist/*'
	remember
	publish 0.2.0
	refused 1 'HEAD comes from 0.3.0' 'git rel publish --no-assets 0.2.0'
	publish -n 0.3.0
	exits 0
	git switch -q --detach v0.2.0
	publish -n 0.2.0
	exits 0
	git switch -q develop
	run git rel publish -y --no-assets --asset dist/w.tgz 0.2.0
	exits 0
	[[ $(releases) == *w.tgz* ]] || complain "$(releases)"
}

@test "a version in a name is a whole one, as it is spelt or as PEP 440 does" {
	two_released
	quietly git rel start 0.4.0
	quietly git rel rc --push -y
	git config rel.assets 'dist/*'
	for name in w-0.4.0rc1.whl w-0.4.0-rc1.tgz w-0.4.0-rc1-for-0.2.0.tgz w.tgz; do
		rm -f dist/*
		echo x >"dist/$name"
		publish -n 0.4.0-rc1
		[ "$status" -eq 0 ] || complain "$name: $output"
	done
	git switch -q main
	rm dist/*
	echo x >dist/w-10.2.0.tgz
	publish -n 0.3.0
	exits 0
	echo x >dist/w-0.4.0rc1.whl
	publish -n 0.3.0
	exits 1
	says "w-0.4.0rc1.whl' is a file of 0.4.0-rc1"
}

@test "{version} in the list of files is the version" {
	two_released
	echo x >dist/w-0.3.0.tgz
	echo x >dist/w-0.2.0.tgz
	git config rel.assets 'dist/w-{version}.tgz'
	publish 0.2.0
	exits 0
	[[ $(releases) == *w-0.2.0.tgz* && $(releases) != *w-0.3.0.tgz* ]] ||
		complain "$(releases)"
	git config rel.assets 'dist/w-{versoin}.tgz'
	publish 0.3.0
	exits 128
	says '{versoin}'
	git config rel.assets '{description}/w.tgz'
	remember
	publish -m .. 0.3.0
	refused 1 "forge.assets: '../w.tgz' is not in the work tree"
}
