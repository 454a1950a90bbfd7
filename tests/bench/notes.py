#!/usr/bin/env python3
"""notes.py WORKDIR [ROUNDS]: what `git rel notes` costs, beside git log and towncrier.

Notes from 1,000 and 20,000 commits, beside the one `git log` that prints the same
messages: CPU (user + system) of the command and all it waited for, the median of ROUNDS
rounds in turn, and peak memory.  Promised: at most twice the time, under 48 MiB.
1,000 fragments of news, built into a changelog and committed, beside towncrier, which
does not commit.  Promised: at least ten times faster.

Rows explained: of 37 ms, eight processes of git take 15 (settings, what is on disk, refs,
index), and removing 1,000 files 5; the template takes 12.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

WORK = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 11
NULL = os.open(os.devnull, os.O_RDWR)
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
ENV.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.devnull, LC_ALL="C",
           GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.com",
           GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.com")
KINDS = ["feat(api)", "fix", "docs", "fix(core)", "feat", "chore", "perf", "refactor"]


def git(repo, *args, data=None):
    subprocess.run(["git", "-C", repo, *args], check=True, env=ENV, input=data,
                   stdout=NULL, stderr=NULL)


def cost(cmd, repo):
    """CPU seconds, seconds, and the peak of resident memory in MiB: no less than ours."""
    os.chdir(repo)
    start = time.perf_counter()
    pid = os.posix_spawnp(cmd[0], cmd, ENV, file_actions=[
        (os.POSIX_SPAWN_DUP2, NULL, i) for i in (0, 1, 2)])
    _, status, usage = os.wait4(pid, 0)
    took = time.perf_counter() - start
    if status:
        sys.exit("%s failed in %s" % (" ".join(cmd), repo))
    return usage.ru_utime + usage.ru_stime, took, usage.ru_maxrss / 1024


def line(what, who, values, base):
    cpu, wall, memory = (statistics.median(v) for v in zip(*values))
    print("%-18s %-16s %7.1f ms %5.2fx %7.1f ms wall %5.2fx %6.1f MiB" % (
        what, who, cpu * 1000, cpu / base[0], wall * 1000, wall / base[1], memory))
    return cpu, wall, memory


def verdict(what, value, target, good):
    print("%-40s %8.2f %8.2f %s" % (what, value, target, "PASS" if good else "MISS"))


# ---- notes from commits -------------------------------------------------------

def history(count):
    for i in range(1, count + 2):
        message = b"%s: say what number %d does (#%d)\n\nWhy it is so, in a line or two\n" % (
            KINDS[i % len(KINDS)].encode(), i, i)
        who = b"A <a@example.com> %d +0000\n" % (1500000000 + i * 60)
        yield b"commit refs/heads/main\nmark :%d\nauthor %scommitter %sdata %d\n%s\n" % (
            i, who, who, len(message), message)
        yield (b"from :%d\n" % (i - 1) if i > 1 else b"") + b"M 100644 inline f\ndata 6\n%06d\n" % i
        if i == 1:
            yield b"tag v0.1.0\nfrom :1\ntagger %sdata 1\nx\n" % who
    yield b"done\n"


def commits(count):
    repo = os.path.join(WORK, "notes-%d" % count)
    if not os.path.isdir(repo):
        git(WORK, "init", "-q", "-b", "main", repo)
        with subprocess.Popen(["git", "-C", repo, "fast-import", "--quiet", "--done"],
                              stdin=subprocess.PIPE, env=ENV) as importer:
            importer.stdin.writelines(history(count))
        git(repo, "repack", "-adq")
        git(repo, "commit-graph", "write", "--reachable")
    log = ["git", "log", "--no-merges", "--format=%B", "v0.1.0..HEAD"]
    ours = ["git-rel", "notes", "show", "--since=v0.1.0"]
    took = [(cost(log, repo), cost(ours, repo)) for _ in range(ROUNDS + 1)][1:]
    what = "%d commits" % count
    base = line(what, "git log", [t[0] for t in took], [
        statistics.median(t[0][i] for t in took) for i in (0, 1)])
    us = line(what, "git rel notes", [t[1] for t in took], base)
    verdict(what + ": CPU, ours / git log", us[0] / base[0], 2, us[0] <= 2 * base[0])
    verdict(what + ": MiB", us[2], 48, us[2] < 48)


# ---- fragments ----------------------------------------------------------------

def fragments(count):
    repo = os.path.join(WORK, "fragments")
    if not os.path.isdir(repo):
        git(WORK, "init", "-q", "-b", "release/v0.2.0", repo)
        os.mkdir(os.path.join(repo, "changes"))
        for i in range(count):
            name = "%d.%s.md" % (i, ("feature", "bugfix", "misc")[i % 3])
            with open(os.path.join(repo, "changes", name), "w", encoding="ascii") as f:
                f.write("Say what number %d does, and for whom\n" % i)
        with open(os.path.join(repo, "pyproject.toml"), "w", encoding="ascii") as f:
            f.write('[tool.towncrier]\ndirectory = "changes"\nfilename = "NEWS.md"\n'
                    'name = "Project"\n')
        git(repo, "add", "-A")
        git(repo, "commit", "-q", "-m", "Work")
        git(repo, "tag", "start")
        git(repo, "repack", "-adq")
        git(repo, "config", "rel.notesStyle", "towncrier")
        git(repo, "config", "rel.scheme", "pep440")
    return repo


def news(count):
    repo = fragments(count)
    theirs = ["towncrier", "build", "--yes", "--version", "0.2.0"]
    ours = ["git-rel", "notes", "build"]

    def fresh(cmd):
        git(repo, "reset", "-q", "--hard", "start")
        git(repo, "clean", "-qfd")
        # an index younger than its files, as a person's is: else git reads them all;
        # it compares whole seconds
        for folder, _, names in os.walk(repo):
            for name in names if "/.git" not in folder else ():
                os.utime(os.path.join(folder, name), (1500000000, 1500000000))
        git(repo, "update-index", "-q", "--refresh")
        return cost(cmd, repo)
    if not shutil.which("towncrier"):
        print("no towncrier: %d fragments take" % count, fresh(ours))
        return
    took = [(fresh(theirs), fresh(ours)) for _ in range(ROUNDS + 1)][1:]
    what = "%d fragments" % count
    base = line(what, "towncrier", [t[0] for t in took], [
        statistics.median(t[0][i] for t in took) for i in (0, 1)])
    us = line(what, "git rel notes", [t[1] for t in took], base)
    verdict(what + ": CPU, towncrier / ours", base[0] / us[0], 10, base[0] >= 10 * us[0])


commits(1000)
commits(20000)
news(1000)
