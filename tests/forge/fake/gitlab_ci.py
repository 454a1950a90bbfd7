"""GitLab: statuses, pipelines, jobs, environments, deployments."""
import gitlab_shape as shape
import robots
from gitlab_frame import P, R, fail, lost, need, pages, wrong
from releases import read_blob
from routing import Answer
from store import WRITE

PIPE = P + "/pipelines/{id}"
STATES = "pending running success failed canceled skipped".split()


def commit_of(q):
    oid = q.repo.git.id(q.p["sha"])
    if oid is None:
        raise lost("Commit")
    return oid


def status_shape(q, s):
    return {"id": s.id, "sha": s.sha, "ref": s.ref, "status": s.state, "name": s.context,
            "target_url": s.url, "description": s.description, "created_at": s.made,
            "started_at": None, "finished_at": s.changed, "allow_failure": False,
            "coverage": None, "pipeline_id": 1, "author": shape.user(q, s.creator)}


@R.on("POST", P + "/statuses/{sha}", level=WRITE)
def status_create(q):
    """The same state twice is refused: it is no transition."""
    need(q, "state")
    oid, body = commit_of(q), q.body
    if body["state"] not in STATES:
        raise wrong("state does not have a valid value")
    name = body.get("name") or body.get("context") or "default"
    for old in q.store.latest_statuses(q.repo, oid):
        if old.context == name and old.state == body["state"] and old.state in (
                "pending", "running"):
            act = {"pending": "enqueue", "running": "run"}[old.state]
            raise fail(400, f"Cannot transition status via :{act} from :{old.state} (Reason(s): "
                            f'Status cannot transition via "{act}")')
    made = q.store.status(q.repo, oid, q.user, body["state"], name, url=body.get("target_url"),
                          description=body.get("description"),
                          ref=body.get("ref") or q.repo.git.head())
    return 201, status_shape(q, made)


@R.on("GET", P + "/repository/commits/{sha}/statuses")
def statuses(q):
    """Those that were told, and jobs of pipelines."""
    oid = commit_of(q)
    robots.looked(q.store, q.repo, oid)
    told = ([s for s in q.repo.statuses if s.sha == oid] if q.flag("all")
            else q.store.latest_statuses(q.repo, oid))
    found = [status_shape(q, s) for s in told]
    for check in q.repo.checks:
        if check.sha == oid:
            found.append({
                "id": check.id, "sha": oid, "ref": check.run.branch if check.run else None,
                "status": shape.state_of(check.status, check.conclusion), "name": check.name,
                "target_url": f"{q.root}/{q.repo.full}/-/jobs/{check.id}", "description": None,
                "created_at": check.made, "started_at": check.made, "finished_at": check.done,
                "allow_failure": False, "coverage": None,
                "pipeline_id": check.run.id if check.run else 1,
                "author": shape.user(q, q.store.user("bot"))})
    return pages(q, [s for s in found if q.query.get("name", s["name"]) == s["name"]])


# ---- pipelines ------------------------------------------------------------


@R.on("GET", P + "/pipelines", job=True)
def pipelines(q):
    robots.looked(q.store, q.repo)
    found = [shape.pipeline(q, r) for r in q.repo.runs.values()]
    for key in ("sha", "ref", "status", "source"):
        if q.query.get(key):
            found = [p for p in found if p[key] == q.query[key]]
    return pages(q, found[::1 if q.query.get("sort") == "asc" else -1])


def run_of(q):
    run = q.repo.runs.get(q.number("id"))
    if run is None:
        raise lost()
    return run


@R.on("GET", PIPE)
def pipeline(q):
    run = run_of(q)
    robots.looked(q.store, q.repo, run.sha)
    return dict(shape.pipeline(q, run), user=shape.user(q, run.actor), started_at=run.made,
                finished_at=run.changed if run.conclusion else None)


@R.on("GET", PIPE + "/jobs")
def jobs(q):
    return [shape.job(q, q.repo, c) for c in pages(q, run_of(q).jobs)]


