# HTTP/2, as public forges speak it: the same requests, answers and bad days.

load lib
load odd
load ../forge
load ../h2
load ../forge_runs

setup() {
	forge_unjudged
	h2_or_skip
	sealed
}

# odd_up [<options of nghttpx>...]: the odd server, $H2
odd_up() {
	odd_ready
	h2_up "$PORT" "$ODD/cert.pem" "$ODD/key.pem" "$@"
}

# send <arguments of tests/send>
send() { run --separate-stderr "$TOOLS/send" -C "$ODD/ca.pem" "$@"; }

# received <number>: so many requests came through
received() { [ "$(wc -l <"$ODD/log")" -eq "$1" ] || complain "$(cat "$ODD/log")"; }

@test "requests go side by side on one connection, and an empty POST has its own" {
	odd_up
	send -j3 GET "$H2/echo?sleep=0.3" GET "$H2/echo?b&sleep=0.3" GET "$H2/echo?c&sleep=0.3" \
		-d '{"a":1}' -t application/json POST "$H2/echo" PUT "$H2/echo" DELETE "$H2/echo" HEAD "$H2/echo"
	exits 0
	h2_all 1
	send GET "$H2/echo" POST "$H2/echo"
	exits 0
	h2_all 3
	received 9
}

@test "a file is sent whole, alone or in a form" {
	odd_up
	head -c 5000000 /dev/urandom >file
	send -f file -t application/gzip POST "$H2/echo"
	said 'result=0 status=200' "$(sha256sum <file | cut -d' ' -f1)" '"n": 5000000'
	send -f file -p attachment -n 'a"b.tgz' POST "$H2/echo"
	said 'result=0 status=200' 'form-data; name=\"attachment\"; filename=\"a%22b.tgz\"'
	send -f file PUT "$H2/redirect/307?to=/echo"
	said 'result=0 status=200 requests=2' "$(sha256sum <file | cut -d' ' -f1)"
	h2_all 3
}

@test "redirects are followed where they may be, and no secret leaves" {
	odd_up
	send GET "$H2/chain/5"
	said result=0 requests=6
	send GET "$H2/chain/6"
	said result=-8 "is sent from one place to the next"
	send -d x POST "$H2/redirect/303?to=/echo"
	said result=-8 status=303 requests=1
	send -d x POST "$H2/redirect/308?to=/echo"
	said result=0 requests=2 '"method": "POST"' '"n": 1'
	send -s 'PRIVATE-TOKEN: geheim' GET "$H2/redirect/301?to=$S/echo"
	said result=-8 requests=1 'leads to another host'
	send -x -o -s 'PRIVATE-TOKEN: geheim' GET "$H2/redirect/302?to=$S/echo"
	said result=0 requests=2
	[ "$(grep -c geheim "$ODD/log")" -eq 2 ] || complain "$(cat "$ODD/log")"
	h2_all
}

@test "what is limited or away for a while is asked again, but no POST that may have come through" {
	odd_up
	send GET "$H2/status/503?times=2"
	said result=0 requests=3
	send -d x POST "$H2/status/502?times=1"
	said result=-8 status=502 requests=1
	send -d x POST "$H2/later/429?times=1&Retry-After=1"
	said result=0 requests=2 '"n": 1'
	h2_all
}

@test "a stream that breaks is begun anew, on the connection that is there, but no POST" {
	odd_up
	send GET "$H2/cut?times=2"
	said result=0 requests=3
	h2_all 1
	send -d x POST "$H2/cut"
	said result=-8 status=0 requests=1 "no answer from 'localhost'"
	send -d x PATCH "$H2/cut"
	said result=-8 status=0 requests=1
	received 5
}

@test "where a server takes no more on a connection, the rest goes by others, each once" {
	odd_up --frontend-max-requests=2
	head -c 300000 /dev/urandom >file
	send -d x POST "$H2/echo?1" -f file POST "$H2/echo?2" -d x POST "$H2/echo?3" -f file -p a POST "$H2/echo?4" \
		-d x POST "$H2/echo?5" GET "$H2/echo?6" -d x PATCH "$H2/echo?7"
	exits 0
	received 7
	send -j4 -d x POST "$H2/echo?1" -f file POST "$H2/echo?2" -d x POST "$H2/echo?3" -f file -p a POST "$H2/echo?4" \
		-d x POST "$H2/echo?5" GET "$H2/echo?6" -d x PATCH "$H2/echo?7"
	exits 0
	received 14
	h2_all
}

@test "a connection that dies with a POST on it is told, and none is sent again" {
	odd_up
	"$TOOLS/send" -C "$ODD/ca.pem" -d x POST "$H2/echo?sleep=2" >said 2>&1 &
	wait_until test -s "$ODD/log"
	kill -9 "$H2_PID"
	wait $! && status=0 || status=$?
	[ "$status" -ne 0 ]
	run cat said
	says "no answer from 'localhost'"
	received 1
}

# runs <kind>: a pull request, a release, protection; then limits, lost and broken
# answers, and files that are sent on to where they belong
runs() {
	local run name more
	forge_runs "$1" --h2
	for run in pr publish protect ci; do
		begin_run $run
		h2_forget
		do_run $run
		exits 0
		whole_run $run
		h2_all
	done
	while read -r name more; do
		begin_run publish
		forge_fault '(POST|PUT) /api/' "$name" "\"after\": 1${more:+, $more}"
		do_run publish
		if [ -e .git/rel/journal ]; then
			go_on
		elif [ "$status" -ne 0 ]; then
			do_run publish
		fi
		exits 0
		whole_run publish || complain "$name" || return
	done <<-'EOF'
		secondary "retry_after": 1
		redirect "to": "{path}", "status": 307
		status "status": 502, "json": {}
		lost
		cut
	EOF
}

@test "GitHub by HTTP/2" { runs github; }
@test "GitLab by HTTP/2" { runs gitlab; }
@test "Gitea by HTTP/2" { runs gitea; }
