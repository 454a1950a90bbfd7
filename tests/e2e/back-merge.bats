# rel.backMerge = pr: develop takes a release by a pull request only, on each forge.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.backMerge pr
}

# begun <forge> [<version>]: a release with a commit of its own, on a forge whose
# develop nobody pushes to
begun() {
	forge_up "$1"
	quietly git rel start --push "${2:-0.2.0}"
	work VERSION "${2:-0.2.0}"
	forge_protect develop
}

# asked_for <n> <title> <head> <base>: pull request <n> is that, and there are <n>
asked_for() {
	[ "$(forge_state issues | "$PYTHON" -c 'import json, sys; print(len(json.load(sys.stdin)))')" = "$1" ] ||
		complain "opened: $(forge_asked POST)" || return
	[ "$(forge_state issues "$1" title)" = "$2" ] || complain "$(forge_state issues "$1")" || return
	[ "$(forge_state issues "$1" pull head)" = "$3" ] || complain "$(forge_state issues "$1" pull)" || return
	[ "$(forge_state issues "$1" pull base)" = "$4" ] || complain "$(forge_state issues "$1" pull)"
}

# there <branch>: its commit on the remote
there() { git -C "$REMOTE" rev-parse -q --verify "refs/heads/$1"; }

@test "a token that was revoked has sent nothing, and that is known" {
	local said="the push to 'origin' failed"
	begun github
	forge_tell token "{\"token\": \"$FORGE_TOKEN\", \"login\": \"ada\", \"revoked\": true}"
	remember
	run git rel finish -y
	refused 128 "$said" 'Authentication failed for' 'hint: nothing was changed'
	[[ $output != *'is not known'* && $output != *'should the server'* ]] || complain "$output"
	# nor is that of a project that nobody sees
	forge_tell repo '{"name": "acme/widget", "private": true}'
	run git rel finish -y
	exits 128
	unchanged
	forge_tell token "{\"token\": \"$FORGE_TOKEN\", \"login\": \"ada\", \"revoked\": false}"
	run git rel finish -y
	exits 0
}

# played <forge>: develop is left alone, then the forge merges, then all is clean
played() {
	begun "$1"
	local develop
	develop=$(there develop)
	run git rel finish -y
	exits 0
	says "opened " "0.2.0 is released: v0.2.0 on 'main'" "to be merged into 'develop' by the forge"
	[ "$(there develop)" = "$develop" ]
	[ "$(git rev-parse develop)" = "$develop" ]
	[ "$(git branch --show-current)" = develop ]
	[ "$(there main)" = "$(git rev-parse 'v0.2.0^{}')" ]
	run ! there release/v0.2.0
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	[[ $(forge_state issues 1 body) == *'as a merge commit'* ]]
	[ "$(git log -1 --format=%s "$(there back-merge/v0.2.0)")" = "Merge tag 'v0.2.0' into develop" ]
	remember
	run git rel finish -y 0.2.0
	exits 0
	says '0.2.0 is released already' 'into '"'develop'"' is open: http'
	unchanged
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	run git rel status
	says "next: git rel finish 0.2.0" "(once the forge has merged 'back-merge/v0.2.0' into 'develop')"
	forge_merge 1
	run git rel finish -y 0.2.0
	exits 0
	run ! there back-merge/v0.2.0
	[ "$(git rev-parse develop)" = "$(there develop)" ]
	git merge-base --is-ancestor v0.2.0 develop
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	run git rel finish -y 0.2.0
	exits 0
	says 'nothing to do'
	run git rel status
	says 'next: git rel start minor'
}

@test "GitHub: a protected develop takes the release by a pull request" { played github; }
@test "GitLab: a protected develop takes the release by a merge request" { played gitlab; }
@test "Gitea: a protected develop takes the release by a pull request" { played gitea; }

@test "who is on the branch that was merged keeps it" {
	begun github
	quietly git rel finish -y
	quietly git fetch
	quietly git switch -q back-merge/v0.2.0
	forge_merge 1
	run git rel finish -y 0.2.0
	exits 1
	says 'git rel finish 0.2.0 --keep'
	run git rel finish -y --keep 0.2.0
	exits 0
	there back-merge/v0.2.0
	quietly git switch -q develop
	run git rel finish -y 0.2.0
	exits 0
	run ! there back-merge/v0.2.0
}

