# git rel protect: what the forge protects, and what the rules ask for.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	git config rel.finish pr
	git config rel.rule.protect 'main develop'
	git config rel.rule.no-force 'release/* stable/*'
	git config rel.rule.gates main
	git config rel.rule.message '*'
	git config rel.requiredChecks ci
	git config rel.requiredReviews 1
}

# played <forge> [<more of apply>]: a difference is told, set, and then there is none
played() {
	forge_up "$1"
	run git rel protect
	exits 1
	says 'main: may be forced, may be deleted, may be pushed to' '(protect, gates)' \
		'develop: may be forced, may be deleted (protect)' \
		'stable/*: may be forced (no-force)' 'tags v*: may be moved, may be deleted (tags-fixed)' \
		"only hooks and 'git rel check --rules' hold up: message"
	[ -z "$(forge_asked '^(POST|PUT|PATCH|DELETE)')" ]
	run git rel protect apply -n "${@:2}"
	exits 0
	[ -z "$(forge_asked '^(POST|PUT|PATCH|DELETE)')" ]
	says 'protect main on' ': no force, no deletion, pull requests only' 'protect stable/* on' ': no force'
	run git rel protect apply -y "${@:2}"
	exits 0
	says 'set on' ': main, develop, ' 'stable/*' 'tags v*'
	run git rel protect lint
	exits 0
	says 'develop: as it shall be' 'stable/*: as it shall be' 'tags v*: as it shall be'
	forge_forget
	run git rel protect apply -y "${@:2}"
	exits 0
	says 'protects what the rules ask for'
	[ -z "$(forge_asked '^(POST|PUT|PATCH|DELETE)')" ]
	[ "$1" != gitea ] || forge_credentials "$FORGE_BOB" # ada is let, that was said
	run ! git push -q --force origin main~1:main
	run ! git push -q origin :v0.1.0
}

@test "GitHub: sets of rules are made, once" {
	played github
	[ "$(forge_state rulesets | grep -o '"name": "git-rel [^"]*"' | sort)" = '"name": "git-rel refs/heads/develop"
"name": "git-rel refs/heads/main"
"name": "git-rel refs/heads/release/*"
"name": "git-rel refs/heads/stable/*"
"name": "git-rel refs/tags/v*"' ]
}
@test "GitLab: protected branches and tags are made, once; what it cannot is said" {
	played gitlab
	run git rel protect
	says "main: GitLab cannot ask for 1 approval, check 'ci' (protect, gates)"
}
@test "Gitea: rules of branches are made, once, and tags for whom one names" {
	played gitea --tagger=ada
}

@test "Gitea asks who may make tags: without a name they are left" {
	forge_up gitea
	run git rel protect apply -y
	exits 1
	says "tags 'v*' are left" '--tagger=<name>'
	says 'set on Gitea: main, develop, stable/*, but not tags v*'
	run git rel protect apply -y
	exits 1
	says 'Gitea protects what the rules ask for, but not tags v*'
	run git rel protect
	exits 1
	says 'tags v*: may be moved'
}

@test "GitHub: a glob with a set of letters is looked up by a name that fits" {
	forge_up github
	git config rel.rule.protect 'stable/[0-9]*'
	run git rel protect
	exits 1
	run git rel protect apply -y
	exits 0
	run git rel protect
	exits 0
	says 'stable/[0-9]*: as it shall be'
}

@test "GitHub: what is stricter stays, in the older way and in our set" {
	forge_up github
	forge_ask PUT "$FORGE_REPO/branches/main/protection" '{"required_status_checks":
		{"strict": true, "contexts": ["lint"]}, "enforce_admins": true, "restrictions": null,
		"required_pull_request_reviews": {"required_approving_review_count": 3}}' >/dev/null
	forge_ask POST "$FORGE_REPO/rulesets" '{"name": "git-rel refs/heads/develop", "enforcement":
		"active", "target": "branch", "conditions": {"ref_name": {"include":
		["refs/heads/develop"], "exclude": []}}, "rules": [{"type": "required_linear_history"}]}' >/dev/null
	run git rel protect
	exits 1
	says "main: need not have passed 'ci' (protect, gates)"
	run git rel protect apply -y
	exits 0
	forge_ask GET "$FORGE_REPO/branches/main/protection" >/dev/null
	forge_answers 200 '"required_approving_review_count": 3' lint
	[[ $(forge_state rulesets) == *required_linear_history*non_fast_forward* ]] ||
		complain "$(forge_state rulesets)"
}

