"""Compares Retort's revision graph with Alembic's on random graphs.

Usage: revision_fuzz.py DRIVER [--cases N] [--seed S] [--verbose]

DRIVER is the revision_driver executable. Every case is a random graph (several bases, merges,
branch labels, dependencies) with random questions about it: what upgrade, downgrade and stamp would
do from random version rows, history ranges, what an identifier names. Steps, version-row changes
and error texts have to be equal.

Some results of Alembic depend on the order of a Python set. Where that is so, sets are replaced by
ordered ones below, in the order that Retort documents (revision/rows.h), so that there is one answer.
Works with any Alembic from 1.8 on.
"""
import argparse
import json
import random
import subprocess
import sys
import types
import warnings

from alembic import util
from alembic.runtime import migration
from alembic.script import base as script_base
from alembic.script import revision as rev

try:
    from alembic.util import CommandError
except ImportError:
    from alembic.util.exc import CommandError


# ---- Alembic with one answer ------------------------------------------------------------------


class OrderedIds(tuple):
    """Stands for a frozenset of ids: iteration in map order."""

    def union(self, others):
        return OrderedIds(list(self) + [o for o in others if o not in self])


def add_nextrev(self, revision):
    self._all_nextrev = OrderedIds(self._all_nextrev).union([revision.revision])
    if self.revision in revision._versioned_down_revisions:
        self.nextrev = OrderedIds(self.nextrev).union([revision.revision])


def normalize(original):
    """Normalised dependencies in the order of the file."""

    def wrapped(self, revisions, map_):
        original(self, revisions, map_)
        for revision in revisions:
            kept = set(revision._normalized_resolved_dependencies)
            ordered = [d for d in revision._resolved_dependencies if d in kept]
            revision._normalized_resolved_dependencies = tuple(util.unique_list(ordered))

    return wrapped


def ancestors_of(step, ids):
    map_ = step.revision_map
    return {r.revision for r in map_._get_ancestor_nodes(map_.get_revisions(tuple(ids)))}


def merge_branch_idents(self, heads):
    """Only rows take part; the original fails with a KeyError on a parent that is none."""
    parents = [p for p in self.from_revisions if p in heads]
    return list(parents[:-1]), parents[-1], self.to_revisions[0]


def unmerge_to_revisions(self, heads):
    others = set(heads) - {self.revision.revision}
    if others:
        hidden = ancestors_of(self, others)
    else:
        hidden = set()
        for parent in self.to_revisions:
            hidden |= ancestors_of(self, [parent]) - {parent}
    return tuple(p for p in self.to_revisions if p not in hidden)


rev.Revision.add_nextrev = add_nextrev
rev.RevisionMap._normalize_depends_on = normalize(rev.RevisionMap._normalize_depends_on)
migration.RevisionStep.merge_branch_idents = merge_branch_idents
migration.RevisionStep._unmerge_to_revisions = unmerge_to_revisions


class FakeScript(rev.Revision):
    module = types.SimpleNamespace(upgrade=lambda: None, downgrade=lambda: None)
    doc = ""


class Directory(script_base.ScriptDirectory):
    def __init__(self, scripts):
        self.revision_map = rev.RevisionMap(lambda: scripts)


class RecordingRows(migration.HeadMaintainer):
    """HeadMaintainer that writes down the statements instead of sending them."""

    def __init__(self, heads):
        self.heads = set(heads)
        self.rows = []

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)
        self.rows.append(["insert", version])

    def _delete_version(self, version):
        self.heads.remove(version)
        self.rows.append(["delete", version])

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)
        self.rows.append(["update", from_, to_])


# ---- Questions --------------------------------------------------------------------------------


def random_id(rng):
    length = rng.choice([2, 3, 4, 5, 6, 6, 6])
    return "".join(rng.choice("ab12") for _ in range(length))


