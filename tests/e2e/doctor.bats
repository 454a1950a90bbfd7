#!/usr/bin/env bats
# `git rel doctor`: each fault made, told, and mended by what is printed.

load lib
load audit

AUDIT=(doctor)

setup() {
	sealed
	repo_gitflow
	git config rel.model gitflow
}

# policy <line>...: .gitrel of main, here and there, and of develop
policy() {
	git switch -q main
	printf '%s\n' "$@" >.gitrel
	git add .gitrel
	git commit -qm 'Say the rules'
	git push -q origin main
	git switch -q develop
	git merge -q --no-ff -m "Merge branch 'main'" main
	git push -q origin develop
}

@test "a sound repository is told so, also without any configuration" {
	sound_audit
	git config --unset rel.model
	sound_audit
}

@test "-q says what is wrong, and how much" {
	run git rel doctor -q
	[ "$output" = '0 errors, 0 warnings' ]
}

@test "it changes nothing, not even a file below .git" {
	local before
	before=$(find .git -type f -exec sha1sum {} + | sort)
	quietly git rel doctor
	quietly git rel doctor --json
	[ "$(find .git -type f -exec sha1sum {} + | sort)" = "$before" ]
}

@test "back-merge: main has what develop has not; a rule makes it an error" {
	git switch -q main
	git commit -q --allow-empty -m 'Mend it'
	git push -q origin main
	fault warning back-merge develop "'main' has 1 commit that 'develop' does not have"
	git switch -q develop
	git config rel.rule.back-merge before-start
	fault error back-merge develop "'main' has 1 commit"
	mended error back-merge develop
	sound_audit
}

@test "back-merge: what only the remote's main has comes from there" {
	colleague main 'echo mended >m.txt'
	git fetch -q
	fault warning back-merge develop "'main' has 1 commit"
	mended warning back-merge develop
}

@test "back-merge: without settings a merge alone is no loss" {
	git config --unset rel.model
	git switch -q main
	git merge -q --no-ff -m 'Merge develop' develop
	sound_audit
	git commit -q --allow-empty -m 'Mend it'
	fault warning back-merge develop "'main' has 2 commits"
	mended warning back-merge develop
}

@test "tag-kind: a lightweight tag, made anew where nobody has it" {
	git remote remove origin
	git tag v0.2.0 main
	fault warning tag-kind v0.2.0 "'v0.2.0' is a lightweight tag"
	mended warning tag-kind v0.2.0
	[ "$(git cat-file -t v0.2.0)" = tag ]
}

@test "tag-kind: one that is out stays, and history can be left out" {
	git tag v0.2.0 main
	git push -q origin v0.2.0
	policy '[rules]' 'tag-kind = signed'
	fault error tag-kind v0.2.0 "'v0.2.0' is a lightweight tag"
	fault error tag-kind v0.1.0 "'v0.1.0' is not signed"
	[[ $output == *'"origin":"origin/main:.gitrel:2"'* ]]
	mended error tag-kind v0.2.0
	sound_audit
}

@test "one place in history is enough for several faults" {
	policy '[version]' 'files = VERSION' '[rules]' 'tag-kind = annotated' 'version-files = equal'
	git tag v0.2.0 main
	git commit -q --allow-empty -m 'Go on'
	git tag v0.3.0
	git push -q origin v0.2.0 v0.3.0
	fault error version-files v0.2.0 "'VERSION' says 0.1.0"
	[ "$HINT" = 'git config rel.rule.since v0.3.0' ] || fail "$HINT"
	fault error tag-kind v0.2.0 'is a lightweight tag'
	mended error tag-kind v0.2.0
	sound_audit
}

@test "tag-place: what may not be merged is left in history" {
	policy '[rules]' 'merge-into-main = release/* hotfix/*' 'tag-place = main'
	git tag -am 'Release v0.2.0' v0.2.0 develop
	git push -q origin v0.2.0
	fault error tag-place v0.2.0 "which 'main' does not have"
	mended error tag-place v0.2.0
}

@test "back-merge: what main may not have is not merged back" {
	policy '[rules]' 'main-line = releases' 'back-merge = before-start'
	git switch -q main
	git commit -q --allow-empty -m 'Mend it'
	git switch -q develop
	fault error back-merge develop "'main' has 1 commit"
	[ "$HINT" = 'git rel check --rules main' ] || fail "$HINT"
}

