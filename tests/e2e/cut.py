#!/usr/bin/env python3
"""cut.py before|midway|after [gone] <directory>: a git-receive-pack whose connection breaks.

before: when the server has shown its refs and the client begins to speak;
midway: when half a kilobyte has reached the server, so in the middle of a push;
after:  when the server has done everything, but its answer never arrives;
gone:   and with the connection goes the server, so that nobody can ask it: the
        directory is called <directory>.gone from then on.
"""
import os
import signal
import subprocess
import sys
import threading

mode, directory, gone = sys.argv[1], sys.argv[-1], "gone" in sys.argv[2:-1]
server = subprocess.Popen(["git", "receive-pack", directory],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def cut():
    server.kill()
    if gone:
        os.rename(directory, directory.rstrip("/") + ".gone")
    os.kill(os.getpid(), signal.SIGKILL)


def advertisement():
    """Pass on what the server offers, up to the flush packet."""
    while True:
        size = server.stdout.read(4)
        if len(size) < 4:
            cut()
        n = int(size, 16)
        sys.stdout.buffer.write(size + (server.stdout.read(n - 4) if n > 4 else b""))
        sys.stdout.buffer.flush()
        if n == 0:
            return


def feed(limit):
    """Give the server what the client says, at most so much of it."""
    left = limit
    while left is None or left > 0:
        data = os.read(0, 4096 if left is None else min(left, 4096))
        if not data:
            break
        try:
            server.stdin.write(data)
            server.stdin.flush()
        except OSError:
            break
        if left is not None:
            left -= len(data)
    return left


advertisement()
if mode == "before":
    os.read(0, 1)
elif mode == "midway":
    feed(512)
else:
    threading.Thread(target=feed, args=(None,), daemon=True).start()
    server.stdout.read()
    server.wait()
cut()
