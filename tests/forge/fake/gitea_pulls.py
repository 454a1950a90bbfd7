"""Gitea: pull requests and their reviews."""
import gitea_shape as shape
import pulls
from gitea_frame import P, R, fail, issue_of, lost, need, pages
from gitea_issues import change, labels_by_id
from routing import Answer
from store import WRITE, Refused

PULL = P + "/pulls/{index}"


@R.on("POST", P + "/pulls")
def create(q):
    body = q.body
    need(q, "title", "head", "base")
    head_repo, head = pulls.split_head(q.store, q.repo, body["head"])
    if head_repo is q.repo and head == body["base"]:
        raise fail(422, "Invalid PullRequest: There are no changes between the head and the base")
    labels = labels_by_id(q, body.get("labels"))
    made = pulls.open_pull(q.store, q.repo, q.user, head_repo, head, body["base"], body["title"],
                           body.get("body"), bool(shape.WIP.match(body["title"])))
    q.store.set_labels(made, labels)
    change(q, made, {k: v for k, v in body.items() if k == "milestone"})
    known = [n for n in body.get("reviewers", []) if n in q.store.users]
    if len(known) < len(body.get("reviewers", [])):
        raise lost("user does not exist")
    pulls.request_review(q.store, made, known)
    return 201, shape.pull(q, made)


@R.on("GET", P + "/pulls")
def listing(q):
    want = q.query
    state = want.get("state", "open")
    labels = {v for k, v in q.lists if k == "labels"}
    found = [i for i in q.repo.issues.values() if i.pull and state in ("all", i.state)
             and want.get("base_branch", i.pull.base) == i.pull.base
             and want.get("poster", i.author.login) == i.author.login
             and (not want.get("milestone") or i.milestone
                  and str(i.milestone.id) == want["milestone"])
             and labels <= {str(q.repo.labels[n].id) for n in i.labels}]
    by = {"oldest": (lambda i: i.number, False), "recentupdate": (lambda i: i.changed, True),
          "leastupdate": (lambda i: i.changed, False)}.get(
              want.get("sort"), (lambda i: i.number, True))
    found.sort(key=by[0], reverse=by[1])
    return [shape.pull(q, i) for i in pages(q, found)]


@R.on("GET", PULL)
def get(q):
    return shape.pull(q, issue_of(q, pull=True))


@R.on("GET", P + "/pulls/{base}/{head+}")
def by_ends(q):
    """An open one, else the newest that is closed."""
    head_repo, head = pulls.split_head(q.store, q.repo, q.p["head"])
    found = [i for i in q.repo.issues.values() if i.pull and i.pull.head_repo is head_repo
             and (i.pull.head, i.pull.base) == (head, q.p["base"])]
    found.sort(key=lambda i: (i.state == "open", i.number))
    if not found:
        raise lost()
    return shape.pull(q, found[-1])


@R.on("PATCH", PULL)
def edit(q):
    """Answers 201."""
    made, body = issue_of(q, pull=True), q.body
    if q.store.level(q.repo, q.user) < WRITE and made.author is not q.user:
        raise fail(403, "user should have a permission to write to a repo")
    if body.get("base") and body["base"] != made.pull.base:
        if q.repo.git.branch(body["base"]) is None:
            raise fail(404, "new base branch does not exist")
        there = pulls.find_open(q.repo, made.pull.head_repo, made.pull.head, body["base"])
        if there:
            raise Refused("exists", issue=there)
        made.pull.base = body["base"]
    if body.get("labels") is not None:
        q.store.set_labels(made, labels_by_id(q, body["labels"]))
    change(q, made, body)
    made.pull.draft = bool(shape.WIP.match(made.title))
    return 201, shape.pull(q, made)


@R.on("GET", PULL + "/commits")
def commits(q):
    found = pulls.commits(q.store, issue_of(q, pull=True))[::-1]
    part = pages(q, found)
    number, _, _, last = q.out["_page"]
    q.out.update({"X-HasMore": str(number < last).lower(), "X-PageCount": str(last),
                  "X-Page": str(number)})
    return [shape.commit(q, q.repo, c) for c in part]


@R.on("GET", PULL + "/files")
def files(q):
    made = issue_of(q, pull=True)
    base = made.pull.base_at if made.pull.merged else q.repo.git.branch(made.pull.base)
    words = {"A": "added", "D": "deleted", "M": "changed", "R": "renamed", "C": "copied",
             "T": "changed"}
    return [{"filename": f[3], "status": words[f[0]], "additions": f[1], "deletions": f[2],
             "changes": f[1] + f[2]}
            for f in pages(q, q.repo.git.files(base, q.store.head_of(made)))]


