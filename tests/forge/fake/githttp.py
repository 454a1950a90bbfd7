"""git over http: git-http-backend, and a hook that knows the forge's rules."""
import base64
import json
import os
import re
import subprocess

from gitrepo import ZERO, clean_env
from pulls import pushed
from routing import Answer
from store import READ, WRITE

PATH = re.compile(r"/(?P<name>.+?)(?:\.git)?/(?P<rest>info/refs|HEAD|objects/.+|"
                  r"git-(?:upload|receive)-pack)")
BACKEND = os.path.join(subprocess.check_output(["git", "--exec-path"], text=True).strip(),
                       "git-http-backend")
HOOKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hooks")
WORDS = {
    "github": "error: GH006: Protected branch update failed for {ref}.\n"
              "error: Changes must be made through a pull request.",
    "tag": "error: GH013: Repository rule violations found for {ref}.\n"
           "- Cannot {act} this protected ref.",
    "gitlab": "GitLab: You are not allowed to push code to protected branches on this project.",
    "gitlab-tag": "GitLab: You are not allowed to {act} protected tags on this project.",
    "gitea": "Gitea: Not allowed to push to protected branch {short}",
    "gitea-tag": "Gitea: Tag {short} is protected",
}


def who(store, headers):
    """(user, token) of basic auth: any name, the token as password; or None."""
    kind, _, rest = headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            name, _, secret = base64.b64decode(rest).decode().partition(":")
        except ValueError:
            return None
        for one in (secret, name):
            if one in store.tokens and not store.tokens[one].revoked:
                return store.tokens[one]
    return None


def refs_of(git):
    done = git.run("for-each-ref", "--format=%(refname) %(objectname)", check=False)
    return dict(line.split(" ") for line in done.stdout.decode().splitlines())


def words_for(kind, rule_ref):
    tag = rule_ref.startswith("refs/tags/")
    return WORDS[("tag" if kind == "github" else kind + "-tag") if tag else kind]


def serve(store, request):
    found = PATH.fullmatch(request.path)
    repo, moved = store.find(found["name"])
    token = who(store, request.headers)
    user = token.user if token else None
    push = "receive-pack" in request.target
    asked = Answer(401, "Authentication required\n",
                   {"WWW-Authenticate": 'Basic realm="forge"'})
    if request.headers.get("Authorization") and user is None:
        return asked
    if repo is None or store.level(repo, user) < READ:
        return Answer(404, "Repository not found\n") if user else asked
    if push and user is None:
        return asked
    if push and (store.level(repo, user) < WRITE or token.read):
        return Answer(403, f"remote: Permission to {repo.full}.git denied to {user.login}.\n")
    if push and repo.archived:
        return Answer(403, "This repository was archived so it is read-only.\n")
    if moved:
        return Answer(301, "", {"Location": f"{request.root}/{repo.full}.git/{found['rest']}"})
    before = refs_of(repo.git) if push and request.method == "POST" else None
    answer = backend(store, request, repo, user, found["rest"])
    if before is not None:
        after = refs_of(repo.git)
        with store.lock:
            for ref in sorted(set(before) | set(after)):
                if before.get(ref) != after.get(ref) and ref.startswith(("refs/heads/",
                                                                         "refs/tags/")):
                    pushed(store, repo, ref, before.get(ref, ZERO), after.get(ref, ZERO), user)
    return answer


def backend(store, request, repo, user, rest):
    env = clean_env(GIT_PROJECT_ROOT=os.path.dirname(repo.git.path), GIT_HTTP_EXPORT_ALL="1",
                    PATH_INFO=f"/{os.path.basename(repo.git.path)}/{rest}",
                    QUERY_STRING=request.target.partition("?")[2], REMOTE_ADDR="127.0.0.1",
                    REQUEST_METHOD=request.method, CONTENT_LENGTH=str(len(request.data)),
                    CONTENT_TYPE=request.headers.get("Content-Type", ""),
                    HTTP_CONTENT_ENCODING=request.headers.get("Content-Encoding", ""),
                    GIT_PROTOCOL=request.headers.get("Git-Protocol", ""))
    values = [("http.receivepack", "true"), ("receive.advertisePushOptions", "true")]
    if user:
        env["REMOTE_USER"] = user.login
        with store.lock:
            rules = store.push_rules(repo, user)
        if rules:
            for rule in rules:
                rule["words"] = words_for(store.kind, rule["ref"])
            env["FORGE_RULES"] = json.dumps(rules)
            values.append(("core.hooksPath", HOOKS))
    for key, value in values:
        n = int(env["GIT_CONFIG_COUNT"])
        env.update({f"GIT_CONFIG_KEY_{n}": key, f"GIT_CONFIG_VALUE_{n}": value,
                    "GIT_CONFIG_COUNT": str(n + 1)})
    out = subprocess.run([BACKEND], input=request.data, env=env, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, check=False).stdout
    head, _, rest = out.partition(b"\r\n\r\n")
    fields = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if line)
    status = int(fields.pop("Status", "200").split()[0])
    return Answer(status, rest, fields)
