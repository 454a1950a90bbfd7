#!/usr/bin/env python3
"""httpd.py <directory> <port file>: the repositories below a directory by smart http.

git-http-backend behind basic auth (ada, secret), on a loopback port of its own.
While <directory>/http.cut exists, a push breaks: with "before" in it before the
server has read it, with "after" when all is done but the answer.  With "gone" as
a second word the server then answers nothing any more, until the file is removed.
"""
import base64
import http.server
import os
import subprocess
import sys

ROOT, PORT_FILE = sys.argv[1], sys.argv[2]
CUT = os.path.join(ROOT, "http.cut")
BACKEND = os.path.join(subprocess.check_output(["git", "--exec-path"], text=True).strip(),
                       "git-http-backend")
SECRET = "Basic " + base64.b64encode(b"ada:secret").decode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def cut(self):
        try:
            with open(CUT, encoding="ascii") as f:
                return f.read().split()
        except OSError:
            return []

    def end(self):
        """The connection ends here, and if it is wanted, the server does."""
        if "gone" in self.cut():
            with open(CUT, "w", encoding="ascii") as f:
                f.write("gone")
        self.close_connection = True

    def body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        data = b""
        while True:
            n = int(self.rfile.readline().split(b";")[0], 16)
            data += self.rfile.read(n)
            self.rfile.readline()
            if n == 0:
                return data

    def refuse(self):
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="git"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def serve(self):
        data = self.body() if self.command == "POST" else b""
        if self.headers.get("Authorization") != SECRET:
            return self.refuse()
        path, _, query = self.path.partition("?")
        push = self.command == "POST" and path.endswith("/git-receive-pack")
        if self.cut() == ["gone"] or push and "before" in self.cut():
            return self.end()
        env = dict(os.environ, GIT_PROJECT_ROOT=ROOT, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path,
                   QUERY_STRING=query, REQUEST_METHOD=self.command, REMOTE_USER="ada",
                   CONTENT_TYPE=self.headers.get("Content-Type", ""),
                   CONTENT_LENGTH=str(len(data)), REMOTE_ADDR="127.0.0.1",
                   HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding", ""),
                   GIT_PROTOCOL=self.headers.get("Git-Protocol", ""))
        out = subprocess.run([BACKEND], input=data, env=env, stdout=subprocess.PIPE,
                             check=False).stdout
        if push and "after" in self.cut():
            return self.end()
        head, _, rest = out.partition(b"\r\n\r\n")
        fields = [line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if line]
        self.send_response(int(dict(fields).get("Status", "200").split()[0]))
        for name, value in fields:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest)
        return None

    do_GET = do_POST = serve


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(PORT_FILE + ".new", "w", encoding="ascii") as f:
    f.write(str(server.server_port))
os.rename(PORT_FILE + ".new", PORT_FILE)
server.serve_forever()
