"""GitLab: users, projects, branches, tags, commits, and what protects them."""
import gitlab_shape as shape
from gitlab_frame import P, R, fail, lost, need, pages
from pulls import pushed
from store import LEVELS, MAINTAIN, WRITE

BRANCH = P + "/repository/branches/{branch}"
TAG = P + "/repository/tags/{tag}"


@R.on("GET", "/version", login=True)
def version(q):
    return {"version": "17.9.0", "revision": "fake", "enterprise": False}


@R.on("GET", "/user", login=True)
def me(q):
    return dict(shape.user(q, q.user), email=q.user.email, is_admin=q.user.admin)


@R.on("GET", "/users")
def users(q):
    found = [u for u in q.store.users.values()
             if q.query.get("username", u.login).lower() == u.login]
    return [shape.user(q, u) for u in pages(q, found)]


@R.on("GET", P)
def project(q):
    return shape.project(q, q.repo)


@R.on("GET", P + "/members/all/{user}")
def member(q):
    for user in q.store.users.values():
        had = LEVELS.get(q.repo.members.get(user.login), 0)
        if str(user.id) == q.p["user"] and had:
            return dict(shape.user(q, user), access_level=had, expires_at=None)
    raise lost()


@R.on("GET", P + "/members/all")
def members(q):
    found = [u for u in q.store.users.values() if u.login in q.repo.members]
    if q.query.get("query"):
        found = [u for u in found if q.query["query"] in u.login]
    return [dict(shape.user(q, u), access_level=LEVELS[q.repo.members[u.login]])
            for u in pages(q, found)]


# ---- branches and tags ----------------------------------------------------


def branch_shape(q, name, oid):
    rules = q.store.rules_of(q.repo, "branch", name)
    level = q.store.level(q.repo, q.user)
    may = level >= WRITE and all(level >= r.push and "push" not in r.acts for r in rules)
    return {"name": name, "commit": shape.commit(q, q.repo, oid), "merged": False,
            "protected": bool(rules), "default": name == q.repo.git.head(), "can_push": may,
            "developers_can_push": False, "developers_can_merge": False,
            "web_url": f"{q.root}/{q.repo.full}/-/tree/{name}"}


@R.on("GET", P + "/repository/branches")
def branches(q):
    return [branch_shape(q, n, o) for n, o in pages(q, q.repo.git.refs("heads"))
            if q.query.get("search", "") in n]


@R.on("GET", BRANCH)
def branch(q):
    oid = q.repo.git.branch(q.p["branch"])
    if oid is None:
        raise lost("Branch")
    return branch_shape(q, q.p["branch"], oid)


@R.on("POST", P + "/repository/branches", level=WRITE)
def branch_create(q):
    name = q.body.get("branch") or q.query.get("branch")
    oid = q.repo.git.id(q.body.get("ref") or q.query.get("ref", ""))
    if q.repo.git.branch(name):
        raise fail(400, "Branch already exists")
    if oid is None:
        raise fail(400, "Invalid reference name: " + q.body.get("ref", ""))
    q.repo.git.set_ref(f"refs/heads/{name}", oid)
    pushed(q.store, q.repo, f"refs/heads/{name}", "0" * 40, oid, q.user)
    return 201, branch_shape(q, name, oid)


@R.on("DELETE", BRANCH, level=WRITE)
def branch_delete(q):
    name, old = q.p["branch"], q.repo.git.branch(q.p["branch"])
    if old is None:
        raise lost("Branch")
    if q.store.rules_of(q.repo, "branch", name):
        raise fail(403, "403 Forbidden")
    q.repo.git.drop_ref(f"refs/heads/{name}")
    pushed(q.store, q.repo, f"refs/heads/{name}", old, "0" * 40, q.user)
    return 204, None


def tag_shape(q, name):
    kind, oid = q.repo.git.object_of(f"refs/tags/{name}")
    text = q.repo.git.run("for-each-ref", "--format=%(contents)", f"refs/tags/{name}").strip()
    release = [r for r in q.repo.releases.values() if r.tag == name]
    return {"name": name, "target": oid, "message": text if kind == "tag" else "",
            "commit": shape.commit(q, q.repo, q.repo.git.tag(name)),
            "release": {"tag_name": name, "description": release[0].body} if release else None,
            "protected": bool(q.store.rules_of(q.repo, "tag", name))}


@R.on("GET", P + "/repository/tags")
def tags(q):
    return [tag_shape(q, n) for n, _ in pages(q, q.repo.git.refs("tags"))]


@R.on("GET", TAG)
def tag(q):
    if q.repo.git.tag(q.p["tag"]) is None:
        raise lost("Tag")
    return tag_shape(q, q.p["tag"])


def tag_guard(q, name, act):
    level = q.store.level(q.repo, q.user)
    if any(level < r.push or act in r.acts or "push" in r.acts
           for r in q.store.rules_of(q.repo, "tag", name)):
        raise fail(403, "403 Forbidden") if act == "delete" else fail(
            403, "You are not allowed to create this tag as it is protected.")


@R.on("POST", P + "/repository/tags", level=WRITE)
def tag_create(q):
    need(q, "tag_name", "ref")
    name, oid = q.body["tag_name"], q.repo.git.id(q.body["ref"])
    tag_guard(q, name, "create")
    if q.repo.git.tag(name):
        raise fail(400, f"Tag {name} already exists")
    if oid is None:
        raise fail(400, f"Target {q.body['ref']} is invalid")
    q.repo.git.make_tag(name, oid, q.body.get("message"), q.user)
    pushed(q.store, q.repo, f"refs/tags/{name}", "0" * 40, oid, q.user)
    return 201, tag_shape(q, name)


