#!/bin/bash
# Which labels Gitea's own client asks for.
#
# Guess:     `tea pulls create --labels a,b` looks the names up and sends their
#            numbers, [7,8]; a server that refuses numbers of no label (as ours for
#            tests did) has no trouble with that.
# Behaviour: it sends as many zeroes in front, [0,0,7,8]: a list made with a length is
#            appended to.  Gitea leaves out numbers that are no label's, without a
#            word, so nobody notices; and so a label that is gone by then is not
#            missed either.  What was labelled has to be read from the answer.
# Packages:  tea-cli 0.9.2-1+b12 of Debian 13, unpacked, not installed.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$tmp"' EXIT
version=0.9.2-1+b12
mkdir -p "$tmp/lists/partial"
echo 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main' \
	>"$tmp/t.list"
apt="-o Dir::Etc::sourcelist=$tmp/t.list -o Dir::Etc::sourceparts=- \
	-o Dir::State::lists=$tmp/lists -o APT::Sandbox::User=root"
# shellcheck disable=SC2086 # words
(cd "$tmp" && apt-get -qq $apt update && apt-get -qq $apt download "tea-cli=$version")
dpkg-deb -x "$tmp"/tea-cli_*.deb "$tmp/root"
tea=$tmp/root/usr/bin/tea-cli
export HOME="$tmp" XDG_CONFIG_HOME="$tmp/config" no_proxy='*'

# Two labels; what is asked of a pull request is written down.
cat >"$tmp/server.py" <<'END'
import http.server
import json
import sys

SAYS = {"version": {"version": "1.24.0"}, "user": {"id": 1, "login": "ada"},
        "labels": [{"id": 7, "name": "a"}, {"id": 8, "name": "b"}],
        "widget": {"id": 1, "name": "widget", "default_branch": "main",
                   "owner": {"login": "acme"}}}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.say(SAYS.get(self.path.partition("?")[0].rpartition("/")[2], []))

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open(sys.argv[2], "a", encoding="ascii") as out:
            out.write(f"labels {json.dumps(body.get('labels'))}\n")
        self.say({"message": "enough"}, 422)

    def say(self, what, status=200):
        data = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(sys.argv[1], "w", encoding="ascii") as out:
    out.write(str(server.server_port))
server.serve_forever()
END
python3 "$tmp/server.py" "$tmp/port" "$tmp/asked" &
server=$!
until [ -s "$tmp/port" ]; do sleep 0.1; done
"$tea" login add --name l --url "http://127.0.0.1:$(cat "$tmp/port")" --token t \
	>/dev/null 2>&1
for labels in a a,b; do
	"$tea" pulls create --login l --repo acme/widget --head topic --base main --title T \
		--labels "$labels" >/dev/null 2>&1 || :
done
{
	echo "tea-cli $version"
	cat "$tmp/asked"
} >"$tmp/seen"
cat >"$tmp/expected" <<'END'
tea-cli 0.9.2-1+b12
labels [0, 7]
labels [0, 0, 7, 8]
END
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
