"""What a test tells the forge, and asks it, below /__.

	POST /__repo	{"name", "path"?, "private"?, "members": {login: level}, "parent"?,
			"immutable"?, "method"?, "methods"?, "archived"?, "old_names"?}
	POST /__token	{"token", "login", "read"?, "job"?, "only"?, "revoked"?, "admin"?}
	POST /__label, /__milestone, /__workflow, /__issue, /__deployment	with "repo"
	POST /__do	what a bot does, now: {"repo", "issue"?, "sha"?, "comment"? ...}
	POST /__bot	robots.py
	POST /__fault	faults.py; DELETE /__fault takes all away
	POST /__delay	{"ms": 50} for every answer
	POST /__reset	{"root", "public"?}: a new forge, that keeps its things there;
			public: what the API's own URLs begin with, for a proxy in front
	GET /__log, /__log.txt, DELETE /__log, GET /__blob/<name>
	GET /__state, /__state/repos/acme%2Fwidget/issues/1/title: all, or one value
"""
import json
import urllib.parse
from types import SimpleNamespace

import robots
from gitrepo import Git
from releases import read_blob
from routing import Answer
from store import Store


def repo(app, said):
    wanted = dict(said)
    full = wanted.pop("name")
    if full in app.store.repos:
        one = app.store.repos[full]
        members = wanted.pop("members", {})
        one.members.update(members)
        if "path" in wanted:
            one.git = Git(wanted.pop("path"))
        if "methods" in wanted:
            wanted["methods"] = set(wanted["methods"])
        one.__dict__.update(wanted)
    else:
        one = app.store.add_repo(full, **wanted)
        for login in one.members:
            app.store.user(login)
    return {"id": one.id, "path": one.git.path}


def token(app, said):
    wanted = dict(said)
    secret, login = wanted.pop("token"), wanted.pop("login")
    app.store.token(secret, login, **wanted)
    if "admin" in wanted:
        app.store.users[login].admin = wanted["admin"]
    return {}


def in_repo(app, said):
    wanted = dict(said)
    return app.store.repos[wanted.pop("repo")], wanted


def label(app, said):
    one, wanted = in_repo(app, said)
    return {"id": app.store.label(one, wanted.pop("name"), make=True, **wanted).id}


def milestone(app, said):
    one, wanted = in_repo(app, said)
    return {"number": app.store.milestone(one, wanted.pop("title"), **wanted).number}


def issue(app, said):
    one, wanted = in_repo(app, said)
    who = app.store.user(wanted.pop("author", "ada"))
    for name in wanted.get("labels", []):
        app.store.label(one, name, make=True)
    made = app.store.issue(one, who, wanted.pop("title"), wanted.pop("body", ""))
    if wanted.get("milestone") in {m.title for m in one.milestones.values()}:
        wanted["milestone"] = next(m for m in one.milestones.values()
                                   if m.title == wanted["milestone"])
    made.__dict__.update(wanted)
    return {"number": made.number}


def workflow(app, said):
    one, wanted = in_repo(app, said)
    return {"id": robots.workflow(app.store, one, wanted.pop("file"), **wanted).id}


def run(app, said):
    """The newest run is about another commit, or gone."""
    one, wanted = in_repo(app, said)
    newest = max(one.runs)
    if wanted.pop("gone", False):
        del one.runs[newest]
    else:
        one.runs[newest].__dict__.update(wanted)
    return {"id": newest}


def now(app, said):
    one, wanted = in_repo(app, said)
    robots.act_now(app.store, wanted, one, SimpleNamespace(issue=None, sha=None, text=""))
    return {}


def bot(app, said):
    app.store.bots.append(said)
    return {}


def fault(app, said):
    app.faults.add(said)
    return {}


def delay(app, said):
    app.faults.delay = said["ms"] / 1000
    return {}


def deployment(app, said):
    """Made by no run: to `environment`, of what `ref` is on, as `state` says."""
    one, wanted = in_repo(app, said)
    sha = one.git.run("rev-parse", wanted["ref"] + "^{commit}").strip()
    made = robots.deploy(app.store, one, wanted["environment"], sha, wanted["ref"],
                         app.store.user("bot"))
    robots.deployed(app.store, one, made, wanted.get("state", "success"))
    return {"id": made.id}


def reset(app, said):
    app.renew(said["root"])
    app.public = said.get("public")
    app.store.proxied = app.public is not None
    return {}


POST = {"repo": repo, "token": token, "label": label, "milestone": milestone, "issue": issue,
        "workflow": workflow, "run": run, "deployment": deployment, "do": now, "bot": bot, "fault": fault, "delay": delay,
        "reset": reset}


def serve(app, request):
    name = request.path[3:]
    if request.method == "GET" and name == "log":
        return Answer(200, app.log)
    if request.method == "GET" and name == "log.txt":
        return Answer(200, "".join(f"{e['method']} {e['path']} {e['status']}\n" for e in app.log))
    if request.method == "DELETE" and name == "log":
        app.log = []
        return Answer(204)
    if request.method == "DELETE" and name == "fault":
        app.faults.clear()
        return Answer(204)
    if request.method == "GET" and name == "state":
        return Answer(200, state(app.store))
    if request.method == "GET" and name.startswith("state/"):
        return one_value(app.store, name.split("/")[1:])
    if request.method == "POST" and name in POST:
        try:
            return Answer(200, POST[name](app, json.loads(request.data)))
        except (KeyError, ValueError, TypeError) as e:
            return Answer(400, {"message": f"{type(e).__name__}: {e}"})
    return Answer(404, {"message": "no such thing to tell"})


def plain(value, depth=0):
    """Things as JSON; what points back to its owner is only named."""
    if isinstance(value, Git):
        return value.path
    if isinstance(value, SimpleNamespace):
        if depth and hasattr(value, "login"):
            return value.login
        if depth and hasattr(value, "full"):
            return value.full
        return {k: plain(v, depth + 1) for k, v in vars(value).items()
                if k not in ("repo", "issue", "release", "run", "flow", "comments_by_id")}
    if isinstance(value, dict):
        return {str(k): plain(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(v, depth + 1) for v in value]
    return value


def state(store: Store):
    out = {}
    for full, one in store.repos.items():
        out[full] = {k: plain(v) for k, v in vars(one).items() if k not in ("comments", "git")}
        out[full]["refs"] = dict(line.split(" ") for line in one.git.run(
            "for-each-ref", "--format=%(refname) %(objectname)").splitlines())
    return {"repos": out, "users": {k: plain(v) for k, v in store.users.items()}}


def one_value(store, keys):
    found = state(store)
    for key in keys:
        key = urllib.parse.unquote(key)
        try:
            found = found[int(key) if isinstance(found, list) else key]
        except (KeyError, IndexError, ValueError, TypeError):
            return Answer(404, "")
    return Answer(200, found if isinstance(found, str) else json.dumps(found))


def blob(app, request):
    """A store of files as forges send to: it takes no token of theirs."""
    if request.headers.get("Authorization") or request.headers.get("PRIVATE-TOKEN"):
        return Answer(400, "<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism "
                           "allowed</Message></Error>", {"Content-Type": "application/xml"})
    name = request.path.rpartition("/")[2]
    if not name.isdigit():
        return Answer(404)
    try:
        return Answer(200, read_blob(app.store, name),
                      {"Content-Type": "application/octet-stream"})
    except OSError:
        return Answer(404)
