"""GitHub: who may ask, what it says in refusing, limits and conditional requests."""
import hashlib
import json
import time

import github_ci  # noqa: F401
import github_graphql  # noqa: F401
import github_issues  # noqa: F401
import github_pulls  # noqa: F401
import github_releases  # noqa: F401
import github_repos  # noqa: F401
import github_rules  # noqa: F401
from github_frame import R, fail
from releases import read_blob
from routing import Answer
from store import READ, Refused

BASE = "/api/v3"
VERSIONS = ("2022-11-28", "2026-03-10")


def web(request):
    """What is no API: files of releases, else a page for people."""
    part = request.path.strip("/").split("/", 5)
    repo, _ = request.store.find("/".join(part[:2]))
    if repo and part[2:4] == ["releases", "download"] and len(part) == 6:
        for release in repo.releases.values():
            for asset in release.assets:
                if (release.tag, asset.name) == (part[4], part[5]) and not release.draft:
                    return Answer(200, read_blob(request.store, asset.blob.file),
                                  {"Content-Type": "application/octet-stream"})
    return Answer(404, b"<html>404</html>", {"Content-Type": "text/html"})


def secret_of(request):
    kind, _, rest = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() in ("bearer", "token"):
        return rest.strip()
    if kind.lower() == "basic":
        import base64
        return base64.b64decode(rest).decode().partition(":")[2]
    return None


def enter(request):
    """Who is it?  A bad token is refused even where none is needed."""
    if not request.headers.get("User-Agent"):
        raise Answer(403, "Request forbidden by administrative rules. Please make sure your "
                          "request has a User-Agent header. Missing or invalid User Agent "
                          "string.\n")
    version = request.headers.get("X-GitHub-Api-Version", VERSIONS[0])
    if version not in VERSIONS:
        raise fail(400, f'"{version}" is not a supported version of the API')
    request.version = version
    secret = secret_of(request)
    if secret is None:
        return
    request.token = request.store.tokens.get(secret)
    if request.token is None or request.token.revoked:
        raise fail(401, "Bad credentials")
    request.user = request.token.user


def find_repo(request):
    name = f"{request.p['owner']}/{request.p['repo']}"
    repo, moved = request.store.find(name)
    reach = request.token and request.token.only is not None
    if repo is None or request.store.level(repo, request.user) < READ or (
            reach and repo.full not in request.token.only):
        raise fail(404, "Not Found")
    if moved:
        to = f"{request.api}/repositories/{repo.id}"
        rest = request.inner.split("/", 4)
        to += "/" + rest[4] if len(rest) > 4 else ""
        query = request.target.partition("?")[2]
        raise Answer(301 if request.method in ("GET", "HEAD") else 307,
                     {"message": "Moved Permanently", "url": to, "documentation_url":
                      "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api"
                      "#follow-redirects"}, {"Location": to + ("?" + query if query else "")})
    request.repo = repo


def by_id(request):
    """/repositories/<id>/... is /repos/<owner>/<name>/..."""
    part = request.inner.split("/", 3)
    if part[1] == "repositories":
        repo, _ = request.store.find(part[2])
        if repo:
            request.inner = f"/repos/{repo.full}" + ("/" + part[3] if len(part) > 3 else "")


def allowed(request, needs):
    level = needs.get("level", 0)
    writes = request.method not in ("GET", "HEAD")
    if (writes or needs.get("login")) and request.user is None:
        raise fail(401, "Requires authentication")
    if writes and request.token.read:
        raise Answer(403, {"message": "Resource not accessible by personal access token",
                           "documentation_url": "https://docs.github.com/rest", "status": "403"},
                     {"X-Accepted-GitHub-Permissions": "contents=write; pull_requests=write"})
    if request.repo is None:
        return
    if request.store.level(request.repo, request.user) < level:
        if needs.get("hidden"):
            raise fail(404, "Not Found")
        raise fail(403, "Must have admin rights to Repository." if level >= 50
                   else "Resource not accessible by personal access token")
    if writes and request.repo.archived:
        raise fail(403, "Repository was archived so is read-only.")


