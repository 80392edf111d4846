"""Compares two dumps, leaving out what chance decides.

What differs between two runs of the same program is chance: random values, the time, the order of a set.
Where the two runs have different values only their form is compared, and lines that come in another order
in the second run may do so in the other program's.
"""
import collections
import difflib
import re

TOKENS = re.compile(r"'(?:[^'\\]|''|\\.)*'|\w+|\W")


def lines_of(text):
    return [line.rstrip(", ") for line in text.splitlines() if line.strip() not in ("", "--")]


def tokens_of(lines):
    return {token for line in lines for token in TOKENS.findall(line)}


def form(line, chance):
    """The line with the form alone of its values of chance: letters and digits in a row become one x."""
    return "".join(
        "?" + re.sub(r"[0-9A-Za-z]+", "x", token) if token in chance else token for token in TOKENS.findall(line)
    )


def unlike(left, right):
    """The lines of each that an alignment of the two leaves over, as numbers."""
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    numbers = [], []
    for what, low, high, start, stop in matcher.get_opcodes():
        if what != "equal":
            numbers[0].extend(range(low, high))
            numbers[1].extend(range(start, stop))
    return numbers


def differences(expected, got, again):
    """The lines, marked with - and +, in which `got` differs from `expected` by more than `again` does;
    lines that only moved are marked with <."""
    sources = [lines_of(text) for text in (expected, got, again)]
    known = [tokens_of(lines) for lines in sources]
    chances = known[0] - known[2], (known[1] - known[0] - known[2]) if sources[0] != sources[2] else set(), known[2] - known[0]
    forms = [[form(line, chance) for line in lines] for lines, chance in zip(sources, chances)]
    numbers = unlike(forms[0], forms[1])
    missing = collections.Counter(forms[0][number] for number in numbers[0])
    added = collections.Counter(forms[1][number] for number in numbers[1])
    movable = {forms[0][number] for number in unlike(forms[0], forms[2])[0]}
    found = []
    for side, mark, other in ((0, "-", added), (1, "+", missing)):
        counts = collections.Counter(other)
        for number in numbers[side]:
            line = forms[side][number]
            if counts[line] > 0:
                counts[line] -= 1
                if side == 0 and line not in movable:
                    found.append((number, "< " + sources[side][number]))
            else:
                found.append((number, f"{mark} {sources[side][number]}"))
    return [text for _, text in sorted(found, key=lambda entry: entry[0])]
