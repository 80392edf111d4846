"""Values of PostgreSQL's range types, and how their text is read."""
import datetime
import decimal


class Range:
    def __init__(self, lower=None, upper=None, *, bounds="[)", empty=False):
        self.lower = lower
        self.upper = upper
        self.bounds = bounds
        self.empty = empty

    @property
    def isempty(self):
        return self.empty

    @property
    def is_empty(self):
        return self.empty

    @property
    def lower_inc(self):
        return self.bounds[0] == "["

    @property
    def lower_inf(self):
        return not self.empty and self.lower is None

    @property
    def upper_inc(self):
        return self.bounds[1] == "]"

    @property
    def upper_inf(self):
        return not self.empty and self.upper is None

    def _parts(self):
        return (self.lower, self.upper, self.bounds, self.empty)

    def _edges(self):
        """Where it begins and ends; of whole numbers and dates always as `[)`."""
        lower, upper, bounds = self.lower, self.upper, self.bounds
        value = upper if lower is None else lower
        step = _step(value)
        if step is not None:
            if lower is not None and bounds[0] == "(":
                lower, bounds = lower + step, "[" + bounds[1]
            if upper is not None and bounds[1] == "]":
                upper, bounds = upper + step, bounds[0] + ")"
        return lower, upper, ("(" if lower is None else bounds[0]) + (")" if upper is None else bounds[1])

    def __bool__(self):
        return not self.empty

    def __eq__(self, other):
        if not isinstance(other, Range):
            return NotImplemented
        if self.empty or other.empty:
            return self.empty and other.empty
        return self._edges() == other._edges()

    def __hash__(self):
        return hash(self._parts())

    def _has(self, value):
        if self.empty:
            return False
        if self.lower is not None and (value < self.lower or (value == self.lower and not self.lower_inc)):
            return False
        return self.upper is None or value < self.upper or (value == self.upper and self.upper_inc)

    def __contains__(self, value):
        return self.contains(value)

    def contains(self, value):
        return value.contained_by(self) if isinstance(value, Range) else self._has(value)

    def contained_by(self, other):
        if self.empty:
            return True
        if other.empty:
            return False
        lower, upper, bounds = self._edges()
        from_, to, around = other._edges()
        begins = from_ is None or (lower is not None and (from_ < lower or (from_ == lower and around[0] >= bounds[0])))
        ends = to is None or (upper is not None and (upper < to or (upper == to and (around[1] == "]" or bounds[1] == ")"))))
        return begins and ends

    def overlaps(self, other):
        if self.empty or other.empty:
            return False
        return _begins_within(self._edges(), other._edges()) and _begins_within(other._edges(), self._edges())

    def __str__(self):
        if self.empty:
            return "empty"
        lower = "" if self.lower is None else self.lower
        upper = "" if self.upper is None else self.upper
        return f"{self.bounds[0]}{lower},{upper}{self.bounds[1]}"

    def __repr__(self):
        return f"Range(lower={self.lower!r}, upper={self.upper!r}, bounds={self.bounds!r}, empty={self.empty!r})"


class MultiRange(list):
    """Ranges that do not touch, as one value."""


def _begins_within(first, second):
    """Whether the second begins before the first ends."""
    end, start = first[1], second[0]
    if end is None or start is None:
        return True
    return start < end or (start == end and first[2][1] == "]" and second[2][0] == "[")


def _step(value):
    if isinstance(value, int):
        return 1
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return datetime.timedelta(days=1)
    return None


READERS = {
    "INT4": int,
    "INT8": int,
    "NUM": decimal.Decimal,
    "DATE": datetime.date.fromisoformat,
    "TS": datetime.datetime.fromisoformat,
    "TSTZ": datetime.datetime.fromisoformat,
}


def _moment(text):
    """A time zone that is written as hours only has its minutes added."""
    return text + ":00" if len(text) > 10 and text[-3] in "+-" else text


def _bound(text, read):
    text = text.strip('"')
    if not text:
        return None
    return read(_moment(text)) if ":" in text else read(text)


def read(text, kind):
    """The value of a column of the type `kind`, as INT4RANGE or DATERANGE."""
    if text == "empty":
        return Range(empty=True)
    reader = READERS[kind[: -len("RANGE")]]
    lower, upper = text[1:-1].split(",")
    return Range(_bound(lower, reader), _bound(upper, reader), bounds=text[0] + text[-1])


def written(value):
    """A range, or a list of them, as PostgreSQL writes it."""
    return "{" + ",".join(str(item) for item in value) + "}" if isinstance(value, list) else str(value)
