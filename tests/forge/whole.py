"""whole.py <run>|no-<run>|none <kind>: is what the forge keeps exactly what comes of that run of
forge_runs.bash?  Its state comes on stdin; what is wrong is said, and ends with 1."""
import json
import sys

want, kind = sys.argv[1:]
state = json.load(sys.stdin)
bad = []


def same(what, is_, shall):
    if is_ != shall:
        bad.append(f"{what}: {is_!r} instead of {shall!r}")


def pull():
    issues = list(state["issues"].values())
    same("pull requests", len(issues), 1)
    for one in issues[:1]:
        same("title", one["title"], "Release v0.2.0")
        same("body", one["body"].strip(), "### Added\n- a thing")
        same("labels", one["labels"], ["release"])
        same("state", one["state"], "open")
        milestone = one.get("milestone")
        same("milestone", (milestone or {}).get("title"), "0.2.0")
        bob = kind == "gitea" and want != "again"
        same("reviewers", one["pull"]["reviewers"], ["bob" if bob else "carl"])


def old():
    issues = list(state["issues"].values())
    same("pull requests", [(i["title"], i["labels"], i.get("milestone"), i["pull"]["reviewers"])
                           for i in issues], [("Not yet", [], None, [])])


def back():
    issues = list(state["issues"].values())
    same("pull requests", len(issues), 1)
    for one in issues[:1]:
        same("title", one["title"], "Merge v0.2.0 into develop")
        same("head", one["pull"]["head"], "back-merge/v0.2.0")
        same("base", one["pull"]["base"], "develop")
        same("state", one["state"], "open")


def release():
    releases = list(state["releases"].values())
    same("releases", len(releases), 1)
    for one in releases[:1]:
        same("tag", one["tag"], "v0.2.0")
        same("draft", one["draft"], False)
        same("title", one["name"], "v0.2.0")
        same("text", one["body"].strip(), "### Added\n- a thing")
        files = one["links"] if kind == "gitlab" else one["assets"]
        same("files", sorted(a["name"] for a in files), ["a.tar.gz", "b.txt"])
        same("whole", [a["name"] for a in one["assets"] if not a["whole"]], [])


def protection():
    rules = sorted((r["kind"], r["pattern"], sorted(set(r["acts"]) & {"force", "update"}))
                   for r in state["rules"].values())
    same("rules", rules, [("branch", "main", ["force"]), ("branch", "stable/*", ["force"]),
                          ("tag", "v*", ["update"])])


def asked_for_ci():
    issues = list(state["issues"].values())
    same("pull requests", len(issues), 1)
    same("labels", [one["labels"] for one in issues], [[]])
    same("comments", comments(1, "/ci"), 1)


def comments(number, begin=""):
    return sum(c["body"].startswith(begin) for c in state["issues"][str(number)]["comments"])


def ran():
    runs = [r for r in state["runs"].values() if r["event"] == "workflow_dispatch"]
    same("runs", [r["conclusion"] for r in runs], ["success"])


def approved():
    runs = list(state["runs"].values())
    same("runs", len(runs), 1)
    same("waits", [r["status"] == "waiting" for r in runs], [False])
    same("approved", [r["approved"] for r in runs], [True])
    same("attempts", [r["attempt"] for r in runs], [1])


def backports(lines):
    issues = list(state["issues"].values())
    same("pull requests", sorted(i["pull"]["base"] for i in issues[1:]), lines)
    for one in issues[1:]:
        line = one["pull"]["base"]
        same("head", one["pull"]["head"], f"backport/1/{line}")
        same("title", one["title"], f"[Backport {line}] Change it")
        same("labels", sorted(one["labels"]), ["backport", "ready"])
        same("state", one["state"], "open")
        same("marks", one["body"].count("<!-- git-backport: v1 source=1 "), 1)
    same("comments", comments(1), 1 if want == "conflict" else 0)


def no_backports():
    same("pull requests", list(state["issues"]), ["1"])
    same("comments", comments(1), 0)


LINES = ["stable/v0.1.x", "stable/v0.2.x"]
if want in ("pr", "pushed", "again"):
    pull()
elif want == "back":
    back()
elif want == "old":
    old()
elif want == "publish":
    release()
elif want == "protect":
    protection()
elif want == "ci":
    asked_for_ci()
elif want == "run":
    ran()
elif want == "approve":
    approved()
elif want in ("submit", "later", "refresh", "event", "no-refresh"):
    backports(LINES)
elif want.startswith("no-"):
    no_backports()
elif want == "conflict":
    backports(LINES[:1])
else:
    same("pull requests", list(state["issues"]), [])
if want != "publish":
    same("releases", list(state["releases"]), [])
for line in bad:
    print(line, file=sys.stderr)
sys.exit(bool(bad))
