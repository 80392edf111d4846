#!/usr/bin/env python3
"""Checks that what the documentation shows stands as it is in a case, which is run: every console
block of README.md in docs.readme, every console and sql block of docs/sql-migrations.md in
docs.sql_migrations, every json block of docs/json.md in one of cli.json_*, every text block of
docs/findings.md in one of doctor.*; and that docs/findings.md tells of every kind of finding, docs/exit-codes.md
of every exit status.

    check_readme.py ROOT
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
cases = root / "tests/cases"


def missing_blocks(document, language, files):
    """The blocks of `document` that none of the files holds; the document's name if it has none."""
    texts = ["\n" + file.read_text() for file in files]
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", (root / document).read_text(), re.M | re.S)
    return [b for b in blocks if not any("\n" + b in text for text in texts)] if blocks else [document]


missing = missing_blocks("README.md", "console", [cases / "docs/readme.txt"])
for language in "console", "sql":
    missing += missing_blocks("docs/sql-migrations.md", language, [cases / "docs/sql_migrations.txt"])
missing += missing_blocks("docs/json.md", "json", sorted((cases / "cli").glob("json_*.txt")))
missing += missing_blocks("docs/findings.md", "text", sorted((cases / "doctor").glob("*.txt")))
kinds = re.findall(r'\{"(RT\d+)", "([a-z-]+)"', (root / "src/doctor/finding.cc").read_text())
told = (root / "docs/findings.md").read_text()
missing += [f"docs/findings.md: ### {code} {name}" for code, name in kinds if f"### {code} {name}:" not in told]
codes = re.findall(r'ExitCode\{"(\w+)", (\d+), (\d+), "(.*)"\}', (root / "src/base/exit_codes.cc").read_text())
rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (.*) \|$", (root / "docs/exit-codes.md").read_text(), re.M)
if not codes or codes != rows:
    missing.append("docs/exit-codes.md: the table of src/base/exit_codes.cc")
for block in missing:
    print("in no case:\n" + block)
sys.exit(1 if missing else 0)
