#!/usr/bin/env bats
# The rules behind gitolite, over ssh: the recipes of gitrel-hooks(7), as they stand
# there.  Its users are ada, who is its administrator, and bob.

load lib
load guarded

setup() {
	command -v gitolite >/dev/null || skip 'gitolite3 is not installed'
	guarded
}

# as_git <command>...: the user whom gitolite belongs to
as_git() {
	env -i HOME="$GITOLITE" USER=git PATH="$PATH" LC_ALL=C GIT_CONFIG_NOSYSTEM=1 \
		${GIT_DEFAULT_REF_FORMAT:+"GIT_DEFAULT_REF_FORMAT=$GIT_DEFAULT_REF_FORMAT"} \
		bash -c 'cd && "$@"' - "$@" 2>"$T/gitolite.said" || complain "$(<"$T/gitolite.said")"
}

# serve_gitolite: srv: is there, with a repository for each row.
serve_gitolite() {
	local name part
	GITOLITE=$T/git
	mkdir -p "$GITOLITE" "$T/ssh"
	for name in ada bob; do
		ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/ssh/$name"
	done
	as_git gitolite setup -pk "$T/ssh/ada.pub"
	as_git git config --global gpg.ssh.allowedSignersFile "$T/home/signers"
	cp "$T/ssh/bob.pub" "$GITOLITE/.gitolite/keydir/"
	printf 'repo %s\n\tRW+ = @all\n' "${ROWS[*]} new" >>"$GITOLITE/.gitolite/conf/gitolite.conf"
	as_git gitolite setup >/dev/null
	for name in "${ROWS[@]}"; do
		for part in objects refs reftable; do
			[ -e "$T/rules/$name/remote.git/$part" ] || continue
			rm -r "$GITOLITE/repositories/$name.git/$part"
			cp -a "$T/rules/$name/remote.git/$part" "$GITOLITE/repositories/$name.git/"
		done
	done
	start_sshd "$GITOLITE/.ssh/authorized_keys" \
		"SetEnv HOME=$GITOLITE PATH=$PATH GIT_CONFIG_NOSYSTEM=1 LC_ALL=C"
	i_am ada
	at "$SSH_URL/"
}

i_am() {
	cp "$T/ssh/$1" "$T/ssh/user"
	chmod 600 "$T/ssh/user"
}

row_refs() { as_git git -C "repositories/$1.git" for-each-ref; }

# recipe <section> [<n>]: what a person types who follows the n-th of that section
recipe() {
	awk -v section="$1" -v n="${2:-1}" '
		/^\.S[hs] / { here = $0 == ".Ss " section }
		/^\.Ed/ { shown = 0 }
		here && shown && k == n { sub(/^\$ /, ""); sub(/  +# .*/, ""); print }
		/^\.Bd/ { shown = 1; k += here }' "$TOP/man/gitrel-hooks.7"
}

@test "hooks/common: each rule" {
	serve_gitolite
	as_git bash -ec "$(recipe Gitolite)"
	one_connection
	for name in "${ROWS[@]}"; do
		! is_seen "$name" server || refuses "$name"
		takes "$name"
	done
}

# with_rules <repository> <line>...: a gitflow project there, with these rules,
# and a clone of ours at $R.
with_rules() {
	local name=$1
	shift
	repo_gitflow
	unset REMOTE
	git switch -q main
	printf '%s\n' '[release]' 'model = gitflow' '[rules]' "$@" >.gitrel
	git add .gitrel
	git commit -qm 'feat: say the rules'
	git switch -q develop
	git merge -q --no-ff -m 'Merge main' main
	git remote set-url origin "srv:$name.git"
	git push -q origin main develop v0.1.0
	# the branch that HEAD of a new repository there names was never there
	as_git git -C "repositories/$name.git" symbolic-ref -q HEAD refs/heads/master
}

S4=('protect = main develop' 'no-force = release/*' 'main-line = releases'
	'merge-into-main = release/* hotfix/*' 'tag-place = merge'
	'merge-into-develop = feature/* release/* hotfix/* main' 'lines-have = hotfix/*')

@test "hooks/common: a release goes through, by a user of gitolite" {
	a_sample
	serve_gitolite
	with_rules new "${S4[@]}"
	as_git bash -ec "$(recipe Gitolite)"
	quietly git rel start --push 0.2.0
	git commit -q --allow-empty -m 'fix: it'
	run git rel finish -y
	exits 0
	as_git git -C repositories/new.git rev-parse -q --verify refs/tags/v0.2.0
	git push -q origin develop:feature/x
	run git push -f origin main~1:main
	exits 1
	says "error: protect: 'main' would lose"
	git clone -q "$SSH_URL/gitolite-admin" "$T/admin"
	git -C "$T/admin" commit -q --allow-empty -m 'whatever'
	git -C "$T/admin" push -q origin HEAD
}

@test "hooks/common: who may pass over a rule is the user that gitolite knows" {
	a_sample
	serve_gitolite
	with_rules new 'protect = main'
	as_git bash -ec "$(recipe Gitolite)"
	as_git git config --global rel.bypass.protect bob
	git switch -q main
	git commit -q --allow-empty -m 'fix: it'
	run git push -o rel.bypass=protect -o rel.reason=urgent origin main
	exits 1
	i_am bob
	run git push -o rel.bypass=protect -o rel.reason=urgent origin main
	exits 0
	grep -q '"by":"bob","rule":"protect","reason":"urgent"' "$GITOLITE/repositories/new.git/rel/bypassed"
}

@test "for one repository alone, and gitolite leaves it there" {
	a_sample
	serve_gitolite
	with_rules new 'protect = main'
	as_git bash -ec "$(recipe Gitolite 2 | sed s/project/new/)"
	as_git gitolite setup
	git switch -q main
	git commit -q --allow-empty -m 'fix: it'
	run git push origin main
	exits 1
	says 'error: protect: '
	takes message
	(cd "$T/rules/message/broken" && git push -q origin t:other)
}

# vref: gitolite's rules ask ours.
vref() {
	mkdir -p "$GITOLITE/local/VREF"
	recipe Gitolite 3 >"$GITOLITE/local/VREF/rel"
	chmod +x "$GITOLITE/local/VREF/rel"
	# shellcheck disable=SC2016 # Perl
	sed -i 's|# LOCAL_CODE  *=>  "$ENV|LOCAL_CODE => "$ENV|' "$GITOLITE/.gitolite.rc"
	sed -i 's|RW+ = @all|&\n\t- VREF/rel = @all|' "$GITOLITE/.gitolite/conf/gitolite.conf"
	as_git gitolite setup
}

@test "VREF: what needs the rest of the push is refused, and it says so" {
	a_sample
	serve_gitolite
	with_rules new "${S4[@]}"
	vref
	for name in "${ROWS[@]}"; do
		! is_seen "$name" server || refuses "$name" --atomic
		if [ -n "${WHOLE[$name]}" ]; then partly "$name"; else takes "$name"; fi
	done
	go_to "$R"
	quietly git rel start --push 0.2.0
	git commit -q --allow-empty -m 'fix: it'
	run git rel finish -y
	exits 1
	says "error: merge-into-develop: 'v0.2.0' is not merged into 'develop'" \
		'hint: update sees one ref of a push'
}