def serve(request):
    enter(request)
    by_id(request)
    function, request.p, needs = R.find(request.method, request.inner)
    if function is None:
        raise fail(404, "Not Found")
    if "repo" in request.p:
        find_repo(request)
    allowed(request, needs)
    if not needs.get("raw") and request.data:
        try:
            if not isinstance(json.loads(request.data), dict):
                raise fail(400, "Body should be a JSON object")
        except ValueError:
            raise fail(400, "Problems parsing JSON") from None
    try:
        made = function(request)
    except Refused as no:
        raise refusal(no) from None
    if not isinstance(made, Answer):
        made = Answer(*made) if isinstance(made, tuple) else Answer(200, made)
    return finish(request, made)


def finish(request, answer):
    answer.headers.update({k: v for k, v in request.out.items() if k[0] != "_"})
    answer.headers["X-GitHub-Media-Type"] = "github.v3; format=json"
    answer.headers["X-GitHub-Request-Id"] = "F0E0:%X" % len(request.data)
    if request.prefix == BASE:
        answer.headers["X-GitHub-Enterprise-Version"] = "3.19.0"
    if request.method in ("GET", "HEAD") and answer.status == 200 and answer.json is not None:
        tag = 'W/"%s"' % hashlib.sha256(answer.data).hexdigest()
        answer.headers.update({"ETag": tag, "Cache-Control": "private, max-age=60, s-maxage=60"})
        if tag in request.headers.get("If-None-Match", ""):
            answer = Answer(304, None, answer.headers)
    if request.token:
        if answer.status != 304:
            request.token.rest -= 1
        answer.headers.update({
            "X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": str(request.token.rest),
            "X-RateLimit-Used": str(5000 - request.token.rest),
            "X-RateLimit-Reset": str(int(time.time()) + 3600),
            "X-RateLimit-Resource": "search" if "/search/" in request.inner else "core"})
    return answer


def refusal(no):
    """The forge's own words for what the model refuses."""
    why, info = no.why, no.info
    if why == "head_missing":
        return fail(422, "Validation Failed", {"resource": "PullRequest", "field": "head",
                                               "code": "invalid"})
    if why == "base_missing":
        return fail(422, "Validation Failed", {"resource": "PullRequest", "field": "base",
                                               "code": "invalid"})
    if why == "no_commits":
        return fail(422, "Validation Failed", {
            "resource": "PullRequest", "code": "custom",
            "message": f"No commits between {info.base} and {info.head}"})
    if why == "exists":
        owner = info.issue.pull.head_repo.owner
        return fail(422, "Validation Failed", {
            "resource": "PullRequest", "code": "custom",
            "message": f"A pull request already exists for {owner}:{info.head}."})
    if why == "merged":
        return fail(422, "Validation Failed", {
            "resource": "PullRequest", "code": "custom", "field": "state",
            "message": "state cannot be changed. The pull request cannot be reopened."})
    if why == "sha":
        return fail(409, "Head branch was modified. Review and try the merge again.")
    if why == "conflict":
        return fail(405, "Pull Request is not mergeable")
    if why in ("not_open", "draft"):
        return fail(405, "Pull Request is still a draft" if why == "draft"
                    else "Pull Request is not mergeable")
    if why == "approvals":
        return fail(405, f"At least {info.needed} approving review is required by reviewers with "
                         "write access.")
    if why == "checks":
        return fail(405, f'Required status check "{info.missing[0]}" is expected.')
    if why == "method":
        return fail(405, f"{info.name} merges are not allowed on this repository.")
    if why == "no_right":
        return fail(403, "Resource not accessible by personal access token")
    if why == "not_collaborator":
        return fail(422, "Reviews may only be requested from collaborators. One or more of the "
                         "users or teams you specified is not a collaborator of the repository.")
    if why == "author":
        return fail(422, "Review cannot be requested from pull request author.")
    if why == "own":
        return fail(422, "Unprocessable Entity", "Can not approve your own pull request")
    if why == "asset_exists":
        return fail(422, "Validation Failed", {"resource": "ReleaseAsset", "field": "name",
                                               "code": "already_exists"})
    if why == "immutable":
        return fail(422, "Cannot upload assets to an immutable release.")
    if why == "burnt":
        return fail(422, "Validation Failed", {
            "resource": "Release", "field": "tag_name", "code": "custom",
            "message": "tag_name was used by an immutable release"})
    if why == "no_target":
        return fail(422, "Validation Failed", {"resource": "Release", "code": "invalid",
                                               "field": "target_commitish"})
    if why == "up_to_date":
        return fail(422, "There are no new commits on the base branch.")
    return fail(422, why)
