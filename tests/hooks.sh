#!/usr/bin/env bash
# hooks.sh: our hooks beside those of husky, lefthook, simple-git-hooks (npm),
# pre-commit and git-lfs (Debian), each as it is installed from its package.
# Packages are fetched by npm into $TOOLS, a folder that may be kept; what is not
# installed is passed over, and said.
#
# For each: ours is installed before it and after it; what breaks a rule is
# refused, the tool still has its say, and `git rel hooks` tells the truth.
set -u
cd "$(dirname "$0")" || exit 1
T=$(mktemp -d "${TMPDIR:-/tmp}/hooks.XXXXXX") || exit
export T
: "${TOOLS:=$T/tools}"
mkdir -p "$TOOLS"
TOOLS=$(cd "$TOOLS" && pwd)
if command -v npm >/dev/null && [ ! -d "$TOOLS/node_modules" ]; then
	(cd "$TOOLS" && npm init -y && npm i --ignore-scripts husky@9 lefthook@2 simple-git-hooks@2) \
		>"$T/npm.log" 2>&1 || echo "# no packages from npm"
fi
# shellcheck source=tests/e2e/lib.bash
. e2e/lib.bash
sealed
trap 'unsealed; rm -rf "$T"' EXIT
# newer ones have ours in their configuration, where no tool meets them
git_before 2.54 || git_says 2.53.0
n=0 failed=0

result() { # <sentence> <command>...
	local name=$1
	shift
	n=$((n + 1))
	if "$@" >"$T/said" 2>&1; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		sed 's/^/# /' "$T/said"
		failed=$((failed + 1))
	fi
}

# A repository whose messages have a form.
fresh() {
	cd "$T" || exit
	rm -rf "$T/repo" "$T/remote.git"
	repo_gitflow
	git switch -q main
	printf '[rules]\nmessage = feat: * | Merge *\n' >.gitrel
	printf '{"name":"x","version":"1.0.0"}\n' >package.json
	ln -s "$TOOLS/node_modules" node_modules
	echo node_modules >.git/info/exclude
	git add .gitrel package.json
	git commit -q -m 'feat: rules'
	git push -q origin main
	rm -f "$T/tool-ran"
}

tool() { PATH="$TOOLS/node_modules/.bin:$PATH" "$@"; }
state() { git rel hooks status --json 2>/dev/null | sed -n "s/.*\"hook\":\"$1\",\"state\":\"\([^\"]*\)\".*/\1/p"; }
is() { [ "$(state "$1")" = "$2" ] || { echo "$1 is '$(state "$1")', not '$2'"; git rel hooks; return 1; }; }

# Ours refuses, and the tool was asked; what is right goes through.
works() {
	tool git commit -q --allow-empty -m 'feat: right' || return
	[ -z "${1-}" ] || [ -e "$T/tool-ran" ] || { echo 'the tool did not run'; return 1; }
	! tool git commit -q --allow-empty -m wrong || { echo 'ours did not run'; return 1; }
}

husky_() {
	fresh
	tool husky || return
	is commit-msg foreign || return
	! git rel hooks install >"$T/out" 2>&1 || return
	grep -q 'commit-msg\|pre-commit' "$T/out" || return
	! git status --porcelain .husky | grep -qv '^??' || return
	for hook in commit-msg pre-commit; do
		{ echo "echo ran >'$T/tool-ran'"; git rel hooks | sed -n "s/^ *\(! .*hook $hook .*\)/\1/p"; } >".husky/$hook"
	done
	grep -q git-rel .husky/commit-msg || { git rel hooks; return 1; }
	is commit-msg called && works husky
	# it writes its files anew
	tool husky && is commit-msg called && works husky
}

lefthook_after() {
	fresh
	git rel hooks install || return
	printf 'commit-msg:\n  jobs:\n    - run: echo ran >%s/tool-ran\n' "$T" >lefthook.yml
	tool lefthook install -f || tool lefthook install || return
	is commit-msg renamed || return
	! git rel hooks || return
	git rel hooks 2>/dev/null | sed -n 's/^ *\(- run: git-rel hook commit-msg.*\)/    \1/p' >>lefthook.yml
	is commit-msg called && works lefthook
}

