#!/usr/bin/env python3
"""backport.py WORKDIR NAME...: what `git backport` costs, beside git.

Ten fixes onto five stable branches, and one onto one, in the repositories NAME of
build.sh, with a branch of its own for each and the lines of -x; no remote.  Half of the
fixes change files that are as they were on the stable branches, half need a merge.
  switch    git switch to a new branch and git cherry-pick -x, branch by branch
  scripted  no work tree: for each pick a commit that stands in for the branch, with the
            pick's parent for its own, git merge-tree --write-tree, git commit-tree; at
            the end one git update-ref --stdin
Then `missing` and `audit` over 30 stable branches, beside the one `git log` that prints
what they read: of main with 3,000 commits (20,000 if NAME has medium or large) and 100
picks on each branch, and of $REAL, a repository with settings for it, if that is set.
Then `audit` of one branch with 4,500 picks of 5,000 commits, 50 of them edited, beside
git cherry, which calls these missing: where all say what they are a pick of, where only
the edited ones do, as after a plain git cherry-pick, and where the rest has other words,
author and date as well; cold without what is kept of patches, and warm.

CPU is user + system of the command and of all it waited for; contenders take turns, a
ratio is the median of those of the rounds.  Promised: 20 times less than switch with
50,000 files, 6 times with 5,000; half of scripted, and no more than it for one pick; the
same whatever the number of files; twice the git log; cold no more than git cherry, warm
a fifth of it; 256 MiB; 10 processes of git.

Rows explained: one pick runs five programs of git, the script six.  One of ours, git log,
looks for picks of it on the target and walks as far as the two are apart, where the script
does not look; and what is made is synced, an eighth of the CPU of one pick.  Each
commit that needs a merge is a process more, for all targets together: with ten of these it
would be 14.

	ROUNDS=<n>, BEFORE=<folder>   as run.sh has them
"""
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

WORK, NAMES = os.path.abspath(sys.argv[1]), sys.argv[2:]
ROUNDS = int(os.environ.get("ROUNDS", 5))
BEFORE = os.environ.get("BEFORE")
REAL = os.environ.get("REAL")
NULL = os.open(os.devnull, os.O_RDWR)
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
ENV.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.devnull, LC_ALL="C", GIT_EDITOR="true",
           GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.com",
           GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.com")
PICK_ENV = {k: v for k, v in ENV.items() if not k.startswith("GIT_AUTHOR")}
PICK_ENV.update(GIT_CONFIG_COUNT="2", GIT_CONFIG_KEY_0="user.name", GIT_CONFIG_VALUE_0="A",
                GIT_CONFIG_KEY_1="user.email", GIT_CONFIG_VALUE_1="a@example.com")
WHO = "A <a@example.com> %d +0000"
SWITCH = r"""
for b in $BRANCHES; do
	git switch -q -c backport/1/$b $b
	git cherry-pick -x $PICKS >/dev/null
done
git switch -q develop
"""
SCRIPTED = r"""
tx=
for b in $BRANCHES; do
	h=$(git rev-parse $b)
	for c in $PICKS; do
		s=$(git commit-tree $h^{tree} -p $c^ -m s)
		t=$(git merge-tree --write-tree $s $c)
		h=$({ git log -1 --format=%B $c; echo "(cherry picked from commit $c)"; } |
			git commit-tree $t -p $h)
	done
	tx="${tx}create refs/heads/backport/1/$b $h
"
done
printf %s "$tx" | git update-ref --stdin
"""


def git(repo, *args, data=None):
    return subprocess.run(["git", "-C", repo, *args], check=True, env=ENV, input=data,
                          stdout=subprocess.PIPE, stderr=NULL, text=True).stdout.strip()


def cost(cmd, repo, env=None):
    """CPU seconds, and the peak of resident memory in MiB, of any process."""
    os.chdir(repo)
    pid = os.posix_spawnp(cmd[0], cmd, env or PICK_ENV, file_actions=[
        (os.POSIX_SPAWN_DUP2, NULL, i) for i in (0, 1, 2)])
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit("%s failed in %s" % (" ".join(cmd), repo))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def ratio(took, a, b):
    return statistics.median(x[0] / y[0] for x, y in zip(took[a], took[b]))


