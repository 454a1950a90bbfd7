"""GitHub: users, repositories, refs, commits, comparisons."""
import time

import github_shape as shape
from github_frame import R, fail, gone, missing
from gitrepo import Conflict, is_hex
from pulls import pushed
from routing import Answer, page
from store import ADMIN, LEVELS, MAINTAIN, WRITE

P = "/repos/{owner}/{repo}"


@R.on("GET", "/")
def root(q):
    return {"current_user_url": q.api + "/user", "rate_limit_url": q.api + "/rate_limit"}


@R.on("GET", "/meta")
def meta(q):
    out = {"verifiable_password_authentication": False}
    if q.prefix:
        out["installed_version"] = "3.19.0"
    return out


@R.on("GET", "/rate_limit")
def limits(q):
    rest = q.token.rest if q.token else 60
    core = {"limit": 5000, "remaining": rest, "used": 5000 - rest,
            "reset": int(time.time()) + 3600}
    return {"resources": {"core": core, "search": dict(core, limit=30, remaining=30, used=0)},
            "rate": core}


@R.on("GET", "/user", login=True)
def me(q):
    out = shape.user(q, q.user)
    for key in ("company", "location", "hireable", "bio"):
        out[key] = None
    for key in ("public_repos public_gists followers following private_gists disk_usage "
                "total_private_repos owned_private_repos collaborators").split():
        out[key] = 0
    out.update(name=q.user.name, blog="", email=q.user.email, user_view_type="private",
               two_factor_authentication=True, created_at="2020-01-01T00:00:00Z",
               updated_at="2020-01-01T00:00:00Z")
    return out


@R.on("GET", "/users/{name}")
def user(q):
    if q.p["name"] not in q.store.users:
        raise gone()
    return shape.user(q, q.store.users[q.p["name"]])


@R.on("GET", P)
def repo(q):
    return shape.repo(q, q.repo, full=True)


@R.on("GET", P + "/forks")
def forks(q):
    found = [r for r in q.store.repos.values() if r.parent is q.repo]
    return [shape.repo(q, r) for r in page(q, found)]


@R.on("GET", P + "/collaborators/{name}/permission", level=WRITE)
def permission(q):
    """Of somebody who only can read what is public: read."""
    who = q.store.users.get(q.p["name"])
    if who is None:
        raise fail(404, f"{q.p['name']} is not a user")
    level = q.store.level(q.repo, who)
    role = {v: k for k, v in LEVELS.items()}.get(level, "none")
    flat = "admin" if level >= ADMIN else "write" if level >= WRITE else role
    out = dict(shape.user(q, who), role_name=role, permissions={
        "admin": level >= ADMIN, "maintain": level >= MAINTAIN, "push": level >= WRITE,
        "triage": level >= WRITE, "pull": level > 0})
    return {"permission": flat, "role_name": role, "user": out}


# ---- refs -----------------------------------------------------------------


def ref_shape(q, ref):
    kind, oid = q.repo.git.object_of(ref)
    at = f"{q.api}/repos/{q.repo.full}/git"
    return {"ref": ref, "node_id": shape.node("Ref", ref), "url": f"{at}/{ref}",
            "object": {"type": kind, "sha": oid, "url": f"{at}/{kind}s/{oid}"}}


@R.on("GET", P + "/git/ref/{ref+}")
def get_ref(q):
    ref = "refs/" + q.p["ref"]
    if q.repo.git.object_of(ref) is None:
        raise gone()
    return ref_shape(q, ref)


@R.on("GET", P + "/git/matching-refs/{ref+}")
def matching(q):
    out = q.repo.git.run("for-each-ref", "--format=%(refname)")
    found = [r for r in out.splitlines() if r.startswith("refs/" + q.p["ref"])]
    return [ref_shape(q, r) for r in page(q, found)]


def guard(q, ref, act):
    """The rules hold for refs made through the API, too."""
    import fnmatch
    for rule in q.store.push_rules(q.repo, q.user):
        if fnmatch.fnmatchcase(ref, rule["ref"]) and {act, "push"} & set(rule["acts"]):
            raise fail(422, f"Repository rule violations found\n\nCannot {act} this ref.")


@R.on("POST", P + "/git/refs", level=WRITE)
def create_ref(q):
    ref, sha = q.body.get("ref", ""), q.body.get("sha", "")
    if not ref.startswith("refs/") or ref.count("/") < 2:
        raise fail(422, "Reference name must start with 'refs/' and have at least two slashes.")
    if not is_hex(sha) or q.repo.git.run("cat-file", "-e", sha, check=False).returncode:
        raise fail(422, "Object does not exist")
    if q.repo.git.object_of(ref):
        raise fail(422, "Reference already exists")
    guard(q, ref, "create")
    q.repo.git.set_ref(ref, sha)
    pushed(q.store, q.repo, ref, "0" * 40, sha, q.user)
    return 201, ref_shape(q, ref)


