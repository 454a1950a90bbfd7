#!/usr/bin/env python3
"""Print the second half of version.data: what Python's packaging says about
random PEP 440 versions, and about CalVer, which borrows its suffixes.

Each line compares neighbours in its order, or says what it refuses.
"""
import random
import sys

try:
    from packaging.version import InvalidVersion, Version
except ImportError:
    from pip._vendor.packaging.version import InvalidVersion, Version

SEPARATORS = ["", "", "", ".", "-", "_"]
NUMBERS = ["0", "1", "2", "9", "10", "11", "007", "20260203"]


def number(r):
    return r.choice(NUMBERS)


def word(r, words):
    text = r.choice(words)
    if r.random() < 0.2:
        text = text.upper()
    return r.choice(SEPARATORS) + text + r.choice(
        ["", r.choice(SEPARATORS) + number(r)]
    )


def suffix(r):
    text = ""
    if r.random() < 0.5:
        text += word(
            r, ["a", "b", "c", "rc", "alpha", "beta", "pre", "preview"]
        )
    if r.random() < 0.3:
        text += word(r, ["post", "rev", "r"]) if r.random() < 0.8 else (
            "-" + number(r)
        )
    if r.random() < 0.3:
        text += word(r, ["dev"])
    if r.random() < 0.2:
        parts = [r.choice(["ubuntu", "1", "10", "2a", "Abc", "0"])
                 for _ in range(r.randint(1, 3))]
        text += "+" + r.choice([".", "-", "_"]).join(parts)
    return text


def version(r, least, epochs):
    parts = [r.choice(["0", "1", "2", "03", "10", "26"])
             for _ in range(r.randint(least, 4))]
    epoch = r.choice(["0!", "1!", "2!"]) if epochs and r.random() < 0.1 else ""
    return epoch + ".".join(parts) + suffix(r)


def spoilt(r, text):
    at = r.randrange(len(text) + 1)
    return text[:at] + r.choice(".-_+!abrcpdv0 \tx").strip() + text[at + 1:]


def accepted(text, least):
    """Ours has limits: six numbers, no epoch in CalVer."""
    try:
        v = Version(text)
    except InvalidVersion:
        return None
    if not least <= len(v.release) <= 6 or (least == 2 and "!" in text):
        return None
    return v


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 700
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 440
    r = random.Random(seed)
    for scheme, least in (("pep440", 1), ("calver", 2)):
        good, bad = {}, set()
        for i in range(count):
            text = version(r, least, least == 1)
            if i % 3 == 0:
                text = spoilt(r, text)
            v = accepted(text, least)
            if v is not None:
                good[text] = v
            elif text.split() == [text]:
                bad.add(text)
        order = sorted(good, key=lambda t: (good[t], t))
        for a, b in zip(order, order[1:]):
            sign = "=" if good[a] == good[b] else "<"
            print(f"{scheme} {a} {sign} {b}")
        for text in sorted(bad):
            print(f"{scheme} {text} bad")


main()
