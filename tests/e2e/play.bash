# play.bash: what people and the forge do while a whole process is played on GitHub.
# Loaded after lib.bash and forge.bash.
# shellcheck shell=bash
# shellcheck disable=SC2154 # `output` is of bats' run

# answered <status>: so did the last forge_ask, which says what, if not
answered() {
	[ "$(cat "$T/forge.status")" = "$1" ] ||
		complain "$(cat "$T/forge.status") instead of $1: $(cat "$T/forge.answer")"
}

# approves <number>: bob has read it
approves() {
	forge_ask POST "$FORGE_REPO/pulls/$1/reviews" '{"event": "APPROVE"}' "$FORGE_BOB" >/dev/null
	answered 200
}

# presses_merge <number> [<merge|squash|rebase>]: bob does
presses_merge() {
	forge_ask PUT "$FORGE_REPO/pulls/$1/merge" "{\"merge_method\": \"${2-merge}\"}" \
		"$FORGE_BOB" >/dev/null
	answered 200
}

# may_not_merge <number> <words>: the forge refuses
may_not_merge() {
	forge_ask PUT "$FORGE_REPO/pulls/$1/merge" '{"merge_method": "merge"}' "$FORGE_BOB" >/dev/null
	forge_answers 405 "$2"
}

# is_text <what> <text>: it is just that
is_text() {
	diff <(printf '%s\n' "$2") <(printf '%s\n' "$1") >&2 || complain "is another text"
}

# labels_of <number>: a line each
labels_of() { forge_state issues "$1" labels | jq -r '.[]'; }

# said_on <number>: who said what, without what is for programs
said_on() {
	forge_state issues "$1" comments |
		jq -r '.[] | .author + ": " + .body' | sed -e '/^$/d' -e '/^<!--/d'
}

# release_on_forge <jq filter>: of the one release that there is
release_on_forge() { forge_state releases | jq -r "[.[]] | if length == 1 then .[0] | $1 else length end"; }

# sent <method> <end of the path>: the bodies of such requests
sent() {
	forge_log_json | jq -r --arg m "$1" --arg p "$2" \
		'.[] | select(.method == $m and (.path | endswith($p))) | .body'
}
