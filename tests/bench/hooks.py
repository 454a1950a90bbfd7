#!/usr/bin/env python3
"""hooks.py WORKDIR: what our hooks cost, beside git without them.

CPU (user + system) of the command and all it waited for, the median of ROUNDS rounds
in turn.  Promised: a hook of a commit at most 3 ms and one process of ours; pre-push of
1,000 commits at most 1.5 times the rev-list of them; pre-receive of 10,000 at most 1.5
times git's own check that they are complete; with --strict no more than a hook that does
nothing, but for what is about branches.
"""
import os
import shutil
import statistics
import subprocess
import sys

TOP = os.path.abspath(sys.argv[1]) + "/hooks"
ROUNDS = int(os.environ.get("ROUNDS", "50"))
PATHS = ["d%d/s%d/f%d.c" % (i % 20, i % 7, i) for i in range(1500)]
RULES = "[rules]\nprotect = main\nmessage = feat: * | Merge *\n"
FILES = RULES + "max-size = 5M\nforbid-paths = *.exe secret/*\n"
NONE = "0" * 40
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
ENV.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.devnull, LC_ALL="C",
           GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.com",
           GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.com")


def git(folder, *args, text=b""):
    return subprocess.run(("git",) + args, cwd=folder, env=ENV, check=True, input=text,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def cpu(folder, cmd, text="", **env):
    """CPU ms of a command that reads a text."""
    with subprocess.Popen(cmd, cwd=folder, env=dict(ENV, **env), stdin=subprocess.PIPE,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        try:
            child.stdin.write(text.encode())
            child.stdin.close()
        except BrokenPipeError:
            pass
        said = child.stderr.read().decode()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode or "no rule is looked at" in said:
        print("WRONG", *cmd, child.returncode, said)
    return (used.ru_utime + used.ru_stime) * 1e3


def in_turn(rounds, *calls):
    took = [[call() for call in calls] for _ in range(rounds)]
    return [statistics.median(t[i] for t in took) for i in range(len(calls))]


def row(what, value, most=None):
    verdict = "" if most is None else "PASS" if value <= most else "MISS"
    bound = "" if most is None else "%.2f" % most
    print("%-66s %8.2f %8s  %s" % (what, value, bound, verdict), flush=True)


def history(n, rules, paths):
    """Main has the rules and the files; topic has the commits on top, each of one to
    three files, every tenth a merge."""
    body = {p: ["line %d of %s\n" % (k, p) for k in range(30)] for p in paths}
    seed = mark = 0

    def random(n):
        nonlocal seed
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        return (seed >> 8) % n

    def commit(ref, message, parents):
        nonlocal mark
        mark += 1
        yield "commit refs/heads/%s\nmark :%d\ncommitter A <a@example.com> %d +0000\n" % (
            ref, mark, 1700000000 + mark)
        yield "data %d\n%s\n" % (len(message), message)
        yield from ("%s :%d\n" % (w, p) for w, p in zip(("from", "merge"), parents))

    def change(path, text):
        return "M 100644 inline %s\ndata %d\n%s\n" % (path, len(text), text)

    yield from commit("main", "feat: begin", ())
    yield change(".gitrel", rules)
    yield from (change(p, "".join(body[p])) for p in paths)
    while mark <= n:
        merges = mark % 10 == 9
        yield from commit("topic", "Merge it" if merges else "feat: change it\n\nWhy.\n",
                          (mark, mark - 2) if merges else (mark,))
        for _ in range(random(3) + 1):
            path = paths[random(len(paths))]
            body[path][random(30)] = "changed %d %d\n" % (mark, random(1 << 20))
            yield change(path, "".join(body[path]))
    yield "done\n"


def make(name, n, rules, paths=None):
    folder = TOP + "/" + name
    os.makedirs(folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "fast-import", "--quiet", "--done",
        text="".join(history(n, rules, paths or PATHS)).encode())
    git(folder, "repack", "-adq")
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    git(folder, "remote", "add", "origin", ".")
    git(folder, "reset", "-q", "--hard")
    return folder


def put(folder, *names):
    """Hooks that do nothing."""
    for name in names:
        path = folder + "/.git/hooks/" + name
        with open(path, "w", encoding="ascii") as f:
            f.write("#!/bin/sh\nexit 0\n")
        os.chmod(path, 0o755)


def commits():
    who = ("none", "nothing", "pre-commit", "commit-msg", "both")
    # few files: git hashes anew those that are as young as its index
    folders = [make("commit-" + name, 1, RULES, PATHS[:2]) for name in who]
    put(folders[1], "pre-commit", "commit-msg")
    for name, folder in zip(who[2:], folders[2:]):
        git(folder, "rel", "hooks", "install")
        for other in {"pre-commit", "commit-msg"} - {name}:
            if name != "both":
                os.remove(folder + "/.git/hooks/" + other)
    for folder in folders:
        git(folder, "switch", "-q", "-c", "work")
    call = ["git", "commit", "-q", "--allow-empty", "-m", "feat: x"]
    took = in_turn(ROUNDS, *(lambda f=f: cpu(f, call) for f in folders))
    row("ms, git commit", took[0])
    row("ms more with a pre-commit and a commit-msg that do nothing", took[1] - took[0])
    row("ms more with pre-commit", took[2] - took[0], 3)
    row("ms more with commit-msg", took[3] - took[0], 3)
    row("ms more with both", took[4] - took[0], 6)


def push():
    for what, rules in (("", RULES), (", with rules about files", FILES)):
        folder = make("push%d" % bool(what), 1000, rules)
        tip = git(folder, "rev-parse", "topic").strip()
        line = "refs/heads/topic %s refs/heads/topic %s\n" % (tip, NONE)
        new = [tip, "--not", "--remotes=origin"]
        call = ["git-rel", "hook", "pre-push", "--", "origin", "."]
        bare, whole, nothing, hook = in_turn(
            ROUNDS, lambda: cpu(folder, ["git", "rev-list", *new]),
            lambda: cpu(folder, ["git", "rev-list", "--objects", *new]),
            lambda: cpu(folder, call), lambda: cpu(folder, call, line))
        row("ms, rev-list of 1,000 commits", bare)
        row("ms, pre-push%s of nothing" % what, nothing)
        row("pre-push%s / rev-list" % what, hook / bare, None if what else 1.5)
        row("pre-push%s / rev-list --objects" % what, hook / whole, 1.5)


def receive():
    for what, rules in (("", RULES), (", with rules about files", FILES)):
        folder = make("receive%d" % bool(what), 10000, rules)
        server, aside = folder + ".git", folder + ".quarantine"
        git(folder, "init", "-q", "--bare", "-b", "main", server)
        git(folder, "push", "-q", server, "main")
        os.makedirs(aside + "/pack")
        new = git(folder, "rev-list", "--objects", "main..topic")
        git(folder, "pack-objects", "-q", aside + "/pack/pack",
            text="".join(n[:40] + "\n" for n in new.splitlines()).encode())
        tip = git(folder, "rev-parse", "topic").strip()
        env = {"GIT_DIR": ".", "GIT_OBJECT_DIRECTORY": aside, "GIT_QUARANTINE_PATH": aside,
               "GIT_ALTERNATE_OBJECT_DIRECTORIES": server + "/objects"}
        check = ["git", "rev-list", "--objects", "--stdin", "--not", "--all", "--quiet",
                 "--alternate-refs"]
        line = "%s %s refs/heads/topic\n" % (NONE, tip)
        own, hook = in_turn(
            max(ROUNDS // 5, 3), lambda: cpu(server, check, tip + "\n", **env),
            lambda: cpu(server, ["git-rel", "hook", "pre-receive"], line, **env))
        row("ms, git's check of 10,000 commits", own)
        row("pre-receive%s / that" % what, hook / own, 1.5)


def strict():
    n = 1000
    source = make("source", 1, RULES)
    tip = git(source, "rev-parse", "main").strip()

    def lines(form):
        return "".join(form % i + "\n" for i in range(n))
    git(source, "update-ref", "--stdin", text=lines("create refs/heads/b%%d %s" % tip).encode())
    took = []
    for name in ("none", "nothing", "ours"):
        folder = make("strict-" + name, 1, RULES)
        git(folder, "remote", "set-url", "origin", source)
        if name == "nothing":
            put(folder, "reference-transaction")
        elif name == "ours":
            git(folder, "rel", "hooks", "install", "--strict")
        took.append([
            cpu(folder, ["git", "-c", "gc.auto=0", "fetch", "-q"]),
            cpu(folder, ["git", "pack-refs", "--all"]),
            cpu(folder, ["git", "update-ref", "--stdin"], lines("create refs/heads/c%%d %s" % tip)),
            cpu(folder, ["git", "update-ref", "--stdin"], lines("delete refs/heads/c%d")),
        ])
    for what, none, nothing, ours in zip(
            ("fetch of %d refs" % n, "pack-refs of them", "%d branches made at once" % n,
             "... and deleted"), *took):
        row("ms, " + what, none)
        row("... with a hook that does nothing", nothing)
        row("... with --strict, more than with that", ours - nothing, 0.25 * nothing + 20)


def main():
    shutil.rmtree(TOP, ignore_errors=True)
    print("%-66s %8s %8s" % ("# CPU of hooks", "measured", "at most"))
    commits()
    push()
    receive()
    strict()


main()
