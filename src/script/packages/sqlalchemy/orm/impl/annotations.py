"""Column types out of annotations such as `Mapped[Optional[str]]`."""

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm.impl import native

_PLAIN_TYPES = {
    "int": sa.Integer,
    "str": sa.String,
    "bool": sa.Boolean,
    "float": sa.Float,
    "bytes": sa.LargeBinary,
    "datetime": sa.DateTime,
    "date": sa.Date,
    "time": sa.Time,
    "timedelta": sa.Interval,
    "Decimal": sa.Numeric,
    "UUID": sa.Uuid,
}
_COLLECTIONS = ("list", "List", "set", "Set", "Sequence", "Collection", "Iterable")


def _parts(text, separator):
    """Splits at a sign that stands outside of brackets and quotes."""
    parts, depth, start, quote = [], 0, 0, None
    for position, sign in enumerate(text):
        if quote is not None:
            quote = None if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "[(":
            depth += 1
        elif sign in "])":
            depth -= 1
        elif sign == separator and depth == 0:
            parts.append(text[start:position].strip())
            start = position + 1
    parts.append(text[start:].strip())
    return parts


def _unquoted(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].strip()
    return text


def _subscript(text):
    """`a.b[c]` as ("a.b", "c"); None for the second without brackets."""
    if not text.endswith("]"):
        return text, None
    opening = text.index("[")
    return text[:opening].strip(), text[opening + 1 : -1].strip()


def inner_text(annotation):
    """What stands in `Mapped[...]`; None for any other annotation."""
    text = _unquoted(str(annotation))
    name, argument = _subscript(text)
    last = name.rsplit(".", 1)[-1]
    if last in ("Mapped", "MappedColumn", "DynamicMapped", "WriteOnlyMapped", "AppenderMapped") and argument:
        return _unquoted(argument)
    return None


def optional_of(text):
    """(the type without None, whether None is allowed)."""
    name, argument = _subscript(text)
    if name.rsplit(".", 1)[-1] == "Optional":
        return _unquoted(argument), True
    parts = _parts(argument, ",") if name.rsplit(".", 1)[-1] == "Union" else _parts(text, "|")
    if len(parts) > 1:
        known = [_unquoted(part) for part in parts if part != "None"]
        return known[0], len(known) < len(parts)
    return text, False


def target_of(annotation):
    """(name of the related class, whether many), of a relationship's annotation."""
    text, _ = optional_of(inner_text(annotation))
    name, argument = _subscript(text)
    many = name.rsplit(".", 1)[-1] in _COLLECTIONS
    if many and argument is not None:
        return _unquoted(argument), True
    return text, False


class Meaning:
    """What a Mapped[...] says: its type (a class, a typing form or a name nobody knows), whether None is
    allowed, and what stands beside the type in Annotated[...]."""

    def __init__(self, python_type, optional=False, extras=(), alias=None):
        self.python_type = python_type
        self.is_none = not native.is_unknown(python_type) and python_type is None
        self.optional = optional
        self.extras = extras
        self.alias = alias  # The Annotated form itself, which type_annotation_map may name.


class Unresolved:
    """A name of an annotation that cannot be looked up, such as one of a TYPE_CHECKING block."""

    def __init__(self, name):
        self.__name__ = name


def meaning_of(annotation):
    inner = inner_text(annotation)
    return None if inner is None else _read(annotation, inner)


def read(annotation):
    """The meaning of an annotation without Mapped[...]."""
    return _read(annotation, str(annotation))


def _read(annotation, text):
    text = _unquoted(text)
    parts = _parts(text, "|")
    if len(parts) > 1:
        return _union([_read(annotation, part) for part in parts])
    name, argument = _subscript(text)
    last = name.rsplit(".", 1)[-1]
    if argument is None:
        return Meaning(None, True) if last == "None" else _of_value(_look_up(annotation, name))
    pieces = _parts(argument, ",")
    if last == "Optional":
        return _union([_read(annotation, argument), Meaning(None, True)])
    if last == "Union":
        return _union([_read(annotation, piece) for piece in pieces])
    if last == "Literal":
        return Meaning(_Literal([_unquoted(piece) for piece in pieces]))
    if last == "Annotated":
        first = _read(annotation, pieces[0])
        extras = [native.evaluate(piece, _Names(annotation)) for piece in pieces[1:] if piece]
        return Meaning(first.python_type, first.optional, tuple(extras), _Form("Annotated", first, extras))
    if last in ("Mapped", "Final", "ClassVar"):
        return _read(annotation, argument)
    return Meaning(_Generic(_look_up(annotation, name), [_plain(piece) for piece in pieces]))


