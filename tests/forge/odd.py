#!/usr/bin/env python3
"""odd.py FOLDER [CERTIFICATE]: a server that does what servers do on bad days.

Listens on a port of its own choice, FOLDER/port; FOLDER/log gets a line of JSON
for each request.  `times=N` in a query: the first N requests for it only.  With a
certificate, and its key in the same file, also by TLS, FOLDER/tls.
"""
import gzip
import hashlib
import http.server
import json
import os
import socket
import ssl
import sys
import threading
import time
import urllib.parse
from email.utils import formatdate

folder = sys.argv[1]
seen = {}
lock = threading.Lock()


class Odd(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.served = 0
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read(self):
        if self.headers.get("transfer-encoding"):
            return b"chunked"
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def answer(self):
        url = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(url.query))
        begun = time.time()
        self.body = self.read()
        self.served += 1
        with lock:
            seen[self.path] = seen.get(self.path, 0) + 1
            self.turn = seen[self.path]
            with open(folder + "/log", "a") as log:
                log.write(json.dumps(self.told(begun)) + "\n")
        bad = self.turn <= int(self.query.get("times", 1 << 30))
        name = url.path.split("/")[1]
        what = getattr(self, "do_" + name, self.do_none) if bad else self.do_echo
        what(*url.path.split("/")[2:])

    def told(self, begun):
        return {
            "method": self.command, "path": self.path, "begun": begun,
            "headers": {k.lower(): v for k, v in self.headers.items()},
            "n": len(self.body), "sha256": hashlib.sha256(self.body).hexdigest(),
            "body": self.body[:400].decode("latin-1"),
            "connection": self.client_address[1],
        }

    def say(self, status, body=b"", **headers):
        self.send_response(status)
        for k, v in headers.items():
            self.send_header(k.replace("_", "-"), v)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(body)

    def message(self, status, text, **headers):
        self.say(status, json.dumps({"message": text}).encode(), **headers)

    def end(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    # what a path begins with

    def do_echo(self, *_):
        time.sleep(float(self.query.get("sleep", 0)))
        self.say(200, json.dumps({k: v for k, v in self.told(0).items() if k != "headers"}).encode(),
                 Content_Type="application/json", X_Odd="Yes", Link='<n>; rel="next"')

    def do_status(self, status, *_):
        self.message(int(status), self.query.get("says", "so it is"))

    def do_text(self, status, *_):
        self.say(int(status), self.query["says"].encode())

    def do_redirect(self, status, *_):
        self.message(int(status), "Moved", Location=self.query["to"])

    def do_chain(self, left, *_):
        if int(left):
            self.say(302, Location="/chain/%d" % (int(left) - 1))
        else:
            self.do_echo()

    def do_nowhere(self, *_):
        self.say(301)

    def do_cut(self, *_):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x" * 500)
        self.end()

    def do_drop(self, *_):
        self.end()

    # takes the second request of a connection, and dies of it
    def do_drop2(self, *_):
        if self.served > 1:
            self.end()
        else:
            self.do_echo()

    def do_later(self, status, *_):
        headers = {k: v for k, v in self.query.items() if k != "times"}
        for k, v in list(headers.items()):
            if v.startswith("in-"):
                headers[k] = formatdate(time.time() + int(v[3:]), usegmt=True)
            elif v.startswith("at-"):
                headers[k] = str(int(time.time()) + int(v[3:]))
        self.say(int(status), b"Retry later\n", **headers)

    def do_slow(self, *_):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def do_gzip(self, *_):
        self.say(200, gzip.compress(b"clear text"), Content_Encoding="gzip")

    def do_bomb(self, *_):
        self.say(200, gzip.compress(b"\0" * (64 << 20)), Content_Encoding="gzip")

    def do_big(self, n, *_):
        self.send_response(200)
        self.send_header("Content-Length", n)
        self.end_headers()
        for _ in range(int(n) >> 16):
            self.wfile.write(b"x" * 65536)
        self.wfile.write(b"x" * (int(n) & 65535))

    def do_headers(self, n, *_):
        self.send_response(200)
        for i in range(int(n)):
            self.send_header("X-%d" % i, "x" * 1000)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_chunked(self, *_):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nclear\r\n5\r\n text\r\n0\r\n\r\n")

    def do_etag(self, *_):
        if self.headers.get("if-none-match") == '"1"':
            self.say(304, ETag='"1"')
        else:
            self.say(200, b"one", ETag='"1"')

    def do_early(self, *_):
        self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: <wrong>; rel=next\r\n\r\n")
        self.do_echo()

    def do_none(self, *_):
        self.message(404, "Not Found")

    # just enough of each forge to be known; the file FOLDER/forge names the one
    # at the root
    def do_api(self, *path):
        try:
            with open(folder + "/forge") as f:
                name = f.read().strip()
        except FileNotFoundError:
            return self.do_none()
        return getattr(self, "do_" + name)("api", *path)

    def do_gitlab(self, *path):
        if path == ("api", "v4", "version"):
            return self.message(401, "401 Unauthorized", X_Gitlab_Meta="{}")
        return self.open_to_token(path)

    def do_gitea(self, *path):
        if path == ("api", "v1", "version"):
            return self.say(200, b'{"version":"1.24.0"}')
        return self.open_to_token(path)

    def do_ghes(self, *path):
        if path == ("api", "v3", "meta"):
            return self.say(200, b"{}", X_GitHub_Enterprise_Version="3.19.0")
        return self.open_to_token(path)

    # wants to be signed in to
    def do_closed(self, *_):
        self.message(401, "token is required")

    # "right" is the token
    def open_to_token(self, path):
        if path[-1] != "user":
            self.do_none()
        elif self.headers.get("authorization") == "token right":
            self.say(200, b"{}")
        else:
            self.message(401, "Bad credentials")

    # an error that shows what was sent
    def do_tells(self, status, *_):
        self.message(int(status), "bad token " + self.headers.get("authorization", "-").split()[-1])

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        pass


def listen(name, context=None):
    server = Server(("127.0.0.1", 0), Odd)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with open(folder + "/new", "w") as f:
        f.write(str(server.server_address[1]))
    os.rename(folder + "/new", folder + "/" + name)
    return server


if len(sys.argv) > 2:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(sys.argv[2])
    threading.Thread(target=listen("tls", tls).serve_forever, daemon=True).start()
listen("port").serve_forever()
