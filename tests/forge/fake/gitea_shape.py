"""Things in Gitea's JSON."""
import re

from pulls import keep_ref, mergeable
from store import ADMIN, READ, WRITE

WIP = re.compile(r"^(WIP:|\[WIP\])", re.I)


def user(q, who):
    return who and {"id": who.id, "login": who.login, "login_name": "", "full_name": who.name,
                    "email": who.email, "avatar_url": f"{q.root}/avatars/{who.id}",
                    "html_url": f"{q.root}/{who.login}", "is_admin": who.admin,
                    "created": "2020-01-01T00:00:00Z", "visibility": "public", "active": True,
                    "restricted": False, "prohibit_login": False}


def repo(q, one):
    web, level = f"{q.root}/{one.full}", q.store.level(one, q.user)
    return {"id": one.id, "owner": user(q, q.store.user(one.owner)), "name": one.name,
            "full_name": one.full, "description": one.description, "empty": False,
            "private": one.private, "fork": bool(one.parent), "template": False,
            "parent": repo(q, one.parent) if one.parent else None, "mirror": False, "size": 1,
            "url": f"{q.api}/repos/{one.full}", "html_url": web, "link": "",
            "clone_url": web + ".git", "ssh_url": f"git@localhost:{one.full}.git",
            "default_branch": one.git.head(), "archived": one.archived, "created_at": one.made,
            "updated_at": one.made, "has_issues": True, "has_pull_requests": True,
            "has_releases": True, "has_actions": True, "has_code": True,
            "permissions": {"admin": level >= ADMIN, "push": level >= WRITE,
                            "pull": level >= READ},
            "allow_merge_commits": "merge" in one.methods, "allow_rebase": "rebase" in one.methods,
            "allow_rebase_explicit": "rebase" in one.methods,
            "allow_squash_merge": "squash" in one.methods, "allow_fast_forward_only_merge": True,
            "default_merge_style": "merge", "object_format_name": "sha1"}


def label(q, one, made):
    return {"id": made.id, "name": made.name, "exclusive": False, "is_archived": False,
            "color": made.color, "description": made.description,
            "url": f"{q.api}/repos/{one.full}/labels/{made.id}"}


def milestone(q, one, made):
    if made is None:
        return None
    held = [i for i in one.issues.values() if i.milestone is made]
    return {"id": made.id, "title": made.title, "description": made.description,
            "state": made.state, "open_issues": sum(i.state == "open" for i in held),
            "closed_issues": sum(i.state != "open" for i in held), "created_at": made.made,
            "updated_at": made.made, "closed_at": made.closed, "due_on": None}


def issue(q, made):
    one = made.repo
    kind = "pulls" if made.pull else "issues"
    return {"id": made.id, "url": f"{q.api}/repos/{one.full}/issues/{made.number}",
            "html_url": f"{q.root}/{one.full}/{kind}/{made.number}", "number": made.number,
            "user": user(q, made.author), "title": made.title, "body": made.body,
            "labels": [label(q, one, one.labels[n]) for n in made.labels],
            "milestone": milestone(q, one, made.milestone), "assignee": None, "assignees": None,
            "state": made.state, "is_locked": False, "comments": len(made.comments),
            "created_at": made.made, "updated_at": made.changed, "closed_at": made.closed,
            "due_date": None,
            "pull_request": {"merged": made.pull.merged is not None, "merged_at": made.pull.merged,
                             "draft": made.pull.draft,
                             "html_url": f"{q.root}/{one.full}/pulls/{made.number}"}
            if made.pull else None,
            "repository": {"id": one.id, "name": one.name, "owner": one.owner,
                           "full_name": one.full}}


def end(q, one, branch, sha):
    return {"label": branch, "ref": branch, "sha": sha, "repo_id": one.id, "repo": repo(q, one)}


def pull(q, made):
    one, pull_ = made.repo, made.pull
    keep_ref(q.store, made)
    head, base = q.store.head_of(made), one.git.branch(pull_.base)
    out = issue(q, made)
    out.pop("repository")
    out.pop("pull_request")
    web = out["html_url"]
    out.update({
        "url": web, "requested_reviewers": [user(q, q.store.users[n]) for n in pull_.reviewers],
        "requested_reviewers_teams": [], "draft": pull_.draft, "diff_url": web + ".diff",
        "patch_url": web + ".patch", "merged": pull_.merged is not None,
        "mergeable": made.state == "open" and mergeable(q.store, made),
        "merged_at": pull_.merged, "merge_commit_sha": pull_.merge_id,
        "merged_by": user(q, pull_.merged_by), "allow_maintainer_edit": pull_.edits,
        "base": end(q, one, pull_.base, base), "head": end(q, pull_.head_repo, pull_.head, head),
        "merge_base": one.git.merge_base(base, head) if base else "", "review_comments": 0})
    return out


def comment(q, made):
    one = made.issue.repo
    web = f"{q.root}/{one.full}/{'pulls' if made.issue.pull else 'issues'}/{made.issue.number}"
    return {"id": made.id, "html_url": f"{web}#issuecomment-{made.id}",
            "pull_request_url": web if made.issue.pull else "",
            "issue_url": "" if made.issue.pull else web, "user": user(q, made.author),
            "original_author": "", "original_author_id": 0, "body": made.body, "assets": [],
            "created_at": made.made, "updated_at": made.changed}


def commit(q, one, oid):
    c = one.git.commit(oid)
    at = f"{q.api}/repos/{one.full}/git/commits/{oid}"
    return {"url": at, "sha": oid, "created": c["cd"],
            "html_url": f"{q.root}/{one.full}/commit/{oid}",
            "commit": {"url": at, "message": c["message"] + "\n",
                       "author": {"name": c["an"], "email": c["ae"], "date": c["ad"]},
                       "committer": {"name": c["cn"], "email": c["ce"], "date": c["cd"]},
                       "tree": {"url": at, "sha": c["tree"], "created": c["cd"]}},
            "author": None, "committer": None,
            "parents": [{"url": at, "sha": p, "created": c["cd"]} for p in c["parents"]],
            "files": [], "stats": {"total": 0, "additions": 0, "deletions": 0}}


def short_commit(q, one, oid):
    c = one.git.commit(oid)
    return {"id": oid, "message": c["message"] + "\n", "timestamp": c["cd"],
            "url": f"{q.root}/{one.full}/commit/{oid}",
            "author": {"name": c["an"], "email": c["ae"], "username": ""},
            "committer": {"name": c["cn"], "email": c["ce"], "username": ""},
            "verification": None, "added": None, "removed": None, "modified": None}
