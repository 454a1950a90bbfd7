"""What the parts of the Gitea dialect share."""
from routing import Answer, Routes, page

R = Routes()
P = "/repos/{owner}/{repo}"


def fail(status, message):
    return Answer(status, {"message": message, "url": "/api/swagger"})


def lost(what="The target couldn't be found."):
    return Answer(404, {"message": what, "url": "/api/swagger", "errors": []})


def need(q, *names):
    for name in names:
        if q.body.get(name) in (None, ""):
            title = "".join(w.title() for w in name.split("_"))
            raise fail(422, f"[{title}]: Required")


def pages(q, items):
    part = page(q, items, key="limit", most=50)
    q.out["X-Total-Count"] = str(q.out["_page"][2])
    return part


def issue_of(q, pull=False):
    made = q.repo.issues.get(q.number("index"))
    if made is None or pull and not made.pull:
        raise lost()
    return made
