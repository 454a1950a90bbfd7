"""Things in GitHub's JSON.  Fields that nobody asks for are there, too: the
vendor's description wants them."""
import base64
from urllib.parse import quote

from pulls import commits, keep_ref, mergeable
from store import ADMIN, MAINTAIN, WRITE, READ


def node(kind, number):
    return base64.b64encode(f"{kind}:{number}".encode()).decode()


def user(request, who):
    if who is None:
        return None
    name = quote(who.login)  # a bot has brackets
    at = f"{request.api}/users/{name}"
    out = {"login": who.login, "id": who.id, "node_id": node("User", who.id),
           "avatar_url": f"{request.root}/avatars/u/{who.id}", "gravatar_id": "", "url": at,
           "html_url": f"{request.root}/{name}", "type": who.kind, "site_admin": who.admin}
    for key in "followers subscriptions organizations repos received_events".split():
        out[f"{key}_url"] = f"{at}/{key}"
    for key, rest in (("following", "{/other_user}"), ("gists", "{/gist_id}"),
                      ("starred", "{/owner}{/repo}"), ("events", "{/privacy}")):
        out[f"{key}_url"] = f"{at}/{key}{rest}"
    return out


URLS = """archive:{archive_format}{/ref} assignees:{/user} blobs@git/blobs:{/sha}
branches:{/branch} collaborators:{/collaborator} comments:{/number} commits:{/sha}
compare:{base}...{head} contents:{+path} contributors: deployments: downloads: events: forks:
git_commits@git/commits:{/sha} git_refs@git/refs:{/sha} git_tags@git/tags:{/sha}
issue_comment@issues/comments:{/number} issue_events@issues/events:{/number} issues:{/number}
keys:{/key_id} labels:{/name} languages: merges: milestones:{/number} notifications:
pulls:{/number} releases:{/id} stargazers: statuses:{sha} subscribers: subscription: tags:
teams: trees@git/trees:{/sha} hooks:""".split()


def repo(request, one, full=False):
    at = f"{request.api}/repos/{one.full}"
    web = f"{request.root}/{one.full}"
    owner = request.store.user(one.owner)
    out = {"id": one.id, "node_id": node("Repository", one.id), "name": one.name,
           "full_name": one.full, "owner": user(request, owner), "private": one.private,
           "html_url": web, "description": one.description or None, "fork": bool(one.parent),
           "url": at, "license": None, "default_branch": one.git.head(),
           "clone_url": web + ".git", "ssh_url": f"git@localhost:{one.full}.git",
           "git_url": f"git://localhost/{one.full}.git", "svn_url": web, "mirror_url": None,
           "homepage": None, "language": None, "size": 1, "archived": one.archived,
           "disabled": False, "pushed_at": one.made, "created_at": one.made,
           "updated_at": one.made, "visibility": "private" if one.private else "public",
           "topics": [], "is_template": False, "allow_forking": True}
    for word in URLS:
        name, _, rest = word.partition(":")
        key, _, path = name.partition("@")
        out[f"{key}_url"] = f"{at}/{path or key}{'/' if rest[:1] == '{' and rest[1:2] not in '/' else ''}{rest}"
    for key in ("issues", "projects", "wiki", "downloads"):
        out[f"has_{key}"] = True
    for key in ("forks", "forks_count", "stargazers_count", "watchers_count", "watchers",
                "open_issues", "open_issues_count"):
        out[key] = 0
    out.update(has_pages=False, has_discussions=False)
    if request.user:
        level = request.store.level(one, request.user)
        out["permissions"] = {"admin": level >= ADMIN, "maintain": level >= MAINTAIN,
                              "push": level >= WRITE, "triage": level >= WRITE,
                              "pull": level >= READ}
    if full:
        out.update(subscribers_count=0, network_count=0,
                   allow_merge_commit="merge" in one.methods,
                   allow_squash_merge="squash" in one.methods,
                   allow_rebase_merge="rebase" in one.methods,
                   allow_auto_merge=False, delete_branch_on_merge=False)
        if one.parent:
            out["parent"] = out["source"] = repo(request, one.parent)
    return out


def label(request, one, name):
    made = request.store.label(one, name, make=True)
    return {"id": made.id, "node_id": node("Label", made.id), "name": name, "color": made.color,
            "url": f"{request.api}/repos/{one.full}/labels/{quote(name, safe='')}", "default": False,
            "description": made.description}


def milestone(request, one, made):
    if made is None:
        return None
    held = [i for i in one.issues.values() if i.milestone is made]
    at = f"{request.api}/repos/{one.full}/milestones/{made.number}"
    return {"url": at, "html_url": f"{request.root}/{one.full}/milestone/{made.number}",
            "labels_url": at + "/labels", "id": made.id, "node_id": node("Milestone", made.id),
            "number": made.number, "state": made.state, "title": made.title,
            "description": made.description, "creator": None,
            "open_issues": sum(i.state == "open" for i in held),
            "closed_issues": sum(i.state != "open" for i in held), "created_at": made.made,
            "updated_at": made.made, "closed_at": made.closed, "due_on": None}