def show(what, took, base):
    for who, values in took.items():
        print("%-30s %-10s %9.1f ms %7.2fx %7.1f MiB" % (
            what, who, statistics.median(v[0] for v in values) * 1000, ratio(took, who, base),
            max(v[1] for v in values)), flush=True)


def verdict(what, value, target, good):
    print("%-54s %8.2f %8.2f %s" % (what, value, target, "PASS" if good else "MISS"), flush=True)


def in_turn(contenders, repo, prepare=lambda who: None):
    took = {who: [] for who in contenders}
    for i in range(ROUNDS + 1):
        for who, cmd in contenders.items():
            prepare(who)
            got = cost(cmd, repo)
            if i:
                took[who].append(got)
    return took


# ---- picks ----------------------------------------------------------------------

def text(changed):
    return "".join("line %02d of a text that has some length%s\n" % (i, changed.get(i, ""))
                   for i in range(40))


def picks_stream(tags):
    clock = 1900000000

    def commit(branch, parent, subject, files):
        nonlocal clock
        clock += 60
        yield "commit refs/heads/%s\nauthor %s\ncommitter %s\ndata %d\n%s\n" % (
            branch, WHO % clock, WHO % clock, len(subject) + 1, subject)
        yield "\nfrom %s\n" % parent if parent else "\n"
        for name, body in files.items():
            yield "M 100644 inline fixes/%s\ndata %d\n%s\n" % (name, len(body), body)

    names = ["%02d.txt" % i for i in range(10)]
    start = {n: text({}) for n in names}
    for tag in tags:
        branch = "stable/" + tag[1:].rpartition(".")[0]
        yield from commit(branch, tag + "^0", "chore: files to be fixed", start)
        for i in range(3):
            yield from commit(branch, None, "fix: stable alone %d" % i, {"own": "%d\n" % i})
    yield from commit("develop", "refs/remotes/origin/develop^0", "chore: files to be fixed", start)
    yield from commit("develop", None, "feat: more in some of them",
                      {n: text({5: ", and more"}) for n in names[::2]})
    for i, n in enumerate(names):
        more = {} if i % 2 else {5: ", and more"}
        yield from commit("develop", None, "fix(core): correct case %d" % i,
                          {n: text({**more, 30: ", mended"})})
    yield "done\n"


def build_picks(name):
    repo = os.path.join(WORK, name + "-backport")
    if os.path.exists(repo + ".done"):
        return repo
    shutil.rmtree(repo, ignore_errors=True)
    git(WORK, "clone", "-q", "-n", os.path.join(WORK, name + ".git"), repo)
    tags = git(repo, "tag", "--sort=-v:refname").split()[:5]
    git(repo, "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--done", "--force",
        data="".join(picks_stream(tags)))
    git(repo, "remote", "remove", "origin")
    git(repo, "commit-graph", "write", "--reachable")
    git(repo, "pack-refs", "--all")
    git(repo, "symbolic-ref", "HEAD", "refs/heads/develop")
    git(repo, "reset", "-q", "--hard")
    git(repo, "config", "rel.model", "gitflow")
    git(repo, "config", "rel.stableBranch", "stable/{series}")
    with open(repo + ".done", "w", encoding="ascii"):
        return repo


def fresh(repo, who):
    """No branch, nothing that was picked before, an index that is older than no file."""
    refs = git(repo, "for-each-ref", "--format=delete %(refname)", "refs/heads/backport")
    if refs:
        git(repo, "update-ref", "--stdin", data=refs + "\n")
    shutil.rmtree(repo + "/.git/rel", ignore_errors=True)
    for folder in os.listdir(repo + "/.git/objects"):
        if len(folder) == 2:
            shutil.rmtree(repo + "/.git/objects/" + folder)
    if who == "switch":
        # git compares whole seconds; to wait for one would let the processor fall asleep
        later = (time.time() + 10,) * 2
        git(repo, "read-tree", "HEAD")
        os.utime(repo + "/.git/index", later)
        git(repo, "update-index", "-q", "--refresh")
        os.utime(repo + "/.git/index", later)


