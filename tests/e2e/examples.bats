#!/usr/bin/env bats
# The policies in examples/: each can be read, and each line of it says
# something.

load lib

setup() {
	sealed
	repo_trunk
}

# settings <file>: its keys in [release] and other sections but those of commands
settings() {
	awk -F'[] =[]+' '/^\[/ { section = $2 }
		/^[a-z]/ { print section "." $1 }' "$1"
}

@test "each sample policy is read, and every key of it counts" {
	local policy key n=0
	for policy in "$TOP"/examples/*.gitrel; do
		cp "$policy" .gitrel
		git rel config --explain >"$T/explained" || complain "$policy"
		for key in $(settings "$policy"); do
			grep -q "^$key  *.*\.gitrel:[0-9]*$" "$T/explained" ||
				complain "$policy: $key has no effect" || return
			n=$((n + 1))
		done
	done
	[ "$n" -ge 40 ] || complain "only $n settings"
}

@test "the commands in their heads are commands" {
	local policy verb
	for policy in "$TOP"/examples/*.gitrel; do
		while read -r verb; do
			git rel "$verb" -h >/dev/null || complain "$policy: $verb"
		done < <(sed -n 's/^;.*git rel \([a-z]*\).*/\1/p' "$policy")
	done
}
