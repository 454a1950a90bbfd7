"""Are these lines statements of in-toto?  By the published specifications:

https://github.com/in-toto/attestation, spec/v1/statement.md, digest_set.md,
resource_descriptor.md, field_types.md, and spec/predicates/test-result.md (v0.1)
and svr.md (v0.2); what spec/predicates has no file for is of somebody's own, and
only its type is looked at.  There is no JSON Schema of them to run.

	python3 in_toto.py <file>
"""

import json
import re
import sys

HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
URI = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+")
ATTESTATION = "https://in-toto.io/attestation/"


def fields(what, o, needed, allowed=()):
    assert isinstance(o, dict), f"{what} is no object"
    for name in needed:
        assert name in o, f"{what} has no '{name}'"
    for name in o:
        assert name in needed or name in allowed, f"{what} has '{name}'"


def text(what, s):
    assert isinstance(s, str) and s, f"{what}: {s!r} is no text"


def uri(what, s):
    text(what, s)
    assert URI.fullmatch(s), f"{what}: {s!r} is no URI"


def time(what, s):
    text(what, s)
    assert TIME.fullmatch(s), f"{what}: {s!r} is no time"


def texts(what, all):
    assert isinstance(all, list), f"{what} is no list"
    for s in all:
        text(what, s)


def digest(what, d):
    assert isinstance(d, dict) and d, f"{what} has no digest"
    for kind, value in d.items():
        assert kind in ("gitCommit", "gitTree", "gitBlob", "gitTag", "sha256"), kind
        assert HEX.fullmatch(value), f"{what}: {value!r} is no {kind}"


def resource(what, r):
    fields(what, r, (), ("name", "uri", "digest", "content", "downloadLocation",
                         "mediaType", "annotations"))
    assert "uri" in r or "digest" in r or "content" in r, f"{what} names nothing"
    if "digest" in r:
        digest(what, r["digest"])
    if "name" in r:
        text(what, r["name"])


def resources(what, all):
    assert isinstance(all, list), f"{what} is no list"
    for r in all:
        resource(what, r)


def test_result(p):
    lists = {"PASSED": "passedTests", "WARNED": "warnedTests",
             "FAILED": "failedTests"}
    fields("test-result", p, ("result", "configuration"),
           ("url", "evidenceCommit", *lists.values()))
    assert p["result"] in lists, p["result"]
    resources("configuration", p["configuration"])
    if "url" in p:
        uri("url", p["url"])
    for name in lists.values():
        texts(name, p.get(name, []))
    assert p[lists[p["result"]]], f"{p['result']}, and no test that is"


def svr(p):
    fields("svr", p, ("verifier", "timeCreated", "properties"))
    fields("verifier", p["verifier"], ("id", "policies"))
    uri("verifier.id", p["verifier"]["id"])
    resources("verifier.policies", p["verifier"]["policies"])
    time("timeCreated", p["timeCreated"])
    texts("properties", p["properties"])
    for name in p["properties"]:
        assert not re.match("SLSA_", name), f"{name} is not ours to say"


def own(p):
    assert isinstance(p, dict)
    for name in p:
        assert re.fullmatch("[a-z][A-Za-z0-9]*", name), name
    time("time", p["time"])


def statement(o):
    fields("statement", o, ("_type", "subject", "predicateType"), ("predicate",))
    assert o["_type"] == "https://in-toto.io/Statement/v1", o["_type"]
    uri("predicateType", o["predicateType"])
    assert o["subject"], "no subject"
    for r in o["subject"]:
        resource("subject", r)
        digest("subject", r.get("digest"))
    names = [r["name"] for r in o["subject"] if "name" in r]
    assert len(names) == len(set(names)), "two subjects of one name"
    kind = o["predicateType"]
    {ATTESTATION + "test-result/v0.1": test_result,
     ATTESTATION + "svr/v0.2": svr}.get(kind, own)(o["predicate"])
    assert kind.startswith("urn:x-git-rel:") or kind.startswith(ATTESTATION), kind
    return kind


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        for line in f:
            print(statement(json.loads(line)))


main()
