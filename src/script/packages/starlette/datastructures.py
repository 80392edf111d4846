"""The values that Config casts to."""


class CommaSeparatedStrings:
    def __init__(self, value):
        if isinstance(value, str):
            self._items = [item.strip() for item in value.split(",") if item.strip()]
        else:
            self._items = list(value)

    def __len__(self):
        return len(self._items)

    def __getitem__(self, index):
        return self._items[index]

    def __iter__(self):
        return iter(self._items)

    def __repr__(self):
        return f"CommaSeparatedStrings({self._items!r})"

    def __str__(self):
        return ", ".join(repr(item) for item in self._items)


class Secret:
    def __init__(self, value):
        self._value = value

    def __repr__(self):
        return "Secret('**********')"

    def __str__(self):
        return self._value

    def __bool__(self):
        return bool(self._value)


class URL:
    def __init__(self, url=""):
        self._url = url

    def __str__(self):
        return self._url

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(self._url)

    def __repr__(self):
        return f"URL({self._url!r})"