def random_graph(rng):
    """Mostly well formed; ids are given in random load order."""
    ids = []
    for _ in range(rng.randint(1, rng.choice([4, 9, 16]))):
        new = random_id(rng)
        if new not in ids:
            ids.append(new)
    revisions = []
    label_names = ["lab%d" % n for n in range(4)] + ["ab", "labelx"]
    rng.shuffle(label_names)
    for at, new in enumerate(ids):
        older = ids[:at]
        tips = [i for i in older if not any(i in r["down"] for r in revisions)]
        down = []
        if older and rng.random() > 0.12:
            pool = tips if tips and rng.random() < 0.7 else older
            count = rng.choice([1, 1, 1, 1, 2, 3])
            down = rng.sample(pool, min(count, len(pool)))
        depends = []
        if older and rng.random() < 0.25:
            depends = rng.sample(older, min(rng.choice([1, 1, 2, 3]), len(older)))
            known = [l for r in revisions for l in r["labels"]]
            if known and rng.random() < 0.3:
                depends[0] = rng.choice(known)
        labels = [label_names.pop()] if label_names and rng.random() < 0.12 else []
        revisions.append({"id": new, "down": down, "depends": depends, "labels": labels})
    rng.shuffle(revisions)
    return revisions


def random_rows(rng, map_, ids):
    """Tips of a random set of applied revisions; sometimes something odd."""
    roll = rng.random()
    if roll < 0.2:
        return []
    if roll < 0.25:
        return rng.sample(ids, min(2, len(ids)))
    if roll < 0.27:
        return ["nosuchrev"]
    chosen = rng.sample(ids, min(rng.choice([1, 1, 2, 3]), len(ids)))
    rows = []
    for i in chosen:
        others = [o for o in chosen if o != i]
        above = {r.revision for r in map_._get_ancestor_nodes(map_.get_revisions(tuple(others)))}
        if i not in above:
            rows.append(i)
    return rows


def random_identifier(rng, ids, labels):
    """An identifier without a relative part."""
    names = ids + labels
    one = rng.choice(
        [rng.choice(names)] * 4
        + [rng.choice(names)[: rng.randint(1, 5)], "head", "heads", "base", "nope", "nosuchrev"]
    )
    roll = rng.random()
    if roll < 0.25:
        label = rng.choice((labels or ids) + [rng.choice(ids), "nolabel", rng.choice(ids)[:4]])
        return "%s@%s" % (label, one)
    return one


def random_target(rng, ids, labels):
    roll = rng.random()
    number = rng.choice(["+1", "-1", "+2", "-2", "+3", "-4", "+0", "-9", "+09", "-01"])
    if roll < 0.2:
        return number
    if roll < 0.35:
        return "%s@%s" % (rng.choice((labels or ids) + [rng.choice(ids)]), number)
    if roll < 0.55:
        return random_identifier(rng, ids, labels) + number
    if roll < 0.57:
        return number + rng.choice(["x", "@head", " "])
    return random_identifier(rng, ids, labels)


def random_query(rng, map_, ids, labels):
    op = rng.choice(["upgrade"] * 4 + ["downgrade"] * 4 + ["stamp", "stamp", "history", "show", "current"])
    if op == "history":
        ends = []
        for default in ("base", "heads"):
            end = rng.choice(
                [default, random_identifier(rng, ids, labels), random_target(rng, ids, labels), random_rows(rng, map_, ids)]
            )
            ends.append(end or default)
        return {"op": op, "lower": ends[0], "upper": ends[1]}
    if op == "show":
        return {"op": op, "target": random_target(rng, ids, labels)}
    rows = random_rows(rng, map_, ids)
    if op == "current":
        return {"op": op, "rows": rows}
    if op == "stamp":
        count = rng.choice([1, 1, 1, 2, 3])
        return {"op": op, "rows": rows, "targets": [random_identifier(rng, ids, labels) for _ in range(count)]}
    return {"op": op, "rows": rows, "target": random_target(rng, ids, labels)}


# ---- Answers ----------------------------------------------------------------------------------


def plan(directory, query):
    rows = tuple(query["rows"])
    op = query["op"]
    if op == "upgrade":
        steps = directory._upgrade_revs(query["target"], rows)
    elif op == "downgrade":
        steps = directory._downgrade_revs(query["target"], rows)
    else:
        steps = directory._stamp_revs(tuple(query["targets"]), rows)
    keeper = RecordingRows(rows)
    out = []
    for step in steps:
        out.append(
            {"op": op, "from": list(step.from_revisions_no_deps), "to": list(step.to_revisions_no_deps)}
        )
        keeper.update_to_step(step)
    order = list(directory.revision_map._revision_map)
    return {"steps": out, "rows": keeper.rows, "heads": sorted(keeper.heads, key=order.index)}


