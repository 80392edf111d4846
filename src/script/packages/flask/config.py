"""The configuration of an application: a dict that is filled from modules, classes, files and the environment."""

import importlib
import json
import os
from importlib.util import module_from_spec, spec_from_file_location

import flask.Flask as _unknown
from sqlalchemy.orm.impl import native as _native

_DEFAULTS = {
    "DEBUG": False, "TESTING": False, "PROPAGATE_EXCEPTIONS": None, "SECRET_KEY": None, "SERVER_NAME": None,
    "APPLICATION_ROOT": "/", "PREFERRED_URL_SCHEME": "http",
}  # fmt: skip


class Config(dict):
    def __init__(self, import_name, instance_relative=False):
        super().__init__(_DEFAULTS)
        self._import_name = import_name
        self._instance_relative = instance_relative
        self._hidden = []  # What finds the values that are not known.
        self._own = set(_DEFAULTS)  # What was set since.
        self._variables = []  # Prefix and reader of from_prefixed_env().
        self._read = {}  # How many of them each name was set after.

    def __setitem__(self, name, value):
        self._own.add(name)
        self._read[name] = len(self._variables)
        super().__setitem__(name, value)

    def _find(self, name):
        """Whether there is such a value, and the value."""
        for prefix, loads in reversed(self._variables[self._read.get(name, 0):]):
            if prefix + name in os.environ:
                return True, _loaded(os.environ[prefix + name], loads)
        if self._hidden and name not in self._own:
            return True, self._hidden[-1](name)
        return super().__contains__(name), super().get(name)

    def __getitem__(self, name):
        found, value = self._find(name)
        if not found:
            raise KeyError(name)
        return value

    def __contains__(self, name):
        return self._find(name)[0]

    def get(self, name, default=None):
        found, value = self._find(name)
        return value if found else default

    def setdefault(self, name, default=None):
        if name not in self:
            self[name] = default
        return self[name]

    def _hide(self, find):
        self._hidden.append(find)
        self._own.clear()
        return True

    def update(self, *args, **values):
        for given in args:
            if _native.is_unknown(given):
                self._hide(lambda name, given=given: given[name])
                continue
            for name, value in dict(given).items():
                self[name] = value
        for name, value in values.items():
            self[name] = value

    def from_mapping(self, mapping=None, **values):
        if _native.is_unknown(mapping):
            return self._hide(lambda name: mapping[name])
        for given in (mapping or {}, values):
            for name, value in dict(given).items():
                if name.isupper():
                    self[name] = value
        return True

    def from_object(self, given):
        if not _native.is_unknown(given) and isinstance(given, str):
            try:
                given = _imported(given)
            except (AttributeError, ImportError):
                given = _unknown().config  # A package that is not read may have it.
        if _native.is_unknown(given):
            self._hide(lambda name: getattr(given, name))
            return
        for name in dir(given):
            if name.isupper():
                self[name] = getattr(given, name)

    def _instance_path(self):
        """The folder `instance` beside the application's package or module."""
        top = importlib.import_module(self._import_name.partition(".")[0])
        folder, file = os.path.split(top.__file__)
        return os.path.join(os.path.dirname(folder) if file == "__init__.py" else folder, "instance")

    def _path(self, filename):
        module = importlib.import_module(self._import_name)
        if not self._instance_relative:
            return os.path.join(os.path.dirname(module.__file__), filename)
        return os.path.join(self._instance_path(), filename)

    def from_pyfile(self, filename, silent=False):
        path = self._path(filename)
        if not os.path.isfile(path):
            if silent:
                return False
            raise FileNotFoundError(f"[Errno 2] Unable to load configuration file: '{path}'")
        spec = spec_from_file_location("config", path)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        self.from_object(module)
        return True

    def from_envvar(self, variable_name, silent=False):
        path = os.environ.get(variable_name)
        if path:
            return self.from_pyfile(path, silent=silent)
        if silent:
            return False
        raise RuntimeError(
            f"The environment variable {variable_name!r} is not set and as such configuration could not be loaded. Set"
            " this variable and make it point to a configuration file"
        )

    def from_file(self, filename, load, silent=False, text=True):
        path = self._path(filename)
        if not os.path.isfile(path) and silent:
            return False
        with open(path, "r" if text else "rb") as file:
            return self.from_mapping(load(file))

    def from_json(self, filename, silent=False):
        return self.from_file(filename, load=json.load, silent=silent)

    def from_prefixed_env(self, prefix="FLASK", *, loads=json.loads):
        self._variables.append((prefix + "_", loads))
        return True


def _loaded(text, loads):
    try:
        return loads(text)
    except Exception:
        return text


def _imported(name):
    """The module or class of a dotted name, the class perhaps behind a colon."""
    path, _, attribute = name.replace(":", ".").rpartition(".")
    if not path:
        return importlib.import_module(name)
    try:
        module = importlib.import_module(name)
        if not _native.is_unknown(module):
            return module
    except ImportError:
        pass
    return getattr(importlib.import_module(path), attribute)
