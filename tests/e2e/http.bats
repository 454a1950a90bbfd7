#!/usr/bin/env bats
# Requests to a forge (lib/net), answered by a server on its bad days: redirects,
# lost connections, "later", answers without an end.

load lib
load odd

setup() {
	sealed
	odd_ready
}

# send <arguments of tests/send>: what it prints is $output, what it says $stderr
send() {
	run --separate-stderr "$TOOLS/send" "$@"
}

@test "one connection serves all requests, and an empty POST has its own" {
	send GET "$U/echo" -d '{"a":1}' -t application/json POST "$U/echo" PUT "$U/echo" DELETE "$U/echo" HEAD "$U/echo"
	equal 0 "$status"
	equal 1 "$(grep -o '"connection": [0-9]*' "$ODD/log" | sort -u | wc -l)"
	send GET "$U/echo" POST "$U/echo"
	equal 0 "$status"
	equal 3 "$(grep -o '"connection": [0-9]*' "$ODD/log" | sort -u | wc -l)"
	equal application/json "$(header 2 content-type)"
	equal 0 "$(header 7 content-length)"
}

@test "requests go side by side, but no more than are wanted" {
	local s
	s=$(date +%s%N)
	send -j3 GET "$U/echo?sleep=0.6" GET "$U/echo?sleep=0.6&b" GET "$U/echo?sleep=0.6&c" GET "$U/echo?sleep=0.6&d"
	s=$((($(date +%s%N) - s) / 1000000))
	equal 0 "$status"
	[ "$s" -ge 1200 ] && [ "$s" -lt 2200 ] || complain "$s ms"
}

@test "a file is sent whole, alone or in a form" {
	head -c 5000000 /dev/urandom >file
	send -f file -t application/gzip POST "$U/echo"
	said "$(sha256sum <file | cut -d' ' -f1)" '"n": 5000000'
	equal application/gzip "$(header 1 content-type)"
	send -f file -p attachment -n 'a"b.tgz' -t application/gzip POST "$U/echo"
	said 'form-data; name=\"attachment\"; filename=\"a%22b.tgz\"\r\nContent-Type: application/gzip\r\n\r\n'
	[[ "$(header 2 content-type)" == multipart/form-data* ]]
	send -f none POST "$U/echo"
	equal 128 "$status"
	said "cannot read 'none': No such file"
	send -f . POST "$U/echo"
	said "'.' is not a file"
	received 2
}

@test "sending a large file takes no more memory than a small one" {
	truncate -s 300M file
	[ -x /usr/bin/time ] || skip "no time(1)"
	run --separate-stderr /usr/bin/time -f %M "$TOOLS/send" -f file POST "$U/status/201"
	equal 0 "$status"
	[ "${stderr##*$'\n'}" -lt 32000 ] || complain "$stderr KiB"
}

@test "GET follows redirects on the same host, five of them" {
	local c
	for c in 301 302 303 307 308; do
		send GET "$U/redirect/$c?to=/echo"
		said result=0 requests=2 '"path": "/echo"'
	done
	send GET "$U/chain/5"
	said result=0 requests=6
	send GET "$U/chain/6"
	said result=-8 requests=6 "is sent from one place to the next"
	send GET "$U/nowhere"
	said result=-8 "does not say where to go"
}

@test "a redirect never makes a GET of a POST" {
	local c
	for c in 301 302 303; do
		send -d x POST "$U/redirect/$c?to=/echo"
		said result=-8 "status=$c" requests=1 "is answered by $c"
	done
	for c in 307 308; do
		send -d x POST "$U/redirect/$c?to=/echo"
		said result=0 requests=2 '"method": "POST"' '"n": 1'
	done
	send PATCH "$U/redirect/301?to=/echo"
	said result=-8
}

@test "no secret goes to another host, by whatever redirect" {
	local c to
	for to in "http://localhost:$PORT/echo" "//localhost:$PORT/echo" "https://127.0.0.1:$PORT/echo" "file:///etc/passwd"; do
		for c in 301 307; do
			send -s 'PRIVATE-TOKEN: geheim' GET "$U/redirect/$c?to=$to"
			said result=-8 requests=1
			[[ "$output$stderr" != *geheim* ]]
		done
	done
	received 8
	# a download may leave, without it
	send -x -o -s 'PRIVATE-TOKEN: geheim' -H 'X-Mine: yes' GET "$U/redirect/302?to=http://localhost:$PORT/echo"
	said result=0 requests=2
	equal "localhost:$PORT" "$(header 10 host)"
	equal - "$(header 10 private-token)"
	equal - "$(header 10 x-mine)"
	# ... and does not get it back where it returns
	send -x -o -s 'PRIVATE-TOKEN: geheim' GET "$U/redirect/302?to=http://localhost:$PORT/redirect/302?to=$U/echo"
	said result=0 requests=3
	equal geheim "$(header 11 private-token)"
	equal - "$(header 13 private-token)"
	# a POST may not
	send -x -d x POST "$U/redirect/307?to=http://localhost:$PORT/echo"
	said result=-8 "leads to another host"
}

