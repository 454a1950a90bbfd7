# guarded.bash: every rule, how it is broken and how it is kept, in repositories
# that are made once; and what all guards of them have in common.
# shellcheck shell=bash
#
#	load lib
#	load guarded
#	setup() { guarded; }
#
# Of each row there is $T/rules/<row>: remote.git, whose main has the policy, and
# the clones broken and kept, whose origin is srv:<row>.git; `at <address>` says
# where srv: is.  A row is
#
#	name      the rule, perhaps with more behind a dot
#	policy    its line of [rules]
#	first     what else is pushed before
#	breaks    shell commands; what is pushed then is refused
#	keeps     shell commands, from the same beginning; that is taken
#	pushes    what `git push origin` has behind it; keeps-by: another for that
#	says      part of the refusal
#	but       guards that cannot see it: check, server
#	whole     it is kept only by all of the push together

declare -ga ROWS
declare -gA POLICY FIRST BREAKS KEEPS PUSHES PUSHES_KEPT SAYS BUT WHOLE

# shellcheck disable=SC2034 # tests read them
row() {
	local name=$1
	local -A f
	shift
	while [ $# -gt 0 ]; do
		f[$1]=$2
		shift 2
	done
	ROWS+=("$name")
	POLICY[$name]=${f[policy]}
	FIRST[$name]=${f[first]-}
	BREAKS[$name]=${f[breaks]}
	KEEPS[$name]=${f[keeps]}
	PUSHES[$name]=${f[pushes]}
	PUSHES_KEPT[$name]=${f[keeps-by]-${f[pushes]}}
	SAYS[$name]=${f[says]}
	BUT[$name]=${f[but]-}
	WHOLE[$name]=${f[whole]-}
}

# change <file> [<message>]: a commit; merged <branch>: into where we are.
change() {
	echo "${2-} $1" >>"$1"
	git add "$1"
	git commit -q -m "${2:-Change $1}"
}
# recorded <branch> open|note [-p <parent>]: a record of 0.1.0, by hand
recorded() {
	local kind=known-issue name=$1
	[ "$2" = open ] && kind=open
	shift 2
	git update-ref "refs/heads/$name" "$(printf '%s\n\n{"version":1,"kind":"%s","release":"0.1.0","commit":"%s","tree":"%s","by":"ada@example.com","time":"2026-11-30T10:00:00Z"}\n' \
		"$kind" "$kind" "$(git rev-parse main)" "$(git rev-parse 'main^{tree}')" |
		git commit-tree "$@" "$(git mktree </dev/null)")"
}
merged() { git merge -q --no-ff -m "Merge ${2:-branch} '$1'" "$1"; }
# topic <name> <branch>: a branch from there, with one commit.
topic() {
	git switch -q -c "$1" "$2"
	change "${1//\//-}.txt" 'feat: it'
}

