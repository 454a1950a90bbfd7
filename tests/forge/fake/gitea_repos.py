"""Gitea: users, repositories, branches, statuses, workflows, protection."""
import gitea_shape as shape
import robots
from gitea_frame import P, R, fail, lost, need, pages
from store import ADMIN, WRITE

STATES = "pending success error failure warning skipped".split()


@R.on("GET", "/version")
def version(q):
    return {"version": "1.24.0"}


@R.on("GET", "/settings/api")
def settings(q):
    return {"max_response_items": 50, "default_paging_num": 30}


@R.on("GET", "/user", login=True)
def me(q):
    return shape.user(q, q.user)


@R.on("GET", P)
def repo(q):
    return shape.repo(q, q.repo)


@R.on("GET", P + "/collaborators/{name}/permission", login=True)
def permission(q):
    who = q.store.users.get(q.p["name"])
    if who is None:
        raise lost()
    level = q.store.level(q.repo, who)
    word = ("owner" if who.login == q.repo.owner else "admin" if level >= ADMIN else
            "write" if level >= WRITE else "read" if level else "none")
    return {"permission": word, "role_name": word, "user": shape.user(q, who)}


@R.on("GET", P + "/branches")
def branches(q):
    return [branch_shape(q, n, o) for n, o in pages(q, q.repo.git.refs("heads"))]


def branch_shape(q, name, oid):
    rules = q.store.rules_of(q.repo, "branch", name)
    may = q.store.level(q.repo, q.user) >= WRITE
    return {"name": name, "commit": shape.short_commit(q, q.repo, oid), "protected": bool(rules),
            "required_approvals": max([r.reviews for r in rules] or [0]),
            "enable_status_check": any(r.checks for r in rules),
            "status_check_contexts": [c for r in rules for c in r.checks],
            "user_can_push": may and not any("push" in r.acts for r in rules),
            "user_can_merge": may,
            "effective_branch_protection_name": rules[0].pattern if rules else ""}


@R.on("GET", P + "/branches/{branch+}")
def branch(q):
    oid = q.repo.git.branch(q.p["branch"])
    if oid is None:
        raise lost()
    return branch_shape(q, q.p["branch"], oid)


@R.on("GET", P + "/git/commits/{sha}")
def commit(q):
    oid = q.repo.git.id(q.p["sha"])
    if oid is None:
        raise lost()
    return shape.commit(q, q.repo, oid)


@R.on("GET", P + "/compare/{basehead+}")
def compare(q):
    base, _, head = q.p["basehead"].partition("...")
    ends = [q.repo.git.id(n) for n in (base, head)]
    if None in ends:
        raise lost()
    found = q.repo.git.between(*ends)[::-1]
    return {"total_commits": len(found), "commits": [shape.commit(q, q.repo, c) for c in found]}


# ---- statuses -------------------------------------------------------------


def commit_of(q, name):
    oid = q.repo.git.id(q.p[name])
    if oid is None:
        raise lost()
    return oid


def status_shape(q, s):
    """`status`, not `state`."""
    return {"id": s.id, "status": s.state, "target_url": s.url or "", "context": s.context,
            "description": s.description or "", "creator": shape.user(q, s.creator),
            "url": f"{q.api}/repos/{q.repo.full}/statuses/{s.sha}", "created_at": s.made,
            "updated_at": s.changed}


def job_shape(q, check):
    done = {"success": "success", "neutral": "success", "skipped": "skipped"}
    run = check.run
    name = f"{run.flow.name} / {check.name} ({run.event})" if run else check.name
    state = done.get(check.conclusion, "failure") if check.conclusion else "pending"
    return {"id": check.id, "status": state, "context": name, "creator":
            shape.user(q, q.store.user("bot")), "description": "", "target_url":
            f"/{q.repo.full}/actions/runs/{run.id if run else 1}/jobs/0",
            "url": f"{q.api}/repos/{q.repo.full}/statuses/{check.sha}",
            "created_at": check.made, "updated_at": check.done or check.made}


@R.on("POST", P + "/statuses/{sha}", level=WRITE)
def status_create(q):
    oid, body = commit_of(q, "sha"), q.body
    if body.get("state") not in STATES:
        raise fail(422, "[State]: Required")
    made = q.store.status(q.repo, oid, q.user, body["state"], body.get("context") or "default",
                          url=body.get("target_url"), description=body.get("description"))
    return 201, status_shape(q, made)


