#!/usr/bin/env bats
# The rules of a project, each broken and kept: `git rel check --rules`.

load lib

setup() {
	sealed
	repo_gitflow
	git switch -q main
}

# policy <line>...: the [rules] that main has, here and there.
policy() {
	local at
	at=$(git branch --show-current)
	git switch -q main
	printf '%s\n' '[rules]' "$@" >.gitrel
	git add .gitrel
	git commit -qm 'Say the rules'
	git push -q origin main
	git switch -q "$at"
}

fail() {
	echo "$*"
	return 1
}

# change <file> <message>: a commit.
change() {
	echo "$RANDOM" >>"$1"
	git add "$1"
	git commit -qm "${2:-Change $1}"
}

# merged <branch> [<message>]: into the branch we are on.
merged() { git merge -q --no-ff -m "${2:-Merge branch '$1'}" "$1"; }

# kept [<argument>...], broken <words> [<argument>...]
kept() {
	run git rel check --rules "$@"
	[ "$status" -eq 0 ] || fail "status $status: $output"
	[[ $output != *error:* && $output != *warning:* ]] || fail "$output"
}
broken() {
	local words=$1
	shift
	run git rel check --rules "$@"
	[ "$status" -eq 1 ] || fail "status $status: $output"
	[[ $output == *"error: $words"* ]] || fail "$output"
	[[ $output == *'; rules from origin/main:.gitrel'* ]] || fail "$output"
}

@test "without rules nothing is judged, and that is said" {
	run git rel check --rules
	[ "$status" -eq 0 ]
	[ "$output" = 'there are no rules here: [rules] of .gitrel, on main' ]
}

@test "protect: main takes merges, no commits, and is not rewound" {
	policy 'protect = main'
	change a.txt
	broken "protect: 'main' takes merges only: $(git rev-parse --short=10 HEAD) is none"
	git reset -q --keep HEAD^
	git switch -qc topic
	change a.txt
	git switch -q main
	merged topic
	kept
	git reset -q --keep HEAD^
	git reset -q --keep HEAD^
	kept
	change b.txt
	broken "protect: 'main' would lose"
}

@test "no-force: a release branch takes commits and is never rewound" {
	policy 'no-force = release/*'
	git switch -qc release/v0.2.0
	change a.txt
	git push -q origin release/v0.2.0
	change b.txt
	kept
	git reset -q --keep HEAD^
	git commit -q --amend -m 'Another'
	broken "no-force: 'release/v0.2.0' would lose"
}

@test "create: a new branch has one of the names" {
	policy 'create = main develop feature/* release/v{version} hotfix/v{version}'
	git switch -qc feature/it develop
	kept
	git switch -qc wip
	broken "create: 'wip' is no name for a new branch"
	git switch -qc release/next
	broken "create: 'release/next' is no name"
	git switch -qc release/v0.9.0
	kept
}

@test "merge-into-main: only what may be merged, whoever has the branch" {
	policy 'merge-into-main = release/* hotfix/*'
	git switch -qc feature/x
	change a.txt
	git switch -q main
	merged feature/x
	broken "merge-into-main: 'feature/x' is not merged into 'main'"
	git reset -q --keep origin/main
	git switch -qc release/v0.2.0
	change b.txt
	git switch -q main
	merged release/v0.2.0
	kept
	git branch -qD release/v0.2.0
	kept
	git commit -q --amend -m 'It is merged'
	broken 'merge-into-main: '
}

@test "merge-into-develop: what is released may always go back" {
	policy 'merge-into-develop = feature/*'
	git tag v0.2.0 main
	git switch -q develop
	merged v0.2.0 "Merge tag 'v0.2.0' into develop"
	kept
	git switch -qc other
	change a.txt
	git switch -q develop
	merged other
	broken "merge-into-develop: 'other' is not merged into 'develop'"
}

