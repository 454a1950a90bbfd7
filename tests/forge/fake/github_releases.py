"""GitHub: releases and their assets."""
import urllib.parse

import github_shape as shape
import releases
from github_frame import R, fail, fits, gone, missing
from routing import Answer, page
from store import WRITE, Refused

P = "/repos/{owner}/{repo}"


def uploads(q):
    """Where assets are sent to: another base than the API's, but for a proxy."""
    if q.store.proxied:
        return q.api
    return q.root + ("/api/uploads" if q.prefix else "/uploads")


def asset_shape(q, made):
    one = made.release.repo
    at = f"{q.api}/repos/{one.full}/releases/assets/{made.id}"
    tag = urllib.parse.quote(made.release.tag)
    return {"url": at, "id": made.id, "node_id": shape.node("ReleaseAsset", made.id),
            "browser_download_url": f"{q.root}/{one.full}/releases/download/{tag}/"
                                    f"{urllib.parse.quote(made.name)}",
            "name": made.name, "label": made.label, "content_type": made.kind,
            "state": "uploaded" if made.whole else "starter", "size": made.size,
            "digest": f"sha256:{made.sha256}" if made.whole else None, "download_count": 0,
            "created_at": made.made, "updated_at": made.made,
            "uploader": shape.user(q, made.author)}


def release_shape(q, made):
    one = made.repo
    at = f"{q.api}/repos/{one.full}/releases/{made.id}"
    page_of = f"untagged-{made.id:x}" if made.draft else urllib.parse.quote(made.tag)
    return {"url": at, "assets_url": at + "/assets", "id": made.id,
            "upload_url": f"{uploads(q)}/repos/{one.full}/releases/{made.id}/assets{{?name,label}}",
            "html_url": f"{q.root}/{one.full}/releases/tag/{page_of}",
            "node_id": shape.node("Release", made.id), "tag_name": made.tag,
            "target_commitish": made.target or one.git.head(), "name": made.name,
            "body": made.body, "draft": made.draft, "prerelease": made.prerelease,
            "immutable": made.immutable, "created_at": made.made, "published_at": made.published,
            "author": shape.user(q, made.author),
            "tarball_url": None if made.draft else f"{q.api}/repos/{one.full}/tarball/{made.tag}",
            "zipball_url": None if made.draft else f"{q.api}/repos/{one.full}/zipball/{made.tag}",
            "assets": [asset_shape(q, a) for a in made.assets]}


def release_of(q):
    made = q.repo.releases.get(q.number("id"))
    if made is None or made.draft and q.store.level(q.repo, q.user) < WRITE:
        raise gone()
    return made


def visible(q):
    """Newest first; drafts only for those who may push."""
    may = q.store.level(q.repo, q.user) >= WRITE
    return sorted((r for r in q.repo.releases.values() if may or not r.draft),
                  key=lambda r: r.id, reverse=True)


def check_latest(body):
    if body.get("make_latest", "true") not in ("true", "false", "legacy"):
        raise fail(422, "Validation Failed", {"resource": "Release", "field": "make_latest",
                                              "code": "invalid"})


@R.on("POST", P + "/releases", level=WRITE)
def create(q):
    fits(q, "Release", 125000)
    body, tag = q.body, q.body.get("tag_name")
    if not tag:
        raise missing("Release", "tag_name")
    check_latest(body)
    if any(not r.draft for r in releases.by_tag(q.repo, tag)) and not body.get("draft"):
        raise fail(422, "Validation Failed", {"resource": "Release", "code": "already_exists",
                                              "field": "tag_name"})
    draft = bool(body.get("draft"))
    if draft and body.get("make_latest") == "true" and body.get("prerelease"):
        raise fail(422, "Validation Failed", "Latest release cannot be draft or prerelease.")
    text = body.get("body")
    if body.get("generate_release_notes"):
        text = (text + "\n" if text else "") + notes(q.repo, tag)["body"]
    made = releases.make(q.store, q.repo, q.user, tag, body.get("target_commitish"), draft=draft,
                         name=body.get("name") or None, body=text,
                         prerelease=bool(body.get("prerelease")),
                         latest=body.get("make_latest", "true"))
    out = release_shape(q, made)
    return Answer(201, out, {"Location": out["url"]})


@R.on("GET", P + "/releases")
def listing(q):
    return [release_shape(q, r) for r in page(q, visible(q))]


@R.on("GET", P + "/releases/latest")
def latest(q):
    found = [r for r in visible(q) if not r.draft and not r.prerelease and r.latest != "false"]
    if not found:
        raise gone()
    return release_shape(q, found[0])


@R.on("GET", P + "/releases/tags/{tag+}")
def by_tag(q):
    found = [r for r in releases.by_tag(q.repo, q.p["tag"]) if not r.draft]
    if not found:
        raise gone()
    return release_shape(q, found[0])


@R.on("GET", P + "/releases/{id}")
def get(q):
    return release_shape(q, release_of(q))


