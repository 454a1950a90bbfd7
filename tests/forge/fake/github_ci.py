"""GitHub: statuses, check runs, workflows and their runs, environments, deployments."""
import github_shape as shape
import robots
from github_frame import R, fail, gone, missing
from routing import Answer, page
from store import WRITE

P = "/repos/{owner}/{repo}"
RUN = P + "/actions/runs/{id}"


def commit_of(q, name="ref"):
    oid = q.repo.git.id(q.p[name])
    if oid is None:
        raise fail(422, f"No commit found for SHA: {q.p[name]}")
    return oid


# ---- statuses -------------------------------------------------------------


def status_shape(q, s, full=True):
    out = {"url": f"{q.api}/repos/{q.repo.full}/statuses/{s.sha}", "avatar_url": None,
           "id": s.id, "node_id": shape.node("Status", s.id), "state": s.state,
           "description": s.description, "target_url": s.url, "context": s.context,
           "created_at": s.made, "updated_at": s.changed}
    if full:
        out["creator"] = shape.user(q, s.creator)
    return out


@R.on("POST", P + "/statuses/{ref}", level=WRITE)
def status_create(q):
    body, oid = q.body, commit_of(q)
    if body.get("state") not in ("error", "failure", "pending", "success"):
        raise fail(422, "Validation Failed", {"resource": "Status", "code": "custom",
                                              "field": "state",
                                              "message": "state is not included in the list"})
    made = q.store.status(q.repo, oid, q.user, body["state"], body.get("context", "default"),
                          url=body.get("target_url"), description=body.get("description"))
    return 201, status_shape(q, made)


@R.on("GET", P + "/commits/{ref+}/statuses")
def statuses(q):
    oid = commit_of(q)
    found = [s for s in reversed(q.repo.statuses) if s.sha == oid]
    return [status_shape(q, s) for s in page(q, found)]


@R.on("GET", P + "/commits/{ref+}/status")
def combined(q):
    """"pending" where there are none."""
    oid = commit_of(q)
    found = q.store.latest_statuses(q.repo, oid)
    states = {s.state for s in found}
    state = ("failure" if states & {"failure", "error"} else
             "pending" if "pending" in states or not found else "success")
    at = f"{q.api}/repos/{q.repo.full}"
    return {"state": state, "sha": oid, "total_count": len(found),
            "statuses": [status_shape(q, s, False) for s in page(q, found)],
            "repository": shape.repo(q, q.repo), "commit_url": f"{at}/commits/{oid}",
            "url": f"{at}/commits/{oid}/status"}


# ---- checks ---------------------------------------------------------------


def check_shape(q, c):
    at = f"{q.api}/repos/{q.repo.full}/check-runs/{c.id}"
    suite = c.run.id + 1 if c.run else c.id + 1
    web = f"{q.root}/{q.repo.full}/runs/{c.id}"
    return {"id": c.id, "head_sha": c.sha, "node_id": shape.node("CheckRun", c.id),
            "external_id": c.external, "url": at, "html_url": c.url or web,
            "details_url": c.url or web, "status": c.status, "conclusion": c.conclusion,
            "started_at": c.made, "completed_at": c.done, "name": c.name,
            "output": {"title": c.output.get("title"), "summary": c.output.get("summary"),
                       "text": None, "annotations_count": 0,
                       "annotations_url": at + "/annotations"},
            "check_suite": {"id": suite}, "app": None, "pull_requests": []}


@R.on("GET", P + "/commits/{ref+}/check-runs")
def checks(q):
    oid = commit_of(q)
    robots.looked(q.store, q.repo, oid)
    found = [c for c in q.repo.checks if c.sha == oid]
    if q.query.get("filter", "latest") == "latest":
        last = {(c.name, c.run.flow.file if c.run else None): c for c in found}
        found = list(last.values())
    for key, name in (("check_name", "name"), ("status", "status")):
        if key in q.query:
            found = [c for c in found if getattr(c, name) == q.query[key]]
    return {"total_count": len(found), "check_runs": [check_shape(q, c) for c in page(q, found)]}


@R.on("GET", P + "/commits/{ref+}/check-suites")
def suites(q):
    oid = commit_of(q)
    runs = [r for r in q.repo.runs.values() if r.sha == oid]
    return {"total_count": len(runs), "check_suites": [{
        "id": r.id + 1, "node_id": shape.node("CheckSuite", r.id), "head_branch": r.branch,
        "head_sha": oid, "status": r.status, "conclusion": r.conclusion, "before": None,
        "url": f"{q.api}/repos/{q.repo.full}/check-suites/{r.id + 1}", "after": oid,
        "pull_requests": [], "app": None, "repository": shape.repo(q, q.repo),
        "created_at": r.made, "updated_at": r.changed, "head_commit": simple(q, oid),
        "latest_check_runs_count": len(r.jobs), "check_runs_url":
        f"{q.api}/repos/{q.repo.full}/check-suites/{r.id + 1}/check-runs"} for r in page(q, runs)]}


