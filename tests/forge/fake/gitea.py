"""Gitea and Forgejo: who may ask, and what they say in refusing."""
import base64
import json

import gitea_pulls  # noqa: F401
import gitea_issues  # noqa: F401
import gitea_releases  # noqa: F401
import gitea_repos  # noqa: F401
from gitea_frame import R, fail, lost
from releases import read_blob
from routing import Answer
from store import READ, Refused

BASE = "/api/v1"


def web(request):
    """What is no API: attachments, else a page for people."""
    part = request.path.strip("/").split("/")
    if part[0] == "attachments":
        for repo in request.store.repos.values():
            for release in repo.releases.values():
                for asset in release.assets:
                    if asset.blob.file == part[1]:
                        return Answer(200, read_blob(request.store, asset.blob.file),
                                      {"Content-Type": "application/octet-stream"})
    repo, _ = request.store.find("/".join(part[:2]))
    if repo and part[2:4] == ["releases", "download"] and len(part) == 6:
        for release in repo.releases.values():
            for asset in release.assets:
                if (release.tag, asset.name) == (part[4], part[5]):
                    return Answer(200, read_blob(request.store, asset.blob.file),
                                  {"Content-Type": "application/octet-stream"})
    return Answer(404, b"<html>404</html>", {"Content-Type": "text/html"})


def enter(request):
    kind, _, rest = request.headers.get("Authorization", "").partition(" ")
    secret = rest.strip() if kind.lower() in ("token", "bearer") else None
    if kind.lower() == "basic":
        secret = base64.b64decode(rest).decode().partition(":")[2]
    if secret is None:
        return
    request.token = request.store.tokens.get(secret)
    if request.token is None or request.token.revoked:
        raise fail(401, "user does not exist [uid: 0, name: ]")
    request.user = request.token.user


def find_repo(request):
    repo, moved = request.store.find(f"{request.p['owner']}/{request.p['repo']}")
    reach = request.token and request.token.only is not None
    if repo is None or request.store.level(repo, request.user) < READ or (
            reach and repo.full not in request.token.only):
        raise lost()
    if moved:
        old = f"/repos/{request.p['owner']}/{request.p['repo']}"
        to = f"{request.api}/repos/{repo.full}{request.inner[len(old):]}"
        query = request.target.partition("?")[2]
        raise Answer(301 if request.method in ("GET", "HEAD") else 307, "",
                     {"Location": to + ("?" + query if query else "")})
    request.repo = repo


def allowed(request, needs):
    writes = request.method not in ("GET", "HEAD")
    if (writes or needs.get("login")) and request.user is None:
        raise fail(401, "token is required")
    if writes and request.token.read:
        raise fail(403, "token does not have at least one of required scope(s), "
                        "required=[write:repository], token scope=read:repository")
    if request.repo is None:
        return
    if request.store.level(request.repo, request.user) < needs.get("level", 0):
        raise fail(403, "user should be an owner or a collaborator with admin write of a "
                        "repository" if needs["level"] >= 50 else
                        "user should have a permission to write to a repo")
    if writes and request.repo.archived:
        raise fail(423, f"{request.repo.full} is archived")


def serve(request):
    enter(request)
    function, request.p, needs = R.find(request.method, request.inner)
    if function is None:
        if needs is not None:
            raise Answer(405, "Method Not Allowed\n")
        raise Answer(404, "404 page not found\n")
    if "repo" in request.p:
        find_repo(request)
    allowed(request, needs)
    if not needs.get("raw") and request.data:
        try:
            if not isinstance(json.loads(request.data), dict):
                raise ValueError("json: cannot unmarshal into Go value")
        except ValueError as e:
            raise fail(422, f"[]: {e}") from None
    try:
        made = function(request)
    except Refused as no:
        raise refusal(no) from None
    if not isinstance(made, Answer):
        made = Answer(*made) if isinstance(made, tuple) else Answer(200, made)
    return finish(request, made)


def finish(request, answer):
    answer.headers.update({k: v for k, v in request.out.items() if k[0] != "_"})
    answer.headers.setdefault("Cache-Control", "max-age=0, private, must-revalidate")
    return answer


def refusal(no):
    why, info = no.why, no.info
    if why == "exists":
        i = info.issue
        return fail(409, "pull request already exists for these targets [id: "
                         f"{i.id}, issue_id: {i.id}, head_repo_id: {i.pull.head_repo.id}, "
                         f"base_repo_id: {i.repo.id}, head_branch: {i.pull.head}, "
                         f"base_branch: {i.pull.base}]")
    if why in ("head_missing", "base_missing"):
        return lost()
    if why == "no_commits":
        return fail(422, "There are no changes between the head and the base")
    if why == "sha":
        return fail(409, "head out of date")
    if why == "conflict":
        return fail(409, "Merge conflict")
    if why in ("checks", "approvals"):
        return fail(405, "Does not have enough approvals" if why == "approvals"
                    else "Not all required status checks successful")
    if why == "draft":
        return fail(405, "Work in progress PRs cannot be merged")
    if why == "not_open":
        return lost()
    if why == "unchecked":
        return fail(405, "Please try again later")
    if why == "method":
        return fail(405, f"{info.name} is not allowed an allowed merge style for this repository")
    if why == "no_right":
        return fail(405, "User not allowed to merge PR")
    if why == "not_ff":
        return fail(409, "Merge Diverging")
    if why == "merged":
        return fail(412, "cannot change state of a merged pull request")
    if why in ("not_collaborator", "author"):
        return fail(422, f"Reviewer can't be requested [user: {info.login}]")
    if why == "own":
        return fail(422, "approve your own pull is not allowed")
    if why == "no_target":
        return lost()
    return fail(422, why)
