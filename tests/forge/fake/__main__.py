"""fake <github|gitlab|gitea> <folder> [--tls]: a forge on ports of its own.

The folder gets `port`, `tls.port`, `ca.pem` and what the forge keeps.  It ends
with SIGTERM.  All else is told over http: see control.py.
"""
import os
import signal
import ssl
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import server  # noqa: E402


def certificate(root):
    """A CA and a certificate for loopback, made on the spot."""
    def at(name):
        return os.path.join(root, name)

    def openssl(*args):
        subprocess.run(["openssl", *args], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE)
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", at("ca.key"), "-out", at("ca.pem"), "-days", "2",
            "-subj", "/CN=Forge test CA")
    openssl("req", *key, "-keyout", at("tls.key"), "-out", at("tls.csr"), "-subj",
            "/CN=localhost")
    with open(at("tls.ext"), "w", encoding="ascii") as out:
        out.write("subjectAltName=DNS:localhost,DNS:forge.test,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", at("tls.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"),
            "-CAcreateserial", "-out", at("tls.pem"), "-days", "2", "-extfile", at("tls.ext"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(at("tls.pem"), at("tls.key"))
    return context


def main():
    kind, root = sys.argv[1], os.path.abspath(sys.argv[2])
    os.makedirs(root, exist_ok=True)
    app = server.App(root, kind)
    signal.signal(signal.SIGTERM, lambda *_: app.stop.set())
    ports = server.run(app, certificate(root) if "--tls" in sys.argv else None)
    for name, port in reversed(list(zip(("port", "tls.port"), ports))):
        with open(os.path.join(root, name + ".new"), "w", encoding="ascii") as out:
            out.write(str(port))
        os.rename(os.path.join(root, name + ".new"), os.path.join(root, name))
    app.stop.wait()


main()