@R.on("DELETE", TAG, level=WRITE)
def tag_delete(q):
    if q.repo.git.tag(q.p["tag"]) is None:
        raise lost("Tag")
    tag_guard(q, q.p["tag"], "delete")
    q.repo.git.drop_ref(f"refs/tags/{q.p['tag']}")
    return 204, None


# ---- commits --------------------------------------------------------------


@R.on("GET", P + "/repository/commits/{sha}")
def commit(q):
    oid = q.repo.git.id(q.p["sha"])
    if oid is None:
        raise lost("Commit")
    return shape.commit(q, q.repo, oid)


@R.on("GET", P + "/repository/commits")
def commits(q):
    oid = q.repo.git.id(q.query.get("ref_name") or q.repo.git.head())
    if oid is None:
        raise lost("Commit")
    return [shape.commit(q, q.repo, c) for c in pages(q, q.repo.git.run("rev-list", oid).split())]


@R.on("GET", P + "/repository/compare")
def compare(q):
    git, ends = q.repo.git, [q.repo.git.id(q.query.get(k, "")) for k in ("from", "to")]
    if None in ends:
        raise lost("Ref")
    found = [shape.commit(q, q.repo, c) for c in git.between(*ends)]
    return {"commit": found[-1] if found else None, "commits": found,
            "diffs": [{"new_path": f[3], "old_path": f[4] or f[3], "new_file": f[0] == "A",
                       "deleted_file": f[0] == "D", "renamed_file": f[0] == "R", "diff": ""}
                      for f in git.files(*ends)],
            "compare_timeout": False, "compare_same_ref": ends[0] == ends[1],
            "web_url": f"{q.root}/{q.repo.full}/-/compare"}


# ---- protection -----------------------------------------------------------

WORDS = {0: "No one", 30: "Developers + Maintainers", 40: "Maintainers", 60: "Admins"}


def level_shape(level):
    return [{"id": 1, "access_level": level, "access_level_description": WORDS[level],
             "user_id": None, "group_id": None}]


def levels(body, name):
    level = body.get(f"{name}_access_level", 40)
    if level not in WORDS:
        raise fail(400, {f"{name}_access_levels.access_level": ["is not included in the list"]})
    return level


def branch_rule_shape(rule):
    return {"id": rule.id, "name": rule.pattern,
            "push_access_levels": level_shape(levels(rule.body, "push")),
            "merge_access_levels": level_shape(levels(rule.body, "merge")),
            "allow_force_push": bool(rule.body.get("allow_force_push")),
            "unprotect_access_levels": [], "code_owner_approval_required": False,
            "inherited": False}


def set_levels(rule):
    push, merge = levels(rule.body, "push"), levels(rule.body, "merge")
    rule.push, rule.merge = push, merge if merge else 100
    rule.acts = ([] if rule.body.get("allow_force_push") else ["force"]) + ["delete"]
    rule.acts += ["push"] if push == 0 else []


def rules(q, kind):
    return [r for r in q.repo.rules.values() if r.kind == kind]


def rule_of(q, kind):
    for rule in rules(q, kind):
        if rule.pattern == q.p["name"]:
            return rule
    raise fail(404, "404 Not found")


@R.on("GET", P + "/protected_branches", level=MAINTAIN)
def protected(q):
    return [branch_rule_shape(r) for r in pages(q, rules(q, "branch"))]


@R.on("GET", P + "/protected_branches/{name}", level=MAINTAIN)
def protected_one(q):
    return branch_rule_shape(rule_of(q, "branch"))


@R.on("POST", P + "/protected_branches", level=MAINTAIN)
def protect(q):
    need(q, "name")
    name = q.body["name"]
    if any(r.pattern == name for r in rules(q, "branch")):
        raise fail(409, f"Protected branch '{name}' already exists")
    for one in ("push", "merge"):
        levels(q.body, one)
    rule = q.store.rule(q.repo, "branch", name, q.body)
    set_levels(rule)
    return 201, branch_rule_shape(rule)


@R.on("PATCH", P + "/protected_branches/{name}", level=MAINTAIN)
def protect_edit(q):
    rule = rule_of(q, "branch")
    body = dict(q.body)
    for one in body.pop("allowed_to_push", []):
        if not one.get("_destroy"):
            body["push_access_level"] = one["access_level"]
    rule.body = {**rule.body, **body}
    set_levels(rule)
    return branch_rule_shape(rule)


@R.on("DELETE", P + "/protected_branches/{name}", level=MAINTAIN)
def unprotect(q):
    del q.repo.rules[rule_of(q, "branch").id]
    return 204, None


def tag_rule_shape(rule):
    return {"name": rule.pattern,
            "create_access_levels": level_shape(levels(rule.body, "create"))}


@R.on("GET", P + "/protected_tags", level=MAINTAIN)
def protected_tags(q):
    return [tag_rule_shape(r) for r in pages(q, rules(q, "tag"))]


@R.on("GET", P + "/protected_tags/{name}", level=MAINTAIN)
def protected_tag(q):
    return tag_rule_shape(rule_of(q, "tag"))


@R.on("POST", P + "/protected_tags", level=MAINTAIN)
def protect_tag(q):
    need(q, "name")
    name = q.body["name"]
    if any(r.pattern == name for r in rules(q, "tag")):
        raise fail(422, f"Protected tag '{name}' already exists")
    level = levels(q.body, "create")
    rule = q.store.rule(q.repo, "tag", name, q.body, push=level)
    rule.acts = ["update", "delete"] + (["push"] if level == 0 else [])
    return 201, tag_rule_shape(rule)


@R.on("DELETE", P + "/protected_tags/{name}", level=MAINTAIN)
def unprotect_tag(q):
    del q.repo.rules[rule_of(q, "tag").id]
    return 204, None
