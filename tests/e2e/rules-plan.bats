#!/usr/bin/env bats
# Our own commands ask the judge before anything moves: whatever hooks there are.

load lib

# shellcheck disable=SC2016 # hooks are written in single quotes

setup() {
	repo_gitflow
	git config rel.model gitflow
}

# rules <line>...: main there has these, and we know.
rules() {
	colleague main "printf '%s\n' '[rules]' $(printf '%q ' "$@") >.gitrel"
	git fetch -q
	merged_back
}

# Where a start asks for it.
merged_back() {
	[ "$(git branch --show-current)" = develop ] || return 0
	git merge -q --no-ff -m 'Merge main' origin/main
	git push -q origin develop
}

# once <words>: they are said, and not twice.
once() {
	[ "$(grep -cF -e "$1" <<<"$output")" -eq 1 ] || complain "not once: '$1' in: $output"
}

@test "what a finish would break is told all at once, and nothing moves" {
	quietly git rel start --push 0.2.0
	echo mended >a.txt
	git commit -q -a -m tinker
	rules 'message = feat: * | Merge * | Colleague: *' 'email = *@corp.example' \
		'freeze = 2020-01-01..2099-12-31'
	remember
	run git rel finish -y
	refused 1 "error: message: 'tinker' has none of these forms" \
		'hint: git switch release/v0.2.0 && git commit --amend' \
		'error: email: ' "error: freeze: 'main' is frozen" "error: freeze: 'develop' is frozen" \
		'; rules from origin/main:.gitrel:2,3,4' "error: the rules refuse 'git rel finish 0.2.0'"
	[ "$(grep -n -m1 'error: message' <<<"$output" | cut -d: -f1)" -lt \
		"$(grep -n -m1 'error: freeze' <<<"$output" | cut -d: -f1)" ]
	run git rel finish --dry-run
	refused 1 'error: message: ' 'error: email: ' 'error: freeze: '
	[[ $output != *'git merge'* ]]
}

@test "start, hotfix, rc and tag are judged, too" {
	git config rel.versionFiles VERSION
	rules 'email = *@corp.example' 'tag-kind = annotated'
	remember
	run git rel start 0.3.0
	refused 1 "error: email: the author of " "error: the rules refuse 'git rel start 0.3.0'"
	run git rel start --push --dry-run 0.3.0
	refused 1 'error: email: '
	run git rel hotfix
	refused 1 'error: email: '
	quietly git rel start --no-verify --push 0.2.0
	quietly git rel rc --dry-run
	rules 'freeze = 2020-01-01..2099-12-31'
	remember
	run git rel rc
	refused 1 "error: freeze: 'v0.2.0-rc1' is frozen" 'hint: wait until 2099-12-31 is over'
	colleague main 'echo 0.2.0 >VERSION'
	git fetch -q
	remember
	run git rel tag 0.2.0 origin/main
	refused 1 "error: freeze: 'v0.2.0' is frozen"
}

@test "what has come back to develop here is enough for a start that pushes nothing" {
	colleague main 'echo "[rules]" >.gitrel; echo "back-merge = before-start" >>.gitrel'
	git fetch -q
	git merge -q --no-ff -m 'Merge main' origin/main
	run git rel start --push 0.2.0
	exits 1
	says "error: back-merge: 'main' has not been merged back into 'develop'" \
		'hint: git switch develop && git merge --no-ff main && git push'
	quietly git rel start 0.2.0
}

@test "warnings are told once, whatever hooks ask, and the release goes on" {
	colleague main 'printf "%s\n" "[rules.warn]" "email = *@corp.example" "message = feat: * | Merge * | Colleague: *" >.gitrel'
	git fetch -q
	merged_back
	quietly git rel hooks install --strict
	quietly git rel start --push 0.2.0
	git commit -q --allow-empty -m tinker 2>/dev/null
	run git rel finish -y
	exits 0
	once "warning: message: 'tinker' has none of these forms"
	once '; rules from '
	released 0.2.0
}

@test "what hooks of ours would refuse, is refused by us, once" {
	quietly git rel start --push 0.2.0
	git commit -q --allow-empty -m tinker
	rules 'message = feat: * | Merge * | Colleague: *'
	quietly git rel hooks install
	remember
	run git rel finish -y
	refused 1
	once "error: message: 'tinker'"
	[[ $output != *'hook refuses'* ]]
}

@test "--no-verify passes over the rules, and that is said" {
	quietly git rel start --push 0.2.0
	git commit -q --allow-empty -m tinker
	rules 'message = feat: * | Merge * | Colleague: *'
	run git rel finish -y --no-verify
	exits 0
	says 'note: the rules are skipped, as --no-verify says'
	[[ $output != *'error: '* ]]
	run git rel hotfix --no-verify --dry-run
	exits 0
	says 'the rules are skipped'
}

