#!/usr/bin/env python3
"""like_parsers.py REPOSITORY [COUNT [SEED]]: do other parsers see only the version change?

Commits COUNT random files each of TOML, INI and JSON in REPOSITORY, lets `git rel bump`
change the version in all of them, and reads them before and after with tomllib,
configparser and json.
"""
import configparser
import json
import os
import random
import subprocess
import sys
import tomllib

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


def toml_pairs(rnd, keys):
    return "".join(blank(rnd) + rnd.choice([k, '"%s"' % k]) + blank(rnd) + "=" + blank(rnd) +
                   toml_value(rnd) + end(rnd) for k in keys)


def toml_file(rnd):
    """One of the ways to say project.version."""
    others = [w for w in WORDS if w != "version"]
    here = "version" + blank(rnd) + "=" + blank(rnd) + toml_string(rnd, OLD) + end(rnd)
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
            blank(rnd) + rnd.choice("=:") + blank(rnd) + OLD + blank(rnd) + rnd.choice(["\n", "\r\n"]) +
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
                      ensure_ascii=rnd.random() < 0.5) + rnd.choice(["", "\n"])


def json_version(data):
    return data["plugins"][1], "version"


KINDS = {
    "toml": (toml_file, tomllib.loads, toml_version, "t%d/pyproject.toml"),
    "ini": (ini_file, ini_load, ini_version, "i%d/setup.cfg"),
    "json": (json_file, json.loads, json_version, "j%d/p.json"),
}


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
        except (ValueError, KeyError, TypeError, IndexError, configparser.Error):
            continue
        if holder[key] == OLD:
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
        holder[key] = NEW
        if load(now) != want or len(now) != len(text) - len(OLD) + len(NEW):
            print("%s differs" % path)
            bad += 1
    print("%d files, %d differ" % (len(before), bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