@test "what was lost is asked again, but never a POST" {
	send GET "$U/cut?times=2"
	said result=0 requests=3
	send PUT "$U/drop?times=1" DELETE "$U/drop?times=1&d"
	equal 2 "$(grep -c '^result=0 status=200' <<<"$output")"
	send GET "$U/drop"
	equal 128 "$status"
	said result=-8 status=0 requests=4 "no answer from '127.0.0.1'"
	: >"$ODD/log"
	send -d x POST "$U/drop"
	said result=-8 status=0 requests=1
	send -d x PATCH "$U/cut"
	said result=-8 status=0 requests=1
	received 2
}

@test "a POST that a kept connection died of is not sent again by libcurl" {
	head -c 100000 /dev/zero >file
	send GET "$U/echo" -d x POST "$U/drop2" GET "$U/echo" -f file -p a POST "$U/drop2" GET "$U/echo" POST "$U/drop2?3"
	equal 2 "$(grep -c '"/drop2"' "$ODD/log")"
	equal 1 "$(grep -c '"/drop2?3"' "$ODD/log")"
	said "the connection was closed"
}

@test "502, 503 and 504 are asked again, but for a POST, and 500 is not" {
	local c
	for c in 502 503 504; do
		send GET "$U/status/$c?times=1"
		said result=0 requests=2
		send -d x POST "$U/status/$c?times=1&post"
		said result=-8 "status=$c" requests=1
	done
	send GET "$U/status/500?times=1"
	said result=-8 status=500 requests=1
}

@test "what says later is waited for, a POST too" {
	local s
	s=$(date +%s%N)
	send -d x POST "$U/later/429?times=1&Retry-After=2"
	s=$((($(date +%s%N) - s) / 1000000))
	said result=0 requests=2 "warning: '127.0.0.1' limits requests: waiting for 2 seconds"
	[ "$s" -ge 2000 ] || complain "$s ms"
	send GET "$U/later/403?times=1&Retry-After=1"
	said result=0 requests=2
	send GET "$U/later/429?times=1&Retry-After=in-2"
	said result=0 requests=2
	send GET "$U/later/403?times=1&x-ratelimit-remaining=0&x-ratelimit-reset=at-1"
	said result=0 requests=2
	send GET "$U/later/429?times=1&RateLimit-Remaining=0&RateLimit-Reset=at-1"
	said result=0 requests=2
	# the limit is the account's
	send -j2 GET "$U/later/429?times=1&Retry-After=1&both" GET "$U/echo?1"
	said result=0 all=3
	send -j3 GET "$U/later/429?times=3&Retry-After=2" GET "$U/later/429?times=3&Retry-After=2" \
		GET "$U/later/429?times=3&Retry-After=2"
	said result=0 all=6
	[ "$(grep -c 'limits requests' <<<"$output$stderr")" -eq 1 ] || complain "$output$stderr"
}

@test "one who is told to wait too long is told when, at once" {
	send GET "$U/later/429?Retry-After=3600"
	equal 128 "$status"
	said result=-8 status=429 requests=1 "'127.0.0.1' wants to be asked again in 60 minutes"
	send -P 1 GET "$U/later/403?x-ratelimit-remaining=0&x-ratelimit-reset=at-50"
	said result=-8 requests=1 "seconds"
	send -P 2 GET "$U/later/429?Retry-After=1"
	said result=-8 requests=3
	# what is no time is none
	send -P 59 GET "$U/later/429?Retry-After=12abc"
	said result=-8 requests=1 "in 60 seconds"
	# and this is final
	send GET "$U/status/403?says=no"
	said result=-5 requests=1 "'127.0.0.1' answers 403: no"
}

@test "an answer is read in all its forms" {
	send GET "$U/gzip"
	said result=0 "clear text"
	send GET "$U/chunked"
	said result=0 "clear text"
	send GET "$U/early"
	said result=0 'link=<n>; rel="next"'
	send -e '"1"' GET "$U/etag" -e '"2"' GET "$U/etag"
	said "result=0 status=304" "result=0 status=200" one
}

