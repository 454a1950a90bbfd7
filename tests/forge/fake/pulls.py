"""Pull requests: opened, followed, merged, whatever they are called."""
from types import SimpleNamespace as Thing

from gitrepo import Conflict, ZERO
from store import ADMIN, READ, WRITE, Refused


def keep_ref(store, issue):
    """The forge's own ref to the head, so that the commits stay and can be fetched."""
    head = store.head_of(issue)
    kind = "merge-requests" if store.kind == "gitlab" else "pull"
    ref = f"refs/{kind}/{issue.number}/head"
    git = issue.repo.git
    if head and git.id(ref) != head:
        git.take(issue.pull.head_repo.git, head, ref)


def split_head(store, repo, head):
    """`branch`, `owner:branch` or `owner/name:branch`: (repo, branch)."""
    if ":" not in head:
        return repo, head
    owner, branch = head.split(":", 1)
    family = [r for r in store.repos.values()
              if r is repo or r.parent is repo or r is repo.parent]
    for one in family:
        if owner in (one.owner, one.full):
            return one, branch
    raise Refused("head_missing", head=head)


def find_open(repo, head_repo, head, base):
    for issue in repo.issues.values():
        pull = issue.pull
        if (pull and issue.state == "open" and pull.head_repo is head_repo and pull.head == head
                and (base is None or pull.base == base)):
            return issue
    return None


def open_pull(store, repo, who, head_repo, head, base, title, body="", draft=False, **more):
    """`once`: one at a time for a head, whatever the base, as on GitLab with a base."""
    tip = head_repo.git.branch(head)
    if tip is None:
        raise Refused("head_missing", head=head)
    onto = repo.git.branch(base)
    if onto is None:
        raise Refused("base_missing", base=base)
    there = find_open(repo, head_repo, head, base)
    if there:
        raise Refused("exists", issue=there, head=head, base=base)
    if head_repo is not repo:
        repo.git.take(head_repo.git, tip, f"refs/forge/{head_repo.id}")
    if store.kind != "gitlab" and not repo.git.between(onto, tip):
        raise Refused("no_commits", base=base, head=head)
    issue = store.issue(repo, who, title, body)
    issue.pull = Thing(head_repo=head_repo, head=head, base=base, draft=draft, last_head=tip,
                       merged=None, merged_by=None, merge_id=None, squash_id=None,
                       reviewers=[], teams=[], reviews=[], auto=None, remove=False, squash=False,
                       edits=True, checked=False)
    issue.pull.__dict__.update(more)
    keep_ref(store, issue)
    store.emit("pull", repo, issue=issue, text=title, sha=tip)
    return issue


def follow(store, repo):
    """After a push: heads moved, heads gone, and what landed by hand."""
    for issue in list(repo.issues.values()):
        pull = issue.pull
        if not pull or issue.state != "open":
            continue
        tip = pull.head_repo.git.branch(pull.head)
        keep_ref(store, issue)
        onto = repo.git.branch(pull.base)
        if onto and repo.git.has(store.head_of(issue), onto) and store.kind != "gitea":
            mark_merged(store, issue, None, store.head_of(issue))
        elif tip is None and store.kind == "github":
            store.set_state(issue, "closed")


def commits(store, issue):
    """Its commits, oldest first, merged or not."""
    pull, git = issue.pull, issue.repo.git
    keep_ref(store, issue)
    head = store.head_of(issue)
    base = pull.base_at if pull.merged else git.branch(pull.base)
    return git.between(base, head) if base else []


def mergeable(store, issue):
    base = issue.repo.git.branch(issue.pull.base)
    keep_ref(store, issue)
    return bool(base) and issue.repo.git.merged(base, store.head_of(issue))


def approvals(issue):
    """Who approves now: the last word of each."""
    last = {}
    for review in issue.pull.reviews:
        if review.state in ("APPROVED", "CHANGES_REQUESTED", "DISMISSED"):
            last[review.author.login] = review.state
    return [login for login, state in last.items() if state == "APPROVED"]


def passed(store, repo, sha):
    """Names of what has passed on a commit, whichever way it was told."""
    good = {s.context for s in store.latest_statuses(repo, sha) if s.state == "success"}
    last = {}
    for check in repo.checks:
        if check.sha == sha:
            last[check.name] = check
    return good | {n for n, c in last.items() if c.conclusion in ("success", "neutral", "skipped")}


