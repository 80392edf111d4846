"""Modules by the place of their file, inside the project."""

import importlib


class Loader:
    def __init__(self, name, path):
        self.name = name
        self.path = str(path)

    def exec_module(self, module):
        importlib._run(module)

    def load_module(self, fullname=None):
        module = importlib._from_file(fullname or self.name, self.path)
        importlib._run(module)
        return module

    def get_filename(self, name=None):
        return self.path


class ModuleSpec:
    def __init__(self, name, loader, origin):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.submodule_search_locations = None
        self.parent = name.rpartition(".")[0]
        self.has_location = True


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    return ModuleSpec(name, loader or Loader(name, location), str(location))


def module_from_spec(spec):
    return importlib._from_file(spec.name, spec.origin)


def find_spec(name, package=None):
    module = importlib._find(name, package)
    if module is None:
        return None
    file = getattr(module, "__file__", None)
    spec = ModuleSpec(module.__name__, Loader(module.__name__, file), file)
    spec.submodule_search_locations = getattr(module, "__path__", None)
    return spec


def resolve_name(name, package):
    level = len(name) - len(name.lstrip("."))
    if level == 0:
        return name
    base = package.rsplit(".", level - 1)[0]
    return f"{base}.{name[level:]}" if name[level:] else base
