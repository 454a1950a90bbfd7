#!/usr/bin/env python3
"""like_parsers.py REPOSITORY [COUNT [SEED]]: do other parsers see only the version change?

Commits COUNT random files each of TOML, INI, JSON, XML and YAML in REPOSITORY, lets
`git rel bump` change the version in all of them, and reads them before and after with
tomllib, configparser, json, ElementTree and, where it is installed, yaml.
"""
import configparser
import json
import os
import random
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET

try:
    import yaml
except ImportError:
    yaml = None

OLD, NEW = "0.1.0", "9.8.7"
WORDS = ["name", "version", "tool", "x", "a-b", "poetry", "project", "deps"]


def blank(rnd):
    return rnd.choice(["", " ", "  ", "\t"])


def end(rnd):
    return rnd.choice(["\n", "\n", "\r\n", " # " + OLD + "\n", "\n\n"])


def toml_string(rnd, text):
    return rnd.choice(['"%s"', "'%s'"]) % text


def toml_value(rnd, depth=0):
    kind = rnd.randrange(9 if depth < 3 else 6)
    if kind < 2:
        return toml_string(rnd, rnd.choice([OLD, "x", "", "# no", "[a]", "version = 1"]))
    if kind == 2:
        return rnd.choice(['"""\nversion = "0.1.0"\n"""', "'''\n[project]\nversion='0.1.0'\n'''",
                           '"a \\" \\\\"', '"""a \\""" b"""'])
    if kind < 6:
        return rnd.choice(["1", "true", "1.5e3", "1979-05-27T07:32:00Z", "0xff", "-inf"])
    if kind < 8:
        sep = rnd.choice([",", ", ", " ,\n ", ", # c ]\n"])
        items = [toml_value(rnd, depth + 1) for _ in range(rnd.randrange(4))]
        return "[" + rnd.choice(["", "\n"]) + sep.join(items) + "\n]"
    keys = rnd.sample(WORDS, rnd.randrange(3))
    return "{" + ", ".join("%s = %s" % (k, toml_value(rnd, 3)) for k in keys) + " }"


def toml_here(rnd):
    """The version in any kind of string, its key perhaps escaped."""
    return (rnd.choice(["version", '"version"', '"ver\\u0073ion"', "'version'"]) + blank(rnd) + "=" +
            blank(rnd) + rnd.choice(['"%s"', "'%s'", '"""%s"""', "'''%s'''", '"""\n%s"""']) % OLD)


def toml_pairs(rnd, keys):
    return "".join(blank(rnd) + rnd.choice([k, '"%s"' % k]) + blank(rnd) + "=" + blank(rnd) +
                   toml_value(rnd) + end(rnd) for k in keys)


def toml_file(rnd):
    """One of the ways to say project.version."""
    others = [w for w in WORDS if w != "version"]
    here = toml_here(rnd) + end(rnd)
    text = toml_pairs(rnd, rnd.sample(["top", "version"], rnd.randrange(3)))
    if rnd.random() < 0.3:
        text += rnd.choice(["project." + here, "'project' . \"version\" = '%s'\n" % OLD,
                            "project = { x = 1, version = \"%s\" }\n" % OLD])
    else:
        for _ in range(rnd.randrange(3)):
            text += "[[list]]" + end(rnd) + toml_pairs(rnd, rnd.sample(WORDS, 2))
        text += "[" + blank(rnd) + "project" + blank(rnd) + "]" + end(rnd)
        keys = rnd.sample(others, rnd.randrange(4))
        text += toml_pairs(rnd, keys[:2]) + here + toml_pairs(rnd, keys[2:])
    text += "[project2]" + end(rnd) + toml_pairs(rnd, rnd.sample(WORDS, 3))
    return text


def toml_version(data):
    return data["project"], "version"


