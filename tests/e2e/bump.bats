#!/usr/bin/env bats
# Version files: what a release changes in them, and what it leaves alone.

load lib

setup() { sealed; }

# policy <lines>: as .gitrel, committed on the branch work goes on in.
policy() {
	printf '%s\n' "$@" >.gitrel
	commit
}

commit() {
	git add -A
	git commit -q -m "Prepare"
	git push -q origin HEAD
	[ -z "$DEVELOP" ] || git push -q origin HEAD:develop HEAD:main
	git fetch -q
}

# file <path> <lines>
file() {
	mkdir -p "$(dirname "$1")"
	printf '%s\n' "${@:2}" >"$1"
}

# holds <rev>:<path> <lines>
holds() {
	diff <(printf '%s\n' "${@:2}") <(git cat-file blob "$1") ||
		complain "$1 differs"
}

# changed <file>...: in the last commit, just these
changed() {
	diff <(printf '%s\n' "$@" | sort) \
		<(git diff-tree -r --name-only --no-commit-id HEAD | sort) ||
		complain "other files changed"
}

# one file, VERSION, on a trunk
plain() {
	repo_trunk
	git config rel.model trunk
	git config rel.versionFiles "${1-VERSION}"
}

# ---- the processes ---------------------------------------------------------

@test "a library: pyproject and __init__ if present, in a commit of its own" {
	repo_gitflow
	file pyproject.toml '[project]' 'name = "agentlightning"' \
		'version = "0.2.1"  # by the script' \
		'dependencies = ["agentops==0.2.1"]'
	file agentlightning/__init__.py '__version__ = "0.2.1"' 'x = 1'
	file uv.lock 'version = "0.2.1"'
	policy '[release]' 'bump-message = "Bump version to {version}"' \
		'[version]' 'files = "pyproject.toml agentlightning/__init__.py?"'
	run git rel start 0.2.2
	exits 0
	[ "$(git log -1 --format=%B)" = 'Bump version to 0.2.2' ]
	[ "$(git rev-parse HEAD^)" = "$(git rev-parse develop)" ]
	changed pyproject.toml agentlightning/__init__.py
	holds HEAD:pyproject.toml '[project]' 'name = "agentlightning"' \
		'version = "0.2.2"  # by the script' \
		'dependencies = ["agentops==0.2.1"]'
	holds HEAD:agentlightning/__init__.py '__version__ = "0.2.2"' 'x = 1'
	[ -z "$(git status --porcelain)" ]
	# easy to pick
	git switch -q develop
	git cherry-pick release/v0.2.2 >/dev/null
}

@test "the same without the file that need not be there" {
	repo_gitflow
	file pyproject.toml '[project]' 'version = "0.2.1"'
	policy '[release]' 'bump-message = "Bump version to {version}"' \
		'[version]' 'files = "pyproject.toml agentlightning/__init__.py?"'
	run git rel start 0.2.2
	exits 0
	changed pyproject.toml
}

@test "a platform: VERSION in one release commit, leading zeros kept" {
	repo_trunk
	echo 26.1.0 >VERSION
	policy '[release]' 'model = trunk' 'scheme = calver' \
		'branch = release/{version}' 'tag = {version}' \
		'commit-message = "release: {version}"' \
		'[version]' 'files = VERSION' 'placeholder = NEXT_RELEASE_VERSION'
	run git rel start 26.2.0
	exits 0
	on_branch release/26.2.0
	[ "$(git log -1 --format=%B)" = 'release: 26.2.0' ]
	holds HEAD:VERSION 26.2.0
	changed VERSION
	git switch -q main
	run git rel start 26.03.0a1
	exits 0
	holds HEAD:VERSION 26.03.0a1
}

@test "a tool: four JSON files, one by path, a TOML file" {
	repo_gitflow
	file plugin/plugin.json '{' '  "name": "x",' '  "version": "0.1.0"' '}'
	file marketplace.json '{"version": "2",' ' "plugins": [' \
		'  {"name": "x", "version": "0.1.0", "needs": "0.1.0"}]}'
	printf '\xef\xbb\xbf{\r\n\t"version" : "0.1.0",\r\n\t"v": 1e1\r\n}' >vscode.json
	file site/package.json '{"dependencies":{"version":"0.1.0"},"version":"0.1.0"}'
	file tool/config.toml '[tool]' "version = '0.1.0'"
	policy '[release]' 'scheme = pep440' \
		'commit-message = "chore: prepare release {version}"' '[version]' \
		'files = "plugin/plugin.json marketplace.json:.plugins[0].version vscode.json site/package.json tool/config.toml:.tool.version"'
	run git rel start 0.2.0
	exits 0
	[ "$(git log -1 --format=%B)" = 'chore: prepare release 0.2.0' ]
	changed plugin/plugin.json marketplace.json vscode.json \
		site/package.json tool/config.toml
	holds HEAD:marketplace.json '{"version": "2",' ' "plugins": [' \
		'  {"name": "x", "version": "0.2.0", "needs": "0.1.0"}]}'
	holds HEAD:site/package.json \
		'{"dependencies":{"version":"0.1.0"},"version":"0.2.0"}'
	holds HEAD:tool/config.toml '[tool]' "version = '0.2.0'"
	cmp vscode.json <(printf '\xef\xbb\xbf{\r\n\t"version" : "0.2.0",\r\n\t"v": 1e1\r\n}')
}

