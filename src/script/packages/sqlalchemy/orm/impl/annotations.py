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
    if last in ("Mapped", "DynamicMapped", "WriteOnlyMapped", "AppenderMapped") and argument:
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


def complete(column, annotation):
    """Takes from the annotation what the column does not say: its type, and whether it may be NULL."""
    inner = inner_text(annotation)
    if inner is None:
        return
    text, optional = optional_of(inner)
    if not native.has_nullable(column) and not column.primary_key:
        native.set_nullable(column, optional)
    if not native.has_type(column):
        chosen = _type_of(annotation, text)
        if chosen is not None:
            native.set_type(column, chosen)


def _type_of(annotation, text):
    name, argument = _subscript(text)
    last = name.rsplit(".", 1)[-1]
    if last == "Annotated":
        return _type_of(annotation, _parts(argument, ",")[0])
    if last == "Literal":
        return sa.Enum(*[_unquoted(part) for part in _parts(argument, ",")], native_enum=False)
    if last in _PLAIN_TYPES:
        return _PLAIN_TYPES[last]()
    found = native.resolve(annotation, name)
    if isinstance(found, type):
        if native.is_enum(found):
            return sa.Enum(found)
        for base in found.__mro__:
            if base.__name__ in _PLAIN_TYPES and base.__name__ != "object":
                return _PLAIN_TYPES[base.__name__]()
    return None


def type_by_map(annotation, type_map):
    """The type that a base's `type_annotation_map` names for an annotation, or None."""
    inner = inner_text(annotation)
    if inner is None:
        return None
    text, _ = optional_of(inner)
    found = native.resolve(annotation, text)
    for key, chosen in type_map.items():
        if key is found or getattr(key, "__name__", None) == text:
            return chosen
    return None


def is_relationship(annotation):
    return inner_text(annotation) is not None