@test "both go by pull requests: the release's, and that of the back-merge" {
	git config rel.finish pr
	begun github
	quietly git rel pr
	forge_merge 1
	run git rel finish -y
	exits 0
	asked_for 2 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	[ "$(there main)" = "$(git rev-parse 'v0.2.0^{}')" ]
	forge_merge 2
	run git rel finish -y 0.2.0
	exits 0
	git fetch -q --prune
	run git rel status
	says 'next: git rel start minor'
	run git rel verify 0.2.0
	exits 0
}

@test "a dry run asks nobody for anything, and its commands make the same" {
	begun github
	forge_forget
	remember
	run git rel finish -n
	exits 0
	says "merge 'v0.2.0' into 'develop', on 'back-merge/v0.2.0'" \
		'git switch --no-track -c back-merge/v0.2.0 origin/develop' \
		'git merge --no-ff --into-name develop v0.2.0' \
		"open pull request 'back-merge/v0.2.0' into 'develop' on GitHub: Merge v0.2.0 into develop" \
		"gh pr create -R $(forge_guessed)/acme/widget -B develop -H back-merge/v0.2.0"
	unchanged
	[ -z "$(forge_asked '^(POST|PUT|PATCH|DELETE)')" ]
	mapfile -d '' typed < <(typed)
	run git rel finish -n --json
	exits 0
	says '"step":"forge"' '"thing":"pull"' '"want":{"head":"back-merge/v0.2.0","base":"develop"'
	gh() { :; }
	for line in "${typed[@]}"; do
		quietly eval "$line" || complain "typed: $line" || return
	done
	[ "$(git branch --show-current)" = develop ]
	[ "$(git log -1 --format=%B "$(there back-merge/v0.2.0)")" = $'Merge tag \'v0.2.0\' into develop\n\nRelease v0.2.0' ] ||
		complain "$(git log -1 "$(there back-merge/v0.2.0)")"
	run git rel finish -y 0.2.0
	exits 0
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
}

@test "what develop has here alone is not pushed with it" {
	begun github
	quietly git switch -q develop
	git commit -q --allow-empty -m 'feat: not yet'
	run git rel finish -y 0.2.0
	exits 0
	[[ $output != *'pushed, too'* ]]
	git log --format=%s "$(there back-merge/v0.2.0)" | { ! grep -q 'not yet'; }
	[ "$(git log -1 --format=%s develop)" = 'feat: not yet' ]
}

@test "title and body are made of what the project has for them" {
	begun github
	git config rel.backMergeTitle 'chore: {branch} gets {version}'
	mkdir .forge
	printf '{tag} comes to {branch}\n' >.forge/back.md
	record
	git config rel.backMergeBody .forge/back.md
	run git rel finish -y
	exits 0
	asked_for 1 'chore: develop gets 0.2.0' back-merge/v0.2.0 develop
	[ "$(forge_state issues 1 body)" = 'v0.2.0 comes to develop' ]
}

@test "a body that is longer than the forge takes is cut, for the release is out by then" {
	begun github
	mkdir .forge
	{ yes 'what there is to know' || :; } | head -n 4000 >.forge/back.md
	record
	git config rel.backMergeBody .forge/back.md
	run git rel finish -y
	exits 0
	says 'note: GitHub takes 65536 characters of a text: the end is left out'
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
}

@test "a form of the body that is not there is told, before anything moves" {
	begun github
	git config rel.backMergeBody .forge/back.md
	remember
	run git rel finish -y
	refused 128 "there is no '.forge/back.md' in 'main'" 'forge.back-merge-body'
}

