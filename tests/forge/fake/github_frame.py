"""What the parts of the GitHub dialect share."""
import pulls
from routing import Answer, Routes
from store import WRITE, Refused

R = Routes()


def fail(status, message, *errors):
    """errors: objects or plain strings, as GitHub sends both."""
    body = {"message": message, "documentation_url": "https://docs.github.com/rest",
            "status": str(status)}
    if errors:
        body["errors"] = list(errors)
    return Answer(status, body)


def gone():
    return fail(404, "Not Found")


def issue_of(request, name="number", pull=True):
    issue = request.repo.issues.get(request.number(name))
    if issue is None or pull and not issue.pull:
        raise gone()
    return issue


def missing(resource, field):
    return fail(422, "Validation Failed", {"resource": resource, "field": field,
                                           "code": "missing_field"})


def may_edit(q, issue):
    if q.store.level(q.repo, q.user) < WRITE and issue.author is not q.user:
        raise fail(403, "Resource not accessible by personal access token")


def change(q, issue, body):
    if body.get("state") == "open" and issue.state == "closed" and issue.pull:
        pull = issue.pull
        if pull.head_repo.git.branch(pull.head) is None:
            raise fail(422, "Validation Failed", {
                "resource": "PullRequest", "code": "custom", "field": "state",
                "message": f"state cannot be changed. The {pull.head} branch has been deleted."})
        there = pulls.find_open(q.repo, pull.head_repo, pull.head, pull.base)
        if there:
            raise Refused("exists", issue=there, head=pull.head)
    if body.get("state"):
        q.store.set_state(issue, body["state"])
    for key in ("title", "body"):
        if body.get(key) is not None and body[key] != getattr(issue, key):
            setattr(issue, key, body[key])
            issue.changed = q.store.now()


def fits(q, resource, most):
    """A text that GitHub takes."""
    if len(q.body.get("body") or "") > most:
        raise fail(422, "Validation Failed", {
            "resource": resource, "field": "body", "code": "custom",
            "message": f"body is too long (maximum is {most} characters)"})
