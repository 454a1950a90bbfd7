#!/bin/bash
# Assignments inside parentheses, so in conditions; they are statements of their
# own.  Two may stay:
#
#	if ((rc = f()) < 0)	rc or r, < 0, and no other assignment in the line
#	for (e = a; ...; e = b)	the first part and the last
#
# Files may be named; else all are looked at.
set -u
cd "$(dirname "$0")/.." || exit 1
shopt -s nullglob
[ $# -gt 0 ] || set -- lib/*/*.[ch] git-*/*.[ch] git-*/*/*.[ch]
[ $# -gt 0 ] || { echo "assign.sh: no sources" && exit 1; }

exec python3 - "$@" <<'END'
import re
import sys

HIDDEN = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""",
                    re.S)
TOKEN = re.compile(r"<<=|>>=|[-+*/%&|^]=|[=!<>]=|[][(){};=]|\w+")
ASSIGN = re.compile(r"(?:<<|>>|[-+*/%&|^])?=")


def blank(text):
    """Comments and literals become spaces; lines and columns stay."""
    return HIDDEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def close(code, at):
    """Behind the parenthesis that closes the one at `at`."""
    depth = 0
    for i in range(at, len(code)):
        depth += {"(": 1, ")": -1}.get(code[i], 0)
        if not depth:
            return i + 1
    return len(code)


def assignments(code):
    """Where each is, and what it is in: (word, where it opens, its semicolons),
    outermost first."""
    inside, word = [], ""
    for m in TOKEN.finditer(code):
        t = m[0]
        if t in "([{":
            inside.append([word if t == "(" else t, m.start(), 0])
        elif t in ")]}" and inside:
            inside.pop()
        elif t == ";" and inside:
            inside[-1][2] += 1
        elif ASSIGN.fullmatch(t):
            yield m.start(), [tuple(i) for i in inside]
        word = t


def may_stay(code, inside, in_line):
    word, at, semicolons = inside[-1] if inside else ("{", 0, 0)
    if word == "{" or (word == "for" and semicolons != 1):
        return True
    return (in_line == 1 and "while" not in [i[0] for i in inside] and
            re.match(r"\(rc? = ", code[at:]) is not None and
            re.match(r" < 0\b(?!\.)", code[close(code, at):]) is not None)


found = 0
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as f:
        text = f.read()
    code = blank(text)
    all_of = [(code.count("\n", 0, at), inside)
              for at, inside in assignments(code)]
    lines = [line for line, _ in all_of]
    bad = {line for line, inside in all_of
           if not may_stay(code, inside, lines.count(line))}
    for line in sorted(bad):
        print(f"{name}:{line + 1}: {text.splitlines()[line].strip()}")
    found += len(bad)
sys.exit(found > 0)
END