@test "an answer without an end is cut off" {
	send -l 1000 GET "$U/big/1001"
	said result=-8 requests=1 "is longer than 1000 bytes"
	send -l 1000 GET "$U/big/1000"
	said result=0
	send GET "$U/big/9000000"
	said result=-8 "is longer than 8388608 bytes"
	send GET "$U/bomb"
	said result=-8 requests=1 "is longer than 8388608 bytes"
	send GET "$U/headers/100"
	said result=-8 "has more than 64 KiB of headers"
	send -T 1 GET "$U/slow"
	said result=-8 status=0 requests=1
}

@test "a download comes as it is, and anew after a cut" {
	send -o GET "$U/big/9000000"
	said result=0 taken=9000000 begun=1
	send -o GET "$U/cut?times=1&take"
	said result=0 requests=2 begun=2
	send -o GET "$U/status/404"
	said result=-2 taken=0 begun=0 "answers 404: so it is"
	send -o GET "$U/big/0"
	said result=0 taken=0 begun=1
}

@test "errors say what the forge said, one line of it, and no secret" {
	send GET "$U/status/401" GET "$U/status/404" GET "$U/status/409" GET "$U/status/422"
	said "result=-5 status=401" "result=-2 status=404" "result=-9 status=409" "result=-8 status=422"
	send -a "404 409" GET "$U/status/404"
	said result=0 status=404
	send GET "$U/text/500?says=%3Chtml%3E"
	equal "error: '127.0.0.1' answers 500" "$stderr"
	send GET "$U/text/500?says=one%0Atwo"
	equal "error: '127.0.0.1' answers 500: one" "$stderr"
	send GET "$U/text/422?says=%7B%22message%22:%22Failed%22,%22errors%22:%5B%7B%22field%22:%22name%22,%22code%22:%22taken%22%7D,%22why%22%5D%7D"
	equal "error: '127.0.0.1' answers 422: Failed; name taken; why" "$stderr"
	send GET "$U/text/400?says=%7B%22message%22:%7B%22title%22:%5B%22is%20short%22%5D%7D%7D"
	equal "error: '127.0.0.1' answers 400: title: is short" "$stderr"
	send -s 'Authorization: Bearer geheim' GET "$U/tells/401"
	equal "error: '127.0.0.1' answers 401: bad token ******" "$stderr"
}

@test "-v shows each request and what came, without the secret" {
	send -v -s 'Authorization: Bearer geheim' -d 12345 POST "$U/echo?a=b"
	equal "> POST $U/echo?a=b (5 bytes)"$'\n'"< 200" "$stderr"
	equal "Bearer geheim" "$(header 1 authorization)"
	send -v GET "$U/redirect/302?to=/echo"
	equal "> GET $U/redirect/302?to=/echo"$'\n'"< 302"$'\n'"> GET $U/echo"$'\n'"< 200" "$stderr"
}

@test "other protocols, and URLs with a name in them, are refused" {
	local u
	for u in file:///etc/passwd ftp://127.0.0.1/x "http://me:secret@127.0.0.1:$PORT/echo" "$U/a b" ""; do
		send GET "$u"
		said result=-1 requests=0 "no URL to send to"
	done
	received 0
}

@test "no file of somebody's passwords is read" {
	printf 'machine 127.0.0.1 login ada password geheim\n' >"$HOME/.netrc"
	send GET "$U/echo"
	equal - "$(header 1 authorization)"
}

@test "a certificate is verified, whatever the host is called" {
	send GET "$S/echo"
	equal 128 "$status"
	said result=-8 status=0 requests=1 "no answer from 'localhost'" certificate
	send -C "$ODD/ca.pem" GET "$S/echo" -d x POST "$S/echo"
	said result=0 all=2
	send -C "$ODD/ca.pem" GET "${S/localhost/127.0.0.1}/echo"
	said result=-8 status=0
	received 2
	# a redirect must not lead out of TLS
	send -C "$ODD/ca.pem" -x -o GET "$S/redirect/302?to=$U/echo"
	said result=-8 requests=1 "leads to another host"
}

@test "what takes long to be sent shows how far it is" {
	head -c 3000000 /dev/zero >file
	send -g -f file POST "$U/echo?sleep=1.5"
	equal 0 "$status"
	said $'\rsending: 100% of 2.9 MiB, '
	[[ "$stderr" == *$'\r\033[K' ]]
	send -g -f file POST "$U/echo" POST "$U/echo?sleep=1.5"
	equal "" "$stderr"
}

@test "nobody there is said at once" {
	send GET "http://127.0.0.1:1/x"
	equal 128 "$status"
	said result=-8 status=0 requests=1 "no answer from '127.0.0.1'"
}