@test "what is not pushed yet is judged when it is: a start here looks at its own" {
	git config rel.versionFiles VERSION
	rules 'message = feat: * | Prepare * | Merge * | Colleague: *'
	git commit -q --allow-empty -m tinker
	quietly git rel start 0.2.0
	run git rel check --rules
	exits 1
	says "'tinker' has none of these forms"
	git rel undo -q -y
	run git rel start --push 0.2.0
	exits 1
	says "error: message: 'tinker'"
}

@test "a release commit that a prepare step amends is no force" {
	git config rel.versionFiles VERSION
	git config rel.prepare.more 'echo more >more.txt'
	rules 'no-force = release/*' 'max-size = 10k' 'protect = main'
	quietly git rel start --push 0.2.0
	[ "$(git show HEAD:more.txt)" = more ]
	git switch -q develop
	git config rel.prepare.more 'head -c 20000 /dev/zero >big.bin'
	run git rel start 0.3.0
	exits 1
	says "error: max-size: 'big.bin' has 20000 bytes" 'git rel --abort'
	quietly git rel --abort
}

@test "what is only here may be taken back, a protected branch, too" {
	rules 'protect = main develop' 'no-force = release/*'
	quietly git rel start --push 0.2.0
	git commit -q --allow-empty -m 'Work'
	quietly git rel finish -y --no-push
	quietly git rel undo -y
}

@test "without a remote the rules of main here count, for what is new" {
	git init -q "$T/alone"
	cd "$T/alone" || return
	git config rel.model trunk
	git config rel.finish push
	git commit -q --allow-empty -m tinker
	printf '%s\n' '[rules]' 'message = feat: * | Merge *' >.gitrel
	git add .gitrel
	git commit -q -m 'tinker, too'
	git tag v0.1.0
	quietly git rel start 0.2.0
	git commit -q --allow-empty -m 'whatever'
	quietly git rel finish -y
	printf '%s\n' '[rules]' 'freeze = 2020-01-01..2099-12-31' >.gitrel
	git commit -q -a -m 'freeze'
	quietly git rel start 0.3.0
	git commit -q --allow-empty -m 'whatever'
	run git rel finish -y
	exits 1
	says "error: freeze: 'v0.3.0' is frozen" 'rules from main:.gitrel:2'
}

@test "with --json each fault is a line" {
	quietly git rel start --push 0.2.0
	rules 'freeze = 2020-01-01..2099-12-31'
	run --separate-stderr git rel finish -y --json
	exits 1
	says '"rule":"freeze","level":"error","subject":"main"' '"error":"the rules refuse'
}

@test "rules that nobody can read keep no client from work, and that is said" {
	quietly git rel start --push 0.2.0
	rules 'max-size = lots'
	run git rel rc
	exits 0
	says "warning: no rule is looked at: " "max-size: 'lots' is no size"
}

@test "a backport is judged, onto the line itself and onto a branch of its own" {
	git branch -q stable/v0.1 v0.1.0
	git push -q origin stable/v0.1
	git config rel.stableBranch 'stable/v{series}'
	rules 'origin-on-stable = required' 'trailers-on-stable = Signed-off-by'
	echo mended >a.txt
	git commit -q -a -m 'fix: a'
	git push -q origin develop
	remember
	run git backport --direct --push --trailer=none stable/v0.1 HEAD
	refused 1 'error: origin-on-stable: ' 'error: trailers-on-stable: ' 'hint: git backport --signoff' \
		"error: the rules refuse 'git backport stable/v0.1 HEAD'"
	quietly git backport --direct --push -s stable/v0.1 HEAD
	echo tinkered >a.txt
	git commit -q -a -m tinker
	rules 'message = feat: * | Merge * | Colleague: *' 'create = main develop release/* hotfix/*'
	remember
	run git backport stable/v0.1 HEAD^
	refused 1 "error: create: 'backport/" 'error: message: '
}

@test "freeze: a release does not land with what came after its candidate" {
	rules 'freeze = after-rc'
	quietly git rel start --push 0.2.0
	quietly git rel rc --push
	git commit -q --allow-empty -m 'fix: late'
	git commit -q --allow-empty -m 'feat: late'
	remember
	run git rel finish -y 0.2.0
	refused 1 "freeze: 'feat: late' comes after 'v0.2.0-rc1', and is no fix"
	git reset -q --hard HEAD~1
	run git rel finish -y 0.2.0
	exits 0
}

@test "protect: what finish refuses of develop here can be typed as it is told" {
	rules 'protect = develop'
	quietly git rel start --push 0.2.0
	quietly git switch develop
	git commit -q --allow-empty -m 'chore: straight on develop'
	remember
	run git rel finish -y 0.2.0
	refused 1 "protect: 'develop' takes merges only"
	hint=$(sed -n 's/^hint: \(git switch -c .*\), and merge that$/\1/p' <<<"$output")
	[ "$hint" ] || complain "$output"
	quietly sh -c "${hint/<branch>/aside}"
	run git rel finish -y 0.2.0
	exits 0
}