@test "config: main is said wrongly, or a clone of one branch does not have it" {
	git config rel.main master
	fault error config master "there is no branch 'master', where releases land"
	[ "$HINT" = 'git config --local --unset-all rel.main' ] || fail "$HINT"
	mended error config master
	git clone -q --single-branch -b develop "$REMOTE" "$T/one"
	cd "$T/one" || return
	git config rel.model gitflow
	fault error config main "there is no branch 'main'"
	mended error config main
	sound_audit
}

@test "tag-kind: lightweight tags are fine where they are made so" {
	git tag v0.2.0 main
	git config rel.sign lightweight
	sound_audit
}

@test "tag-place: what no branch has, and what main does not have" {
	git switch -q --detach main
	git commit -q --allow-empty -m 'Release by hand'
	git tag -am 'Release v0.2.0' v0.2.0
	git switch -q develop
	fault warning tag-place v0.2.0 'which no branch has'
	git branch keep v0.2.0
	fault warning tag-place v0.2.0 "which 'main' does not have"
	git config rel.rule.tag-place main
	fault error tag-place v0.2.0 "which 'main' does not have"
	mended error tag-place v0.2.0
}

@test "what the project always does is no fault, unless somebody has said so" {
	git tag -d v0.1.0 >/dev/null
	git push -q origin :v0.1.0
	for i in 1 2 3 4; do git tag "v0.2.$i" main; done
	sound_audit
	run git rel doctor
	[[ $output == *'annotated: 0 of 4 tags of versions'* ]]
	git config rel.sign annotated
	fault warning tag-kind v0.2.1 'is a lightweight tag'
}

@test "tag-place: merge wants a merge" {
	git config rel.rule.tag-place merge
	git tag -am 'Release v0.2.0' v0.2.0 main
	fault error tag-place v0.2.0 'which is no merge of its branch'
}

@test "tag-place: a stable branch is a line, too" {
	git branch stable/v0.2 main
	git switch -q stable/v0.2
	git commit -q --allow-empty -m 'Patch'
	git tag -am 'Release v0.2.1' v0.2.1
	git switch -q develop
	sound_audit
}

@test "tag-place: a tag on no commit" {
	git tag v0.3.0 "$(git rev-parse main:README.md)"
	fault error tag-place v0.3.0 "'v0.3.0' is on no commit"
	mended error tag-place v0.3.0
}

@test "tag-place: without settings, one of the last releases only" {
	git config --unset rel.model
	for i in 1 2 3 4 5 6 7 8 9; do
		git commit -q --allow-empty -m "Change $i"
		git tag -am "Release v0.2.$i" v0.2.$i
	done
	git push -q origin develop
	git switch -q --detach
	git commit -q --allow-empty -m 'Release'
	git tag -am 'Release v0.2.10' v0.2.10
	git switch -q develop
	fault warning tag-place v0.2.10 'which no branch has'
	git commit -q --allow-empty -m 'Go on'
	git tag -am 'Release v0.3.0' v0.3.0
	git tag -am 'Release v0.3.1' v0.3.1
	git tag -am 'Release v0.3.2' v0.3.2
	sound_audit
}

@test "version-order: a lower version on top of a higher one" {
	git tag -am 'Release v0.9.0' v0.9.0 main
	git switch -q main
	git commit -q --allow-empty -m 'More'
	git tag -am 'Release v0.2.0' v0.2.0
	git push -q origin main
	git switch -q develop
	git merge -q main
	fault warning version-order v0.2.0 "'v0.2.0' has 'v0.9.0' behind it, which is higher"
	mended warning version-order v0.2.0
	sound_audit
}

@test "version-order: where nobody has set anything up, nobody has after the hint either" {
	git config --unset rel.model
	git switch -q main
	git branch -q -D develop
	git push -q origin :develop
	git tag -am 'Release v0.9.0' v0.9.0
	git commit -q --allow-empty -m 'More'
	git tag -am 'Release v0.9.1-rc1' v0.9.1-rc1
	for i in 1 2 3 4 5 6 7 8 9 10; do
		git commit -q --allow-empty -m "More $i"
		git tag -am "Release v1.0.$i" "v1.0.$i"
	done
	git commit -q --allow-empty -m 'Old'
	git tag -am 'Release v0.2.0' v0.2.0
	git push -q origin main
	fault warning version-order v0.2.0 'which is higher'
	mended warning version-order v0.2.0
	sound_audit
}

