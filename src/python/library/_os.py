"""The parts of os that are written in Python; reading only."""

import os

curdir = "."
pardir = ".."
extsep = "."
altsep = None
devnull = "/dev/null"


class DirEntry:
    def __init__(self, folder, name):
        self.name = name
        self.path = os.path.join(folder, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def is_dir(self, follow_symlinks=True):
        return os.path.isdir(self.path)

    def is_file(self, follow_symlinks=True):
        return os.path.isfile(self.path)

    def is_symlink(self):
        return False


class _Entries:
    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self._entries

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        return None

    def close(self):
        pass


def scandir(path="."):
    folder = os.fspath(path)
    return _Entries([DirEntry(folder, name) for name in os.listdir(folder)])


def walk(top, topdown=True, onerror=None, followlinks=False):
    folder = os.fspath(top)
    if not os.path.isdir(folder):
        return
    folders, files = [], []
    for name in os.listdir(folder):
        (folders if os.path.isdir(os.path.join(folder, name)) else files).append(name)
    if topdown:
        yield folder, folders, files
    for name in folders:
        yield from walk(os.path.join(folder, name), topdown, onerror, followlinks)
    if not topdown:
        yield folder, folders, files