def all_of(q, oid):
    robots.looked(q.store, q.repo, oid)
    return ([status_shape(q, s) for s in q.store.latest_statuses(q.repo, oid)]
            + [job_shape(q, c) for c in q.repo.checks if c.sha == oid])


@R.on("GET", P + "/commits/{ref}/status")
def combined(q):
    oid = commit_of(q, "ref")
    found = all_of(q, oid)
    had = {s["status"] for s in found}
    state = next((s for s in ("error", "failure", "warning", "pending", "success", "skipped")
                  if s in had), "")
    at = f"{q.api}/repos/{q.repo.full}/commits/{oid}"
    return {"state": state or "pending", "sha": oid, "total_count": len(found),
            "statuses": pages(q, found), "repository": shape.repo(q, q.repo), "commit_url": at,
            "url": at + "/status"}


@R.on("GET", P + "/commits/{ref}/statuses")
def statuses(q):
    return pages(q, all_of(q, commit_of(q, "ref")))


@R.on("GET", P + "/statuses/{sha}")
def statuses_of(q):
    return pages(q, all_of(q, commit_of(q, "sha")))


# ---- workflows ------------------------------------------------------------


def run_shape(q, r):
    return {"id": r.id, "url": f"{q.api}/repos/{q.repo.full}/actions/runs/{r.id}",
            "html_url": f"{q.root}/{q.repo.full}/actions/runs/{r.id}", "event": r.event,
            "display_title": q.repo.git.commit(r.sha)["message"].split("\n")[0],
            "path": f"{r.flow.file}@{r.ref}", "run_attempt": r.attempt, "run_number": r.number,
            "head_sha": r.sha, "head_branch": r.branch, "status": r.status,
            "conclusion": r.conclusion or "", "actor": shape.user(q, r.actor),
            "trigger_actor": shape.user(q, r.actor), "repository": shape.repo(q, q.repo),
            "started_at": r.made, "completed_at": r.changed}


def flow_of(q):
    for flow in q.repo.workflows.values():
        if q.p["flow"] in (flow.file, str(flow.id)):
            return flow
    raise lost("workflow does not exist")


@R.on("GET", P + "/actions/workflows")
def workflows(q):
    found = list(q.repo.workflows.values())
    return {"total_count": len(found), "workflows": [
        {"id": f.file, "name": f.name, "path": f".gitea/workflows/{f.file}", "state": "active",
         "created_at": f.made, "updated_at": f.made} for f in pages(q, found)]}


@R.on("POST", P + "/actions/workflows/{flow}/dispatches", level=WRITE)
def dispatch(q):
    need(q, "ref")
    flow, ref = flow_of(q), q.body["ref"]
    if "workflow_dispatch" not in flow.on:
        raise fail(422, "workflow has no workflow_dispatch event trigger")
    oid = q.repo.git.id(ref if ref.startswith("refs/") else f"refs/heads/{ref}")
    if oid is None:
        raise lost("ref does not exist")
    run = robots.start(q.store, q.repo, flow, "workflow_dispatch", ref, oid, q.user,
                       q.body.get("inputs"))
    q.store.emit("dispatch", q.repo, text=flow.file, sha=oid)
    if q.flag("return_run_details"):
        at = f"{q.api}/repos/{q.repo.full}/actions/runs/{run.id}"
        return {"workflow_run_id": run.id, "run_url": at,
                "html_url": f"{q.root}/{q.repo.full}/actions/runs/{run.id}"}
    return 204, None


@R.on("GET", P + "/actions/runs")
def runs(q):
    robots.looked(q.store, q.repo)
    found = [r for r in q.repo.runs.values()
             if all(not q.query.get(k) or getattr(r, n) == q.query[k] for k, n in (
                 ("head_sha", "sha"), ("branch", "branch"), ("event", "event"),
                 ("status", "status")))]
    found.sort(key=lambda r: r.id, reverse=True)
    return {"total_count": len(found), "workflow_runs": [run_shape(q, r) for r in pages(q, found)]}


def run_of(q):
    if q.number("run") not in q.repo.runs:
        raise lost()
    return q.repo.runs[q.number("run")]


@R.on("GET", P + "/actions/runs/{run}")
def run(q):
    robots.looked(q.store, q.repo, run_of(q).sha)
    return run_shape(q, run_of(q))


@R.on("POST", P + "/actions/runs/{run}/rerun", level=WRITE)
def rerun(q):
    robots.again(q.store, run_of(q), False)
    return 201, run_shape(q, run_of(q))


