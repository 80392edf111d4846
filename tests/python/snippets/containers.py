a = [3, 1, 2]
a.append(5); a.extend([7, 8]); a.insert(0, 9); print(a, a.pop(), a.pop(0), a, a.index(1), a.count(1))
a.sort(); print(a); a.sort(reverse=True); print(a, sorted(a), sorted(["b", "A", "c"], key=str.lower)); a.reverse(); print(a)
a[1:3] = ["x"]; print(a); del a[0]; print(a); a[::2] = ["p", "q"] if len(a) > 2 else ["p"]; print(a); a.remove("p"); print(a)
first, *rest = [1, 2, 3]; print(first, rest); *init, last = "abc"; print(init, last); (m, n), o = (1, 2), 3; print(m, n, o)
print([1, 2] + [3], [0] * 3, [1, 2] == [1, 2], [1, 2] < [1, 3], (1, 2) + (3,), (1,), (), 2 in [1, 2], [*range(3), *"ab"])
d = {"a": 1, "b": 2}; d["c"] = 3; d.update(z=26); print(d, d.get("q"), d.get("q", 0), d.pop("a"), d.setdefault("n", []), list(d), d.items(), d.keys(), d.values())
print({**d, "x": 1}, {1: 2} | {3: 4}, "b" in d, len(d), dict([("k", 1)]), dict(a=1), dict.fromkeys("ab", 0), d == dict(d), d.popitem())
for k, v in d.items(): print(k, v, end="; ")
print()
s = {1, 2, 3}; s.add(4); s.discard(1); print(sorted(s), s & {2, 9}, sorted(s | {9}), sorted(s - {2}), sorted(s ^ {2, 9}), s >= {2}, set(), frozenset([1]), len({1, 1.0, True}))
print({x for x in [1, 1, 2]} == {1, 2}, {1, 2}.issubset([1, 2, 3]), {1}.isdisjoint({2}), {1}.union([2], [3]) == {1, 2, 3})
print([x * y for x in range(3) for y in range(3) if x != y], {k: v for k, v in zip("ab", [1, 2])}, list(x for x in range(3)), [[i for i in range(j)] for j in range(3)])
print(list(enumerate("ab", 1)), list(zip([1, 2], "ab")), list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "a"])), list(reversed([1, 2])), any([0, 1]), all([]))
print(range(5), list(range(1, 10, 3)), list(range(5, 0, -2)), range(10)[2:5], 3 in range(5), len(range(0, 10, 3)), range(3) == range(0, 3))
print(tuple("ab"), list({"x": 1}), (1, 2, 3).index(2), slice(1, 2), [1, 2, 3][slice(0, 2)], list(reversed({"a": 1, "b": 2})))
n = [1]; n2 = n; n += [2]; print(n2, n is n2); t = (1,); t += (2,); print(t)
it = iter([1, 2]); print(next(it), next(it), next(it, "end")); print(list(iter(lambda c=[0]: c.__setitem__(0, c[0] + 1) or c[0], 3)))
for bad in [lambda: {}["a"], lambda: [][0], lambda: {}.pop("x"), lambda: [].pop(), lambda: [1].remove(2), lambda: {[]: 1}, lambda: (1).foo, lambda: next(iter([])), lambda: set().remove(1), lambda: {1, 2}[0], lambda: (1, 2).append(3)]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, repr(e))
def unpack(v):
    a, b = v
for v in [(1,), (1, 2, 3), 5]:
    try:
        unpack(v)
    except Exception as e:
        print(type(e).__name__, e)
