# secrets.bash: does anything hold a secret that a command says, writes, logs or
# starts?  Loaded after forge_runs.bash, by tests that have strace.
# shellcheck shell=bash disable=SC2154 # bats and forge.bash set them
#
#	secrets_begin         folders for what is said
#	by_file <token>       git's helper reads it from a file, so that the test itself
#	                      puts it nowhere else
#	traced <command>...   all that can be made to say of it is kept
#	nothing_told <token>...   and holds none of these

secrets_begin() {
	command -v strace >/dev/null || skip 'no strace'
	mkdir -p "$T/said" "$T/hidden"
	TRACED=0
}

by_file() {
	forge_no_token
	git config --global credential.helper "store --file=$T/hidden/store"
	echo "http://ada:$1@${FORGE_URL#http://}" >"$T/hidden/store"
}

# What git and we say, and what is executed with which words, by whom ever.
traced() {
	local n=$((++TRACED))
	GIT_TRACE="$T/said/$n.trace" GIT_TRACE_CURL="$T/said/$n.curl" GIT_CURL_VERBOSE=1 \
		GIT_TRACE_PACKET="$T/said/$n.packet" GIT_TRACE_SETUP="$T/said/$n.setup" \
		GIT_TRACE_PERFORMANCE="$T/said/$n.perf" GIT_TRACE_REFS="$T/said/$n.refs" \
		GIT_TRACE2="$T/said/$n.trace2" GIT_TRACE2_EVENT="$T/said/$n.event" \
		GIT_TRACE2_ENV_VARS=PATH strace -f -q -s 65536 -e trace=execve \
		-o "$T/said/$n.argv" "$@" >"$T/said/$n.out" 2>"$T/said/$n.err" || :
	# what is kept between two commands
	[ ! -e .git/rel ] || cp -a .git/rel "$T/said/$n.rel"
}

# Whole, as a part of a URL, and as http's basic credentials.
secret_forms() {
	local one
	for one; do
		printf '%s\n' "$one"
		printf '%s' "ada:$one" | base64 -w 0 | sed 's/=*$//'
		echo
	done
}

nothing_told() {
	local found
	grep -qE '(GET|POST|PUT) ' "$T"/said/*.err || complain 'nothing was traced' || return
	grep -q 'execve.*git' "$T"/said/*.argv || complain 'nothing was executed' || return
	secret_forms "$@" >"$T/hidden/forms"
	found=$(grep -rlaF -f "$T/hidden/forms" "$T/said" "$R/.git" "$REMOTE" "$HOME" \
		/tmp/git-rel* 2>/dev/null) || :
	[ -z "$found" ] || complain "a secret is in: $found" \
		"$(grep -rhaoF -m3 -f "$T/hidden/forms" "$T/said" | sort | uniq -c)"
}
