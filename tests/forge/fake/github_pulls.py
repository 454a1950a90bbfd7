"""GitHub: pull requests and their reviews."""
import github_shape as shape
import pulls
from github_frame import R, change, fail, fits, gone, issue_of, may_edit, missing
from routing import Answer, page
from store import WRITE, Refused

P = "/repos/{owner}/{repo}"


# ---- pull requests --------------------------------------------------------


@R.on("POST", P + "/pulls")
def create(q):
    fits(q, "PullRequest", 65536)
    body, lack = q.body, [k for k in ("head", "base") if not q.body.get(k)]
    if lack or not body.get("title") and "issue" not in body:
        raise missing("PullRequest", (lack or ["title"])[0])
    head_repo, head = pulls.split_head(q.store, q.repo, body["head"])
    if body.get("head_repo"):
        head_repo = q.store.find(f"{q.repo.owner}/{body['head_repo']}")[0] or head_repo
    if q.store.level(head_repo, q.user) < WRITE:
        raise gone() if q.repo.private else fail(
            403, "Resource not accessible by personal access token")
    made = pulls.open_pull(q.store, q.repo, q.user, head_repo, head, body["base"], body["title"],
                           body.get("body"), bool(body.get("draft")),
                           edits=body.get("maintainer_can_modify", True))
    out = shape.pull(q, made, full=True)
    return Answer(201, out, {"Location": out["url"]})


@R.on("GET", P + "/pulls")
def listing(q):
    """A head without an owner is ignored, as GitHub does."""
    head, base = q.query.get("head", ""), q.query.get("base")
    state = q.query.get("state", "open")
    if state not in ("open", "closed", "all"):
        raise fail(422, "Validation Failed", {"resource": "PullRequest", "field": "state",
                                              "code": "invalid"})
    found = []
    for issue in q.repo.issues.values():
        pull = issue.pull
        if not pull or state != "all" and issue.state != state or base and pull.base != base:
            continue
        if ":" in head and head not in (f"{pull.head_repo.owner}:{pull.head}",):
            continue
        found.append(issue)
    by = "changed" if q.query.get("sort") == "updated" else "made"
    down = q.query.get("direction", "desc" if by == "made" or "sort" in q.query else "desc")
    found.sort(key=lambda i: (getattr(i, by), i.number), reverse=down == "desc")
    return [shape.pull(q, i) for i in page(q, found)]


@R.on("GET", P + "/pulls/{number}")
def get(q):
    return shape.pull(q, issue_of(q), full=True)


@R.on("PATCH", P + "/pulls/{number}")
def edit(q):
    fits(q, "PullRequest", 65536)
    issue, body = issue_of(q), q.body
    may_edit(q, issue)
    base = body.get("base")
    if base and base != issue.pull.base:
        if q.repo.git.branch(base) is None:
            raise Refused("base_missing", base=base)
        if pulls.find_open(q.repo, issue.pull.head_repo, issue.pull.head, base):
            raise Refused("exists", issue=issue, head=issue.pull.head)
        issue.pull.base = base
    change(q, issue, body)
    return shape.pull(q, issue, full=True)


@R.on("GET", P + "/pulls/{number}/commits")
def pull_commits(q):
    found = pulls.commits(q.store, issue_of(q))[:250]
    return [shape.commit(q, q.repo, c) for c in page(q, found)]


@R.on("GET", P + "/pulls/{number}/files")
def pull_files(q):
    issue = issue_of(q)
    head = q.store.head_of(issue)
    base = issue.pull.base_at if issue.pull.merged else q.repo.git.branch(issue.pull.base)
    return [shape.changed(q, q.repo, head, f) for f in page(q, q.repo.git.files(base, head))]


@R.on("GET", P + "/pulls/{number}/merge")
def is_merged(q):
    if not issue_of(q).pull.merged:
        raise gone()
    return 204, None


@R.on("PUT", P + "/pulls/{number}/merge", level=WRITE)
def merge(q):
    issue, body = issue_of(q), q.body
    method = body.get("merge_method", "merge")
    if method not in ("merge", "squash", "rebase"):
        raise fail(422, "Validation Failed", {"resource": "PullRequest", "field": "merge_method",
                                              "code": "invalid"})
    if method not in q.repo.methods:
        raise Refused("method", name=method.title())
    if method == "merge":
        title = f"Merge pull request #{issue.number} from {issue.pull.head_repo.owner}/" \
                f"{issue.pull.head}"
        text = issue.title
    else:
        title, text = f"{issue.title} (#{issue.number})", issue.body
    title, text = body.get("commit_title", title), body.get("commit_message", text)
    message = title + "\n" + (f"\n{text}\n" if text else "")
    made = pulls.merge(q.store, issue, q.user, method, message, body.get("sha"))
    return {"sha": made, "merged": True, "message": "Pull Request successfully merged"}


@R.on("PUT", P + "/pulls/{number}/update-branch")
def update_branch(q):
    issue = issue_of(q)
    wanted = q.body.get("expected_head_sha")
    if wanted and wanted != q.store.head_of(issue):
        raise fail(422, "expected head sha didn't match current head ref.")
    pulls.update_head(q.store, issue, q.user)
    return 202, {"message": "Updating pull request branch.",
                 "url": f"{q.root}/{q.repo.full}/pull/{issue.number}"}


@R.on("GET", P + "/commits/{sha}/pulls")
def of_commit(q):
    oid = q.repo.git.id(q.p["sha"])
    if oid is None:
        raise fail(422, f"No commit found for SHA: {q.p['sha']}")
    found = [i for i in q.repo.issues.values() if i.pull and (
        oid == i.pull.merge_id or oid in pulls.commits(q.store, i))]
    return [shape.pull(q, i) for i in page(q, found)]


# ---- reviews --------------------------------------------------------------


@R.on("POST", P + "/pulls/{number}/requested_reviewers", level=WRITE)
def request_reviewers(q):
    issue = issue_of(q)
    pulls.request_review(q.store, issue, q.body.get("reviewers", []))
    return 201, shape.pull(q, issue)


@R.on("GET", P + "/pulls/{number}/reviews")
def reviews(q):
    return [review_shape(q, r, issue_of(q)) for r in page(q, issue_of(q).pull.reviews)]


def review_shape(q, made, issue):
    web = f"{q.root}/{q.repo.full}/pull/{issue.number}"
    at = f"{q.api}{P.format(owner=q.repo.owner, repo=q.repo.name)}/pulls/{issue.number}"
    return {"id": made.id, "node_id": shape.node("Review", made.id),
            "user": shape.user(q, made.author), "body": made.body, "state": made.state,
            "html_url": f"{web}#pullrequestreview-{made.id}", "pull_request_url": at,
            "_links": {"html": {"href": web}, "pull_request": {"href": at}},
            "submitted_at": made.made, "commit_id": made.sha,
            "author_association": "MEMBER" if q.store.level(q.repo, made.author) >= WRITE
            else "NONE"}


@R.on("POST", P + "/pulls/{number}/reviews")
def review(q):
    events = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED",
              "COMMENT": "COMMENTED"}
    issue, body = issue_of(q), q.body
    event = body.get("event")
    if event not in events:
        raise fail(422, "Unprocessable Entity", "Variable $event was provided invalid value")
    if event != "APPROVE" and not body.get("body"):
        raise fail(422, "Unprocessable Entity", "Review Can not be blank")
    return review_shape(q, pulls.review(q.store, issue, q.user, events[event], body.get("body")),
                        issue)
