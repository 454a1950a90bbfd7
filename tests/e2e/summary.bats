#!/usr/bin/env bats
# git rel start asks once on a terminal, and ends with a summary.

load lib

setup() {
	sealed
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.branch 'release/{version}'
}

# answers <text> <command>...: a person at a terminal types it.
answers() {
	run "$PYTHON" - "$@" <<-'END'
		import os, pty, sys
		pid, fd = pty.fork()
		if not pid:
		    os.environ.update(TERM="xterm", GIT_TERMINAL_PROMPT="1")
		    os.execvp(sys.argv[2], sys.argv[2:])
		os.write(fd, sys.argv[1].encode() + b"\n")
		while True:
		    try:
		        data = os.read(fd, 4096)
		    except OSError:
		        break
		    if not data:
		        break
		    sys.stdout.write(data.decode().replace("\r\n", "\n"))
		sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
	END
}

candidates() {
	git config rel.scheme calver
	git config rel.notesStyle towncrier
	git config rel.changelog CHANGELOG.md
	git config rel.versionFiles VERSION
	git config rel.parameters 'WebUI Agent'
	printf '## 26.2.0rc2 (2026-01-12)\n\n### Features\n* B (#2)\n\n## 26.2.0rc1 (2026-01-11)\n\n### Fixes\n* A (#1)\n' >CHANGELOG.md
	record
}

@test "start ends with the summary of the release" {
	candidates
	run git rel start --set WebUI=25.3.2 26.2.0
	exits 0
	[[ $output == *"release '26.2.0' begins on 'release/26.2.0', from main"* ]]
	[[ $output == *$'\n\nRelease Prepared\n\n  Version:     26.2.0\n  Branch:      release/26.2.0\n  Type:        Final Release\n  WebUI:       25.3.2\n  Agent:       not updated\n  Changelog:   2 entries across 2 categories\n  RC Merged:   26.2.0rc1, 26.2.0rc2' ]]
}

@test "the type of a candidate, of another pre-release; nothing merged" {
	candidates
	run -0 git rel start 26.3.0rc1
	says $'  Type:        Release Candidate\n' $'  Changelog:   0 entries across 0 categories\n  RC Merged:   N/A'
	run -0 git rel start 26.4.0.dev1
	says $'  Type:        Pre-release\n'
	run -0 git rel hotfix
	says $'  Type:        Hotfix\n'
}

@test "a summary comes where there is something to sum up" {
	run git rel start 0.2.0
	exits 0
	[[ $output != *Prepared* ]]
	git switch -q main
	git config rel.versionFiles VERSION
	run -0 git rel start 0.3.0
	says $'Release Prepared\n\n  Version:     0.3.0' $'  Changelog:   N/A\n  RC Merged:   N/A'
}

@test "the summary comes at the end, also of steps and checks" {
	candidates
	git config rel.check.fine true
	run git rel start 26.2.0
	exits 0
	says $'Release Prepared\n\n  Version:     26.2.0' 'RC Merged:   26.2.0rc1, 26.2.0rc2'
	[ "$(grep -c 'Release Prepared' <<<"$output")" -eq 1 ]
}

@test "with --json the summary is in the plan's outcome" {
	candidates
	git rel start --json 26.2.0 2>/dev/null >"$T/out"
	head -1 "$T/out" | "$PYTHON" -c 'import json, sys
assert "Release Prepared\n\n  Version:     26.2.0\n" in json.loads(sys.stdin.readline())["outcome"]'
}

@test "on a terminal it asks once, and says what about" {
	candidates
	remember
	answers n git rel start --set WebUI=25.3.2 26.2.0
	exits 1
	says $'  Version:     26.2.0\n  Type:        Final Release\n  WebUI:       25.3.2\n  RCs to fold: 26.2.0rc1, 26.2.0rc2\n' \
		'do this? [y/N]' 'nothing was changed'
	unchanged
	git config rel.check.fine true
	answers y git rel start 26.2.0
	exits 0
	[ "$(grep -c 'do this' <<<"$output")" -eq 1 ]
	on_branch release/26.2.0
}

@test "with -y, or rel.confirm false, it does not ask; nor without a terminal" {
	answers '' git rel start -y 0.2.0
	exits 0
	[[ $output != *'do this'* ]]
	git switch -q main
	git config rel.confirm false
	answers '' git rel hotfix
	exits 0
	git config --unset rel.confirm
	git switch -q main
	run git rel start 0.3.0
	exits 0
}

@test "a parameter that is not declared is refused" {
	candidates
	remember
	run git rel start --set webui=1 26.2.0
	refused 129 "'webui' is no parameter of this project" "did you mean 'WebUI'?"
	run git rel start --set color=1 26.2.0
	refused 129 "'color' is no parameter" 'it has: WebUI Agent'
	run git rel bump --set Agnt=1 26.2.0
	refused 129 "did you mean 'Agent'?"
	git config rel.commitMessage 'release: {version} with {set.WebUI}'
	quietly git rel start --set WebUI=25.3.2 26.2.0
	[ "$(git log -1 --format=%s)" = 'release: 26.2.0 with 25.3.2' ]
}

@test "what a parameter holds cannot move the cursor" {
	candidates
	run git rel start --set $'WebUI=\e[2Jx' 26.2.0
	exits 0
	[[ $output != *$'\e'* ]]
}
