#!/usr/bin/env python3
"""staging.py WORKDIR [ROUNDS]: what evidence costs, beside git.

Wall time, the median of ROUNDS rounds in turn; keys are SSH keys.  Promised: an answer
that is signed takes at most 1.7 times `git commit -S --allow-empty`, one that is not 2.5
times that without -S; to verify 1,000 signed records on two cores at most 0.6 times one
`git verify-commit` over the same ids, and the second time under 100 ms; the status of a
release with 500 records at most 3 times `git status -sb`, or 12 ms where that is more; its
page with 9,000 records, each a finding, its repair or a check of CI, 1 s; ten
writers at once on a remote of this machine 2 s, and none lost; eight gates that sleep 2 s
with -j8 2.5 s.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 15
ROOT = tempfile.mkdtemp(prefix="staging.", dir=os.path.abspath(sys.argv[1]))
HOME = os.path.join(ROOT, "home")
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
ENV.update(HOME=HOME, XDG_CONFIG_HOME=HOME, LC_ALL="C", TZ="UTC", GIT_TERMINAL_PROMPT="0",
           GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.path.join(HOME, "gitconfig"))
REF = "refs/rel/evidence/1.0.0"
TEST = " ".join("g%d" % i for i in range(8))
POLICY = """[release]
model = trunk
[staging]
bind = commit
[items]
docs = The manual is up to date
%s[checklist.final]
look = docs %s
test = %s
release = @tagged @merged
""" % ("".join("w%d = Writer %d has looked\n" % (i, i) for i in range(10)),
       " ".join("w%d" % i for i in range(10)), TEST)
GATES = "".join("[gate.g%d]\nrun = sleep 2\n" % i for i in range(8))


def run(*cmd, cwd, text=""):
    return subprocess.run(cmd, cwd=cwd, env=ENV, check=True, input=text, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


def row(what, value, most=None, form="%8.2f"):
    verdict = "" if most is None else "PASS" if value <= most else "MISS"
    bound = "" if most is None else form % most
    print("%-66s %s %8s  %s" % (what, form % value, bound, verdict), flush=True)


def ms(folder, *cmd):
    start = time.perf_counter()
    run(*cmd, cwd=folder)
    return (time.perf_counter() - start) * 1e3


def in_turn(rounds, *calls):
    took = [[call() for call in calls] for _ in range(rounds)]
    return [statistics.median(t[i] for t in took) for i in range(len(calls))]


def home():
    os.makedirs(HOME)
    key = os.path.join(HOME, "key")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    with open(key + ".pub", encoding="ascii") as f:
        public = f.read()
    with open(os.path.join(HOME, "signers"), "w", encoding="ascii") as f:
        f.write("ada@example.com " + public)
    for name, value in (("user.name", "Ada"), ("user.email", "ada@example.com"),
                        ("gpg.format", "ssh"), ("user.signingkey", key + ".pub"),
                        ("gpg.ssh.allowedSignersFile", os.path.join(HOME, "signers")),
                        ("init.defaultBranch", "main"), ("gc.auto", "0")):
        run("git", "config", "--global", name, value, cwd=ROOT)


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="ascii") as f:
        f.write(text)


def release(name, gates="", signs=False, remote=None):
    """A repository with a release that is being qualified."""
    folder = os.path.join(ROOT, name)
    run("git", "init", "-q", folder, cwd=ROOT)
    write(folder, ".gitrel",
          POLICY + gates if gates else POLICY.replace("test = " + TEST + "\n", ""))
    run("git", "add", ".", cwd=folder)
    run("git", "commit", "-q", "-m", "The policy", cwd=folder)
    if remote:
        run("git", "init", "-q", "--bare", remote, cwd=ROOT)
        run("git", "remote", "add", "origin", remote, cwd=folder)
        run("git", "push", "-q", "origin", "main", cwd=folder)
        run("git", "fetch", "-q", cwd=folder)
    run("git", "config", "rel.finish", "push", cwd=folder)
    run("git", "rel", "trust", "-y", cwd=folder)
    run("git", "switch", "-q", "-c", "release/v1.0.0", cwd=folder)
    run("git", "commit", "-q", "--allow-empty", "-m", "Prepare", cwd=folder)
    run("git", "config", "commit.gpgsign", "true" if signs else "false", cwd=folder)
    run("git-staging", "start", "-y", "1.0.0", cwd=folder)
    if remote:
        run("git-staging", "push", "-y", "1.0.0", cwd=folder)
    return folder


def records(folder, n):
    """Answers of one item, one upon the other, as `tick` writes them, by git's plumbing."""
    run("git-staging", "tick", "docs", cwd=folder)
    message = run("git", "log", "-1", "--format=%B", REF, cwd=folder).rstrip() + "\n"
    signs = ["-S"] if run("git", "config", "commit.gpgsign", cwd=folder) == "true\n" else []
    tip = run("git", "rev-parse", REF, cwd=folder).strip()
    for _ in range(n):
        tip = run("git", "commit-tree", *signs, "-p", tip, tip + "^{tree}", cwd=folder,
                  text=message).strip()
    run("git", "update-ref", REF, tip, cwd=folder)


