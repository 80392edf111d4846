"""Functions about functions."""

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)

    return decorate


class partial:
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})


_missing = object()


def reduce(function, iterable, initial=_missing):
    value = initial
    for item in iterable:
        value = item if value is _missing else function(value, item)
    if value is _missing:
        raise TypeError("reduce() of empty iterable with no initial value")
    return value


def lru_cache(maxsize=128, typed=False):
    def decorate(function):
        results = {}

        def cached(*args, **keywords):
            key = (args, tuple(sorted(keywords.items())))
            if key not in results:
                results[key] = function(*args, **keywords)
            return results[key]

        cached.cache_clear = results.clear
        return update_wrapper(cached, function)

    if callable(maxsize):
        return decorate(maxsize)
    return decorate


def cache(function):
    return lru_cache(None)(function)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.name = func.__name__

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        setattr(instance, self.name, value)
        return value


class _Comparable:
    def __init__(self, function, value):
        self.function = function
        self.value = value

    def __lt__(self, other):
        return self.function(self.value, other.value) < 0

    def __eq__(self, other):
        return self.function(self.value, other.value) == 0


def cmp_to_key(function):
    return lambda value: _Comparable(function, value)


def total_ordering(cls):
    if hasattr(cls, "__lt__"):
        cls.__gt__ = lambda self, other: not (self < other or self == other)
        cls.__le__ = lambda self, other: self < other or self == other
        cls.__ge__ = lambda self, other: not self < other
    return cls
