"""A compiler launcher that saves compiling what another build has compiled.

    reuse_object.py BUILD OWN COMPILER ARGUMENTS...

BUILD is a build of Retort, OWN the folder of the build at hand that corresponds to it. Where BUILD made
the object file of the same source by the same command, warnings aside, that file is copied; else the
compiler runs.
"""
import json
import os
import shlex
import shutil
import sys


def essence(words, folder, other):
    """What of a command decides about the code that it makes."""
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-MT", "-MF"):
            skip = True
        elif not word.startswith(("-W", "-M")):
            kept.append(word.replace(folder, other))
    return kept


def after(words, option):
    return words[words.index(option) + 1] if option in words else ""


def main():
    build, own, words = sys.argv[1], sys.argv[2], sys.argv[3:]
    source = after(words, "-c").replace(own, build)
    if source:
        with open(os.path.join(build, "compile_commands.json")) as file:
            for entry in json.load(file):
                if entry["file"] != source or "retort_library" not in entry["command"]:
                    continue
                theirs = shlex.split(entry["command"])
                if os.path.basename(theirs[0]) == "ccache":
                    theirs = theirs[1:]
                made = os.path.join(entry["directory"], after(theirs, "-o"))
                if essence(theirs, own, build) == essence(words, own, build) and os.path.exists(made):
                    shutil.copyfile(made, after(words, "-o"))
                    return
    os.execvp(words[0], words)


main()