@test "a static version where the tags tell it is refused" {
	repo_gitflow
	file pyproject.toml '[build-system]' '[project]' 'version = "0.1.0"'
	policy '[version]' 'forbid-static = "pyproject.toml setup.cfg"'
	remember
	run git rel start 0.2.0
	refused 1 pyproject.toml:3 "'0.1.0'" forbid-static
	file pyproject.toml '[project]' 'dynamic = ["version"]'
	commit
	run git rel start 0.2.0
	exits 0
	[ "$(git rev-parse HEAD)" = "$(git rev-parse develop)" ]
}

@test "the placeholder is frozen for a final, not for a candidate" {
	repo_gitflow
	file src/a.py 'added_version="NEXT_RELEASE_VERSION"' 'X_NEXT_RELEASE_VERSION' \
		'NEXT_RELEASE_VERSION NEXT_RELEASE_VERSION'
	file src/meta/b.py NEXT_RELEASE_VERSION
	file docs/c.md NEXT_RELEASE_VERSION
	policy '[release]' 'scheme = pep440' '[version]' 'files = VERSION' \
		'placeholder = "NEXT_RELEASE_VERSION src !src/meta"'
	mkdir -p dir/sub
	cd dir/sub
	run git rel start 0.2.0rc1
	exits 0
	cd "$R"
	changed VERSION
	run git rel bump 0.2.0
	exits 0
	changed VERSION src/a.py
	holds HEAD:src/a.py 'added_version="0.2.0"' 'X_NEXT_RELEASE_VERSION' \
		'"0.2.0" "0.2.0"'
	git switch -q develop
	git config rel.placeholder NEXT_RELEASE_VERSION
	run git rel start 0.3.0
	exits 0
	changed VERSION src/a.py src/meta/b.py docs/c.md
}

# ---- bump -------------------------------------------------------------------

@test "bump takes the version from the branch, or as it is told" {
	plain
	run git rel bump
	exits 129
	says 'git rel bump <version>'
	run git rel bump minor
	exits 0
	holds HEAD:VERSION 0.2.0
	[ "$(git log -1 --format=%B)" = 'Bump version to 0.2.0' ]
	git switch -q -c release/v0.3.0
	run git rel bump
	exits 0
	holds HEAD:VERSION 0.3.0
	remember
	run git rel bump
	exits 0
	says already
	unchanged
	run git rel bump v1.0.0
	exits 0
	holds VERSION 1.0.0 || holds HEAD:VERSION 1.0.0
	[ "$(cat VERSION)" = 1.0.0 ]
}

@test "bump and start can be taken back" {
	plain
	remember
	quietly git rel bump 0.2.0
	run git rel undo -y
	exits 0
	unchanged
	git rel start 0.2.0
	run git rel undo -y
	exits 0
	unchanged
}

@test "a dry run leaves nothing" {
	plain
	remember fingerprint
	run git rel bump -n 0.2.0
	exits 0
	says 'was 0.1.0' "git commit -m 'Bump version to 0.2.0' -- VERSION"
	unchanged
	run git rel start -n 0.2.0
	exits 0
	says 'Release 0.2.0'
	unchanged
}

@test "changes in other files stay, changes in a version file are in the way" {
	plain
	echo mine >>a.txt
	run git rel bump 0.2.0
	exits 0
	[ "$(git status --porcelain)" = ' M a.txt' ]
	echo 7 >VERSION
	remember
	run git rel bump 0.3.0
	refused 1 VERSION
}

@test "the work tree is not where the versions are read from" {
	plain
	git branch other
	git config rel.base other
	echo 5.0.0 >VERSION
	git commit -q -a -m 'Elsewhere'
	run git rel start 0.2.0
	exits 0
	[ "$(git log -1 --format=%p)" = "$(git rev-parse --short other)" ]
	holds HEAD:VERSION 0.2.0
}