@R.on("GET", PULL + "/merge")
def is_merged(q):
    if not issue_of(q, pull=True).pull.merged:
        raise lost()
    return 204, None


@R.on("DELETE", PULL + "/merge")
def cancel(q):
    made = issue_of(q, pull=True)
    if not made.pull.auto:
        raise lost()
    made.pull.auto = None
    return 204, None


@R.on("POST", PULL + "/merge")
def merge(q):
    made, body = issue_of(q, pull=True), q.body
    do = body.get("Do") or body.get("do")
    kinds = {"merge": "merge", "rebase": "rebase", "rebase-merge": "merge", "squash": "squash",
             "fast-forward-only": "ff"}
    if do == "manually-merged":
        if not body.get("MergeCommitID"):
            raise fail(422, "MergeCommitID is required")
        pulls.mark_merged(q.store, made, q.user, body["MergeCommitID"])
        return Answer(200)
    if do not in kinds:
        raise fail(422, "[Do]: Required" if not do else "[Do]: In")
    wanted = kinds[do]
    if wanted != "ff" and wanted not in q.repo.methods:
        raise Refused("method", name=do)
    if body.get("merge_when_checks_succeed"):
        head = q.store.head_of(made)
        needed = [c for r in q.store.rules_of(q.repo, "branch", made.pull.base)
                  for c in r.checks if c not in pulls.passed(q.store, q.repo, head)]
        if needed:
            made.pull.auto = q.user.login
            return Answer(201)
    title = body.get("MergeTitleField") or (
        f"{made.title} (#{made.number})" if wanted == "squash" else
        f"Merge pull request '{made.title}' (#{made.number}) from {made.pull.head} into "
        f"{made.pull.base}")
    text = body.get("MergeMessageField") or ""
    pulls.merge(q.store, made, q.user, wanted, title + "\n" + (f"\n{text}\n" if text else ""),
                body.get("head_commit_id"))
    if body.get("delete_branch_after_merge"):
        made.pull.head_repo.git.drop_ref(f"refs/heads/{made.pull.head}")
    return Answer(200)


@R.on("POST", PULL + "/update")
def update(q):
    try:
        pulls.update_head(q.store, issue_of(q, pull=True), q.user,
                          q.query.get("style") == "rebase")
    except Refused as no:
        if no.why == "up_to_date":
            raise fail(409, "pull request is up to date") from None
        raise
    return Answer(200)


@R.on("GET", P + "/commits/{sha}/pull")
def of_commit(q):
    oid = q.repo.git.id(q.p["sha"])
    for made in q.repo.issues.values():
        if made.pull and made.pull.merge_id == oid:
            return shape.pull(q, made)
    raise lost()


# ---- reviews --------------------------------------------------------------


# what GitHub calls otherwise
STATES = {"CHANGES_REQUESTED": "REQUEST_CHANGES", "COMMENTED": "COMMENT"}


def review_shape(q, made, issue):
    web = f"{q.root}/{q.repo.full}/pulls/{issue.number}"
    return {"id": made.id, "user": shape.user(q, made.author), "team": None, "body": made.body,
            "state": STATES.get(made.state, made.state),
            "commit_id": made.sha, "stale": made.sha != q.store.head_of(issue),
            "official": q.store.level(q.repo, made.author) >= WRITE, "dismissed": False,
            "comments_count": 0, "submitted_at": made.made, "updated_at": made.made, "html_url": f"{web}#issuecomment-{made.id}",
            "pull_request_url": web}


@R.on("POST", PULL + "/requested_reviewers", level=WRITE)
def request_reviewers(q):
    made = issue_of(q, pull=True)
    before = set(made.pull.reviewers)
    wanted = q.body.get("reviewers", [])
    for name in wanted:
        if name not in q.store.users:
            raise lost(f"user does not exist [uid: 0, name: {name}]")
    pulls.request_review(q.store, made, wanted)
    return 201, [{"id": q.store.id(), "user": shape.user(q, q.store.users[n]), "team": None,
                  "body": "", "state": "REQUEST_REVIEW", "commit_id": "", "stale": False,
                  "official": True, "dismissed": False, "comments_count": 0}
                 for n in wanted if n not in before]


@R.on("GET", PULL + "/reviews")
def reviews(q):
    made = issue_of(q, pull=True)
    return [review_shape(q, r, made) for r in pages(q, made.pull.reviews)]


@R.on("POST", PULL + "/reviews")
def review(q):
    events = {"APPROVED": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED",
              "COMMENT": "COMMENTED"}
    made, event = issue_of(q, pull=True), q.body.get("event", "")
    if event not in events:
        raise fail(422, f"review event {event!r} is none".replace("'", '"'))
    return review_shape(q, pulls.review(q.store, made, q.user, events[event], q.body.get("body")),
                        made)