@test "without a token all else is done, and the page is named" {
	begun github
	git config --global --unset-all "credential.$FORGE_URL.helper"
	git config --global --unset-all "credential.${FORGE_API%%/api*}.helper" || :
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	run git rel finish -n
	exits 0
	says "note: left to you: open the pull request of 'back-merge/v0.2.0' into 'develop': http"
	run git rel finish -y
	exits 1
	says 'there is no token for GitHub, so this is left:' \
		"open the pull request of 'back-merge/v0.2.0' into 'develop': http://$(forge_guessed)/acme/widget/compare/develop...back-merge/v0.2.0?expand=1&title=Merge%20v0.2.0%20into%20develop"
	[ "$(there main)" = "$(git rev-parse 'v0.2.0^{}')" ]
	there back-merge/v0.2.0
	run git rel finish -y 0.2.0
	exits 1
	says '0.2.0 is released already' 'so this is left:'
	run ! git rel --continue
}

@test "a forge that nobody knows: the branch is there, and a person does the rest" {
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	run git rel finish -y
	exits 1
	says 'there is no forge that we know, so this is left:' \
		"open the pull request of 'back-merge/v0.2.0' into 'develop'"
	there back-merge/v0.2.0
	quietly git switch -q develop
	quietly git merge -q --no-ff origin/back-merge/v0.2.0
	quietly git push -q origin develop
	run git rel finish -y 0.2.0
	exits 0
	run ! there back-merge/v0.2.0
}

@test "without a push it waits for one; without a remote it is refused" {
	begun github
	run git rel finish -y --no-push
	exits 0
	says "note: 'develop' gets it by a pull request, once it is pushed"
	[ "$(git rev-parse develop)" = "$(there develop)" ]
	run git rel finish -y 0.2.0
	exits 0
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	quietly git rel finish -y 0.2.0
	git remote remove origin
	git switch -q -c release/v0.3.0 develop
	work VERSION 0.3.0
	remember
	run git rel finish -y
	refused 128 remote
}

@test "what we settle by structure is settled in the branch of the pull request" {
	forge_up github
	git config rel.versionFiles VERSION
	git config rel.notesStyle keepachangelog
	quietly git switch -q develop
	work CHANGELOG.md $'# Changelog\n\n## [Unreleased]\n- A'
	git push -q origin develop
	quietly git rel start --push 0.2.0
	colleague develop 'echo 0.3.0.dev >VERSION; sed -i "s/^- A/- B\n- A/" CHANGELOG.md'
	forge_protect develop
	run git rel finish -y
	exits 0
	says "'CHANGELOG.md' is merged section by section"
	[ "$(git -C "$REMOTE" show back-merge/v0.2.0:CHANGELOG.md)" = \
		$'# Changelog\n\n## [Unreleased]\n- B\n\n## [0.2.0] - 2026-01-31\n- A' ] ||
		[[ $(git -C "$REMOTE" show back-merge/v0.2.0:CHANGELOG.md) == *'[Unreleased]'*'- B'*'[0.2.0]'*'- A'* ]] ||
		complain "$(git -C "$REMOTE" show back-merge/v0.2.0:CHANGELOG.md)"
	forge_merge 1
}

@test "a conflict is resolved here, and the pull request has what came of it" {
	begun gitlab
	colleague develop 'echo other >VERSION'
	remember
	run git rel finish -y
	exits 1
	says "does not merge cleanly into 'develop'" 'git rel finish --resolve'
	unchanged
	run git rel finish -y --resolve
	exits 1
	says 'is set up in'
	echo both >VERSION
	quietly git commit -qam 'Merge by hand'
	run git rel --continue
	exits 0
	[ "$(git -C "$REMOTE" show back-merge/v0.2.0:VERSION)" = both ]
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	forge_merge 1
	quietly git rel finish -y 0.2.0
	[ "$(git show develop:VERSION)" = both ]
}

@test "the version of the work that goes on comes with it" {
	git config rel.versionFiles VERSION
	git config rel.nextDev minor
	forge_up github
	quietly git rel start --push 0.2.0
	run git rel finish -y
	exits 0
	says "'develop' goes on as 0.3.0-dev"
	[ "$(git -C "$REMOTE" show back-merge/v0.2.0:VERSION)" = 0.3.0-dev ]
	[ "$(git -C "$REMOTE" show develop:VERSION)" = 0.1.0 ]
	run git rel finish -y 0.2.0
	exits 0
	says 'is open'
}

