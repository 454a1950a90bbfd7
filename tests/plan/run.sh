#!/usr/bin/env bash
# run.sh [--update] [<name>...]: arguments in, exact plan out.
#
# A case is a file <name>.test:
#
#	# a sentence: what is shown
#	setup <function below>
#	since git 2.54			or before it, where it matters
#	git rel <arguments>
#	{...}
#
# The lines in braces are what --dry-run --json prints, without ids of plans
# and with the test's folder as T.  Dates and identity are fixed, so object
# names are exact: one line pins tree, parents, author and message.  --update
# writes what comes out; look at every line before you keep it.
#
# shellcheck disable=SC2317 # the beginnings are called by name
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
T=$(mktemp -d "${TMPDIR:-/tmp}/plan.XXXXXX") || exit
export T
# shellcheck source=tests/e2e/lib.bash
. "$here/../e2e/lib.bash"
# shellcheck source=tests/forge.bash
. "$here/../forge.bash"
sealed
trap 'unsealed; rm -rf "$T"' EXIT

# ---- where the cases begin ------------------------------------------------

gitflow() {
	repo_gitflow
	quietly git rel init --model=gitflow
}

# with files that carry the version
versioned() {
	gitflow
	printf '{\n  "plugins": [{"version": "0.1.0"}]\n}\n' >p.json
	git add p.json
	git commit -q -m 'Add a plugin'
	git push -q origin HEAD
	git config rel.versionFiles 'VERSION p.json:.plugins[0].version'
	git config rel.commitMessage 'chore: prepare release {version}'
}

# the same, with a file for the notes of a version
noted() {
	versioned
	git config rel.bumpMessage 'Bump version to {version}'
	git config rel.notesFile 'docs/{version}.md'
	git commit -q --allow-empty -m 'feat: say it (#12)'
	git push -q origin HEAD
}

noted_release() {
	noted
	quietly git rel start 0.2.0
}

# somebody's hook is there
hooked() {
	gitflow
	printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-push
	chmod +x .git/hooks/pre-push
}

# other names, which init has to write down
renamed() { repo_named master dev dev; }

# a release with a commit of its own, its branch on the remote; develop went on
release() {
	gitflow
	ready 0.2.0
	git switch -q develop
	git commit -q --allow-empty -m 'Go on'
	git switch -q release/v0.2.0
}

# with commands of its own, which were others when they were trusted
commands() {
	repo_trunk
	printf '[check]\nlint = make lint\n' >.gitrel
	quietly git rel trust
	printf 'docs = make docs\n' >>.gitrel
}

# the same line changed on both sides
conflict() {
	release
	work a.txt ours
	colleague main 'echo theirs >a.txt'
}

# a conflict beside files that are settled by structure
settled_conflict() {
	repo_settled
	work a.txt ours
	colleague develop 'echo theirs >a.txt'
}

templates() {
	release
	git config rel.mergeMessage 'chore: release {version} ({branch})'
	git config rel.tagMessage 'Version {version}: {description} [{set.ticket}]'
	git config rel.tag 'rel-{version}'
}

hotfix_beside_release() {
	release
	git push -q origin HEAD
	git switch -q main
	quietly git rel hotfix
	work urgent.txt urgent
}

# A trunk whose release was merged on the forge by <shell command>.
trunk() {
	repo_trunk
	quietly git rel init --model=trunk
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	work more.txt more
	git push -q origin HEAD
	colleague main 'echo aside >aside.txt'
	colleague main "$1; echo later >later.txt"
}

trunk_merged() {
	trunk 'git merge -q --no-ff -m "Release 0.2.0 (#7)" origin/release/v0.2.0'
}

trunk_squashed() {
	trunk 'git merge -q --squash origin/release/v0.2.0; git commit -q -m "Release 0.2.0 (#7)"'
}

trunk_rebased() {
	trunk 'git cherry-pick origin/release/v0.2.0~2..origin/release/v0.2.0 >/dev/null'
}

trunk_plain() {
	repo_trunk
	quietly git rel init --model=trunk
}

qualify() {
	repo_qualify
	quietly git rel init --model=qualify
	quietly git rel start --push 0.2.0 main
	work VERSION 0.2.0
	git push -q origin HEAD
	colleague stable 'git merge -q --no-ff -m "PR 7" origin/release-qual/0.2.0; echo later >later.txt'
}

# candidates beside the final section they go into
candidates() {
	gitflow
	git config rel.notesStyle sections
	printf '## 0.2.0\n\nFinal.\n\n## 0.2.0-rc1\n\n### Fixes\n\n- Mend it (#1)\n' >CHANGELOG.md
	git add CHANGELOG.md
	git commit -q -m Notes
	git switch -q -c release/v0.2.0
}

