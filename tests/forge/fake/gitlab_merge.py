"""GitLab: merge requests, issues, notes, labels, milestones."""
import re

import gitlab_shape as shape
import pulls
from gitlab_frame import MR, P, R, fail, lost, names_of, need, pages, wrong
from store import ADMIN, WRITE, Refused


def request_of(q):
    made = q.repo.issues.get(q.number("iid"))
    if made is None or not made.pull:
        raise lost()
    return made


def people(q, ids):
    known = {u.id: u for u in q.store.users.values()}
    return [known[i] for i in ids or [] if i in known]


def set_title(made, title):
    made.title = title
    if made.pull:
        made.pull.draft = bool(shape.DRAFT.match(title))


def change(q, made, body):
    """What POST and PUT share."""
    if "title" in body:
        set_title(made, body["title"])
    if body.get("description") is not None:
        made.body = body["description"]
    names = list(made.labels)
    if "labels" in body:
        names = names_of(body["labels"])
    names += [n for n in names_of(body.get("add_labels")) if n not in names]
    gone = names_of(body.get("remove_labels"))
    names = [n for n in names if n not in gone]
    if names != made.labels:
        for name in names:
            q.store.label(q.repo, name, make=True, color="6699cc")
        q.store.set_labels(made, names)
    if "milestone_id" in body:
        found = [m for m in q.repo.milestones.values() if m.id == body["milestone_id"]]
        made.milestone = found[0] if found else None
    if "assignee_ids" in body:
        made.assignees = people(q, body["assignee_ids"])
    elif "assignee_id" in body:
        made.assignees = people(q, [body["assignee_id"]])
    if made.pull:
        if "reviewer_ids" in body:
            made.pull.reviewers = [u.login for u in people(q, body["reviewer_ids"])]
        made.pull.squash = body.get("squash", made.pull.squash)
        made.pull.remove = body.get("remove_source_branch", made.pull.remove)
    made.changed = q.store.now()


@R.on("POST", P + "/merge_requests")
def create(q):
    """On the source project; only developers may."""
    body = q.body
    need(q, "source_branch", "target_branch", "title")
    if q.store.level(q.repo, q.user) < WRITE:
        raise fail(403, "403 Forbidden")
    target = q.repo
    if body.get("target_project_id"):
        target, _ = q.store.find(str(body["target_project_id"]))
        if target is None:
            raise lost("Project")
        if target is not q.repo and q.repo.parent is not target:
            raise fail(422, ["Source project is not a fork of the target project"])
    if target is q.repo and body["source_branch"] == body["target_branch"]:
        raise fail(409, ["You can't use same project/branch for source and target"])
    made = pulls.open_pull(q.store, target, q.user, q.repo, body["source_branch"],
                           body["target_branch"], body["title"], body.get("description"))
    source, q.repo = q.repo, target
    change(q, made, body)
    q.repo = source
    return 201, shape.merge_request(q, made, full=True)


def listed(q, found, sign):
    want = q.query
    state = want.get("state", "all")
    if state not in ("all", "opened", "closed", "merged", "locked"):
        raise wrong("state does not have a valid value")
    labels = names_of(want.get("labels"))
    ids = [v for k, v in q.lists if k == "iids[]"]

    def fits(i):
        now = ("merged" if i.pull and i.pull.merged else
               "opened" if i.state == "open" else "closed")
        if state != "all" and state != now or ids and str(i.number) not in ids:
            return False
        if not set(labels) <= set(i.labels):
            return False
        title = i.milestone.title if i.milestone else None
        if want.get("milestone") and want["milestone"] not in (title, "None" if not title else
                                                               "Any"):
            return False
        if want.get("author_username") and i.author.login != want["author_username"]:
            return False
        if want.get("search") and want["search"].lower() not in (i.title + i.body).lower():
            return False
        return all(not want.get(k) or i.pull and getattr(i.pull, n) == want[k]
                   for k, n in (("source_branch", "head"), ("target_branch", "base")))
    found = [i for i in found if bool(i.pull) == (sign == "!") and fits(i)]
    by = "changed" if want.get("order_by") == "updated_at" else "made"
    found.sort(key=lambda i: (getattr(i, by), i.number), reverse=want.get("sort", "desc") == "desc")
    return found


@R.on("GET", P + "/merge_requests")
def listing(q):
    return [shape.merge_request(q, i)
            for i in pages(q, listed(q, q.repo.issues.values(), "!"))]