@test "a hotfix counts on from the files of its tag" {
	repo_gitflow
	git config rel.versionFiles VERSION
	run git rel hotfix
	exits 0
	on_branch hotfix/v0.1.1
	holds HEAD:VERSION 0.1.1
	[ "$(git log -1 --format=%s)" = 'Release 0.1.1' ]
}

@test "start --push pushes the release commit" {
	repo_gitflow
	git config rel.versionFiles VERSION
	run git rel start --push 0.2.0
	exits 0
	here_and_there refs/heads/release/v0.2.0
	holds HEAD:VERSION 0.2.0
	quietly git rel finish -y
	holds main:VERSION 0.2.0
	holds develop:VERSION 0.2.0
	released 0.2.0
}

@test "anchors count their matches" {
	plain
	file README.md 'pip install x==0.1.0' 'pip install y==0.1.0' 'x==0.1.0.'
	file docs/conf.py "release = '0.1.0'"
	git add -A
	git commit -q -m docs
	git config rel.versionAnchors "README.md*2: x=={version}; docs/conf.py: release = ?{version}?"
	run git rel bump 0.2.0
	exits 0
	changed VERSION README.md docs/conf.py
	holds HEAD:README.md 'pip install x==0.2.0' 'pip install y==0.1.0' 'x==0.2.0.'
	git config rel.versionAnchors "README.md: x=={version}"
	remember
	run git rel bump 0.3.0
	refused 1 README.md '2 times instead of 1'
}

@test "several places in one file" {
	plain 'VERSION p.json p.json:.a.version'
	file p.json '{"version": "0.1.0", "a": {"version": "0.1.0"}}'
	git add -A
	git commit -q -m p
	run git rel bump 0.2.0
	exits 0
	holds HEAD:p.json '{"version": "0.2.0", "a": {"version": "0.2.0"}}'
}

@test "each ecosystem keeps its spelling until it is told another" {
	plain 'pyproject.toml package.json v.txt'
	file pyproject.toml '[project]' 'version = "0.1.0rc1"'
	file package.json '{"version": "0.1.0-rc.1"}'
	file v.txt v0.1.0-rc1
	git add -A
	git commit -q -m files
	run git rel bump 0.1.0
	exits 0
	holds HEAD:pyproject.toml '[project]' 'version = "0.1.0"'
	holds HEAD:package.json '{"version": "0.1.0"}'
	holds HEAD:v.txt v0.1.0
}

@test "modes stay" {
	plain 'VERSION bin/tool:VERSION'
	file bin/tool 'VERSION=0.1.0'
	chmod +x bin/tool
	git add -A
	git commit -q -m tool
	run git rel bump 0.2.0
	exits 0
	[ "$(git ls-tree HEAD bin/tool | cut -c1-6)" = 100755 ]
	[ -x bin/tool ]
	grep -qx VERSION=0.2.0 bin/tool
}

# ---- what is refused ----------------------------------------------------------

@test "a file that carries another version is named with its line" {
	plain 'VERSION p.json'
	file p.json '{' '"version": "0.0.9"}'
	git add -A
	git commit -q -m p
	remember fingerprint
	run git rel bump 0.2.0
	refused 1 "p.json:2" "'0.0.9'" "'0.1.0'" VERSION
	run git rel start 0.2.0
	refused 1 "p.json:2"
}

@test "a file without a version, without an end, or not there" {
	plain 'VERSION p.json'
	remember fingerprint
	run git rel bump 0.2.0
	refused 1 p.json "'p.json?'"
	file p.json '{"version": "0.1.0",}'
	git add -A
	git commit -q -m p
	remember fingerprint
	run git rel bump 0.2.0
	refused 1 p.json
	file p.json '{}'
	git commit -q -a -m p
	remember fingerprint
	run git rel bump 0.2.0
	refused 1 p.json 'no version'
	git rm -q p.json
	ln -s VERSION p.json
	git add -A
	git commit -q -m p
	remember fingerprint
	run git rel bump 0.2.0
	refused 1 p.json 'plain file'
}

@test "a detached HEAD, an unknown word, nothing configured" {
	plain
	git switch -q --detach
	remember
	run git rel bump 0.2.0
	refused 1 branch
	git switch -q main
	run git rel bump 0.x
	exits 129
	git config --unset rel.versionFiles
	run git rel bump 0.2.0
	exits 128
	says rel.versionFiles
}

@test "a setting that cannot be meant is named with its place" {
	plain
	git config rel.versionFiles 'VERSION src/main.c'
	run git rel bump 0.2.0
	exits 128
	says rel.versionfiles .git/config src/main.c src/main.c:VERSION
	git config --unset rel.versionFiles
	printf '[version]\nfiles = ../VERSION\n' >.gitrel
	run git rel status
	exits 128
	says .gitrel:2 files ../VERSION
}

