"""Releases and what hangs on them."""
import hashlib
import os
from types import SimpleNamespace as Thing

from store import Refused


def by_tag(repo, tag):
    return [r for r in repo.releases.values() if r.tag == tag]


def make_tag(store, repo, who, tag, at, message=None):
    """The tag a release stands on, where it is not there yet."""
    if repo.git.tag(tag):
        return
    commit = repo.git.branch(at) or repo.git.id(at or repo.git.head())
    if commit is None:
        raise Refused("no_target", target=at)
    repo.git.make_tag(tag, commit, message, who)
    from pulls import pushed
    pushed(store, repo, f"refs/tags/{tag}", "0" * 40, commit, who)


def make(store, repo, who, tag, target, **more):
    if tag in repo.burnt:
        raise Refused("burnt")
    made = Thing(id=store.id(), repo=repo, tag=tag, target=target, name=None, body=None,
                 draft=False, prerelease=False, latest="true", author=who, made=store.now(),
                 published=None, assets=[], links=[], immutable=False, message=None,
                 milestones=[], released=None)
    made.__dict__.update(more)
    if not made.draft:
        publish(store, made, who)
    repo.releases[made.id] = made
    return made


def publish(store, release, who):
    repo = release.repo
    make_tag(store, repo, who, release.tag, release.target, release.message)
    release.draft = False
    release.published = store.now()
    release.immutable = repo.immutable
    if release.immutable:
        repo.burnt.add(release.tag)
    store.emit("release", repo, text=release.tag, sha=repo.git.tag(release.tag))


def delete(repo, release):
    del repo.releases[release.id]


def keep_blob(store, data):
    """Bytes on the disk: (file name, size, sha256)."""
    name = str(store.id())
    with open(os.path.join(store.root, "blobs", name), "wb") as out:
        out.write(data)
    return Thing(file=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def read_blob(store, name):
    with open(os.path.join(store.root, "blobs", name), "rb") as f:
        return f.read()


def add_asset(store, release, who, name, data, kind, label=None, once=True):
    if release.immutable:
        raise Refused("immutable")
    if once and any(a.name == name for a in release.assets):
        raise Refused("asset_exists", name=name)
    blob = keep_blob(store, data)
    made = Thing(id=store.id(), release=release, name=name, label=label, kind=kind, blob=blob,
                 size=blob.size, sha256=blob.sha256, author=who, made=store.now(), whole=True)
    release.assets.append(made)
    return made


def find_asset(repo, number):
    for release in repo.releases.values():
        for asset in release.assets:
            if asset.id == number:
                return asset
    return None