def trees(repo, branches, n):
    """What became of it; the lines of -x are counted."""
    said = git(repo, "log", "--format=%B", "--branches=backport/*", "--not", "--branches=stable/*")
    if said.count("(cherry picked from commit ") != n * len(branches):
        sys.exit("not all was picked")
    return [git(repo, "rev-parse", "backport/1/%s^{tree}" % b) for b in branches]


def processes(cmd, repo):
    """How many times git ran."""
    with tempfile.TemporaryDirectory() as folder:
        cost(cmd, repo, {**PICK_ENV, "GIT_TRACE2_EVENT": folder})
        return len(os.listdir(folder))


def picks(name, n, m):
    repo = build_picks(name)
    branches = git(repo, "for-each-ref", "--sort=-v:refname", "--format=%(refname:short)",
                   "refs/heads/stable").split()[:m]
    ids = git(repo, "rev-list", "--reverse", "-10", "develop").split()[:n]
    words = ["backport", "-q", "-y", "--branch=backport/1/{target}", *branches, "--", *ids]
    contenders = {who: ["sh", "-ec", "PICKS='%s' BRANCHES='%s'%s" % (
        " ".join(ids), " ".join(branches), body)] for who, body in (
            ("switch", SWITCH), ("scripted", SCRIPTED))}
    contenders["ours"] = ["git", *words]
    if BEFORE:
        contenders["before"] = ["env", "PATH=%s:%s" % (BEFORE, ENV["PATH"]), "git", *words]
    made = {}
    for who, cmd in contenders.items():
        fresh(repo, who)
        cost(cmd, repo)
        made[who] = trees(repo, branches, n)
        if made[who] != made["switch"]:
            sys.exit("%s makes something else of it" % who)
    took = in_turn(contenders, repo, lambda who: fresh(repo, who))
    what = "%d onto %d, %s" % (n, m, name)
    show(what, took, "ours")
    to_switch, to_script = ratio(took, "switch", "ours"), ratio(took, "ours", "scripted")
    if n > 1 and name != "small":
        least = 20 if name == "large" else 6
        verdict(what + ": CPU, switch / ours", to_switch, least, to_switch >= least)
    most = 0.5 if n > 1 else 1
    verdict(what + ": CPU, ours / scripted", to_script, most, to_script <= most)
    if n > 1:
        fresh(repo, "ours")
        ran = processes(contenders["ours"], repo)
        verdict(what + ": processes of git", ran, 10, ran <= 10)
        peak = max(v[1] for v in took["ours"])
        verdict(what + ": MiB", peak, 256, peak < 256)
    return contenders["ours"], repo


def files_matter(small, large):
    """Ours alone, in both in turn."""
    took = {"small": [], "large": []}
    for _ in range(2 * ROUNDS):
        for who, (cmd, repo) in (("small", small), ("large", large)):
            fresh(repo, who)
            took[who].append(cost(cmd, repo))
    value = ratio(took, "large", "small")
    verdict("10 onto 5: CPU, 50,000 files / 125", value, 1.5, value <= 1.5)


# ---- what a stable branch lacks -----------------------------------------------------

BODY = """
The old code did not handle the case where the caller retries while the
first call is still in flight; the session was then torn down twice, and
what was left in the queue was lost.

Signed-off-by: A Developer <a@example.com>
"""


def commits(count):
    """Branch, the commit it begins on, the message; "$i" is the id of commit i.  On main a
    fix mends what came 7 before it, now and then one takes back what came 3 before."""
    yield "main", None, "Begin\n"
    for i in range(1, count):
        subject = "part%d: change number %d of what it does" % (i % 40, i)
        body = BODY
        if i % 20 == 0:
            body += "Fixes: $%d$ ('part: change')\n" % (i - 7)
        if i % 150 == 0:
            subject = 'Revert "change %d"' % (i - 3)
            body = "\nThis reverts commit $%d$.\n" % (i - 3)
        yield "main", None, subject + "\n" + body
    for b in range(30):
        first = count // 2 + b * (count // 80)
        for k in range(100):
            yield ("stable/1.%d" % b, first if k == 0 else None,
                   "part: change again\n%s\n(cherry picked from commit $%d$)\n" % (
                       BODY, first + 3 * k + 1))


