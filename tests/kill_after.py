#!/usr/bin/env python3
"""kill_after.py SECONDS COMMAND...: SIGKILL a command and all it started, after a time.

The command gets a process group of its own.  With FILE in the environment the
time counts from when that file is there.  Says how many seconds it ran and exits
with its status, or with 137 when it was killed.  No process is left when this
returns: orphans come to us and are waited for.
"""
import ctypes
import os
import signal
import sys
import time

PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
start = time.monotonic()
pid = os.fork()
if pid == 0:
    os.setsid()
    os.execvp(sys.argv[2], sys.argv[2:])


def ended(flags):
    """The child's exit status, None while it runs."""
    done, raw = os.waitpid(pid, flags)
    return os.waitstatus_to_exitcode(raw) if done else None




def kill(*_):
    """All of them; the child alone, where it has no group of its own yet."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(pid, signal.SIGKILL)


status = None
while "FILE" in os.environ and not os.path.exists(os.environ["FILE"]):
    status = ended(os.WNOHANG)
    if status is not None:
        break
    time.sleep(0.0002)
if status is None:
    signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, max(float(sys.argv[1]), 1e-6))
    status = ended(0)
    signal.setitimer(signal.ITIMER_REAL, 0)
print("%.4f" % (time.monotonic() - start))
if status < 0:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
sys.exit(status if status >= 0 else 128 - status)
