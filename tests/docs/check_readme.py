#!/usr/bin/env python3
"""Checks that every console block of README.md stands as it is in the case docs.readme, which is run.

    check_readme.py ROOT
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
case = (root / "tests/cases/docs/readme.txt").read_text()
blocks = re.findall(r"^```console\n(.*?)^```$", (root / "README.md").read_text(), re.M | re.S)
missing = [block for block in blocks if "\n" + block not in case]
for block in missing:
    print("not in tests/cases/docs/readme.txt:\n" + block)
if not blocks:
    print("README.md has no console block")
sys.exit(1 if missing or not blocks else 0)
