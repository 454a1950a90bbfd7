"""GitHub: branches, branch protection, rulesets."""
import fnmatch

import github_shape as shape
from github_frame import R, fail, gone, missing
from routing import page
from store import ADMIN

P = "/repos/{owner}/{repo}"
BRANCH = P + "/branches/{branch}"
KEYS = "required_status_checks enforce_admins required_pull_request_reviews restrictions".split()


def classic(q, branch):
    return next((r for r in q.repo.rules.values() if r.source == "classic"
                 and r.pattern == branch), None)


def branch_shape(q, name, oid, full=False):
    at = f"{q.api}/repos/{q.repo.full}"
    rule = classic(q, name)
    rules = q.store.rules_of(q.repo, "branch", name)
    contexts = rule.checks if rule else []
    out = {"name": name, "protected": bool(rules),
           "protection": {"enabled": bool(rule), "required_status_checks": {
               "enforcement_level": "everyone" if contexts else "off", "contexts": contexts,
               "checks": [{"context": c, "app_id": None} for c in contexts]}},
           "protection_url": f"{at}/branches/{name}/protection"}
    if full:
        out["commit"] = shape.commit(q, q.repo, oid)
        out["_links"] = {"self": f"{at}/branches/{name}",
                         "html": f"{q.root}/{q.repo.full}/tree/{name}"}
    else:
        out["commit"] = {"sha": oid, "url": f"{at}/commits/{oid}"}
    return out


@R.on("GET", P + "/branches")
def branches(q):
    return [branch_shape(q, n, o) for n, o in page(q, q.repo.git.refs("heads"))]


@R.on("GET", BRANCH)
def branch(q):
    oid = q.repo.git.branch(q.p["branch"])
    if oid is None:
        raise fail(404, "Branch not found")
    return branch_shape(q, q.p["branch"], oid, full=True)


def protection_shape(q, rule):
    at = f"{q.api}/repos/{q.repo.full}/branches/{rule.pattern}/protection"
    body = rule.body
    out = {"url": at, "enforce_admins": {"url": at + "/enforce_admins",
                                         "enabled": bool(body["enforce_admins"])}}
    for key in ("required_linear_history", "allow_force_pushes", "allow_deletions",
                "block_creations", "required_conversation_resolution", "lock_branch",
                "allow_fork_syncing"):
        out[key] = {"enabled": bool(body.get(key))}
    checks = body["required_status_checks"]
    if checks:
        out["required_status_checks"] = {
            "url": at + "/required_status_checks", "strict": checks.get("strict", False),
            "contexts": rule.checks, "contexts_url": at + "/required_status_checks/contexts",
            "checks": [{"context": c, "app_id": None} for c in rule.checks]}
    reviews = body["required_pull_request_reviews"]
    if reviews is not None:
        out["required_pull_request_reviews"] = {
            "url": at + "/required_pull_request_reviews",
            "dismiss_stale_reviews": reviews.get("dismiss_stale_reviews", False),
            "require_code_owner_reviews": reviews.get("require_code_owner_reviews", False),
            "required_approving_review_count": reviews.get("required_approving_review_count", 1)}
    if body["restrictions"] is not None:
        there = at + "/restrictions"
        out["restrictions"] = {
            "url": there, "users_url": there + "/users", "teams_url": there + "/teams",
            "apps_url": there + "/apps", "teams": [], "apps": [],
            "users": [shape.user(q, q.store.user(n)) for n in body["restrictions"]["users"]]}
    return out


@R.on("GET", BRANCH + "/protection", level=ADMIN, hidden=True)
def protection(q):
    if q.repo.git.branch(q.p["branch"]) is None:
        raise fail(404, "Branch not found")
    rule = classic(q, q.p["branch"])
    if rule is None:
        raise fail(404, "Branch not protected")
    return protection_shape(q, rule)


@R.on("PUT", BRANCH + "/protection", level=ADMIN, hidden=True)
def protect(q):
    """All of it is replaced, so all four must be told."""
    body, name = q.body, q.p["branch"]
    lack = [k for k in KEYS if k not in body]
    if lack:
        raise fail(422, "Invalid request.\n\n" + ", ".join(f'"{k}"' for k in lack)
                   + " weren't supplied.")
    if q.repo.git.branch(name) is None:
        raise fail(404, "Branch not found")
    old = classic(q, name)
    if old:
        del q.repo.rules[old.id]
    checks = body["required_status_checks"] or {}
    names = [c["context"] for c in checks.get("checks", [])] or list(checks.get("contexts", []))
    reviews, people = body["required_pull_request_reviews"], body["restrictions"]
    acts = [] if body.get("allow_deletions") else ["delete"]
    acts += [] if body.get("allow_force_pushes") else ["force"]
    acts += ["push"] if reviews is not None or names or people is not None else []
    rule = q.store.rule(q.repo, "branch", name, body, source="classic", checks=names, acts=acts,
                        admins=bool(body["enforce_admins"]),
                        free=list(people["users"]) if people else [],
                        reviews=0 if reviews is None
                        else reviews.get("required_approving_review_count", 1))
    return protection_shape(q, rule)


