"""Questions about objects; nothing that reads source text."""

from types import FunctionType


def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return isinstance(object, FunctionType)


def ismodule(object):
    return type(object).__name__ == "module"


def isabstract(object):
    return False


def getmembers(object, predicate=None):
    found = []
    own = f"<unknown {getattr(object, '__name__', '')}."
    for name in sorted(dir(object)):
        value = getattr(object, name)
        text = repr(value) if predicate is not None else ""
        # What comes from outside of the project is nothing that the project looks for.
        if text.startswith("<unknown ") and not text.startswith(own):
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getdoc(object):
    return getattr(object, "__doc__", None)


def cleandoc(doc):
    from textwrap import dedent

    first, _, rest = doc.expandtabs().partition("\n")
    return (first.lstrip() + "\n" + dedent(rest)).strip("\n") if rest else first.strip()
