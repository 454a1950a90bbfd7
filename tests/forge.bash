# forge.bash: a forge of our own for tests, with the repository of the test behind
# it.  Loaded after e2e/lib.bash:
#
#	setup() { sealed; repo_gitflow; forge_up github; }
#
# It speaks one of three dialects and refuses what that forge refuses; see
# forge/fake/control.py for what it can be told, faults.py for what can go wrong.
# shellcheck shell=bash disable=SC2034,SC2119,SC2120 # tests use them
#
#	FORGE_KIND     github, gitlab or gitea
#	FORGE_URL      where people look, and git: http://127.0.0.1:<port>
#	FORGE_API      where programs ask: $FORGE_URL/api/v3 (v4, v1)
#	FORGE_PORT     the port
#	FORGE_PROJECT  acme/widget
#	FORGE_REPO     its part of a path of the API: repos/acme/widget, or
#	               projects/acme%2Fwidget
#	FORGE_TOKEN    ada's token, an admin; FORGE_BOB: of bob, who may push;
#	               FORGE_EVE: of eve, who may not
#	FORGE_PID      the process

FORGE_HOME=$(cd "${BASH_SOURCE[0]%/*}/forge" && pwd)

# forge_up <github|gitlab|gitea> [--tls|--h2]: starts it; origin, rel.forge,
# rel.forgeUrl and git's credentials point there.  --h2: by HTTP/2, see h2.bash.
forge_up() {
	local path=v3 field=repos/acme/widget
	FORGE_CA='' FORGE_SERVED=''
	FORGE_KIND=$1 FORGE_PROJECT=acme/widget
	FORGE_ROOT=$T/forge.$1
	rm -rf "$FORGE_ROOT"
	[ -z "${FORGE_SHARED-}" ] || [ -n "${2-}" ] || FORGE_SERVED=$FORGE_SHARED/$1
	[ -n "$FORGE_SERVED" ] || forge_start "$@" || return
	FORGE_PORT=$(cat "${FORGE_SERVED:-$FORGE_ROOT}/port")
	FORGE_CONTROL=http://127.0.0.1:$FORGE_PORT
	FORGE_URL=$FORGE_CONTROL
	[ -z "${2-}" ] || forge_tls "$2" || return
	[ "$1" != gitlab ] || path=v4 field=projects/acme%2Fwidget
	[ "$1" != gitea ] || path=v1
	FORGE_API=$FORGE_URL/api/$path FORGE_REPO=$field
	[ -z "$FORGE_SERVED" ] || forge_judged "$1" || return
	FORGE_TOKEN=ada-t0ken-$1-5ecret FORGE_BOB=bob-t0ken-$1-5ecret
	FORGE_EVE=eve-t0ken-$1-5ecret
	forge_people || return
	[ -d "${R-}" ] || return 0
	git -C "$R" remote set-url origin "$FORGE_URL/$FORGE_PROJECT.git"
	git -C "$R" config rel.forge "$1"
	git -C "$R" config rel.forgeUrl "$FORGE_API"
	forge_credentials "$FORGE_TOKEN"
}

