# commits.bash: commits, and the notes that are made of them.
# shellcheck shell=bash disable=SC2034,SC2154 # shared with the tests

# A trunk whose notes come from commits.
repo_commits() {
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.notesStyle sections
}

# says_commit <message>: a commit that changes a file of its own; ID and SHORT
# name it.
says_commit() {
	local n
	n=$(git rev-list --count HEAD)
	echo "$n" >"file-$n"
	git add -A
	git commit -q --cleanup=verbatim -m "$1"
	ID=$(git rev-parse HEAD) SHORT=$(git rev-parse --short HEAD)
}

# shows <text>: just that is shown of what is new.
shows() {
	run --separate-stderr git rel notes show --since=v0.1.0
	exits 0
	[ "$output" = "$(printf '%b' "$1")" ] ||
		complain "$(diff <(printf '%b' "$1") <(echo "$output"))"
}
