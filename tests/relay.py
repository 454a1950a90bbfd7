#!/usr/bin/env python3
"""relay.py HOST COMMAND: an ssh whose connection is cut, for GIT_SSH_COMMAND.

The command runs here.  RELAY is a folder; each connection is the next in it, and
leaves there how many bytes went to the server (<n>.there) and came back
(<n>.back).  CUT="<n> there|back <bytes>" cuts connection <n> when so many bytes
have gone that way: all of the server dies, as does this.
"""
import os
import signal
import subprocess
import sys
import threading

folder = os.environ["RELAY"]
cut = os.environ.get("CUT", "0 there 0").split()
number = 1
while True:
    try:
        os.close(os.open(f"{folder}/{number}", os.O_CREAT | os.O_EXCL))
        break
    except FileExistsError:
        number += 1
server = subprocess.Popen(["sh", "-c", sys.argv[-1]], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, start_new_session=True)


def end():
    os.killpg(server.pid, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def carry(way, source, target):
    """All that comes, up to where the connection is cut."""
    limit = int(cut[2]) if cut[:2] == [str(number), way] else None
    gone = 0
    while True:
        room = 65536 if limit is None else min(65536, limit - gone)
        if room == 0:
            end()
        data = os.read(source, room)
        if not data:
            break
        gone += len(data)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(target, view):]
        except OSError:
            break
    with open(f"{folder}/{number}.{way}", "w") as out:
        out.write(str(gone))
    return gone


def feed():
    carry("there", 0, server.stdin.fileno())
    server.stdin.close()


threading.Thread(target=feed, daemon=True).start()
carry("back", server.stdout.fileno(), 1)
sys.exit(server.wait())
