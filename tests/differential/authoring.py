#!/usr/bin/env python3
"""Differential tests of every command beside the migrations themselves: writing, merging, listing.

    authoring.py golden --retort PROGRAM [NAME]   Retort against what the newest Alembic gave
    authoring.py live   --retort PROGRAM [NAME]   Retort against the Alembic installed here
    authoring.py record --retort PROGRAM [NAME]   write down what this Alembic gives

Each case of authoring_cases.py is a project that `retort init` writes, and command lines. Compared are
standard output, the error message and the exit status of each, and at the end every file, with dates
left out. Where Alembic ends with a traceback, Retort must refuse too. NAME is a regular expression.
RETORT_ALEMBIC_PYTHONPATH names another Alembic, as for run.py. In the mode `live` the same is done on
projects that this Alembic's own `init` writes, and the settings of both kinds are compared.
"""
import argparse
import configparser
import difflib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path[1:1] = filter(None, os.environ.get("RETORT_ALEMBIC_PYTHONPATH", "").split(":"))

import authoring_cases  # noqa: E402

GOLDEN = pathlib.Path(__file__).parent / "authoring"
DATES = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}([+-]\d\d:\d\d)?|(?<=versions/)\d{4}(?=[/ ])|(?<=/)\d\d-\d\d(?=_)")
NEWEST = (1, 19)


def load_alembic():
    """The Alembic of this Python, with the order of directories and sets made certain."""
    import alembic.config
    from alembic import util
    from alembic.script import base
    from alembic.util import messaging

    comma = util.format_as_comma
    in_order = lambda value: comma(sorted(value) if isinstance(value, (set, frozenset)) else value)
    util.format_as_comma = messaging.format_as_comma = in_order
    list_files = base.Script._list_py_dir.__func__
    base.Script._list_py_dir = classmethod(lambda cls, *given: sorted(list_files(cls, *given)))
    return alembic.config, tuple(int(part) for part in alembic.__version__.split(".")[:2])


class AlembicSide:
    """Runs command lines in children of this process, which has Alembic loaded."""

    def __init__(self):
        self.config, self.version = load_alembic()

    def run(self, arguments, root, environment):
        place = tempfile.TemporaryFile("w+")
        child = os.fork()
        if child == 0:
            self._become(arguments, root, environment, place)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        place.seek(0)
        text = place.read()
        if status == 1 and "Traceback" in text:
            return text.split("Traceback")[0], "[traceback]", status
        failed = re.search(r"^ *FAILED: (.*)\n", text, re.M)
        if not failed:
            return text, None, status
        return text[: failed.start()] + text[failed.end() :], failed.group(1), status

    def _become(self, arguments, root, environment, place):
        os.chdir(root)
        os.environ.update(environment)
        sys.path.insert(0, "")
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(place.fileno(), 1)
        os.dup2(null, 2)
        status = 0
        try:
            self.config.main(arguments, prog="alembic")
        except SystemExit as end:
            status = (end.code or 0) & 255
        except BaseException:
            sys.stdout.write("Traceback\n")
            status = 1
        sys.stdout.flush()
        os._exit(status)


class RetortSide:
    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())

    def run(self, arguments, root, environment):
        done = subprocess.run(
            [self.program, *arguments], cwd=root, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=60,
        )
        failed = re.search(r"^FAILED: (.*)$", done.stderr, re.M)
        return done.stdout, failed.group(1) if failed else None, done.returncode


def set_option(root, line):
    """Puts a line at the start of [alembic], in place of one with the same key."""
    key = line.split(" =")[0]
    text = re.sub(rf"^{key} = .*\n", "", (root / "alembic.ini").read_text(), flags=re.M)
    (root / "alembic.ini").write_text(text.replace("[alembic]\n", f"[alembic]\n{line}\n", 1))


def prepare(case, root, init):
    """The project of a case on SQLite."""
    root.mkdir(parents=True)
    init(["-q", "init", "-t", case.template, "migrations"], root)
    ini = root / "alembic.ini"
    ini.write_text(re.sub(r"driver://user:pass@localhost/(\w+)", r"sqlite:///\1.db", ini.read_text()))
    for path, text in case.files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    hooks = root / "hooks.ini"
    if hooks.exists():
        ini.write_text(ini.read_text().replace("[post_write_hooks]\n", hooks.read_text()))
        hooks.unlink()


