#!/usr/bin/env python3
"""version.py WORKDIR [ROUNDS]: what `git rel version` costs, beside git and setuptools-scm.

10,000 commits since the last of 500 tags, 1,000 files; CPU (user + system) of the
command and all it waited for, the median of ROUNDS rounds in turn, with and without a
commit-graph.  Promised: at most twice `git describe --tags --long --dirty`.
"""
import os
import statistics
import subprocess
import sys

WORK = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 11
REPO = os.path.join(WORK, "version")
DESCRIBE = ["git", "describe", "--tags", "--long", "--dirty"]
OURS = ["git-rel", "version"]
SCM = [sys.executable, "-m", "setuptools_scm"]
NULL = os.open(os.devnull, os.O_RDWR)
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
ENV.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.devnull, LC_ALL="C")


def history():
    clock = mark = 0
    for release in range(501):
        for _ in range(4 if release < 500 else 10000):
            mark, clock = mark + 1, clock + 60
            who = b"A <a@example.com> %d +0000\n" % (1500000000 + clock)
            yield b"commit refs/heads/main\nmark :%d\nauthor %scommitter %sdata 1\nx\n" % (
                mark, who, who)
            if mark > 1:
                yield b"from :%d\n" % (mark - 1)
            for i in range(1000 if mark == 1 else 0):
                yield b"M 100644 inline d%02d/f%d\ndata 2\na\n" % (i % 50, i)
            yield b"M 100644 inline f\ndata 6\n%06d\n" % mark
        if release < 500:
            yield b"tag v%d.%d.0\nfrom :%d\ntagger %sdata 1\nx\n" % (
                release // 20, release % 20, mark, who)
    yield b"done\n"


def git(*args, data=None):
    subprocess.run(["git", "-C", REPO, *args], check=True, env=ENV, input=data)


def build():
    subprocess.run(["git", "init", "-q", "-b", "main", REPO], check=True, env=ENV)
    git("fast-import", "--quiet", "--done", data=b"".join(history()))
    git("reset", "-q", "--hard")
    git("repack", "-adq")
    git("pack-refs", "--all")


def cost(cmd):
    pid = os.posix_spawnp(cmd[0], cmd, ENV, file_actions=[
        (os.POSIX_SPAWN_DUP2, NULL, i) for i in (0, 1, 2)])
    _, status, usage = os.wait4(pid, 0)
    return usage.ru_utime + usage.ru_stime if status == 0 else None


def measure(what):
    os.chdir(REPO)
    times = {}
    for _ in range(ROUNDS):
        for name, cmd in (("git describe", DESCRIBE), ("git rel version", OURS),
                          ("setuptools-scm", SCM)):
            t = cost(cmd)
            if t is not None:
                times.setdefault(name, []).append(t)
    base = statistics.median(times["git describe"])
    for name, all_of in times.items():
        t = statistics.median(all_of)
        print("%-18s %-16s %6.1f ms %5.2fx" % (what, name, t * 1000, t / base))


if not os.path.isdir(REPO):
    build()
graph = os.path.join(REPO, ".git", "objects", "info", "commit-graph")
if os.path.exists(graph):
    os.remove(graph)
measure("no commit-graph")
git("commit-graph", "write", "--reachable", "--no-progress")
measure("commit-graph")
