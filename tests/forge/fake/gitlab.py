"""GitLab: who may ask, what it says in refusing, limits and conditional requests."""
import hashlib
import json
import time

import gitlab_ci  # noqa: F401
import gitlab_merge  # noqa: F401
import gitlab_project  # noqa: F401
import gitlab_releases  # noqa: F401
from gitlab_frame import R, fail, lost
from releases import read_blob
from routing import Answer
from store import READ, Refused

BASE = "/api/v4"


def web(request):
    """Files that were uploaded or hang on a release, else a page for people."""
    for repo in request.store.repos.values():
        start = f"/-/project/{repo.id}/uploads/"
        if request.path.startswith(start):
            file = repo.uploads.get(request.path[len(start):])
            return Answer(200, read_blob(request.store, file.file)) if file else Answer(404)
        for release in repo.releases.values():
            for link in release.links:
                if link.path and request.path == (f"/{repo.full}/-/releases/{release.tag}/"
                                                  f"downloads{link.path}"):
                    return Answer(302, "", {"Location": link.url})
    return Answer(404, b"<html>404</html>", {"Content-Type": "text/html"})


def enter(request):
    head = request.headers
    secret = head.get("PRIVATE-TOKEN") or head.get("JOB-TOKEN")
    kind, _, rest = head.get("Authorization", "").partition(" ")
    if secret is None and kind.lower() == "bearer":
        secret = rest.strip()
    if secret is None or secret == "":
        return
    request.token = request.store.tokens.get(secret)
    if request.token is None or request.token.revoked or (
            request.token.job != ("JOB-TOKEN" in head)):
        raise fail(401, "401 Unauthorized")
    request.user = request.token.user


def find_project(request):
    repo, moved = request.store.find(request.p["project"])
    reach = request.token and request.token.only is not None
    if repo is None or request.store.level(repo, request.user) < READ or (
            reach and repo.full not in request.token.only):
        raise lost("Project")
    if moved:
        if request.method not in ("GET", "HEAD"):
            raise fail(405, "Non GET methods are not allowed for moved projects")
        rest = request.inner.split("/", 3)
        to = f"{request.api}/projects/{repo.id}" + ("/" + rest[3] if len(rest) > 3 else "")
        query = request.target.partition("?")[2]
        to += "?" + query if query else ""
        raise Answer(301, f"This resource has been moved permanently to {to}", {"Location": to})
    request.repo = repo


def allowed(request, needs):
    writes = request.method not in ("GET", "HEAD")
    if (writes or needs.get("login")) and request.user is None:
        raise fail(401, "401 Unauthorized")
    if request.token and request.token.job and not needs.get("job"):
        raise lost() if writes else fail(403, "403 Forbidden")
    if writes and request.token.read:
        raise Answer(403, {"error": "insufficient_scope", "error_description":
                           "The request requires higher privileges than provided by the access "
                           "token.", "scope": "api"})
    if request.repo is None:
        return
    if request.store.level(request.repo, request.user) < needs.get("level", 0):
        raise fail(needs.get("no", 403), "401 Unauthorized" if needs.get("no") == 401
                   else "403 Forbidden")
    if writes and request.repo.archived:
        raise fail(403, "403 Forbidden")


def serve(request):
    enter(request)
    function, request.p, needs = R.find(request.method, request.inner)
    if function is None:
        if needs is not None:
            raise Answer(405, {"error": "405 Not Allowed"})
        raise Answer(404, {"error": "404 Not Found"})
    if "project" in request.p:
        find_project(request)
    allowed(request, needs)
    if not needs.get("raw") and request.data:
        try:
            if not isinstance(request.body, dict):
                raise ValueError
        except ValueError as e:
            raise Answer(400, {"error": f"Problem processing request: {e}"}) from None
    try:
        made = function(request)
    except Refused as no:
        raise refusal(no) from None
    if not isinstance(made, Answer):
        made = Answer(*made) if isinstance(made, tuple) else Answer(200, made)
    return finish(request, made)


def finish(request, answer):
    answer.headers.update({k: v for k, v in request.out.items() if k[0] != "_"})
    if answer.json is not None:
        answer.headers["Content-Type"] = "application/json"
    answer.headers["X-Gitlab-Meta"] = json.dumps({"correlation_id": "fake", "version": "1"})
    if request.method in ("GET", "HEAD") and answer.status == 200 and answer.json is not None:
        tag = 'W/"%s"' % hashlib.md5(answer.data, usedforsecurity=False).hexdigest()
        answer.headers.update({"ETag": tag,
                               "Cache-Control": "max-age=0, private, must-revalidate"})
        if tag in request.headers.get("If-None-Match", ""):
            answer = Answer(304, None, answer.headers)
    if request.token:
        request.token.rest -= 1
        answer.headers.update({
            "RateLimit-Limit": "2000", "RateLimit-Name": "throttle_authenticated_api",
            "RateLimit-Observed": str(5000 - request.token.rest),
            "RateLimit-Remaining": str(request.token.rest),
            "RateLimit-Reset": str(int(time.time()) + 60)})
    return answer


def refusal(no):
    why, info = no.why, no.info
    if why == "exists":
        return fail(409, ["Another open merge request already exists for this source branch: "
                          f"!{info.issue.number}"])
    if why == "head_missing":
        return fail(400, {"source_branch": ["does not exist"]})
    if why == "base_missing":
        return fail(400, {"target_branch": ["does not exist"]})
    if why == "sha":
        return fail(409, f"SHA does not match HEAD of source branch: {info.head}")
    if why == "no_right":
        return fail(401, "401 Unauthorized")
    if why in ("draft", "not_open", "conflict", "approvals", "checks", "not_ff", "unchecked"):
        return fail(405, "405 Method Not Allowed")
    if why == "no_target":
        return fail(422, "Target  is invalid" if info.target else "Ref is not specified")
    return fail(400, why)