@test "version-files: what was tagged says another version" {
	policy '[version]' 'files = VERSION' '[rules]' 'version-files = equal'
	git tag -am 'Release v0.2.0' v0.2.0 main
	fault error version-files v0.2.0 "'v0.2.0' is 0.2.0, but 'VERSION' says 0.1.0"
}

@test "names: a branch is called like a tag" {
	git branch v0.1.0
	fault warning names v0.1.0 "'v0.1.0' is a tag and a branch"
	mended warning names v0.1.0
	sound_audit
}

@test "release-branch: one whose version is out, here and there" {
	git branch release/v0.1.0 v0.1.0
	git push -q origin release/v0.1.0
	fault warning release-branch release/v0.1.0 "'release/v0.1.0' is still there, and 'v0.1.0' is out"
	mended warning release-branch release/v0.1.0
	[ -z "$(git ls-remote origin release/v0.1.0)" ]
	sound_audit
}

@test "release-branch: one that goes on behind its tag, and one that waits" {
	git switch -qc release/v0.1.0 v0.1.0
	git commit -q --allow-empty -m 'Late'
	git switch -q develop
	fault warning release-branch release/v0.1.0 "'release/v0.1.0' has commits that 'v0.1.0' does not have"
	git branch -qD release/v0.1.0
	git branch release/v0.3.0
	fault warning release-branch release/v0.3.0 "nothing has come to 'release/v0.3.0' for"
}

@test "candidates: sections left behind when the release is out" {
	git config rel.notesStyle keepachangelog
	git switch -q main
	printf '# Changelog\n\n## [0.1.0] - 2026-01-02\n\n- One\n\n## [0.1.0-rc1] - 2026-01-01\n\n- One\n' >CHANGELOG.md
	git add CHANGELOG.md
	git commit -qm 'Notes'
	git push -q origin main
	git switch -q develop
	git merge -q --no-ff main
	fault warning candidates 0.1.0-rc1 'CHANGELOG.md:7: the section of 0.1.0-rc1 is still there, and 0.1.0 is out'
	mended warning candidates 0.1.0-rc1
	sound_audit
}

@test "shallow: said, and what needs history is not judged" {
	git clone -q --depth 1 "file://$REMOTE" "$T/shallow"
	cd "$T/shallow"
	fault warning shallow history 'only the newest part'
	mended warning shallow history
	sound_audit
}

@test "alias: one that never runs" {
	git config alias.rel 'log --oneline'
	fault warning alias alias.rel "'git rel' is a program"
	mended warning alias alias.rel
	git config --global alias.backport '!echo'
	fault warning alias alias.backport 'is never used'
	mended warning alias alias.backport
	sound_audit
}

@test "config: what is set here is not what .gitrel says" {
	policy '[release]' 'tag-message = "Version {version}"'
	git config rel.tagMessage 'Mine {version}'
	fault warning config rel.tagmessage "rel.tagmessage is 'Mine {version}' here, but 'Version {version}' by .gitrel:2"
	mended warning config rel.tagmessage
	sound_audit
}

@test "config: branches and remotes that are not there" {
	git config rel.develop next
	fault error config next "there is no branch 'next', where work goes on"
	mended error config next
	git config rel.develop develop
	git config rel.main trunk
	fault error config trunk "there is no branch 'trunk', where releases land"
	mended error config trunk
	git config rel.main main
	git config rel.remote upstream
	fault error config rel.remote "there is no remote 'upstream'"
	mended error config rel.remote
	sound_audit
}

@test "policy: what cannot be read is a finding, and the rest is looked at" {
	printf '[release]\nmian = x\n' >.gitrel
	git config alias.rel status
	fault error policy settings '.gitrel:2'
	fault warning alias alias.rel 'never used' || [ "$status" -eq 1 ]
}

@test "policy: rules that contradict a setting" {
	git config rel.sign lightweight
	git config rel.rule.tag-kind signed
	fault error policy settings 'nobody can meet tag-kind = signed'
}

@test "hooks: one that was installed and is gone, or cannot run" {
	quietly git rel hooks install
	sound_audit
	if git_before 2.54; then
		rm .git/hooks/pre-push
		fault error hooks pre-push "'pre-push' was installed, and does not run: removed"
		mended error hooks pre-push
		chmod -x .git/hooks/commit-msg
		fault error hooks commit-msg 'not executable'
	else
		git config --remove-section hook.rel-pre-push
		fault error hooks pre-push "'pre-push' was installed, and does not run: removed"
		mended error hooks pre-push
		git config hook.rel-commit-msg.enabled false
		fault error hooks commit-msg 'hook.rel-commit-msg.enabled is false'
	fi
	mended error hooks commit-msg
	sound_audit
}