def _plain(text):
    return _unquoted(text).rsplit(".", 1)[-1].replace(" ", "")


class _Literal:
    def __init__(self, labels):
        self.labels = labels


class _Generic:
    """`dict[str, Any]`, `Sequence[int]`."""

    def __init__(self, origin, arguments):
        self.origin = origin
        self.arguments = arguments


class _Form:
    """`Annotated[str, 30]` as written in place."""

    def __init__(self, name, first, extras):
        self.__name__ = name
        self.__args__ = (first.python_type, *extras)


class _Names:
    def __init__(self, annotation):
        self.annotation = annotation

    def find(self, name):
        return _look_up(self.annotation, name)


_BUILTINS = {
    "int": int, "str": str, "bool": bool, "float": float, "bytes": bytes, "dict": dict, "list": list,
    "set": set, "tuple": tuple, "object": object, "None": None,
}  # fmt: skip


def _look_up(annotation, name):
    found = native.resolve(annotation, name)
    if native.is_unknown(found):
        return found
    if found is None and name in _BUILTINS:
        return _BUILTINS[name]
    return Unresolved(name) if found is None else found


def _union(members):
    known = [member for member in members if not member.is_none]
    optional = any(member.optional for member in members)
    if not known:
        return Meaning(None, True)
    return Meaning(known[0].python_type, optional, known[0].extras, known[0].alias)


def _of_value(value):
    """The meaning of a name's value: an alias may stand for a whole annotation."""
    if native.is_unknown(value):
        return Meaning(value)
    if isinstance(value, tuple):  # `int | None`
        return _union([_of_value(member) for member in value])
    if value is None:
        return Meaning(None, True)
    arguments = getattr(value, "__args__", None)
    name = getattr(value, "__name__", "")
    if not arguments or isinstance(value, type):
        return Meaning(value)
    if name == "Optional":
        return _union([_of_value(arguments[0]), Meaning(None, True)])
    if name == "Union":
        return _union([_of_value(argument) for argument in arguments])
    if name == "Literal":
        return Meaning(_Literal(list(arguments)))
    if name == "Annotated":
        first = _of_value(arguments[0])
        return Meaning(first.python_type, first.optional, arguments[1:] + first.extras, value)
    return Meaning(value)


def same_type(key, found):
    """Whether a key of a type_annotation_map is what an annotation names."""
    if native.is_unknown(key) or native.is_unknown(found):
        return native.is_unknown(key) and native.is_unknown(found) and repr(key) == repr(found)
    if key is found:
        return True
    if isinstance(found, _Generic):
        if key is found.origin:
            return True
        if getattr(key, "__name__", None) != getattr(found.origin, "__name__", ""):
            return False
        arguments = getattr(key, "__args__", None) or ()
        return [getattr(one, "__name__", str(one)) for one in arguments] == found.arguments
    arguments = getattr(key, "__args__", None)
    others = getattr(found, "__args__", None)
    if not arguments or not others or isinstance(key, type) or isinstance(found, type):
        return False
    return key.__name__ == found.__name__ and len(arguments) == len(others) and all(
        same_type(*pair) or (not isinstance(pair[0], type) and pair[0] == pair[1]) for pair in zip(arguments, others)
    )


def type_of(meaning, type_map):
    """The column type that an annotation asks for, or None."""
    python_type = meaning.python_type
    wanted = [python_type] if meaning.alias is None else [meaning.alias, python_type]
    for one in wanted:
        for key, chosen in type_map.items():
            if same_type(key, one):
                return chosen
    if isinstance(python_type, _Literal):
        return sa.Enum(*python_type.labels, native_enum=False)
    if isinstance(python_type, _Generic):
        python_type = python_type.origin
    if native.is_unknown(python_type):
        return None
    if not isinstance(python_type, type):
        return _plain_type(getattr(python_type, "__name__", ""))
    if native.is_enum(python_type):
        return _enum_type(python_type, type_map)
    for base in python_type.__mro__:
        for key, chosen in type_map.items():
            if not native.is_unknown(key) and key is base:
                return chosen
        if base.__name__ in _PLAIN_TYPES:
            return _PLAIN_TYPES[base.__name__]()
    return None


def _enum_type(python_type, type_map):
    for key, chosen in type_map.items():
        if not native.is_unknown(key) and getattr(key, "__name__", None) == "Enum" and isinstance(chosen, sa.Enum):
            return native.enum_like(chosen, python_type)
    return sa.Enum(python_type)


def _plain_type(name):
    chosen = _PLAIN_TYPES.get(name.rsplit(".", 1)[-1])
    return chosen and chosen()


def is_relationship(annotation):
    return inner_text(annotation) is not None