@R.on("DELETE", BRANCH + "/protection", level=ADMIN, hidden=True)
def unprotect(q):
    rule = classic(q, q.p["branch"])
    if rule is None:
        raise fail(404, "Branch not protected")
    del q.repo.rules[rule.id]
    return 204, None


# ---- rulesets -------------------------------------------------------------


def ruleset_shape(q, s, full):
    at = f"{q.api}/repos/{q.repo.full}/rulesets/{s['id']}"
    out = {k: s[k] for k in ("id", "name", "target", "enforcement")}
    out.update(source_type="Repository", source=q.repo.full, created_at=s["made"],
               updated_at=s["made"], node_id=shape.node("Ruleset", s["id"]),
               _links={"self": {"href": at}, "html": {"href": f"{q.root}/{q.repo.full}/rules/"
                                                              f"{s['id']}"}})
    if full:
        out.update(conditions=s["conditions"], rules=s["rules"])
        if q.store.level(q.repo, q.user) >= ADMIN:
            out["bypass_actors"] = s["bypass_actors"]
    return out


def apply(q, s):
    """The set as rules, that pushes and merges are judged by."""
    for rule in [r for r in q.repo.rules.values() if r.source == s["id"]]:
        del q.repo.rules[rule.id]
    if s["enforcement"] != "active":
        return
    kinds = {"deletion": "delete", "update": "update", "creation": "create",
             "non_fast_forward": "force", "pull_request": "push"}
    include = (s["conditions"].get("ref_name") or {}).get("include", [])
    for ref in include:
        kind = "tag" if s["target"] == "tag" else "branch"
        pattern = {"~ALL": "*", "~DEFAULT_BRANCH": q.repo.git.head()}.get(
            ref, ref.split("/", 2)[-1])
        rule = q.store.rule(q.repo, kind, pattern, s, source=s["id"],
                            acts=[kinds[r["type"]] for r in s["rules"] if r["type"] in kinds])
        rule.admins = not s["bypass_actors"]
        for one in s["rules"]:
            told = one.get("parameters") or {}
            if one["type"] == "pull_request":
                rule.reviews = told.get("required_approving_review_count", 0)
            if one["type"] == "required_status_checks":
                rule.checks = [c["context"] for c in told["required_status_checks"]]


@R.on("GET", P + "/rulesets")
def rulesets(q):
    return [ruleset_shape(q, s, False) for s in page(q, list(q.repo.rulesets.values()))]


def ruleset_of(q):
    if q.number("id") not in q.repo.rulesets:
        raise gone()
    return q.repo.rulesets[q.number("id")]


@R.on("GET", P + "/rulesets/{id}")
def ruleset(q):
    return ruleset_shape(q, ruleset_of(q), True)


@R.on("POST", P + "/rulesets", level=ADMIN, hidden=True)
def ruleset_create(q):
    body = q.body
    for key in ("name", "enforcement"):
        if not body.get(key):
            raise missing("Ruleset", key)
    if any(s["name"] == body["name"] for s in q.repo.rulesets.values()):
        raise fail(422, "Validation Failed", "Name must be unique")
    made = {"id": q.store.id(), "target": "branch", "conditions": {}, "rules": [],
            "bypass_actors": [], "made": q.store.now(), **body}
    q.repo.rulesets[made["id"]] = made
    apply(q, made)
    return 201, ruleset_shape(q, made, True)


@R.on("PUT", P + "/rulesets/{id}", level=ADMIN, hidden=True)
def ruleset_edit(q):
    made = ruleset_of(q)
    made.update(q.body)
    apply(q, made)
    return ruleset_shape(q, made, True)


@R.on("DELETE", P + "/rulesets/{id}", level=ADMIN, hidden=True)
def ruleset_delete(q):
    made = ruleset_of(q)
    del q.repo.rulesets[made["id"]]
    for rule in [r for r in q.repo.rules.values() if r.source == made["id"]]:
        del q.repo.rules[rule.id]
    return 204, None


@R.on("GET", P + "/rules/branches/{branch+}")
def branch_rules(q):
    """Of rulesets only, and also for a branch that is not there yet."""
    found = []
    for s in q.repo.rulesets.values():
        if s["target"] != "branch" or s["enforcement"] != "active":
            continue
        for ref in (s["conditions"].get("ref_name") or {}).get("include", []):
            if ref == "~ALL" or ref == "~DEFAULT_BRANCH" and q.p["branch"] == q.repo.git.head() \
                    or fnmatch.fnmatchcase("refs/heads/" + q.p["branch"], ref):
                found += [dict(r, ruleset_source_type="Repository", ruleset_id=s["id"],
                               ruleset_source=q.repo.full) for r in s["rules"]]
                break
    return page(q, found)