@test "a hotfix goes into open releases by pull requests, too" {
	begun github 0.3.0
	quietly git push -q origin release/v0.3.0
	quietly git rel hotfix 0.2.1
	work mend 1
	run git rel finish -y
	exits 0
	[ "$(forge_state issues 1 pull base)" = develop ]
	[ "$(forge_state issues 2 pull base)" = release/v0.3.0 ]
	[ "$(forge_state issues 2 pull head)" = back-merge/v0.2.1-into-release/v0.3.0 ]
	forge_merge 1 && forge_merge 2
	run git rel finish -y 0.2.1
	exits 0
	[ -z "$(git -C "$REMOTE" for-each-ref refs/heads/back-merge)" ] || complain "$output"
	git show release/v0.3.0:mend
}

@test "a branch of that name that is another one is told" {
	begun github
	git push -q origin "$(git commit-tree -p develop -m other 'develop^{tree}'):refs/heads/back-merge/v0.2.0"
	remember
	run git rel finish -y
	refused 1 "branch 'back-merge/v0.2.0' exists already on origin, without v0.2.0" \
		'git push origin :back-merge/v0.2.0'
}

@test "one that was closed is opened again; one that was squashed gets the tag by another" {
	begun github
	quietly git rel finish -y
	forge_ask PATCH "$FORGE_REPO/pulls/1" '{"state": "closed"}' >/dev/null
	run git rel finish -y 0.2.0
	exits 0
	asked_for 2 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	forge_ask PUT "$FORGE_REPO/pulls/2/merge" '{"merge_method": "squash"}' >/dev/null
	quietly git push -q origin :back-merge/v0.2.0
	run git rel finish -y 0.2.0
	exits 0
	asked_for 3 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	forge_merge 3
	quietly git rel finish -y 0.2.0
	git merge-base --is-ancestor v0.2.0 develop
}

@test "a start waits for it, and says what brings it" {
	begun github
	quietly git rel finish -y
	remember
	run git rel start 0.3.0
	refused 1 "'main' is not merged back into 'develop'" 'git rel finish 0.2.0'
	git config rel.rule.back-merge before-start
	run git rel doctor
	says 'git rel finish 0.2.0'
	run git rel verify 0.2.0
	says 'git rel finish 0.2.0'
}

@test "what main has beside the releases comes by a branch of main" {
	begun github
	quietly git rel finish -y
	forge_merge 1
	quietly git rel finish -y 0.2.0
	colleague main 'echo x >by-hand'
	git fetch -q
	run git rel status
	says 'next: git push origin refs/remotes/origin/main:refs/heads/back-merge/main' '(then open a pull request'
	quietly git push origin refs/remotes/origin/main:refs/heads/back-merge/main
	run git rel status
	says 'next: git fetch origin' '(once the forge has merged'
}

@test "a release that is merged and not finished: start and doctor name finish" {
	begun github
	git config rel.finish pr
	quietly git rel pr
	forge_merge 1
	run git rel start 0.3.0
	exits 1
	says "'main' is not merged back into 'develop'" 'hint: git rel finish 0.2.0'
	[[ $output != *'git push'* ]] || complain "$output"
	git fetch -q
	run git rel doctor
	says 'git rel finish 0.2.0'
	[[ $output != *'git push'* ]] || complain "$output"
	git config rel.backMerge push
	run git rel start 0.3.0
	exits 1
	says 'hint: git rel finish 0.2.0'
}

@test "a rule that a hotfix is on all lines is met by its pull requests" {
	git config rel.rule.lines-have 'hotfix/*'
	begun github 0.3.0
	quietly git push -q origin release/v0.3.0
	quietly git rel hotfix 0.2.1
	work mend 1
	run git rel finish -y
	exits 0
	asked_for 2 'Merge v0.2.1 into release/v0.3.0' back-merge/v0.2.1-into-release/v0.3.0 release/v0.3.0
}

