#!/usr/bin/env bats
# Where rule sets elsewhere fell over: settings from all places, output that is read
# by machines, other kinds of repositories, globs that never end, history that was
# there before.

load lib

setup() {
	repo_gitflow
	git switch -q main
	printf '[rules]\nmessage = feat: * | Merge *\n' >.gitrel
	git add .gitrel
	git commit -qm 'feat: say the rules'
	git push -q origin main
}

topic() {
	git switch -q -c topic
	git commit -q --allow-empty -m "${1-wip}"
}

@test "rules from -c, the environment and a global file are judged besides" {
	topic 'feat: x'
	for how in '-c rel.rule.email=*@x.org' 'GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=rel.rule.email GIT_CONFIG_VALUE_0=*@x.org' \
		"GIT_CONFIG_GLOBAL=$T/global"; do
		printf '[user]\nname = a\nemail = a@b\n[rel "rule"]\nemail = *@x.org\n' >"$T/global"
		case $how in
		-c*) run git -c 'rel.rule.email=*@x.org' rel check --rules ;;
		*)
			read -ra words <<<"$how"
			run env "${words[@]}" git rel check --rules
			;;
		esac
		exits 1
		says 'error: email: '
	done
	run git rel check --rules
	exits 0
}

@test "a refusal reads the same in any colour, language and terminal" {
	topic
	run git rel check --rules
	exits 1
	said=$output
	for how in 'LANGUAGE=de' 'LC_ALL=C.UTF-8' 'NO_COLOR=1' 'TERM=xterm'; do
		run env "$how" git -c color.ui=always rel check --rules
		[ "$output" = "$said" ] || complain "$how: $output"
	done
	run bash -c 'git rel check --rules <&-'
	[ "$output" = "$said" ]
	run bash -c 'git rel check --rules --json | true; exit ${PIPESTATUS[0]}'
	[ "$status" -eq 1 ] || [ "$status" -eq 141 ]
}

@test "a glob of many stars is judged at once" {
	topic
	git config rel.rule.message "$(printf '*a%.0s' {1..60})b | Merge *"
	git commit -q --amend --allow-empty -m "$(printf 'a%.0s' {1..70})"
	git config rel.rule.forbid-paths "$(printf '*a%.0s' {1..60})b"
	mkdir -p d
	echo x >"d/$(printf 'a%.0s' {1..200})"
	git add d
	git commit -qm 'feat: many'
	run timeout 10 git rel check --rules
	exits 1
	says 'error: message: '
}

@test "a branch from an old tag, and thousands of foreign commits: only what is new" {
	(cd "$REMOTE" && quietly git rel hooks install --server)
	git push -q origin 'v0.1.0^{commit}':refs/heads/stable/v0.1
	for ((i = 1; i <= 5000; i++)); do
		printf 'commit refs/heads/foreign\nmark :%d\n' "$i"
		printf 'committer B <b@example.com> %d +0000\ndata 3\nwip\n' "$((1600000000 + i))"
	done | git -C "$REMOTE" fast-import --quiet
	git fetch -q
	topic 'feat: x'
	git merge -q --no-ff --allow-unrelated-histories -m 'Merge foreign' origin/foreign
	git push -q origin topic
	git commit -q --allow-empty -m wip
	run git push origin topic
	exits 1
	says "error: message: 'wip'" 'remote: 1 error; '
}

@test "what a forge merged in a browser has its message, too" {
	colleague topic 'echo x >x'
	git fetch -q
	git switch -q -c merge
	git merge -q --no-ff -m 'Merge pull request #7 from bob/topic' origin/topic
	run git rel check --rules
	exits 0
	git commit -q --amend -m 'Squashed (#7)'
	run git rel check --rules
	exits 1
}

@test "SHA-256: a client says so and goes on, a server refuses" {
	git init -q --bare --object-format=sha256 "$T/sha.git"
	printf '#!/bin/sh\nexec git-rel hook pre-receive\n' >"$T/sha.git/hooks/pre-receive"
	git init -q --object-format=sha256 "$T/sha"
	printf '#!/bin/sh\nexec git-rel hook pre-push -- "$@"\n' >"$T/sha/.git/hooks/pre-push"
	chmod +x "$T/sha.git/hooks/pre-receive" "$T/sha/.git/hooks/pre-push"
	cd "$T/sha"
	git commit -q --allow-empty -m wip
	run git push "$T/sha.git" HEAD:refs/heads/x
	exits 1
	says 'warning: no rule is looked at: ' 'sha1' 'pre-receive hook declined'
}

@test "a repository of somebody else is not read, nor is one that came with a clone" {
	git clone -q --bare "$REMOTE" inner.git
	run git -C inner.git -c safe.bareRepository=explicit rel check --rules main
	exits 128
	[ "$(id -u)" -eq 0 ] || skip 'only root can give files away'
	chown -R 12345 "$R/.git" "$R"
	HOME=$T/other run env -u SUDO_UID git -C "$R" rel check --rules
	chown -R 0 "$R"
	exits 128
	says 'dubious ownership'
}