def ini_file(rnd):
    def pairs(keys):
        return "".join(k + blank(rnd) + rnd.choice("=:") + blank(rnd) +
                       rnd.choice([OLD, "x", "a = b", "attr: y", "1\n  version = 2", ""]) +
                       rnd.choice(["\n", "\r\n", "\n\n", "\n; version = 1\n"]) for k in keys)
    others = ["name", "Author", "long_description", "x"]
    text = "".join("[s%d]\n%s" % (i, pairs(rnd.sample(["version", "x"], rnd.randrange(3))))
                   for i in range(rnd.randrange(3)))
    return (text + "[metadata]\n" + pairs(rnd.sample(others, 2)) + rnd.choice(["version", "Version"]) +
            blank(rnd) + rnd.choice("=:") + blank(rnd) +
            rnd.choice(["", "", "\n  ", "\n\n; version = 1\n\t"]) + OLD + blank(rnd) +
            rnd.choice(["\n", "\r\n"]) +
            "[options]\n" + pairs(["version"]))


def ini_load(text):
    p = configparser.RawConfigParser()
    p.read_string(text)
    return {s: dict(p[s]) for s in p.sections()}


def ini_version(data):
    return data["metadata"], "version"


def json_value(rnd, depth=0):
    kind = rnd.randrange(8 if depth < 4 else 5)
    if kind < 2:
        return rnd.choice([OLD, "x", "", "\"version\": \"1\"", "\\", "\u00e9", "{[,"])
    if kind < 5:
        return rnd.choice([1, -1.5e3, True, None, 0])
    if kind < 6:
        return [json_value(rnd, depth + 1) for _ in range(rnd.randrange(4))]
    return {k: json_value(rnd, depth + 1) for k in rnd.sample(WORDS, rnd.randrange(4))}


def json_file(rnd):
    data = {k: json_value(rnd) for k in rnd.sample(WORDS, rnd.randrange(5))}
    data["plugins"] = [json_value(rnd), {"version": OLD, "x": json_value(rnd)}]
    items = list(data.items())
    rnd.shuffle(items)
    return json.dumps(dict(items), indent=rnd.choice([None, 2, "\t"]),
                      ensure_ascii=rnd.random() < 0.5).replace(
                          '"version"', rnd.choice(['"version"', '"ver\\u0073ion"'])) + rnd.choice(["", "\n"])


def json_version(data):
    return data["plugins"][1], "version"


def xml_elements(rnd, prefix, depth=0):
    def text():
        return rnd.choice(["", "x", OLD, "<![CDATA[<version>1</version>]]>", "<!-- <version> -->"])
    out = ""
    for _ in range(rnd.randrange(4)):
        name = rnd.choice(["parent", "a", "o:version", "properties"])
        name = name if ":" in name else prefix + name
        inner = xml_elements(rnd, prefix, depth + 1) if depth < 3 else text()
        if depth and rnd.random() < 0.5:
            inner += "<%sversion>%s</%sversion>" % (prefix, OLD, prefix)
        out += "<%s%s>%s%s</%s>" % (name, rnd.choice(["", " a='>'", "\n"]), text(), inner, name)
    return out


def xml_file(rnd):
    prefix = rnd.choice(["", "m:"])
    return ("<?xml version='1.0'?>%s<%sproject xmlns:o='o' xmlns%s='m'>%s<%sversion>%s</%sversion>%s</%sproject>\n" %
            (rnd.choice(["", "<!-- <version>1</version> -->\n"]), prefix, prefix and ":m",
             xml_elements(rnd, prefix), prefix, rnd.choice(["%s", "<![CDATA[%s]]>"]) % OLD, prefix,
             xml_elements(rnd, prefix), prefix))


class XmlVersion(dict):
    """The project's version by key, and all else, to be compared."""

    def __init__(self, text):
        root = ET.fromstring(text)
        found = root.findall("{m}version")
        super().__init__(version=found[0].text)
        found[0].text = ""
        self["rest"] = ET.tostring(root)


