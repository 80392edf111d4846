#!/usr/bin/env python3
"""Injected faults: `retort doctor` finds each one where it is and nothing else, and repairs it.

    injected_faults.py RETORT [--seed N] [--cases N] [--most REVISIONS] [--keep DIR] [-v]

Each case writes a healthy history (a line, branches, merges, a ladder, a fan), on which the doctor
must find nothing, and breaks it in one to three ways. An oracle of its own, which knows no more than
what is in the files, tells which findings must be there, with file and line. Then the findings are
repaired with `retort repair ... --write`, as often as there is one left; what only a person can
decide (a file that does not parse, say) is put back by hand. At the end the history must be free of
errors, acyclic, with one head, and run from base to head.

Deterministic by seed. Exit status 0: every case held.
"""

import argparse
import collections
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from faults import FAULTS
from histories import healthy
from oracle import oracle


class Failure(Exception):
    pass


class Case:
    def __init__(self, retort, project, verbose):
        self.retort = retort
        self.project = project
        self.verbose = verbose
        self.repaired = collections.Counter()

    def run(self, *arguments, allowed=(0,)):
        done = subprocess.run([self.retort, *arguments], cwd=self.project.root, text=True,
                              capture_output=True, timeout=300)
        if done.returncode not in allowed:
            raise Failure(f"retort {' '.join(arguments)}: status {done.returncode}\n"
                          f"{done.stdout[-3000:]}{done.stderr}")
        return done.stdout

    def findings(self):
        text = self.run("doctor", "--format", "json", "--select", "RT1,RT2", allowed=(0, 1, 2))
        return json.loads(text)["findings"]

    def check_findings(self):
        expected = oracle(self.project)
        found = collections.Counter()
        loose = list(expected.loose)
        for finding in self.findings():
            place = (finding["file"], finding["line"] or (0 if finding["file"] else None))
            match = next((one for one in loose if one[0] == finding["code"] and place in one[1]),
                         None)
            if match:
                loose.remove(match)
            else:
                found[(finding["code"], *place)] += 1
        wrong = [f"  found, not expected: {key}" for key in (found - expected.exact)]
        wrong += [f"  expected, not found: {key}" for key in (expected.exact - found)]
        wrong += [f"  expected, not found: {code} at one of {sorted(places)[:4]}"
                  for code, places in loose]
        if wrong:
            raise Failure("findings:\n" + "\n".join(wrong))
        return sum(found.values()) + len(expected.loose)

    def repair_by_hand(self):
        """What no command decides."""
        names = list(self.project.by_hand)
        before = {file.name for file in self.project.files}
        self.project.lacking = None
        shutil.rmtree(os.path.join(self.project.root, ".git"), ignore_errors=True)
        by_name = {file.name: file for file in self.project.files}
        for put_right in self.project.by_hand.values():
            put_right()
        for gone in before - {file.name for file in self.project.files}:
            os.remove(os.path.join(self.project.root, "versions", gone))
        for name in names:
            file = by_name.get(name)
            if file in self.project.files:
                self.project.write(os.path.join("versions", name), file.text())

    def repair(self):
        for _ in range(60):
            todo = [command for finding in self.findings()
                    if (command := self.command_for(finding))]
            if not todo:
                return
            self.run("repair", *todo[0], "--write", "--force", "--json")
            self.repaired[todo[0][0]] += 1
            if self.verbose:
                print("   ", *todo[0])
        raise Failure("there is no end to the repairs")

    def command_for(self, finding):
        code, revisions = finding["code"], finding["revisions"]
        if code == "RT101":
            return ["relink", revisions[1], "--onto", self.project.lost[revisions[0]]]
        if code in ("RT102", "RT103", "RT104"):
            return ["break-cycles"]
        if code == "RT105":
            return ["drop-copies" if "drop-copies" in finding["repair"] else "reid", revisions[0]]
        if code == "RT106":
            return finding["repair"].split()[2:]
        if code == "RT210":
            return ["drop-copies"]
        if code in ("RT107", "RT115", "RT116"):
            return ["reid", revisions[0]]
        if code in ("RT109", "RT110", "RT111"):
            # Heads come first: a tree of its own is joined by the merge.
            return ["merge"] if code == "RT109" else None
        if code in ("RT112", "RT113", "RT114"):
            return ["drop-redundant", revisions[0]]
        if code == "RT205":
            return ["rename", revisions[0]]
        if code in ("RT206", "RT207"):
            return ["docstring", revisions[0]]
        return None

    def check_repaired(self):
        left = {finding["code"] for finding in self.findings()}
        # Trees that the merge has joined keep their first revisions; a new file is newer than
        # everything, and one that was chained to a newer one stays so.
        if left - {"RT110", "RT208", "RT211"}:
            raise Failure(f"left after the repairs: {sorted(left)}")
        heads = json.loads(self.run("heads", "--json"))["revisions"]
        if len(heads) != 1:
            raise Failure(f"{len(heads)} heads after the repairs")
        self.run("upgrade", "head", "-q")
        with sqlite3.connect(os.path.join(self.project.root, "database.db")) as database:
            rows = [row[0] for row in database.execute("SELECT version_num FROM alembic_version")]
        if rows != [heads[0]["revision"]]:
            raise Failure(f"version rows {rows} after upgrading to {heads[0]['revision']}")

    def check_history_kept(self):
        """A re-chained file is back where its docstring says it belongs."""
        for identifier, parents in self.project.rechained.items():
            shown = json.loads(self.run("show", identifier, "--json"))
            text = json.dumps(shown)
            if not all(parent in text for parent in parents):
                raise Failure(f"{identifier} is not back on {parents}")


