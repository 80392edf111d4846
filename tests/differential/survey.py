#!/usr/bin/env python3
"""Tells how much of real projects Retort runs by itself, and where its SQL differs from Alembic's.

Not part of the test suite: it wants checkouts of other people's projects. Usage:

    survey.py [--retort PROGRAM] [--differential] [--online --server SOCKET_DIR --mysql-server SOCKET]
              [--json FILE] PROJECTS

PROJECTS is a file with one project a line: its name, its dialect, the folder of its modules (or several,
with `:` between them), and its version locations, where `**` finds nested folders; `#` begins a comment.

For each project `retort coverage` counts the revisions that run natively, with the project's own env.py and
the options of its configuration where there are any, in the folder of its modules; and of the others those
that only want a value of the application (--value, --type). With --differential every upgrade
and downgrade is rendered by Alembic too and compared byte for byte (see projects.py, also for PYTHONPATH);
with --online an empty database is upgraded to the heads with each, one revision at a time, and the dumps
are compared but for what two runs of Alembic differ in. At the end stands a table of the projects, and one of the reasons, most frequent first.
"""
import argparse
import collections
import configparser
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

URLS = {"postgresql": "postgresql://u@localhost/x", "mysql": "mysql://u@localhost/x", "sqlite": "sqlite:///x.db"}
HERE = os.path.dirname(os.path.abspath(__file__))


def read_projects(path):
    with open(path) as lines:
        for line in lines:
            words = line.split("#")[0].split()
            if not words:
                continue
            name, dialect, modules, *patterns = words
            versions = []
            for pattern in patterns:
                files = glob.glob(os.path.join(pattern, "*.py"), recursive=True)
                versions += sorted({os.path.dirname(f) for f in files if not f.endswith("__init__.py")})
            yield {"name": name, "dialect": dialect, "modules": modules.split(":"), "versions": versions}


def above(folder, name):
    """The nearest folder, from this one upwards, that has such a file."""
    while folder != os.path.dirname(folder):
        if os.path.isfile(os.path.join(folder, name)):
            return folder
        folder = os.path.dirname(folder)
    return None


def own_options(scripts):
    """What else the project's own configuration says, which env.py may ask for."""
    where = above(scripts, "alembic.ini") if scripts else None
    if where is None:
        return {}
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read(os.path.join(where, "alembic.ini"))
    except configparser.Error:
        return {}
    ours = ("script_location", "path_separator", "version_locations", "prepend_sys_path", "sqlalchemy.url")
    found = parser.items("alembic") if parser.has_section("alembic") else []
    return {name: value for name, value in found if name not in ours and "\n" not in value}


def write_configuration(root, project):
    os.makedirs(os.path.join(root, "migrations"))
    with open(os.path.join(root, "migrations", "env.py"), "w"):
        pass
    ini = os.path.join(root, "alembic.ini")
    scripts = above(os.path.abspath(project["versions"][0]), "env.py")
    with open(ini, "w") as out:
        out.write(f"[alembic]\nscript_location = {scripts or '%(here)s/migrations'}\npath_separator = newline\n")
        out.write("".join(f"{name} = {value}\n" for name, value in own_options(scripts).items()))
        for option, folders in (("version_locations", project["versions"]), ("prepend_sys_path", project["modules"])):
            out.write(f"{option} =\n" + "".join(f"    {os.path.abspath(folder)}\n" for folder in folders))
        out.write(f"sqlalchemy.url = {URLS[project['dialect']]}\n")
    return ini


def coverage(args, project):
    with tempfile.TemporaryDirectory() as root:
        command = [os.path.abspath(args.retort), "-q", "-c", write_configuration(root, project), "coverage", "--json"]
        url = {"RETORT_DATABASE_URL": URLS[project["dialect"]]}
        run = subprocess.run(command, capture_output=True, text=True, cwd=project["modules"][0], env={**os.environ, **url})
    document = json.loads(run.stdout)
    if "error" in document:
        sys.exit(f"{project['name']}: {document['error']['message']}")
    return document


