"""Things in GitLab's JSON."""
import re

from pulls import approvals, keep_ref, mergeable
from store import LEVELS

DRAFT = re.compile(r"^(\[draft\]|\(draft\)|draft:)\s*", re.I)
STATE = {"queued": "pending", "in_progress": "running", "waiting": "manual", "pending": "pending"}
DONE = {"success": "success", "failure": "failed", "cancelled": "canceled", "skipped": "skipped",
        "neutral": "success", "timed_out": "failed", "action_required": "manual"}


def user(q, who):
    return who and {"id": who.id, "username": who.login, "name": who.name, "state": "active",
                    "locked": False, "avatar_url": None, "web_url": f"{q.root}/{who.login}"}


def project(q, one):
    web = f"{q.root}/{one.full}"
    out = {"id": one.id, "name": one.name, "path": one.name, "description": one.description,
           "path_with_namespace": one.full, "name_with_namespace": one.full.replace("/", " / "),
           "default_branch": one.git.head(), "created_at": one.made, "web_url": web,
           "http_url_to_repo": web + ".git", "ssh_url_to_repo": f"git@localhost:{one.full}.git",
           "visibility": "private" if one.private else "public", "archived": one.archived,
           "merge_method": one.method, "squash_option": "default_off",
           "merge_requests_enabled": True, "issues_enabled": True,
           "namespace": {"id": q.store.user(one.owner.split("/")[0]).id, "path": one.owner,
                         "full_path": one.owner, "kind": "group"},
           "only_allow_merge_if_pipeline_succeeds": False, "remove_source_branch_after_merge":
           False, "_links": {"self": f"{q.api}/projects/{one.id}"}}
    if one.parent:
        out["forked_from_project"] = {"id": one.parent.id,
                                      "path_with_namespace": one.parent.full}
    if q.user:
        had = LEVELS.get(one.members.get(q.user.login), 0)
        out["permissions"] = {"project_access": {"access_level": had, "notification_level": 3}
                              if had else None, "group_access": None}
    return out


def milestone(q, one, made):
    return made and {"id": made.id, "iid": made.number, "project_id": one.id, "title": made.title,
                     "description": made.description,
                     "state": "active" if made.state == "open" else "closed",
                     "created_at": made.made, "updated_at": made.made, "due_date": None,
                     "start_date": None, "expired": False,
                     "web_url": f"{q.root}/{one.full}/-/milestones/{made.number}"}


def common(q, made, sign):
    one = made.repo
    return {"id": made.id, "iid": made.number, "project_id": one.id, "title": made.title,
            "description": made.body, "created_at": made.made, "updated_at": made.changed,
            "closed_at": made.closed, "closed_by": None, "author": user(q, made.author),
            "labels": sorted(made.labels), "milestone": milestone(q, one, made.milestone),
            "assignees": [user(q, u) for u in made.assignees],
            "assignee": user(q, made.assignees[0]) if made.assignees else None,
            "user_notes_count": len(made.comments), "upvotes": 0, "downvotes": 0,
            "discussion_locked": None,
            "references": {"short": f"{sign}{made.number}", "relative": f"{sign}{made.number}",
                           "full": f"{one.full}{sign}{made.number}"}}


def issue(q, made):
    out = common(q, made, "#")
    out.update(state="opened" if made.state == "open" else "closed", confidential=False,
               web_url=f"{q.root}/{made.repo.full}/-/issues/{made.number}")
    return out


def status_of(q, made):
    """(merge_status, detailed_merge_status), as GitLab finds out after a while."""
    pull = made.pull
    if made.state != "open":
        return "can_be_merged", "not_open"
    if not pull.checked:
        return "checking", "checking"
    if not mergeable(q.store, made):
        return "cannot_be_merged", "conflict"
    if pull.draft:
        return "can_be_merged", "draft_status"
    if any(len(approvals(made)) < r.reviews
           for r in q.store.rules_of(made.repo, "branch", pull.base)):
        return "can_be_merged", "not_approved"
    return "can_be_merged", "mergeable"