@test "GitLab: who may do less today may do no more tomorrow" {
	forge_up gitlab
	forge_ask POST "$FORGE_REPO/protected_branches" '{"name": "d*", "push_access_level": 40,
		"merge_access_level": 40}' >/dev/null
	forge_ask POST "$FORGE_REPO/protected_branches" '{"name": "main", "push_access_level": 40,
		"merge_access_level": 40, "allow_force_push": true}' >/dev/null
	run git rel protect
	says 'develop: as it shall be' 'main: may be forced, may be pushed to (protect, gates)'
	run git rel protect apply -y
	exits 0
	forge_ask GET "$FORGE_REPO/protected_branches/main" >/dev/null
	forge_answers 200 '"allow_force_push": false' '"access_level": 0' '"access_level": 40'
	run git rel protect
	exits 0
}

@test "Gitea: a rule of its own name has all of the one that held before" {
	forge_up gitea
	forge_ask POST "$FORGE_REPO/branch_protections" '{"rule_name": "m*", "required_approvals": 2,
		"enable_force_push": true, "block_on_outdated_branch": true}' >/dev/null
	git config rel.rule.protect main
	run git rel protect apply -y --tagger=ada
	exits 0
	forge_ask GET "$FORGE_REPO/branch_protections/main" >/dev/null
	forge_answers 200 '"required_approvals": 2' '"enable_force_push": false' \
		'"block_on_outdated_branch": true' '"ci"'
}

# As bob, who is no admin: what is to be seen is told, and nothing can be set.
no_admin() {
	forge_up "$1"
	quietly git rel protect apply -y --tagger=ada
	forge_credentials "$FORGE_BOB"
	run git rel protect
	exits "$2"
	says "$3"
	git config rel.rule.protect 'main develop other'
	git push -q origin main:refs/heads/other
	remember
	run git rel protect apply -y --tagger=ada
	exits '1|128'
	says "cannot protect '"
	unchanged
}
@test "GitHub: without admin rights all of a set of rules is seen" { no_admin github 0 'main: as it shall be'; }
@test "GitLab: without rights it is told what cannot be seen" { no_admin gitlab 0 'main: cannot see whether it may be forced'; }
@test "Gitea: without rights it is told what cannot be seen" { no_admin gitea 0 'main: cannot see whether it may be forced'; }

@test "the answer is lost: --continue, or the same command, ends with one rule each" {
	local kind
	for kind in github gitlab gitea; do
		forge_up "$kind"
		forge_fault 'POST .*(rulesets|protected_branches|branch_protections)$' lost
		run git rel protect apply -y --tagger=ada
		[ "$status" -eq 0 ] || run git rel --continue
		run git rel protect apply -y --tagger=ada
		exits 0
		run git rel protect
		exits 0
		forge_down
	done
}

@test "without a token the page is named; with no rule, or offline, it is told" {
	forge_up github
	forge_no_token
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	forge_tell repo '{"name": "acme/widget", "private": false}'
	run git rel protect apply -y
	exits 1
	says "$FORGE_URL/acme/widget/settings/rules"
	run git rel protect
	exits 1
	says 'main: may be forced'
	forge_down
	run git rel protect
	exits 128
	GH_ENTERPRISE_TOKEN=$FORGE_TOKEN run git rel protect apply -y
	exits 1
	says "no answer from '127.0.0.1'" \
		"protect main (no force, no deletion, pull requests only, " "): $FORGE_URL/acme/widget/settings/rules" \
		'protect tags v* (no move, no deletion)'
	git config --unset rel.rule.protect
	git config --unset rel.rule.no-force
	git config --unset rel.rule.gates
	git config --unset rel.rule.message
	run git rel protect
	exits 128
	says 'no rule is about what a forge protects'
}

@test "lint speaks JSON" {
	forge_up github
	run git rel protect --json
	exits 1
	says '{"pattern":"develop","tag":false,"rules":"protect","differs":"may be forced, may be deleted"'
}

# back_too <forge> [<more of apply>]: develop takes pull requests only, with those
# checks that the rule names for it, and main's approvals are main's
back_too() {
	git config rel.backMerge pr
	git config rel.rule.gates 'main develop'
	forge_up "$1"
	run git rel protect
	exits 1
	[[ $output == *'develop: may be forced, may be deleted, may be pushed to'*'(protect, gates)'* ]] ||
		complain "$output"
	[[ $output != *'develop: '*'fewer than 1 approval'* ]] || complain "$output"
	run git rel protect apply -y "${@:2}"
	exits 0
	run git rel protect
	[[ $output != *'develop: may be'* ]] || complain "$output"
	[ "$1" != gitea ] || forge_credentials "$FORGE_BOB"
	git switch -q develop
	git commit -q --allow-empty -m more
	run ! git push -q origin develop
}