@R.on("GET", P + "/actions/tasks")
def tasks(q):
    robots.looked(q.store, q.repo)
    found = sorted(q.repo.runs.values(), key=lambda r: r.id, reverse=True)
    return {"total_count": len(found), "workflow_runs": [
        {"id": r.id, "name": r.flow.name, "head_branch": r.branch, "head_sha": r.sha,
         "run_number": r.number, "event": r.event, "workflow_id": r.flow.file,
         "display_title": r.flow.name, "created_at": r.made, "updated_at": r.changed,
         "run_started_at": r.made, "url": f"{q.root}/{q.repo.full}/actions/runs/{r.id}",
         "status": r.conclusion or {"in_progress": "running", "queued": "waiting"}.get(
             r.status, r.status)} for r in pages(q, found)]}


# ---- protection -----------------------------------------------------------


def rule_shape(rule):
    out = {"rule_name": rule.pattern, "branch_name": rule.pattern, "enable_push": False,
           "enable_status_check": False, "status_check_contexts": [], "required_approvals": 0,
           "enable_force_push": False, "enable_push_whitelist": False,
           "push_whitelist_usernames": [], "block_admin_merge_override": False, "priority": 1,
           "created_at": rule.made, "updated_at": rule.made}
    out.update(rule.body)
    return out


def apply(rule):
    body = rule.body
    rule.acts = (["push"] if not body.get("enable_push") or body.get("enable_push_whitelist")
                 else []) + ["delete"] + ([] if body.get("enable_force_push") else ["force"])
    rule.free = body.get("push_whitelist_usernames", []) if body.get(
        "enable_push_whitelist") else []
    rule.reviews = body.get("required_approvals", 0)
    rule.checks = body.get("status_check_contexts", []) if body.get("enable_status_check") else []
    rule.admins = True


def rules(q, kind):
    return [r for r in q.repo.rules.values() if r.kind == kind]


def rule_of(q):
    for rule in rules(q, "branch"):
        if rule.pattern == q.p["name"]:
            return rule
    raise lost()


@R.on("GET", P + "/branch_protections", level=ADMIN)
def protections(q):
    return [rule_shape(r) for r in rules(q, "branch")]


@R.on("POST", P + "/branch_protections", level=ADMIN)
def protect(q):
    name = q.body.get("rule_name") or q.body.get("branch_name")
    if not name:
        raise fail(422, "both rule_name and branch_name are empty")
    if any(r.pattern == name for r in rules(q, "branch")):
        raise fail(403, "Branch protection already exist")
    if not any(c in name for c in "*?[{") and q.repo.git.branch(name) is None:
        raise lost()
    rule = q.store.rule(q.repo, "branch", name, q.body)
    apply(rule)
    return 201, rule_shape(rule)


@R.on("GET", P + "/branch_protections/{name}", level=ADMIN)
def protection(q):
    return rule_shape(rule_of(q))


@R.on("PATCH", P + "/branch_protections/{name}", level=ADMIN)
def protect_edit(q):
    rule = rule_of(q)
    rule.body = {**rule.body, **q.body}
    apply(rule)
    return rule_shape(rule)


@R.on("DELETE", P + "/branch_protections/{name}", level=ADMIN)
def unprotect(q):
    del q.repo.rules[rule_of(q).id]
    return 204, None


def tag_rule_shape(rule):
    return {"id": rule.id, "name_pattern": rule.pattern, "whitelist_usernames": rule.free,
            "whitelist_teams": [], "created_at": rule.made, "updated_at": rule.made}


@R.on("GET", P + "/tag_protections", level=ADMIN)
def tag_protections(q):
    return [tag_rule_shape(r) for r in rules(q, "tag")]


@R.on("POST", P + "/tag_protections", level=ADMIN)
def protect_tag(q):
    need(q, "name_pattern")
    if any(r.pattern == q.body["name_pattern"] for r in rules(q, "tag")):
        raise fail(403, "Tag protection already exist")
    rule = q.store.rule(q.repo, "tag", q.body["name_pattern"], q.body,
                        acts=["create", "update", "delete"],
                        free=q.body.get("whitelist_usernames") or [])
    return 201, tag_rule_shape(rule)


@R.on("DELETE", P + "/tag_protections/{id}", level=ADMIN)
def unprotect_tag(q):
    if q.number("id") not in q.repo.rules:
        raise lost()
    del q.repo.rules[q.number("id")]
    return 204, None
