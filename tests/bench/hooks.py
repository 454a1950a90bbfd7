"""hooks.py WORKDIR: what our hooks add to a commit, beside none and beside two
that do nothing."""
import os
import shutil
import statistics
import subprocess
import sys
import time

ENV = dict(os.environ, GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null",
           GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.com",
           GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.com")
RULES = "[rules]\nprotect = main\nmessage = feat: * | Merge *\n"
ROUNDS = int(os.environ.get("ROUNDS", "100"))


def git(folder, *args):
    subprocess.run(("git",) + args, cwd=folder, env=ENV, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make(folder):
    os.makedirs(folder)
    git(folder, "init", "-q", "-b", "main")
    with open(folder + "/.gitrel", "w", encoding="ascii") as f:
        f.write(RULES)
    git(folder, "add", ".gitrel")
    git(folder, "commit", "-q", "-m", "feat: rules")
    git(folder, "switch", "-q", "-c", "topic")


def empty_hooks(folder):
    for name in ("pre-commit", "commit-msg"):
        path = folder + "/.git/hooks/" + name
        with open(path, "w", encoding="ascii") as f:
            f.write("#!/bin/sh\nexit 0\n")
        os.chmod(path, 0o755)


def main(work):
    top = work + "/hooks"
    shutil.rmtree(top, ignore_errors=True)
    who = ("none", "empty", "ours")
    for name in who:
        make(top + "/" + name)
    empty_hooks(top + "/empty")
    git(top + "/ours", "rel", "hooks", "install")
    took = {name: [] for name in who}
    for _ in range(ROUNDS):
        for name in who:
            begin = time.perf_counter()
            git(top + "/" + name, "commit", "-q", "--allow-empty", "-m",
                "feat: x")
            took[name].append((time.perf_counter() - begin) * 1e3)
    base = statistics.median(took["none"])
    print("# git commit with pre-commit and commit-msg, ms")
    for name in who:
        ms = statistics.median(took[name])
        print(f"{name:8} {ms:7.2f}  {ms - base:+6.2f}")


main(sys.argv[1])
