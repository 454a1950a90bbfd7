#!/usr/bin/env python3
"""gen.py COMMITS FILES RELEASES UNRELEASED: a repository, as a git fast-import stream.

A git-flow history, the same each time: develop gets one commit per change; each
release is a branch with one commit, merged to main, tagged (annotated) and merged
back.  The last UNRELEASED commits of develop wait for the next release.
"""
import sys

commits, files, releases, unreleased = map(int, sys.argv[1:5])
out = sys.stdout.buffer
seed, clock, mark = 12345, 1600000000, 0
revisions, dirty = {}, set()


def random(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % n


def data(text):
    raw = text.encode()
    out.write(b"data %d\n%s\n" % (len(raw), raw))


def path(i):
    return "src/%02d/%02d/f%02d.txt" % (i // 1600, i // 50 % 32, i % 50)


def write(name, text):
    out.write(b"M 100644 inline %s\n" % name.encode())
    data(text)


def write_source(name):
    rev = revisions.get(name, 0)
    write(name, "".join("%s line %02d revision %d of a text that has some length\n"
                        % (name, i, rev if i == rev % 24 else 0) for i in range(24)))


def commit(branch, subject, parents=()):
    global mark, clock
    mark, clock = mark + 1, clock + 600
    who = b"Dev <dev@example.com> %d +0000\n" % clock
    out.write(b"commit refs/heads/%s\nmark :%d\n" % (branch.encode(), mark))
    out.write(b"author " + who + b"committer " + who)
    data(subject + "\n")
    for word, parent in zip((b"from", b"merge"), parents):
        out.write(b"%s :%d\n" % (word, parent))
    return mark


def tag(version, target):
    out.write(b"tag v%s\nfrom :%d\ntagger Dev <dev@example.com> %d +0000\n"
              % (version.encode(), target, clock))
    data("Release v%s\n" % version)


def work(develop):
    name = path(random(files))
    revisions[name] = revisions.get(name, 0) + 1
    dirty.add(name)
    tip = commit("develop", "fix(core): correct case %d (#%d)" % (mark, mark + 1000), (develop,))
    write_source(name)
    return tip


main = commit("main", "chore: start")
write("VERSION", "0.0.0\n")
for i in range(files - 1):
    write_source(path(i))
tag("0.0.0", main)
out.write(b"reset refs/heads/develop\nfrom :%d\n\n" % main)
develop = main
for r in range(1, releases + 1):
    for _ in range((commits - unreleased - 1) // releases - 3):
        develop = work(develop)
    version = "%d.%d.0" % (r // 10, r % 10)
    branch = "release/v" + version
    tip = commit(branch, "chore: prepare release " + version, (develop,))
    write("VERSION", version + "\n")
    main = commit("main", "Merge branch '%s'" % branch, (main, tip))
    write("VERSION", version + "\n")
    for name in sorted(dirty):
        write_source(name)
    dirty.clear()
    tag(version, main)
    develop = commit("develop", "Merge tag 'v%s' into develop" % version, (develop, main))
    write("VERSION", version + "\n")
    out.write(b"reset refs/heads/%s\nfrom %s\n\n" % (branch.encode(), b"0" * 40))
for _ in range(unreleased):
    develop = work(develop)
out.write(b"done\n")
