#!/usr/bin/env python3
"""forge.py WORKDIR [ROUNDS]: what `git rel publish` costs, beside `gh release create`.

10 files of 5 MB each to our own forge (tests/forge/fake) over TLS, which takes 50 ms for
every answer; in turn, the median of ROUNDS rounds: wall time, CPU (user + system) of the
command and all it waited for, peak memory, requests.  Promised: at most 0.8 times the wall
time, 0.3 times the CPU, half the memory, never more requests to the API.  curl sends the
same files for comparison, and does nothing else: half of gh's CPU, so 0.3 cannot be had
over TLS; the rest of ours is hashing, which gh does not, and being started.  The forge
takes part in the wall time, and what we sync does: a WORKDIR in memory, on an idle machine.
One file of 500 MB: under 32 MiB.  `git rel pr`: at most 4 requests.  `git rel ci wait`: 9 of
10 looks are answered by 304.  `git backport submit` of 20 backports: at most 2 requests each,
and a listing.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

WORK = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
HERE = os.path.dirname(os.path.abspath(__file__))
NULL = os.open(os.devnull, os.O_RDWR)
TOKEN = "ada-t0ken-bench"
ROOT = tempfile.mkdtemp(prefix="forge.", dir=WORK)
REPO, BARE, HOME = (os.path.join(ROOT, n) for n in ("clone", "widget.git", "home"))
ENV = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GH_", "GITHUB_"))}
ENV.update(GIT_CONFIG_NOSYSTEM="1", HOME=HOME, LC_ALL="C", GIT_TERMINAL_PROMPT="0",
           GIT_CONFIG_GLOBAL=os.path.join(HOME, ".gitconfig"), XDG_CONFIG_HOME=HOME)


def git(*args, cwd=None):
    done = subprocess.run(["git", "-C", cwd or REPO, *args], check=True, env=ENV,
                          stdout=subprocess.PIPE, stderr=NULL)
    return done.stdout.decode().strip()


class Forge:
    def __init__(self):
        self.root = os.path.join(ROOT, "forge")
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "..", "forge", "fake"), "github", self.root,
             "--tls"], stdin=NULL, stdout=NULL)
        while not os.path.exists(os.path.join(self.root, "tls.port")) or \
                not os.path.exists(os.path.join(self.root, "port")):
            time.sleep(0.05)
        time.sleep(0.2)
        self.port, self.tls = (int(open(os.path.join(self.root, n), encoding="ascii").read())
                               for n in ("port", "tls.port"))
        self.ca = shutil.copy(os.path.join(self.root, "ca.pem"), os.path.join(ROOT, "ca.pem"))
        self.n = 0

    def ask(self, method, path, said=None):
        """The API, or with "__" in front what a test asks."""
        request = urllib.request.Request(
            "http://127.0.0.1:%d/%s" % (self.port, path), method=method,
            data=json.dumps(said).encode() if said is not None else None,
            headers={"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def renew(self):
        """A forge on which nothing was released, and a clone that has not done so."""
        old = os.path.join(ROOT, "kept%d" % self.n)
        self.n += 1
        self.ask("POST", "__reset", {"root": os.path.join(ROOT, "kept%d" % self.n)})
        shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(os.path.join(REPO, ".git", "rel"), ignore_errors=True)
        self.ask("POST", "__repo", {"name": "acme/widget", "path": BARE,
                                  "members": {"ada": "admin", "carl": "write"}})
        self.ask("POST", "__token", {"token": TOKEN, "login": "ada"})
        self.ask("POST", "__label", {"repo": "acme/widget", "name": "release"})
        self.ask("POST", "__delay", {"ms": 50})

    def answers(self):
        """What the API was asked, and the status."""
        log = json.loads(self.ask("GET", "__log"))
        return [(e["method"] + " " + e["path"], e["status"]) for e in log if e["by"] != "git"]

    def requests(self):
        return [asked for asked, _ in self.answers()]

    def released(self):
        return json.loads(self.ask("GET", "__state/repos/acme%2Fwidget/releases"))


# A process begins with the peak of the one that spawned it, so that has to be a small one.
SPAWN = """
import os, sys, time
start = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
took = time.perf_counter() - start
os.write(3, b"%d %f %f %d" % (status, took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss))
"""


def cost(cmd, meanwhile=None):
    """Wall, CPU, MiB of the command and what it waited for."""
    with open(os.path.join(ROOT, "said"), "w+", encoding="utf-8") as said:
        ours, its = os.pipe()
        os.chdir(REPO)
        pid = os.posix_spawn(
            sys.executable, [sys.executable, "-ISc", SPAWN, *cmd], ENV, file_actions=[
                (os.POSIX_SPAWN_DUP2, NULL, 0), (os.POSIX_SPAWN_DUP2, said.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, said.fileno(), 2), (os.POSIX_SPAWN_DUP2, its, 3)])
        os.close(its)
        if meanwhile:
            meanwhile()
        os.waitpid(pid, 0)
        status, took, used, peak = os.read(ours, 100).split()
        os.close(ours)
        if int(status):
            said.seek(0)
            sys.exit("%s failed: %s" % (" ".join(cmd), said.read()))
    return float(took), float(used), int(peak) / 1024


def build(forge):
    os.makedirs(HOME)
    git("init", "-q", "--bare", "-b", "main", BARE, cwd=ROOT)
    git("init", "-q", "-b", "main", REPO, cwd=ROOT)
    url = "https://localhost:%d" % forge.tls
    for key, value in (("user.name", "A"), ("user.email", "a@example.com"),
                       ("http.sslCAInfo", forge.ca),
                       ("credential.helper", "!f() { echo username=ada; "
                                             "echo password=%s; }; f" % TOKEN)):
        git("config", "--global", key, value)
    for key, value in (("rel.forge", "github"), ("rel.forgeUrl", url + "/api/v3"),
                       ("rel.model", "gitflow"), ("rel.ciPoll", "0.05 0.05"),
                       ("rel.notesStyle", "keepachangelog")):
        git("config", key, value)
    with open(os.path.join(REPO, "CHANGELOG.md"), "w", encoding="ascii") as f:
        f.write("# Changelog\n\n## [0.3.0]\n\n- more\n\n## [0.2.0]\n\n### Added\n- a thing\n")
    with open(os.path.join(REPO, ".gitignore"), "w", encoding="ascii") as f:
        f.write("dist/\nbig/\n")
    git("add", ".")
    git("commit", "-q", "-m", "Begin")
    git("branch", "develop")
    git("tag", "-a", "-m", "Release v0.2.0", "v0.2.0")
    git("remote", "add", "origin", url + "/acme/widget.git")
    git("push", "-q", BARE, "main", "develop", "v0.2.0")
    os.mkdir(os.path.join(REPO, "dist"))
    for i in range(10):
        with open(os.path.join(REPO, "dist", "file-%d.tar.gz" % i), "wb") as f:
            f.write(os.urandom(5 << 20))
    os.mkdir(os.path.join(REPO, "big"))
    with open(os.path.join(REPO, "big", "image.bin"), "wb") as f:
        f.truncate(500 << 20)
    ENV.update(SSL_CERT_FILE=forge.ca, GH_HOST="localhost:%d" % forge.tls,
               GH_ENTERPRISE_TOKEN=TOKEN, GH_NO_UPDATE_NOTIFIER="1", GH_PROMPT_DISABLED="1",
               GH_CONFIG_DIR=HOME)


def once(forge, cmd, files):
    forge.renew()
    took = cost(cmd)
    releases = list(forge.released().values())
    if len(releases) != 1 or releases[0]["draft"] or len(releases[0]["assets"]) != files:
        sys.exit("not released: " + " ".join(cmd))
    return took + (len(forge.requests()),)


def only_send(forge, files):
    """curl sends the files to a draft that is there; what it cannot do without."""
    forge.renew()
    draft = json.loads(forge.ask("POST", "api/v3/repos/acme/widget/releases",
                                 {"tag_name": "v0.2.0", "draft": True}))
    to = draft["upload_url"].split("{")[0].replace(
        "http://127.0.0.1:%d" % forge.port, "https://localhost:%d" % forge.tls)
    cmd = ["curl", "-sZ", "--cacert", forge.ca, "-H", "Expect:", "-H",
           "Authorization: Bearer " + TOKEN, "-H", "Content-Type: application/gzip"]
    for path in files:
        cmd += ["-o", os.devnull, "-X", "POST", "-T", path,
                to + "?name=" + os.path.basename(path)]
    took = cost(cmd)
    made, = forge.released().values()
    if len(made["assets"]) != len(files):
        sys.exit("curl has not sent all")
    return took + (len(files),)


def line(who, rows):
    row = [statistics.median(r[i] for r in rows) for i in range(4)]
    print("%-22s %7.0f ms wall %7.0f ms CPU %6.1f MiB %3d requests" % (
        who, row[0] * 1000, row[1] * 1000, row[2], row[3]))
    return row


def verdict(what, value, target):
    print("%-42s %8.2f %8.2f %s" % (what, value, target, "PASS" if value <= target else "MISS"))


def publish(forge):
    files = sorted(os.path.join("dist", n) for n in os.listdir(os.path.join(REPO, "dist")))
    theirs = ["gh", "release", "create", "v0.2.0", "-R", ENV["GH_HOST"] + "/acme/widget",
              "-t", "v0.2.0", "-n", "- a thing", *files]
    ours = ["git-rel", "publish", "-y", "--asset", "dist/*", "0.2.0"]
    if not shutil.which("gh"):
        print("no gh: 10 files of 5 MB take", once(forge, ours, 10))
        return
    took = [(once(forge, theirs, 10), once(forge, ours, 10), only_send(forge, files))
            for _ in range(ROUNDS + 1)][1:]
    base = line("gh release create", [t[0] for t in took])
    us = line("git rel publish", [t[1] for t in took])
    line("curl, the files only", [t[2] for t in took])
    for i, (what, target) in enumerate((("wall", 0.8), ("CPU", 0.3), ("memory", 0.5),
                                        ("requests", 1))):
        verdict("publish: %s, ours / gh" % what, us[i] / base[i], target)


def big(forge):
    took = line("one file of 500 MB", [
        once(forge, ["git-rel", "publish", "-y", "--asset", "big/*", "0.2.0"], 1)])
    verdict("publish of 500 MB: MiB", took[2], 32)


def pull(forge):
    forge.renew()
    git("switch", "-q", "-c", "release/v0.3.0", "develop")
    git("commit", "-q", "--allow-empty", "-m", "Work")
    took = cost(["git-rel", "pr", "-l", "release", "-r", "carl"])
    asked = forge.requests()
    line("git rel pr", [took + (len(asked),)])
    verdict("pr: requests", len(asked), 4)


def wait(forge):
    """A check that ends once it was looked at 30 times."""
    forge.renew()
    sha = git("rev-parse", "HEAD")

    def check(**more):
        forge.ask("POST", "__do", {"repo": "acme/widget", "sha": sha,
                                 "check": {"name": "build", **more}})

    def looks():
        return [a for a in forge.answers() if "/check-runs" in a[0] or "/status" in a[0]]

    def end():
        while len(looks()) < 60:
            time.sleep(0.05)
        check(status="completed", conclusion="success")

    check(status="in_progress")
    took = cost(["git-rel", "ci", "wait", sha], end)
    line("git rel ci wait", [took + (len(forge.answers()),)])
    verdict("ci wait: part of the answers in full",
            sum(a[1] != 304 for a in looks()) / len(looks()), 0.1)


def submit(forge):
    forge.renew()
    lines = ["stable/v1.%d.x" % i for i in range(20)]
    for name in lines:
        git("branch", name, "main")
    git("push", "-q", BARE, *lines)
    git("fetch", "-q")
    git("switch", "-q", "develop")
    with open(os.path.join(REPO, "fix"), "w", encoding="ascii") as f:
        f.write("fix\n")
    git("add", "fix")
    git("commit", "-q", "-m", "Mend it")
    cost(["git-backport", *lines, "develop"])
    took = cost(["git-backport", "submit", "--all"])
    line("git backport submit", [took + (len(forge.requests()),)])
    made = json.loads(forge.ask("GET", "__state/repos/acme%2Fwidget/issues"))
    if len(made) != len(lines):
        sys.exit("submitted: %d" % len(made))
    verdict("backport submit: requests for 20", len(forge.requests()), 41)


def main():
    forge = Forge()
    try:
        build(forge)
        publish(forge)
        big(forge)
        pull(forge)
        wait(forge)
        submit(forge)
    finally:
        forge.process.terminate()
        forge.process.wait()
        os.chdir(WORK)
        shutil.rmtree(ROOT)


main()
