"""Shell patterns."""

import re


def translate(pattern):
    out = ""
    index = 0
    while index < len(pattern):
        c = pattern[index]
        index += 1
        if c == "*":
            out += ".*"
        elif c == "?":
            out += "."
        elif c == "[" and "]" in pattern[index + 1 :]:
            end = pattern.index("]", index + 1)
            inside = pattern[index:end].replace("\\", "\\\\")
            out += "[" + ("^" + inside[1:] if inside.startswith("!") else inside) + "]"
            index = end + 1
        else:
            out += re.escape(c)
    return "(?s:" + out + ")\\Z"


def fnmatchcase(name, pattern):
    return re.match(translate(pattern), name) is not None


fnmatch = fnmatchcase


def filter(names, pattern):
    return [name for name in names if fnmatchcase(name, pattern)]
