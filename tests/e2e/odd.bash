# odd.bash: a server on its bad days (tests/forge/odd.py) for a whole file.
# shellcheck shell=bash
#
#	U       its address
#	PORT    ... the end of it
#	S       the same by TLS
#	ODD     its folder; ODD/log has a line of JSON for each request
#	TOOLS   the programs of tests/forge

# A CA of our own, $ODD/ca.pem, and its word for "localhost".
odd_certificate() {
	cd "$ODD" || return
	{
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
			-keyout ca.key -out ca.pem -subj /CN=odd -days 2
		openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
			-keyout key.pem -out csr.pem -subj /CN=localhost
		echo "subjectAltName=DNS:localhost" >ext
		openssl x509 -req -in csr.pem -CA ca.pem -CAkey ca.key \
			-CAcreateserial -extfile ext -out cert.pem -days 2
	} 2>openssl.log && cat cert.pem key.pem >server.pem
}

setup_file() {
	export ODD=$BATS_FILE_TMPDIR/odd
	mkdir "$ODD"
	odd_certificate || return
	# 3: bats waits for who holds it
	/usr/bin/python3 "$BATS_TEST_DIRNAME/../forge/odd.py" "$ODD" "$ODD/server.pem" 3>&- &
	echo $! >"$ODD/pid"
	local n
	for ((n = 0; n < 100; n++)); do
		[ ! -f "$ODD/port" ] || break
		sleep 0.1
	done
	[ -f "$ODD/port" ]
}

teardown_file() {
	kill "$(cat "$ODD/pid")"
}

# odd_ready: in setup(), after `sealed`.
odd_ready() {
	TOOLS=${B:-build/test}/tests
	case $TOOLS in /*) ;; *) TOOLS=$TOP/$TOOLS ;; esac
	PORT=$(cat "$ODD/port")
	# shellcheck disable=SC2034 # for the tests
	U=http://127.0.0.1:$PORT S=https://localhost:$(cat "$ODD/tls")
	rm -f "$ODD/forge"
	: >"$ODD/log"
}

# said <word>...: each is in what the last send printed or said
said() {
	local w
	for w; do
		# shellcheck disable=SC2154 # of bats
		[[ "$output$stderr" == *"$w"* ]] ||
			complain "no '$w' in: $output $stderr"
	done
}

# equal <wanted> <got> [<what>]
equal() {
	[ "$1" = "$2" ] || complain "${3-}: '$2', not '$1'"
}

# received <n>: so many requests came
received() {
	equal "$1" "$(wc -l <"$ODD/log")" "requests"
}

# header <n> <name>: of the n-th request
header() {
	sed -n "$1p" "$ODD/log" | "$PYTHON" -c 'import json, sys
print(json.load(sys.stdin)["headers"].get(sys.argv[1], "-"))' "$2"
}

