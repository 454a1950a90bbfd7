# staging.bash: a release that is qualified, for the tests of `git staging`.
# shellcheck shell=bash

# policy <lines of .gitrel>: on main, here and there, and trusted.
policy() {
	git switch -q main
	printf '[release]\nmodel = trunk\n' >.gitrel
	cat >>.gitrel
	git add .gitrel
	git commit -q -m 'The policy'
	git push -q origin main
	quietly git rel trust -y
}

# One item of each kind, and nobody to run anything.
asked() {
	repo_trunk
	policy <<-'END'
		[roles]
		manager = ada@example.com
		qa = eve@example.com
		[items]
		docs = The manual is up to date
		note = Anybody may look
		[checklist.final]
		look = docs note
		release = @tagged @merged
	END
}

# begun [<version>]: a branch with a commit of its own, started, and shared.  It has
# all that main has, so its tip is tested; staging-merge.bats has the merge.
begun() {
	git switch -q -c "release/v${1:-0.2.0}"
	echo "${1:-0.2.0}" >VERSION
	git commit -q -a -m 'Prepare the release'
	git config rel.finish push
	git config staging.bind tree
	quietly git staging start -y "${1:-0.2.0}"
	quietly git staging push -y "${1:-0.2.0}"
}

# another <name>: a clone of somebody else, who is called <name>; we go there.
another() {
	git clone -q "file://$REMOTE" "$T/$1"
	git -C "$T/$1" config user.name "$1"
	git -C "$T/$1" config user.email "$1@example.com"
	cd "$T/$1" || return
}

# records <kind> [<version>] [<folder>]: how many there are here
records() {
	git -C "${3:-.}" log --format=%B "refs/rel/evidence/${2:-0.2.0}" |
		grep -c "^{\"version\":1,\"kind\":\"$1\"" || :
}

# state <task>: as status has it
state() {
	git staging status --json 0.2.0 |
		sed -n "s/^{\"version\":1,\"task\":\"$1\",.*\"state\":\"\([^\"]*\)\".*/\1/p"
}

# stands <task> <state>
stands() {
	local now
	now=$(state "$1")
	[ "$now" = "$2" ] || complain "$1 is '$now', not '$2': $(git staging status 0.2.0)"
}

evidence_there() {
	git -C "$REMOTE" rev-parse -q --verify "refs/rel/evidence/${1:-0.2.0}"
}

# out [<version>]: qualified, released
out() {
	local v=${1:-0.2.0}
	begun "$v"
	quietly git staging tick --of "$v" docs
	quietly git staging tick --of "$v" note
	quietly git rel finish -y "$v"
}

# by_hand <parent> <line>: one more commit behind it, made by hand; its id
by_hand() {
	local tree
	tree=$(git mktree </dev/null)
	printf 'by hand\n\n%s\n' "$2" | git commit-tree -p "$1" "$tree"
}

# at [<version>]: the last record
at() { git rev-parse "refs/rel/evidence/${1:-0.2.0}"; }

# keys <name>...: an SSH key each; all are known to everybody
keys() {
	local name
	: >"$T/home/signers"
	for name; do
		ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/$name"
		printf '%s@example.com %s\n' "$name" "$(cat "$T/home/$name.pub")" >>"$T/home/signers"
	done
	git config --global gpg.format ssh
	git config --global gpg.ssh.allowedSignersFile "$T/home/signers"
	is ada
}

# is <name> [<key of>]: who we are from now on
is() {
	git config --global user.email "$1@example.com"
	git config --global user.signingkey "$T/home/${2-$1}.pub"
}

# signed [<lines of [staging]>]: as `asked', for people with keys
signed() {
	sealed
	keys ada eve bob
	repo_trunk
	policy <<-END
		[staging]
		$(cat)
		[roles]
		qa = eve@example.com
		[items]
		docs = The manual is up to date
		qa = QA has looked [by qa]
		[checklist.final]
		look = docs qa
		release = @tagged @merged
	END
}

# slipped <item> [<result>]: what tick would record, signed as git signs, without a
# look at whose signature that is
slipped() {
	local ref=refs/rel/evidence/0.2.0 about who
	about=$(git log --format=%B "$ref" | grep -m 1 -E '"kind":"(open|candidate)"' |
		grep -o '"commit":"[0-9a-f]*","tree":"[0-9a-f]*"')
	who=$(git var GIT_COMMITTER_IDENT)
	git update-ref "$ref" "$(printf '%s %s: slipped in\n\n{"version":1,"kind":"item","release":"0.2.0",%s,"name":"%s","result":"%s","by":"%s","time":"%s"}\n' \
		"${2:-pass}" "$1" "$about" "$1" "${2:-pass}" "$(git config user.email)" \
		"$(date -u -d "@$(cut -d' ' -f1 <<<"${who#*> }")" +%Y-%m-%dT%H:%M:%SZ)" |
		git commit-tree -S -p "$ref" "$ref^{tree}")"
}