# shellcheck disable=SC2016 # commands, run later
table() {
	row protect policy 'protect = main develop' pushes 'main' \
		breaks 'change a.txt' says "'main' takes merges only" \
		keeps 'topic t main; git switch -q main; merged t'
	row protect.force policy 'protect = develop' pushes '+develop' \
		breaks 'git switch -q develop; git commit -q --amend -m other' \
		says "'develop' would lose" \
		keeps 'topic t develop; git switch -q develop; merged t'
	row protect.delete policy 'protect = develop' but check \
		breaks : pushes ':develop' says "'develop' is protected, and would be deleted" \
		keeps 'git push -q origin develop:x' keeps-by ':x'
	row no-force policy 'no-force = release/*' pushes '+release/v0.2.0' \
		first 'topic release/v0.2.0 develop; git push -q origin release/v0.2.0' \
		breaks 'git commit -q --amend -m other' \
		says "'release/v0.2.0' would lose" keeps 'change b.txt'
	row create policy 'create = main develop feature/* release/v{version} hotfix/v{version}' \
		breaks 'git branch release/next; git branch feature/x' \
		pushes 'release/next feature/x' says "'release/next' is no name for a new branch" \
		keeps 'git branch release/v0.2.0' keeps-by 'release/v0.2.0'
	row merge-into-main policy 'merge-into-main = release/* hotfix/*' pushes main \
		breaks 'topic feature/x main; git switch -q main; merged feature/x' \
		says "'feature/x' is not merged into 'main'" \
		keeps 'topic release/v0.2.0 main; git switch -q main; merged release/v0.2.0'
	row merge-into-develop policy 'merge-into-develop = feature/* main' pushes develop \
		breaks 'topic wip develop; git switch -q develop; merged wip' \
		says "'wip' is not merged into 'develop'" \
		keeps 'topic feature/x develop; git switch -q develop; merged feature/x'
	row merge-into-stable policy 'merge-into-stable = backport/*' pushes stable/v0.1 \
		first 'git push -q origin main:stable/v0.1; git switch -q stable/v0.1' \
		breaks 'topic wip main; git switch -q stable/v0.1; merged wip' \
		says "'wip' is not merged into 'stable/v0.1'" \
		keeps 'topic backport/x main; git switch -q stable/v0.1; merged backport/x'
	row history.merges policy 'history = merges' pushes main \
		breaks 'change a.txt' says "the line of 'main' is to be merges only" \
		keeps 'topic t main; git switch -q main; merged t'
	row main-line policy 'main-line = releases' whole yes \
		breaks 'topic release/v0.2.0 main; git switch -q main; merged release/v0.2.0' \
		pushes main says "'main' takes releases only" \
		keeps 'topic release/v0.2.0 main; git switch -q main; merged release/v0.2.0; git tag v0.2.0' \
		keeps-by 'main v0.2.0'
	row tag-pattern policy 'tag-pattern = v{version}' \
		breaks 'git tag release-0.2.0' pushes release-0.2.0 \
		says "'release-0.2.0' is no name for a new tag" \
		keeps 'git tag v0.2.0' keeps-by v0.2.0
	row tag-kind policy 'tag-kind = annotated' pushes v0.2.0 \
		breaks 'git tag v0.2.0' says "'v0.2.0' is a lightweight tag" \
		keeps 'git tag -a -m x v0.2.0'
	row tag-kind.signed policy 'tag-kind = signed' pushes v0.2.0 \
		breaks 'git tag -a -m x v0.2.0' says "'v0.2.0' is not signed" \
		keeps 'git tag -s -m x v0.2.0'
	row tag-signers policy 'tag-signers = ada@*' pushes v0.2.0 \
		breaks 'git -c user.signingKey="$T/home/eve.pub" tag -s -m x v0.2.0' \
		says "'v0.2.0' is signed by eve@example.org, who is none of ada@*" \
		keeps 'git tag -s -m x v0.2.0'
	row tags-fixed policy 'tags-fixed = yes' but check \
		breaks 'git tag -f v0.1.0' pushes '+v0.1.0' says "'v0.1.0' " \
		keeps 'git tag v0.2.0' keeps-by v0.2.0
	row tags-fixed.delete policy 'tags-fixed = yes' but check \
		breaks : pushes ':v0.1.0' says "'v0.1.0' " \
		keeps 'git push -q origin main:refs/tags/nightly' keeps-by ':nightly'
	row tag-place policy 'tag-place = merge' whole yes pushes 'main v0.2.0' \
		breaks 'topic release/v0.2.0 main; git switch -q main; merged release/v0.2.0; git tag v0.2.0 release/v0.2.0' \
		says "which is no merge of 'release/v0.2.0'" \
		keeps 'topic release/v0.2.0 main; git switch -q main; merged release/v0.2.0; git tag v0.2.0'
	row tag-place.main policy 'tag-place = main' whole yes \
		breaks 'git tag v0.2.0 develop' pushes v0.2.0 says "which is not on 'main'" \
		keeps 'topic x main; git switch -q main; merged x; git tag v0.2.0' \
		keeps-by 'main v0.2.0'
	row version-files policy $'version-files = equal\n[version]\nfiles = VERSION' \
		breaks 'git tag v0.2.0' pushes 'v0.2.0' \
		says "'v0.2.0' is 0.2.0, but 'VERSION' says 0.1.0" \
		keeps 'echo 0.2.0 >VERSION; change b.txt; git commit -qam x; git tag v0.2.0'
	row version-order policy 'version-order = rising' \
		first 'git tag v0.5.0; git push -q origin v0.5.0' \
		breaks 'git tag v0.4.9' pushes v0.4.9 says "'v0.4.9' is not above 'v0.5.0'" \
		keeps 'git tag v0.5.1' keeps-by v0.5.1
	row back-merge policy 'back-merge = before-start' whole yes \
		breaks 'git branch release/v0.2.0 develop' pushes release/v0.2.0 \
		says "'main' has not been merged back into 'develop'" \
		keeps 'git switch -q develop; merged main; git branch release/v0.2.0' \
		keeps-by 'develop release/v0.2.0'
	row lines-have policy 'lines-have = hotfix/*' whole yes \
		first 'git switch -q develop; merged main; git push -q origin develop; git switch -q main' \
		breaks 'topic hotfix/v0.1.1 main; git switch -q main; merged hotfix/v0.1.1; git tag v0.1.1' \
		pushes 'main v0.1.1 hotfix/v0.1.1' says "'develop' has not what 'v0.1.1' mends" \
		keeps 'topic hotfix/v0.1.1 main; git switch -q main; merged hotfix/v0.1.1; git tag v0.1.1; git switch -q develop; merged v0.1.1 tag' \
		keeps-by 'main develop v0.1.1 hotfix/v0.1.1'
	row origin-on-stable policy 'origin-on-stable = required' pushes stable/v0.1 \
		first 'git push -q origin main:stable/v0.1; git switch -q stable/v0.1' \
		breaks 'change a.txt "fix: it"' says 'does not say which commit it is a pick of' \
		keeps 'git cherry-pick -x origin/develop~1 >/dev/null'
	row trailers-on-stable policy 'trailers-on-stable = Signed-off-by' pushes stable/v0.1 \
		first 'git push -q origin main:stable/v0.1; git switch -q stable/v0.1' \
		breaks 'change a.txt "fix: it"' says 'Signed-off-by' \
		keeps 'change a.txt "fix: it"; git commit -q --amend --no-edit -s'
	row message policy 'message = "feat: * | fix: * | Merge *"' pushes t \
		breaks 'git switch -q -c t; change a.txt wip' says "'wip' has none of these forms" \
		keeps 'topic t main; merged develop'
	row message.since policy $'message = "feat: * | Merge *"\nsince = v0.1.0' pushes t \
		breaks 'git switch -q -c t; change a.txt wip' says "message: 'wip'" \
		keeps 'topic t v0.1.0'
	row email policy 'email = *@example.com' pushes t \
		breaks 'topic t main; git commit -q --amend --no-edit --author="E <eve@example.org>"' \
		says "is 'eve@example.org'" keeps 'topic t main'
	row signed-commits policy 'signed-commits = verified' pushes t \
		breaks 'topic t main' says 'has no signature' \
		keeps 'topic t main; git commit -q --amend --no-edit -S'
	row max-size policy 'max-size = 2k' pushes t \
		breaks 'topic t main; yes | head -c 3000 >big; change big; git rm -q big; git commit -qm away' \
		says "'big' has 3" keeps 'topic t main'
	row forbid-paths policy 'forbid-paths = *.pem' pushes t \
		breaks 'topic t main; mkdir x; change x/key.pem' \
		says "'x/key.pem' is a path that is not to be here: *.pem" keeps 'topic t main'
	row freeze policy 'freeze = 2000-01-01..2999-12-31' \
		breaks 'topic t main; git switch -q main; merged t' pushes main \
		says "'main' is frozen, 2000-01-01..2999-12-31" keeps 'topic t main' keeps-by t
	row freeze.after-rc policy 'freeze = after-rc' pushes release/v0.2.0 \
		first 'topic release/v0.2.0 develop; git tag v0.2.0-rc1; git push -q origin release/v0.2.0 v0.2.0-rc1' \
		breaks 'change b.txt "feat: more"' says "comes after 'v0.2.0-rc1', and is no fix" \
		keeps 'change b.txt "fix: it"'
	row closed-after-tag policy 'closed-after-tag = release/*' pushes release/v0.2.0 \
		first 'topic release/v0.2.0 main; git switch -q main; merged release/v0.2.0; git tag v0.2.0; git push -q origin main v0.2.0 release/v0.2.0; git switch -q release/v0.2.0' \
		breaks 'change b.txt' says "'release/v0.2.0' is closed: 'v0.2.0' is tagged" \
		keeps 'topic release/v0.3.0 main' keeps-by release/v0.3.0
	row changelog policy 'changelog = release/* feature/*' pushes main \
		breaks 'topic release/v0.2.0 main; git switch -q main; merged release/v0.2.0' \
		says "has no section for 0.2.0, which 'release/v0.2.0' brings" \
		keeps 'topic release/v0.2.0 main; printf "# Changelog\n\n## [0.2.0] - 2026-01-01\n\n- It\n" >CHANGELOG.md; git add .; git commit -qm notes; git switch -q main; merged release/v0.2.0'
	row gates policy $'gates = main\n[check]\nunit = true' pushes main but server \
		breaks 'topic release/v0.2.0 main; git switch -q main; merged release/v0.2.0' \
		says "check 'unit' has not passed on" \
		keeps 'topic release/v0.2.0 main; quietly git rel trust -y; quietly git rel check; git switch -q main; merged release/v0.2.0'
	row evidence policy 'evidence = append-only' but check \
		first 'recorded e open; git push -q origin e:refs/rel/evidence/0.1.0' \
		breaks : pushes '+main:refs/rel/evidence/0.1.0' says "'refs/rel/evidence/0.1.0' would lose" \
		keeps 'recorded e note -p e' keeps-by 'e:refs/rel/evidence/0.1.0'
	row evidence.none policy 'evidence = append-only' but check \
		breaks : pushes 'main:refs/rel/evidence/0.1.0' says "'refs/rel/evidence/0.1.0' would be no evidence" \
		keeps 'recorded e open' keeps-by 'e:refs/rel/evidence/0.1.0'
	row evidence.qualified policy 'evidence = qualified' but 'check client' \
		breaks 'git tag v0.2.0 main' pushes 'v0.2.0' says "'v0.2.0' comes without the evidence" \
		keeps 'git tag v0.2.0-rc.1 main' keeps-by 'v0.2.0-rc.1'
	row policy policy 'protect = develop' pushes main but 'check client' \
		breaks 'printf "[rules]\ntag-place = nowhere\n" >.gitrel; git commit -qam x' \
		says "'main' would get a policy that cannot be" \
		keeps 'printf "[rules]\ntag-place = main\n" >.gitrel; git commit -qam x'
}