@R.on("POST", P + "/check-runs", level=WRITE)
def check_create(q):
    body = q.body
    for key in ("name", "head_sha"):
        if not body.get(key):
            raise missing("CheckRun", key)
    made = q.store.check(q.repo, body["head_sha"], body["name"],
                         body.get("status", "completed" if "conclusion" in body else "queued"),
                         body.get("conclusion"), url=body.get("details_url"),
                         external=body.get("external_id"), output=body.get("output", {}))
    return 201, check_shape(q, made)


@R.on("PATCH", P + "/check-runs/{id}", level=WRITE)
def check_edit(q):
    made = next((c for c in q.repo.checks if c.id == q.number("id")), None)
    if made is None:
        raise gone()
    for key in ("status", "conclusion", "name", "output"):
        if key in q.body:
            setattr(made, key, q.body[key])
    if made.conclusion:
        made.status, made.done = "completed", q.store.now()
    return check_shape(q, made)


# ---- workflows and runs ---------------------------------------------------


def simple(q, oid):
    c = q.repo.git.commit(oid)
    return {"id": oid, "tree_id": c["tree"], "message": c["message"], "timestamp": c["cd"],
            "author": {"name": c["an"], "email": c["ae"]},
            "committer": {"name": c["cn"], "email": c["ce"]}}


def run_shape(q, r):
    at = f"{q.api}/repos/{q.repo.full}/actions/runs/{r.id}"
    out = {"id": r.id, "name": r.flow.name, "node_id": shape.node("WorkflowRun", r.id),
           "check_suite_id": r.id + 1, "head_branch": r.branch, "head_sha": r.sha,
           "path": f".github/workflows/{r.flow.file}", "run_number": r.number,
           "run_attempt": r.attempt, "event": r.event, "status": r.status,
           "conclusion": r.conclusion, "workflow_id": r.flow.id, "url": at,
           "html_url": f"{q.root}/{q.repo.full}/actions/runs/{r.id}", "pull_requests": [],
           "created_at": r.made, "updated_at": r.changed, "run_started_at": r.made,
           "actor": shape.user(q, r.actor), "triggering_actor": shape.user(q, r.actor),
           "check_suite_url": f"{q.api}/repos/{q.repo.full}/check-suites/{r.id + 1}",
           "workflow_url": f"{q.api}/repos/{q.repo.full}/actions/workflows/{r.flow.id}",
           "head_commit": simple(q, r.sha), "repository": shape.repo(q, q.repo),
           "head_repository": shape.repo(q, q.repo),
           "display_title": q.repo.git.commit(r.sha)["message"].split("\n")[0]}
    for key in ("jobs", "logs", "artifacts", "cancel", "rerun"):
        out[f"{key}_url"] = f"{at}/{key}"
    return out


def flow_of(q):
    name = q.p["flow"]
    for flow in q.repo.workflows.values():
        if name in (flow.file, str(flow.id)):
            return flow
    raise gone()


def flow_shape(q, f):
    at = f"{q.api}/repos/{q.repo.full}/actions/workflows/{f.id}"
    return {"id": f.id, "node_id": shape.node("Workflow", f.id), "name": f.name,
            "path": f".github/workflows/{f.file}", "state": "active", "created_at": f.made,
            "updated_at": f.made, "url": at, "badge_url": at + "/badge.svg",
            "html_url": f"{q.root}/{q.repo.full}/actions/workflows/{f.file}"}


@R.on("GET", P + "/actions/workflows")
def workflows(q):
    found = list(q.repo.workflows.values())
    return {"total_count": len(found), "workflows": [flow_shape(q, f) for f in page(q, found)]}


@R.on("GET", P + "/actions/workflows/{flow}")
def workflow(q):
    return flow_shape(q, flow_of(q))