@R.on("PATCH", P + "/releases/{id}", level=WRITE)
def edit(q):
    fits(q, "Release", 125000)
    made, body = release_of(q), q.body
    check_latest(body)
    tag = body.get("tag_name")
    if tag and tag != made.tag:
        if made.immutable:
            raise fail(422, "Validation Failed", {
                "resource": "Release", "field": "tag_name", "code": "custom",
                "message": "tag_name cannot be changed on an immutable release"})
        if any(not r.draft for r in releases.by_tag(q.repo, tag)):
            raise fail(422, "Validation Failed", {"resource": "Release", "field": "tag_name",
                                                  "code": "already_exists"})
        made.tag = tag
    if body.get("draft") is False and made.draft:
        if any(not r.draft for r in releases.by_tag(q.repo, made.tag)):
            raise fail(422, "Validation Failed", {"resource": "Release", "field": "tag_name",
                                                  "code": "already_exists"})
        if made.tag in q.repo.burnt:
            raise Refused("burnt")
        made.target = body.get("target_commitish", made.target)
        releases.publish(q.store, made, q.user)
    elif body.get("draft"):
        made.draft, made.published = True, None
    for key, name in (("name", "name"), ("body", "body"), ("prerelease", "prerelease"),
                      ("target_commitish", "target"), ("make_latest", "latest")):
        if key in body:
            setattr(made, name, body[key])
    return release_shape(q, made)


@R.on("DELETE", P + "/releases/{id}", level=WRITE)
def delete(q):
    releases.delete(q.repo, release_of(q))
    return 204, None


def notes(repo, tag):
    tip = repo.git.tag(tag) or repo.git.id(repo.git.head())
    merged = [i for i in repo.issues.values() if i.pull and i.pull.merge_id
              and repo.git.has(i.pull.merge_id, tip)]
    text = "## What's Changed\n" + "".join(
        f"* {i.title} by @{i.author.login} in #{i.number}\n" for i in merged)
    return {"name": tag, "body": text + f"\n\n**Full Changelog**: {repo.full}/commits/{tag}"}


@R.on("POST", P + "/releases/generate-notes", level=WRITE)
def generate(q):
    if not q.body.get("tag_name"):
        raise missing("Release", "tag_name")
    return notes(q.repo, q.body["tag_name"])


# ---- assets ---------------------------------------------------------------


@R.on("GET", P + "/releases/{id}/assets")
def assets(q):
    return [asset_shape(q, a) for a in page(q, release_of(q).assets)]


@R.on("POST", P + "/releases/{id}/assets", level=WRITE, raw=True)
def upload(q):
    """Only at the place that upload_url names."""
    if "/uploads" not in q.prefix and not q.store.proxied:
        raise gone()
    name = q.query.get("name")
    if not name:
        raise missing("ReleaseAsset", "name")
    if not q.data and not q.half:
        raise fail(400, "Bad Content-Length: 0")
    if not q.headers.get("Content-Type"):
        raise fail(400, "Content-Type is required")
    # what is no letter, digit, -, _, + or . becomes a dot
    name = "".join(c if c.isascii() and c.isalnum() or c in "-_+.@" else "." for c in name)
    made = releases.add_asset(q.store, release_of(q), q.user, name, q.data,
                              q.headers["Content-Type"], q.query.get("label") or None)
    if q.half:              # it stands in the way of the next
        made.whole, made.size = False, 0
    out = asset_shape(q, made)
    return Answer(201, out, {"Location": out["url"]})


def asset_of(q):
    made = releases.find_asset(q.repo, q.number("id"))
    if made is None:
        raise gone()
    return made


@R.on("GET", P + "/releases/assets/{id}")
def asset_get(q):
    """octet-stream: the file, on another host."""
    made = asset_of(q)
    if "octet-stream" in q.headers.get("Accept", ""):
        port = q.root.rpartition(":")[2]
        other = "127.0.0.1" if "//localhost" in q.root else "localhost"
        scheme = q.root.partition(":")[0]
        return Answer(302, "", {"Location": f"{scheme}://{other}:{port}/__blob/{made.blob.file}"})
    return asset_shape(q, made)


@R.on("PATCH", P + "/releases/assets/{id}", level=WRITE)
def asset_edit(q):
    made, body = asset_of(q), q.body
    if made.release.immutable:
        raise fail(422, "Cannot edit assets of an immutable release.")
    name = body.get("name", made.name)
    if any(a.name == name and a is not made for a in made.release.assets):
        raise Refused("asset_exists", name=name)
    made.name, made.label = name, body.get("label", made.label)
    return asset_shape(q, made)


@R.on("DELETE", P + "/releases/assets/{id}", level=WRITE)
def asset_delete(q):
    made = asset_of(q)
    if made.release.immutable:
        raise fail(422, "Cannot delete asset from an immutable release")
    made.release.assets.remove(made)
    return 204, None


@R.on("GET", P + "/immutable-releases", level=50, hidden=True)
def immutable(q):
    if not q.repo.immutable:
        raise gone()
    return {"enabled": True, "enforced_by_owner": False}
