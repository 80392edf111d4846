"""Iterator building blocks."""


def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable):
    saved = list(iterable)
    while saved:
        for item in saved:
            yield item


def repeat(item, times=None):
    if times is None:
        while True:
            yield item
    for _ in range(times):
        yield item


class chain:
    def __init__(self, *iterables):
        self._items = chain._flatten(iterables)

    @staticmethod
    def _flatten(iterables):
        for iterable in iterables:
            for item in iterable:
                yield item

    @classmethod
    def from_iterable(cls, iterables):
        made = cls()
        made._items = cls._flatten(iterables)
        return made

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


def accumulate(iterable, func=None, *, initial=None):
    total = initial
    started = initial is not None
    if started:
        yield total
    for item in iterable:
        if not started:
            total, started = item, True
        elif func is None:
            total = total + item
        else:
            total = func(total, item)
        yield total


def compress(data, selectors):
    for item, keep in zip(data, selectors):
        if keep:
            yield item


def dropwhile(predicate, iterable):
    dropping = True
    for item in iterable:
        if dropping and predicate(item):
            continue
        dropping = False
        yield item


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def filterfalse(predicate, iterable):
    for item in iterable:
        if not (predicate(item) if predicate is not None else item):
            yield item


def starmap(function, iterable):
    for arguments in iterable:
        yield function(*arguments)


def islice(iterable, *bounds):
    start, stop, step = 0, None, 1
    if len(bounds) == 1:
        stop = bounds[0]
    else:
        start = bounds[0] or 0
        stop = bounds[1]
        if len(bounds) > 2 and bounds[2] is not None:
            step = bounds[2]
    wanted = start
    if stop is not None and wanted >= stop:
        return
    for index, item in enumerate(iterable):
        if index == wanted:
            yield item
            wanted += step
        if stop is not None and wanted >= stop:
            return


def pairwise(iterable):
    previous = None
    first = True
    for item in iterable:
        if not first:
            yield previous, item
        previous, first = item, False


def batched(iterable, n):
    if n < 1:
        raise ValueError("n must be at least one")
    group = []
    for item in iterable:
        group.append(item)
        if len(group) == n:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def groupby(iterable, key=None):
    group, current, started = [], None, False
    for item in iterable:
        value = item if key is None else key(item)
        if started and value != current:
            yield current, iter(group)
            group = []
        current, started = value, True
        group.append(item)
    if started:
        yield current, iter(group)


def product(*iterables, repeat=1):
    pools = [tuple(pool) for pool in iterables] * repeat

    def extend(depth, prefix):
        if depth == len(pools):
            yield tuple(prefix)
            return
        for item in pools[depth]:
            yield from extend(depth + 1, prefix + [item])

    return extend(0, [])


def _choose(items, length, start_after, again):
    def extend(prefix, used):
        if len(prefix) == length:
            yield tuple(items[index] for index in prefix)
            return
        for index in range(start_after(prefix), len(items)):
            if again or index not in used:
                yield from extend(prefix + [index], used + [index])

    return extend([], [])


def permutations(iterable, r=None):
    items = tuple(iterable)
    return _choose(items, len(items) if r is None else r, lambda prefix: 0, False)


def combinations(iterable, r):
    return _choose(tuple(iterable), r, lambda prefix: prefix[-1] + 1 if prefix else 0, False)


def combinations_with_replacement(iterable, r):
    return _choose(tuple(iterable), r, lambda prefix: prefix[-1] if prefix else 0, True)


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
    missing = object()
    while iterators:
        row = [next(iterator, missing) for iterator in iterators]
        if all(item is missing for item in row):
            return
        yield tuple(fillvalue if item is missing else item for item in row)


def tee(iterable, n=2):
    items = list(iterable)
    return tuple(iter(items) for _ in range(n))
