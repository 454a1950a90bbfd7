"""GitHub: issues, labels, comments, milestones, search."""
import shlex

import github_shape as shape
from github_frame import R, change, fail, gone, issue_of, may_edit, missing
from routing import page
from store import WRITE

P = "/repos/{owner}/{repo}"


def matches(q, issue):
    want = q.query
    if want.get("state", "open") not in ("all", issue.state):
        return False
    labels = [n for n in want.get("labels", "").split(",") if n]
    if not set(labels) <= set(issue.labels):
        return False
    wanted = want.get("milestone")
    if wanted == "none":
        return issue.milestone is None
    if wanted == "*":
        return issue.milestone is not None
    return not wanted or issue.milestone is not None and str(issue.milestone.number) == wanted


@R.on("GET", P + "/issues")
def issues(q):
    """Pull requests are among them; Link goes to the repository's number."""
    found = [i for i in q.repo.issues.values() if matches(q, i)]
    found.sort(key=lambda i: i.number, reverse=q.query.get("direction", "desc") == "desc")
    return [shape.issue(q, i) for i in page(q, found, total=f"/repositories/{q.repo.id}/issues")]


@R.on("GET", P + "/issues/{number}")
def issue_get(q):
    return shape.issue(q, issue_of(q, pull=False))


@R.on("POST", P + "/issues")
def issue_create(q):
    if not q.body.get("title"):
        raise missing("Issue", "title")
    made = q.store.issue(q.repo, q.user, q.body["title"], q.body.get("body"))
    add_labels(q, made, q.body.get("labels", []))
    return 201, shape.issue(q, made)


@R.on("PATCH", P + "/issues/{number}")
def issue_edit(q):
    issue, body = issue_of(q, pull=False), q.body
    may_edit(q, issue)
    change(q, issue, body)
    if "milestone" in body:
        if body["milestone"] is not None and body["milestone"] not in q.repo.milestones:
            raise fail(422, "Validation Failed", {"resource": "Issue", "field": "milestone",
                                                  "code": "invalid"})
        issue.milestone = q.repo.milestones.get(body["milestone"])
    if "labels" in body:
        issue.labels = []
        add_labels(q, issue, body["labels"])
    return shape.issue(q, issue)


def names_of(labels):
    return [n["name"] if isinstance(n, dict) else n for n in labels or []]


def add_labels(q, issue, labels):
    names = names_of(labels)
    for name in names:
        q.store.label(q.repo, name, make=True)
    q.store.set_labels(issue, issue.labels + names)


def labels_out(q, issue):
    return [shape.label(q, q.repo, n) for n in page(q, issue.labels)]


@R.on("GET", P + "/issues/{number}/labels")
def labels(q):
    return labels_out(q, issue_of(q, pull=False))


@R.on("POST", P + "/issues/{number}/labels", level=WRITE)
def labels_add(q):
    issue = issue_of(q, pull=False)
    if "labels" not in q.body:
        raise fail(422, "Invalid request.\n\nFor 'links/0/schema', nil is not an array.")
    add_labels(q, issue, q.body["labels"])
    return labels_out(q, issue)


@R.on("PUT", P + "/issues/{number}/labels", level=WRITE)
def labels_set(q):
    issue = issue_of(q, pull=False)
    issue.labels = []
    add_labels(q, issue, q.body.get("labels"))
    return labels_out(q, issue)


@R.on("DELETE", P + "/issues/{number}/labels/{name}", level=WRITE)
def label_remove(q):
    issue = issue_of(q, pull=False)
    if q.p["name"] not in issue.labels:
        raise fail(404, "Label does not exist")
    q.store.set_labels(issue, [n for n in issue.labels if n != q.p["name"]])
    return labels_out(q, issue)


@R.on("GET", P + "/labels")
def repo_labels(q):
    return [shape.label(q, q.repo, n) for n in page(q, list(q.repo.labels))]


@R.on("GET", P + "/labels/{name}")
def repo_label(q):
    if q.p["name"] not in q.repo.labels:
        raise gone()
    return shape.label(q, q.repo, q.p["name"])


