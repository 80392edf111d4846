def m(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n > 100: return f"big {n}"
        case str() as s: return "str " + s
        case [x, y]: return f"pair {x} {y}"
        case [first, *rest]: return f"list {first} {rest}"
        case {"k": val, **others}: return f"map {val} {others}"
        case None: return "none"
        case True: return "true"
        case _: return "other"
for v in [0, 1, 500, "q", [1, 2], [1, 2, 3], {"k": 1, "z": 2}, None, 5, 2.5, (), {}]: print(m(v))
class Pt:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def p(v):
    match v:
        case Pt(0, y=yy): return f"on axis {yy}"
        case Pt(x, y): return f"{x},{y}"
print(p(Pt(0, 2)), p(Pt(3, 4)))
a = b = [1]; a[0] += 5; print(b); del a; x, y = 1, 2; x, y = y, x; print(x, y)
class Ns: v = 1; w = [v + i for i in range(2)] if False else v + 1
print(Ns.w, 1 if x else 2, not x, x and y, 0 or "d", None is None, x is not y)
import os.path, json, itertools, functools, collections, datetime, re, uuid, textwrap
print(os.path.join("a", "b"), json.dumps({"a": [1, None, True, 1.5, "é"]}), json.loads('{"x": [1, 2.5, null]}'))
print(list(itertools.chain([1], [2])), list(itertools.product("ab", [1, 2])), functools.reduce(lambda a, b: a + b, [1, 2, 3]))
print(collections.OrderedDict(a=1)["a"], collections.Counter("aab").most_common(1), collections.defaultdict(list)["q"], datetime.datetime(2020, 1, 2, 3, 4, 5), datetime.timedelta(days=1, seconds=5), re.sub("a+", "b", "caat"), uuid.UUID(int=5) if False else "", textwrap.dedent("  a\n  b"))
