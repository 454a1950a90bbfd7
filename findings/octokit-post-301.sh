#!/bin/bash
# What @octokit/request makes of a POST that is answered by 301.
#
# Guess:     it is sent again as it was to the new place, as with 307 and 308, or fails:
#            a request that makes something is no success before it was made.
# Behaviour: it becomes a GET without a body, whose 200 is the result: "made" is what
#            listing answers, and nothing was made.  So the client of a project that
#            has moved, behind a forge or proxy that answers 301, takes a release for
#            published.  (fetch does the same by its specification; curl, too, unless
#            told otherwise by --post301.)
# Packages:  @octokit/request 10.0.6 from npm, node 20 or newer.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	@octokit/request@10.0.6 >/dev/null
export no_proxy='*'

cat >"$tmp/ask.mjs" <<'END'
import http from 'node:http';
import {request} from '@octokit/request';
let seen;
const server = http.createServer((asked, answer) => {
  let body = '';
  asked.on('data', part => { body += part; });
  asked.on('end', () => {
    seen.push(`${asked.method} ${asked.url}${body ? ' with a body' : ''}`);
    const code = /old.(\d+)/.exec(asked.url);
    answer.writeHead(code ? Number(code[1]) : asked.method === 'POST' ? 201 : 200,
      {'content-type': 'application/json', ...(code && {location: '/new'})});
    answer.end(asked.method === 'POST' ? '{"id": 1}' : '[]');
  });
});
server.listen(0, '127.0.0.1', async () => {
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  for (const code of [301, 302, 307, 308]) {
    seen = [];
    const {status, data} = await request(`POST /old/${code}`, {baseUrl, tag_name: 'v1'});
    console.log(`${seen.join(', ')}: ${status} ${JSON.stringify(data)}`);
  }
  server.close();
});
END
(cd "$tmp" && node ask.mjs) >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
POST /old/301 with a body, GET /new: 200 []
POST /old/302 with a body, GET /new: 200 []
POST /old/307 with a body, POST /new with a body: 201 {"id":1}
POST /old/308 with a body, POST /new with a body: 201 {"id":1}
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