@R.on("POST", P + "/actions/workflows/{flow}/dispatches", level=WRITE)
def dispatch(q):
    """204 without a word of the run, or 200 with it where that is asked for."""
    flow, body = flow_of(q), q.body
    if "workflow_dispatch" not in flow.on:
        raise fail(422, "Workflow does not have 'workflow_dispatch' trigger")
    if not body.get("ref"):
        raise fail(422, "Invalid request.\n\n\"ref\" wasn't supplied.")
    oid = q.repo.git.branch(body["ref"]) or q.repo.git.tag(body["ref"]) or q.repo.git.id(
        body["ref"] if body["ref"].startswith("refs/") else "refs/none")
    if oid is None:
        raise fail(422, f"No ref found for: {body['ref']}")
    inputs = body.get("inputs") or {}
    strange = [k for k in inputs if k not in flow.inputs]
    if strange:
        raise fail(422, f"Unexpected inputs provided: {strange}".replace("'", '"'))
    for name, one in flow.inputs.items():
        if one.get("required") and name not in inputs and "default" not in one:
            raise fail(422, f"Required input '{name}' not provided")
    ref = body["ref"] if q.repo.git.branch(body["ref"]) else f"refs/tags/{body['ref']}"
    run = robots.start(q.store, q.repo, flow, "workflow_dispatch", ref, oid, q.user, inputs)
    q.store.emit("dispatch", q.repo, text=flow.file, sha=oid)
    if q.version == "2026-03-10" or body.get("return_run_details"):
        return {"workflow_run_id": run.id,
                "run_url": f"{q.api}/repos/{q.repo.full}/actions/runs/{run.id}",
                "html_url": f"{q.root}/{q.repo.full}/actions/runs/{run.id}"}
    return 204, None


@R.on("POST", P + "/dispatches", level=WRITE)
def repository_dispatch(q):
    if not q.body.get("event_type"):
        raise fail(422, "Invalid request.\n\n\"event_type\" wasn't supplied.")
    head = q.repo.git.head()
    robots.start_all(q.store, q.repo, "repository_dispatch", head, q.repo.git.branch(head))
    return 204, None


def list_runs(q, found):
    robots.looked(q.store, q.repo)
    want = q.query
    for key, name in (("head_sha", "sha"), ("branch", "branch"), ("event", "event")):
        if want.get(key):
            found = [r for r in found if getattr(r, name) == want[key]]
    if want.get("status"):
        found = [r for r in found if want["status"] in (r.status, r.conclusion)]
    if want.get("actor"):
        found = [r for r in found if r.actor.login == want["actor"]]
    if want.get("created", "").startswith(">="):
        found = [r for r in found if r.made >= want["created"][2:]]
    found = sorted(found, key=lambda r: r.id, reverse=True)
    return {"total_count": len(found), "workflow_runs": [run_shape(q, r) for r in page(q, found)]}


@R.on("GET", P + "/actions/runs")
def runs(q):
    return list_runs(q, list(q.repo.runs.values()))


@R.on("GET", P + "/actions/workflows/{flow}/runs")
def flow_runs(q):
    flow = flow_of(q)
    return list_runs(q, [r for r in q.repo.runs.values() if r.flow is flow])


def run_of(q):
    run = q.repo.runs.get(q.number("id"))
    if run is None:
        raise gone()
    return run


@R.on("GET", RUN)
def run(q):
    made = run_of(q)
    robots.looked(q.store, q.repo, made.sha)
    return run_shape(q, made)


@R.on("GET", RUN + "/jobs")
def jobs(q):
    made = run_of(q)
    return {"total_count": len(made.jobs), "jobs": [{
        "id": c.id, "run_id": made.id, "name": c.name, "status": c.status, "head_sha": c.sha,
        "conclusion": c.conclusion, "html_url": f"{q.root}/{q.repo.full}/actions/runs/{made.id}"
        f"/job/{c.id}", "url": f"{q.api}/repos/{q.repo.full}/actions/jobs/{c.id}",
        "started_at": c.made, "completed_at": c.done} for c in page(q, made.jobs)]}


@R.on("POST", RUN + "/rerun", level=WRITE)
def rerun(q):
    made = run_of(q)
    if made.status != "completed":
        raise fail(403, "This workflow is already running")
    robots.again(q.store, made, False)
    return 201, {}


@R.on("POST", RUN + "/rerun-failed-jobs", level=WRITE)
def rerun_failed(q):
    made = run_of(q)
    if made.status != "completed" or made.conclusion == "success":
        raise fail(403, "This workflow run cannot be retried")
    robots.again(q.store, made, True)
    return 201, {}


@R.on("GET", RUN + "/artifacts")
def artifacts(q):
    found = run_of(q).artifacts
    return {"total_count": len(found), "artifacts": [artifact_shape(q, a) for a in page(q, found)]}


def artifact_shape(q, a):
    at = f"{q.api}/repos/{q.repo.full}/actions/artifacts/{a.id}"
    return {"id": a.id, "node_id": shape.node("Artifact", a.id), "name": a.name,
            "size_in_bytes": a.blob.size, "url": at, "archive_download_url": at + "/zip",
            "expired": False, "created_at": a.made, "updated_at": a.made, "expires_at": a.made,
            "digest": f"sha256:{a.blob.sha256}",
            "workflow_run": {"id": a.run.id, "head_sha": a.run.sha, "head_branch": a.run.branch}}