# the release branch has a candidate
tagged() {
	release
	quietly git rel rc
}

# a candidate that was released as any other version
candidate_released() {
	trunk_plain
	git tag -a -m 'Release v0.2.0-rc9' v0.2.0-rc9
	git push -q origin v0.2.0-rc9
}

# a colleague's candidate, further back
candidate_there() {
	release
	git tag -a -m 'Try this' v0.2.0-rc.9 HEAD~1
	git push -q origin v0.2.0-rc.9
	git tag -d v0.2.0-rc.9 >"$T/deleted"
	git switch -q develop
}

started() {
	gitflow
	git switch -q main
	quietly git rel start 0.2.0
}

started_there() {
	gitflow
	quietly git rel start --push 0.2.0
}

# Those that begin with forge_ are on one, once they are made.  The release is ready;
forge_release() {
	release
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'## 0.2.0\n\n### Added\n- a thing'
	git push -q origin HEAD
}

# its pull request is open;
forge_open() { forge_release; }
forge_open_there() { quietly git rel pr -l release; }

# it is tagged, and has files.
forge_tagged() {
	forge_release
	mkdir dist
	echo hello >dist/b.txt
	git config rel.assets 'dist/*'
	quietly git rel finish -y
}

# ---- running them ---------------------------------------------------------

# Each beginning is made once.
begin() {
	cd "$T" || return
	if [ ! -d "$T/made.$1" ]; then
		rm -rf repo remote.git colleague
		("$1") || return
		mkdir "made.$1"
		cp -a repo remote.git "made.$1"
	fi
	rm -rf repo remote.git
	cp -a "made.$1/." .
	R=$T/repo REMOTE=$T/remote.git
	cd "$R" || return
	git update-index -q --refresh
	[[ $1 != forge_* ]] || on_forge "$1"
}

# The one forge of all cases, as if it were new.
on_forge() {
	forge_tell reset "{\"root\": \"$(mktemp -d "$T/root.XXXXXX")\"}" || return
	forge_people || return
	git remote set-url origin "$FORGE_URL/$FORGE_PROJECT.git"
	git config rel.forge github
	git config rel.forgeUrl "$FORGE_API"
	forge_credentials "$FORGE_TOKEN"
	[ "$(type -t "$1_there")" != function ] || "$1_there"
}

# The plan of <file>'s case, or what was said instead.
plan_of() {
	local words
	begin "$(sed -n 's/^setup //p' "$1")" || return
	words=$(grep '^git rel ' "$1") || return
	eval "$words --dry-run --json" 2>"$T/said" </dev/null ||
		sed "s/^/# /" "$T/said"
}

# Is the case of another git than the one here?  Its words, if so.
elsewhere() {
	local when

	when=$(grep -E '^(since|before) git ' "$1") || return
	case $when in
	since*) git_before "${when##* }" ;;
	*) ! git_before "${when##* }" ;;
	esac && echo "$when"
}

plain() {
	sed -E "s|$T|T|g; s|127\.0\.0\.1:${FORGE_PORT-none}|FORGE|g; s|<!-- git-rel ci [^ ]* -->|<!-- git-rel ci ID -->|g; s|PATH=[\$]PATH:[^\\\\]*|PATH=\$PATH:BIN|g; 1s/\"id\":\"[^\"]*\",//; 1s/,\"undoes\":\"[^\"]*\"//"
}

update=false
[ "${1-}" = --update ] && update=true && shift
names=("$@")
if [ $# -eq 0 ]; then
	for f in "$here"/*.test; do
		names+=("$(basename "$f" .test)")
	done
fi
echo "1..${#names[@]}"
(cd "$here" && grep -q '^setup forge_' "${names[@]/%/.test}") && forge_up github
bad=0
for name in "${names[@]}"; do
	f=$here/${name%.test}.test
	what="plan: $(sed -n '1s/^# //p' "$f")"
	if when=$(elsewhere "$f"); then
		echo "ok - $what # skip that is $when"
		continue
	fi
	grep -v '^{' "$f" >"$T/head"
	grep '^{' "$f" >"$T/want"
	plan_of "$f" | plain >"$T/got"
	if cmp -s "$T/want" "$T/got"; then
		echo "ok - $what"
	elif $update; then
		cat "$T/head" "$T/got" >"$f"
		echo "ok - $what # written"
	else
		echo "not ok - $what"
		diff "$T/want" "$T/got" | sed 's/^/# /'
		bad=1
	fi
done
exit $bad
