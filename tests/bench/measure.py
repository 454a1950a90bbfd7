#!/usr/bin/env python3
"""measure.py WORKDIR NAME...: time the contenders and print a table of what is promised.

Contenders take turns within each round, so that a drift of the machine's speed
falls on all alike; a figure is the median of the rounds, a ratio the median of
the ratios round by round.  CPU is user + system of the command and of all it
waited for.  Raw rows go to WORKDIR/out/.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

WORK, NAMES = os.path.abspath(sys.argv[1]), sys.argv[2:]
HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = {"small": 9, "medium": 7, "large": 3}
VERSION = {"small": "5.0.0", "medium": "5.0.0", "large": "11.0.0"}
BEFORE = os.environ.get("BEFORE")
NULL = os.open(os.devnull, os.O_RDWR)
rows = []


def environment(config="gitconfig"):
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env.update(HOME=WORK + "/home", XDG_CONFIG_HOME=WORK + "/home/.config", LC_ALL="C", TZ="UTC",
               GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=WORK + "/home/" + config,
               GIT_TERMINAL_PROMPT="0")
    return env


OURS = environment("gitconfig.ours")


def spawn(cmd, env=None):
    """Run a command with nothing to read and nobody to read it: seconds, CPU seconds, status."""
    start = time.perf_counter()
    pid = os.posix_spawnp(cmd[0], cmd, env or environment(), file_actions=[
        (os.POSIX_SPAWN_DUP2, NULL, i) for i in (0, 1, 2)])
    _, status, usage = os.wait4(pid, 0)
    return (time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
            os.waitstatus_to_exitcode(status))


def script(name, *args):
    return ["bash", os.path.join(HERE, name), WORK, *args]


def quiet(cmd, env=None, cwd=None):
    return subprocess.run(cmd, stdin=NULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=env or environment(), cwd=cwd, text=True, check=False)


def raw(*fields):
    line = "\t".join(str(f) for f in fields)
    with open(os.path.join(WORK, "out", "raw.tsv"), "a", encoding="ascii") as f:
        f.write(line + "\n")
    print("# " + line, flush=True)


# Rows explained: what a target that is missed would have to do without.  Measured once,
# in the small repository, with git 2.39.
WHY = {
    "processes": "git's own: two pushes of 8 (push, sh, receive-pack, pack-objects,"
                 " unpack-objects, rev-list, for-each-ref, gc), ls-remote twice with sh and"
                 " upload-pack, config, update-ref and git before git-rel twice, commit 2,"
                 " what the branch tracks 2, signature 4; ours 2",
    "signature": "signing and verifying the tag are 4 processes and 0.2 of the plumbing's CPU:"
                 " without, 0.94, and 0.69 where nothing is published before finish; the"
                 " pushes and the commit are the plumbing's, too",
    "wall": "the signature again, 0.2: without, 1.05, and 0.77 where nothing is published"
            " before finish; what is synced, 22 files and folders where the plumbing syncs"
            " none, is 0.04 to 0.1",
    "status": "an empty program that git calls, and that calls git config, takes 1.6 to 1.75",
}


def row(what, value, target=None, form="%.2f", why=None):
    """A line of the table; a target is an upper bound."""
    verdict = "" if target is None else "PASS" if value <= target else "MISS"
    rows.append((what, form % value, "" if target is None else form % target, verdict, why))


# ---- a release --------------------------------------------------------------

def contenders(mode):
    names = os.environ.get("WHO", "typed floor avh ours ours-late").split()
    if not shutil.which("git-flow"):
        names = [n for n in names if n != "avh"]
    if BEFORE:
        names.append("before")
    return ["none"] + [n for n in names if mode == "push" or n != "ours-late"]


def releases(name, mode):
    """All contenders in turn; CPU seconds and seconds of each, round by round."""
    rounds = int(os.environ.get("ROUNDS", ROUNDS[name]))
    cpu = {w: [] for w in contenders(mode)}
    wall = {w: [] for w in cpu}
    for i in range(rounds + 1):
        for who in cpu:
            quiet(script("reset.sh", name, mode))
            seconds, used, status = spawn(script("cut.sh", name, who, mode, VERSION[name]))
            if i == 0:  # warm-up, and the proof that it does the work
                said = who != "none" and quiet(script("check.sh", name, mode, VERSION[name])).stdout
                if status or said:
                    raw("WRONG", name, mode, who, "exit", status, str(said).strip())
                continue
            cpu[who].append(used)
            wall[who].append(seconds)
    for who in cpu:
        raw("release", name, mode, who, "cpu", "%.4f" % statistics.median(cpu[who]),
            "min", "%.4f" % min(cpu[who]), "wall", "%.4f" % statistics.median(wall[who]),
            *("/%s %.2f" % (to, ratio(cpu, who, to)) for to in ("typed", "floor") if to in cpu))
    return cpu, wall


def ratio(cpu, a, b):
    return statistics.median(x / y for x, y in zip(cpu[a], cpu[b]))


def processes(name, mode, who):
    """Programs run for one release, the harness's own included: forks, programs, and
    how many of these the remote runs."""
    quiet(script("reset.sh", name, mode))
    with tempfile.NamedTemporaryFile("r") as trace:
        quiet(["strace", "-f", "-qq", "-e", "trace=execve,clone,clone3,fork,vfork", "-e",
               "signal=none", "-o", trace.name] + script("cut.sh", name, who, mode, VERSION[name]))
        forks, execs, parent = 0, [], {}
        for line in trace:
            pid = line.split()[0]
            child = re.search(r"(clone3?|v?fork)(\(| resumed).*= (\d+)\s*$", line)
            if child:
                parent[child.group(3)] = pid
                forks += "CLONE_THREAD" not in line
            if "execve(" in line and not re.search(r"= -1 ", line):
                execs.append((pid, line))
    served = {pid for pid, line in execs if re.search("git-(upload|receive)-pack", line)}

    def is_served(pid):
        return pid in served or (pid in parent and is_served(parent[pid]))
    return forks, len(execs), sum(is_served(pid) for pid, _ in execs)


def counts(name, mode, targets):
    base = processes(name, mode, "none")
    for who in contenders(mode)[1:]:
        got = processes(name, mode, who)
        forks, execs = got[0] - base[0], got[1] - base[1]
        raw("processes", name, mode, who, "forks", forks, "programs", execs,
            "of them run by the remote", got[2])
        if who.startswith("ours"):
            row("processes, %s, %s" % (mode, who), execs, targets[who], "%d", "processes")


def bounds(name, mode, cpu, wall):
    if "ours" in wall and "floor" in wall:
        row("wall %s %s: ours / floor" % (name, mode), ratio(wall, "ours", "floor"), 1, why="wall")
    if BEFORE and "ours" in cpu:
        row("CPU %s %s: ours / before" % (name, mode), ratio(cpu, "ours", "before"), 1.02)
    for who in ("avh", "floor", "ours", "ours-late"):
        if who not in cpu or "typed" not in cpu or "floor" not in cpu:
            continue
        vs_floor = 1.0 if who == "ours" and name != "small" else None
        if (who, name, mode) == ("ours-late", "small", "push"):
            vs_floor = 0.6
        vs_typed = 0.5 if (who, name, mode) == ("ours", "small", "push") else None
        row("CPU %s %s: %s / typed" % (name, mode, who), ratio(cpu, who, "typed"), vs_typed)
        if who != "floor":
            row("CPU %s %s: %s / floor" % (name, mode, who), ratio(cpu, who, "floor"), vs_floor,
                why="signature")


# ---- finish alone, no moved branch checked out --------------------------------

def prepare(name, version):
    """A release branch with one commit on it, checked out."""
    repo = os.path.join(WORK, name)
    quiet(["git", "rel", "start", "-q", "-y", version], OURS, repo)  # if it is not
    with open(os.path.join(repo, "VERSION"), "w", encoding="ascii") as f:
        f.write(version + "\n")
    quiet(["git", "commit", "-qam", "chore: prepare release"], OURS, repo)


def apart(name):
    """CPU seconds of finish with HEAD detached.  The release before this one took what
    was waiting on develop, so that as much is new in any repository: one file."""
    quiet(script("reset.sh", name, "local"))
    os.chdir(os.path.join(WORK, name))
    prepare(name, VERSION[name])
    quiet(["git", "rel", "finish", "-q", "-y", VERSION[name]], OURS)
    prepare(name, "12.0.0")
    quiet(["git", "checkout", "-q", "--detach"], OURS)
    _, used, status = spawn(["git", "rel", "finish", "-q", "-y", "12.0.0"], OURS)
    if status:
        raw("WRONG", name, "finish apart: exit", status)
    return used


def size_matters():
    if not {"small", "large"} <= set(NAMES):
        return
    took = [(apart("small"), apart("large")) for _ in range(5)]
    raw("finish", "nothing checked out moves", "small", "%.4f" % statistics.median(
        t[0] for t in took), "large", "%.4f" % statistics.median(t[1] for t in took))
    row("CPU finish, no moved branch checked out: large / small",
        statistics.median(t[1] / t[0] for t in took), 1.5)


# ---- status, help, memory -----------------------------------------------------

def in_turn(n, commands, env=OURS):
    """Median seconds and CPU seconds of each command, one after the other n times."""
    took = [[spawn(c, env)[:2] for c in commands] for _ in range(n + 1)][1:]
    return [[statistics.median(r[i][k] for r in took) for k in (0, 1)]
            for i in range(len(commands))]


def status():
    if "small" not in NAMES:
        return
    repo = os.path.join(WORK, "small")
    quiet(script("reset.sh", "small", "push"))
    quiet(["git", "rel", "start", "-q", "-y", "5.0.0"], OURS, repo)
    os.chdir(repo)
    git, rel, own = in_turn(60, [["git", "status", "-sb"], ["git", "rel"], ["git-rel"]])
    raw("status", "git status -sb", "%.4f" % git[1], "git rel", "%.4f" % rel[1],
        "wall", "%.4f" % git[0], "%.4f" % rel[0])
    row("CPU git rel (status) / git status -sb", rel[1] / git[1], 1.5, why="status")
    row("CPU git-rel, not by way of git / git status -sb", own[1] / git[1])


def startup():
    with tempfile.TemporaryDirectory() as tmp:
        empty = os.path.join(tmp, "empty")
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-x", "c", "-", "-o", empty],
                       input=b"int main(void) { return 0; }\n", check=True)
        os.chdir(tmp)
        calls = [["git-rel", "-h"], ["git-rel", "finish", "-h"],
                 ["git-rel", "finish", "--git-completion-helper"]]
        older = [[BEFORE + "/git-rel"] + c[1:] for c in calls] if BEFORE else []
        took = in_turn(200, [[empty]] + calls + older)
    for what, new, old in zip(("-h", "finish -h", "completion"), took[1:4], took[4:]):
        row("CPU git rel %s: ours / before" % what, new[1] / old[1], 1.02)
    for what, t in zip(("-h", "finish -h", "completion"), took[1:4]):
        raw("startup", what, "ms above an empty program: wall %.2f cpu %.2f"
            % ((t[0] - took[0][0]) * 1000, (t[1] - took[0][1]) * 1000))
        row("ms wall, git rel %s above an empty program" % what, (t[0] - took[0][0]) * 1000, 2)


def watch(pid, peak):
    """The highest VmHWM of git-rel among a process and what it started."""
    while not peak["done"]:
        for entry in os.listdir("/proc"):
            try:
                if not entry.isdigit() or int(entry) < pid:
                    continue
                with open("/proc/%s/status" % entry, encoding="ascii") as f:
                    text = f.read()
            except OSError:
                continue
            hwm = re.search(r"^VmHWM:\s+(\d+)", text, re.M)
            if text.startswith("Name:\tgit-rel\n") and hwm:
                peak["kib"] = max(peak["kib"], int(hwm.group(1)))
        time.sleep(0.002)


def memory(name):
    """Peak memory of our own process; strace holds it at its end until we have looked."""
    repo = os.path.join(WORK, name)
    version = VERSION[name]
    quiet(script("reset.sh", name, "push"))
    worst = 0
    for words in (["start", "-q", "-y", "--push", version], ["finish", "-q", "-y", version]):
        if words[0] == "finish":
            prepare(name, version)
        cmd = ["strace", "-qq", "-o", os.devnull, "-e", "trace=exit_group",
               "-e", "inject=exit_group:delay_enter=60000", "git-rel", *words]
        with subprocess.Popen(cmd, stdin=NULL, stdout=NULL, stderr=NULL, env=OURS,
                              cwd=repo) as child:
            peak = {"kib": 0, "done": False}
            thread = threading.Thread(target=watch, args=(child.pid, peak))
            thread.start()
            child.wait()
            peak["done"] = True
            thread.join()
        raw("memory", name, words[0], "MiB", "%.1f" % (peak["kib"] / 1024), "exit",
            child.returncode)
        worst = max(worst, peak["kib"])
    row("MiB, peak of our own process, %s" % name, worst / 1024, 64, "%.1f")


def table():
    width = max(len(r[0]) for r in rows)
    print("\n%-*s  %8s  %8s" % (width, "", "measured", "at most"))
    for what, value, target, verdict, _ in rows:
        print("%-*s  %8s  %8s  %s" % (width, what, value, target, verdict))
    missed = {why for *_, verdict, why in rows if verdict == "MISS" and why}
    for why in sorted(missed):
        print("rows explained: %s: %s" % (why, WHY[why]))


def main():
    print("# the signature in ours is made with an SSH key, and verified", flush=True)
    for name in NAMES:
        for mode in ("local", "push"):
            bounds(name, mode, *releases(name, mode))
    counts(NAMES[0], "local", {"ours": 14})
    counts(NAMES[0], "push", {"ours": 24, "ours-late": 17})
    size_matters()
    status()
    startup()
    memory(NAMES[-1])
    table()
    missed = sum(r[3] == "MISS" for r in rows)
    print("\n%d targets, %d missed" % (sum(bool(r[3]) for r in rows), missed))


main()