@test "GitHub: back-merge = pr keeps pushes from develop" { back_too github; }
@test "GitLab: back-merge = pr keeps pushes from develop" { back_too gitlab; }
@test "Gitea: back-merge = pr keeps pushes from develop" { back_too gitea --tagger=ada; }

# finish_deletes <forge>: it refuses force only together with deletion, which would
# keep finish from what it does
finish_deletes() {
	local never="refuses force only together with deletion, and 'git rel finish' deletes"
	forge_up "$1"
	git config --unset rel.finish
	git config rel.rule.no-force 'release/* hotfix/v* stable/*'
	git config --unset rel.rule.protect
	git config --unset rel.rule.gates
	run git rel protect
	exits 1
	says "release/*: " "hotfix/v*: " "$never 'release/v1.2.0'" 'stable/*: may be forced (no-force)'
	run git rel protect apply -y --tagger=ada
	exits 0
	says "note: 'release/*' is left: " "$never" 'set on' ': stable/*, tags v*'
	quietly git rel start --push 0.2.0
	run git rel finish
	exits 0
	[ -z "$(git ls-remote origin 'refs/heads/release/*')" ]
	run git rel protect
	exits 0
	says "$never"
	run git rel doctor --forge
	exits 0
	[[ $output != *forge-protect*'does not hold up'* ]] || complain "$output"
}

@test "GitLab: a branch that finish deletes is left, and that is said" { finish_deletes gitlab; }
@test "Gitea: a branch that finish deletes is left, and that is said" { finish_deletes gitea; }

@test "a branch that finish deletes, protected from deletion already, is told" {
	forge_up gitlab
	forge_ask POST "$FORGE_REPO/protected_branches" '{"name": "release/*"}' >/dev/null
	run git rel protect
	exits 1
	says "release/*: cannot be deleted, and 'git rel finish' deletes 'release/v"
	run git rel doctor --forge
	says "'release/*' cannot be deleted, and 'git rel finish' deletes 'release/v"
	[[ $output != *"'release/*'"*'git rel protect apply'* ]] || complain "$output"
}

@test "doctor tells that the forge protects what the rules ask for" {
	forge_up github
	run git rel protect apply -y
	exits 0
	run git rel doctor --forge
	says 'ok       forge-protect   GitHub holds up what the rules ask for'
}

# kept <forge> <path> <rule>: a branch that somebody has protected stays, and what is
# said of it leads on
kept() {
	forge_up "$1"
	git config --unset rel.finish
	forge_ask POST "$FORGE_REPO/$2" "$3" >/dev/null
	quietly git rel start --push 0.2.0
	run git rel finish
	refused 1 'to keep the branch: git rel finish 0.2.0 --keep'
	quietly git rel finish --keep
	run git rel finish 0.2.0
	refused 1 "where 'origin' protects it, who may lift that does; then again: git rel finish 0.2.0"
	[[ $output != *--keep* ]] || complain "$output"
	run git rel verify 0.2.0
	says "'release/v0.2.0' is still there, on origin, which keeps it: it is protected"
	[[ $output != *'--delete'* ]] || complain "$output"
	run git rel doctor --forge
	says "'release/v0.2.0' is still there, and 'v0.2.0' is out; origin keeps it: it is protected"
	[[ $output != *'--delete'* ]] || complain "$output"
	run git rel doctor --no-forge
	says 'git push origin --delete release/v0.2.0'
	quietly git switch develop
	run git rel start 0.3.0
	exits 0
	[[ $output != *'is under way, too'* ]] || complain "$output"
	quietly git switch develop
	run git rel finish -n
	exits 0
	says 'v0.3.0'
	forge_ask DELETE "$FORGE_REPO/$2/release%2F%2A" >/dev/null
	run git rel finish 0.2.0
	exits 0
	run ! git rev-parse -q --verify release/v0.2.0
}

@test "GitLab: a release branch that is protected leads on to who may lift that" {
	kept gitlab protected_branches '{"name": "release/*", "push_access_level": 40}'
}
@test "Gitea: a release branch that is protected leads on to who may lift that" {
	kept gitea branch_protections '{"rule_name": "release/*", "enable_push": true}'
}