def transcript(case, root, side, newest):
    """What happened, a block for each step and each file."""
    blocks = []
    environment = {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), "COLUMNS": "80"}
    for step in case.steps:
        kind, _, rest = step.partition(":")
        if kind == "new":
            step = rest
            if not newest:
                continue
        if kind == "ini":
            set_option(root, rest)
        elif kind == "edit":
            environment["EDITOR"] = rest
        else:
            output, failed, status = side.run(shlex.split(step), root, environment)
            # The words of a usage error are argparse's, and change with Python.
            # Alembic names a file for the rest of the text.
            failed = re.sub("(?<=Template rendering failed).*", "", failed or "")
            said = f"FAILED: {failed}\n" if failed and status != 2 else ""
            text = (output if status != 2 else "") + said + (f"[exit {status}]\n" if status else "")
            if step.startswith("branches"):  # Alembic takes the children from a set.
                text = re.sub("(^ +-> .*\n)+", lambda lines: "".join(sorted(lines[0].splitlines(True))), text, flags=re.M)
            if step == "current":  # The same.
                text = "".join(sorted(text.splitlines(True)))
            blocks.append(f"$ {step}\n{text}")
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and path.suffix in (".py", ".mako") and name.name != "env.py":
            blocks.append(f"=== {name}\n{path.read_text()}")
    return [DATES.sub("DATE", block.replace(str(root), "$ROOT")) for block in blocks]


def same(expected, got):
    """Where Alembic has a traceback, any refusal is right."""
    if "FAILED: [traceback]" not in expected:
        return expected == got
    return "[exit" in got


class Comparison:
    def __init__(self):
        self.compared, self.differing = 0, []

    def judge(self, case, expected, got, labels):
        for index in range(max(len(expected), len(got))):
            left = expected[index] if index < len(expected) else ""
            right = got[index] if index < len(got) else ""
            self.compared += 1
            if same(left, right):
                continue
            self.differing.append(f"{case}: {(left or right).splitlines()[0]}")
            print(f"DIFFERS: {self.differing[-1]}")
            sys.stdout.writelines(
                line.rstrip("\n") + "\n"
                for line in difflib.unified_diff(left.splitlines(), right.splitlines(), *labels, n=2, lineterm="")
            )

    def finish(self):
        print(f"{self.compared} compared, {self.compared - len(self.differing)} identical")
        raise SystemExit(1 if self.differing or not self.compared else 0)


def settings(root):
    """Every option that is set, by section, and the names of the files."""
    parser = configparser.RawConfigParser()
    parser.read(root / "alembic.ini")
    lines = [f"[{name}] {key} = {value}\n" for name in parser.sections() for key, value in parser.items(name)]
    files = sorted(str(path.relative_to(root)) for path in root.rglob("*") if "__pycache__" not in str(path))
    return ["".join(sorted(lines)), "\n".join(files)]


def run(args, root):
    retort = RetortSide(args.retort)
    alembic = AlembicSide() if args.mode != "golden" else None
    newest = args.mode == "golden" or alembic.version >= NEWEST
    if args.mode == "record" and not newest:
        raise SystemExit(f"this is Alembic {alembic.version}: name the newest in RETORT_ALEMBIC_PYTHONPATH")
    by_retort = lambda arguments, place: subprocess.run([retort.program, *arguments], cwd=place, check=True)
    by_alembic = lambda arguments, place: alembic.run(arguments[1:], place, {})
    comparison = Comparison()

    def both(case, kind, init):
        texts = []
        for name, side in (("alembic", alembic), ("retort", retort)):
            project = root / kind / name / case.name
            prepare(case, project, init)
            texts.append(transcript(case, project, side, newest))
        comparison.judge(f"{case.name} ({kind})", *texts, ("alembic", "retort"))

    for case in authoring_cases.CASES:
        if args.name and not re.search(args.name, case.name):
            continue
        golden = GOLDEN / f"{case.name}.txt"
        if args.mode == "golden":
            prepare(case, root / case.name, by_retort)
            got = transcript(case, root / case.name, retort, newest)
            expected = re.split(r"^(?=(?:\$|===) )", golden.read_text(), flags=re.M)[1:]
            comparison.judge(case.name, expected, got, ("golden", "retort"))
        elif args.mode == "record":
            GOLDEN.mkdir(exist_ok=True)
            prepare(case, root / case.name, by_retort)
            golden.write_text("".join(transcript(case, root / case.name, alembic, newest)))
        else:
            both(case, "from retort", by_retort)
            if newest or not case.template.startswith("pyproject"):
                both(case, "from alembic", by_alembic)
    if args.mode == "live" and newest:
        for template in ("generic", "async", "multidb", "pyproject", "pyproject_async"):
            texts = []
            for name, init in (("alembic", by_alembic), ("retort", by_retort)):
                place = root / "settings" / name / template
                place.mkdir(parents=True)
                init(["-q", "init", "-t", template, "migrations"], place)
                texts.append(settings(place))
            comparison.judge(f"settings of {template}", *texts, ("alembic", "retort"))
    if args.mode != "record":
        comparison.finish()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=("golden", "live", "record"))
    parser.add_argument("name", nargs="?", default="", help="regular expression for names of cases")
    parser.add_argument("--retort", default="build/release/retort")
    args = parser.parse_args()
    place = pathlib.Path(tempfile.mkdtemp(prefix="retort-authoring-")).resolve()
    try:
        run(args, place)
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