# ---- made once --------------------------------------------------------------

guarded_row() {
	local name=$1 policy=${POLICY[$1]}
	mkdir "$name"
	cp -a "$T/repo" "$name/broken"
	cp -a "$T/remote.git" "$name/remote.git"
	(
		cd "$name/broken" || exit
		git remote set-url origin ../remote.git
		git switch -q main
		printf '[release]\nmodel = gitflow\n[rules]\n%s\n' "$policy" >.gitrel
		git add .gitrel
		git commit -qm 'chore: say the rules'
		git push -q origin main
		eval "${FIRST[$name]}"
		cp -a . ../kept
		eval "${BREAKS[$name]}"
		cd ../kept || exit
		eval "${KEEPS[$name]}"
	) >/dev/null || complain "$name: cannot be made" || return
	for name in "$name"/{broken,kept}; do
		git -C "$name" remote set-url origin "srv:${name%/*}.git"
	done
}

# keys: who signs, and a stranger.
guarded_keys() {
	ssh_key
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/eve"
	printf 'eve@example.org %s\n' "$(cat "$T/home/eve.pub")" >>"$T/home/signers"
}

guarded_shelf() {
	local new name
	repo_gitflow
	guarded_keys
	new=$(mktemp -d "$T/rules.XXXXXX")
	cd "$new" || return
	for name in "${ROWS[@]}"; do
		guarded_row "$name" || return
	done
	cp -a "$T/home" "$new/home"
	mkdir -p "${1%/*}"
	mv -T "$new" "$1" 2>/dev/null || :
	rm -rf "$R" "$REMOTE"
	unset R REMOTE
	cd "$T" || return
}

