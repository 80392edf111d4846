class A:
    kind = "a"
    def __init__(self, x): self.x = x
    def hi(self): return f"{self.kind}{self.x}"
    @property
    def double(self): return self.x * 2
    @double.setter
    def double(self, v): self.x = v // 2
    @staticmethod
    def st(v): return v + 1
    @classmethod
    def make(cls, v): return cls(v)
    def __repr__(self): return f"A({self.x!r})"
    def __eq__(self, o): return isinstance(o, A) and self.x == o.x
    def __lt__(self, o): return self.x < o.x
    def __add__(self, o): return type(self)(self.x + (o.x if isinstance(o, A) else o))
    __radd__ = __add__
    def __len__(self): return self.x
    def __getitem__(self, k): return k
    def __contains__(self, k): return k == 1
    def __call__(self, *a): return a
    def __iter__(self): return iter([1, 2])
    def __hash__(self): return hash(self.x)
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb): print("exit", t and t.__name__, v); return True
    def __getattr__(self, n):
        if n.startswith("dyn"): return n
        raise AttributeError(n)
class B(A):
    kind = "b"
    def __init__(self, x, y):
        super().__init__(x); self.y = y
    def hi(self): return "B:" + super().hi()
    @classmethod
    def make(cls, v): return cls(v, 0)
a = A(3); b = B(1, 2)
print(a.hi(), b.hi(), a.double, A.st(1), a.st(2), A.make(4), B.make(5), isinstance(b, A), issubclass(B, A), B.__mro__[1].__name__)
a.double = 10; print(a.x, a == A(5), a != A(5), a < A(9), a + 1, 1 + a, sum([a, a], A(0)), len(a), a["k"], 1 in a, a(1, 2), list(a), a.dynamic, hasattr(a, "nope"), getattr(a, "nope", 7))
print(sorted([A(3), A(1)]), {A(1): "v"}[A(1)], a.__class__.__name__, type(b), vars(b), b.__dict__, repr(a), str(a), bool(A(0)))
with A(1) as m: print(m); raise ValueError("inside")
class Node:
    __slots__ = ("v",)
    count = 0
    def __init__(self): Node.count += 1
Node(); Node(); print(Node.count)
class M1:
    def go(self): return ["m1"]
class M2:
    def go(self): return ["m2"]
class C1(M1):
    def go(self): return ["c1"] + super().go()
class D(C1, M2): pass
print(D().go(), [k.__name__ for k in D.__mro__])
class Str(str):
    def shout(self): return self.upper() + "!"
print(Str("ab").shout(), Str("x") + "y", Str("a") == "a", len(Str("abc")), f"{Str('q')}", {"a": 1}[Str("a")])
class MyDict(dict):
    def __missing__(self, k): return k * 2
md = MyDict(a=1); print(md["a"], md["zz"], len(md), "a" in md, dict(md)); md["b"] = 2; print(sorted(md.items()))
class L(list): pass
l = L([1]); l.append(2); print(l, l[0], isinstance(l, list), len(l))
class Err(Exception):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
try: raise Err(5)
except Err as e: print(e, e.code, e.args, repr(e))
class Meta:
    def __init_subclass__(cls, **kw): cls.tag = kw.get("tag", "none")
class WithTag(Meta, tag="t"): pass
print(WithTag.tag)
class Desc:
    def __set_name__(self, owner, name): self.n = name
    def __get__(self, obj, owner): return "desc " + self.n
class UsesDesc: attr = Desc()
print(UsesDesc().attr, type("Dyn", (A,), {"kind": "z"})(1).hi())
try: A.missing
except AttributeError as e: print(e)
try: object().foo
except AttributeError as e: print(e)
try: M1(1)
except TypeError as e: print(e)
