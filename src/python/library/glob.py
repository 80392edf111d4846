"""File names that match a pattern, inside the project."""

import fnmatch
import os


def has_magic(text):
    return any(sign in text for sign in "*?[")


def escape(pathname):
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in pathname)


def _names(folder):
    return os.listdir(folder or ".") if os.path.isdir(folder or ".") else []


def _below(folder, parts, recursive):
    """What of a folder matches the parts of a pattern."""
    if not parts:
        yield folder
        return
    first, rest = parts[0], parts[1:]
    if first == "**" and recursive:
        yield from _below(folder, rest, recursive) if rest else [os.path.join(folder, "")]
        for name in _names(folder):
            path = os.path.join(folder, name)
            if name.startswith("."):
                continue
            if os.path.isdir(path):
                yield from _below(path, parts, recursive)
            elif not rest:
                yield path
        return
    if not has_magic(first):
        path = os.path.join(folder, first)
        if os.path.exists(path):
            yield from _below(path, rest, recursive)
        return
    for name in _names(folder):
        if fnmatch.fnmatch(name, first) and (first.startswith(".") or not name.startswith(".")):
            path = os.path.join(folder, name)
            if not rest or os.path.isdir(path):
                yield from _below(path, rest, recursive)


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    text = os.fspath(pathname)
    parts = [part for part in text.split("/") if part]
    if text.startswith("/"):
        return _below("/", parts, recursive)
    if root_dir is None:
        return _below("", parts, recursive)
    root = os.path.join(os.fspath(root_dir), "")
    return (path[len(root):] for path in _below(root, parts, recursive))


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive))
