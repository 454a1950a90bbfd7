#!/bin/bash
# prism.sh [<bats file>...]: the forge's tests once more, through Prism, which judges
# each request, and each answer of our own forge, by what the vendors say may be
# asked and answered; GraphQL by its schema.  Before that: what GitHub was recorded
# to say is read.
#
# Wants npm, once, for Prism and GitHub's description; TOOLS=<folder> keeps them,
# KEEP=<folder> gets Prism's logs, and what was asked by GraphQL.
# Without arguments: tests/forge/*.bats and those of tests/e2e that start a forge,
# but for those of the fake's own refusals, which no description tells.
# shellcheck disable=SC2317 # called by trap, and by name
set -u
cd "$(dirname "$0")/../.." || exit 1
TOP=$PWD
TOOLS=${TOOLS:-$TOP/build/forge}
# what npm serves by this name, and its digest
OPENAPI=@octokit/openapi@23.0.2
OPENAPI_SHA512=a55f0cecbf46636dc0c9b36f4e6a369f28e6a669edebedac444fedaabd192d070f4b8967c3bbb979918d9b044d9010b70fb8195db171e401f32d455105718386
W=$(mktemp -d) || exit 1
PIDS=()

finish() {
	[ ${#PIDS[@]} -eq 0 ] || kill "${PIDS[@]}" 2>/dev/null
	wait
	rm -rf "$W"
}
trap finish EXIT

die() {
	echo "prism.sh: $*" >&2
	exit 1
}

tools() {
	mkdir -p "$TOOLS" && cp tests/forge/prism/package*.json "$TOOLS" || exit
	cmp -s "$TOOLS/package-lock.json" "$TOOLS/node_modules/.forge-check" ||
		npm ci --prefix "$TOOLS" --no-audit --no-fund --ignore-scripts >"$W/npm" 2>&1 || {
		cat "$W/npm"
		die 'npm cannot install Prism'
	}
	cp "$TOOLS/package-lock.json" "$TOOLS/node_modules/.forge-check" || exit
	[ -s "$TOOLS/api.github.com.json" ] || description
}

# Only one file of 29 MB of them.
description() {
	(cd "$W" && npm pack --silent "$OPENAPI" >/dev/null) || die "npm cannot get $OPENAPI"
	echo "$OPENAPI_SHA512  $(echo "$W"/*.tgz)" | sha512sum --quiet -c - || exit
	tar -xzf "$W"/*.tgz -C "$W" package/generated/api.github.com.json || exit
	mv "$W/package/generated/api.github.com.json" "$TOOLS"
	rm -rf "$W/package" "$W"/*.tgz
}

# until <seconds> <command>...
until_true() {
	local i
	for ((i = 0; i < $1 * 10; i++)); do
		"${@:2}" && return
		sleep 0.1
	done
	return 1
}

# up <kind>: our forge, and Prism in front of it
up() {
	local kind=$1
	FORGE_QUERIES=$W/queries /usr/bin/python3 tests/forge/fake "$kind" "$W/$kind" </dev/null 2>"$W/$kind.fake" &
	PIDS+=($!)
	until_true 10 test -s "$W/$kind/port" || die "no forge: $(cat "$W/$kind.fake")"
	node tests/forge/prism/describe.mjs "$kind" "$TOOLS" "$W/$kind.json" || exit
	NO_COLOR=1 node "$TOOLS/node_modules/@stoplight/prism-cli/dist/index.js" proxy \
		-h 127.0.0.1 -p 0 --errors "$W/$kind.json" \
		"http://127.0.0.1:$(cat "$W/$kind/port")" </dev/null >"$W/$kind.prism" 2>&1 &
	PIDS+=($!)
}

listening() {
	sed -n 's/.*Prism is listening on .*:\([0-9][0-9]*\).*/\1/p' "$W/$1.prism" >"$W/$1/prism.port"
	[ -s "$W/$1/prism.port" ]
}

suite() {
	# shellcheck disable=SC2046 # a list
	[ $# -gt 0 ] || set -- tests/forge/*.bats $(grep -l '^load \.\./forge$' tests/e2e/*.bats |
		grep -v '/forge-fake-')
	B=${B:-$TOP/build/test} FORGE_SHARED=$W bats --tap "$@"
}

# recorded.py says how many it asked.
recorded() {
	local from=$TOOLS/node_modules/@octokit bin=${B:-$TOP/build/test}
	/usr/bin/python3 tests/forge/recorded.py "$from/fixtures" \
		"$from/webhooks-examples/api.github.com/index.json" "$bin/tests/ask"
}

tools
recorded || die 'this is not read as it was said'
for kind in github gitlab gitea; do up $kind; done
for kind in github gitlab gitea; do
	until_true 60 listening $kind || die "Prism: $(cat "$W/$kind.prism")"
done
status=0
: >"$W/queries"
suite "$@" || status=1
node tests/forge/prism/graphql.mjs "$TOOLS" "$W/queries" || status=1
# Statuses of errors are in no description that we use; all else must be.
cat "$W"/*.prism | awk '/ has returned [0-9]+$/ { status = $NF }
	/errors#/ || /Violation/ && !(/returned status code/ && status >= 400)' |
	sed 's/^[^›]*› *//' | sort | uniq -c >"$W/violations"
[ -z "${KEEP-}" ] || cp "$W"/*.prism "$W/queries" "$KEEP"
if [ -s "$W/violations" ]; then
	cat "$W/violations"
	die 'this is not as the vendors say'
fi
exit $status