@test "commit-msg has its say" {
	plain
	printf '#!/bin/sh\ngrep -q "^chore: " "$1" || { echo no; exit 1; }\n' >.git/hooks/commit-msg
	chmod +x .git/hooks/commit-msg
	remember
	run git rel bump 0.2.0
	refused 1 commit-msg rel.bumpMessage --no-verify
	run git -c rel.bumpMessage='chore: {version} after {previous}' rel bump 0.2.0
	exits 0
	[ "$(git log -1 --format=%s)" = 'chore: 0.2.0 after 0.1.0' ]
	run git rel bump --no-verify 0.3.0
	exits 0
}

@test "commits are signed where git is told to" {
	plain
	ssh_key
	git config commit.gpgSign true
	run git rel bump 0.2.0
	exits 0
	git verify-commit HEAD
}

@test "as typed by hand" {
	plain
	twin
	quietly git rel start 0.2.0
	by_hand 'git switch -q -c release/v0.2.0 && echo 0.2.0 >VERSION &&
		git commit -q -a -m "Release 0.2.0"'
	as_by_hand
}

# ---- other readers --------------------------------------------------------------

@test "other parsers see that only the version changed" {
	plain
	run "$PYTHON" "$LIB/like_parsers.py" "$R" "${FILES_COUNT:-60}" "${FILES_SEED:-1}"
	exits 0
	says ' 0 differ'
}

# ---- a tag never says another version than its files -----------------------

# carries <lines>: a gitflow release 0.2.0 whose VERSION says that since
carries() {
	repo_gitflow
	git config rel.model gitflow
	git config rel.versionFiles VERSION
	quietly git rel start 0.2.0
	printf '%s\n' "$@" >VERSION
	git commit -q -a -m 'Go on'
}

@test "finish refuses a version file that says another version, and bump mends it" {
	carries 0.2.0-dev
	before=$(git for-each-ref)
	run git rel status
	[[ $output == *'next: git rel bump'* ]]
	run -1 git rel finish
	[[ $output == *"error: VERSION:1: the version is '0.2.0-dev', not '0.2.0'"* ]]
	[[ $output == *'hint: git switch release/v0.2.0 && git rel bump'* ]]
	[ "$(git for-each-ref)" = "$before" ]
	git switch release/v0.2.0 && git rel bump
	git rel finish -y
	[ "$(git show v0.2.0:VERSION)" = 0.2.0 ]
}

@test "finish refuses files that bump cannot mend, and says where" {
	carries 0.3.0
	echo 0.2.0 >OTHER
	git config rel.versionFiles 'OTHER VERSION'
	git add OTHER
	git commit -q -m 'Another'
	run git rel status
	[[ $output == *'next: put 0.2.0 into the files that carry the version'* ]]
	run -1 git rel finish
	[[ $output == *"error: VERSION:1: the version is '0.3.0', not '0.2.0'"* ]]
	[[ $output == *"hint: put it right on 'release/v0.2.0' and commit it"* ]]
	echo 0.2.0 >VERSION
	git commit -q -a -m 'Mend'
	git rel finish -y
	[ "$(git show v0.2.0:VERSION)" = 0.2.0 ]
}

@test "what the forge merged with another version is not tagged, until it is right" {
	carries 0.2.0-dev
	git config rel.finish pr
	git push -q origin release/v0.2.0
	lands merge release/v0.2.0
	run -1 git rel finish
	[[ $output == *"error: VERSION:1: the version is '0.2.0-dev', not '0.2.0'"* ]]
	[[ $output == *"hint: put it right on 'main', then git rel tag 0.2.0 main"* ]]
	run -1 git rel tag 0.2.0
	[[ $output == *"hint: put it right on 'main', then tag that commit"* ]]
	[ -z "$(git tag -l v0.2.0)" ]
	git fetch -q
	git switch -q main
	git merge -q --ff-only origin/main
	echo 0.2.0 >VERSION
	git commit -q -a -m 'Put the version right'
	git push -q origin main
	git rel tag 0.2.0 main
	[ "$(git show v0.2.0:VERSION)" = 0.2.0 ]
	[ "$(git -C "$REMOTE" rev-parse v0.2.0)" = "$(git rev-parse v0.2.0)" ]
}

@test "another spelling of the same version may be tagged" {
	carries v0.2.0
	git rel finish -y
	[ "$(git show v0.2.0:VERSION)" = v0.2.0 ]
}