def merge_request(q, made, full=False):
    one, pull = made.repo, made.pull
    keep_ref(q.store, made)
    head = q.store.head_of(made)
    out = common(q, made, "!")
    merged = pull.merged is not None
    state, detail = status_of(q, made)
    out.update({
        "state": "merged" if merged else "opened" if made.state == "open" else "closed",
        "merged_by": user(q, pull.merged_by), "merge_user": user(q, pull.merged_by),
        "merged_at": pull.merged, "source_branch": pull.head, "target_branch": pull.base,
        "source_project_id": pull.head_repo.id, "target_project_id": one.id,
        "draft": pull.draft, "work_in_progress": pull.draft, "sha": head,
        "merge_when_pipeline_succeeds": bool(pull.auto), "merge_status": state,
        "detailed_merge_status": detail,
        "merge_commit_sha": pull.merge_id if merged and not pull.squash_id else None,
        "squash_commit_sha": pull.squash_id, "squash": pull.squash,
        "reviewers": [user(q, q.store.users[n]) for n in pull.reviewers],
        "should_remove_source_branch": None, "force_remove_source_branch": pull.remove,
        "web_url": f"{q.root}/{one.full}/-/merge_requests/{made.number}",
        "has_conflicts": detail == "conflict", "blocking_discussions_resolved": True})
    if merged and out["merge_commit_sha"] == head:
        out["merge_commit_sha"] = None      # fast forward: there is no merge commit
    if full:
        runs = [r for r in one.runs.values() if r.sha == head]
        out["head_pipeline"] = pipeline(q, runs[-1]) if runs else None
        base = one.git.branch(pull.base)
        start = one.git.merge_base(base, head) if base else None
        out["diff_refs"] = {"base_sha": start, "head_sha": head, "start_sha": start}
        out["changes_count"] = str(len(one.git.files(start, head))) if start else None
        out["user"] = {"can_merge": q.user is not None and q.store.level(one, q.user) >= 30}
        out["rebase_in_progress"] = False
    return out


def note(q, made):
    return {"id": made.id, "type": None, "body": made.body, "author": user(q, made.author),
            "created_at": made.made, "updated_at": made.changed, "system": False,
            "noteable_id": made.issue.id, "noteable_iid": made.issue.number,
            "noteable_type": "MergeRequest" if made.issue.pull else "Issue",
            "project_id": made.issue.repo.id, "resolvable": False, "confidential": False,
            "internal": False}


def label(one, made):
    return {"id": made.id, "name": made.name, "color": "#" + made.color.lstrip("#"),
            "description": made.description or None, "priority": None,
            "text_color": "#FFFFFF", "is_project_label": True, "subscribed": False}


def commit(q, one, oid):
    c = one.git.commit(oid)
    return {"id": oid, "short_id": oid[:8], "created_at": c["cd"], "parent_ids": c["parents"],
            "title": c["message"].split("\n")[0], "message": c["message"] + "\n",
            "author_name": c["an"], "author_email": c["ae"], "authored_date": c["ad"],
            "committer_name": c["cn"], "committer_email": c["ce"], "committed_date": c["cd"],
            "trailers": {}, "web_url": f"{q.root}/{one.full}/-/commit/{oid}"}


# ---- CI -------------------------------------------------------------------


def state_of(status, conclusion):
    return DONE.get(conclusion, "failed") if status == "completed" else STATE[status]


def pipeline(q, run):
    one = run.repo
    source = {"pull_request": "merge_request_event", "workflow_dispatch": "api"}
    return {"id": run.id, "iid": run.number, "project_id": one.id, "sha": run.sha,
            "ref": run.branch, "status": state_of(run.status, run.conclusion),
            "source": source.get(run.event, "push"), "created_at": run.made,
            "updated_at": run.changed, "tag": run.tag,
            "web_url": f"{q.root}/{one.full}/-/pipelines/{run.id}"}


def job(q, one, check):
    run = check.run
    return {"id": check.id, "name": check.name, "stage": "test",
            "status": state_of(check.status, check.conclusion), "ref": run.branch,
            "tag": run.tag, "allow_failure": False, "created_at": check.made,
            "finished_at": check.done, "pipeline": {"id": run.id, "ref": run.branch,
                                                    "sha": run.sha, "project_id": one.id},
            "web_url": f"{q.root}/{one.full}/-/jobs/{check.id}",
            "artifacts": [{"file_type": "archive", "filename": a.name, "size": a.blob.size}
                          for a in run.artifacts]}
