"""Runs snippets through this Python and through the evaluator, and compares what they print.

usage: compare_eval.py PROGRAM FILE-OR-FOLDER...
Fails on any difference, and when nothing was compared.
"""

import difflib
import pathlib
import subprocess
import sys


def output_of(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def main():
    program, *roots = sys.argv[1:]
    files = []
    for root in map(pathlib.Path, roots):
        files += sorted(root.glob("*.py")) if root.is_dir() else [root]
    failed = 0
    for file in files:
        status, expected, complaint = output_of([sys.executable, "-I", str(file)])
        if status != 0 or not expected:
            print(f"{file}: the snippet itself fails or prints nothing\n{complaint}")
            failed += 1
            continue
        status, actual, complaint = output_of([program, str(file)])
        if status == 0 and actual == expected:
            continue
        failed += 1
        print(f"{file}: differs (exit status {status})\n{complaint}")
        sys.stdout.writelines(
            difflib.unified_diff(
                expected.splitlines(True), actual.splitlines(True), "python", "retort", n=1
            )
        )
    print(f"{len(files)} snippets compared, {failed} differ")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