lefthook_before() {
	fresh
	printf 'commit-msg:\n  jobs:\n    - run: echo ran >%s/tool-ran\n' "$T" >lefthook.yml
	tool lefthook install || return
	! git rel hooks install || return
	git rel hooks install --chain || return
	works lefthook && git rel hooks uninstall && grep -q lefthook .git/hooks/commit-msg
}

simple_after() {
	fresh
	git rel hooks install || return
	printf '{"name":"x","simple-git-hooks":{"commit-msg":"echo ran >%s/tool-ran"}}\n' "$T" >package.json
	tool simple-git-hooks || return
	is commit-msg replaced || return
	# it deletes hooks that it has no command for
	is pre-push removed || is pre-push installed || return
	# shellcheck disable=SC2016 # for the shell of the hook
	printf '{"name":"x","simple-git-hooks":{"commit-msg":"echo ran >%s/tool-ran && git-rel hook commit-msg -- $1"}}\n' "$T" >package.json
	tool simple-git-hooks && is commit-msg called && works simple
}

simple_before() {
	fresh
	printf '{"name":"x","simple-git-hooks":{"commit-msg":"echo ran >%s/tool-ran"}}\n' "$T" >package.json
	tool simple-git-hooks || return
	! git rel hooks install || return
	git rel hooks install --chain && works simple && git rel hooks uninstall &&
		grep -q tool-ran .git/hooks/commit-msg
}

pre_commit_config() {
	cat >.pre-commit-config.yaml <<-END
		repos:
		- repo: local
		  hooks:
		  - id: own
		    name: own
		    language: system
		    entry: sh -c 'echo ran >$T/tool-ran'
		    stages: [commit, commit-msg]
		    always_run: true
		    pass_filenames: false
	END
}

pre_commit_after() {
	fresh
	pre_commit_config
	git add .pre-commit-config.yaml
	git rel hooks install || return
	pre-commit install -t commit-msg || return
	is commit-msg installed && works pre-commit
}

pre_commit_before() {
	fresh
	pre_commit_config
	git add .pre-commit-config.yaml
	pre-commit install -t commit-msg || return
	! git rel hooks install --chain >"$T/out" 2>&1 || return
	hint=$(sed -n 's/^hint: .*: \(pre-commit uninstall.*\)/\1/p' "$T/out")
	[ -n "$hint" ] || { cat "$T/out"; return 1; }
	eval "$hint" && is commit-msg installed && works pre-commit
}

lfs_before() {
	fresh
	git lfs install --local || return
	! git rel hooks install || return
	git rel hooks install --chain || return
	git lfs track '*.bin' && head -c 1000 /dev/zero >x.bin && git add -A &&
		git commit -q -m 'feat: a large file' && git push -q origin HEAD:refs/heads/topic || return
	find "$REMOTE/lfs" -type f | grep -q . || { echo 'lfs did not push'; return 1; }
	git commit -q --no-verify --allow-empty -m wrong
	! git push -q origin HEAD:refs/heads/topic || return
	git rel hooks uninstall && grep -q 'git lfs' .git/hooks/pre-push
}

lfs_after() {
	fresh
	git rel hooks install || return
	! git lfs install --local || return
	is pre-push installed
}

have() { [ -x "$TOOLS/node_modules/.bin/$1" ] || command -v "$1" >/dev/null || { echo "# no $1 here"; return 1; }; }

have husky && result 'husky: the line in .husky is told, and works' husky_
have lefthook && result 'lefthook after ours: the renaming is told' lefthook_after
have lefthook && result 'lefthook before ours: kept, and put back' lefthook_before
have simple-git-hooks && result 'simple-git-hooks after ours: told' simple_after
have simple-git-hooks && result 'simple-git-hooks before ours: kept, and put back' simple_before
have pre-commit && result 'pre-commit after ours: it runs ours' pre_commit_after
have pre-commit && result 'pre-commit before ours: the way is told, and works' pre_commit_before
have git-lfs && result 'git-lfs before ours: kept, and it pushes' lfs_before
have git-lfs && result 'git-lfs after ours: it writes nothing over' lfs_after
echo "1..$n"
[ "$n" -gt 0 ] && [ "$failed" -eq 0 ]
