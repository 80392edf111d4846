"""Container kinds beside the built-in ones."""


class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        value = self.pop(key)
        rest = [] if last else list(self.items())
        if not last:
            self.clear()
        self[key] = value
        for other, kept in rest:
            self[other] = kept

    def __repr__(self):
        return f"OrderedDict({list(self.items())!r})" if self else "OrderedDict()"


class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **keywords):
        super().__init__(*args, **keywords)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self[key] = self.default_factory()
        return value

    def __repr__(self):
        return f"defaultdict({self.default_factory!r}, {dict(self)!r})"


class Counter(dict):
    def __init__(self, iterable=None, **keywords):
        super().__init__()
        self.update(iterable, **keywords)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, **keywords):
        if iterable is None:
            iterable = ()
        if isinstance(iterable, dict):
            for key, number in iterable.items():
                self[key] = self.get(key, 0) + number
        else:
            for key in iterable:
                self[key] = self.get(key, 0) + 1
        for key, number in keywords.items():
            self[key] = self.get(key, 0) + number

    def elements(self):
        for key, number in self.items():
            for _ in range(number):
                yield key

    def most_common(self, n=None):
        ordered = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return ordered if n is None else ordered[:n]

    def total(self):
        return sum(self.values())

    def __repr__(self):
        return f"Counter({dict(self.most_common())!r})" if self else "Counter()"


class deque:
    def __init__(self, iterable=(), maxlen=None):
        self.maxlen = maxlen
        self._items = []
        self.extend(iterable)

    def append(self, item):
        self._items.append(item)
        if self.maxlen is not None and len(self._items) > self.maxlen:
            self._items.pop(0)

    def appendleft(self, item):
        self._items.insert(0, item)
        if self.maxlen is not None and len(self._items) > self.maxlen:
            self._items.pop()

    def extend(self, iterable):
        for item in iterable:
            self.append(item)

    def extendleft(self, iterable):
        for item in iterable:
            self.appendleft(item)

    def _take(self, index):
        if not self._items:
            raise IndexError("pop from an empty deque")
        return self._items.pop(index)

    def pop(self):
        return self._take(-1)

    def popleft(self):
        return self._take(0)

    def clear(self):
        self._items.clear()

    def remove(self, item):
        self._items.remove(item)

    def rotate(self, n=1):
        if self._items:
            n %= len(self._items)
            self._items = self._items[-n:] + self._items[:-n]

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __getitem__(self, index):
        return self._items[index]

    def __contains__(self, item):
        return item in self._items

    def __eq__(self, other):
        return isinstance(other, deque) and self._items == other._items

    def __repr__(self):
        return f"deque({self._items!r})"


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for one in self.maps:
            if key in one:
                return one[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __contains__(self, key):
        return any(key in one for one in self.maps)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __iter__(self):
        merged = {}
        for one in reversed(self.maps):
            merged.update(one)
        return iter(merged)

    def __len__(self):
        return len(list(iter(self)))


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = tuple(field_names)
    preset = dict(zip(fields[len(fields) - len(defaults) :], defaults)) if defaults else {}

    class made(tuple):
        _fields = fields
        _field_defaults = preset

        def __new__(cls, *args, **keywords):
            if len(args) > len(fields):
                raise TypeError(
                    f"{typename}.__new__() takes {len(fields) + 1} positional arguments but {len(args) + 1} were given"
                )
            values = dict(zip(fields, args))
            for name, value in keywords.items():
                if name not in fields:
                    raise TypeError(f"{typename}.__new__() got an unexpected keyword argument {name!r}")
                values[name] = value
            missing = [name for name in fields if name not in values and name not in preset]
            if missing:
                names = " and ".join(repr(name) for name in missing)
                raise TypeError(
                    f"{typename}.__new__() missing {len(missing)} required positional "
                    f"argument{'s' if len(missing) > 1 else ''}: {names}"
                )
            return tuple.__new__(cls, [values[name] if name in values else preset[name] for name in fields])

        @classmethod
        def _make(cls, iterable):
            return cls(*iterable)

        def _asdict(self):
            return dict(zip(fields, self))

        def _replace(self, **changes):
            return type(self)(**{**self._asdict(), **changes})

        def __getattr__(self, name):
            if name in fields:
                return self[fields.index(name)]
            raise AttributeError(f"{typename!r} object has no attribute {name!r}")

        def __repr__(self):
            return typename + "(" + ", ".join(f"{name}={value!r}" for name, value in zip(fields, self)) + ")"

    made.__name__ = typename
    made.__qualname__ = typename
    return made