def as_tuple(end):
    return tuple(end) if isinstance(end, list) else end


def answer(directory, query):
    op = query["op"]
    map_ = directory.revision_map
    if op == "history":
        scripts = directory.walk_revisions(as_tuple(query["lower"]), as_tuple(query["upper"]))
        return [s.revision for s in scripts]
    if op == "show":
        found = directory.get_revisions(query["target"])
        return [s.revision for s in found if s is not None and s != "base"]
    if op == "current":
        order = list(map_._revision_map)
        found = [s.revision for s in directory.get_all_current(tuple(query["rows"]))]
        return sorted(found, key=order.index)
    return plan(directory, query)


def answer_or_error(directory, query):
    """An answer, {"error": text}, or {"crash": text} where Alembic stops with a traceback."""
    try:
        return answer(directory, query)
    except CommandError as error:
        return {"error": str(error)}
    except Exception as error:
        return {"crash": "%s: %s" % (type(error).__name__, error)}


def sorted_overlap(found):
    """The revisions that overlap come from a set: their order does not count."""
    if isinstance(found, dict) and " other requested revisions " in found.get("error", ""):
        head, tail = found["error"].rsplit(" revisions ", 1)
        return {"error": "%s revisions %s" % (head, sorted(tail.split(", ")))}
    return found


def same(ours, theirs):
    if isinstance(theirs, dict) and "crash" in theirs:
        return True
    return sorted_overlap(ours) == sorted_overlap(theirs)


def compare(case, driver, verbose):
    """The number of questions, of differences and of crashes of Alembic in one case."""
    rng = random.Random(case)
    revisions = random_graph(rng)
    ids = [r["id"] for r in revisions]
    labels = [l for r in revisions for l in r["labels"]]
    try:
        scripts = [
            FakeScript(r["id"], tuple(r["down"]), tuple(r["depends"]), tuple(r["labels"]))
            for r in revisions
        ]
        directory = Directory(scripts)
        map_ = directory.revision_map
        map_._revision_map
    except rev.RevisionError as error:
        question = {"revisions": revisions, "queries": []}
        ours = driver(question)
        if "error" in ours:
            return 1, 0, 0
        print("case %d: no error, Alembic says: %s\n  %s" % (case, error, json.dumps(revisions)))
        return 1, 1, 0
    queries = [random_query(rng, map_, ids, labels) for _ in range(12)]
    ours = driver({"revisions": revisions, "queries": queries})
    facts = {
        "heads": list(map_.heads),
        "real_heads": list(map_._real_heads),
        "bases": list(map_.bases),
        "labels": [sorted(s.branch_labels) for s in scripts],
        "parents": [list(s._normalized_down_revisions) for s in scripts],
    }
    differences = crashes = 0
    if "labels" in ours:
        ours["labels"] = [sorted(l) for l in ours["labels"]]
    for key, value in facts.items():
        if ours.get(key) != value:
            differences += 1
            print("case %d: %s: %s, Alembic: %s\n  %s" % (case, key, ours.get(key, ours), value, json.dumps(revisions)))
    for query, mine in zip(queries, ours.get("answers", [])):
        theirs = answer_or_error(directory, query)
        crashes += isinstance(theirs, dict) and "crash" in theirs
        if verbose and isinstance(theirs, dict) and "crash" in theirs:
            print("case %d: crash %s for %s; ours %s" % (case, theirs, query, mine))
        if not same(mine, theirs):
            differences += 1
            print(
                "case %d: %s\n  graph   %s\n  ours    %s\n  Alembic %s"
                % (case, json.dumps(query), json.dumps(revisions), json.dumps(mine), json.dumps(theirs))
            )
    return len(queries) + len(facts), differences, crashes


class Driver:
    """The program revision_driver: a JSON question a line, a JSON answer a line."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    driver = Driver(options.driver)
    total = differences = crashes = 0
    for case in range(options.seed * 1_000_000, options.seed * 1_000_000 + options.cases):
        counts = compare(case, driver, options.verbose)
        total += counts[0]
        differences += counts[1]
        crashes += counts[2]
        if differences > 20:
            break
    driver.close()
    print("%d cases, %d comparisons, %d differences, %d tracebacks of Alembic" % (options.cases, total, differences, crashes))
    return 1 if differences or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
