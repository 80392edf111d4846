"""A database at every revision of a project, without a version table: does `locate` name that revision?

    tests/postgres/server run tests/scenarios/every_revision.py RETORT INI [--most N]

The project is run as it is, without its env.py. Where several revisions have one schema, the right one has to be among
those that are named. Prints a line for the project, and one for each wrong answer; the status is 1 if there is one.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SERVER = os.environ.get("RETORT_TEST_PG_URL")
DATABASE = "every_revision"


class Project:
    def __init__(self, retort, ini, cache):
        self.command = [retort, "-q", "-c", ini, "--no-env", "--no-journal"]
        self.environment = os.environ | {"XDG_CACHE_HOME": cache}
        self.url = SERVER.replace("/postgres?", f"/{DATABASE}?")

    def retort(self, *arguments):
        return subprocess.run([*self.command, *arguments], capture_output=True, text=True, env=self.environment)

    def answer(self, *arguments):
        done = self.retort("--json", *arguments)
        if not done.stdout:
            sys.exit(done.stderr)
        return json.loads(done.stdout)

    def revisions(self):
        """In the order in which `upgrade head` takes them."""
        return [row["revision"] for row in reversed(self.answer("history")["revisions"])]

    def rows(self):
        return set(psql(self.url, "SELECT version_num FROM alembic_version").split())


def psql(url, statement):
    return subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, url], check=True,
                          capture_output=True, text=True).stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("retort")
    parser.add_argument("ini")
    parser.add_argument("--most", type=int, help="how many revisions are looked at")
    arguments = parser.parse_args()
    if not SERVER:
        sys.exit(__doc__)
    exact = among = 0
    wrong = []
    psql(SERVER, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    psql(SERVER, f"CREATE DATABASE {DATABASE}")
    with tempfile.TemporaryDirectory() as cache:
        project = Project(os.path.abspath(arguments.retort), os.path.abspath(arguments.ini), cache)
        revisions = project.revisions()[: arguments.most]
        for revision in revisions:
            done = project.retort("--url", project.url, "upgrade", revision)
            if done.returncode != 0:
                wrong.append(f"{revision} does not run: {done.stderr.strip()}")
                break
            rows, found = project.rows(), project.answer("locate", project.url, "--scratch", SERVER)
            states = [set(state) for state in found["states"]]
            exact += found["exact"] and states == [rows]
            among += found["exact"] and states != [rows] and rows in states
            if not found["exact"] or rows not in states:
                wrong.append(f"{revision}: the rows are {sorted(rows)}, it says {found['states']}, {found['changes'][:3]}")
    psql(SERVER, f"DROP DATABASE {DATABASE} WITH (FORCE)")
    name = pathlib.Path(arguments.ini).resolve().parent.name
    print(f"{name}: {len(revisions)} revisions: exactly {exact}, among those with the same schema {among}, wrong {len(wrong)}")
    print("".join(f"  {line}\n" for line in wrong), end="")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