def run_case(retort, root, seed, most, verbose):
    chance = random.Random(seed)
    kinds = ["linear", "branchy", "merges", "ladder", "wide"]
    kind = kinds[seed % len(kinds)]
    size = chance.choice([n for n in (8, 20, 60, 200, 700, 2000) if n <= most])
    project = healthy(root, kind, size, chance)
    project.write_all()
    case = Case(retort, project, verbose)
    if case.findings():
        raise Failure(f"findings in a healthy history: {case.findings()[:3]}")
    # Every fault comes first in turn; others join it at random.
    wanted = [FAULTS[(seed + seed // len(FAULTS)) % len(FAULTS)]]
    wanted += chance.sample(FAULTS, chance.choice([0, 0, 1, 2]))
    free = list(project.files)
    injected = []
    for fault in wanted:
        old = {file.name for file in project.files}
        if fault not in injected and fault(project, free, chance):
            injected.append(fault)
        for gone in old - {file.name for file in project.files}:
            os.remove(os.path.join(root, "versions", gone))
    project.write_all()
    project.fill_repository()
    names = "+".join(fault.__name__ for fault in injected) or "nothing"
    label = f"seed {seed}: {kind} {len(project.files)}, {names}"
    if verbose:
        print(label)
    try:
        count = case.check_findings()
        case.repair_by_hand()
        case.repair()
        case.check_repaired()
        if len(injected) == 1:
            case.check_history_kept()
    except Failure as failure:
        raise Failure(f"{label}\n{failure}") from None
    return len(injected), count, case.repaired, len(project.files)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("retort")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--most", type=int, default=60, help="revisions")
    parser.add_argument("--keep", help="leave the project of a failed case in this folder")
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    retort = os.path.abspath(arguments.retort)
    faults = findings = revisions = failed = 0
    repairs = collections.Counter()
    for seed in range(arguments.seed, arguments.seed + arguments.cases):
        with tempfile.TemporaryDirectory(prefix="retort-faults-") as folder:
            root = os.path.join(os.path.realpath(folder), "project")
            try:
                injected, found, done, size = run_case(retort, root, seed, arguments.most,
                                                       arguments.verbose)
                faults, findings, revisions = faults + injected, findings + found, revisions + size
                repairs += done
            except Failure as failure:
                failed += 1
                print(f"FAILED: {failure}")
                if arguments.keep:
                    shutil.copytree(root, os.path.join(arguments.keep, str(seed)))
    print(f"{arguments.cases} histories with {revisions} revisions, {faults} faults, "
          f"{findings} findings; repairs: "
          + ", ".join(f"{verb} {count}" for verb, count in sorted(repairs.items()))
          + f"; {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
