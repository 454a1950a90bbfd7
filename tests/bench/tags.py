#!/usr/bin/env python3
"""tags.py WORKDIR [ROUNDS]: what many tags cost, beside git.

`git rel start -n patch stable` where main has 99 newer tags than the maintenance branch
does, in 100,000 commits, beside `git tag --merged stable`; with the tags here, and with
the tags on the remote alone.  Promised: at most 1.2 times the CPU (user + system, of the
command and all it waited for), the median of ROUNDS rounds in turn.

`git rel finish` with push at 50,000 tags, beside plumbing that does the same and looks at
nothing.  Promised: at most the same CPU, and 64 MiB for any process.

Rows explained: no commit-graph is written, as in a clone that nobody maintains; with one,
the walk takes 6 ms, the five other processes of `start` 10.  What is pushed to is a bare
repository on the same disk, whose work is counted on both sides.
"""
import os
import shutil
import statistics
import subprocess
import sys

WORK = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
BEFORE = os.environ.get("BEFORE")
NULL = os.open(os.devnull, os.O_RDWR)
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
ENV.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.devnull, LC_ALL="C",
           GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.com",
           GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.com")
WHO = "A <a@example.com> %d +0000"
RELEASE = "501.0.0"
FLOOR = r"""
git fetch -q origin main
r=$(git rev-parse release/v$V) m=$(git rev-parse main)
t=$(git merge-tree --write-tree $m $r | head -1)
m2=$(git commit-tree $t -p $m -p $r -m "Merge release/v$V")
tag=$(printf 'object %s\ntype commit\ntag v%s\ntagger A <a@example.com> %s +0000\n\nRelease %s\n' \
	$m2 $V $(date +%s) $V | git mktag)
git read-tree -m -u HEAD $m2
git symbolic-ref HEAD refs/heads/main
printf '%s\n' start "update refs/heads/main $m2 $m" "create refs/tags/v$V $tag" \
	"delete refs/heads/release/v$V $r" prepare commit | git update-ref --stdin >/dev/null
git push -q --atomic origin main v$V
"""


def git(repo, *args, data=None):
    subprocess.run(["git", "-C", repo, *args], check=True, env=ENV, input=data,
                   stdout=NULL, stderr=NULL)


