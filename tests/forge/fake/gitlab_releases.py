"""GitLab: releases, their links, generic packages and uploads."""
import hashlib
import urllib.parse
from types import SimpleNamespace as Thing

import gitlab_shape as shape
import releases
from gitlab_frame import P, R, fail, lost, need, pages
from routing import Answer, multipart
from store import WRITE, Refused

RELEASE = P + "/releases/{tag}"
LINK = RELEASE + "/assets/links/{link}"


def link_shape(q, link):
    one = link.release.repo
    direct = (f"{q.root}/{one.full}/-/releases/{link.release.tag}/downloads{link.path}"
              if link.path else link.url)
    return {"id": link.id, "name": link.name, "url": link.url, "direct_asset_url": direct,
            "link_type": link.kind}


def release_shape(q, made):
    one = made.repo
    web = f"{q.root}/{one.full}/-/releases/{urllib.parse.quote(made.tag)}"
    tip = one.git.tag(made.tag)
    return {"tag_name": made.tag, "name": made.name or made.tag, "description": made.body,
            "created_at": made.made, "released_at": made.released or made.published,
            "upcoming_release": bool(made.released and made.released > q.store.now()),
            "author": shape.user(q, made.author), "commit_path": f"/{one.full}/-/commit/{tip}",
            "commit": shape.commit(q, one, tip) if tip else None,
            "tag_path": f"/{one.full}/-/tags/{made.tag}", "evidences": [],
            "milestones": [shape.milestone(q, one, m) for m in made.milestones],
            "assets": {"count": len(made.links) + 4,
                       "sources": [{"format": f, "url": f"{q.root}/{one.full}/-/archive/"
                                    f"{made.tag}/{one.name}-{made.tag}.{f}"}
                                   for f in ("zip", "tar.gz", "tar.bz2", "tar")],
                       "links": [link_shape(q, k) for k in made.links[::-1]]},
            "_links": {"self": web, "edit_url": web + "/edit"}}


def release_of(q):
    found = releases.by_tag(q.repo, q.p["tag"])
    if not found:
        raise lost()
    return found[0]


def milestones_of(q, titles):
    found = {m.title: m for m in q.repo.milestones.values()}
    strange = [t for t in titles or [] if t not in found]
    if strange:
        raise fail(400, f"Milestone(s) not found: {', '.join(strange)}")
    return [found[t] for t in titles or []]


def add_link(q, made, body):
    for key, what in (("name", body.get("name")), ("url", body.get("url"))):
        if any(getattr(k, key) == what for k in made.links):
            raise fail(400, {key: ["has already been taken"]})
    path = body.get("direct_asset_path") or body.get("filepath")
    if path and not path.startswith("/"):
        raise fail(400, {"filepath": ["is in an invalid format"]})
    if not body["url"].startswith(("http://", "https://", "ftp://")):
        raise fail(400, {"url": ["is blocked: Only allowed schemes are http, https, ftp"]})
    kind = body.get("link_type", "other")
    if kind not in ("other", "runbook", "image", "package"):
        raise Answer(400, {"error": "link_type does not have a valid value"})
    link = Thing(id=q.store.id(), release=made, name=body["name"], url=body["url"], path=path,
                 kind=kind)
    made.links.append(link)
    return link


@R.on("POST", P + "/releases", level=WRITE, job=True)
def create(q):
    body = q.body
    need(q, "tag_name")
    if releases.by_tag(q.repo, body["tag_name"]):
        raise fail(409, "Release already exists")
    if q.repo.git.tag(body["tag_name"]) is None and not body.get("ref"):
        raise Refused("no_target", target=None)
    links = (body.get("assets") or {}).get("links", [])
    if len({k.get("name") for k in links}) < len(links):
        raise fail(400, "Validation failed: Links have duplicate values (name)")
    made = releases.make(q.store, q.repo, q.user, body["tag_name"], body.get("ref"),
                         name=body.get("name"), body=body.get("description"),
                         message=body.get("tag_message"), released=body.get("released_at"),
                         milestones=milestones_of(q, body.get("milestones")))
    for one in links:
        add_link(q, made, one)
    return 201, release_shape(q, made)


@R.on("GET", P + "/releases", job=True)
def listing(q):
    found = sorted(q.repo.releases.values(), key=lambda r: (r.released or r.published, r.id),
                   reverse=q.query.get("sort", "desc") == "desc")
    return [release_shape(q, r) for r in pages(q, found)]


@R.on("GET", RELEASE, job=True)
def get(q):
    return release_shape(q, release_of(q))


@R.on("PUT", RELEASE, level=WRITE, job=True)
def edit(q):
    made, body = release_of(q), q.body
    for key, name in (("name", "name"), ("description", "body"), ("released_at", "released")):
        if key in body:
            setattr(made, name, body[key])
    if "milestones" in body:
        made.milestones = milestones_of(q, body["milestones"])
    return release_shape(q, made)