@test "merge-into-stable: a stable branch is known by its name" {
	policy 'merge-into-stable = backport/*'
	git switch -qc stable/v0.1
	git push -q origin stable/v0.1
	git switch -qc topic
	change a.txt
	git switch -q stable/v0.1
	merged topic
	broken "merge-into-stable: 'topic' is not merged into 'stable/v0.1'"
}

@test "history: merges only, or none" {
	policy 'history = merges'
	change a.txt
	broken "history: the line of 'main' is to be merges only"
	git reset -q --keep HEAD^
	printf '%s\n' '[release]' 'finish = pr' '[rules]' 'history = linear' >.gitrel
	git commit -qam 'Be linear'
	git push -q origin main
	git switch -qc topic
	change a.txt
	git switch -q main
	merged topic
	broken "history: the line of 'main' is to be linear"
}

@test "main-line: what main gets is tagged, and the tag comes with it" {
	policy 'main-line = releases'
	git switch -qc release/v0.2.0
	change a.txt
	git switch -q main
	merged release/v0.2.0
	broken "main-line: 'main' takes releases only"
	git tag v0.2.0
	kept main v0.2.0
}

@test "tag-pattern: a new tag has the name of a version" {
	policy 'tag-pattern = v{version}'
	git tag v0.9.0
	git tag release-0.9.0
	kept v0.9.0
	broken "tag-pattern: 'release-0.9.0' is no name for a new tag" release-0.9.0
}

@test "tags-fixed: where there are rules tags of versions stay, unless that is said" {
	policy 'max-size = 5M'
	git push -q origin v0.1.0
	git -C "$REMOTE" config rel.scheme semver
	(cd "$REMOTE" && quietly git rel hooks install --server)
	quietly git rel hooks install
	run git push origin :v0.1.0
	exits 1
	says "error: tags-fixed: 'v0.1.0' is fixed, and would be deleted" '; rules from default (tags-fixed)'
	run git push --no-verify -f origin main:refs/tags/v0.1.0
	exits 1
	says "tags-fixed: 'v0.1.0' is fixed, and would be moved"
	run git rel config --explain tags-fixed
	[ "${lines[0]}" = 'yes  default (tags-fixed)' ]
	git config rel.rule.tags-fixed no
	run git push origin :v0.1.0
	exits 1
	says "error: tags-fixed: 'v0.1.0'"
	git config --unset rel.rule.tags-fixed
	git -C "$REMOTE" config rel.rule.tags-fixed no
	git push -q --no-verify origin :v0.1.0
	git push -q origin v0.1.0
	git -C "$REMOTE" config --unset rel.rule.tags-fixed
	policy 'max-size = 5M' 'tags-fixed = no'
	git push -q origin :v0.1.0
}

@test "tags-fixed: where all rules only warn it warns, and without rules nobody asks" {
	quietly git rel hooks install
	git push -q origin :v0.1.0
	git push -q origin v0.1.0
	printf '%s\n' '[rules.warn]' 'max-size = 5M' >.gitrel
	git add .gitrel
	git commit -q -m 'Say the rules'
	git push -q origin main
	run git push origin :v0.1.0
	exits 0
	says "warning: tags-fixed: 'v0.1.0' is fixed"
}

@test "tag-kind: a version has an annotated tag" {
	policy 'tag-kind = annotated'
	git tag v0.9.0
	broken "tag-kind: 'v0.9.0' is a lightweight tag" v0.9.0
	git tag -d v0.9.0
	git tag -am x v0.9.0
	kept v0.9.0
	git tag v0.0.0-test.1
	kept v0.0.0-test.1
}