# walked <forge>: gitflow where main and develop take pull requests only, and
# nothing is set: what is said leads to the end, typed as it is.  A server names
# only the first branch that it refuses.
walked() {
	git config --unset rel.backMerge
	begun "$1"
	forge_protect main
	quietly git push -q origin release/v0.2.0
	run git rel finish -y
	exits 1
	advises 'git config rel.backMerge pr'
	git config rel.backMerge pr
	run git rel finish -y
	exits 1
	advises 'git config rel.finish pr'
	[[ $output != *'rel.backMerge pr'* ]]
	git config rel.finish pr
	run git rel status
	says 'next: git rel pr 0.2.0'
	quietly git rel pr 0.2.0
	run git rel status
	says 'next: git rel finish 0.2.0' '(once the forge has merged it)'
	forge_merge 1
	run git rel finish -y 0.2.0
	exits 0
	asked_for 2 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	forge_merge 2
	quietly git rel finish -y 0.2.0
	run git rel status
	says 'next: git rel start minor'
}

@test "finish is pr already, and develop refuses: what is said ends it" {
	git config --unset rel.backMerge
	git config rel.finish pr
	begun github
	quietly git rel pr
	forge_merge 1
	run git rel finish -y
	exits 1
	says 'develop: '
	advises 'git config rel.backMerge pr'
	[[ $output != *'rel.finish pr'* ]]
	git config rel.backMerge pr
	run git rel status
	says 'next: git rel finish 0.2.0'
	run git rel finish -y 0.2.0
	exits 0
	asked_for 2 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
}

@test "GitHub: protected branches are told, and the way there" { walked github; }
@test "GitLab: protected branches are told, and the way there" { walked gitlab; }
@test "Gitea: protected branches are told, and the way there" { walked gitea; }

# answered_502 <forge>: the POST is carried out, and answered by a proxy
answered_502() {
	begun "$1"
	forge_fault 'POST (pulls|merge_requests)$' veiled
	run git rel finish -y
	[ "$status" -eq 0 ] || { run git rel --continue; exits 0; }
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	run git rel finish -y 0.2.0
	exits 0
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
}

@test "GitHub: a 502 behind which it was opened: there is one" { answered_502 github; }
@test "GitLab: a 502 behind which it was opened: there is one" { answered_502 gitlab; }
@test "Gitea: a 502 behind which it was opened: there is one" { answered_502 gitea; }

@test "the forge is away once all is pushed: --continue opens it; --abort is refused" {
	begun github
	forge_fault 'POST pulls$' status '"status": 500, "times": 0'
	run git rel finish -y
	exits 128
	says 'it is decided: git rel --continue completes it'
	[ "$(there main)" = "$(git rev-parse 'v0.2.0^{}')" ]
	run git rel --abort
	exits 1
	says 'is decided already'
	forge_mend
	run git rel --continue
	exits 0
	says 'opened pull request #1'
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	run git rel log
	says 'git rel finish 0.2.0'
	remember
	run git rel undo -y
	refused 1 'it is public'
}

# overtaken <forge>: a colleague opens what we could not; it is merged, and tidied up
overtaken() {
	forge_unjudged
	begun "$1"
	forge_fault 'POST (pulls|merge_requests)$' status '"status": 500, "times": 0'
	run git rel finish -y
	exits 128
	forge_mend
	forge_ask POST "$FORGE_REPO/$([ "$1" = gitlab ] && echo merge_requests || echo pulls)" \
		'{"head": "back-merge/v0.2.0", "base": "develop", "title": "Merge v0.2.0 into develop",
		"source_branch": "back-merge/v0.2.0", "target_branch": "develop"}' >/dev/null
	forge_merge 1
	[ "$1" = gitea ] || git -C "$REMOTE" update-ref -d refs/heads/back-merge/v0.2.0
	run git rel --continue
	exits 0
	says "'develop' has what 'back-merge/v0.2.0' was to bring"
	[ "$1" = gitea ] || [ -z "$(there back-merge/v0.2.0)" ]
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	run git rel finish -y 0.2.0
	exits 0
	run git rel
	[[ $output != *'--continue'* ]] || complain "$output"
}

@test "GitHub: who is overtaken by a colleague continues to a clean end" { overtaken github; }
@test "GitLab: who is overtaken by a colleague continues to a clean end" { overtaken gitlab; }
@test "Gitea: who is overtaken by a colleague continues to a clean end" { overtaken gitea; }

