"""Gitea: releases, attachments, tags."""
import gitea_shape as shape
import releases
from gitea_frame import P, R, fail, lost, need, pages
from pulls import pushed
from routing import multipart
from store import WRITE


def asset_shape(q, made):
    return {"id": made.id, "name": made.name, "size": made.size, "download_count": 0,
            "created_at": made.made, "uuid": f"{made.id:08x}-0000-4000-8000-000000000000",
            "browser_download_url": f"{q.root}/attachments/{made.blob.file}"}


def release_shape(q, made):
    one = made.repo
    web = f"{q.root}/{one.full}"
    at = f"{q.api}/repos/{one.full}/releases/{made.id}"
    return {"id": made.id, "tag_name": made.tag, "name": made.name or "", "body": made.body or "",
            "target_commitish": made.target or one.git.head(), "url": at,
            "html_url": f"{web}/releases/tag/{made.tag}", "upload_url": at + "/assets",
            "tarball_url": f"{web}/archive/{made.tag}.tar.gz",
            "zipball_url": f"{web}/archive/{made.tag}.zip", "draft": made.draft,
            "prerelease": made.prerelease, "created_at": made.made,
            "published_at": made.published or made.made, "author": shape.user(q, made.author),
            "assets": [asset_shape(q, a) for a in made.assets]}


def release_of(q):
    made = q.repo.releases.get(q.number("id"))
    if made is None or made.draft and q.store.level(q.repo, q.user) < WRITE:
        raise lost()
    return made


@R.on("POST", P + "/releases", level=WRITE)
def create(q):
    body = q.body
    need(q, "tag_name")
    if releases.by_tag(q.repo, body["tag_name"]):
        raise fail(409, f"release tag already exist [tag_name: {body['tag_name']}]")
    made = releases.make(q.store, q.repo, q.user, body["tag_name"], body.get("target_commitish"),
                         draft=bool(body.get("draft")), name=body.get("name"),
                         body=body.get("body"), prerelease=bool(body.get("prerelease")),
                         message=body.get("tag_message"))
    return 201, release_shape(q, made)


@R.on("GET", P + "/releases")
def listing(q):
    may = q.store.level(q.repo, q.user) >= WRITE
    found = [r for r in q.repo.releases.values() if may or not r.draft]
    for key, name in (("draft", "draft"), ("pre-release", "prerelease")):
        if key in q.query:
            found = [r for r in found if getattr(r, name) == q.flag(key)]
    found.sort(key=lambda r: r.id, reverse=True)
    return [release_shape(q, r) for r in pages(q, found)]


@R.on("GET", P + "/releases/latest")
def latest(q):
    found = [r for r in q.repo.releases.values() if not r.draft and not r.prerelease]
    if not found:
        raise lost()
    return release_shape(q, found[-1])


@R.on("GET", P + "/releases/tags/{tag+}")
def by_tag(q):
    found = [r for r in releases.by_tag(q.repo, q.p["tag"]) if not r.draft]
    if not found:
        raise lost()
    return release_shape(q, found[0])


@R.on("GET", P + "/releases/{id}")
def get(q):
    return release_shape(q, release_of(q))


@R.on("PATCH", P + "/releases/{id}", level=WRITE)
def edit(q):
    made, body = release_of(q), q.body
    for key, name in (("tag_name", "tag"), ("name", "name"), ("body", "body"),
                      ("prerelease", "prerelease"), ("target_commitish", "target")):
        if body.get(key) is not None:
            setattr(made, name, body[key])
    if body.get("draft") is False and made.draft:
        releases.publish(q.store, made, q.user)
    elif body.get("draft"):
        made.draft = True
    return release_shape(q, made)


@R.on("DELETE", P + "/releases/{id}", level=WRITE)
def delete(q):
    releases.delete(q.repo, release_of(q))
    return 204, None


# ---- attachments ----------------------------------------------------------


@R.on("GET", P + "/releases/{id}/assets")
def assets(q):
    return [asset_shape(q, a) for a in release_of(q).assets]


@R.on("POST", P + "/releases/{id}/assets", level=WRITE, raw=True)
def upload(q):
    """A form, or the bytes; the same name twice is there twice."""
    made = release_of(q)
    if q.half:              # nothing is left of it
        raise fail(500, "unexpected EOF")
    if "multipart" in q.headers.get("Content-Type", ""):
        found = multipart(q, "attachment")
        if found is None:
            raise fail(400, "http: no such file")
        name, data = found
        name = q.query.get("name") or name
    else:
        name, data = q.query.get("name"), q.data
        if not name:
            raise fail(400, "the name is missing")
    asset = releases.add_asset(q.store, made, q.user, name, data, "application/octet-stream",
                               once=False)
    return 201, asset_shape(q, asset)


def asset_of(q):
    for asset in release_of(q).assets:
        if asset.id == q.number("asset"):
            return asset
    raise lost()


@R.on("GET", P + "/releases/{id}/assets/{asset}")
def asset_get(q):
    return asset_shape(q, asset_of(q))


@R.on("PATCH", P + "/releases/{id}/assets/{asset}", level=WRITE)
def asset_edit(q):
    made = asset_of(q)
    made.name = q.body.get("name", made.name)
    return 201, asset_shape(q, made)


@R.on("DELETE", P + "/releases/{id}/assets/{asset}", level=WRITE)
def asset_delete(q):
    made = asset_of(q)
    made.release.assets.remove(made)
    return 204, None


# ---- tags -----------------------------------------------------------------


def tag_shape(q, name):
    kind, oid = q.repo.git.object_of(f"refs/tags/{name}")
    commit = q.repo.git.tag(name)
    text = q.repo.git.run("for-each-ref", "--format=%(contents)", f"refs/tags/{name}")
    return {"name": name, "id": oid, "message": text if kind == "tag" else "",
            "commit": {"sha": commit, "created": q.repo.git.commit(commit)["cd"],
                       "url": f"{q.api}/repos/{q.repo.full}/git/commits/{commit}"},
            "zipball_url": f"{q.root}/{q.repo.full}/archive/{name}.zip",
            "tarball_url": f"{q.root}/{q.repo.full}/archive/{name}.tar.gz"}


@R.on("GET", P + "/tags/{tag+}")
def tag(q):
    if q.repo.git.tag(q.p["tag"]) is None:
        raise lost()
    return tag_shape(q, q.p["tag"])


@R.on("GET", P + "/tags")
def tags(q):
    return [tag_shape(q, n) for n, _ in pages(q, q.repo.git.refs("tags"))]


@R.on("POST", P + "/tags", level=WRITE)
def tag_create(q):
    need(q, "tag_name")
    name = q.body["tag_name"]
    if q.repo.git.tag(name):
        raise fail(409, f"tag already exists [name: {name}]")
    if any("create" in r.acts and q.user.login not in r.free
           for r in q.store.rules_of(q.repo, "tag", name)):
        raise fail(422, "user cannot create protected tag")
    releases.make_tag(q.store, q.repo, q.user, name, q.body.get("target"), q.body.get("message"))
    return 201, tag_shape(q, name)


@R.on("DELETE", P + "/tags/{tag+}", level=WRITE)
def tag_delete(q):
    name = q.p["tag"]
    old = q.repo.git.tag(name)
    if old is None:
        raise lost()
    if releases.by_tag(q.repo, name):
        raise fail(409, "a tag attached to a release cannot be deleted directly")
    q.repo.git.drop_ref(f"refs/tags/{name}")
    pushed(q.store, q.repo, f"refs/tags/{name}", old, "0" * 40, q.user)
    return 204, None