guarded() {
	local shelf=${SHELF:-$BATS_RUN_TMPDIR/shelf}/rules
	table
	sealed
	[ -d "$shelf" ] || guarded_shelf "$shelf" || return
	cp -a "$shelf" "$T/rules"
	cp -a "$T/rules/home/." "$T/home"
	git config --global gpg.format ssh
	git config --global user.signingkey "$T/home/sign.pub"
	git config --global gpg.ssh.allowedSignersFile "$T/home/signers"
}

# at <address>: where the servers of this test are
at() { git config --global "url.$1.insteadOf" srv:; }

# one_connection: for all that goes to $SSH_URL from now on.
one_connection() {
	GIT_SSH_COMMAND+=" -o ControlPath='$T/ssh/all'"
	sh -c "exec $GIT_SSH_COMMAND -MN '$SSH_URL'" </dev/null >"$T/ssh/said" 2>&1 3>&- 4>&- &
	PIDS+=($!)
	wait_until test -S "$T/ssh/all"
}

# Over the wire the hook is run by somebody else, in another place: one rule of
# each kind tells.
a_sample() {
	ROWS=(protect.force merge-into-main main-line tag-signers tags-fixed.delete
		lines-have message signed-commits max-size evidence policy)
}

# ---- one push ---------------------------------------------------------------