def survey_stream(count):
    """All commits have one tree; what ids they get is reckoned, to be named."""
    blob = hashlib.sha1(b"blob 2\0x\n").digest()
    tree = hashlib.sha1(b"tree 29\0100644 f\0" + blob).hexdigest()
    ids, tip = [], {}
    for n, (branch, first, message) in enumerate(commits(count)):
        if "$" in message:
            head, number, tail = message.split("$")
            message = head + ids[int(number)] + tail
        parent = tip.get(branch) if first is None else ids[first]
        who = WHO % (1500000000 + 60 * n)
        raw = "tree %s\n%sauthor %s\ncommitter %s\n\n%s" % (
            tree, "parent %s\n" % parent if parent else "", who, who, message)
        ids.append(hashlib.sha1(("commit %d\0" % len(raw) + raw).encode()).hexdigest())
        tip[branch] = ids[-1]
        yield "commit refs/heads/%s\nmark :%d\nauthor %s\ncommitter %s\ndata %d\n%s\n" % (
            branch, n + 1, who, who, len(message), message)
        yield ("M 100644 inline f\ndata 2\nx\n\n" if n == 0 else
               "from :%d\n\n" % (first + 1) if first is not None else "\n")
    yield "done\n"


def build_survey(count):
    repo = os.path.join(WORK, "survey-%d" % count)
    if os.path.exists(repo + ".done"):
        return repo
    shutil.rmtree(repo, ignore_errors=True)
    git(WORK, "init", "-q", "--bare", "-b", "main", repo)
    git(repo, "fast-import", "--quiet", "--done", data="".join(survey_stream(count)))
    git(repo, "gc", "-q")
    git(repo, "config", "rel.model", "trunk")
    git(repo, "config", "rel.stableBranch", "stable/{series}")
    with open(repo + ".done", "w", encoding="ascii"):
        return repo


def survey(what, repo):
    """At most 30 branches and main, named, so that both read the same."""
    words = git(repo, "config", "rel.stableBranch").replace("{series}", "*")
    for hole in ("{major}", "{minor}"):
        words = words.replace(hole, "*")
    names = git(repo, "for-each-ref", "--sort=-v:refname", "--format=%(refname:short)",
                "refs/heads/" + words).split()[:30]
    contenders = {"git log": [
        "git", "log", "-z", "--topo-order", "--encoding=UTF-8", "--format=%H %P%n%ae%n%at%n%B",
        *names, "main", "--"]}
    for verb in ("missing", "audit"):
        contenders[verb] = ["git-backport", verb, *names]
        if BEFORE:
            contenders[verb + ", before"] = [BEFORE + "/git-backport", verb, *names]
    took = in_turn(contenders, repo)
    what = "%d branches, %s" % (len(names), what)
    show(what, took, "git log")
    for verb in ("missing", "audit"):
        value = ratio(took, verb, "git log")
        verdict("%s: CPU, %s / git log" % (what, verb), value, 2, value < 2)
    peak = max(v[1] for v in took["missing"] + took["audit"])
    verdict(what + ": MiB", peak, 256, peak < 256)


# ---- what is the same ---------------------------------------------------------------

