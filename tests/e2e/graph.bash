# graph.bash: what git rel status --graph draws, beside what git and the remote say.
# shellcheck shell=bash

# The picture, without what is another each time.
# shellcheck disable=SC2119,SC2120 # arguments come from tests
picture() { git rel status --graph "$@" | sed -E 's/\b[0-9a-f]{10}\b/id--------/'; }

# shows <what it has to be>: without the two blanks in front.
shows() {
	picture >"$T/is"
	printf '%s\n' "$1" | diff - "$T/is"
}

# facts <before|after>: refs and edges by what the commits say, from the JSON.
facts() {
	git rel status --graph --json | jq -r --arg side "$1" '.graph[$side] |
		. as $x | ([.refs[] | "\(.ref) \($x.nodes[.node].subject)"] +
		[.edges[] | "\($x.nodes[.from].subject) -> \($x.nodes[.to].subject)"] |
		sort[])'
}

# What `after` says comes true.
comes_true() { # comes_true <command>...
	facts after >"$T/wanted"
	"$@"
	git for-each-ref --format='%(refname)' refs/heads refs/remotes refs/tags |
		grep -v '/HEAD$' | while read -r ref; do
		echo "$ref $(git log -1 --format=%s "$ref")"
	done | sort >"$T/refs"
	grep '^refs/' "$T/wanted" | sort | diff - "$T/refs"
	# ... and each edge is one of git's, where no commit is left out
	git log --all --format='%s%x09%P' | while IFS=$'\t' read -r subject parents; do
		for p in $parents; do
			echo "$subject -> $(git log -1 --format=%s "$p")"
		done
	done | sort >"$T/edges"
	grep -- ' -> ' "$T/wanted" | grep -v "$(git log -1 --format=%s v0.1.0)$" |
		comm -23 - "$T/edges" >"$T/strange"
	[ ! -s "$T/strange" ] || complain "$(cat "$T/strange")"
}

# "As it is" is as it is: branches and tags here, branches of the remote where that
# has them now, and its tags.
is_so() {
	{
		git for-each-ref --format='%(refname)' refs/heads refs/tags
		git ls-remote -q origin 'refs/heads/*' | sed 's,.*\trefs/heads/,refs/remotes/origin/,'
		git ls-remote -q --refs origin 'refs/tags/*' | cut -f2
	} | sort -u >"$T/is"
	git ls-remote -q origin >"$T/there"
	while read -r ref; do
		local there=${ref/#refs\/remotes\/origin/refs\/heads}
		[ "$ref" = "$there" ] && id=$(git rev-parse -q --verify "$ref^{commit}") || id=
		[ "$id" ] || id=$(awk -v ref="$there" \
			'$2 == ref || $2 == ref "^{}" { id = $1 } END { print id }' "$T/there")
		echo "$ref $id"
	done <"$T/is" | sort >"$T/refs"
	git rel status --graph --json >"$T/json"
	jq -r '.graph.before | . as $x | .refs[] |
		"\(.ref) \($x.nodes[.node].commit)"' "$T/json" | sort | diff - "$T/refs"
}

# What moves is what is elsewhere in the other picture.
moves_are_told() {
	jq -r '.graph | .before as $b | .after as $a |
		($b.refs | map({key: .ref, value: $b.nodes[.node].subject}) | from_entries) as $old |
		($a.refs | map({key: .ref, value: $a.nodes[.node].subject}) | from_entries) as $new |
		($b, $a).refs[] | select(.moves != ($old[.ref] != $new[.ref])) | .ref' \
		"$T/json" >"$T/wrong"
	[ ! -s "$T/wrong" ] || complain "$(cat "$T/wrong")"
}