@R.on("DELETE", RELEASE, level=WRITE, job=True)
def delete(q):
    """The tag stays; what it was is told once more."""
    made = release_of(q)
    out = release_shape(q, made)
    releases.delete(q.repo, made)
    return out


# ---- links ----------------------------------------------------------------


@R.on("GET", RELEASE + "/assets/links", job=True)
def links(q):
    return [link_shape(q, k) for k in pages(q, release_of(q).links[::-1])]


@R.on("POST", RELEASE + "/assets/links", level=WRITE, job=True)
def link_create(q):
    need(q, "name", "url")
    return 201, link_shape(q, add_link(q, release_of(q), q.body))


def link_of(q):
    for link in release_of(q).links:
        if link.id == q.number("link"):
            return link
    raise lost()


@R.on("GET", LINK, job=True)
def link_get(q):
    return link_shape(q, link_of(q))


@R.on("PUT", LINK, level=WRITE, job=True)
def link_edit(q):
    link = link_of(q)
    for key, name in (("name", "name"), ("url", "url"), ("direct_asset_path", "path"),
                      ("link_type", "kind")):
        if key in q.body:
            setattr(link, name, q.body[key])
    return link_shape(q, link)


@R.on("DELETE", LINK, level=WRITE, job=True)
def link_delete(q):
    link = link_of(q)
    link.release.links.remove(link)
    return link_shape(q, link)


# ---- generic packages -----------------------------------------------------

FILE = P + "/packages/generic/{name}/{version}/{file+}"


def package(q, make=False):
    key = (q.p["name"], q.p["version"])
    for one in q.repo.packages.values():
        if (one.name, one.version) == key:
            return one
    if not make:
        raise lost()
    made = Thing(id=q.store.id(), name=key[0], version=key[1], files=[], made=q.store.now())
    q.repo.packages[made.id] = made
    return made


def file_shape(one, file):
    return {"id": file.id, "package_id": one.id, "created_at": file.made, "size": file.blob.size,
            "file_name": file.name, "file_sha256": file.blob.sha256, "file_md5": None,
            "file_sha1": None}


@R.on("PUT", FILE, level=WRITE, job=True, raw=True)
def package_put(q):
    """Sent twice, it is there twice, unless the project forbids that."""
    if q.half:              # nothing is left of it
        raise fail(500, "500 Internal Server Error")
    if not all(c.isalnum() or c in "-._" for c in q.p["name"] + q.p["version"]):
        raise Answer(400, {"error": "package_name is invalid"})
    one = package(q, make=True)
    if getattr(q.repo, "once", False) and any(f.name == q.p["file"] for f in one.files):
        raise fail(403, "403 Forbidden")
    file = Thing(id=q.store.id(), name=q.p["file"], made=q.store.now(),
                 blob=releases.keep_blob(q.store, q.data))
    one.files.append(file)
    if q.query.get("select") == "package_file":
        return 201, file_shape(one, file)
    return 201, {"message": "201 Created"}


@R.on("GET", FILE, job=True)
def package_get(q):
    """The newest of that name."""
    for file in reversed(package(q).files):
        if file.name == q.p["file"]:
            return Answer(200, releases.read_blob(q.store, file.blob.file),
                          {"Content-Type": "application/octet-stream"})
    raise lost()


@R.on("GET", P + "/packages", job=True)
def packages(q):
    found = [p for p in q.repo.packages.values()
             if q.query.get("package_name", "") in p.name
             and q.query.get("package_version", p.version) == p.version]
    return [{"id": p.id, "name": p.name, "version": p.version, "package_type": "generic",
             "status": "default", "created_at": p.made, "tags": []} for p in pages(q, found)]


def package_of(q):
    if q.number("package") not in q.repo.packages:
        raise lost()
    return q.repo.packages[q.number("package")]


@R.on("GET", P + "/packages/{package}/package_files", job=True)
def package_files(q):
    one = package_of(q)
    return [file_shape(one, f) for f in pages(q, one.files)]


@R.on("DELETE", P + "/packages/{package}/package_files/{file}", level=WRITE)
def package_file_delete(q):
    one = package_of(q)
    found = [f for f in one.files if f.id == q.number("file")]
    if not found:
        raise lost()
    one.files.remove(found[0])
    return 204, None


@R.on("POST", P + "/uploads", level=WRITE, raw=True)
def upload(q):
    found = multipart(q, "file")
    if found is None:
        raise Answer(400, {"error": "file is missing"})
    name, data = found
    blob = releases.keep_blob(q.store, data)
    secret = hashlib.md5(str(blob.file).encode(), usedforsecurity=False).hexdigest()
    q.repo.uploads[f"{secret}/{name}"] = blob
    url = f"/uploads/{secret}/{name}"
    return 201, {"id": int(blob.file), "alt": name, "url": url,
                 "full_path": f"/-/project/{q.repo.id}{url}", "markdown": f"[{name}]({url})"}
