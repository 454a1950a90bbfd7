#!/bin/bash
# What Prism's proxy makes of "not modified".
#
# Guess:     `prism proxy` hands on a 304 as it is: there is nothing in it to judge.
# Behaviour: if it still has the type of what it stands for (RFC 9110 lets it), Prism
#            reads the empty body as JSON, fails, and answers 500 itself; without a
#            type it comes through.  So a client that asks with If-None-Match looks
#            broken behind it, and the server is not.
# Packages:  @stoplight/prism-cli 5.16.0 from npm, node 18 or newer.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
pids=()
trap '[ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null; rm -rf "$tmp"' EXIT
version=5.16.0
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	"@stoplight/prism-cli@$version" >/dev/null
export no_proxy='*' NO_COLOR=1

# /typed and /bare answer 304 to who has it already.
cat >"$tmp/server.mjs" <<'END'
import fs from 'node:fs';
import http from 'node:http';
const server = http.createServer((request, response) => {
  const known = request.headers['if-none-match'];
  if (!known || request.url === '/typed') response.setHeader('Content-Type', 'application/json');
  response.setHeader('ETag', '"1"');
  response.writeHead(known ? 304 : 200);
  response.end(known ? undefined : '{}');
});
server.listen(0, '127.0.0.1', () => fs.writeFileSync(process.argv[2], `${server.address().port}`));
END
node "$tmp/server.mjs" "$tmp/port" &
pids+=($!)
until [ -s "$tmp/port" ]; do sleep 0.1; done

cat >"$tmp/api.json" <<-END
	{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {
	"/typed": {"get": {"responses": {"200": {"description": "ok"}}}},
	"/bare": {"get": {"responses": {"200": {"description": "ok"}}}}}}
END
node "$tmp/node_modules/@stoplight/prism-cli/dist/index.js" proxy -h 127.0.0.1 -p 0 \
	"$tmp/api.json" "http://127.0.0.1:$(cat "$tmp/port")" >"$tmp/log" 2>&1 </dev/null &
pids+=($!)
until grep -qs 'Prism is listening' "$tmp/log"; do sleep 0.1; done
url=$(sed -n 's,.*Prism is listening on .*:\([0-9][0-9]*\).*,http://127.0.0.1:\1,p' "$tmp/log")

ask() { curl -q -sS -o /dev/null -w '%{http_code}' "$@"; }
{
	echo "prism-cli $version"
	for path in typed bare; do
		echo "304 $path: first $(ask "$url/$path")," \
			"then $(ask -H 'If-None-Match: "1"' "$url/$path")"
	done
} >"$tmp/seen"
cat >"$tmp/expected" <<'END'
prism-cli 5.16.0
304 typed: first 200, then 500
304 bare: first 200, then 304
END
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
