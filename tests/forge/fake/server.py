"""The process: http and https, faults, the log, and which dialect is spoken."""
import hashlib
import http.server
import json
import socket
import ssl
import sys
import threading
import time
import traceback

import control
import gitea
import github
import gitlab
import githttp
from faults import Faults
from robots import tick
from routing import Answer, Request
from store import Store

DIALECTS = {"github": github, "gitlab": gitlab, "gitea": gitea}
PREFIXES = [("/api/v3", "github"), ("/api/uploads", "github"), ("/uploads", "github"),
            ("/api/graphql", "github"), ("/api/v4", "gitlab"), ("/api/v1", "gitea")]
PLAIN = ("/repos/", "/user", "/search/", "/rate_limit", "/meta", "/orgs/", "/repositories/",
         "/graphql")


class App:
    def __init__(self, root, kind):
        self.kind, self.public = kind, None
        self.stop = threading.Event()
        self.renew(root)

    def renew(self, root):
        """As if it had just begun."""
        self.store = Store(root, self.kind)
        self.faults, self.log = Faults(), []

    def dialect(self, request):
        """Which of the three is asked; sets the base of its URLs."""
        for prefix, kind in PREFIXES:
            if request.path == prefix or request.path.startswith(prefix + "/"):
                if kind == self.kind:
                    request.inner = request.path[len(prefix):] or "/"
                    if prefix == "/api/graphql":
                        request.inner = "/graphql"
                    request.prefix = prefix
                    request.api = self.public or request.root + DIALECTS[kind].BASE
                    return DIALECTS[kind]
        if self.kind == "github" and (request.path == "/" or request.path.startswith(PLAIN)):
            request.prefix = ""
            request.api = self.public or request.root
            return github
        return None

    def answer(self, request):
        """(answer, fault, name of what answered)"""
        if request.path.startswith("/__") and not request.path.startswith("/__blob"):
            with self.store.lock:
                return control.serve(self, request), None, "control"
        time.sleep(self.faults.delay)
        fault = self.faults.find(request.method, request.target)
        request.half = request.half or bool(fault) and fault["kind"] == "half"
        if fault and fault["kind"] == "gone":
            return Answer(0), fault, "fault"
        if fault:
            answer = self.faults.before(fault, request)
            if answer:
                return answer, fault, "fault"
        answer, name = self.real(request)
        if fault:
            answer = self.faults.after(fault, answer)
        return answer, fault, name

    def real(self, request):
        if request.path.startswith("/__blob/"):
            return control.blob(self, request), "blob"
        if githttp.PATH.fullmatch(request.path) and not request.path.startswith("/api/"):
            return githttp.serve(self.store, request), "git"
        dialect = self.dialect(request)
        try:
            with self.store.lock:
                tick(self.store)
                if dialect is None:
                    return DIALECTS[self.kind].web(request), "web"
                return dialect.serve(request), self.kind
        except Answer as answer:
            return dialect.finish(request, answer) if dialect else answer, self.kind

    def note(self, request, answer, fault, name, began):
        if name == "control":
            return
        data = request.data
        try:
            text = data.decode() if len(data) < 65536 else None
        except UnicodeDecodeError:
            text = None
        if text is None:
            text = f"<{len(data)} bytes, sha256:{hashlib.sha256(data).hexdigest()}>"
        with self.store.lock:
            self.log.append({
                "n": len(self.log) + 1, "method": request.method, "path": request.target,
                "status": answer.status, "by": name, "fault": fault["kind"] if fault else None,
                "ms": round((time.monotonic() - began) * 1000), "host": request.headers.get("Host"),
                "headers": {k.lower(): v for k, v in request.headers.items()}, "body": text})


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 120

    def setup(self):
        if isinstance(self.request, ssl.SSLSocket):
            self.request.settimeout(10)
            self.request.do_handshake()
        super().setup()

    def body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            length = int(self.headers.get("Content-Length") or 0)
            data = self.rfile.read(length)
            if len(data) < length:
                raise ConnectionError("half a request")
            return data
        data = b""
        while True:
            n = int(self.rfile.readline().split(b";")[0], 16)
            data += self.rfile.read(n)
            self.rfile.readline()
            if n == 0:
                return data

    def serve(self):
        app, began = self.server.app, time.monotonic()
        half = False
        try:
            data = self.body()
        except (ConnectionError, ValueError):
            data, half = b"", True
        scheme = "https" if isinstance(self.request, ssl.SSLSocket) else "http"
        host = self.headers.get("Host") or f"127.0.0.1:{self.server.server_port}"
        request = Request(self.command, self.path, self.headers, data, f"{scheme}://{host}",
                          app.store)
        request.half = half
        if half and "/assets" not in self.path:
            self.close_connection = True
            return
        try:
            answer, fault, name = app.answer(request)
        except Exception:                 # a mistake of the fake's own must be seen
            traceback.print_exc()
            answer, fault, name = Answer(500, {"message": "the fake failed: "
                                                          + traceback.format_exc()}), None, "bug"
        app.note(request, answer, fault, name, began)
        kind = fault["kind"] if fault else None
        if kind in ("gone", "lost", "half") or half:
            self.drop()
        else:
            self.send(answer, fault)

    def drop(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def send(self, answer, fault):
        kind = fault["kind"] if fault else None
        data = b"" if answer.status in (204, 304) else answer.data
        # what is not sent has no type
        away = ["content-length"] + ["content-type"] * (answer.status in (204, 304))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name[0] != "_" and name.lower() not in away:
                self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command == "HEAD":
            return
        try:
            if kind == "cut":
                self.wfile.write(data[:len(data) // 2])
                self.wfile.flush()
                self.drop()
            elif kind == "slow":
                part = float(fault.get("seconds", 2)) / 10
                step = len(data) // 10 + 1
                for i in range(10):
                    self.wfile.write(data[i * step:(i + 1) * step])
                    time.sleep(part)
            else:
                self.wfile.write(data)
        except OSError:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = serve

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, app, context=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.app, self.context = app, context

    def get_request(self):
        conn, address = super().get_request()
        if self.context:
            conn = self.context.wrap_socket(conn, server_side=True,
                                            do_handshake_on_connect=False)
        return conn, address

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (OSError, ssl.SSLError)):
            super().handle_error(request, client_address)


def run(app, context):
    """Serve until POST /__stop or a signal; returns the ports at once."""
    servers = [Server(app)] + ([Server(app, context)] if context else [])
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return [server.server_port for server in servers]


def dump(value):
    return json.dumps(value, indent=1, default=str)
