#!/usr/bin/env python3
"""Checks the rules of docs/architecture.md that a compiler does not.

    check_layers.py ROOT      (ROOT/src is looked at)

1. A file includes only its own module and the modules above it in MODULES.
2. Only database/ includes a client library or loads one, and only base/git_* libgit2.
3. Only base/ touches disk, clock, environment and processes (tests aside).
4. No file has more than 700 lines.
Prints one line `file:line: what is wrong` for each finding and exits with 1 if there is any.
"""
import pathlib
import re
import sys

MODULES = [
    "base", "schema", "operation", "revision", "python", "dialect", "script", "project", "models",
    "diff", "database", "inspect", "runtime", "doctor", "command", "embed", "http",
    "cli",
]
FRONTS = {"http", "cli"}  # they do not know each other
MAX_LINES = 700

CLIENT_LIBRARY = re.compile(r"#\s*include\s*<(libpq|sqlite3|mysql|mariadb|postgres|git2)|\bdlopen\s*\(")
OUTSIDE_WORLD = re.compile(
    r"#\s*include\s*<(fstream|filesystem|fcntl\.h|dirent\.h|spawn\.h|sys/(stat|wait|mman|file)\.h)>"
    r"|\b(fopen|popen|getenv|setenv|opendir|posix_spawnp?|fork|execv[pe]*|gettimeofday|clock_gettime)\s*\("
    r"|(?<![\w.>])::(open|stat|rename|unlink|mkdir|time)\s*\("
    r"|\b(system_clock|steady_clock|high_resolution_clock)\b|\bstd::(system|time|remove|rename)\s*\("
)


def is_test(path):
    return path.stem.endswith(("_test", "_pgtest", "_mytest", "_fuzz"))


def code_of(line):
    """The line without its comment and without the text of its string literals."""
    return re.sub(r"//.*", "", re.sub(r'"(\\.|[^"\\])*"', '""', line))


def include_trouble(module, target):
    if target.startswith("retort/"):
        return None  # the public headers
    above = target.split("/")[0]
    if "/" not in target or above not in MODULES:
        return f'include "{target}" by its path from src/'
    if above == module:
        return None
    if MODULES.index(above) > MODULES.index(module) or {above, module} == FRONTS:
        return f"{module}/ must not include {above}/"
    return None


def check_line(module, path, line):
    include = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
    if include and (trouble := include_trouble(module, include.group(1))):
        yield trouble
    if is_test(path):
        return
    code = code_of(line)
    git = module == "base" and path.stem.startswith("git")
    if module != "database" and not git and CLIENT_LIBRARY.search(code):
        yield "only database/ uses a client library, and only base/git_* libgit2"
    if module != "base" and OUTSIDE_WORLD.search(code):
        yield "only base/ touches disk, clock, environment and processes"


def check_file(source, path):
    name = path.relative_to(source)
    module = name.parts[0]
    lines = path.read_text().splitlines()
    if module not in MODULES:
        yield f"src/{name}:1: {module}/ is not a module"
        return
    for number, line in enumerate(lines, 1):
        for trouble in check_line(module, name, line):
            yield f"src/{name}:{number}: {trouble}"
    if len(lines) > MAX_LINES:
        yield f"src/{name}:{MAX_LINES}: {len(lines)} lines: split the file by concept"


def main():
    source = pathlib.Path(sys.argv[1]) / "src"
    files = sorted(p for p in source.rglob("*") if p.suffix in (".cc", ".h"))
    if not files:
        sys.exit(f"no sources in {source}")
    findings = [finding for path in files for finding in check_file(source, path)]
    print("\n".join(findings) if findings else f"{len(files)} files keep to the layers")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