@R.on("POST", P + "/labels", level=WRITE)
def repo_label_create(q):
    name = q.body.get("name")
    if not name:
        raise missing("Label", "name")
    if name in q.repo.labels:
        raise fail(422, "Validation Failed", {"resource": "Label", "code": "already_exists",
                                              "field": "name"})
    q.store.label(q.repo, name, make=True, color=q.body.get("color", "ededed"),
                  description=q.body.get("description") or "")
    return 201, shape.label(q, q.repo, name)


@R.on("GET", P + "/issues/{number}/comments")
def comments(q):
    since = q.query.get("since", "")
    found = [c for c in issue_of(q, pull=False).comments if c.changed >= since]
    return [shape.comment(q, c) for c in page(q, found)]


@R.on("POST", P + "/issues/{number}/comments")
def comment_create(q):
    if not q.body.get("body"):
        raise missing("IssueComment", "body")
    made = q.store.comment(issue_of(q, pull=False), q.user, q.body["body"])
    return 201, shape.comment(q, made)


def comment_of(q):
    made = q.repo.comments.get(q.number("id"))
    if made is None:
        raise gone()
    return made


@R.on("GET", P + "/issues/comments/{id}")
def comment_get(q):
    return shape.comment(q, comment_of(q))


@R.on("PATCH", P + "/issues/comments/{id}")
def comment_edit(q):
    made = comment_of(q)
    if made.author is not q.user and q.store.level(q.repo, q.user) < WRITE:
        raise fail(403, "Must have admin rights to Repository.")
    made.body, made.changed = q.body["body"], q.store.now()
    return shape.comment(q, made)


@R.on("DELETE", P + "/issues/comments/{id}")
def comment_delete(q):
    made = comment_of(q)
    made.issue.comments.remove(made)
    del q.repo.comments[made.id]
    return 204, None


@R.on("GET", P + "/milestones")
def milestones(q):
    state = q.query.get("state", "open")
    found = [m for m in q.repo.milestones.values() if state in ("all", m.state)]
    return [shape.milestone(q, q.repo, m) for m in page(q, found)]


@R.on("POST", P + "/milestones", level=WRITE)
def milestone_create(q):
    if any(m.title == q.body.get("title") for m in q.repo.milestones.values()):
        raise fail(422, "Validation Failed", {"resource": "Milestone", "code": "already_exists",
                                              "field": "title"})
    return 201, shape.milestone(q, q.repo, q.store.milestone(q.repo, q.body["title"]))


@R.on("GET", "/search/issues")
def search(q):
    """repo:, is:, state:, label:, milestone:, head:, base:, author:, in words."""
    found = [i for r in q.store.repos.values() if q.store.level(r, q.user) > 0
             for i in r.issues.values()]
    if "q" not in q.query:
        raise missing("Search", "q")
    for word in shlex.split(q.query["q"]):
        key, _, value = word.partition(":")
        no = key.startswith("-")
        test = tests(key.lstrip("-"), value)
        found = [i for i in found if test(i) != no]
    return {"total_count": len(found), "incomplete_results": False, "search_type": "lexical",
            "items": [shape.issue(q, i, 1.0) for i in page(q, found)]}


def tests(key, value):
    def state(i):
        return {"pr": bool(i.pull), "issue": not i.pull, "open": i.state == "open",
                "closed": i.state == "closed", "draft": bool(i.pull and i.pull.draft),
                "merged": bool(i.pull and i.pull.merged)}.get(value, False)
    return {"repo": lambda i: i.repo.full == value, "is": state, "type": state, "state": state,
            "label": lambda i: value in i.labels,
            "milestone": lambda i: i.milestone is not None and i.milestone.title == value,
            "head": lambda i: bool(i.pull) and i.pull.head == value,
            "base": lambda i: bool(i.pull) and i.pull.base == value,
            "author": lambda i: i.author.login == value,
            "sha": lambda i: bool(i.pull) and (i.pull.last_head.startswith(value) or
                                               (i.pull.merge_id or "").startswith(value)),
            }.get(key, lambda i: key.lower() in (i.title + " " + i.body).lower())
