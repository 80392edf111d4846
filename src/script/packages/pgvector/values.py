"""The text of a vector's value, as the database reads it."""


def _numbers(value):
    return value.tolist() if hasattr(value, "tolist") else list(value)


class Vector:
    def __init__(self, value):
        self._value = [float(number) for number in _numbers(value)]

    def to_list(self):
        return list(self._value)

    def to_text(self):
        return "[" + ",".join(str(number) for number in self._value) + "]"


class HalfVector(Vector):
    pass


class SparseVector:
    """Of a list, or of a dict of positions (from 0) to values and the number of dimensions."""

    def __init__(self, value, dimensions=None):
        if isinstance(value, dict):
            pairs = value.items()
            self._dim = dimensions
        else:
            numbers = _numbers(value)
            pairs = enumerate(numbers)
            self._dim = len(numbers)
        self._pairs = sorted((index, float(number)) for index, number in pairs if float(number) != 0)

    def to_text(self):
        return "{" + ",".join(f"{index + 1}:{number}" for index, number in self._pairs) + "}/" + str(self._dim)


class Bit:
    def __init__(self, value):
        self._text = value if isinstance(value, str) else "".join("1" if bit else "0" for bit in value)

    def to_text(self):
        return self._text


def text_of(cls):
    """What turns a script's value into what is sent."""

    def process(value):
        if value is None or isinstance(value, str):
            return value
        return (value if isinstance(value, cls) else cls(value)).to_text()

    return process
