"""A bare repository: what a forge does in it with its own hands."""
import os
import re
import subprocess

ZERO = "0" * 40
FORGE = {"GIT_AUTHOR_NAME": "Forge", "GIT_AUTHOR_EMAIL": "forge@example.com",
         "GIT_COMMITTER_NAME": "Forge", "GIT_COMMITTER_EMAIL": "forge@example.com"}


def clean_env(**more):
    """An environment that no user's or caller's git settings reach."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null", LC_ALL="C",
               GIT_CONFIG_COUNT="2", GIT_CONFIG_KEY_0="safe.directory", GIT_CONFIG_VALUE_0="*",
               GIT_CONFIG_KEY_1="gc.auto", GIT_CONFIG_VALUE_1="0")
    env.update(more)
    return env


class GitError(Exception):
    """git said no."""


class Conflict(Exception):
    """Two histories do not merge."""


class Git:
    def __init__(self, path):
        self.path = path

    def run(self, *args, data=None, env=None, check=True):
        done = subprocess.run(["git", "--git-dir", self.path, *args], input=data,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=clean_env(**(env or {})), check=False)
        if check and done.returncode:
            raise GitError(f"git {args[0]}: {done.stderr.decode('utf8', 'replace')}")
        return done.stdout.decode("utf8", "surrogateescape") if check else done

    def id(self, name):
        """The commit a name stands for, or None."""
        done = self.run("rev-parse", "-q", "--verify", f"{name}^{{commit}}", check=False)
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def object_of(self, ref):
        """(type, id) of what a ref holds, not peeled, or None."""
        out = self.run("for-each-ref", "--format=%(refname) %(objecttype) %(objectname)", ref)
        for line in out.splitlines():
            name, kind, oid = line.split()
            if name == ref:
                return kind, oid
        return None

    def branch(self, name):
        return self.id(f"refs/heads/{name}") if name else None

    def tag(self, name):
        return self.id(f"refs/tags/{name}") if name else None

    def refs(self, under):
        """[(short name, commit)] below refs/<under>/."""
        out = self.run("for-each-ref", "--format=%(refname)%09%(objectname)%09%(*objectname)",
                       f"refs/{under}")
        found = []
        for line in out.splitlines():
            name, oid, peeled = line.split("\t")
            found.append((name[len(f"refs/{under}/"):], peeled or oid))
        return found

    def head(self):
        done = self.run("symbolic-ref", "-q", "HEAD", check=False)
        return done.stdout.decode().strip().removeprefix("refs/heads/") or "main"

    def has(self, ancestor, descendant):
        return self.run("merge-base", "--is-ancestor", ancestor, descendant,
                        check=False).returncode == 0

    def merge_base(self, a, b):
        return self.run("merge-base", a, b, check=False).stdout.decode().strip() or None

    def between(self, base, head):
        """Commits of head that base has not, oldest first."""
        return self.run("rev-list", "--reverse", "--topo-order", head, f"^{base}").split()

    def commit(self, oid):
        form = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B"
        part = self.run("show", "-s", f"--format={form}", oid).rstrip("\n").split("\0")
        keys = "id tree parents an ae ad cn ce cd message".split()
        made = dict(zip(keys, part))
        made["parents"] = made["parents"].split()
        made["message"] = made["message"].rstrip("\n")
        for key in ("ad", "cd"):
            made[key] = made[key].replace("+00:00", "Z")
        return made

    def files(self, base, head):
        """What changed since the merge base, as (status, added, removed, name, old name)."""
        since = self.merge_base(base, head) or base
        raw = self.run("diff", "--raw", "-M", "-z", "--no-abbrev", since, head).split("\0")
        counts = {}
        for line in self.run("diff", "--numstat", "--no-renames", since, head).splitlines():
            added, removed, name = line.split("\t", 2)
            counts[name] = tuple(0 if x == "-" else int(x) for x in (added, removed))
        found = []
        i = 0
        while i < len(raw) and raw[i].startswith(":"):
            field = raw[i].split()
            two = field[4][0] in "RC"
            old, name = (raw[i + 1], raw[i + 2]) if two else (None, raw[i + 1])
            found.append((field[4][0], *counts.get(name, (0, 0)), name, old, field[3]))
            i += 3 if two else 2
        return found

    # ---- what changes something -------------------------------------------

    def set_ref(self, ref, new, old=None):
        self.run("update-ref", ref, new, *([old] if old else []))

    def drop_ref(self, ref):
        self.run("update-ref", "-d", ref)

    def take(self, other, oid, ref):
        """Objects of another repository, kept by a ref of this one."""
        if other.path == self.path:
            self.set_ref(ref, oid)
        else:
            self.run("fetch", "-q", "--no-tags", other.path, f"+{oid}:{ref}",
                     env={"GIT_ALLOW_PROTOCOL": "file"})

    def make_tag(self, name, target, message, who):
        """Annotated where there is a message."""
        if message:
            env = dict(FORGE, GIT_COMMITTER_NAME=who.name, GIT_COMMITTER_EMAIL=who.email)
            self.run("tag", "-a", "-m", message, name, target, env=env)
        else:
            self.set_ref(f"refs/tags/{name}", target, ZERO)

    def tree_of(self, ours, theirs):
        done = self.run("merge-tree", "--write-tree", ours, theirs, check=False)
        if done.returncode == 1:
            raise Conflict
        if done.returncode:
            raise GitError(done.stderr.decode())
        return done.stdout.decode().split()[0]

    def write(self, tree, parents, message, env):
        args = [x for p in parents for x in ("-p", p)]
        return self.run("commit-tree", tree, *args, data=message.encode("utf8", "surrogateescape"),
                        env=dict(FORGE, **env)).strip()

    def merged(self, base, head):
        """Does it merge without conflicts?"""
        try:
            self.tree_of(base, head)
        except Conflict:
            return False
        return True

    def merge(self, base, head, message, env):
        return self.write(self.tree_of(base, head), [base, head], message, env)

    def squash(self, base, head, message, env):
        return self.write(self.tree_of(base, head), [base], message, env)

    def rebase(self, base, head, env):
        """Each commit again on top of base.  git 2.39 merges no trees with a base
        that is told, so ours stands in for a child of the commit's parent."""
        tip = base
        for oid in self.between(base, head):
            made = self.commit(oid)
            if len(made["parents"]) != 1:
                continue
            ours = self.write(f"{tip}^{{tree}}", made["parents"], "ours", {})
            keep = {"GIT_AUTHOR_NAME": made["an"], "GIT_AUTHOR_EMAIL": made["ae"],
                    "GIT_AUTHOR_DATE": made["ad"]}
            tip = self.write(self.tree_of(ours, oid), [tip], made["message"] + "\n",
                             dict(env, **keep))
        return tip


def is_hex(name):
    return re.fullmatch(r"[0-9a-f]{7,40}", name or "") is not None
