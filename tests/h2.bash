# h2.bash: HTTP/2 by TLS, spoken by nghttpx in front of a server of the tests.
# shellcheck shell=bash disable=SC2034,SC2016 # tests use them; nghttpx expands
#
#	H2      https://localhost:<port>, once h2_up has been called
#	H2_LOG  a line for each request: <protocol> <port of the client> <status>
#	        <method> <path>

NGHTTPX=$(command -v nghttpx || :)

h2_or_skip() { [ -n "$NGHTTPX" ] || skip 'no nghttpx'; }

# h2_up <port>[;tls] <certificate> <key> [<options of nghttpx>...]: in front of that
# port of this machine
h2_up() {
	local port
	port=$("$PYTHON" -c 'import socket; s = socket.socket()
s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	H2=https://localhost:$port H2_LOG=$T/h2.log
	"$NGHTTPX" --conf=/dev/null --single-process -n1 --frontend="127.0.0.1,$port" \
		--backend="127.0.0.1,${1/;/;;}" --insecure --no-ocsp \
		--no-location-rewrite --no-server-rewrite --accesslog-file="$H2_LOG" \
		--accesslog-format='$alpn $remote_port $status $method $path' \
		"${@:4}" "$3" "$2" </dev/null >"$T/h2.out" 2>&1 3>&- 4>&- &
	H2_PID=$!
	PIDS+=("$H2_PID")
	wait_until h2_is_up || return
	kill -0 "$H2_PID" || complain "nghttpx: $(cat "$T/h2.out")"
}

h2_is_up() { grep -qi 'listen' "$T/h2.out" || gone "$H2_PID"; }

h2_forget() { : >"$H2_LOG"; }

# h2_all [<number>]: all requests were by HTTP/2, over that many connections
h2_all() {
	[ -s "$H2_LOG" ] || complain 'no requests' || return
	! grep -v '^h2 ' "$H2_LOG" || complain 'not by HTTP/2' || return
	[ $# -eq 0 ] || [ "$(cut -d' ' -f2 "$H2_LOG" | sort -u | wc -l)" -eq "$1" ] ||
		complain "$(cat "$H2_LOG")"
}
