"""recorded.py FIXTURES EXAMPLES ASK: do we read what api.github.com has said?

FIXTURES is @octokit/fixtures: exchanges that were recorded.  EXAMPLES is the file of
@octokit/webhooks-examples with what GitHub sends to webhooks, whose things have the
same shape as in the API's answers; each is put where the API would have it.  ASK is
tests/forge/ask.c, built: it asks, and prints what was read.  Says what could not be
read, or was read as something else, and how many were asked; ends with 1 then.
"""
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse

fixtures, examples, ask = sys.argv[1:]
answers = {}     # "GET /path": (status, headers, JSON)
asked = failed = 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def serve(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        page = re.search(r"(?:^|&)page=(\d+)", query)
        key = f"{self.command} {urllib.parse.unquote(path)}" + (f" {page[1]}" if page else "")
        status, headers, body = answers.get(key, (404, {}, {"message": f"none for {key}"}))
        if isinstance(status, list):     # one after the other
            status, headers, body = status.pop(0)
        data = here(json.dumps(body)).encode() if status != 204 else b""
        self.send_response(status)
        for name in ("link", "location", "etag", "content-type"):
            if name in headers:
                self.send_header(name, here(headers[name]))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = serve

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
API = f"http://127.0.0.1:{server.server_port}"


def here(text):
    return re.sub(r"https://(api|uploads)\.github\.com", API, text)


def put(key, body, status=200, headers=None):
    answers[key] = (status, headers or {"content-type": "application/json"}, body)


def check(what, project, words, *wanted, status=0):
    """ask these words; each of `wanted` is a line of what it prints."""
    global asked, failed
    asked += 1
    got = subprocess.run([ask, *words], capture_output=True, text=True, errors="replace",
                         timeout=60,
                         env={"FORGE": "github", "API": API, "WEB": f"{API}/{project}",
                              "PROJECT": project, "TOKEN": "t0ken", "no_proxy": "*"})
    out = got.stdout + got.stderr
    lost = [w for w in wanted if w not in out]
    if got.returncode != status or lost:
        failed += 1
        print(f"{what}: {words[0]}: status {got.returncode}, not read: {lost}\n{out}")


# ---- things that webhooks get ----------------------------------------------


def pulls(project, event):
    one = event["pull_request"]
    state = "merged" if one["merged"] else one["state"]
    wanted = [f"number={one['number']}\nstate={state}\ndraft={int(one['draft'])}",
              f"\ntitle={one['title']}\n", f"\nbase={one['base']['ref']}\n",
              f"\nhead_id={one['head']['sha']}\n", *(f"\nlabel={x['name']}\n" for x in one["labels"])]
    put(f"GET /repos/{project}/pulls/{one['number']}", one)
    put(f"GET /repos/{project}/pulls", [one])
    check(f"pull request, {event.get('action')}", project, ["pull_get", str(one["number"])], *wanted)
    check("pull requests", project, ["pulls"], wanted[0])


def releases(project, event):
    one = event["release"]
    put(f"GET /repos/{project}/releases/tags/{one['tag_name']}", one)
    put(f"GET /repos/{project}/releases", [one])
    put(f"GET /repos/{project}/releases/{one['id']}/assets", one["assets"])
    check(f"release, {event['action']}", project, ["release_find", one["tag_name"]],
          f"tag={one['tag_name']}\ndraft={int(one['draft'])}\nprerelease={int(one['prerelease'])}",
          *(f"asset={a['name']} size={a['size']} " for a in one["assets"]))


def check_runs(project, event):
    one = event["check_run"]
    at = f"GET /repos/{project}/commits/{one['head_sha']}"
    put(f"{at}/check-runs", {"total_count": 1, "check_runs": [one]})
    put(f"{at}/status", {"state": "pending", "total_count": 0, "statuses": []})
    check(f"check, {event['action']}", project, ["checks", one["head_sha"]],
          f"check={one['name']} ", f"({one['conclusion'] or one['status']})")


def statuses(project, event):
    at = f"GET /repos/{project}/commits/{event['sha']}"
    put(f"{at}/check-runs", {"total_count": 0, "check_runs": []})
    put(f"{at}/status", {"state": event["state"], "total_count": 1, "statuses": [event]})
    check("status", project, ["checks", event["sha"]], f"check={event['context']} ",
          f"({event['state']})")


def runs(project, event):
    one = event["workflow_run"]
    put(f"GET /repos/{project}/actions/runs/{one['id']}", one)
    put(f"GET /repos/{project}/actions/runs", {"total_count": 1, "workflow_runs": [one]})
    wanted = f"run={one['id']}\n", f"({one['conclusion'] or one['status']})"
    check(f"run, {event['action']}", project, ["run_get", str(one["id"])], *wanted)
    check("runs", project, ["runs", one["head_sha"]], *wanted)


def comments(project, event):
    number, one = event["issue"]["number"], event["comment"]
    put(f"GET /repos/{project}/issues/{number}/comments", [one])
    check(f"comment, {event['action']}", project,
          ["comment_find", str(number), one["body"][:20]], one["body"][:20])


def issues(project, event):
    one = event["issue"]
    if "state" not in one:      # somebody has cut it
        return
    put(f"GET /repos/{project}/issues", [one])
    check(f"issue, {event['action']}", project, ["scope", "open=1"],
          f"{'pull' if 'pull_request' in one else 'issue'}={one['number']} ", one["title"])


KINDS = {"pull_request": pulls, "release": releases, "check_run": check_runs, "status": statuses,
         "workflow_run": runs, "issue_comment": comments, "issues": issues}


def webhooks():
    with open(examples, encoding="utf-8") as f:
        kinds = json.load(f)
    for kind in kinds:
        for n, event in enumerate(kind["examples"]):
            if kind["name"] in KINDS:
                KINDS[kind["name"]](f"{kind['name']}/example-{n}", event)


def events(place):
    """git backport ci takes each for what it is: of another project, or none of its own."""
    global asked, failed
    backport = os.path.join(os.path.dirname(ask), "..", "bin", "git-backport")
    env = {"PATH": os.environ["PATH"], "HOME": place, "GIT_CONFIG_NOSYSTEM": "1"}
    git = ["git", "-C", place, "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "a"],
                  ["remote", "add", "origin", f"{API}/acme/widget"], ["config", "rel.forge", "github"],
                  ["config", "rel.forgeUrl", API]):
        subprocess.run([*git, *words], env=env, check=True)
    with open(examples, encoding="utf-8") as f:
        kinds = json.load(f)
    for kind in kinds:
        for event in kind["examples"]:
            with open(f"{place}/event.json", "w", encoding="utf-8") as f:
                json.dump(event, f)
            asked += 1
            got = subprocess.run([backport, "ci", "--event=event.json"], cwd=place, env=env,
                                 capture_output=True, text=True, timeout=60)
            if got.returncode > 1 or got.returncode == 1 and "the event is of" not in got.stderr:
                failed += 1
                print(f"event {kind['name']}: {got.returncode}: {got.stderr}")


# ---- exchanges ---------------------------------------------------------------


def scenario(name):
    """All of it, where it was; of several answers to one thing one after the other."""
    path = f"{fixtures}/scenarios/api.github.com/{name}/normalized-fixture.json"
    said = {}
    with open(path, encoding="utf-8") as f:
        for x in json.load(f):
            where, _, query = urllib.parse.unquote(x["path"]).partition("?")
            page = re.search(r"(?:^|&)page=(\d+)", query)
            key = f"{x['method'].upper()} {where}" + (f" {page[1]}" if page else "")
            said.setdefault(key, []).append((x["status"], x["headers"], x["response"]))
    answers.update({k: (v, None, None) if len(v) > 1 else v[0] for k, v in said.items()})
    return f"octokit-fixture-org/{name}", said


def exchanges(folder):
    sha = "0000000000000000000000000000000000000001"
    project, said = scenario("add-labels-to-issue")
    check("labels", project, ["labels_add", "1", "label=Foo,bAr,baZ"])
    check("labels that are not there", project, ["labels_add", "1", "label=Foo,other"],
          "did not add 'other'", status=128)

    project, said = scenario("create-status")
    put(f"GET /repos/{project}/commits/{sha}/check-runs", {"total_count": 0, "check_runs": []})
    wanted = said[f"GET /repos/{project}/commits/{sha}/status"][0][2]["statuses"]
    check("statuses", project, ["checks", sha],
          *(f"check={s['context']} " for s in wanted), *(f"({s['state']})" for s in wanted))

    project, _ = scenario("paginate-issues")
    check("pages by the number of a project", project, ["scope", "open=1"],
          *(f"issue={n} " for n in range(1, 14)), "requests=5")

    project, _ = scenario("rename-repository")
    put("GET /user", {"login": "octokit-fixture-user-a"})
    check("a renamed project", project, ["may_push"], "may=1")

    project, said = scenario("branch-protection")
    put(f"GET /repos/{project}/rules/branches/main", [])
    put(f"GET /repos/{project}/branches/main", {"name": "main", "protected": False})
    check("what is not protected", project, ["guard", "main"], "protected=0")

    for name in "release-assets", "release-assets-conflict":
        project, said = scenario(name)
        at = f"/repos/{project}/releases"
        one = said[f"GET {at}/tags/v1.0.0"][0][2]
        put(f"GET {at}", [one])
        check(name, project, ["release_find", "v1.0.0"], "tag=v1.0.0")
        file = f"{folder}/test-upload.txt"
        with open(file, "w", encoding="ascii") as f:
            f.write("Hello, world!\n")
        words = ["assets_send", "v1.0.0", file]
        if name == "release-assets-conflict":    # whoever meets that looks again
            check(name, project, words, "Validation Failed; name already_exists", status=1)
            check(name, project, ["asset_delete", "v1.0.0", "test-upload.txt"])
        check(name, project, words, "asset=test-upload.txt size=14 ")


webhooks()
with tempfile.TemporaryDirectory() as place:
    os.chmod(place, 0o700)
    exchanges(place)
    events(place)
print(f"# recorded: {asked} asked, {failed} not read as they are")
sys.exit(bool(failed))
