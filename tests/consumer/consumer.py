#!/usr/bin/env python3
"""Builds and runs tests/consumer/project against this build of Retort, in one of three ways.

    consumer.py --build DIR --cmake CMAKE --compiler CXX --config TYPE --pic ON|OFF WAY

WAY is `install` (stages an installation for the next two), `find_package`, `pkg_config` or
`add_subdirectory`. The last compiles the library anew in principle; object files of the build that
were made by the same command take the place of that (reuse_object.py).
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE / "project"
ROOT = HERE.parent.parent
EXPECTED = "0.1.0 a1 c2\nbehind, 1 statement\nALTER TABLE thing ADD COLUMN name TEXT\nno such table: nowhere in a2\n"
INSTALLED = [
    "bin/retort", "include/retort/retort.h", "share/man/man1/retort.1",
    "share/bash-completion/completions/retort", "share/zsh/site-functions/_retort",
    "share/fish/vendor_completions.d/retort.fish",
]


def run(*command, **options):
    words = [str(word) for word in command]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}\n{done.stdout}\nended with {done.returncode}")
    return done.stdout


def check_program(program, folder):
    database = folder / "consumer.db"
    database.unlink(missing_ok=True)
    out = run(program, database)
    if out != EXPECTED:
        sys.exit(f"{program} printed\n{out}instead of\n{EXPECTED}")


def install(arguments, stage):
    shutil.rmtree(stage, ignore_errors=True)
    run(arguments.cmake, "--install", arguments.build, "--prefix", stage)
    for name in INSTALLED:
        if not (stage / name).exists() or (stage / name).stat().st_size == 0:
            sys.exit(f"{name} is not installed")


def build(arguments, folder, *options):
    shutil.rmtree(folder, ignore_errors=True)
    run(arguments.cmake, "-G", "Ninja", "-S", PROJECT, "-B", folder,
        f"-DCMAKE_CXX_COMPILER={arguments.compiler}", f"-DCMAKE_BUILD_TYPE={arguments.config}",
        f"-DCONSUMER_SHARED={arguments.pic}", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *options)
    run(arguments.cmake, "--build", folder, "-j", "2")


def check_rebuilds(arguments, folder):
    """A migration that comes and one that goes are noticed by the next build."""
    copy = folder / "source"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(PROJECT, copy)
    build_folder = folder / "rebuild"
    shutil.rmtree(build_folder, ignore_errors=True)
    run(arguments.cmake, "-G", "Ninja", "-S", copy, "-B", build_folder,
        f"-DCMAKE_CXX_COMPILER={arguments.compiler}", f"-DCMAKE_PREFIX_PATH={folder.parent / 'stage'}")
    generated = "retort_embedded_plugin/plugin_migrations.cc"
    source = build_folder / generated

    def texts():
        run("ninja", "-C", build_folder, generated)
        return source.read_text()

    before = texts()
    later = copy / "migrations/c3_later.py"
    later.write_text("revision = 'c3'\ndown_revision = 'c2'\n")
    with_later = texts()
    later.write_text("revision = 'c3'\ndown_revision = 'c2'\n# changed\n")
    os.utime(later, (time.time() + 2, time.time() + 2))
    changed = texts()
    later.unlink()
    if "c3_later.py" not in with_later or changed == with_later or texts() != before:
        sys.exit("the embedded files do not follow the directory")


def find_package(arguments, stage, folder):
    build(arguments, folder / "build", f"-DCMAKE_PREFIX_PATH={stage}")
    check_program(folder / "build/consumer", folder)
    check_rebuilds(arguments, folder)


def pkg_config(arguments, stage, folder):
    folder.mkdir(parents=True, exist_ok=True)
    libraries = list(stage.glob("lib*/pkgconfig")) + list(stage.glob("lib/*/pkgconfig"))
    environment = dict(os.environ, PKG_CONFIG_PATH=os.pathsep.join(map(str, libraries)))
    # The file names the prefix of the configuration; the stage is elsewhere.
    prefix = f"--define-variable=prefix={stage}"
    flags = [run("pkg-config", prefix, f"--define-variable=libdir={libraries[0].parent}",
                 f"--define-variable=includedir={stage / 'include'}", option, "retort", env=environment).split()
             for option in ("--cflags", "--libs")]
    program = folder / "consumer"
    run(arguments.compiler, "-std=c++20", "-DCONSUMER_ALONE", *flags[0], PROJECT / "main.cc", "-o", program, *flags[1])
    check_program(program, folder)


def add_subdirectory(arguments, folder):
    launcher = f"{sys.executable};-ISE;{HERE / 'reuse_object.py'};{arguments.build};{folder / 'build/retort'}"
    cache = (pathlib.Path(arguments.build) / "CMakeCache.txt").read_text().splitlines()
    flags = [f"-D{line}" for line in cache if line.startswith("CMAKE_CXX_FLAGS") and not line.endswith("=")]
    build(arguments, folder / "build", f"-DRETORT_SOURCE={ROOT}", f"-DRETORT_PIC={arguments.pic}",
          f"-DCMAKE_CXX_COMPILER_LAUNCHER={launcher}", *flags)
    check_program(folder / "build/consumer", folder)
    # Neither the library's warnings nor its tests reach the project.
    commands = (folder / "build/compile_commands.json").read_text().splitlines()
    own = [line for line in commands if '"command"' in line and "/plugin.cc" in line]
    if not own or any("-Wconversion" in line for line in own):
        sys.exit("the library's warning options reached the project")
    if any("_test.cc" in line for line in commands):
        sys.exit("the library's tests reached the project")


def main():
    parser = argparse.ArgumentParser()
    for name in ("build", "cmake", "compiler", "config", "pic"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("way", choices=("install", "find_package", "pkg_config", "add_subdirectory"))
    arguments = parser.parse_args()
    base = pathlib.Path(arguments.build) / "consumer"
    stage, folder = base / "stage", base / arguments.way
    if arguments.way == "install":
        install(arguments, stage)
    elif arguments.way == "find_package":
        find_package(arguments, stage, folder)
    elif arguments.way == "pkg_config":
        pkg_config(arguments, stage, folder)
    else:
        add_subdirectory(arguments, folder)


main()