@test "a pull request that the forge will not have: all that is advised is true" {
	begun github
	forge_fault 'POST pulls$' status '"status": 422, "times": 0, "json": {"message": "Validation Failed"}'
	run git rel finish -y
	exits 1
	says 'hint: it is decided: git rel --continue completes it, once the cause is gone' \
		'hint: git rel --quit forgets it, and leaves what the forge has by now'
	[[ $output != *--abort* && $output != *undo* ]] || complain "$output"
	run git rel status
	says 'next: git rel --continue' '  or: git rel --quit' '(what the forge has by now stays)'
	[[ $output != *--abort* ]] || complain "$output"
	run git rel --quit
	exits 0
	run git rel status
	says "no pull request of 'back-merge/v0.2.0' into 'develop' was opened from here; git rel status --forge asks for one" \
		"next: git rel finish 0.2.0" "(it opens the pull request of 'back-merge/v0.2.0' into 'develop', unless one is open)"
	[[ $output != *'to be merged'* ]] || complain "$output"
	forge_mend
	run git rel finish -y 0.2.0
	exits 0
	asked_for 1 'Merge v0.2.0 into develop' back-merge/v0.2.0 develop
	run git rel status
	says "'back-merge/v0.2.0' is to be merged into 'develop' by the forge" 'once the forge has merged'
}

@test "what is qualified: main gets the release by a pull request, while stable goes on" {
	cd "$T"
	rm -rf "$R" "$REMOTE"
	repo_qualify
	quietly git rel init --model=qualify
	git config rel.backMerge pr
	forge_up github
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	quietly git rel pr
	forge_merge 1
	run git rel finish -y
	exits 0
	asked_for 2 'Merge v0.2.0 into main' back-merge/v0.2.0 main
	colleague stable 'echo more >more'
	git fetch -q
	run git rel finish -y 0.2.0
	exits 0
	says 'into '"'main'"' is open: '
	asked_for 2 'Merge v0.2.0 into main' back-merge/v0.2.0 main
	forge_merge 2
	run git rel finish -y 0.2.0
	exits 0
	asked_for 3 'Merge v0.2.0 into main' back-merge/v0.2.0 main
	forge_merge 3
	run git rel finish -y 0.2.0
	exits 0
	git fetch -q
	git merge-base --is-ancestor origin/stable origin/main
	run ! there back-merge/v0.2.0
}

@test "a stable line goes into main and develop by pull requests where one says so" {
	begun github
	quietly git push -q origin "v0.1.0^{}:refs/heads/stable/v0.1"
	git fetch -q
	quietly git switch -q stable/v0.1
	quietly git rel start 0.1.1
	work mend 1
	run git rel finish -y --into main --into develop
	exits 0
	[ "$(forge_state issues 1 pull head)" = back-merge/v0.1.1-into-main ]
	[ "$(forge_state issues 1 pull base)" = main ]
	[ "$(forge_state issues 2 pull head)" = back-merge/v0.1.1 ]
	[ "$(forge_state issues 2 pull base)" = develop ]
	git merge-base --is-ancestor origin/back-merge/v0.1.1-into-main origin/back-merge/v0.1.1
	forge_merge 1
	run git rel finish -y 0.1.1
	exits 0
	forge_merge 2
	quietly git rel finish -y 0.1.1
	[ -z "$(git -C "$REMOTE" for-each-ref 'refs/heads/back-merge*')" ] ||
		complain "$(git -C "$REMOTE" for-each-ref)"
}

@test "the rules let what was merged so into develop, and the branch of it" {
	git config rel.rule.merge-into-develop 'feature/* release/* hotfix/*'
	git config rel.rule.create 'feature/* release/* hotfix/* back-merge/*'
	git config rel.rule.lines-have 'hotfix/*'
	git config rel.rule.main-line releases
	begun github
	run git rel finish -y
	exits 0
	forge_merge 1
	git fetch -q
	run git rel check --rules v0.1.0..origin/develop
	exits 0
	run git rel doctor
	[[ $output != *merge-into-develop* ]] || complain "$output"
	git config rel.rule.create 'feature/* release/* hotfix/*'
	run git rel status
	exits 128
	says 'nobody can meet create'
}
