#!/usr/bin/python3
"""Compares retort's syntax trees with CPython's own for every .py file of the given directories.

usage: compare_ast.py AST_DUMP_PROGRAM [--places] [--limit N] [--newer] DIRECTORY...

A file that CPython refuses must be refused, and the other way round; with --newer, files that only
CPython refuses are counted but are no difference (3.11 does not know the syntax of 3.12). Exits non-zero on any
difference, and when no file was compared. Works with CPython 3.11 and 3.12; with --places, places
inside f-strings are compared only with 3.12, as 3.11 reports them wrongly.
"""
import argparse
import ast
import pathlib
import re
import subprocess
import sys
import warnings


class WithoutFormatStringPlaces(ast.NodeTransformer):
    """Gives what is inside an f-string no place."""

    def visit_JoinedStr(self, node):
        for child in ast.walk(node):
            if child is not node:
                for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
                    if hasattr(child, name):
                        setattr(child, name, 0)
        return node


def expected_dump(text, places):
    sys.setrecursionlimit(20000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            return None
    if sys.version_info < (3, 12) and places:
        tree = WithoutFormatStringPlaces().visit(tree)
    return ast.dump(tree, include_attributes=places).replace(", type_params=[]", "")


def without_format_string_places(dump):
    """The same on the text of our dump: zero the places in the brackets of each JoinedStr."""
    out, start = [], 0
    while (begin := dump.find("JoinedStr(values=[", start)) >= 0:
        begin += len("JoinedStr(values=[")
        end = closing_bracket(dump, begin)
        out.append(dump[start:begin])
        out.append(re.sub(r"\b((?:end_)?(?:lineno|col_offset))=\d+", r"\1=0", dump[begin:end]))
        start = end
    return "".join(out) + dump[start:]


STRING = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\[\]]""")


def closing_bracket(dump, begin):
    level = 1
    for match in STRING.finditer(dump, begin):
        level += {"[": 1, "]": -1}.get(match.group(), 0)
        if level == 0:
            return match.start()
    raise ValueError("no closing bracket")


def first_difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), 0)
    return f"  ours:   ...{ours[max(0, at - 60):at + 100]}\n  theirs: ...{theirs[max(0, at - 60):at + 100]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--places", action="store_true")
    parser.add_argument("--newer", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("directories", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    files = sorted(f for d in options.directories for f in d.rglob("*.py") if f.is_file())
    files = files[: options.limit]
    command = [options.program] + (["--places"] if options.places else [])
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    compared = refused = newer = different = 0
    for file in files:
        process.stdin.write(str(file).encode() + b"\n")
        process.stdin.flush()
        answer = process.stdout.readline().decode("utf-8").rstrip("\n")
        if not answer:
            sys.exit(f"{file}: the program ended")
        status, _, ours = answer.partition("\t")
        theirs = expected_dump(file.read_bytes(), options.places)
        if theirs is None:
            refused += 1
            if status == "ok" and options.newer:
                newer += 1
            elif status == "ok":
                different += 1
                print(f"{file}: CPython refuses it")
        elif status != "ok":
            different += 1
            print(f"{file}: refused: {ours}")
        else:
            compared += 1
            if options.places and sys.version_info < (3, 12):
                ours = without_format_string_places(ours)
            if ours != theirs:
                different += 1
                print(f"{file}: different\n{first_difference(ours, theirs)}")
    process.stdin.close()
    if process.wait() != 0:
        sys.exit("the program failed")
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"CPython {version}: {compared} trees compared, {refused} files refused"
          f" ({newer} by CPython only), {different} differences")
    if different or not compared:
        sys.exit(1)


main()