def judge(store, issue, who):
    """What the rules say against merging; nothing: it may be merged."""
    repo, pull = issue.repo, issue.pull
    level = store.level(repo, who)
    if level < WRITE:
        raise Refused("no_right")
    for rule in store.rules_of(repo, "branch", pull.base):
        if level >= ADMIN and not rule.admins:
            continue
        if level < rule.merge and who.login not in rule.free:
            raise Refused("no_right")
        if len(approvals(issue)) < rule.reviews:
            raise Refused("approvals", needed=rule.reviews)
        missing = [c for c in rule.checks if c not in passed(store, repo, store.head_of(issue))]
        if missing:
            raise Refused("checks", missing=missing)


def mark_merged(store, issue, who, merge_id, base_at=None):
    pull = issue.pull
    pull.last_head = store.head_of(issue)
    pull.base_at = base_at or issue.repo.git.merge_base(pull.last_head, f"{merge_id}^1") or merge_id
    issue.state, pull.merged, pull.merged_by, pull.merge_id = "closed", store.now(), who, merge_id
    issue.closed = issue.changed = pull.merged
    store.emit("merged", issue.repo, issue=issue, text=issue.title, sha=merge_id)


def merge(store, issue, who, method, message, sha=None):
    """Really, in the repository.  method: merge, squash, rebase, ff."""
    pull, git = issue.pull, issue.repo.git
    if issue.state != "open":
        raise Refused("not_open")
    if pull.draft:
        raise Refused("draft")
    keep_ref(store, issue)
    head, base = store.head_of(issue), git.branch(pull.base)
    if sha and sha != head:
        raise Refused("sha", head=head)
    judge(store, issue, who)
    env = {"GIT_AUTHOR_NAME": who.name, "GIT_AUTHOR_EMAIL": who.email,
           "GIT_COMMITTER_NAME": who.name, "GIT_COMMITTER_EMAIL": who.email}
    try:
        if method == "squash":
            made = git.squash(base, head, message, env)
        elif method == "rebase":
            made = git.rebase(base, head, env)
        elif method == "ff":
            if not git.has(base, head):
                raise Refused("not_ff")
            made = head
        else:
            made = git.merge(base, head, message, env)
    except Conflict:
        raise Refused("conflict") from None
    git.set_ref(f"refs/heads/{pull.base}", made, base)
    mark_merged(store, issue, who, made, git.merge_base(base, head))
    pushed(store, issue.repo, f"refs/heads/{pull.base}", base, made, who)
    return made


def pushed(store, repo, ref, old, new, who):
    """A ref has moved, by a push or by the forge itself."""
    if new != ZERO:
        store.emit("push", repo, text=ref, sha=repo.git.id(new))
    for one in store.repos.values():
        if one is repo or one.parent is repo or repo.parent is one:
            follow(store, one)


def update_head(store, issue, who, rebase=False):
    """The base into the head."""
    pull = issue.pull
    git = pull.head_repo.git
    if store.level(pull.head_repo, who) < WRITE:
        raise Refused("no_right")
    old, base = git.branch(pull.head), issue.repo.git.branch(pull.base)
    git.take(issue.repo.git, base, f"refs/forge/base{issue.id}")
    if git.has(base, old):
        raise Refused("up_to_date")
    try:
        made = git.rebase(base, old, {}) if rebase else git.merge(
            old, base, f"Merge branch '{pull.base}' into {pull.head}\n", {})
    except Conflict:
        raise Refused("conflict") from None
    git.set_ref(f"refs/heads/{pull.head}", made, old)
    pushed(store, pull.head_repo, f"refs/heads/{pull.head}", old, made, who)


def request_review(store, issue, logins):
    for login in logins:
        user = store.users.get(login)
        if user is None or store.level(issue.repo, user) < READ or (
                login not in issue.repo.members):
            raise Refused("not_collaborator", login=login)
        if user is issue.author:
            raise Refused("author", login=login)
    for login in logins:
        if login not in issue.pull.reviewers:
            issue.pull.reviewers.append(login)


def review(store, issue, who, state, body=""):
    if who is issue.author and state in ("APPROVED", "CHANGES_REQUESTED"):
        raise Refused("own")
    made = Thing(id=store.id(), author=who, state=state, body=body or "", made=store.now(),
                 sha=store.head_of(issue))
    issue.pull.reviews.append(made)
    if who.login in issue.pull.reviewers:
        issue.pull.reviewers.remove(who.login)
    return made
