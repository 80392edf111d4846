#!/usr/bin/env python3
"""Differential tests: the corpus through Alembic and through Retort.

    run.py golden --retort PROGRAM --server URL [NAME]   Retort against what the newest Alembic gave
    run.py live   --retort PROGRAM --server URL [NAME]   Retort against the Alembic installed here
    run.py record --server URL [NAME]                    write down what this Alembic gives
    run.py list                                          the corpus, a line a script

NAME is a regular expression for names of scripts; URL names a PostgreSQL server for tests, as
`tests/postgres/server run` sets it in RETORT_TEST_PG_URL (the default); that of MariaDB is in
RETORT_TEST_MYSQL_URL, set by `tests/mysql/server run`. RETORT_ALEMBIC_PYTHONPATH
names directories of another Alembic and SQLAlchemy than the installed ones: to record, the newest.

Offline: the SQL of each script's upgrade and downgrade is compared byte for byte, on each dialect.
Online: all scripts form one history; an empty database is upgraded to its head and back to its base,
and the dumps (schema, data, version rows) are compared after each. On MySQL, where many scripts of the
corpus fail with both, each script has a database of its own, against the Alembic installed here only.
Observed (observed.py): what scripts themselves see of a database, expression by expression.
"""
import argparse
import difflib
import os
import pathlib
import sys
import tempfile

sys.path[1:1] = filter(None, os.environ.get("RETORT_ALEMBIC_PYTHONPATH", "").split(":"))

import corpus  # noqa: E402
import observed  # noqa: E402
import sides  # noqa: E402

MYSQL_DIALECTS = ("mysql", "mariadb")
OFFLINE_URLS = {
    "postgresql": "postgresql://user@localhost/name",
    "sqlite": "sqlite:///name.db",
    "mysql": "mysql+pymysql://user@localhost/name",
    "mariadb": "mariadb+pymysql://user@localhost/name",
}


def offline_text(side, ini, script):
    """Both directions of a script in one text, as the golden files hold it."""
    parts = []
    for direction, range_ in (("upgrade", f"base:{script.name}"), ("downgrade", f"{script.name}:base")):
        text, trouble = side.offline(ini, direction, range_)
        parts.append(f"-- {direction} --\n" + (f"FAILED: {trouble}\n" if text is None else text))
    return sides.sort_table_options("".join(parts))


def without_version_differences(text):
    """Leaves out what changed between Debian's Alembic 1.8.1 with SQLAlchemy 1.4 and the newest.

    The older ones drop the version table at the end of an offline downgrade to base, and do not ask
    SQLite for the inserted version number.
    """
    return text.replace("DROP TABLE alembic_version;\n\n", "").replace(" RETURNING version_num", "")


def same_answer(expected, got):
    """Equal, or both refuse in the same directions: the wording of a Python exception is not compared."""

    def words_left_out(text):
        return "".join("FAILED\n" if line.startswith("FAILED: ") else line for line in text.splitlines(True))

    return words_left_out(expected) == words_left_out(got)


def show(expected, got, labels):
    lines = difflib.unified_diff(expected.splitlines(True), got.splitlines(True), *labels, n=2)
    sys.stdout.writelines(line if line.endswith("\n") else line + "\n" for line in list(lines)[:60])


class Comparison:
    def __init__(self, args):
        self.args = args
        self.compared = 0
        self.differing = []

    def judge(self, what, expected, got, labels):
        self.compared += 1
        if not same_answer(expected, got):
            self.differing.append(what)
            print(f"DIFFERS: {what}")
            show(expected, got, labels)

    def judge_observed(self, case, dialect, lines, expected, seen):
        for line in lines:
            self.compared += 1
            if expected.get(line) != seen[line]:
                self.differing.append(f"{case.name} observed {dialect}: {line}")
                print(f"DIFFERS: {case.name} {dialect}: {line}\n- {expected.get(line)}\n+ {seen[line]}")

    def finish(self):
        print(f"{self.compared} compared, {self.compared - len(self.differing)} identical")
        for what in self.differing:
            print(f"  differs: {what}")
        if not self.compared:
            raise SystemExit("nothing was compared")
        raise SystemExit(1 if self.differing else 0)


def offline_project(root, dialect, scripts):
    return corpus.write_project(root / f"offline-{dialect}", scripts, OFFLINE_URLS[dialect], chained=False)


def database(dialect, root, server):
    if dialect in MYSQL_DIALECTS:
        return sides.MysqlDatabase(dialect, os.environ["RETORT_TEST_MYSQL_URL"])
    return sides.SqliteDatabase(root) if dialect == "sqlite" else sides.PostgresqlDatabase(server)


def online_dumps(side, root, dialect, scripts, server):
    """The database after `upgrade head` and after `downgrade base`."""
    target = database(dialect, root, server)
    try:
        place = pathlib.Path(tempfile.mkdtemp(dir=root))
        ini = corpus.write_project(place / "project", scripts, target.url, chained=True)
        dumps = []
        for direction, revision in (("upgrade", "head"), ("downgrade", "base")):
            _, trouble = side.online(ini, direction, revision)
            dumps.append(f"-- {direction} --\n" + (f"FAILED: {trouble}\n" if trouble else target.dump()))
            if trouble:  # What a failed run leaves is told by the failure tests.
                break
        return "".join(dumps)
    finally:
        target.drop()


def online_golden(dialect):
    return corpus.CORPUS / f"online.{dialect}.dump"


