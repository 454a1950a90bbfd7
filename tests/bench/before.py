#!/usr/bin/env python3
"""before.py WORKDIR NAME: what -h, status, start and finish cost in this build, beside
the one whose bin folder is BEFORE; and, with a git that has them (2.46), in a repository
whose refs are a reftable beside the same on files.

	PAIRS=<n>    pairs of runs of -h and status (200); a sixth of it for the others
	FOR=<form>   only "before" or "reftable"

The two of a pair follow each other and take turns in being first; a figure is the median
of the pairs, a ratio the median of theirs: of wall, and of CPU of the command and all it
waited for.  Instructions are those of our own process, counted by valgrind in one run;
they decide, where there is valgrind: CPU is as good as the machine is idle.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

WORK, NAME = os.path.abspath(sys.argv[1]), sys.argv[2]
HERE = os.path.dirname(os.path.abspath(__file__))
BEFORE = os.environ.get("BEFORE")
PAIRS = int(os.environ.get("PAIRS", 200))
FORM = os.environ.get("FOR")
NOW = shutil.which("git-rel")
VERSION = "77.0.0"
NULL = os.open(os.devnull, os.O_RDWR)
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
ENV.update(HOME=WORK + "/home", XDG_CONFIG_HOME=WORK + "/home/.config", LC_ALL="C", TZ="UTC",
           GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=WORK + "/home/gitconfig.ours",
           GIT_TERMINAL_PROMPT="0")
VERBS = {"-h": ["-h"], "status": ["status"], "start": ["start", "-q", "-y", VERSION],
         "finish": ["finish", "-q", "-y", VERSION]}
missed = 0


def git(name, *words):
    subprocess.run(["git", "-C", os.path.join(WORK, name), *words], env=ENV, check=True,
                   stdout=NULL, stderr=NULL)


def run(cmd, name):
    """Seconds, and seconds of processor; it has to succeed."""
    os.chdir(os.path.join(WORK, name))
    start = time.perf_counter()
    pid = os.posix_spawnp(cmd[0], cmd, ENV, file_actions=[
        (os.POSIX_SPAWN_DUP2, NULL, i) for i in (0, 1, 2)])
    _, status, usage = os.wait4(pid, 0)
    took = time.perf_counter() - start
    if status:
        sys.exit("%s in %s: exit %d" % (" ".join(cmd), name, os.waitstatus_to_exitcode(status)))
    return took, usage.ru_utime + usage.ru_stime


def prepare(verb, name, mode="local"):
    """The repository as the verb wants it."""
    if verb == "-h":
        return
    subprocess.run(["bash", HERE + "/reset.sh", WORK, name, mode], check=True)
    if verb != "start":
        run([NOW, *VERBS["start"]], name)
    if verb == "finish":
        with open(os.path.join(WORK, name, "VERSION"), "w", encoding="ascii") as f:
            f.write(VERSION + "\n")
        git(name, "commit", "-qam", "chore: prepare release")


def instructions(verb, program, name):
    if not shutil.which("valgrind"):
        return None
    prepare(verb, name)
    got = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                          program, *VERBS[verb]], cwd=os.path.join(WORK, name), env=ENV,
                         stdin=NULL, stdout=NULL, stderr=subprocess.PIPE, text=True, check=True)
    return int(re.search(r"Collected *: *(\d+)", got.stderr).group(1))


def compare(what, verb, old, new, bound, mode="local", count=True):
    """A side is a program and a repository.  Judged is what is counted, else CPU."""
    global missed
    changes = verb in ("start", "finish")
    pairs = []
    for i in range(max(1, PAIRS // 6 if changes else PAIRS) + 1):
        took = [None, None]
        for k in (0, 1) if i % 2 else (1, 0):
            program, name = (old, new)[k]
            if changes or i == 0:
                prepare(verb, name, mode)
            took[k] = run([program, *VERBS[verb]], name)
        pairs.append(took)
    pairs = pairs[1:]  # the first was to warm up
    wall, cpu = [statistics.median(n[k] / o[k] for o, n in pairs) for k in (0, 1)]
    counted = [count and instructions(verb, *side) for side in (old, new)]
    ratio = counted[1] / counted[0] if counted[0] else None
    verdict = "PASS" if (ratio or cpu) <= bound else "MISS"
    missed += verdict == "MISS"
    print("%-15s %-7s %4d pairs  wall %7.2f -> %7.2f ms %5.3f  CPU %7.2f -> %7.2f ms %5.3f  "
          "%s  at most %.2f  %s" % (
              what, verb, len(pairs),
              *(statistics.median(p[s][0] for p in pairs) * 1000 for s in (0, 1)), wall,
              *(statistics.median(p[s][1] for p in pairs) * 1000 for s in (0, 1)), cpu,
              "instructions %d -> %d %5.3f" % (*counted, ratio) if ratio else "", bound, verdict),
          flush=True)


def on_reftable():
    """The name of the same repository with a reftable, made once; None: git has none."""
    name = NAME + "-reftable"
    there = os.path.join(WORK, name)
    if os.path.exists(there + ".done"):
        return name
    if subprocess.run(["git", "refs", "-h"], env=ENV, stdout=NULL, stderr=NULL,
                      check=False).returncode != 129:
        return None
    subprocess.run(["bash", HERE + "/reset.sh", WORK, NAME, "local"], check=True)
    for end in ("", ".git"):
        shutil.rmtree(there + end, ignore_errors=True)
        shutil.copytree(os.path.join(WORK, NAME + end), there + end, symlinks=True)
    for end in ("here", "there", "local", "push"):
        shutil.copy("%s/%s.%s" % (WORK, NAME, end), "%s.%s" % (there, end))
    git(name, "refs", "migrate", "--ref-format=reftable")
    for mode in ("local", "push"):
        for key, value in (("core.repositoryformatversion", "1"),
                           ("extensions.refstorage", "reftable")):
            subprocess.run(["git", "config", "--file", "%s.%s" % (there, mode), key, value],
                           check=True)
    git(name, "config", "--file", there + ".push", "remote.origin.url", there + ".git")
    with open(there + ".done", "w", encoding="ascii"):
        return name


def main():
    if BEFORE and FORM != "reftable":
        for verb in VERBS:
            compare("before", verb, (os.path.join(BEFORE, "git-rel"), NAME), (NOW, NAME), 1.02)
    table = None if FORM == "before" else on_reftable()
    if table:
        for mode in ("local", "push"):
            compare("reftable, " + mode, "finish", (NOW, NAME), (NOW, table), 1.1, mode, False)
    sys.exit(missed > 0)


main()