@test "tag-place: the tag is on the merge of its own branch, on main" {
	policy 'tag-place = merge'
	git switch -qc release/v0.2.0
	change a.txt
	git tag v0.2.0
	broken "tag-place: 'v0.2.0' is on $(git rev-parse --short=10 HEAD), which is no merge of 'release/v0.2.0'" v0.2.0 release/v0.2.0
	[[ $output == *'hint: git tag -d v0.2.0 && git rel finish 0.2.0'* ]]
	git switch -q main
	merged release/v0.2.0
	git tag -f v0.2.0
	broken "tag-place: 'v0.2.0' is on $(git rev-parse --short=10 HEAD), which is not on 'main'" v0.2.0 release/v0.2.0
	kept v0.2.0 release/v0.2.0 main
}

@test "tag-place: the merge of a candidate's branch is none of the version" {
	policy 'tag-place = merge'
	git switch -qc release/v0.3.0-rc1
	change a.txt
	git switch -q main
	merged release/v0.3.0-rc1
	git branch -q -D release/v0.3.0-rc1
	git tag v0.3.0
	broken 'tag-place: ' v0.3.0 main
}

@test "tag-place: a hotfix is known by its merge when its branch is gone" {
	policy 'tag-place = merge'
	git switch -qc hotfix/v0.1.1
	change a.txt
	git switch -q main
	merged hotfix/v0.1.1
	git branch -qD hotfix/v0.1.1
	git tag v0.1.1
	kept v0.1.1 main
}

@test "version-files: they say what the tag says" {
	git switch -q main
	echo 0.1.0 >VERSION
	printf '%s\n' '[version]' 'files = VERSION' '[notes]' \
		'style = keepachangelog' '[rules]' 'version-files = equal' >.gitrel
	printf '# Changelog\n\n## [0.1.0] - 2026-01-01\n\n- It\n' >CHANGELOG.md
	git add -A
	git commit -qm 'Say the rules'
	git push -q origin main
	git tag v0.1.0-x
	git tag v0.9.0
	broken "version-files: 'v0.9.0' is 0.9.0, but 'VERSION' says 0.1.0" v0.9.0
	[[ $output == *"'CHANGELOG.md' has no section for 0.9.0"* ]]
	echo 0.9.0 >VERSION
	printf '# Changelog\n\n## [0.9.0] - 2026-01-02\n\n- It\n' >CHANGELOG.md
	git commit -qam 'Go on'
	git tag -f v0.9.0
	kept v0.9.0 main
}

@test "version-order: a version is above the last" {
	policy 'version-order = rising'
	git tag v0.5.0
	git push -q origin v0.5.0
	git tag v0.4.9
	broken "version-order: 'v0.4.9' is not above 'v0.5.0'" v0.4.9
	git tag v0.5.1
	kept v0.5.1
}

