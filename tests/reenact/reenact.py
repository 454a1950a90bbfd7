#!/usr/bin/env python3
"""reenact.py GITDIR POLICY [VERSION...]: do a project's real releases again, and compare.

For each release tag of the repository: the commit that prepared the release is
looked for; in a clone at its parent, with the clock of that day, `git rel start
VERSION --no-switch -y` runs under POLICY; version files, changelog and fragments
are compared byte for byte with what the maintainers committed.

POLICY is the .gitrel that the project would have, and tells in comments where to look,
"; @ key = value":

    repo           owner/name, for run.sh
    tags           regular expression with a group v (and perhaps others)
    version        how to write the version, from these groups ({v})
    since, until   days between which a release counts
    skip           a version or tag that is no release of this kind
    bump, notes    PATH: regular expression with {v}; the release commit is the first
                   in which it is true, counted back from the tag
    fragments      the folder of fragments
    changelog      its path, where the policy itself names none
    set            options for start
    class          regular expression -> a|b|c|d TEXT: what a person found a line that
                   is not equal to be; the first that matches (a our fault, b no
                   setting for it, c text that only a person could write, d other files)

Environment: BIN, the folder with git-rel; FAKETIME_LIB, the path of libfaketime.so.1;
OUT, a folder for the differences.  Prints a line for each release, then sums.
"""
import collections
import datetime
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

GITDIR, POLICY, ONLY = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
NAME = os.path.basename(POLICY).removesuffix(".gitrel")
OUT = os.environ.get("OUT")
TOP = tempfile.mkdtemp(prefix="reenact.")
ENV = {"PATH": os.environ.get("BIN", "") + ":" + os.environ["PATH"], "HOME": TOP, "LC_ALL": "C",
       "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat",
       "GIT_NO_LAZY_FETCH": "1", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
       "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com"}


# ---- git and the policy -------------------------------------------------------

def run(*args, cwd=None, data=None):
    where = ["-C", cwd] if cwd else ["--git-dir", GITDIR]
    return subprocess.run(["git", *where, *args], env=ENV, input=data, capture_output=True,
                          check=False)


def git(*args, cwd=None):
    p = run(*args, cwd=cwd)
    if p.returncode:
        raise RuntimeError("git %s: %s" % (args, p.stderr.decode()))
    return p.stdout.decode("utf-8", "replace")


def blob(commit, path, cwd=None):
    p = run("cat-file", "blob", "%s:%s" % (commit, path), cwd=cwd)
    return p.stdout if p.returncode == 0 else None