@R.on("PATCH", P + "/git/refs/{ref+}", level=WRITE)
def move_ref(q):
    ref, sha = "refs/" + q.p["ref"], q.body.get("sha", "")
    if q.repo.git.object_of(ref) is None:
        raise fail(422, "Reference does not exist")
    guard(q, ref, "update")
    old = q.repo.git.id(ref)
    if not q.body.get("force") and not q.repo.git.has(old, sha):
        raise fail(422, "Update is not a fast forward")
    q.repo.git.set_ref(ref, sha)
    pushed(q.store, q.repo, ref, old, sha, q.user)
    return ref_shape(q, ref)


@R.on("DELETE", P + "/git/refs/{ref+}", level=WRITE)
def delete_ref(q):
    ref = "refs/" + q.p["ref"]
    if q.repo.git.object_of(ref) is None:
        raise fail(422, "Reference does not exist")
    guard(q, ref, "delete")
    old = q.repo.git.id(ref)
    q.repo.git.drop_ref(ref)
    pushed(q.store, q.repo, ref, old, "0" * 40, q.user)
    return 204, None


@R.on("GET", P + "/git/tags/{sha}")
def tag_object(q):
    done = q.repo.git.run("cat-file", "tag", q.p["sha"], check=False)
    if done.returncode:
        raise gone()
    head, _, text = done.stdout.decode().partition("\n\n")
    field = dict(line.split(" ", 1) for line in head.splitlines())
    name, _, rest = field["tagger"].partition(" <")
    email, _, when = rest.partition("> ")
    at = f"{q.api}/repos/{q.repo.full}/git"
    return {"node_id": shape.node("Tag", q.p["sha"]), "tag": field["tag"], "sha": q.p["sha"],
            "url": f"{at}/tags/{q.p['sha']}", "message": text,
            "tagger": {"name": name, "email": email, "date": time.strftime(
                "%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(when.split()[0])))},
            "object": {"sha": field["object"], "type": field["type"],
                       "url": f"{at}/{field['type']}s/{field['object']}"}}


# ---- commits --------------------------------------------------------------


@R.on("GET", P + "/commits/{ref+}")
def commit(q):
    oid = q.repo.git.id(q.p["ref"])
    if oid is None:
        raise fail(422, f"No commit found for SHA: {q.p['ref']}")
    return shape.commit(q, q.repo, oid)


@R.on("GET", P + "/compare/{basehead+}")
def compare(q):
    base, _, head = q.p["basehead"].partition("...")
    sides = []
    for name in (base, head):
        oid = q.repo.git.id(name.rpartition(":")[2])
        if oid is None:
            raise gone()
        sides.append(oid)
    a, b = sides
    ahead, behind = q.repo.git.between(a, b), q.repo.git.between(b, a)
    fork = q.repo.git.merge_base(a, b)
    if fork is None:
        raise fail(404, f"No common ancestor between {base} and {head}.")
    web = f"{q.root}/{q.repo.full}/compare/{base}...{head}"
    status = ("diverged" if ahead and behind else "ahead" if ahead else
              "behind" if behind else "identical")
    return {"url": f"{q.api}/repos/{q.repo.full}/compare/{base}...{head}", "html_url": web,
            "permalink_url": web, "diff_url": web + ".diff", "patch_url": web + ".patch",
            "base_commit": shape.commit(q, q.repo, a), "status": status,
            "merge_base_commit": shape.commit(q, q.repo, fork), "ahead_by": len(ahead),
            "behind_by": len(behind), "total_commits": len(ahead),
            "commits": [shape.commit(q, q.repo, c) for c in page(q, ahead, most=250, usual=250)],
            "files": [shape.changed(q, q.repo, b, f) for f in q.repo.git.files(a, b)[:300]]}


@R.on("POST", P + "/merges", level=WRITE)
def merge_branch(q):
    for key in ("base", "head"):
        if not q.body.get(key):
            raise missing("Merge", key)
    git, base = q.repo.git, q.body["base"]
    old, head = git.branch(base), git.id(q.body["head"])
    if old is None or head is None:
        raise fail(404, f"{'Base' if old is None else 'Head'} does not exist")
    guard(q, f"refs/heads/{base}", "update")
    if git.has(head, old):
        return 204, None
    env = {"GIT_AUTHOR_NAME": q.user.name, "GIT_AUTHOR_EMAIL": q.user.email}
    try:
        made = git.merge(old, head, q.body.get("commit_message") or
                         f"Merge {q.body['head']} into {base}\n", env)
    except Conflict:
        raise fail(409, "Merge conflict") from None
    git.set_ref(f"refs/heads/{base}", made, old)
    pushed(q.store, q.repo, f"refs/heads/{base}", old, made, q.user)
    return Answer(201, shape.commit(q, q.repo, made))
