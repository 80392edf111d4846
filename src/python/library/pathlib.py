"""Paths inside the project; reading only."""

import os


class PurePath:
    def __init__(self, *parts):
        texts = [os.fspath(part) for part in parts]
        self._path = os.path.normpath(os.path.join(*texts)) if texts else "."

    def __str__(self):
        return self._path

    def __fspath__(self):
        return self._path

    def __repr__(self):
        return f"{type(self).__name__}({self._path!r})"

    def __truediv__(self, other):
        return type(self)(self._path, os.fspath(other))

    def __rtruediv__(self, other):
        return type(self)(other, self._path)

    def __eq__(self, other):
        return isinstance(other, PurePath) and self._path == other._path

    def __lt__(self, other):
        return self._path < other._path

    def __hash__(self):
        return hash(self._path)

    def joinpath(self, *others):
        return type(self)(self._path, *others)

    @property
    def parts(self):
        head = ["/"] if self._path.startswith("/") else []
        return tuple(head + [part for part in self._path.split("/") if part])

    @property
    def name(self):
        return os.path.basename(self._path)

    @property
    def stem(self):
        return os.path.splitext(self.name)[0]

    @property
    def suffix(self):
        return os.path.splitext(self.name)[1]

    @property
    def parent(self):
        return type(self)(os.path.dirname(self._path) or ".")

    @property
    def parents(self):
        found, path = [], self
        while path.parent != path:
            path = path.parent
            found.append(path)
        return found

    @property
    def suffixes(self):
        name = self.name.lstrip(".")
        return ["." + part for part in name.split(".")[1:]]

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def is_relative_to(self, other):
        try:
            self.relative_to(other)
        except ValueError:
            return False
        return True

    def with_suffix(self, suffix):
        return type(self)(os.path.splitext(self._path)[0] + suffix)

    def with_name(self, name):
        return self.parent / name

    def is_absolute(self):
        return self._path.startswith("/")

    def as_posix(self):
        return self._path

    def relative_to(self, other):
        base = os.path.normpath(os.fspath(other))
        if self._path != base and not self._path.startswith(base.rstrip("/") + "/"):
            raise ValueError(f"{self._path!r} is not in the subpath of {base!r}")
        return type(self)(self._path[len(base) :].lstrip("/") or ".")


class Path(PurePath):
    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    def resolve(self, strict=False):
        return type(self)(os.path.abspath(self._path))

    absolute = resolve

    def expanduser(self):
        return self

    def exists(self):
        return os.path.exists(self._path)

    def is_file(self):
        return os.path.isfile(self._path)

    def is_dir(self):
        return os.path.isdir(self._path)

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        if not exist_ok:
            raise PermissionError(f"making folders is not available to migration scripts: '{self}'")

    def iterdir(self):
        return iter([self / name for name in sorted(os.listdir(self._path))])

    def glob(self, pattern):
        import fnmatch

        first, _, rest = str(pattern).partition("/")
        if first == "**":
            found = list(self.glob(rest)) if rest else [self]
            for path in self.iterdir():
                if path.is_dir():
                    found.extend(path.glob(pattern))
            return iter(found)
        found = [path for path in self.iterdir() if fnmatch.fnmatch(path.name, first)]
        return iter([below for path in found if path.is_dir() for below in path.glob(rest)] if rest else found)

    def rglob(self, pattern):
        return self.glob("**/" + str(pattern))

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self._path, mode)

    def read_text(self, encoding=None, errors=None):
        with open(self._path) as file:
            return file.read()

    def read_bytes(self):
        with open(self._path, "rb") as file:
            return file.read()


PurePosixPath = PurePath
PosixPath = Path