def issue(request, made, score=None):
    one = made.repo
    at = f"{request.api}/repos/{one.full}/issues/{made.number}"
    kind = "pull" if made.pull else "issues"
    out = {"url": at, "repository_url": f"{request.api}/repos/{one.full}",
           "html_url": f"{request.root}/{one.full}/{kind}/{made.number}", "id": made.id,
           "node_id": node("Issue", made.id), "number": made.number, "title": made.title,
           "body": made.body or None, "state": made.state, "locked": False,
           "user": user(request, made.author),
           "labels": [label(request, one, n) for n in made.labels], "assignee": None,
           "assignees": [], "milestone": milestone(request, one, made.milestone),
           "comments": len(made.comments), "created_at": made.made, "updated_at": made.changed,
           "closed_at": made.closed, "author_association": "MEMBER"}
    for key in ("labels", "comments", "events"):
        out[f"{key}_url"] = f"{at}/{key}" + ("{/name}" if key == "labels" else "")
    if made.pull:
        pull_at = f"{request.api}/repos/{one.full}/pulls/{made.number}"
        out["pull_request"] = {"url": pull_at, "html_url": out["html_url"],
                               "diff_url": out["html_url"] + ".diff",
                               "patch_url": out["html_url"] + ".patch",
                               "merged_at": made.pull.merged}
        out["draft"] = made.pull.draft
    if score is not None:
        out["score"] = score
    return out


def end(request, one, branch, sha):
    return {"label": f"{one.owner}:{branch}", "ref": branch, "sha": sha,
            "repo": repo(request, one), "user": user(request, request.store.user(one.owner))}


def pull(request, made, full=False):
    one, store = made.repo, request.store
    at = f"{request.api}/repos/{one.full}/pulls/{made.number}"
    issue_at = f"{request.api}/repos/{one.full}/issues/{made.number}"
    base = made.pull.base_at if made.pull.merged else one.git.branch(made.pull.base)
    keep_ref(store, made)
    head = store.head_of(made)
    out = issue(request, made)
    for key in ("repository_url", "labels_url", "events_url", "pull_request", "comments"):
        out.pop(key)
    out.update({
        "url": at, "node_id": node("PullRequest", made.id), "issue_url": issue_at,
        "diff_url": out["html_url"] + ".diff", "patch_url": out["html_url"] + ".patch",
        "commits_url": at + "/commits", "review_comments_url": at + "/comments",
        "review_comment_url": f"{request.api}/repos/{one.full}/pulls/comments{{/number}}",
        "comments_url": issue_at + "/comments",
        "statuses_url": f"{request.api}/repos/{one.full}/statuses/{head}",
        "merged_at": made.pull.merged, "merge_commit_sha": made.pull.merge_id,
        "head": end(request, made.pull.head_repo, made.pull.head, head),
        "base": end(request, one, made.pull.base, base),
        "requested_reviewers": [user(request, store.users[n]) for n in made.pull.reviewers],
        "requested_teams": [], "draft": made.pull.draft, "auto_merge": None})
    out["_links"] = {key: {"href": out[f"{key}_url"]} for key in
                     "html issue comments review_comments review_comment commits statuses".split()}
    out["_links"]["self"] = {"href": at}
    if full:
        files = one.git.files(base, head) if base else []
        can = None if made.state != "open" else mergeable(store, made)
        out.update(merged=bool(made.pull.merged), merged_by=user(request, made.pull.merged_by),
                   mergeable=can, rebaseable=can, comments=len(made.comments), review_comments=0,
                   mergeable_state="unknown" if can is None else "clean" if can else "dirty",
                   maintainer_can_modify=made.pull.edits, commits=len(commits(store, made)),
                   additions=sum(f[1] for f in files), deletions=sum(f[2] for f in files),
                   changed_files=len(files))
    return out


def comment(request, made):
    one = made.issue.repo
    at = f"{request.api}/repos/{one.full}/issues"
    kind = "pull" if made.issue.pull else "issues"
    return {"id": made.id, "node_id": node("IssueComment", made.id),
            "url": f"{at}/comments/{made.id}", "body": made.body,
            "html_url": f"{request.root}/{one.full}/{kind}/{made.issue.number}"
                        f"#issuecomment-{made.id}",
            "user": user(request, made.author), "created_at": made.made,
            "updated_at": made.changed, "issue_url": f"{at}/{made.issue.number}",
            "author_association": "MEMBER", "performed_via_github_app": None}


def commit(request, one, oid):
    c = one.git.commit(oid)
    at = f"{request.api}/repos/{one.full}"
    web = f"{request.root}/{one.full}/commit"
    return {"sha": oid, "node_id": node("Commit", oid), "url": f"{at}/commits/{oid}",
            "html_url": f"{web}/{oid}", "comments_url": f"{at}/commits/{oid}/comments",
            "commit": {"author": {"name": c["an"], "email": c["ae"], "date": c["ad"]},
                       "committer": {"name": c["cn"], "email": c["ce"], "date": c["cd"]},
                       "message": c["message"], "comment_count": 0,
                       "tree": {"sha": c["tree"], "url": f"{at}/git/trees/{c['tree']}"},
                       "url": f"{at}/git/commits/{oid}",
                       "verification": {"verified": False, "reason": "unsigned", "payload": None,
                                        "signature": None, "verified_at": None}},
            "author": None, "committer": None,
            "parents": [{"sha": p, "url": f"{at}/commits/{p}", "html_url": f"{web}/{p}"}
                        for p in c["parents"]]}


STATUS = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "C": "copied",
          "T": "changed"}


def changed(request, one, head, file):
    kind, added, removed, name, old, blob = file
    out = {"sha": blob, "filename": name, "status": STATUS[kind], "additions": added,
           "deletions": removed, "changes": added + removed,
           "blob_url": f"{request.root}/{one.full}/blob/{head}/{name}",
           "raw_url": f"{request.root}/{one.full}/raw/{head}/{name}",
           "contents_url": f"{request.api}/repos/{one.full}/contents/{name}?ref={head}"}
    if old:
        out["previous_filename"] = old
    return out
