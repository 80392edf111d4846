#!/usr/bin/env python3
"""Compares what `check` finds in whole real projects with what the newest Alembic's `check` finds.

Not part of the test suite: it wants checkouts of other people's projects. Usage:

    project_check.py [--retort PROGRAM] [--server SOCKET_DIR] [--mysql-server SOCKET] [--packages DIR]...
                     [--configure ARGUMENTS] [--only NAME] [--texts] PROJECTS

PROJECTS is a file with one project a line: its name, its dialect, the folder of its modules (or several,
with `:` between them), its models as `package.module:Base.metadata` (modules that are to be imported
before stand in front of that, with commas between them), and its version locations, where `**` finds
nested folders; `#` begins a comment.

An empty database is upgraded with Retort. Then Retort and Alembic check it against the models, both by the
same env.py. Alembic needs the models importable: RETORT_ALEMBIC_PYTHONPATH names Alembic itself, --packages
further directories of packages; a module that is in none of them is replaced by a stand-in, and told. A
difference is the same when both print the same, and "told otherwise" when it is of the same kind and
about the same thing. --texts shows these, too, and what Retort does not know of the models.
"""
import argparse
import collections
import glob
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import autogenerate  # noqa: E402
import projects  # noqa: E402

ENV = """\
import sqlalchemy.orm
{imports}
from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata={models}{configure})
    with context.begin_transaction():
        context.run_migrations()
"""
CONSTRAINTS = r"(?:Unique|Primary|Foreign|Check|Exclude)\w*Constraint"


class Project:
    def __init__(self, words):
        self.name, self.dialect, modules, models, *patterns = words
        self.modules = [os.path.abspath(folder) for folder in modules.split(":")]
        before, _, self.attribute = models.rpartition(":")
        self.imports = before.split(",")
        self.versions = []
        for pattern in patterns:
            files = glob.glob(os.path.join(pattern, "*.py"), recursive=True)
            self.versions += sorted({os.path.dirname(os.path.abspath(f)) for f in files if not f.endswith("__init__.py")})

    def write(self, root, url, configure):
        (root / "migrations" / "versions").mkdir(parents=True)
        imports = "".join(f"import {module}\n" for module in self.imports)
        (root / "migrations" / "env.py").write_text(ENV.format(
            imports=imports, models=f"{self.imports[-1]}.{self.attribute}",
            configure=f", {configure}" if configure else ""))
        ini = root / "alembic.ini"
        lines = ["[alembic]", f"script_location = {root}/migrations", "path_separator = newline"]
        for option, folders in (("version_locations", self.versions), ("prepend_sys_path", self.modules)):
            lines += [f"{option} ="] + ["    " + folder.replace("%", "%%") for folder in folders]
        ini.write_text("\n".join(lines + ["sqlalchemy.url = " + url.replace("%", "%%"), ""]))
        return ini


def read_projects(path):
    for line in pathlib.Path(path).read_text().splitlines():
        words = line.split("#")[0].split()
        if words:
            yield Project(words)


# ---------------------------------------------------------------------------------------------------
# Alembic's side, in a process of its own: models are modules, and half of them set something global.


class NamedStandIns(projects.StandInFinder):
    """Replaces what the application itself imports, and tells what that was; packages know what to do without one."""

    def __init__(self, modules):
        self.modules = tuple(modules)
        self.names = set()

    def find_spec(self, fullname, path=None, target=None):
        for finder in sys.meta_path[sys.meta_path.index(self) + 1:]:
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                return spec
        known = isinstance(sys.modules.get(fullname.rpartition(".")[0]), projects.StandInModule)
        spec = super().find_spec(fullname, path, target) if known or self.importer().startswith(self.modules) else None
        if spec is not None:
            self.names.add(fullname if self.in_application(fullname) else fullname.split(".")[0])
        return spec

    def in_application(self, fullname):
        first = fullname.split(".")[0]
        return any(os.path.exists(os.path.join(folder, first)) for folder in self.modules)

    @staticmethod
    def importer():
        frame = sys._getframe()
        while frame is not None and (frame.f_code.co_filename == __file__ or "importlib" in frame.f_code.co_filename):
            frame = frame.f_back
        return frame.f_code.co_filename if frame is not None else ""


def alembic_side(ini, modules):
    side = autogenerate.Alembic()
    from alembic import config, script
    from alembic.util import pyfiles

    folders = modules.split(os.pathsep)
    stand_ins = NamedStandIns(folders)
    sys.path[0:0] = folders
    sys.meta_path.append(stand_ins)
    settings = config.Config(ini)
    # The revisions were run already; here their files are of no interest, but for the ids.
    pyfiles.load_module_py = projects.load_tolerantly(pyfiles.load_module_py)
    directory = script.ScriptDirectory.from_config(settings)
    script.ScriptDirectory.from_config = classmethod(lambda cls, cfg: directory)
    side.check(settings)
    print("STAND-INS: " + " ".join(sorted(stand_ins.names)))


def run_alembic(args, ini, project):
    paths = [os.environ.get("RETORT_ALEMBIC_PYTHONPATH", ""), *args.packages]
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, paths)))
    command = [sys.executable, os.path.abspath(__file__), "--alembic-side", str(ini), os.pathsep.join(project.modules)]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600, cwd=project.modules[0])
    found = re.search(r"^STAND-INS: (.*)$", run.stdout, re.M)
    if run.returncode != 0 or found is None:
        return None, (run.stderr.strip().splitlines() or ["nothing was said"])[-1]
    return differences(run.stdout), found[1]