@test "worst first, explained once, and the count at the end" {
	git config rel.remote upstream
	git config alias.rel log
	local i
	for i in 1 2 3 4 5; do git branch "release/v0.1.$i" v0.1.0; git tag -am x "v0.1.$i" v0.1.0; done
	run git rel doctor
	[ "$status" -eq 1 ]
	[[ ${lines[0]} == "error    config "* ]]
	[[ $output == *'  and 2 more of this kind: --json lists all'* ]]
	[ "$(grep -c 'still to come' <<<"$output")" -eq 1 ]
	[ "${lines[-1]}" = '1 error, 6 warnings' ]
}

@test "a page of its own, which runs and fetches nothing" {
	git branch 'v0.1.0'
	git config rel.develop 'no<b>pe'
	run git rel doctor --html=page.html
	[ "$status" -eq 1 ]
	[[ $output == *"'page.html' is written: 1 error, 1 warning"* ]]
	grep -qF "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'" page.html
	grep -qF 'no&lt;b&gt;pe' page.html
	run grep -iE '<script|src=|href=|no<b>pe' page.html
	[ "$status" -eq 1 ]
	grep -qF '<strong>1 error, 1 warning</strong>' page.html
	run git rel doctor --html=- --json
	[ "$status" -eq 129 ]
}

@test "tags of another form are found, where nothing is configured" {
	git config --unset rel.model
	git tag -d v0.1.0 >/dev/null
	for i in 1 2 3; do
		git commit -q --allow-empty -m "Change $i"
		git tag -am "$i" "proj-1.$i"
	done
	run git rel doctor
	[ "$status" -eq 0 ]
	[[ $output == *'annotated: 3 of 3 tags of versions'* ]]
}

@test "outside a repository it says what git says" {
	cd "$T"
	run git rel doctor
	[ "$status" -eq 128 ]
	[[ $output == *'not a git repository'* ]]
}

@test "few processes, whatever there is" {
	local i
	for ((i = 0; i < 40; i++)); do git tag -am x "v0.3.$i" main; done
	GIT_TRACE2_EVENT="$T/trace" git rel doctor >/dev/null
	i=$(grep -c '"event":"start"' "$T/trace")
	[ "$i" -le 5 ] || fail "$i processes"
}

@test "what is to rest is said where it is heard" {
	repo_trunk
	printf '[release]\nmodel = trunk\n[rules]\ntag-kind = annotated\nsince = v0.1.0\n' >.gitrel
	record
	git tag v0.2.0
	git push -q origin main v0.2.0
	run git rel doctor
	exits 1
	says "'v0.2.0' is a lightweight tag" 'since = v0.2.0, in .gitrel of main'
	sed -i 's/^since = .*/since = v0.2.0/' .gitrel
	record
	git push -q origin main
	run git rel doctor
	[[ $output != *lightweight* ]]
}

@test "since: a tag that is not here leaves nothing out, and is told" {
	git config rel.rule.since v0.0.9
	fault error since v0.0.9 "there is no tag or commit 'v0.0.9' here"
	git config rel.rule.since develop
	fault error since develop "there is no tag or commit 'develop' here"
	git config rel.rule.since "$(git rev-parse v0.1.0^0)"
	sound_audit
}

@test "config: an exemption from a rule that there is not" {
	git config rel.exempt.mesage 'feature/*'
	fault error config rel.exempt.mesage "there is no rule 'mesage'"
	mended error config rel.exempt.mesage
	git config rel.bypass.policy ada
	sound_audit
}

@test "bypassed: what a server has let in, the newest first, and not all of it" {
	local i
	mkdir -p .git/rel
	for i in $(seq 12); do
		echo '{"version":1,"time":1,"by":"ada","rule":"message","reason":"night '"$i"'","ref":"refs/heads/t'"$i"'","message":"it"}'
	done >.git/rel/bypassed
	fault warning bypassed t12 'it was let in against message by ada: night 12'
	fault warning bypassed older "2 more are in '"
	run git rel doctor
	exits 0
	[[ $output == *'night 12'*'night 11'* ]]
	run git rel doctor --json
	says 'night 3"'
	[[ $output != *'night 2"'* ]]
}
