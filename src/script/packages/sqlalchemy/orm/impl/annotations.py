"""Column types out of annotations such as `Mapped[Optional[str]]`."""

import enum
import typing

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
    allowed, what stands beside the type in Annotated[...], and the forms that a type_annotation_map may
    have as a key, the most particular first."""

    def __init__(self, python_type, optional=False, extras=(), forms=(), ours=None):
        self.python_type = python_type
        self.optional = optional
        self.extras = extras
        self.forms = forms
        self.ours = ours  # The one of the forms whose alias or new type is looked into.


class Unresolved:
    """A name of an annotation that cannot be looked up, such as one of a TYPE_CHECKING block."""

    def __init__(self, name):
        self.__name__ = name


def meaning_of(annotation):
    inner = inner_text(annotation)
    return None if inner is None else _meaning(_value(annotation, inner))


def read(annotation):
    """The meaning of an annotation without Mapped[...]."""
    return _meaning(_value(annotation, str(annotation)))


def _value(annotation, text):
    """What the text of an annotation stands for: a class or what typing makes of one."""
    text = _unquoted(text)
    parts = _parts(text, "|")
    if len(parts) > 1:
        return typing.Union[tuple(_value(annotation, part) for part in parts)]
    name, argument = _subscript(text)
    last = name.rsplit(".", 1)[-1]
    if argument is None:
        return None if last == "None" else _look_up(annotation, name)
    if last in ("Mapped", "Final", "ClassVar"):
        return _value(annotation, argument)
    pieces = [piece for piece in _parts(argument, ",") if piece]
    form = _look_up(annotation, name)
    if native.is_unknown(form):
        return form
    if isinstance(form, Unresolved):
        form = getattr(typing, last)
    if form == typing.Literal:
        return form[tuple(native.evaluate(piece, _Names(annotation)) for piece in pieces)]
    values = [_value(annotation, pieces[0])]
    if form == typing.Annotated:
        values += [native.evaluate(piece, _Names(annotation)) for piece in pieces[1:]]
    else:
        values += [_value(annotation, piece) for piece in pieces[1:]]
    return form[tuple(values)]


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


def _has(value, name):
    return not native.is_unknown(value) and not isinstance(value, type) and hasattr(value, name)


def _is_alias(value):
    return _has(value, "__value__")


def _includes_none(value):
    if native.is_unknown(value):
        return False
    origin = typing.get_origin(value)
    if origin == typing.Union:
        return any(_includes_none(member) for member in typing.get_args(value))
    if origin == typing.Annotated:
        return _includes_none(typing.get_args(value)[0])
    if _is_alias(value):
        return _includes_none(value.__value__)
    if _has(value, "__supertype__"):
        return _includes_none(value.__supertype__)
    return value is None


def _without_none(value):
    if typing.get_origin(value) != typing.Union or not _includes_none(value):
        return value
    known = [member for member in typing.get_args(value) if native.is_unknown(member) or member is not None]
    return typing.Union[tuple(known)]


def _meaning(value):
    optional = _includes_none(value)
    forms = []
    ours = _without_none(value)
    if _is_alias(ours):
        forms.append(ours)
        ours = _without_none(ours.__value__)
    forms.append(ours)
    extras = ()
    python_type = ours
    if typing.get_origin(ours) == typing.Annotated:
        python_type, *extras = typing.get_args(ours)
        python_type = _without_none(python_type)
        forms.append(python_type)
    if _has(python_type, "__supertype__"):
        python_type = _flat_supertype(python_type)
    return Meaning(python_type, optional, tuple(extras), tuple(forms), ours)


def _flat_supertype(new_type):
    while _has(new_type, "__supertype__"):
        new_type = new_type.__supertype__
    return new_type


def _same(key, found):
    """Whether a key of a type_annotation_map is what an annotation names."""
    if native.is_unknown(key) or native.is_unknown(found):
        return native.is_unknown(key) and native.is_unknown(found) and repr(key) == repr(found)
    if isinstance(key, type) or isinstance(found, type):
        return key is found
    return key == found


def type_of(meaning, type_map):
    """The column type that an annotation asks for, or None."""
    for form in meaning.forms:
        chosen = _resolve(form, type_map)
        if chosen is None and form is meaning.ours:
            chosen = _resolve_within(form, type_map)
        if chosen is not None:
            return chosen
    return None


def _resolve_within(form, type_map):
    """By what an alias or a new type stands for."""
    within = form
    while _is_alias(within):
        within = within.__value__
    if _has(within, "__supertype__"):
        within = _flat_supertype(within)
    within = _without_none(within)
    return None if within is form else _resolve(within, type_map)


def _resolve(python_type, type_map):
    candidates = [python_type]
    if not native.is_unknown(python_type):
        if isinstance(python_type, type):
            candidates = python_type.__mro__
        elif typing.get_origin(python_type) == typing.Literal:
            candidates.append(typing.Literal)
    for candidate in candidates:
        chosen = None
        for key, given in type_map.items():
            if _same(_without_none(key), candidate):
                chosen = given
        if chosen is None:
            chosen = _default_type(candidate)
        if chosen is not None:
            chosen = _fitted(chosen, python_type, candidate)
            if chosen is not None:
                return chosen
    return None


def _default_type(candidate):
    if native.is_unknown(candidate):
        return None
    if candidate == typing.Literal or candidate is enum.Enum:
        return sa.Enum(enum.Enum)
    plain = isinstance(candidate, (type, Unresolved))
    chosen = _PLAIN_TYPES.get(candidate.__name__.rsplit(".", 1)[-1]) if plain else None
    return chosen and chosen()


def _fitted(chosen, python_type, candidate):
    """The type as it is for this Python type; None where the candidate is only a base class of it."""
    if native.is_unknown(chosen) or not isinstance(chosen, sa.Enum):
        is_same = native.is_unknown(candidate) or candidate is python_type or candidate == typing.Literal
        return chosen if is_same else None
    if candidate is python_type and not native.is_generic_enum(chosen):
        return chosen
    literal = python_type
    while _is_alias(literal):
        literal = literal.__value__
    if typing.get_origin(literal) == typing.Literal:
        return native.enum_like(chosen, typing.get_args(literal), False)
    if native.is_enum(python_type):
        return native.enum_like(chosen, (python_type,), None)
    return chosen


def is_relationship(annotation):
    return inner_text(annotation) is not None