@test "a push of many tags is judged as each of them is, and not all faults are told" {
	policy 'version-order = rising' 'tag-place = main'
	git tag v1.0.0
	change a.txt
	git tag v9.0.0
	git push -q origin main v9.0.0
	change b.txt
	git push -q origin main
	for i in {1..60}; do git tag "v2.$i.0"; done
	for i in {1..20}; do git tag "v3.$i.0" v1.0.0; done
	git switch -qc aside v1.0.0
	change c.txt
	for i in {1..20}; do git tag "v4.$i.0"; done
	broken "version-order: 'v2.1.0' is not above 'v9.0.0'" v2.1.0
	broken "tag-place: 'v4.1.0' is on" v4.1.0
	(cd "$REMOTE" && quietly git rel hooks install --server)
	run git push origin --tags
	[ "$status" -eq 1 ]
	[ "$(grep -c 'remote: error: version-order: .v2' <<<"$output")" -eq 50 ]
	[ "$(grep -c "not above 'v9.0.0'" <<<"$output")" -eq 50 ]
	[[ $output == *'error: version-order: and 10 more'* ]] || fail "$output"
	[ "$(grep -c "error: tag-place: 'v4.*, which is not on 'main'" <<<"$output")" -eq 20 ]
	[[ $output == *'remote: 80 errors; rules from main:.gitrel:3,2'* ]] || fail "$output"
	[[ $output != *"error: "*"'v3."* ]] || fail "$output"
}

@test "back-merge: nothing starts before main is back in develop" {
	policy 'back-merge = before-start'
	git switch -q develop
	git push -q origin develop
	git switch -qc release/v0.9.0
	broken "back-merge: 'main' has not been merged back into 'develop'"
	git switch -q develop
	merged main
	git push -q origin develop
	git switch -q release/v0.9.0
	kept
}

@test "lines-have: a hotfix is in every open line" {
	policy 'lines-have = hotfix/*'
	git switch -q develop
	merged main
	git push -q origin develop
	git switch -q main
	git switch -qc hotfix/v0.1.9
	change fix.txt
	git switch -q main
	merged hotfix/v0.1.9
	git tag v0.1.9
	git push -q origin hotfix/v0.1.9
	broken "lines-have: 'develop' has not what 'v0.1.9' mends" main v0.1.9
	git switch -q develop
	merged v0.1.9
	kept main develop v0.1.9
}

@test "origin-on-stable and trailers-on-stable: a pick says where it is from" {
	policy 'origin-on-stable = required' 'trailers-on-stable = Signed-off-by'
	git switch -qc stable/v0.1
	git push -q origin stable/v0.1
	change a.txt 'fix: it'
	broken 'origin-on-stable: '
	[[ $output == *'does not say which commit it is a pick of'* ]]
	[[ $output == *"error: trailers-on-stable: "* ]]
	git reset -q --keep HEAD^
	git switch -q main
	change b.txt 'fix: that'
	git switch -q stable/v0.1
	git cherry-pick -x -s main >/dev/null
	broken 'origin-on-stable: '
	[[ $output == *"which is neither on 'main' nor on 'develop'"* ]]
	git push -q origin main
	kept
}

@test "message: the first line has a form, also of what git merges" {
	policy 'message = "feat: * | fix: * | Merge *"'
	git switch -qc topic
	change a.txt 'feat: a'
	kept
	change b.txt 'wip'
	broken "message: 'wip' has none of these forms"
	git commit -q --amend -m 'fix: b'
	git switch -q main
	merged topic
	kept
	kept HEAD^..HEAD
}

@test "email: author and committer have an address of the project" {
	policy 'email = *@example.com'
	git switch -qc topic
	change a.txt
	kept
	git commit -q --amend --no-edit --author='E <eve@example.org>'
	broken "email: the author of $(git rev-parse --short=10 HEAD) is 'eve@example.org'"
}

@test "signed-commits: present means that there is a signature, verified that it is good" {
	policy 'signed-commits = present'
	git switch -qc topic
	change a.txt
	broken 'signed-commits: '
	[[ $output == *'has no signature'* ]]
	ssh_key
	git commit -q --amend --no-edit -S
	kept
	git switch -q main
	git config --unset commit.gpgSign || :
	policy 'signed-commits = verified'
	git switch -q topic
	git rebase -q main
	broken 'signed-commits: '
	git commit -q --amend --no-edit -S
	kept
	: >"$T/home/signers"
	run git rel check --rules
	[ "$status" -eq 0 ]
	[[ $output == *'warning: signed-commits: cannot judge: the signature of '* ]]
}

@test "tag-kind and tag-signers: who signs a version" {
	policy 'tag-kind = signed' 'tag-signers = ada@*'
	git tag -am x v0.9.0
	broken "tag-kind: 'v0.9.0' is not signed" v0.9.0
	[[ $output == *"error: tag-signers: 'v0.9.0' is not signed"* ]]
	ssh_key
	git tag -d v0.9.0
	git tag -sm x v0.9.0
	kept v0.9.0
	sed -i 's/^[^ ]*/eve@example.org/' "$T/home/signers"
	broken "tag-signers: 'v0.9.0' is signed by eve@example.org, who is none of ada@*" v0.9.0
	git config --global --unset gpg.ssh.allowedSignersFile
	run git rel check --rules v0.9.0
	[ "$status" -eq 0 ]
	[[ $output == *"warning: tag-signers: cannot judge: whose key signed 'v0.9.0' is not known here"* ]]
}

@test "tag-signers: the mail of an OpenPGP key counts" {
	policy 'tag-signers = ada@*'
	gpg_key
	git tag -sm x v0.9.0
	kept v0.9.0
	policy 'tag-signers = eve@*'
	broken "tag-signers: 'v0.9.0' is signed by ada@example.com, who is none of eve@*" v0.9.0
}

@test "max-size and forbid-paths: what comes in, not what was there" {
	git switch -q main
	head -c 3000 /dev/zero >old.bin
	git add old.bin
	git commit -qm 'Old'
	policy 'max-size = 2k' 'forbid-paths = *.pem'
	git switch -qc topic
	change a.txt
	kept
	mkdir -p x
	head -c 3000 /dev/zero | tr '\0' a >x/new.bin
	echo key >x/secret.pem
	git add -A
	git commit -qm 'Bring them'
	git rm -q x/new.bin x/secret.pem
	git commit -qm 'Take them out'
	broken "max-size: 'x/new.bin' has 3000 bytes, more than 2k"
	[[ $output == *"error: forbid-paths: 'x/secret.pem' is a path that is not to be here: *.pem"* ]]
	[[ $output == *'2 errors; rules from origin/main:.gitrel:'* ]]
}

@test "freeze: nothing comes to the lines in these days" {
	policy 'freeze = 2000-01-01..2999-12-31'
	change a.txt
	broken "freeze: 'main' is frozen, 2000-01-01..2999-12-31"
	git switch -qc topic
	kept
}

@test "freeze: after a candidate only fixes come to its release" {
	policy 'freeze = after-rc'
	git switch -qc release/v0.9.0
	change a.txt 'feat: before'
	git tag v0.9.0-rc1
	git push -q origin release/v0.9.0 v0.9.0-rc1
	change b.txt 'fix: it'
	kept
	change c.txt 'feat: more'
	broken "freeze: 'feat: more' comes after 'v0.9.0-rc1', and is no fix"
}

@test "closed-after-tag: nothing enters what is tagged" {
	policy 'closed-after-tag = release/*'
	git switch -qc release/v0.9.0
	change a.txt
	git switch -q main
	merged release/v0.9.0
	git tag v0.9.0
	kept release/v0.9.0 v0.9.0
	git push -q origin v0.9.0 main
	git switch -q release/v0.9.0
	kept
	change b.txt
	broken "closed-after-tag: 'release/v0.9.0' is closed: 'v0.9.0' is tagged"
}

@test "changelog: a release brings its section, a feature an entry" {
	printf '# Changelog\n\n## [Unreleased]\n' >CHANGELOG.md
	git add CHANGELOG.md
	git commit -qm 'Changelog'
	policy 'changelog = release/* feature/*'
	git switch -qc release/v0.9.0
	change a.txt
	git switch -q main
	merged release/v0.9.0
	broken "changelog: 'CHANGELOG.md' has no section for 0.9.0, which 'release/v0.9.0' brings"
	git reset -q --keep HEAD^
	git switch -q release/v0.9.0
	printf '# Changelog\n\n## [Unreleased]\n\n## [0.9.0] - 2026-01-01\n\n- It\n' >CHANGELOG.md
	git commit -qam 'Notes'
	git switch -q main
	merged release/v0.9.0
	kept
	git switch -qc feature/x
	change b.txt
	git switch -q main
	merged feature/x
	broken "changelog: 'feature/x' brings nothing to 'CHANGELOG.md'"
}

@test "gates: what comes to main has passed the checks" {
	git switch -q main
	printf '%s\n' '[check]' 'unit = true' '[rules]' 'gates = main' >.gitrel
	git add .gitrel
	git commit -qm 'Say the rules'
	git push -q origin main
	git switch -qc release/v0.9.0
	change a.txt
	git switch -q main
	merged release/v0.9.0
	broken "gates: check 'unit' has not passed on"
	git switch -q release/v0.9.0
	git rel trust -y >/dev/null 2>&1
	git rel check
	git switch -q main
	kept
}

@test "since: older history is not judged" {
	policy 'message = "feat: * | Merge *"' 'since = v0.5.0'
	git switch -qc topic
	change a.txt 'wip'
	broken "message: 'wip'"
	git tag v0.5.0
	kept
	change b.txt 'wip too'
	broken "message: 'wip too'"
	[[ $output == *'1 error; '* ]]
}

@test "since: git config does not loosen what the project has said" {
	policy 'message = "feat: * | Merge *"'
	git switch -qc topic
	change a.txt 'wip'
	git tag v0.5.0
	git config rel.rule.since v0.5.0
	broken "message: 'wip'"
	run git rel check --rules -q
	[[ $output != *hint:* ]]
	git switch -q main
	run git rel check --rules -q
	[ -z "$output" ]
}

@test "the policy is that of main as it was, not what is brought" {
	policy 'message = "feat: * | Merge *"'
	printf '[rules]\nmessage = *\n' >.gitrel
	git commit -qam 'feat: relax'
	change a.txt 'anything'
	broken "message: 'anything' has none of these forms: feat: * | Merge *"
}

@test "a policy that cannot be does not come to main" {
	policy 'protect = develop'
	printf '[rules]\nprotect = main\ntag-place = nowhere\n' >.gitrel
	git commit -qam 'Break it'
	run git -c core.hooksPath=/dev/null rel check --rules
	[ "$status" -eq 128 ]
	[[ $output == *".gitrel:3: tag-place: 'nowhere' is not merge | tip | main"* ]]
	git switch -qc away develop
	broken "policy: 'main' would get a policy that cannot be: .gitrel:3: tag-place: 'nowhere' is not merge | tip | main" main
}

@test "git config tightens, and cannot loosen" {
	policy 'max-size = 2k'
	git switch -qc topic
	head -c 1500 /dev/zero | tr '\0' a >a.bin
	git add a.bin
	git commit -qm 'Bring it'
	kept
	git config rel.rule.max-size 9M
	kept
	git config rel.rule.max-size ''
	kept
	git config rel.rule.max-size 1k
	run git rel check --rules
	[ "$status" -eq 1 ]
	[[ $output == *"error: max-size: 'a.bin' has 1500 bytes, more than 1k"* ]]
	[[ $output == *'1 error; rules from local file:'* ]]
}

@test "warnings do not refuse, and --json tells each fault" {
	git switch -q main
	printf '%s\n' '[rules.warn]' 'message = "feat: * | Merge *"' >.gitrel
	git add .gitrel
	git commit -qm 'Say the rules'
	git push -q origin main
	git switch -qc topic
	change a.txt 'wip'
	run git rel check --rules
	[ "$status" -eq 0 ]
	[[ $output == *"warning: message: 'wip'"* ]]
	[[ $output == *'1 warning; rules from origin/main:.gitrel:2' ]]
	run git rel check --rules --json
	[ "$status" -eq 0 ]
	id=$(git rev-parse HEAD)
	[[ $output == '{"version":1,"rule":"message","level":"warning","subject":"'$id'","ref":"refs/heads/topic","commit":"'$id'","judged":true,'* ]]
}

@test "config --explain shows each rule with its place" {
	printf '%s\n' '[rules]' 'protect = main' '[rules.warn]' 'max-size = 5M' >.gitrel
	git config rel.rule.email '*@example.com'
	remember
	run git rel config --explain
	[[ $output == *'rules.protect '*' main '*' .gitrel:2'* ]]
	[[ $output == *'rules.warn.max-size '*' 5M '*' .gitrel:4'* ]]
	[[ $output == *'rules.email '*' *@example.com '*'local file:.git/config'* ]]
	run git rel config --explain rel.rule.protect
	[ "${lines[0]}" = 'main  .gitrel:2' ]
	[ "${lines[1]}" = '  these branches take merges only, and are never forced or deleted' ]
	[ "$(git rel config protect)" = main ]
	[ "$(git rel config max-size)" = 5M ]
	[ "$(git rel config changelog)" = CHANGELOG.md ]
	run git rel config --json rel.rule.gates
	[ "$output" = '{"version":1,"key":"rules.gates","git":"rel.rule.gates","value":"","origin":"not set"}' ]
	run git rel config --explain rel.rule.gates
	[ "${lines[0]}" = '""  not set' ]
	run git rel config rel.rule.gates main
	refused 129 'hint: git config rel.rule.gates main'
	run git rel config rel.rule.gate
	refused 129 "hint: did you mean 'gates'?"
}

@test "a merge of many foreign commits is judged by what is new" {
	policy 'message = "feat: *|Merge *"'
	git switch -q develop
	for i in 1 2 3; do change "f$i" "anything $i"; done
	git push -q origin develop
	git switch -qc topic main
	change a.txt 'feat: a'
	merged develop
	kept
}

@test "a shallow clone does not guess" {
	policy 'protect = main'
	git clone -q --depth 1 "file://$REMOTE" "$T/shallow"
	cd "$T/shallow"
	git switch -q main
	git switch -q --orphan other
	git commit -q --allow-empty -m 'Other'
	git branch -f main other
	run git rel check --rules main
	[[ $output == *'protect: cannot judge: fetch first'* ]]
}

@test "a release by the sample's rules is what they ask for, from start to finish" {
	printf '# Changelog\n\n## [Unreleased]\n' >CHANGELOG.md
	printf '%s\n' '[release]' 'commit-message = "chore: prepare release {version}"' \
		'[version]' 'files = VERSION' '[notes]' 'style = keepachangelog' \
		'[check]' 'unit = true' '[rules]' \
		'protect            = main develop' \
		'no-force           = release/* hotfix/*' \
		'create             = main develop feature/* release/v{version} hotfix/v{version}' \
		'merge-into-main    = release/* hotfix/*' \
		'merge-into-develop = feature/* release/* hotfix/* main' \
		'main-line          = releases' \
		'tag-pattern        = v{version}' \
		'tags-fixed         = yes' \
		'tag-place          = merge' \
		'version-files      = equal' \
		'version-order      = rising' \
		'back-merge         = before-start' \
		'lines-have         = hotfix/*' \
		'closed-after-tag   = release/* hotfix/*' \
		'changelog          = release/* hotfix/*' \
		'gates              = main' \
		'evidence           = append-only' \
		'message            = "feat: * | fix: * | docs: * | chore: * | Merge *"' \
		'since              = v0.1.0' '[rules.warn]' \
		'max-size           = 5M' >.gitrel
	git add -A
	git commit -qm 'chore: say the rules'
	git push -q origin main
	git switch -q develop
	merged main
	git push -q origin develop
	quietly git rel trust -y
	git switch -qc feature/x
	printf '# Changelog\n\n## [Unreleased]\n\n- New\n' >CHANGELOG.md
	git commit -qam 'feat: x'
	kept
	git switch -q develop
	merged feature/x
	kept
	git push -q origin develop
	quietly git rel start 0.2.0
	kept
	quietly git rel check
	quietly git rel finish -y --no-push
	kept main develop v0.2.0
	git push -q origin main develop v0.2.0
	git tag -f v0.2.0 develop
	git switch -q main
	broken "main-line: 'main' takes releases only" "$(git rev-parse main~1)..main"
}

@test "forbid-paths: a submodule is at a path, too" {
	policy 'forbid-paths = vendor/*' 'max-size = 5M'
	git switch -qc sub
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),vendor/it"
	git commit -qm 'Add a submodule'
	broken "forbid-paths: 'vendor/it' is a path that is not to be here"
}
