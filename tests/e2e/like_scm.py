#!/usr/bin/env python3
"""like_scm.py FOLDER [COUNT [SEED]]: does `git rel version` say what setuptools-scm says?

Makes COUNT random repositories in FOLDER, with merges, tags of all kinds and changed
files, and compares both answers; prints those that differ and exits with 1.  Tags on
one commit come in order of their versions there, so that the two must agree.  Where a
lower version is nearer than the highest, they may not: then setuptools-scm is asked again
without the lower ones.
"""
import os
import random
import subprocess
import sys
import warnings

from packaging.version import InvalidVersion, Version
from setuptools_scm import get_version

warnings.simplefilter("ignore")
FINAL = ["v1.0.0", "v2.3", "v3", "v0.1.2", "v0.2.0", "v1.10.0", "v24.03.1", "v1!2.0", "v1.2.3.4"]
SUFFIX = ["rc1", "-rc.2", "a1", "b", ".post1", "-1", ".dev0", "_alpha3", "c4", "+local.1"]
OTHER = ["latest", "nightly", "stable"]


def name(rnd):
    tag = rnd.choice(FINAL)
    suffix = rnd.choice(SUFFIX) if rnd.random() < 0.4 else ""
    # it takes v3-1 for version 1, we for a word and a number
    return tag if suffix == "-1" and "." not in tag else tag + suffix


def history(rnd):
    """A fast-import stream; returns it and how many commits there are."""
    out, n, used = [], rnd.randrange(1, 30), set()
    clock = 1600000000
    for mark in range(1, n + 1):
        clock += rnd.choice([0, 60, 60, 3600])
        who = "A <a@example.com> %d +0000" % clock
        out.append("commit refs/heads/main\nmark :%d\nauthor %s\ncommitter %s" % (mark, who, who))
        out.append("data 1\nx")
        if mark > 1:
            first = rnd.randrange(max(1, mark - 3), mark)
            out.append("from :%d" % first)
            if rnd.random() < 0.3 and rnd.randrange(1, mark) != first:
                out.append("merge :%d" % rnd.choice([m for m in range(1, mark) if m != first]))
        out.append("M 100644 inline file\ndata 3\n%03d" % mark)
    marks = rnd.sample(range(1, n + 1), min(n, rnd.randrange(0, 6)))
    for mark in marks:
        tags = [name(rnd)]
        if rnd.random() < 0.2:  # a candidate, then its final
            base = "9.%d.%d" % (mark, rnd.randrange(3))
            tags = ["v%src1" % base, "v%src2" % base, "v" + base]
        if rnd.random() < 0.2:
            tags.append(rnd.choice(OTHER))
        for tag in tags:
            if tag in used:
                continue
            used.add(tag)
            clock += 1
            if len(tags) == 1 and rnd.random() < 0.5:
                out.append("reset refs/tags/%s\nfrom :%d\n" % (tag, mark))
            else:
                out.append("tag %s\nfrom :%d\ntagger A <a@example.com> %d +0000\ndata 1\nx"
                           % (tag, mark, clock))
    return "\n".join(out) + "\ndone\n", n


def git(path, *args, **more):
    subprocess.run(["git", "-C", path, *args], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, **more)


def make(rnd, path):
    subprocess.run(["git", "init", "-q", "-b", "main", path], check=True)
    git(path, "config", "rel.scheme", "pep440")
    if rnd.random() < 0.03:
        return
    stream, n = history(rnd)
    git(path, "fast-import", "--quiet", "--done", input=stream.encode())
    git(path, "reset", "-q", "--hard")
    if rnd.random() < 0.3:
        git(path, "checkout", "-q", "HEAD~0")
    if rnd.random() < 0.3:
        git(path, "pack-refs", "--all")
    if rnd.random() < 0.3:
        git(path, "commit-graph", "write", "--reachable")
    if rnd.random() < 0.25:
        with open(os.path.join(path, "file"), "a", encoding="ascii") as f:
            f.write("changed")
    elif rnd.random() < 0.2:
        with open(os.path.join(path, "untracked"), "w", encoding="ascii") as f:
            f.write("new")


def theirs(path):
    try:
        return get_version(root=path, local_scheme="no-local-version")
    except Exception as e:  # it stops, with all kinds
        return "stops: %s" % type(e).__name__


def keep_highest(path):
    """Delete the merged versions below the highest; was there one?"""
    out = subprocess.run(["git", "-C", path, "tag", "--merged"], check=True, text=True,
                         stdout=subprocess.PIPE).stdout.split()
    tags = {}
    for tag in out:
        try:
            tags[tag] = Version(tag)
        except InvalidVersion:
            pass
    lower = [t for t in tags if tags[t] < max(tags.values())]
    if lower:
        git(path, "tag", "-d", *lower)
    return bool(lower)


def ours(path):
    r = subprocess.run(["git-rel", "version"], cwd=path, text=True, check=False,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return r.stdout.strip() if r.returncode == 0 else "fails: " + r.stderr


def main():
    folder = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    bad = stops = again = 0
    for i in range(seed, seed + count):
        path = os.path.join(folder, "scm%d" % i)
        make(random.Random(i), path)
        a, b = theirs(path), ours(path)
        if a != b and not a.startswith("stops") and keep_highest(path):
            a = theirs(path)
            again += 1
        stops += a.startswith("stops")
        if a != b and not a.startswith("stops"):
            print("%s: setuptools-scm says %s, git rel version %s" % (path, a, b))
            bad += 1
    print("%d compared, %d differ, setuptools-scm stops at %d, %d had a nearer lower version"
          % (count - stops, bad, stops, again))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
