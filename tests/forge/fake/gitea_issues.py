"""Gitea: issues, labels by their numbers, comments, milestones."""
import gitea_shape as shape
from gitea_frame import P, R, fail, issue_of, lost, need, pages
from store import WRITE

ISSUE = P + "/issues/{index}"


def labels_by_id(q, wanted):
    """Numbers, or names; what is not there is left out without a word."""
    names = []
    if len({type(one) for one in wanted or []}) > 1:
        raise fail(400, "labels should be an array of strings or integers")
    for one in wanted or []:
        found = [m.name for m in q.repo.labels.values() if one in (m.id, m.name)]
        names += found
    return names


def change(q, made, body):
    """What PATCH of an issue and of a pull request share."""
    for key in ("title", "body"):
        if body.get(key) is not None:
            setattr(made, key, body[key])
            made.changed = q.store.now()
    if body.get("milestone") is not None:
        found = [m for m in q.repo.milestones.values() if m.id == body["milestone"]]
        if body["milestone"] and not found:
            raise lost("milestone does not exist")
        made.milestone = found[0] if found else None
    if body.get("state"):
        q.store.set_state(made, body["state"])


def listed(q, found):
    want = q.query
    labels = [n for n in want.get("labels", "").split(",") if n]
    miles = [n for n in want.get("milestones", "").split(",") if n]

    def fits(i):
        return (want.get("state", "open") in ("all", i.state) and set(labels) <= set(i.labels)
                and (not miles or i.milestone is not None
                     and {i.milestone.title, str(i.milestone.id)} & set(miles))
                and {"pulls": bool(i.pull), "issues": not i.pull}.get(want.get("type"), True)
                and want.get("q", "").lower() in (i.title + i.body).lower())
    return sorted((i for i in found if fits(i)), key=lambda i: i.number, reverse=True)


@R.on("GET", P + "/issues")
def issues(q):
    return [shape.issue(q, i) for i in pages(q, listed(q, q.repo.issues.values()))]


@R.on("GET", "/repos/issues/search", login=True)
def search(q):
    found = [i for r in q.store.repos.values() if q.store.level(r, q.user) > 0
             and q.query.get("owner", r.owner) == r.owner for i in r.issues.values()]
    return [shape.issue(q, i) for i in pages(q, listed(q, found))]


@R.on("GET", ISSUE)
def issue(q):
    return shape.issue(q, issue_of(q))


@R.on("PATCH", ISSUE)
def issue_edit(q):
    made = issue_of(q)
    change(q, made, q.body)
    return 201, shape.issue(q, made)


# ---- labels ---------------------------------------------------------------


@R.on("GET", P + "/labels")
def labels(q):
    return [shape.label(q, q.repo, m) for m in pages(q, list(q.repo.labels.values()))]


@R.on("GET", "/orgs/{org}/labels")
def org_labels(q):
    return []


@R.on("POST", P + "/labels", level=WRITE)
def label_create(q):
    """Gitea takes the same name twice; the first is found then."""
    need(q, "name", "color")
    made = q.store.label(q.repo, q.body["name"], make=True, color=q.body["color"].lstrip("#"),
                         description=q.body.get("description", ""))
    return 201, shape.label(q, q.repo, made)


def labels_out(q, made):
    return [shape.label(q, q.repo, q.repo.labels[n]) for n in made.labels]


@R.on("GET", ISSUE + "/labels")
def issue_labels(q):
    return labels_out(q, issue_of(q))


@R.on("POST", ISSUE + "/labels", level=WRITE)
def labels_add(q):
    made = issue_of(q)
    names = labels_by_id(q, q.body.get("labels"))
    q.store.set_labels(made, made.labels + [n for n in names if n not in made.labels])
    return labels_out(q, made)


@R.on("PUT", ISSUE + "/labels", level=WRITE)
def labels_set(q):
    made = issue_of(q)
    q.store.set_labels(made, labels_by_id(q, q.body.get("labels")))
    return labels_out(q, made)


@R.on("DELETE", ISSUE + "/labels/{id}", level=WRITE)
def label_remove(q):
    made = issue_of(q)
    names = [m.name for m in q.repo.labels.values() if q.p["id"] in (str(m.id), m.name)]
    if not names:
        raise fail(422, f"label does not exist [label_id: {q.p['id']}]")
    q.store.set_labels(made, [n for n in made.labels if n not in names])
    return 204, None


# ---- comments -------------------------------------------------------------


@R.on("GET", ISSUE + "/comments")
def comments(q):
    """All at once: there are no pages."""
    since = q.query.get("since", "")
    found = [c for c in issue_of(q).comments if c.changed >= since]
    q.out["X-Total-Count"] = str(len(found))
    return [shape.comment(q, c) for c in found]


@R.on("POST", ISSUE + "/comments")
def comment_create(q):
    need(q, "body")
    return 201, shape.comment(q, q.store.comment(issue_of(q), q.user, q.body["body"]))


def comment_of(q):
    made = q.repo.comments.get(q.number("id"))
    if made is None:
        raise lost()
    return made


@R.on("PATCH", P + "/issues/comments/{id}")
def comment_edit(q):
    need(q, "body")
    made = comment_of(q)
    if made.author is not q.user and q.store.level(q.repo, q.user) < WRITE:
        raise fail(403, "Forbidden")
    made.body, made.changed = q.body["body"], q.store.now()
    return shape.comment(q, made)


@R.on("DELETE", P + "/issues/comments/{id}")
def comment_delete(q):
    made = comment_of(q)
    made.issue.comments.remove(made)
    del q.repo.comments[made.id]
    return 204, None


# ---- milestones -----------------------------------------------------------


@R.on("GET", P + "/milestones")
def milestones(q):
    state = q.query.get("state", "open")
    found = [m for m in q.repo.milestones.values() if state in ("all", m.state)
             and q.query.get("name", m.title) == m.title]
    return [shape.milestone(q, q.repo, m) for m in pages(q, found)]


@R.on("POST", P + "/milestones", level=WRITE)
def milestone_create(q):
    need(q, "title")
    return 201, shape.milestone(q, q.repo, q.store.milestone(q.repo, q.body["title"]))
