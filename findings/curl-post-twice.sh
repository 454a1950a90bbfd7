#!/bin/bash
# What curl does with a POST whose kept connection has ended.
#
# Guess:     a POST is not repeated by a client that was told no such thing
#            (--retry is off): if the server reads it and hangs up without a word,
#            that is an error, and the caller looks whether it happened.
# Behaviour: on a connection that served a request before, curl takes the end for
#            that of an idle connection and sends the POST again on a new one, by
#            itself: the server has it twice, and curl exits 0.  On a connection of
#            its own the same end is exit 52.
# Packages:  curl and libcurl4 7.88.1-10+deb12u15, unpacked over the libraries of
#            Debian 12, not installed.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$tmp"' EXIT
version=7.88.1-10+deb12u15
(cd "$tmp" && apt-get -qq -o APT::Sandbox::User=root download \
	"curl=$version" "libcurl4=$version")
for deb in "$tmp"/*.deb; do dpkg-deb -x "$deb" "$tmp/root"; done
LD_LIBRARY_PATH=$(dirname "$(find "$tmp/root" -name 'libcurl.so.4')")
export LD_LIBRARY_PATH
curl="$tmp/root/usr/bin/curl -q -sS"
export no_proxy='*'

# Answers each GET, and hangs up on the first POST once it has read it.
cat >"$tmp/server.py" <<'END'
import http.server
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    posts = 0

    def do_GET(self):
        if self.path == "/posts":
            return self.say(str(Handler.posts))
        if self.path == "/again":
            Handler.posts = 0
        self.say("ok")

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        Handler.posts += 1
        if Handler.posts == 1:
            self.close_connection = True
            return
        self.say("made")

    def say(self, text):
        self.send_response(200)
        self.send_header("Content-Length", str(len(text) + 1))
        self.end_headers()
        self.wfile.write(text.encode() + b"\n")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(sys.argv[1], "w", encoding="ascii") as out:
    out.write(str(server.server_port))
server.serve_forever()
END
python3 "$tmp/server.py" "$tmp/port" &
server=$!
until [ -s "$tmp/port" ]; do sleep 0.1; done
url=http://127.0.0.1:$(cat "$tmp/port")

# $1: what is done; the exit status of curl, and how often the server has had it
tell() {
	local status=0
	shift
	$curl "$@" >/dev/null 2>&1 || status=$?
	echo "exit $status, the server has had $($curl "$url/posts") POST"
	$curl "$url/again" >/dev/null
}
{
	$curl --version | sed -n '1s/^curl \([^ ]*\) .*/curl \1/p'
	printf 'on a connection of its own: '
	tell alone -d x=1 "$url/make"
	printf 'on one that was used before: '
	tell kept "$url/" --next -d x=1 "$url/make"
} >"$tmp/seen"
cat >"$tmp/expected" <<'END'
curl 7.88.1
on a connection of its own: exit 52, the server has had 1 POST
on one that was used before: exit 0, the server has had 2 POST
END
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