# forge_tls --tls|--h2: its address is another one
forge_tls() {
	FORGE_PORT=$(cat "$FORGE_ROOT/tls.port")
	FORGE_CA=$FORGE_ROOT/ca.pem
	if [ "$1" = --h2 ]; then
		h2_up "$FORGE_PORT;tls;sni=localhost" "$FORGE_ROOT/tls.pem" "$FORGE_ROOT/tls.key" || return
		FORGE_PORT=${H2##*:}
	fi
	FORGE_URL=https://localhost:$FORGE_PORT
	git config --global http.sslCAInfo "$FORGE_CA"
}

# forge_start <kind> [--tls|--h2]: a process of its own
forge_start() {
	"$PYTHON" "$FORGE_HOME/fake" "$1" "$FORGE_ROOT" ${2:+--tls} </dev/null \
		>"$T/forge.log" 2>&1 3>&- 4>&- &
	FORGE_PID=$!
	PIDS+=("$FORGE_PID")
	wait_until test -s "$FORGE_ROOT/port"
}

# forge_judged <kind>: one that runs already, with Prism in front; see forge/prism.sh.
# It forgets all that it knew.
forge_judged() {
	local api
	api=http://127.0.0.1:$(cat "$FORGE_SERVED/prism.port")
	FORGE_API=$api/api/v4
	[ "$1" != gitea ] || FORGE_API=$api/api/v1
	[ "$1" != github ] || FORGE_API=$api
	forge_tell reset "{\"root\": \"$FORGE_ROOT\", \"public\": \"$FORGE_API\"}"
}

# forge_unjudged: not a test for Prism, which answers itself where the forge would
# have gone wrong or refused.
forge_unjudged() { [ -z "${FORGE_SHARED-}" ] || skip 'no description tells'; }

# Who is there, and the repository: that of the test, or an empty one.
forge_people() {
	local path=''
	[ ! -d "${REMOTE-}" ] || path=", \"path\": \"$REMOTE\""
	forge_tell repo "{\"name\": \"$FORGE_PROJECT\"$path, \"members\":
		{\"ada\": \"admin\", \"bob\": \"write\", \"carl\": \"write\"}}" &&
		forge_tell token "{\"token\": \"$FORGE_TOKEN\", \"login\": \"ada\"}" &&
		forge_tell token "{\"token\": \"$FORGE_BOB\", \"login\": \"bob\"}" &&
		forge_tell token "{\"token\": \"$FORGE_EVE\", \"login\": \"eve\"}"
}

# forge_credentials <token>: what git's helper answers for the forge.
forge_credentials() {
	local url
	# Prism has a port of its own
	for url in "$FORGE_URL" "${FORGE_API%%/api*}"; do
		git config --global --replace-all "credential.$url.helper" \
			"!f() { test \"\$1\" != get || { echo username=ada; echo 'password=$1'; }; }; f"
	done
}

# Git's helper answers nothing.  Prism wants a token for all that is asked.
forge_no_token() {
	forge_unjudged
	git config --global --unset-all "credential.$FORGE_URL.helper" || :
}

# Where people look, as the API's address tells those who ask nobody.
forge_guessed() {
	local at=${FORGE_API%%/api*}
	echo "${at#*://}"
}

forge_down() {
	[ -z "$FORGE_SERVED" ] || return 0
	kill "$FORGE_PID" 2>/dev/null || :
	wait "$FORGE_PID" 2>/dev/null || :
}

# forge_tell <what> <json>: see fake/control.py
forge_tell() {
	local said
	said=$(curl -sS -X POST -w '\n%{http_code}' --data-binary "$2" \
		"$FORGE_CONTROL/__$1") || return
	[ "${said##*$'\n'}" = 200 ] || complain "forge: $1: $said"
}

# forge_fault <METHOD path-regex> <kind> [<more json fields>]: the next such request
# goes wrong, once; `"times": 0` for ever.  See fake/faults.py.
forge_fault() {
	local match=${1//\\/\\\\}
	case "$2 ${3-}" in
	lost* | veiled* | gone* | cut* | redirect* | broken* | 'status "status": 2'*)
		forge_unjudged
		;;
	esac
	forge_tell fault "{\"match\": \"$match\", \"kind\": \"$2\"${3:+, $3}}"
}

# Nothing goes wrong any more.
forge_mend() { curl -sS -X DELETE "$FORGE_CONTROL/__fault"; }

# forge_delay <ms>: so long takes every answer.
forge_delay() { forge_tell delay "{\"ms\": $1}"; }

# forge_log [<regex>]: "METHOD path status" of each request to the API or by git so
# far; `forge_forget` begins anew; `forge_log_json` is all of it.
forge_log() { curl -sS "$FORGE_CONTROL/__log.txt" | grep -E -- "${1-}" || :; }
forge_log_json() { curl -sS "$FORGE_CONTROL/__log"; }
forge_forget() { curl -sS -X DELETE "$FORGE_CONTROL/__log"; }

# forge_asked [<regex>]: the same without what git asked, and without the API's base:
# "POST repos/acme/widget/pulls 201".
forge_asked() {
	forge_log | sed -E -e '/\/(info\/refs|git-(upload|receive)-pack)/d' \
		-e 's,^([A-Z]+) /((api/)?uploads/|api/v[0-9]/)?,\1 ,' | grep -E -- "${1-}" || :
}

# forge_state <key>...: a value of what the forge keeps of the project, as JSON, text
# without quotes: forge_state issues 1 title
forge_state() {
	local path='' key
	for key; do path+=/${key//\//%2F}; done
	curl -sS "$FORGE_CONTROL/__state/repos/acme%2Fwidget$path"
}

# forge_ask <METHOD> <path below the API> [<json> [<token>]]: the answer; STATUS in
# the file $T/forge.status
forge_ask() {
	local secret="Authorization: Bearer ${4-$FORGE_TOKEN}"
	[ "$FORGE_KIND" != gitlab ] || secret="PRIVATE-TOKEN: ${4-$FORGE_TOKEN}"
	[ "$FORGE_KIND" != gitea ] || secret="Authorization: token ${4-$FORGE_TOKEN}"
	curl -sS -m 120 -X "$1" -o "$T/forge.answer" -D "$T/forge.headers" -w '%{http_code}' \
		${FORGE_CA:+--cacert "$FORGE_CA"} -H "$secret" -H 'User-Agent: test' \
		-H 'X-GitHub-Api-Version: 2022-11-28' \
		${3:+-H 'Content-Type: application/json' --data-binary "$3"} \
		"$FORGE_API/$2" >"$T/forge.status" || return
	cat "$T/forge.answer"
}

# forge_answers <status> [<words>...]: to the last forge_ask; JSON has its spaces, or
# none as from Prism
forge_answers() {
	local word
	[ "$(cat "$T/forge.status")" = "$1" ] ||
		complain "$(cat "$T/forge.status") instead of $1: $(cat "$T/forge.answer")" || return
	for word in "${@:2}"; do
		grep -qF -e "$word" -e "${word//\": /\":}" "$T/forge.answer" ||
			complain "'$word' is not in: $(cat "$T/forge.answer")" || return
	done
}

# forge_protect <branch>: it is merged into, and nobody pushes to it.
forge_protect() {
	case $FORGE_KIND in
	github) forge_ask PUT "$FORGE_REPO/branches/$1/protection" '{"required_status_checks": null,
		"enforce_admins": true, "restrictions": null, "required_pull_request_reviews":
		{"required_approving_review_count": 0}}' >/dev/null ;;
	gitlab)
		forge_ask DELETE "$FORGE_REPO/protected_branches/$1" >/dev/null
		forge_ask POST "$FORGE_REPO/protected_branches" \
			"{\"name\": \"$1\", \"push_access_level\": 0, \"merge_access_level\": 30}" >/dev/null
		;;
	gitea) forge_ask POST "$FORGE_REPO/branch_protections" \
		"{\"rule_name\": \"$1\", \"enable_push\": false}" >/dev/null ;;
	esac
	grep -q '^20' "$T/forge.status" || complain "$1: $(cat "$T/forge.answer")"
}

# forge_merge <n>: the forge merges pull request <n>.
forge_merge() {
	case $FORGE_KIND in
	github) forge_ask PUT "$FORGE_REPO/pulls/$1/merge" '{"merge_method": "merge"}' >/dev/null ;;
	gitlab) # it looks whether it can at the first time
		forge_ask PUT "$FORGE_REPO/merge_requests/$1/merge" '{}' >/dev/null
		forge_ask PUT "$FORGE_REPO/merge_requests/$1/merge" '{}' >/dev/null
		;;
	gitea) forge_ask POST "$FORGE_REPO/pulls/$1/merge" '{"Do": "merge"}' >/dev/null ;;
	esac
	grep -q '^20' "$T/forge.status" || complain "$(cat "$T/forge.answer")"
}
