"""The modules of packages, inside the project."""

import importlib
import importlib.util
import os
import sys
from collections import namedtuple

ModuleInfo = namedtuple("ModuleInfo", "module_finder name ispkg")


class _Finder:
    def __init__(self, path):
        self.path = path

    def find_spec(self, fullname, target=None):
        stem = os.path.join(self.path, fullname.rsplit(".", 1)[-1])
        for file in (os.path.join(stem, "__init__.py"), stem + ".py"):
            if os.path.isfile(file):
                return importlib.util.spec_from_file_location(fullname, file)
        return None

    def find_module(self, fullname, path=None):
        spec = self.find_spec(fullname)
        return spec and spec.loader


def iter_modules(path=None, prefix=""):
    found = set()
    for folder in sys.path if path is None else path:
        folder = os.fspath(folder)
        if not os.path.isdir(folder or "."):
            continue
        finder = _Finder(folder)
        for file in sorted(os.listdir(folder or ".")):
            name, suffix = os.path.splitext(file)
            is_package = not suffix and os.path.isfile(os.path.join(folder, file, "__init__.py"))
            if name == "__init__" or name in found or not (suffix == ".py" or is_package):
                continue
            found.add(name)
            yield ModuleInfo(finder, prefix + name, is_package)


def walk_packages(path=None, prefix="", onerror=None):
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        if importlib.util.find_spec(info.name) is None:
            if onerror is not None:
                onerror(info.name)
            continue
        package = importlib.import_module(info.name)
        yield from walk_packages(package.__path__, info.name + ".", onerror)


def extend_path(path, name):
    return path


def resolve_name(name):
    module, _, attribute = name.partition(":")
    found = importlib.import_module(module)
    return getattr(found, attribute) if attribute else found
