"""Texts that are made when they are needed."""


class _LazyString:
    def __init__(self, function, args, keywords):
        self._function = function
        self._args = args
        self._keywords = keywords

    @property
    def value(self):
        return self._function(*self._args, **self._keywords)

    def __str__(self):
        return str(self.value)

    def __repr__(self):
        return f"l{str(self.value)!r}"

    def __len__(self):
        return len(self.value)

    def __eq__(self, other):
        return self.value == other

    def __hash__(self):
        return hash(self.value)

    def __add__(self, other):
        return self.value + other

    def __mod__(self, other):
        return self.value % other

    def __getattr__(self, name):
        return getattr(self.value, name)


def is_lazy_string(obj):
    return isinstance(obj, _LazyString)


def make_lazy_string(__func, *args, **kwargs):
    return _LazyString(__func, args, kwargs)


def make_lazy_gettext(lookup_func):
    def lazy_gettext(string, *args, **kwargs):
        if is_lazy_string(string):
            return string
        return make_lazy_string(lookup_func(), string, *args, **kwargs)

    return lazy_gettext