def record(args, root):
    side = sides.Alembic()
    if side.version < (1, 19):
        raise SystemExit(f"this is Alembic {side.version}: name the newest in RETORT_ALEMBIC_PYTHONPATH")
    scripts = corpus.load(args.name)
    for dialect in args.dialects:
        chosen = [s for s in scripts if s.runs(dialect, "offline")]
        ini = offline_project(root, dialect, chosen)
        for script in chosen:
            script.golden(dialect).write_text(offline_text(side, ini, script))
        if not args.name and dialect not in MYSQL_DIALECTS:
            chosen = [s for s in scripts if s.runs(dialect, "online")]
            dumps = online_dumps(side, root, dialect, chosen, args.server)
            online_golden(dialect).write_text(dumps)
            for line in dumps.splitlines():
                if line.startswith("FAILED"):
                    print(f"online {dialect}: {line}")
        for case in observed.load(args.name):
            lines = case.expressions(dialect, newest=True)
            if lines:
                seen = observed.observe(side, case, dialect, lines, root, lambda: database(dialect, root, args.server))
                observed.write_golden(case, dialect, seen)


def golden(args, root):
    side = sides.Retort(args.retort)
    comparison = Comparison(args)
    scripts = corpus.load(args.name)
    for dialect in args.dialects:
        chosen = [s for s in scripts if s.runs(dialect, "offline")]
        ini = offline_project(root, dialect, chosen)
        for script in chosen:
            expected, got = script.golden(dialect).read_text(), offline_text(side, ini, script)
            comparison.judge(f"{script.name} offline {dialect}", expected, got, ("golden", "retort"))
        if not args.name and dialect not in MYSQL_DIALECTS:
            chosen = [s for s in scripts if s.runs(dialect, "online")]
            got = online_dumps(side, root, dialect, chosen, args.server)
            comparison.judge(f"online {dialect}", online_golden(dialect).read_text(), got, ("golden", "retort"))
    for dialect in args.dialects:
        for case in observed.load(args.name):
            lines = case.expressions(dialect, newest=True)
            if lines:
                seen = observed.observe(side, case, dialect, lines, root, lambda: database(dialect, root, args.server))
                comparison.judge_observed(case, dialect, lines, observed.read_golden(case, dialect), seen)
    comparison.finish()


def live(args, root):
    alembic, retort = sides.Alembic(), sides.Retort(args.retort)
    newest = alembic.version >= (1, 19)
    comparison = Comparison(args)
    everything = corpus.load(args.name)
    for dialect in args.dialects:
        scripts = [s for s in everything if newest or s.runs_in_older(dialect)]
        chosen = [s for s in scripts if s.runs(dialect, "offline")]
        ini = offline_project(root, dialect, chosen)
        for script in chosen:
            expected, got = offline_text(alembic, ini, script), offline_text(retort, ini, script)
            if not newest:
                expected, got = without_version_differences(expected), without_version_differences(got)
            comparison.judge(f"{script.name} offline {dialect}", expected, got, ("alembic", "retort"))
        compare_online(args, root, dialect, scripts, (alembic, retort), comparison)
        for case in observed.load(args.name):
            lines = case.expressions(dialect, newest) if newest or not case.newest_only else []
            if lines:
                seen = [observed.observe(side, case, dialect, lines, root, lambda: database(dialect, root, args.server))
                        for side in (alembic, retort)]
                comparison.judge_observed(case, dialect, lines, *seen)
    comparison.finish()


def compare_online(args, root, dialect, scripts, both, comparison):
    """The whole history at once; where that fails, each script by itself shows which it is."""
    chosen = [s for s in scripts if s.runs(dialect, "online")]
    if dialect not in MYSQL_DIALECTS:
        expected, got = (online_dumps(side, root, dialect, chosen, args.server) for side in both)
        if same_answer(expected, got) or len(chosen) < 2:
            comparison.judge(f"online {dialect}", expected, got, ("alembic", "retort"))
            return
    for script in chosen:
        expected, got = (online_dumps(side, root, dialect, [script], args.server) for side in both)
        comparison.judge(f"{script.name} online {dialect}", expected, got, ("alembic", "retort"))


def list_corpus(args, root):
    for script in corpus.load(args.name):
        first = script.text.split("\n", 1)[0].lstrip('"# ').rstrip('"')
        print(f"{script.name:32} {','.join(script.dialects):32} {first}")


def main():
    modes = {"golden": golden, "live": live, "record": record, "list": list_corpus}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=modes)
    parser.add_argument("name", nargs="?", default="", help="regular expression for names of scripts")
    parser.add_argument("--retort", default="build/release/retort")
    parser.add_argument("--server", default=os.environ.get("RETORT_TEST_PG_URL"))
    parser.add_argument("--dialects", nargs="*", default=corpus.DIALECTS, choices=corpus.DIALECTS)
    args = parser.parse_args()
    if args.mode != "list" and not args.server:
        parser.error("no PostgreSQL server: tests/postgres/server run tests/differential/run.py ...")
    if args.mode == "live" and "RETORT_TEST_MYSQL_URL" not in os.environ:
        parser.error("no MariaDB server: tests/mysql/server run tests/differential/run.py ...")
    with tempfile.TemporaryDirectory() as place:
        modes[args.mode](args, pathlib.Path(place).resolve())


if __name__ == "__main__":
    main()