def run_retort(args, ini, project):
    def call(*arguments):
        return subprocess.run([args.retort, "-c", str(ini), *arguments], capture_output=True, text=True,
                              timeout=600, cwd=project.modules[0])

    upgrade = call("-q", "upgrade", "heads", "--no-journal")
    if upgrade.returncode != 0:
        return None, " | ".join(upgrade.stderr.strip().splitlines()[:3]), []
    check = call("check")
    text = check.stdout + check.stderr
    failed = [line for line in text.splitlines() if line.startswith("FAILED: ")]
    if failed and not failed[0].startswith("FAILED: New upgrade operations"):
        return None, failed[0], []
    gaps = [line for line in text.splitlines() if "[retort.autogenerate]" in line]
    return differences(text), "", gaps


# ---------------------------------------------------------------------------------------------------
# Differences as texts, and what each is about.


def differences(text):
    """The list of `check`, a text a difference."""
    found = re.search(r"New upgrade operations detected: (\[.*)", text, re.S)
    if found is None:
        return []
    lines = autogenerate.differences_apart(autogenerate.cleaned(found[1].split("\nSTAND-INS")[0])).splitlines()
    lines[0] = lines[0].removeprefix("[")
    lines[-1] = lines[-1].removesuffix("]")
    out = []
    for line in lines:
        # Several changes of one column are a list of differences.
        inner = re.sub(r"^ *\[", "", line).strip().rstrip(",")
        out.append(inner.removesuffix("]") if inner.endswith(")]") else inner)
    return out


def subject(text):
    """The kind of a difference, and the names of what it is about."""
    kind = re.match(r"\('(\w+)'", text)[1]
    if kind.startswith("modify_"):
        return (kind, *re.match(r"\('\w+', (\S+), ('[^']*'), ('[^']*')", text).groups())
    if kind.endswith("_column"):
        return (kind, *re.match(r"\('\w+', (\S+), ('[^']*'), Column\(('[^']*')", text).groups())
    if kind.endswith(("_table", "_index")):
        return kind, *re.search(r"(?:Table|Index)\(('[^']*'|None)", text).groups()
    name = re.search(CONSTRAINTS + r".*name=('[^']*')", text)
    table = re.search(r"table=(?:<|Table\(')?(\w+)", text)
    columns = tuple(re.findall(r"Column\('(\w+)'", text))
    return kind, name[1] if name else columns, table[1] if table else ""


def compare(ours, theirs):
    """Pairs of what is the same, pairs of what is told otherwise, and what only one side has."""
    rest = collections.Counter(theirs)
    same, ours_left = [], []
    for text in ours:
        if rest[text] > 0:
            rest[text] -= 1
            same.append(text)
        else:
            ours_left.append(text)
    theirs_left = list(rest.elements())
    otherwise, only_ours = [], []
    for text in ours_left:
        other = next((one for one in theirs_left if subject(one) == subject(text)), None)
        if other is None:
            only_ours.append(text)
        else:
            theirs_left.remove(other)
            otherwise.append((text, other))
    return same, otherwise, only_ours, theirs_left


def check(args, project):
    database_class = projects.DATABASES[project.dialect]
    server = args.mysql_server if project.dialect in ("mysql", "mariadb") else args.server
    with tempfile.TemporaryDirectory() as place:
        root = pathlib.Path(place)
        database = database_class(argparse.Namespace(server=server, dialect=project.dialect), place, "check")
        try:
            ini = project.write(root, database.url, args.configure)
            ours, trouble, gaps = run_retort(args, ini, project)
            theirs, said = run_alembic(args, ini, project)
        finally:
            database.drop()
    if ours is None or theirs is None:
        counts = [trouble if ours is None else len(ours), said if theirs is None else len(theirs)]
        print(f"{project.name:18} {project.dialect:10} Retort: {counts[0]}; Alembic: {counts[1]}", flush=True)
        return False
    return report(args, project, compare(ours, theirs), (said, gaps))


def report(args, project, compared, notes):
    same, otherwise, only_ours, only_theirs = compared
    stand_ins, gaps = notes
    print(f"{project.name:18} {project.dialect:10} same {len(same):4}  told otherwise {len(otherwise):3}  "
          f"only Retort {len(only_ours):3}  only Alembic {len(only_theirs):3}  gaps {len(gaps):3}"
          + (f"  stand-ins: {stand_ins}" if stand_ins else ""), flush=True)
    for title, texts in (("only Retort", only_ours), ("only Alembic", only_theirs)):
        for text in texts:
            print(f"    {title}: {text}")
    if args.texts:
        for ours, theirs in otherwise:
            print(f"    Retort says:  {ours}\n    Alembic says: {theirs}")
        for text in same:
            print(f"    same: {text}")
        for text in gaps:
            print(f"    {text}")
    return not only_ours and not only_theirs


def main():
    if sys.argv[1:2] == ["--alembic-side"]:
        return alembic_side(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("projects")
    parser.add_argument("--retort", default="build/release/retort", type=os.path.abspath)
    parser.add_argument("--server", help="socket folder of a PostgreSQL server")
    parser.add_argument("--mysql-server", help="socket of a MariaDB server")
    parser.add_argument("--packages", action="append", default=[], help="a directory of packages that the models import")
    parser.add_argument("--configure", default="", help="further arguments of context.configure()")
    parser.add_argument("--only", default="", help="a regular expression for names")
    parser.add_argument("--texts", action="store_true")
    args = parser.parse_args()
    chosen = [project for project in read_projects(args.projects) if re.search(args.only, project.name)]
    verdicts = [check(args, project) for project in chosen]
    print(f"{len(chosen)} projects, {sum(verdicts)} without a difference that only one of the two sees")
    raise SystemExit(0 if chosen and all(verdicts) else 1)


if __name__ == "__main__":
    main()
