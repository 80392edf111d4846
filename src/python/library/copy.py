"""Copies of values."""


def copy(x):
    if isinstance(x, (list, dict, set)):
        return x.copy()
    if hasattr(x, "__copy__"):
        return x.__copy__()
    if hasattr(x, "__dict__"):
        made = type(x).__new__(type(x))
        made.__dict__.update(x.__dict__)
        return made
    return x


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    if id(x) in memo:
        return memo[id(x)]
    if isinstance(x, list):
        made = memo[id(x)] = []
        for item in x:
            made.append(deepcopy(item, memo))
        return made
    if isinstance(x, dict):
        made = memo[id(x)] = type(x)()
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
        return made
    if isinstance(x, tuple):
        return tuple(deepcopy(item, memo) for item in x)
    if isinstance(x, set):
        return {deepcopy(item, memo) for item in x}
    return x