def start(q, variables):
    ref = q.body.get("ref") or q.query.get("ref")
    oid = q.repo.git.branch(ref) or q.repo.git.tag(ref)
    if oid is None:
        raise fail(400, {"base": ["Reference not found"]})
    if not q.repo.workflows:
        raise fail(400, {"base": ["Missing CI config file"]})
    flow = next(iter(q.repo.workflows.values()))
    full = ref if q.repo.git.branch(ref) else f"refs/tags/{ref}"
    run = robots.start(q.store, q.repo, flow, "workflow_dispatch", full, oid, q.user, variables)
    q.store.emit("dispatch", q.repo, text=flow.file, sha=oid)
    return 201, shape.pipeline(q, run)


@R.on("POST", P + "/pipeline", level=WRITE)
def create(q):
    need(q, "ref")
    return start(q, {v["key"]: v["value"] for v in q.body.get("variables", [])})


@R.on("POST", PIPE + "/retry", level=WRITE)
def retry(q):
    robots.again(q.store, run_of(q), True)
    return 201, shape.pipeline(q, run_of(q))


def job_of(q):
    for run in q.repo.runs.values():
        for check in run.jobs:
            if check.id == q.number("job"):
                return run, check
    raise lost()


@R.on("POST", P + "/jobs/{job}/play", level=WRITE)
def play(q):
    run, check = job_of(q)
    if run.status != "waiting":
        raise fail(400, "400 Bad request - Unplayable Job")
    robots.approve(q.store, run, True)
    return shape.job(q, q.repo, check)


@R.on("GET", P + "/jobs/{job}/artifacts", job=True)
def artifacts(q):
    run, _ = job_of(q)
    if not run.artifacts:
        raise lost()
    return Answer(200, read_blob(q.store, run.artifacts[0].blob.file),
                  {"Content-Type": "application/octet-stream"})


@R.on("GET", P + "/jobs/{job}/artifacts/{path+}", job=True)
def artifact(q):
    run, _ = job_of(q)
    for one in run.artifacts:
        if one.name == q.p["path"]:
            return Answer(200, read_blob(q.store, one.blob.file),
                          {"Content-Type": "application/octet-stream"})
    raise lost()


# ---- environments and deployments -----------------------------------------


@R.on("GET", P + "/environments")
def environments(q):
    return [{"id": e.id, "name": e.name, "slug": e.name, "external_url": None,
             "state": "available", "tier": "production"}
            for e in pages(q, list(q.repo.environments.values()))]


DEPLOYED = {"queued": "created", "waiting": "blocked", "in_progress": "running",
            "failure": "failed"}


def status_of(d):
    return DEPLOYED.get(d.status, d.status)


def deployment_shape(q, d):
    job = d.run.jobs[0] if d.run else None
    env = q.repo.environments.get(d.environment)
    return {"id": d.id, "iid": d.id, "ref": d.ref, "sha": d.sha, "created_at": d.made,
            "updated_at": d.made, "status": status_of(d), "user": shape.user(q, d.creator),
            "environment": {"id": env.id if env else 0, "name": d.environment},
            "deployable": job and {"id": job.id, "name": job.name,
                           "web_url": f"{q.root}/{q.repo.full}/-/jobs/{job.id}"}}


@R.on("GET", P + "/deployments")
def deployments(q):
    found = [d for d in q.repo.deployments.values()
             if q.query.get("environment") in (None, "", d.environment)
             and q.query.get("status") in (None, "", status_of(d))]
    found.sort(key=lambda d: d.id, reverse=q.query.get("sort") == "desc")
    return [deployment_shape(q, d) for d in pages(q, found)]


def deployment_of(q):
    if q.number("id") not in q.repo.deployments:
        raise lost()
    return q.repo.deployments[q.number("id")]


@R.on("GET", P + "/deployments/{id}")
def deployment(q):
    return deployment_shape(q, deployment_of(q))


@R.on("POST", P + "/deployments/{id}/approval")
def approval(q):
    need(q, "status")
    made = deployment_of(q)
    if q.body["status"] not in ("approved", "rejected"):
        raise wrong("status does not have a valid value")
    if q.user.login not in q.repo.environments[made.environment].reviewers:
        raise fail(400, "You do not have permission to approve or reject this deployment")
    if made.run is None or made.run.status != "waiting":
        raise fail(400, "This deployment is not waiting for approvals.")
    robots.approve(q.store, made.run, q.body["status"] == "approved")
    return 201, {"user": shape.user(q, q.user), "status": q.body["status"],
                 "created_at": q.store.now(), "comment": q.body.get("comment")}
