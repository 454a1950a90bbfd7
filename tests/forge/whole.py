"""whole.py pr|pushed|publish|protect|back|none <kind>: is what the forge keeps exactly that?  Its state
comes on stdin; what is wrong is said, and ends with 1."""
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
        same("reviewers", one["pull"]["reviewers"], ["bob" if kind == "gitea" else "carl"])


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
    same("rules", rules, [("branch", "main", ["force"]), ("branch", "release/*", ["force"]),
                          ("tag", "v*", ["update"])])


if want in ("pr", "pushed"):
    pull()
elif want == "back":
    back()
elif want == "publish":
    release()
elif want == "protect":
    protection()
else:
    same("pull requests", list(state["issues"]), [])
    same("releases", list(state["releases"]), [])
if want != "publish":
    same("releases", list(state["releases"]), [])
for line in bad:
    print(line, file=sys.stderr)
sys.exit(bool(bad))
