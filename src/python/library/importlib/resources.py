"""The files of packages, inside the project."""

import importlib
from pathlib import Path


def files(package):
    module = importlib.import_module(package) if isinstance(package, str) else package
    return Path(module.__path__[0])


def contents(package):
    return iter([path.name for path in files(package).iterdir()])


def is_resource(package, name):
    return (files(package) / name).is_file()


def read_text(package, resource, encoding="utf-8", errors="strict"):
    return (files(package) / resource).read_text()


def read_binary(package, resource):
    return (files(package) / resource).read_bytes()


def open_text(package, resource, encoding="utf-8", errors="strict"):
    return (files(package) / resource).open()