def head(repo, ref):
    return subprocess.run(["git", "-C", repo, "rev-parse", ref], check=True, env=ENV,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def cost(cmd, repo):
    """CPU seconds, and the peak of resident memory in MiB, of any process."""
    os.chdir(repo)
    pid = os.posix_spawnp(cmd[0], cmd, ENV, file_actions=[
        (os.POSIX_SPAWN_DUP2, NULL, i) for i in (0, 1, 2)])
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit("%s failed in %s" % (" ".join(cmd), repo))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def history(commits, tags_of):
    """A line of commits; tags_of(i) are the versions of commit i.  Then a branch of 50."""
    for i in range(1, commits + 51):
        line = "main" if i <= commits else "stable"
        base = i - 1 if i != commits + 1 else commits // 2
        yield "commit refs/heads/%s\nmark :%d\ncommitter %s\ndata 1\nx\n%s" % (
            line, i, WHO % (1500000000 + i * 60), "from :%d\n" % base if base else "")
        yield "M 100644 inline f\ndata 7\n%07d\n" % i
        for version in tags_of(i):
            yield "tag v%s\nfrom :%d\ntagger %s\ndata 1\nx\n" % (
                version, i, WHO % (1500000000 + i * 60))
    yield "done\n"


def build(name, commits, tags_of):
    repo = os.path.join(WORK, name)
    if os.path.exists(repo + ".done"):
        return repo
    for old in (repo, repo + ".git", repo + "-bare"):
        shutil.rmtree(old, ignore_errors=True)
    git(WORK, "init", "-q", "-b", "main", repo)
    with subprocess.Popen(["git", "-C", repo, "fast-import", "--quiet", "--done"],
                          stdin=subprocess.PIPE, env=ENV, text=True) as importer:
        importer.stdin.writelines(history(commits, tags_of))
    git(repo, "reset", "-q", "--hard")
    git(repo, "-c", "gc.writeCommitGraph=false", "gc", "-q")
    git(WORK, "clone", "-q", "--bare", repo, repo + ".git")
    git(WORK, "clone", "-q", "--no-tags", repo + ".git", repo + "-bare")
    git(repo, "remote", "add", "origin", repo + ".git")
    git(repo, "fetch", "-q", "origin")
    git(repo, "branch", "-q", "-u", "origin/main", "main")
    git(repo + "-bare", "branch", "-q", "stable", "origin/stable")
    for clone in (repo, repo + "-bare"):
        git(clone, "config", "rel.model", "trunk")
        git(clone, "config", "rel.finish", "push")
    with open(repo + ".done", "w", encoding="ascii"):
        return repo


def contenders(*words):
    return [["git-rel", *words]] + ([[BEFORE + "/git-rel", *words]] if BEFORE else [])


def table(what, base, others, limit):
    """Each of a contender's rounds beside the same round of the first."""
    names = ["ours", "before"]
    print("%-34s %-18s %8.1f ms" % (what, base[0], statistics.median(t[0] for t in base[1]) * 1000))
    for name, took in zip(names, others):
        ratio = statistics.median(t[0] / b[0] for t, b in zip(took, base[1]))
        print("%-34s %-18s %8.1f ms %6.2fx %6.1f MiB" % (
            what, name, statistics.median(t[0] for t in took) * 1000, ratio,
            max(t[1] for t in took)))
        if name == "ours":
            print("%-53s %8.2f %8.2f %s" % (what + ": CPU, ours / " + base[0], ratio, limit,
                                            "PASS" if ratio <= limit else "MISS"))


def newer():
    def tags_of(i):
        if i == 50000:
            return ["1.0.0"]
        if i == 100025:
            return ["1.0.1"]
        return ["1.%d.0" % ((i - 50000) // 500)] if 50000 < i < 100000 and i % 500 == 0 else []
    repo = build("newer", 100000, tags_of)
    ask = contenders("start", "-n", "-q", "patch", "stable")
    for where, clone in (("here", repo), ("on the remote", repo + "-bare")):
        took = [[cost(["git", "tag", "--merged", "stable"], repo)] + [cost(c, clone) for c in ask]
                for _ in range(ROUNDS + 1)][1:]
        took = list(zip(*took))
        table("99 newer tags, " + where, ("git tag --merged", took[0]), took[1:], 1.2)


def fresh(repo, main):
    """A release branch with one commit, of a release that nobody has made yet."""
    branch = "release/v" + RELEASE
    git(repo, "checkout", "-q", "--detach", main)
    shutil.rmtree(repo + "/.git/rel", ignore_errors=True)
    for clone in (repo, repo + ".git"):
        git(clone, "update-ref", "refs/heads/main", main)
        git(clone, "update-ref", "-d", "refs/tags/v" + RELEASE)
        git(clone, "update-ref", "-d", "refs/heads/" + branch)
    git(repo, "update-ref", "refs/remotes/origin/main", main)
    git(repo, "checkout", "-q", "-b", branch)
    with open(repo + "/f", "w", encoding="ascii") as f:
        f.write("release\n")
    git(repo, "commit", "-q", "-a", "-m", "Prepare")


def many():
    repo = build("many", 5000, lambda i: [
        "0.%d.%d" % (i // 10, i % 10 * 10 + k) for k in range(10)] if i <= 5000 else [])
    main = head(repo, "main" if head(repo, "main") == head(repo, "v0.500.0^{}") else "v0.500.0^{}")
    cmds = [["sh", "-ec", FLOOR.replace("$V", RELEASE)]] + contenders("finish", "-q", "-y", RELEASE)
    took = []
    for _ in range(ROUNDS + 1):
        took.append([])
        for cmd in cmds:
            fresh(repo, main)
            took[-1].append(cost(cmd, repo))
            if head(repo + ".git", "main") != head(repo, "v%s^{}" % RELEASE):
                sys.exit("%s did not release" % cmd[0])
    took = list(zip(*took[1:]))
    table("finish with push, 50,000 tags", ("plumbing", took[0]), took[1:], 1)
    peak = max(t[1] for t in took[1])
    print("%-53s %8.1f %8.1f %s" % ("finish with push, 50,000 tags: MiB", peak, 64,
                                    "PASS" if peak <= 64 else "MISS"))


newer()
many()
