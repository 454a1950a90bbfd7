"""Serve a folder to a browser, as a web server and as its proxy, and write down
what it asks for: a line each, the URL.  Nobody else is asked.

	python3 serve.py <folder> <file for the port> <log>
"""

import http.server
import os
import sys
import urllib.parse

folder, port_file, log = sys.argv[1:]


class Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args):
        super().__init__(*args, directory=folder)

    def note(self):
        with open(log, "a", encoding="utf-8") as f:
            f.write(self.path + "\n")

    def do_CONNECT(self):
        self.note()
        self.send_error(502)

    def do_GET(self):
        self.note()
        url = urllib.parse.urlsplit(self.path)
        if url.netloc not in ("", f"127.0.0.1:{self.server.server_port}"):
            self.send_error(502)
            return
        self.path = url.path
        super().do_GET()

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(port_file + ".new", "w", encoding="ascii") as f:
    f.write(str(server.server_port))
os.rename(port_file + ".new", port_file)
server.serve_forever()