def append():
    for signs, most in ((False, 2.5), (True, 1.7)):
        folder = release("append%d" % signs, signs=signs)
        bare = os.path.join(ROOT, "commit%d" % signs)
        run("git", "init", "-q", bare, cwd=ROOT)
        with_s = ["-S"] if signs else []
        commit, tick = in_turn(
            ROUNDS,
            lambda d=bare, s=with_s: ms(d, "git", "commit", "-q", *s, "--allow-empty", "-m", "x"),
            lambda d=folder: ms(d, "git-staging", "tick", "docs"))
        what = "signed" if signs else "unsigned"
        row("ms, git commit --allow-empty, " + what, commit)
        row("git staging tick, %s / that" % what, tick / commit, most)


def verify():
    folder = release("verify", signs=True)
    records(folder, 1000)
    ids = run("git", "rev-list", REF, cwd=folder).split()
    cache = os.path.join(folder, ".git", "rel", "verified")

    def first():
        if os.path.exists(cache):
            os.remove(cache)
        return ms(folder, "git-staging", "verify", "1.0.0")
    git, ours, again = in_turn(
        3, lambda: ms(folder, "git", "verify-commit", *ids), first,
        lambda: ms(folder, "git-staging", "verify", "1.0.0"))
    row("ms, git verify-commit of %d records" % len(ids), git)
    row("git staging verify / that", ours / git, 0.6)
    row("ms, the second time", again, 100)


def status():
    for signs in (False, True):
        folder = release("status%d" % signs, signs=signs)
        records(folder, 500)
        run("git-staging", cwd=folder)
        git, ours = in_turn(ROUNDS * 2, lambda d=folder: ms(d, "git", "status", "-sb"),
                            lambda d=folder: ms(d, "git-staging"))
        row("ms, git status -sb", git)
        row("ms, git staging, 500 records%s" % (", signed" if signs else ""), ours,
            max(3 * git, 12))


def page():
    """One history of 9,000 records, by git fast-import, for that is what the page reads."""
    folder = release("page")
    head = run("git", "rev-parse", "HEAD", cwd=folder).strip()
    tree = run("git", "rev-parse", "HEAD^{tree}", cwd=folder).strip()
    base = '{"version":1,"kind":"%s","release":"1.0.0","commit":"' + head + '","tree":"' + tree
    texts = []
    for i in range(3000):
        name = base % "finding" + '","name":"%d","time":"2026-01-01T00:00:00Z",' % i
        finding = '"message":"It is slow in place %d","severity":"high"' % i
        texts += [name + finding + "}", name + finding + ',"state":"fixed"}',
                  base % "seen" + '","result":"pass","time":"2026-01-01T00:00:00Z",'
                  '"job":"check %d"}' % i]
    stream = ""
    for i, text in enumerate(texts):
        message = "a record\n\n" + text + "\n"
        stream += "commit %s\ncommitter Ada <ada@example.com> 1767225600 +0000\ndata %d\n%s%s\n" % (
            REF, len(message), message, "" if i else "from %s^0\n" % REF)
    run("git", "fast-import", "--quiet", cwd=folder, text=stream)
    took, = in_turn(3, lambda: ms(folder, "git-staging", "report", "--format=html", "1.0.0") / 1e3)
    row("s, the page of a release with 9,000 records", took, 1)


def writers():
    remote = os.path.join(ROOT, "writers.git")
    release("writers", remote=remote)
    clones = [os.path.join(ROOT, "w%d" % i) for i in range(10)]
    for clone in clones:
        run("git", "clone", "-q", "file://" + remote, clone, cwd=ROOT)
        run("git-staging", "fetch", "1.0.0", cwd=clone)
    start = time.perf_counter()
    all_of_them = [subprocess.Popen(["git-staging", "tick", "--of", "1.0.0", "w%d" % i], cwd=clone,
                                    env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                   for i, clone in enumerate(clones)]
    for each in all_of_them:
        said = each.communicate()[1]
        if each.returncode:
            print("WRONG", said.decode())
    took = time.perf_counter() - start
    text = run("git", "log", "--format=%B", REF, cwd=remote)
    row("s, ten writers at once", took, 2)
    row("answers lost", sum('"name":"w%d"' % i not in text for i in range(10)), 0)


def gates():
    folder = release("gates", gates=GATES)
    took, = in_turn(3, lambda: ms(folder, "git-staging", "run", "-j8", *TEST.split()) / 1e3)
    row("s, eight gates that sleep 2 s, -j8", took, 2.5)


def main():
    home()
    append()
    verify()
    status()
    page()
    writers()
    gates()
    shutil.rmtree(ROOT)


main()
