#!/usr/bin/env bats
# `git rel verify`: each fault made, told, and mended by what is printed.

load lib
load audit

AUDIT=(verify 0.2.0)

setup() {
	sealed
	repo_gitflow
	git config rel.model gitflow
}

# released [<option>...]: 0.2.0, from start to finish
released() {
	quietly git rel start --push 0.2.0
	work feature2.txt more
	git push -q origin release/v0.2.0
	quietly git rel finish -y "$@" 0.2.0
}

# passes <rule> <words>
passes() {
	run git rel verify 0.2.0
	[[ $output == *"ok       $1 "*"$2"* ]] || fail "$output"
}

@test "what finish has made passes, however it is named" {
	released
	sound_audit
	for AUDIT in 'verify v0.2.0' 'verify refs/tags/v0.2.0' 'verify release/v0.2.0'; do
		read -ra AUDIT <<<"$AUDIT"
		sound_audit
	done
	passes tag-place "which 'main' has"
	passes back-merge "'develop' has it"
	passes remote "'origin' has the same"
	passes release-branch 'its branch is gone'
	passes checks 'none are asked for'
}

@test "it changes nothing, not even a file below .git" {
	released
	local before
	before=$(find .git -type f -exec sha1sum {} + | sort)
	quietly git rel verify 0.2.0
	[ "$(find .git -type f -exec sha1sum {} + | sort)" = "$before" ]
}

@test "an unknown version: the near one, the last ones, and where it is" {
	released
	run git rel verify 0.2.1
	[ "$status" -eq 128 ]
	[[ $output == *"fatal: there is no release 0.2.1: no tag 'v0.2.1'"* ]]
	[[ $output == *"hint: did you mean '0.2.0'?"* ]]
	[[ $output == *'hint: the last releases are 0.2.0, 0.1.0'* ]]
	run git rel verify nonsense
	[ "$status" -eq 129 ]
	[[ $output == *"'nonsense' is no"* ]]
	run git rel verify
	[ "$status" -eq 129 ]
	git tag -d v0.2.0
	run git rel verify 0.2.0
	[ "$status" -eq 128 ]
	[[ $output == *"tag 'v0.2.0' is on 'origin', and not here"*'hint: git fetch origin tag v0.2.0'* ]]
	git fetch -q origin tag v0.2.0
	sound_audit
}

@test "completion lists the versions" {
	released
	run git rel verify --list-args
	[ "$output" = $'0.2.0\n0.1.0' ]
}

@test "tag-kind: lightweight, made anew as long as nobody has it" {
	released --no-push
	git tag -d v0.2.0
	git tag v0.2.0 main
	git config rel.sign annotated
	git push -q origin main develop
	fault error tag-kind v0.2.0 "'v0.2.0' is a lightweight tag"
	mended error tag-kind v0.2.0
	passes tag-kind 'an annotated tag'
	git tag -d v0.2.0
	git tag v0.2.0 main
	git push -qf origin v0.2.0
	fault error tag-kind v0.2.0 "'v0.2.0' is a lightweight tag"
	[ "$HINT" = 'git rel hotfix' ]
}

@test "signature: by whom, by a stranger, and one that does not fit" {
	ssh_key
	git config rel.sign required
	released
	sound_audit
	passes signature "'v0.2.0' is signed by ada@example.com"
	git config --global gpg.ssh.allowedSignersFile /dev/null
	fault warning signature v0.2.0 "cannot judge: whose key signed 'v0.2.0' is not known here"
	git config --global gpg.ssh.allowedSignersFile "$T/home/signers"
	git cat-file tag v0.2.0 | sed 's/^Release/release/' >forged
	git tag -f v0.2.0 "$(git hash-object -t tag -w forged)"
	rm forged
	fault error signature v0.2.0 "git does not accept the signature of 'v0.2.0'"
}

@test "tag-signers: somebody else has signed" {
	ssh_key
	released
	git config rel.rule.tag-signers bob@example.com
	fault error tag-signers v0.2.0 "is signed by ada@example.com, who is none of bob@example.com"
}

@test "tag-place: beside main, and on main but not on the merge" {
	git tag -am 'Release v0.2.0' v0.2.0 develop
	fault error tag-place v0.2.0 'which is no merge of'
	git config rel.merge ff-only
	fault error tag-place v0.2.0 "which is not on 'main'"
	git config --unset rel.merge
	git config --unset rel.model
	passes tag-place 'which a branch has'
	git switch -q --detach
	git commit -q --allow-empty -m 'Nowhere'
	git tag -fam 'Release v0.2.0' v0.2.0
	git switch -q develop
	fault_ok warning tag-place v0.2.0 'which no branch has'
	git push -q origin v0.2.0
	fault warning tag-place v0.2.0 'which no branch has'
	mended warning tag-place v0.2.0
}

# As fault, but another line may be an error.
fault_ok() {
	run git rel verify 0.2.0 --json
	[ -n "$(jq_line "$output" "$1" "$2" "$3")" ] || fail "$output"
}