@R.on("GET", MR)
def get(q):
    """Whether it can be merged is found out after the first look."""
    made = request_of(q)
    out = shape.merge_request(q, made, full=True)
    made.pull.checked = True
    return out


@R.on("PUT", MR)
def edit(q):
    made, body = request_of(q), q.body
    if q.store.level(q.repo, q.user) < WRITE and made.author is not q.user:
        raise fail(403, "403 Forbidden")
    event = body.get("state_event")
    if event not in (None, "close", "reopen"):
        raise wrong("state_event does not have a valid value")
    target = body.get("target_branch")
    if target and target != made.pull.base:
        if q.repo.git.branch(target) is None:
            raise Refused("base_missing", base=target)
        made.pull.base, made.pull.checked = target, False
    if event == "reopen" and made.state == "closed":
        there = pulls.find_open(q.repo, made.pull.head_repo, made.pull.head, made.pull.base)
        if there:
            raise Refused("exists", issue=there)
    if event and made.pull.merged is None:
        q.store.set_state(made, "closed" if event == "close" else "open")
    change(q, made, body)
    return shape.merge_request(q, made, full=True)


@R.on("GET", MR + "/commits")
def commits(q):
    """Newest first."""
    return [shape.commit(q, q.repo, c)
            for c in pages(q, pulls.commits(q.store, request_of(q))[::-1])]


@R.on("GET", MR + "/pipelines")
def pipelines(q):
    head = q.store.head_of(request_of(q))
    return [shape.pipeline(q, r) for r in pages(q, [r for r in q.repo.runs.values()
                                                   if r.sha == head][::-1])]


@R.on("GET", MR + "/approvals")
def approvals(q):
    made = request_of(q)
    by = pulls.approvals(made)
    needed = max([r.reviews for r in q.store.rules_of(q.repo, "branch", made.pull.base)] or [0])
    return {"id": made.id, "iid": made.number, "project_id": q.repo.id, "title": made.title,
            "approved": len(by) >= needed, "approvals_required": needed,
            "approvals_left": max(0, needed - len(by)), "user_has_approved":
            q.user is not None and q.user.login in by, "user_can_approve": True,
            "approved_by": [{"user": shape.user(q, q.store.users[n])} for n in by]}


@R.on("POST", MR + "/approve", level=WRITE, no=401)
def approve(q):
    made = request_of(q)
    if q.body.get("sha") and q.body["sha"] != q.store.head_of(made):
        raise fail(409, f"SHA does not match HEAD of source branch: {q.store.head_of(made)}")
    if q.user.login in pulls.approvals(made):
        raise fail(401, "401 Unauthorized")
    try:
        pulls.review(q.store, made, q.user, "APPROVED")
    except Refused:
        raise fail(401, "401 Unauthorized") from None
    return 201, approvals(q)


@R.on("PUT", MR + "/merge", level=WRITE, no=401)
def merge(q):
    """How is the project's own setting; not before it was found out whether."""
    made, body = request_of(q), q.body
    pull = made.pull
    if made.state == "open" and not pull.checked:
        pull.checked = True
        raise Refused("unchecked")
    squash = body.get("squash", pull.squash)
    keep = q.repo.method
    if body.get("auto_merge") or body.get("merge_when_pipeline_succeeds"):
        head = q.store.head_of(made)
        if any(r.sha == head and r.status != "completed" for r in q.repo.runs.values()):
            pull.auto = q.user.login
            return shape.merge_request(q, made, full=True)
    title = f"Merge branch '{pull.head}' into '{pull.base}'"
    text = body.get("merge_commit_message") or (
        f"{title}\n\n{made.title}\n\nSee merge request {q.repo.full}!{made.number}\n")
    if squash:
        text = body.get("squash_commit_message") or made.title + "\n"
    method = "squash" if squash else {"merge": "merge", "rebase_merge": "merge",
                                      "ff": "ff"}[keep]
    if keep != "merge" and not squash and not q.repo.git.has(
            q.repo.git.branch(pull.base), q.store.head_of(made)):
        raise Refused("not_ff")
    oid = pulls.merge(q.store, made, q.user, method, text, body.get("sha"))
    if squash:
        pull.squash_id = oid
    if body.get("should_remove_source_branch") or pull.remove:
        pull.head_repo.git.drop_ref(f"refs/heads/{pull.head}")
    return shape.merge_request(q, made, full=True)