def projects_command(args, project, *more):
    command = [sys.executable, os.path.join(HERE, "projects.py"), "--retort", args.retort]
    command += ["--dialect", project["dialect"], *more]
    for folder in project["modules"]:
        command += ["--path", folder]
    return command + project["versions"]


def differential(args, project):
    """Of the scripts that Alembic renders: how many are the same, and all of them."""
    with tempfile.TemporaryDirectory() as root:
        report = os.path.join(root, "report.json")
        subprocess.run(projects_command(args, project, "--json", report), stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        if not os.path.exists(report):
            return {}
        with open(report) as text:
            return collections.Counter(row["verdict"] for row in json.load(text))


def online(args, project):
    server = args.mysql_server if project["dialect"] in ("mysql", "mariadb") else args.server
    if server is None and project["dialect"] != "sqlite":
        return "no server"
    run = subprocess.run(projects_command(args, project, "--online", "--steps", "--server", server or ""),
                         capture_output=True, text=True)
    return "identical" if "dumps identical" in run.stdout else "differs" if "DIFFER" in run.stdout else "not run"


def reason_of(script):
    """The reason without what is particular to one script."""
    text = re.sub(r" \(imported at .*", "", script["reason"].split("\n")[0])
    return f"{script['verdict']}: {text[:110]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("projects")
    parser.add_argument("--retort", default="build/release/retort")
    parser.add_argument("--differential", action="store_true")
    parser.add_argument("--online", action="store_true")
    parser.add_argument("--server", help="socket folder of a PostgreSQL server, for --online")
    parser.add_argument("--mysql-server", help="socket of a MariaDB server, for --online")
    parser.add_argument("--json")
    args = parser.parse_args()
    rows, reasons = [], collections.Counter()
    for project in read_projects(args.projects):
        found = coverage(args, project)
        row = {"name": project["name"], "dialect": project["dialect"], **found["totals"]}
        row["value_needed"] = sum(wants_only_values(revision) for revision in found["revisions"])
        for revision in found["revisions"]:
            for script in (revision["upgrade"], revision["downgrade"]):
                if not script["native"]:
                    reasons[reason_of(script)] += 1
        if args.differential:
            row["differential"] = differential(args, project)
        if args.online:
            row["online"] = online(args, project)
        rows.append(row)
        print_row(row)
    print_totals(rows, reasons)
    if args.json:
        with open(args.json, "w") as out:
            json.dump({"projects": rows, "reasons": reasons.most_common()}, out, indent=1)


def wants_only_values(revision):
    verdicts = {script["verdict"] for script in (revision["upgrade"], revision["downgrade"]) if not script["native"]}
    return verdicts == {"value"}


def share(part, whole):
    return f"{100 * part / whole:5.1f}%" if whole else "    -"


def print_row(row):
    text = f"{row['name']:18} {row['dialect']:10} {row['revisions']:5} {row['native']:5} {share(row['native'], row['revisions'])}"
    text += f" {row['value_needed']:4} {row['revisions'] - row['native'] - row['value_needed']:4}"
    if "differential" in row:
        same = row["differential"].get("identical", 0)
        rendered = same + row["differential"].get("differs", 0) + row["differential"].get("retort fails", 0)
        text += f"   offline {same} of {rendered} {share(same, rendered)}"
    if "online" in row:
        text += f"   on-line {row['online']}"
    print(text, flush=True)


def print_totals(rows, reasons):
    total = {"name": "all", "dialect": "", "revisions": 0, "native": 0, "value_needed": 0}
    compared = collections.Counter()
    for row in rows:
        total["revisions"] += row["revisions"]
        total["native"] += row["native"]
        total["value_needed"] += row["value_needed"]
        compared.update(row.get("differential", {}))
    if compared:
        total["differential"] = compared
    print_row(total)
    print()
    for reason, count in reasons.most_common():
        print(f"{count:4} {reason}")


if __name__ == "__main__":
    main()