def equal_stream(kind, marks):
    """What is on main changes one line of a file, far from all others.  The branch has
    nine in ten of it, and 500 commits of its own; kind: "trailer", "bare" or "reworded"."""
    edits, clock = {"main": {}, "stable/1.0": {}}, 1500000000

    def commit(branch, subject, name, body, who=None, mark=None):
        nonlocal clock
        clock += 60
        return "commit refs/heads/%s\n%sauthor %s\ncommitter %s\ndata %d\n%s\n%s" % (
            branch, "mark :%d\n" % mark if mark else "", who or WHO % clock, WHO % clock,
            len(subject), subject, "M 100644 inline %s\ndata %d\n%s\n" % (name, len(body), body))

    def change(branch, i, words):
        lines = edits[branch].setdefault(i % 1000, {})
        lines[8 * (i // 1000) + 2] = words
        return "dir%02d/file%03d" % (i % 40, i % 1000), text(lines)

    first = "".join("M 100644 inline dir%02d/file%03d\ndata %d\n%s\n" % (
        i % 40, i, len(text({})), text({})) for i in range(1000))
    yield "commit refs/heads/main\nmark :1\ncommitter %s\ndata 6\nBegin\n\n%s\n" % (
        WHO % clock, first)
    for i in range(5000):
        yield commit("main", "Mend case %d\n" % i, *change("main", i, ", mended for %d" % i),
                     WHO % (1400000000 + i), i + 2)
    yield "done\n"
    ids = dict(line.split() for line in open(marks, encoding="ascii"))
    yield "reset refs/heads/stable/1.0\nfrom %s\n\n" % ids[":1"]
    for i in range(5000):
        if i % 10 == 9:
            yield commit("stable/1.0", "Own %d\n" % i, "own/%d" % i, "%d\n" % i)
            continue
        edited = i % 100 == 0
        subject = "Case %d of the older line" % i if kind == "reworded" else "Mend case %d" % i
        if edited or kind == "trailer":
            subject += "\n\n(cherry picked from commit %s)" % ids[":%d" % (i + 2)]
        yield commit("stable/1.0", subject + "\n",
                     *change("stable/1.0", i, ", mended for %d%s" % (i, ", too" * edited)),
                     None if kind == "reworded" else WHO % (1400000000 + i))
    yield "done\n"


def build_equal(kind):
    repo = os.path.join(WORK, "equal-" + kind)
    if os.path.exists(repo + ".done"):
        return repo
    shutil.rmtree(repo, ignore_errors=True)
    git(WORK, "init", "-q", "--bare", "-b", "main", repo)
    stream = equal_stream(kind, repo + "/marks")
    for _ in ("main", "stable/1.0"):
        part = "".join(iter(stream.__next__, "done\n"))
        git(repo, "fast-import", "--quiet", "--done", "--export-marks=" + repo + "/marks",
            data=part + "done\n")
    git(repo, "gc", "-q")
    git(repo, "config", "rel.model", "trunk")
    git(repo, "config", "rel.stableBranch", "stable/{series}")
    with open(repo + ".done", "w", encoding="ascii"):
        return repo


def equal(kind):
    repo = build_equal(kind)
    ours = ["git-backport", "audit", "--all", "stable/1.0"]
    contenders = {"git cherry": ["git", "cherry", "stable/1.0", "main"], "cold": ours, "warm": ours}
    kept = repo + "/rel/patch-ids"

    def prepare(who):
        if who == "cold" and os.path.exists(kept):
            os.remove(kept)

    said = subprocess.run([*ours, "--json"], check=True, env=ENV, cwd=repo, text=True,
                          stdout=subprocess.PIPE).stdout
    lacked, wrong = said.count('"state":"absent"'), git(repo, *contenders["git cherry"][1:]).count("+ ")
    if (lacked, wrong) != (500, 550):
        sys.exit("%s: %d are lacked, and for git cherry %d" % (kind, lacked, wrong))
    took = in_turn(contenders, repo, prepare)
    what = "4,500 of 5,000, " + kind
    show(what, took, "git cherry")
    for who, most in (("cold", 1), ("warm", 0.2)):
        value = ratio(took, who, "git cherry")
        verdict("%s: CPU, %s / git cherry" % (what, who), value, most, value <= most)
    peak = max(v[1] for v in took["cold"])
    verdict(what + ": MiB", peak, 256, peak < 256)


ran = {}
for size in NAMES:
    picks(size, 1, 1)
    ran[size] = picks(size, 10, 5)
if {"small", "large"} <= set(NAMES):
    files_matter(ran["small"], ran["large"])
COUNT = 20000 if {"medium", "large"} & set(NAMES) else 3000
survey("%d commits" % (COUNT + 3000), build_survey(COUNT))
if REAL:
    survey("$REAL", REAL)
for form in ("trailer", "bare", "reworded"):
    equal(form)
