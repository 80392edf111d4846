@a.b(c)
class D[T](E, f=g):
    async def h(self, /, x: int = 1, *y, z, **k) -> f"{x!r:>{y}}":
        async with a as b, c: await d
        try: return [i for i in j if k]
        except* L as m: raise N from o
match p, q:
    case {"r": [s, *_], **t} | U(v, w=-1.5j) if x: pass
type Y = lambda *a: (b := {**c, 'd': rb'\x' b"\xff"})
