"""What happens on a forge by itself: workflows that start, and bots that answer.

A bot waits for an event: {"on": "comment", "match": "^/ci", "do": [{"after": 2,
"comment": "started"}, ...]}; `after` counts requests, so that it is the same in
each run.  With `"times": 1` only the first such event counts.  Events: comment, label, pull, merged, push, release, dispatch.
"""
import base64
import fnmatch
import re
from types import SimpleNamespace as Thing

from releases import keep_blob, make
from gitrepo import is_hex


def happened(store, event, repo, info):
    for bot in store.bots:
        if bot["on"] == event and re.search(bot.get("match", ""), info.text) and (
                bot.get("repo", repo.full) == repo.full) and bot.get("times") != 0:
            if "times" in bot:
                bot["times"] -= 1
            for act in bot["do"]:
                store.due.append([act.get("after", 0), act, repo, info])
    if event == "push":
        start_all(store, repo, "push", info.text, info.sha)
    elif event == "pull":
        start_all(store, repo, "pull_request", info.issue.pull.head, info.sha)
    elif event == "release":
        start_all(store, repo, "release", f"refs/tags/{info.text}", info.sha)
    settle(store)


def tick(store):
    """One more request has come."""
    for one in store.due:
        one[0] -= 1
    settle(store)


def settle(store):
    ready = [one for one in store.due if one[0] <= 0]
    store.due = [one for one in store.due if one[0] > 0]
    for _, act, repo, info in ready:
        act_now(store, act, repo, info)


def asked(issue, text):
    """With the number of the comment that it answers, the last "/ci"."""
    first = next((c.id for c in reversed(issue.comments) if c.body.startswith("/ci")), "")
    return text.replace("{asked}", str(first))


def act_now(store, act, repo, info):
    """One thing that a bot or the test does, as somebody else."""
    who = store.user(act.get("as", "bot"))
    issue = repo.issues.get(act["issue"]) if "issue" in act else info.issue
    sha = act.get("sha") or info.sha or (store.head_of(issue) if issue and issue.pull else None)
    if sha and not (is_hex(sha) and len(sha) == 40):
        sha = repo.git.id(sha)
    if "comment" in act:
        store.comment(issue, who, asked(issue, act["comment"]))
    if "edit" in act:
        made = next(c for c in reversed(issue.comments) if c.author is who)
        made.body, made.changed = asked(issue, act["edit"]), store.now()
    for name in act.get("label", []):
        store.label(repo, name, make=True)
        store.set_labels(issue, issue.labels + [name])
    if "unlabel" in act:
        store.set_labels(issue, [n for n in issue.labels if n not in act["unlabel"]])
    if "status" in act:
        one = dict(act["status"])
        store.status(repo, sha, who, one.pop("state"), one.pop("context"), **one)
    if "check" in act:
        one = dict(act["check"])
        store.check(repo, sha, one.pop("name"), **one)
    if "release" in act:
        one = dict(act["release"])
        make(store, repo, who, one.pop("tag", info.text.removeprefix("refs/tags/")), sha, **one)
    if "close" in act:
        store.set_state(issue, "closed")
    if "run" in act:
        finish_run(store, repo.runs[act["run"]], act.get("conclusion", "success"))


# ---- workflows and pipelines ----------------------------------------------


def workflow(store, repo, file, **more):
    """on: events; polls: how often a run is looked at until it is done; jobs: names;
    environment: its name, where `reviewers` must be asked first; artifacts:
    {name: base64}."""
    made = Thing(id=store.id(), file=file, name=file.rpartition(".")[0] or file, on=["push"],
                 inputs={}, polls=2, conclusion="success", jobs=["build"], environment=None,
                 branches=["*"], artifacts={}, made=store.now())
    people = more.pop("reviewers", [n for n, level in repo.members.items() if level == "admin"])
    made.__dict__.update(more)
    repo.workflows[file] = made
    if made.environment:
        repo.environments.setdefault(made.environment, Thing(
            id=store.id(), name=made.environment, made=store.now(), reviewers=people))
    return made


def start_all(store, repo, event, ref, sha):
    short = ref.removeprefix("refs/heads/")
    for flow in repo.workflows.values():
        if event in flow.on and any(fnmatch.fnmatchcase(short, b) for b in flow.branches):
            start(store, repo, flow, event, ref, sha)


def start(store, repo, flow, event, ref, sha, who=None, inputs=None):
    who = who or store.user("bot")
    run = Thing(id=store.id(), repo=repo, flow=flow, event=event, ref=ref, sha=sha,
                branch=ref.removeprefix("refs/heads/").removeprefix("refs/tags/"), actor=who,
                status="queued", conclusion=None, left=flow.polls, jobs=[], made=store.now(),
                number=len(repo.runs) + 1, attempt=1, inputs=inputs or {}, artifacts=[],
                tag=ref.startswith("refs/tags/"), approved=not flow.environment)
    run.changed = run.made
    run.jobs = [store.check(repo, sha, name, run=run) for name in flow.jobs]
    repo.runs[run.id] = run
    if flow.environment:
        run.deployment = deploy(store, repo, flow.environment, sha, run.branch, who, run)
        deployed(store, repo, run.deployment, "queued")
    return run


def looked(store, repo, sha=None):
    """Somebody asks: what runs gets on."""
    for run in repo.runs.values():
        if run.status == "completed" or sha and run.sha != sha:
            continue
        if run.status == "waiting":
            continue
        run.left -= 1
        if run.left <= 0 and not run.approved:
            change(store, run, "waiting", None)
        elif run.left <= 0:
            finish_run(store, run, run.flow.conclusion)
        elif run.status == "queued":
            change(store, run, "in_progress", None)


def change(store, run, status, conclusion):
    run.status, run.conclusion, run.changed = status, conclusion, store.now()
    if run.flow.environment:
        deployed(store, run.repo, run.deployment, status if not conclusion else
                 "success" if conclusion == "success" else "failure")
    for job in run.jobs:
        job.status, job.conclusion = status, conclusion
        job.done = run.changed if conclusion else None


def finish_run(store, run, conclusion):
    change(store, run, "completed", conclusion)
    for name, content in run.flow.artifacts.items():
        one = Thing(id=store.id(), name=name, run=run, made=store.now(),
                    blob=keep_blob(store, base64.b64decode(content)))
        run.artifacts.append(one)
        run.repo.artifacts[one.id] = one


def deploy(store, repo, environment, sha, ref, who, run=None):
    made = Thing(id=store.id(), run=run, environment=environment, sha=sha, ref=ref,
                 made=store.now(), creator=who, status=None, statuses=[])
    repo.deployments[made.id] = made
    return made


def deployed(store, repo, made, state):
    """How it stands, in GitHub's words; the statuses, the oldest first."""
    made.status = state
    made.statuses.append(Thing(id=store.id(), state=state, made=store.now()))
    if state == "success":      # it takes the place of those before
        for other in repo.deployments.values():
            if other is not made and (other.environment, other.status) == (made.environment, state):
                other.statuses.append(Thing(id=store.id(), state="inactive", made=store.now()))


def approve(store, run, good):
    run.approved = good
    if good:
        run.left = run.flow.polls
        change(store, run, "in_progress", None)
    else:
        finish_run(store, run, "failure")


def again(store, run, failed_only):
    run.attempt += 1
    run.left = run.flow.polls
    for job in list(run.jobs):
        if failed_only and job.conclusion == "success":
            continue
        run.jobs.remove(job)
        run.jobs.append(store.check(run.repo, run.sha, job.name, run=run))
    run.status, run.conclusion, run.changed = "queued", None, store.now()
