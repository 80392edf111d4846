"""Compares what `heads`, `branches`, `history` and `show` print with Alembic, on migration files.

Usage: listing_fuzz.py DRIVER [--cases N] [--seed S] [--directory VERSIONS]

Random graphs (those of revision_fuzz.py) are written as migration files whose headers take every
legal form; Alembic imports them, Retort reads their headers. With --directory an existing versions
directory is compared instead.
"""
import argparse
import importlib.machinery
import io
import json
import os
import random
import sys
import tempfile
import unittest.mock
import warnings

sys.dont_write_bytecode = True

import revision_fuzz as fuzz
from alembic import command, util
from alembic.config import Config
from alembic.script import base as script_base
from alembic.script import revision as rev
from alembic.util import messaging

label_order = []


def comma(value):
    """format_as_comma with sets in the order in which labels are declared."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (set, frozenset)):
        value = sorted(value, key=label_order.index)
    return ", ".join(value)


util.format_as_comma = comma
messaging.format_as_comma = comma


list_py_dir = script_base.Script._list_py_dir.__func__


def sorted_py_dir(cls, directory, path):
    """Older versions list files in the order of the file system."""
    return sorted(list_py_dir(cls, directory, path))


script_base.Script._list_py_dir = classmethod(sorted_py_dir)


class AnyModule:
    """Stands in for modules of the application that are not installed."""

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = unittest.mock.MagicMock(name=spec.name)
        module.__path__ = []
        return module

    def exec_module(self, module):
        pass


def python_value(rng, items, scalar=False):
    """A literal for a header variable in a random legal form."""
    quote = lambda text: rng.choice(["'%s'", '"%s"', "'''%s'''", "r'%s'", 'u"%s"']) % text
    if not items:
        return rng.choice(["None", "None", "()", "[]", "(None)"])
    if scalar or len(items) == 1 and rng.random() < 0.7:
        text = items[0]
        cut = rng.randint(0, len(text))
        return rng.choice(
            [quote(text), quote(text), "(%s)" % quote(text), "'%s' \"%s\"" % (text[:cut], text[cut:]),
             "(\n    %s\n    # why\n    %s)" % (quote(text[:cut]), quote(text[cut:])), "\\\n    " + quote(text),
             "'%s' + '%s'" % (text[:cut], text[cut:])]
        )
    body = ", ".join(quote(i) for i in items) + ","
    return rng.choice(["(%s)", "[%s]", "(\n    %s  # all\n)", "%s"]) % body


def assignment(rng, name, value):
    annotation = rng.choice(["", "", ": str", ": Union[str, None]", ": 'str | None'"])
    text = "%s%s %s %s" % (name, annotation, "=", value)
    if rng.random() < 0.1:
        text = "if True:\n    " + text if "\n" not in text else text
    return text + rng.choice(["", "", "  # comment", ";", "; x = 1"]) + "\n"


def migration(rng, item):
    lines = []
    doc = rng.choice(["", '"""add %s\n\nRevision ID: %s\n\n  more\n"""\n', "'add %s' ' of %s'\n", "# c\n\n'''\nadd\n%s\n%s'''\n"])
    lines.append(doc % (item["id"], item["id"]) if doc else "")
    lines.append("from typing import Union\nimport os as revision_tool\n")
    lines.append(rng.choice(["", "text = '''\nrevision = \"no\"\n'''\n", "def f():\n    revision = 'no'\n    return f'{revision}'\n"]))
    lines.append(assignment(rng, "revision", python_value(rng, [item["id"]], True)))
    lines.append(assignment(rng, "down_revision", python_value(rng, item["down"])))
    if item["labels"] or rng.random() < 0.6:
        lines.append(assignment(rng, "branch_labels", python_value(rng, item["labels"])))
    if item["depends"] or rng.random() < 0.6:
        lines.append(assignment(rng, "depends_on", python_value(rng, item["depends"])))
    lines.append("\n\ndef upgrade() -> None:\n    down_revision = ')'\n\n\ndef downgrade():\n    pass\n")
    return "".join(lines)


def queries(rng, ids):
    found = []
    for verbose in (False, True):
        found += [{"listing": "heads", "verbose": verbose}, {"listing": "heads", "verbose": verbose, "resolve": True}]
        found += [{"listing": "branches", "verbose": verbose}, {"listing": "history", "verbose": verbose}]
    for _ in range(3):
        found.append({"listing": "show", "target": rng.choice(ids + ["head", "heads", "base", "nope"])})
        ends = [rng.choice(["", "base", "head", "-2", "+2", rng.choice(ids), rng.choice(ids)]) for _ in range(2)]
        found.append({"listing": "history", "range": ":".join(ends)})
    return found


def answer(directory, query):
    config = Config(stdout=io.StringIO())
    script_base.ScriptDirectory.from_config = classmethod(lambda cls, config: directory)
    verbose = query.get("verbose", False)
    try:
        if query["listing"] == "heads":
            command.heads(config, verbose, query.get("resolve", False))
        elif query["listing"] == "branches":
            command.branches(config, verbose)
        elif query["listing"] == "show":
            command.show(config, query["target"])
        else:
            config.get_alembic_option = config.get_main_option = lambda name, default=None: default
            command.history(config, query.get("range"), verbose)
    except fuzz.CommandError as error:
        return {"error": str(error)}
    except Exception as error:
        return {"crash": "%s: %s" % (type(error).__name__, error)}
    return config.stdout.getvalue()


def without_effective(ours):
    """Older versions mark only real heads in lists; `(effective head)` is new in Alembic 1.18."""
    return ours.replace(" (effective head)", " (head)") if isinstance(ours, str) else ours


def compare(name, versions, rng, driver):
    directory = script_base.ScriptDirectory(os.path.dirname(versions), version_locations=[versions])
    try:
        scripts = [s for s in directory.revision_map._revision_map.values() if s is not None]
    except (rev.RevisionError, fuzz.CommandError):
        return 0, 0
    label_order[:] = util.unique_list(label for s in scripts for label in s._orig_branch_labels)
    asked = queries(rng, [s.revision for s in scripts])
    ours = driver({"directories": [versions], "queries": asked})
    if "answers" not in ours:
        print("%s: %s" % (name, ours))
        return 1, 1
    marks_effective = hasattr(script_base.ScriptDirectory, "get_heads") and "consider_depends_on" in (
        script_base.ScriptDirectory.get_heads.__code__.co_varnames
    )
    differences = 0
    for query, mine in zip(asked, ours["answers"]):
        theirs = answer(directory, query)
        if not marks_effective:
            mine, theirs = without_effective(mine), without_effective(theirs)
        if not fuzz.same(mine, theirs):
            differences += 1
            print("%s: %s\n--- ours\n%s\n--- Alembic\n%s" % (name, json.dumps(query), mine, theirs))
    return len(asked), differences


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--directory")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    driver = fuzz.Driver(options.driver)
    total = differences = 0
    if options.directory:
        sys.meta_path.append(AnyModule())
        total, differences = compare(options.directory, os.path.abspath(options.directory), random.Random(1), driver)
    else:
        for case in range(options.seed * 1_000_000, options.seed * 1_000_000 + options.cases):
            rng = random.Random(case)
            with tempfile.TemporaryDirectory() as root:
                versions = os.path.join(root, "versions")
                os.mkdir(versions)
                for at, item in enumerate(fuzz.random_graph(rng)):
                    with open(os.path.join(versions, "%02d_%s.py" % (at, item["id"])), "w") as file:
                        file.write(migration(rng, item))
                counts = compare("case %d" % case, versions, rng, driver)
            total += counts[0]
            differences += counts[1]
            if differences > 5:
                break
    driver.close()
    print("%d comparisons, %d differences" % (total, differences))
    return 1 if differences or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