@R.on("GET", P + "/actions/artifacts/{id}/zip", login=True)
def artifact_zip(q):
    """On another host, which wants no token."""
    made = q.repo.artifacts.get(q.number("id"))
    if made is None:
        raise gone()
    scheme, _, rest = q.root.partition("://")
    other = "127.0.0.1" if rest.startswith("localhost") else "localhost"
    return Answer(302, "", {"Location": f"{scheme}://{other}:{rest.rpartition(':')[2]}"
                                        f"/__blob/{made.blob.file}"})


# ---- environments and deployments -----------------------------------------


def environment_shape(q, e, full=True):
    out = {"id": e.id, "node_id": shape.node("Environment", e.id), "name": e.name,
           "url": f"{q.api}/repos/{q.repo.full}/environments/{e.name}",
           "html_url": f"{q.root}/{q.repo.full}/deployments/activity_log?environment={e.name}"}
    if full:
        out.update(created_at=e.made, updated_at=e.made, protection_rules=[])
    return out


@R.on("GET", P + "/environments")
def environments(q):
    found = list(q.repo.environments.values())
    return {"total_count": len(found),
            "environments": [environment_shape(q, e) for e in page(q, found)]}


def may_approve(q, env):
    return q.user is not None and (q.user.login in env.reviewers)


@R.on("GET", RUN + "/pending_deployments")
def pending(q):
    made = run_of(q)
    if made.status != "waiting":
        return []
    env = q.repo.environments[made.flow.environment]
    return [{"environment": environment_shape(q, env, False), "wait_timer": 0,
             "wait_timer_started_at": None, "current_user_can_approve": may_approve(q, env),
             "reviewers": [{"type": "User", "reviewer": shape.user(q, q.store.user(n))}
                           for n in env.reviewers]}]


def deployment_shape(q, d):
    at = f"{q.api}/repos/{q.repo.full}/deployments/{d.id}"
    return {"url": at, "id": d.id, "node_id": shape.node("Deployment", d.id), "sha": d.sha,
            "ref": d.ref, "task": "deploy", "payload": {}, "environment": d.environment,
            "original_environment": d.environment, "description": None,
            "creator": shape.user(q, d.creator), "created_at": d.made, "updated_at": d.made,
            "statuses_url": at + "/statuses",
            "repository_url": f"{q.api}/repos/{q.repo.full}"}


@R.on("POST", RUN + "/pending_deployments")
def decide(q):
    made, body = run_of(q), q.body
    for key in ("environment_ids", "state", "comment"):
        if key not in body:
            raise missing("DeploymentReview", key)
    env = q.repo.environments.get(made.flow.environment)
    if made.status != "waiting" or env is None or body["environment_ids"] != [env.id]:
        raise fail(422, "Unprocessable Entity", "There are no pending deployment requests to "
                                                "approve or reject")
    if not may_approve(q, env):
        raise fail(422, "Unprocessable Entity", "No pending deployment requests to approve or "
                                                "reject for this user")
    robots.approve(q.store, made, body["state"] == "approved")
    return [deployment_shape(q, made.deployment)]


@R.on("GET", P + "/deployments")
def deployments(q):
    found = sorted(q.repo.deployments.values(), key=lambda d: -d.id)
    for key in ("sha", "ref", "environment"):
        if q.query.get(key):
            found = [d for d in found if getattr(d, key) == q.query[key]]
    return [deployment_shape(q, d) for d in page(q, found)]


@R.on("GET", P + "/deployments/{id}/statuses")
def deployment_statuses(q):
    made = q.repo.deployments.get(q.number("id"))
    if made is None:
        raise gone()
    at = f"{q.api}/repos/{q.repo.full}/deployments/{made.id}"
    log = f"{q.root}/{q.repo.full}/" + (f"actions/runs/{made.run.id}" if made.run else
                                        "deployments")
    return [{"url": f"{at}/statuses/{s.id}", "id": s.id,
             "node_id": shape.node("DeploymentStatus", s.id), "state": "pending" if s.state == "waiting" else s.state,
             "creator": shape.user(q, made.creator), "description": "",
             "environment": made.environment, "target_url": log, "log_url": log,
             "created_at": s.made, "updated_at": s.made,
             "deployment_url": at, "repository_url": f"{q.api}/repos/{q.repo.full}"}
            for s in page(q, made.statuses[::-1])]