@R.on("PUT", MR + "/rebase", level=WRITE)
def rebase(q):
    try:
        pulls.update_head(q.store, request_of(q), q.user, rebase=True)
    except Refused as no:
        if no.why != "up_to_date":
            raise
    return 202, {"rebase_in_progress": True}


@R.on("GET", P + "/repository/commits/{sha}/merge_requests")
def of_commit(q):
    oid = q.repo.git.id(q.p["sha"])
    if oid is None:
        raise lost("Commit")
    found = [i for i in q.repo.issues.values() if i.pull and (
        oid in (i.pull.merge_id, i.pull.squash_id) or oid in pulls.commits(q.store, i))]
    return [shape.merge_request(q, i) for i in pages(q, found)]


# ---- notes ----------------------------------------------------------------

QUICK = re.compile(r"^/(label|unlabel|close|reopen|draft|ready|merge|assign|milestone|approve)"
                   r"\b *(.*)$", re.M)


@R.on("GET", MR + "/notes")
def notes(q):
    down = q.query.get("sort", "desc") == "desc"
    return [shape.note(q, c) for c in pages(q, request_of(q).comments[::-1 if down else 1])]


@R.on("POST", MR + "/notes")
def note_create(q):
    """Lines that are quick actions are done and taken out."""
    need(q, "body")
    made, text = request_of(q), q.body["body"]
    done = {}
    for name, rest in QUICK.findall(text):
        done[name] = rest
        labels = re.findall(r'~"?([^"~]+?)"?(?= |$)', rest)
        if name == "label":
            change(q, made, {"add_labels": labels})
        elif name == "unlabel":
            change(q, made, {"remove_labels": labels})
        elif name in ("close", "reopen"):
            q.store.set_state(made, "closed" if name == "close" else "open")
    text = QUICK.sub("", text).strip()
    if done and not text:
        return 202, {"commands_changes": done, "summary": ["Applied commands."]}
    return 201, shape.note(q, q.store.comment(made, q.user, text))


def note_of(q):
    found = [c for c in request_of(q).comments if c.id == q.number("note")]
    if not found:
        raise lost()
    return found[0]


@R.on("GET", MR + "/notes/{note}")
def note_get(q):
    return shape.note(q, note_of(q))


@R.on("PUT", MR + "/notes/{note}")
def note_edit(q):
    need(q, "body")
    made = note_of(q)
    if made.author is not q.user and q.store.level(q.repo, q.user) < ADMIN - 10:
        raise fail(403, "403 Forbidden")
    made.body, made.changed = q.body["body"], q.store.now()
    return shape.note(q, made)


@R.on("DELETE", MR + "/notes/{note}")
def note_delete(q):
    made = note_of(q)
    made.issue.comments.remove(made)
    return 204, None


# ---- issues, labels, milestones -------------------------------------------


@R.on("GET", P + "/issues")
def issues(q):
    return [shape.issue(q, i) for i in pages(q, listed(q, q.repo.issues.values(), "#"))]


@R.on("GET", P + "/labels")
def labels(q):
    return [shape.label(q.repo, m) for m in pages(q, list(q.repo.labels.values()))]


@R.on("POST", P + "/labels", level=WRITE)
def label_create(q):
    need(q, "name", "color")
    if q.body["name"] in q.repo.labels:
        raise fail(409, "Label already exists")
    made = q.store.label(q.repo, q.body["name"], make=True, color=q.body["color"].lstrip("#"),
                         description=q.body.get("description", ""))
    return 201, shape.label(q.repo, made)


@R.on("GET", P + "/labels/{label}")
def label_get(q):
    for made in q.repo.labels.values():
        if q.p["label"] in (made.name, str(made.id)):
            return shape.label(q.repo, made)
    raise lost("Label")


@R.on("GET", P + "/milestones")
def milestones(q):
    want = q.query
    found = [m for m in q.repo.milestones.values()
             if want.get("title") in (None, m.title) and (
                 want.get("state") in (None, "active" if m.state == "open" else "closed"))]
    return [shape.milestone(q, q.repo, m) for m in pages(q, found)]


@R.on("POST", P + "/milestones", level=WRITE)
def milestone_create(q):
    need(q, "title")
    if any(m.title == q.body["title"] for m in q.repo.milestones.values()):
        raise fail(400, {"title": ["has already been taken"]})
    return 201, shape.milestone(q, q.repo, q.store.milestone(q.repo, q.body["title"]))