@test "tag-place: main here is only behind" {
	released
	git branch -q -f main main^
	sound_audit
	git config rel.rule.tag-place merge
	sound_audit
	git push -q origin :v0.2.0
	git tag -fam 'Release v0.2.0' v0.2.0 develop^2~1
	git remote set-url origin "$T/nowhere"
	fault error tag-place v0.2.0 "which is 'v0.1.0' already"
	[ "$HINT" = 'git rel hotfix' ] || fail "$HINT"
}

@test "version-files: what was released says another version" {
	released
	git config rel.versionFiles VERSION
	fault error version-files v0.2.0 "'v0.2.0' is 0.2.0, but 'VERSION' says 0.1.0"
}

@test "version-order: a higher one is behind it" {
	git tag -am 'Release v0.9.0' v0.9.0 main
	git push -q origin v0.9.0
	quietly git rel start --push 0.10.0
	work feature2.txt more
	git push -q origin release/v0.10.0
	quietly git rel finish -y 0.10.0
	git tag -am 'Release v0.2.0' v0.2.0 main
	git push -q origin v0.2.0
	fault error version-order v0.2.0 "'v0.2.0' has 'v0.9.0' behind it"
	mended_start
}

# What is told to begin can be begun.
mended_start() {
	quietly bash -ec "$HINT"
}

@test "changelog: no section, an empty one, and one that tells" {
	git config rel.notesStyle none
	released
	git config rel.notesStyle keepachangelog
	fault error changelog v0.2.0 "'CHANGELOG.md' has no section of 0.2.0"
	quietly bash -ec "$HINT"
}

@test "notes: the file of the version is missing" {
	git config rel.notesStyle none
	released
	git config rel.notesFile 'docs/{version}.md'
	fault error notes v0.2.0 "there is no 'docs/0.2.0.md' in 'v0.2.0'"
	git config rel.notesStyle keepachangelog
	fault error notes v0.2.0 "there is no 'docs/0.2.0.md' in 'v0.2.0'"
}

@test "back-merge: develop does not have it" {
	released
	git push -qf origin "$(git rev-parse develop^1):develop"
	git switch -qC develop origin/develop
	fault error back-merge develop "'develop' does not have 'v0.2.0'"
	mended error back-merge develop
	git push -q origin develop
	sound_audit
}

@test "lines-have: a release under way does not have what a hotfix mends" {
	quietly git rel start --push 0.3.0
	AUDIT=(verify 0.1.1)
	quietly git rel hotfix 0.1.1
	work m.txt mended
	git push -q -u origin hotfix/v0.1.1
	quietly git rel finish -y --except 0.3.0 0.1.1
	fault error lines-have release/v0.3.0 "does not have 'v0.1.1'"
	mended error lines-have release/v0.3.0
	git push -q origin release/v0.3.0
	sound_audit
}

@test "release-branch: kept here and there" {
	released --keep
	git switch -q release/v0.2.0
	fault warning release-branch release/v0.2.0 "'release/v0.2.0' is still there, on origin"
	mended warning release-branch release/v0.2.0
	sound_audit
}

@test "remote: the tag, main, another tag" {
	released --no-push
	fault error remote v0.2.0 "'v0.2.0' is not on 'origin'"
	fault error remote main "'main' of 'origin' does not have 'v0.2.0'"
	mended error remote v0.2.0
	passes remote "'origin' has the same"
	git tag -f -am 'Another' v0.2.0 main
	fault error remote v0.2.0 "'v0.2.0' is another tag on 'origin'"
	mended error remote v0.2.0
}

@test "remote: one that does not answer leaves the rest" {
	released
	git remote set-url origin "$T/nowhere"
	fault warning remote origin 'the remote does not answer'
}

@test "a release without any remote" {
	git remote remove origin
	quietly git rel start 0.2.0
	work feature2.txt more
	quietly git rel finish -y 0.2.0
	sound_audit
}

@test "checks: passed, and one that has not" {
	git config rel.check.lint true
	quietly git rel start --push 0.2.0
	work feature2.txt more
	git push -q origin release/v0.2.0
	quietly git rel check
	quietly git rel finish -y 0.2.0
	sound_audit
	passes checks '1 passed on '
	git config rel.check.more true
	fault warning checks check.more "'check.more' has not passed on "
	git clone -q "file://$REMOTE" "$T/other"
	cd "$T/other"
	git config rel.check.lint true
	passes checks 'none were run in this clone'
}

@test "a candidate: no notes, no back-merge" {
	quietly git rel start --push 0.2.0
	work feature2.txt more
	git push -q origin release/v0.2.0
	quietly git rel rc
	AUDIT=(verify 0.2.0-rc1)
	sound_audit
}

@test "a page" {
	released
	run git rel verify 0.2.0 --html=-
	[ "$status" -eq 0 ]
	[[ $output == *'<h1>Release 0.2.0 of <bdi>remote</bdi></h1>'* ]]
	[[ $output == *'<strong>0 errors, 0 warnings</strong>'* ]]
}

@test "a shallow clone" {
	released
	git clone -q --depth 1 "file://$REMOTE" "$T/shallow"
	cd "$T/shallow"
	git fetch -q --depth 1 origin tag v0.2.0
	git config rel.model gitflow
	run git rel verify 0.2.0
	[ "$status" -eq 0 ] || fail "$output"
	[[ $output == *'warning  shallow'* ]]
}
