"""What a forge remembers, in words that hold for all of them.

Where a forge says no, `Refused` says why in one word; each dialect has its own
status and text for it.
"""
import fnmatch
import os
import threading
import time
from types import SimpleNamespace as Thing

from gitrepo import Git

READ, WRITE, MAINTAIN, ADMIN = 20, 30, 40, 50
LEVELS = {"read": READ, "write": WRITE, "maintain": MAINTAIN, "admin": ADMIN}


class Refused(Exception):
    def __init__(self, why, **info):
        super().__init__(why)
        self.why = why
        self.info = Thing(**info)


class Store:
    def __init__(self, root, kind):
        self.root, self.kind, self.proxied = root, kind, False
        self.lock = threading.RLock()
        self.users, self.tokens, self.repos = {}, {}, {}
        self.ids = 1000
        self.clock = 1704067200
        self.bots, self.due = [], []
        for folder in ("blobs", "repos"):
            os.makedirs(os.path.join(root, folder), exist_ok=True)

    # ---- ids and time, the same in each run -------------------------------

    def id(self):
        self.ids += 1
        return self.ids

    def now(self):
        self.clock += 1
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.clock))

    # ---- people -----------------------------------------------------------

    def user(self, login, **more):
        if login not in self.users:
            at = login.replace("[", "-").strip("]")  # a bot's, too, is an address
            self.users[login] = Thing(id=self.id(), login=login, name=login.title(),
                                      email=f"{at}@example.com", kind="User", admin=False)
        self.users[login].__dict__.update(more)
        return self.users[login]

    def token(self, secret, login, **more):
        """more: read=True (may change nothing), job=True, apart=[repos it reaches]."""
        self.tokens[secret] = Thing(user=self.user(login), read=False, job=False, only=None,
                                    revoked=False, rest=5000)
        self.tokens[secret].__dict__.update(more)

    # ---- repositories -----------------------------------------------------

    def add_repo(self, full, path=None, **more):
        """A repository that the folder at `path` holds; made if it does not."""
        path = path or os.path.join(self.root, "repos", full + ".git")
        if not os.path.exists(os.path.join(path, "HEAD")):
            os.makedirs(path)
            Git(path).run("init", "-q", "--bare", "-b", more.get("branch", "main"))
        owner = full.rpartition("/")[0]
        repo = Thing(id=self.id(), full=full, owner=owner, name=full.rpartition("/")[2],
                     git=Git(path), private=False, archived=False, members={}, parent=None,
                     description="", made=self.now(), old_names=[], labels={}, milestones={},
                     issues={}, releases={}, statuses=[], checks=[], runs={}, workflows={},
                     environments={}, deployments={}, rules={}, rulesets={}, packages={},
                     uploads={}, immutable=False, burnt=set(), methods={"merge", "squash", "rebase"},
                     method="merge", last=0, scheduled=[], comments={}, artifacts={})
        more.pop("branch", None)
        repo.__dict__.update(more)
        if isinstance(repo.parent, str):
            repo.parent = self.repos[repo.parent]
        self.user(owner.split("/")[0])
        repo.members.setdefault(owner.split("/")[0], "admin")
        self.repos[full] = repo
        return repo

    def find(self, name):
        """By full name, old name or id: (repo, moved)."""
        if name in self.repos:
            return self.repos[name], False
        for repo in self.repos.values():
            if name in repo.old_names:
                return repo, True
            if str(repo.id) == name:
                return repo, False
        return None, False

    def level(self, repo, user):
        if user is None:
            return 0 if repo.private else READ
        if user.admin:
            return ADMIN
        had = LEVELS.get(repo.members.get(user.login), 0)
        return had or (0 if repo.private else READ)

    def number(self, repo):
        repo.last += 1
        return repo.last

    # ---- labels and milestones --------------------------------------------

    def label(self, repo, name, make=False, **more):
        if name not in repo.labels:
            if not make:
                return None
            repo.labels[name] = Thing(id=self.id(), name=name, color="ededed", description="")
            repo.labels[name].__dict__.update(more)
        return repo.labels[name]

    def milestone(self, repo, title, **more):
        number = max(repo.milestones, default=0) + 1
        made = Thing(id=self.id(), number=number, title=title, state="open", description="",
                     made=self.now(), closed=None)
        made.__dict__.update(more)
        repo.milestones[number] = made
        return made

    # ---- issues and comments ----------------------------------------------

    def issue(self, repo, who, title, body="", **more):
        made = Thing(id=self.id(), number=self.number(repo), repo=repo, title=title, body=body or "",
                     state="open", author=who, labels=[], milestone=None, comments=[],
                     assignees=[], made=self.now(), changed=None, closed=None, pull=None)
        made.changed = made.made
        made.__dict__.update(more)
        repo.issues[made.number] = made
        return made

    def comment(self, issue, who, body):
        made = Thing(id=self.id(), issue=issue, author=who, body=body, made=self.now())
        made.changed = made.made
        issue.comments.append(made)
        issue.repo.comments[made.id] = made
        issue.changed = made.made
        self.emit("comment", issue.repo, issue=issue, text=body)
        return made

    def set_labels(self, issue, names):
        gained = [n for n in names if n not in issue.labels]
        issue.labels = list(dict.fromkeys(names))
        issue.changed = self.now()
        for name in gained:
            self.emit("label", issue.repo, issue=issue, text=name)

    def set_state(self, issue, state):
        if issue.pull and issue.pull.merged:
            raise Refused("merged")
        if state != issue.state:
            if issue.pull and state == "closed":
                issue.pull.last_head = self.head_of(issue)
            issue.state = state
            issue.closed = self.now() if state == "closed" else None
            issue.changed = self.now()

    def head_of(self, issue):
        """The commit a pull request stands on: the branch's while it is open."""
        pull = issue.pull
        if issue.state == "open" and not pull.merged:
            pull.last_head = pull.head_repo.git.branch(pull.head) or pull.last_head
        return pull.last_head

    # ---- statuses and checks ----------------------------------------------

    def status(self, repo, sha, who, state, context, **more):
        made = Thing(id=self.id(), sha=sha, creator=who, state=state, context=context, url=None,
                     description=None, made=self.now(), ref=None)
        made.changed = made.made
        made.__dict__.update(more)
        repo.statuses.append(made)
        return made

    def latest_statuses(self, repo, sha):
        """The newest of each context."""
        found = {}
        for made in repo.statuses:
            if made.sha == sha:
                found[made.context] = made
        return list(found.values())

    def check(self, repo, sha, name, status="queued", conclusion=None, **more):
        made = Thing(id=self.id(), sha=sha, name=name, status=status, conclusion=conclusion,
                     made=self.now(), done=None, run=None, url=None, external=None, output={})
        made.__dict__.update(more)
        made.done = self.now() if status == "completed" else None
        repo.checks.append(made)
        return made

    # ---- rules ------------------------------------------------------------

    def rules_of(self, repo, kind, name):
        """Rules that hold for a branch or a tag: kind is "branch" or "tag"."""
        return [r for r in repo.rules.values()
                if r.kind == kind and fnmatch.fnmatchcase(name, r.pattern)]

    def push_rules(self, repo, user):
        """What the update hook of a push by this user is to refuse."""
        level = self.level(repo, user)
        out = []
        for rule in repo.rules.values():
            if user.login in rule.free or level >= ADMIN and not rule.admins:
                continue
            acts = set(rule.acts)
            if level < rule.push:
                acts.add("push")
            if acts:
                out.append({"ref": f"refs/{'heads' if rule.kind == 'branch' else 'tags'}/"
                                   f"{rule.pattern}", "acts": sorted(acts), "id": rule.id})
        return out

    def rule(self, repo, kind, pattern, body, **more):
        """push: the level that may push; acts: create, update, delete, force that
        are refused to all; free: logins it does not hold for; admins: holds for
        them, too."""
        made = Thing(id=self.id(), kind=kind, pattern=pattern, body=body, push=0, acts=[], free=[],
                     admins=True, reviews=0, checks=[], merge=0, made=self.now(), source=None)
        made.__dict__.update(more)
        repo.rules[made.id] = made
        return made

    # ---- what robots do ---------------------------------------------------

    def emit(self, event, repo, **info):
        """Something happened: robots that wait for it begin."""
        from robots import happened
        happened(self, event, repo, Thing(**{"issue": None, "text": "", "sha": None, **info}))
