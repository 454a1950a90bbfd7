"""What the parts of the GitLab dialect share."""
from routing import Answer, Routes, page

R = Routes()
P = "/projects/{project}"
MR = P + "/merge_requests/{iid}"


def fail(status, message, headers=None):
    """message: text, a list, or {field: [texts]}"""
    return Answer(status, {"message": message}, headers)


def lost(what=""):
    return fail(404, f"404 {what} Not Found".replace("  ", " "))


def wrong(text):
    """What is wrong with the parameters."""
    return Answer(400, {"error": text})


def need(q, *names):
    lack = [n for n in names if q.body.get(n) in (None, "")]
    if lack:
        raise wrong(", ".join(f"{n} is missing" for n in lack))


def pages(q, items):
    """Link, and numbers of pages beside it."""
    part = page(q, items, usual=20)
    number, size, count, last = q.out["_page"]
    q.out.update({"X-Page": str(number), "X-Per-Page": str(size), "X-Total": str(count),
                  "X-Total-Pages": str(last),
                  "X-Next-Page": str(number + 1) if number < last else "",
                  "X-Prev-Page": str(number - 1) if number > 1 else ""})
    return part


def names_of(value):
    """"a,b" or ["a", "b"]"""
    if isinstance(value, str):
        value = value.split(",")
    return [n.strip() for n in value or [] if n.strip()]