def yaml_value(rnd, depth=0):
    """What may stand behind a colon, with its line end."""
    pad = "  " * (depth + 1)
    kind = rnd.randrange(9 if depth < 2 else 7)
    if kind == 0:
        return " %s%s\n" % (rnd.choice(["|", ">", "|-", ">+"]), "".join(
            rnd.choice(["\n", "\n%sversion: 1" % pad, "\n%s\"x" % pad, "\n%s# y" % pad])
            for _ in range(rnd.randrange(4))))
    if kind == 1:
        return ' "x\nversion: 1\n\\" %s y"\n' % rnd.choice(["'", "#", "", ": "])
    if kind == 2:
        return " 'it''s\n%sversion: 1\n%s' # x\n" % (rnd.choice(["", pad]), rnd.choice(["", pad]))
    if kind == 3:
        return rnd.choice([" {\nversion: 1, # }\nb: [ \"}\" ]\n}\n", " [a, 'it', \"]\",\n b\n]\n", " {}\n"])
    if kind < 6:
        return rnd.choice([" it's\n%s\"one\n" % pad, " x # \"\n", " a#b\n", "\n", " \"\" \n", " !!str &a x\n"])
    if kind < 7:
        return " " + OLD + "\n"
    if kind < 8:
        return "\n" + "".join("%s- b%d:%s" % (pad, i, yaml_value(rnd, depth + 2)) for i in range(2))
    return "\n" + "".join("%s%s:%s" % (pad, k, yaml_value(rnd, depth + 1)) for k in rnd.sample(WORDS, 2))


def yaml_file(rnd):
    def pairs():
        return "".join("%s:%s" % (k, yaml_value(rnd)) + rnd.choice(["", "", "# version: 1\n", "\n"])
                       for k in rnd.sample([w for w in WORDS if w != "version"], rnd.randrange(3)))
    here = (rnd.choice(["version", '"version"', "'version'", '"ver\\x73ion"', "version "]) + ":" +
            rnd.choice([" ", "  ", "\n  ", " # us\n\n "]) +
            rnd.choice(["%s", '"%s"', "'%s'", "%s # x"]) % OLD + "\n")
    return rnd.choice(["", "---\n", "# version: 1\n"]) + pairs() + here + pairs().replace("name", "name2")


def top_version(data):
    return data, "version"


KINDS = {
    "toml": (toml_file, tomllib.loads, toml_version, "t%d/pyproject.toml"),
    "ini": (ini_file, ini_load, ini_version, "i%d/setup.cfg"),
    "json": (json_file, json.loads, json_version, "j%d/p.json"),
    "xml": (xml_file, XmlVersion, top_version, "x%d/pom.xml"),
}
BROKEN = (ValueError, KeyError, TypeError, IndexError, configparser.Error, ET.ParseError)
if yaml:
    KINDS["yaml"] = yaml_file, yaml.safe_load, top_version, "y%d/Chart.yaml"
    BROKEN += (yaml.YAMLError,)


def read(path):
    with open(path, "rb") as f:
        return f.read().decode()


def one(rnd, kind, path):
    """A file that its parser takes, with the version where it is looked for."""
    make, load, where, _ = KINDS[kind]
    while True:
        text = make(rnd)
        try:
            holder, key = where(load(text))
        except BROKEN:
            continue
        if isinstance(holder[key], str) and holder[key].strip() == OLD:
            break
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(text.encode())
    return text


def main():
    repo = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    rnd = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    before, names = {}, []
    for kind, (_, _, _, name) in KINDS.items():
        for i in range(count):
            path = name % i
            before[path] = kind, one(rnd, kind, os.path.join(repo, path))
            names.append(path + (":.plugins[1].version" if kind == "json" else ""))

    def git(*args):
        subprocess.run(["git", "-C", repo, *args], check=True)
    git("add", "-A")
    git("commit", "-q", "-m", "files")
    git("config", "rel.versionFiles", " ".join(names))
    git("rel", "bump", NEW)
    bad = 0
    for path, (kind, text) in before.items():
        _, load, where, _ = KINDS[kind]
        now = read(os.path.join(repo, path))
        want = load(text)
        holder, key = where(want)
        holder[key] = holder[key].replace(OLD, NEW)
        if load(now) != want or len(now) != len(text) - len(OLD) + len(NEW):
            print("%s differs" % path)
            bad += 1
    print("%d files, %d differ" % (len(before), bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