class Policy:
    """The text of a .gitrel, its settings, and what its comments tell."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.text = f.read()
        self.told, self.settings, section = collections.defaultdict(list), {}, ""
        for line in self.text.splitlines():
            if m := re.match(r"; @ (\w+) = (.*)", line):
                self.told[m[1]].append(m[2].strip())
            elif m := re.match(r"\[(.+)\]", line):
                section = m[1]
            elif m := re.match(r"([a-z-]+)\s*=\s*(.*)", line):
                self.settings[section, m[1]] = m[2].strip().strip('"')

    def one(self, key, otherwise=""):
        return (self.told[key] or [otherwise])[0]

    def get(self, section, key):
        return self.settings.get((section, key), "")

    def verdict(self, line):
        for rule in self.told["class"]:
            pattern, what = rule.rsplit(" -> ", 1)
            if re.search(pattern, line):
                return what
        return "?"

    def changelogs(self, version):
        series = ".".join(version.split(".")[:2])
        path = self.get("notes", "changelog") or self.one("changelog")
        if not path and self.get("notes", "style") not in ("", "none"):
            path = "CHANGELOG.md"
        return {p.replace("{version}", version).replace("{series}", series)
                for p in (path, self.get("notes", "file")) if p}

    def version_files(self):
        files = [re.sub(r"[?]?(:.*)?$", "", f) for f in self.get("version", "files").split()]
        anchors = [a.strip() for a in self.get("version", "anchors").split(";") if a.strip()]
        return files + [re.sub(r"[?]?(\*\d+)?$", "", a.split(":")[0]) for a in anchors]

    def is_fragment(self, path):
        folder = self.one("fragments") or self.get("notes", "fragments")
        return bool(folder) and path.startswith(folder + "/")


POL = Policy(POLICY)


# ---- the real releases ----------------------------------------------------------

def all_tags():
    """(date, name, object, commit) of each tag, the oldest first."""
    form = "%(refname:short)%00%(objectname)%00%(*objectname)%00" \
        "%(committerdate:unix)%(*committerdate:unix)"
    tags = []
    for line in git("for-each-ref", "refs/tags", "--format=" + form).splitlines():
        name, obj, peeled, date = line.split("\0")
        if date:
            tags.append((int(date[-10:]), name, obj, peeled or obj))
    return sorted(tags)


def releases(tags):
    """(date, tag, commit, version) of those that count."""
    skip = [s.split()[0] for s in POL.told["skip"]]
    for date, name, _, commit in tags:
        m = re.fullmatch(POL.one("tags"), name)
        if not m:
            continue
        version = POL.one("version", "{v}").format(**{k: v or "" for k, v in m.groupdict().items()})
        day = datetime.datetime.fromtimestamp(date, datetime.timezone.utc).strftime("%Y-%m-%d")
        if version in skip or name in skip or ONLY and version not in ONLY and name not in ONLY:
            continue
        if POL.one("since", "1970") <= day <= POL.one("until", "9999"):
            yield date, name, commit, version


def became_true(probe, commit, version):
    """The newest commit, from commit back, in which a probe turned true, or None."""
    def fill(text):
        return text.replace("{v}", re.escape(version)).replace(
            "{series}", re.escape(".".join(version.split(".")[:2])))

    path, pattern = probe.split(": ", 1)
    path, pattern = fill(path).replace("\\", ""), re.compile(fill(pattern).encode(), re.M)

    def hit(where):
        return bool(pattern.search(blob(where, path) or b""))

    if not hit(commit):
        return None
    plain = git("log", "-n", "400", "--format=%H %P", "--no-merges", "--topo-order", commit, "--", path)
    for line in plain.splitlines():
        this, *parents = line.split()
        if hit(this) and not (parents and hit(parents[0])):
            return this
    merges = git("log", "-n", "60", "--format=%H %P", "--merges", "--first-parent", commit)
    for line in merges.splitlines():
        this, *parents = line.split()
        if hit(this) and not any(hit(p) for p in parents):
            return this
    return None


def release_commits(commit, version):
    """The one or two commits that prepared a release, the older first."""
    found = [became_true(p, commit, version) for p in POL.told["bump"] + POL.told["notes"]]
    found = list(dict.fromkeys(c for c in found if c))
    if len(found) > 1 and run("merge-base", "--is-ancestor", found[0], found[1]).returncode:
        found = [found[1], found[0]]
    return found[:2]


def changed(old, new, cwd=None):
    """Path -> blob, or None where it went."""
    out = {}
    raw = git("diff-tree", "-r", "--no-renames", "-z", old, new, cwd=cwd).split("\0")
    for meta, path in zip(raw[::2], raw[1::2]):
        fields = meta.split()
        out[path] = fields[3] if fields[4] != "D" else None
    return out


# ---- the same, by us --------------------------------------------------------------

def scratch(base, date, tag, tags):
    """A clone at base, with the tags that were there then."""
    d = os.path.join(TOP, "w")
    shutil.rmtree(d, ignore_errors=True)
    subprocess.run(["git", "init", "-q", "-b", "main", d], env=ENV, check=True)
    with open(d + "/.git/objects/info/alternates", "w", encoding="utf-8") as f:
        f.write(os.path.join(GITDIR, "objects") + "\n")
    with open(d + "/.git/packed-refs", "w", encoding="utf-8") as f:
        f.write("# pack-refs with: sorted \n")
        f.writelines("%s refs/tags/%s\n" % (o, n) for n, o in sorted(
            (n, o) for t, n, o, _ in tags if t <= date and n != tag))
    with open(d + "/.git/refs/heads/main", "w", encoding="utf-8") as f:
        f.write(base + "\n")
    git("config", "core.abbrev", "10", cwd=d)
    git("read-tree", "HEAD", cwd=d)
    with open(d + "/.gitrel", "w", encoding="utf-8") as f:
        f.write(POL.text)
    return d


def start(d, version, when, zone):
    sign = "-" if zone[0] == "+" else "+"
    env = dict(ENV, TZ="X%s%s:%s" % (sign, zone[1:3], zone[3:]), FAKETIME="@" + when,
               FAKETIME_DONT_FAKE_MONOTONIC="1", NO_FAKE_STAT="1",
               LD_PRELOAD=os.environ["FAKETIME_LIB"])
    p = subprocess.run(["git", "rel", "start", version, "--no-switch", "-y",
                        *" ".join(POL.told["set"]).split()],
                       cwd=d, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                       timeout=300, check=False)
    return p.returncode, (p.stdout + p.stderr).decode("utf-8", "replace")


# ---- how far they differ ------------------------------------------------------------

def lines(text):
    return (text or b"").decode("utf-8", "replace").splitlines()


def only_heading(moved, version):
    """Are all lines that differ headings, of this version or of what is unreleased?"""
    v = re.escape(version)
    head = re.compile(r"unreleased|upcoming release|^(= ?|- ?|~ ?)+$|^[^a-z]*v?%s\b|"
                      r"^#+ .*\b%s\b|^\w+ %s\b" % (v, v, v), re.I)
    return bool(moved) and all(not m.strip() or head.search(m) for m in moved)


def kind(base, ours, real, version=None):
    """One word for how a file that we made differs from theirs."""
    if ours == real:
        return "equal"
    if ours is None or real is None:
        return "ours-gone" if ours is None else "real-gone"
    if ours == base:
        return "untouched"
    if re.sub(rb"\s+", b" ", ours).strip() == re.sub(rb"\s+", b" ", real).strip():
        return "blanks"
    dateless = [re.sub(rb"\d{4}-\d{2}-\d{2}|[A-Z][a-z]+ \d{1,2},? \d{4}", b"DATE", t)
                for t in (ours, real)]
    if dateless[0] == dateless[1]:
        return "date"
    diff = [m for m in difflib.unified_diff(lines(ours), lines(real), n=0, lineterm="")
            if m[0] in "+-" and m[:3] not in ("+++", "---")]
    size = "+%d-%d" % (sum(m[0] == "+" for m in diff), sum(m[0] == "-" for m in diff))
    heading = version and only_heading([m[1:] for m in diff], version)
    return ("heading" if heading else "") + size


class Comparison:
    def __init__(self, d, base, commits, version, day):
        self.version, self.day, self.logs = version, day, POL.changelogs(version)
        self.real = {}
        for c in commits:
            self.real.update(changed(git("rev-parse", c + "^1").strip(), c))
        heads = git("for-each-ref", "--format=%(refname)", "refs/heads", cwd=d).split()
        tip = next(h for h in heads if h != "refs/heads/main")
        self.ours = changed(base, tip, cwd=d)
        self.kinds, self.diff, self.their_day = {}, [], None
        vfiles = set(POL.version_files())
        for path in sorted(set(self.ours) | set(self.real)):
            known = path in self.ours or path in self.logs or path in vfiles
            if known and not POL.is_fragment(path):
                self.compare(d, path, blob(base, path), tip, commits[-1])

    def compare(self, d, path, old, tip, last):
        ours = blob(tip, path, cwd=d) if path in self.ours else old
        real = blob(last, path) if path in self.real else old
        self.kinds[path] = kind(old, ours, real, self.version if path in self.logs else None)
        if ours == real:
            return
        self.diff += difflib.unified_diff(lines(ours), lines(real), "ours/" + path,
                                          "real/" + path, n=2, lineterm="")
        dates = [re.search(rb"20\d\d-\d\d-\d\d", t or b"") for t in (ours, real)]
        if path in self.logs and all(dates):
            ours, real = (m[0].decode() for m in dates)
            self.their_day = real if ours == self.day != real else self.their_day

    def fragments(self):
        ours, real = ({p: b for p, b in m.items() if POL.is_fragment(p)}
                      for m in (self.ours, self.real))
        if ours == real:
            return "equal" if ours else "none"
        return "ours-only:%d,real-only:%d" % (len(set(ours) - set(real)), len(set(real) - set(ours)))

    def part(self, logs):
        kinds = {p: k for p, k in self.kinds.items() if (p in self.logs) == logs}
        bad = ["%s:%s" % (p, k) for p, k in kinds.items() if k != "equal"]
        return " ".join(bad) or ("equal" if kinds else "none")


def save(name, text):
    if OUT:
        os.makedirs(os.path.join(OUT, NAME), exist_ok=True)
        with open(os.path.join(OUT, NAME, name), "w", encoding="utf-8") as f:
            f.write(text)


class Sums:
    def __init__(self):
        self.total, self.classes = collections.Counter(), collections.Counter()
        self.refused = collections.Counter()

    def differs(self, text):
        what = POL.verdict(text)
        self.classes[what] += 1
        return text + " | " + what

    def refusal(self, head, version, rc, said):
        error = next((m for m in said.splitlines() if re.match("error|fatal", m)), "?")
        self.total["refused"] += 1
        general = re.sub(r"\b[0-9a-f]{7,40}\b", "ID", error.replace(version, "V"))
        self.refused[general] += 1
        save(version + ".said", said)
        print(self.differs("%s exit=%d %s" % (head, rc, error)))

    def compared(self, head, version, c):
        self.total["started"] += 1
        files, log, fragments = c.part(False), c.part(True), c.fragments()
        self.total["version equal"] += files == "equal"
        self.total["version none"] += files == "none"
        self.total["changelog equal"] += log == "equal"
        self.total["changelog none"] += log == "none"
        whole = all(p in ("equal", "none") for p in (files, log, fragments))
        self.total["all equal"] += whole
        text = "%s exit=0 version=[%s] changelog=[%s] fragments=%s" % (head, files, log, fragments)
        print(text if whole else self.differs(text))
        if not whole:
            save(version + ".diff", "\n".join(c.diff) + "\n")

    def show(self):
        def listed(counter):
            return ", ".join("%s %d" % pair for pair in counter.items())
        print("== %s: %s" % (NAME, listed(self.total)))
        if self.classes:
            print("== %s differences by class: %s" % (NAME, listed(self.classes)))
        for error, n in self.refused.most_common():
            print("== %s refused %d: %s" % (NAME, n, error))


def reenact(sums, tags, date, tag, commit, version):
    commits = release_commits(commit, version)
    base = commits and git("rev-parse", commits[0] + "^@").split()[:1]
    if not base:
        sums.total["no commit"] += 1
        return
    base, last = base[0], commits[-1]
    when, zone, unix = git("log", "-1", "--date=format:%Y-%m-%d %H:%M:%S,%z", "--format=%ad,%ct",
                           last).strip().split(",")
    sums.total["tried"] += 1
    head = "%s %s %s %s" % (NAME, version, when[:10], last[:10])
    for again in (True, False):
        d = scratch(base, max(date, int(unix)), tag, tags)
        rc, said = start(d, version, when, zone)
        if rc:
            sums.refusal(head, version, rc, said)
            return
        c = Comparison(d, base, commits, version, when[:10])
        if not again or not c.their_day:
            break
        # A day of their own in the text: what matters is all the rest.
        when = c.their_day + " 12:00:00"
        sums.total["their date"] += 1
    sums.compared(head, version, c)


def main():
    sums, tags = Sums(), all_tags()
    for release in releases(tags):
        reenact(sums, tags, *release)
    sums.show()


try:
    main()
finally:
    shutil.rmtree(TOP, ignore_errors=True)