# row_refs <row>: what the server of a row has; other servers say it otherwise.
row_refs() { git -C "$T/rules/$1/remote.git" for-each-ref; }

# Neither rows that a guard cannot see, nor those that it sees in part.
is_seen() { [[ " ${BUT[$1]} " != *" $2 "* ]]; }

# refuses <row> [<option>...]: the push that breaks the rule, which leaves nothing
# there.
refuses() {
	local before
	cd "$T/rules/$1/broken" || return
	before=$(row_refs "$1")
	# shellcheck disable=SC2086 # words
	run git push "${@:2}" origin ${PUSHES[$1]}
	exits 1 || complain "$1" || return
	says "error: ${1%%.*}: " "${SAYS[$1]}" || complain "$1" || return
	[ "$(row_refs "$1")" = "$before" ] || complain "$1: something moved"
}

# takes <row>: the push that keeps it, and nobody minds.
takes() {
	cd "$T/rules/$1/kept" || return
	# shellcheck disable=SC2086 # words
	run git push --atomic origin ${PUSHES_KEPT[$1]}
	exits 0 || complain "$1" || return
	# shellcheck disable=SC2154 # set by bats' run
	[[ $output != *error:* && $output != *warning:* ]] || complain "$1: $output"
}

# partly <row>: what keeps the rule only as a whole is refused, and that said.
partly() {
	cd "$T/rules/$1/kept" || return
	# shellcheck disable=SC2086 # words
	run git push --atomic origin ${PUSHES_KEPT[$1]}
	exits 1 || complain "$1" || return
	says "error: ${1%%.*}: " 'hint: update sees one ref of a push'
}
