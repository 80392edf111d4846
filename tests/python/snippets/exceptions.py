def g():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")
def run(kind):
    try:
        if kind == 0: raise ValueError("v", 1)
        if kind == 1: return "ret"
        if kind == 2: {}["k"]
        if kind == 3: raise RuntimeError from KeyError("c")
    except (ValueError, KeyError) as e:
        return type(e).__name__, str(e), e.args
    except RuntimeError as e:
        return repr(e), repr(e.__cause__)
    else:
        return "else"
    finally:
        print("finally", kind)
for k in range(5): print(run(k))
def nested():
    try:
        try: 1 / 0
        except ZeroDivisionError: raise
    except ArithmeticError as e:
        return str(e), e.__context__
print(nested())
def override():
    for i in range(3):
        try: continue
        finally:
            if i == 1: break
    try: return 1
    finally: return 2
print(override())
try:
    try: raise KeyError("a")
    except KeyError as inner: raise ValueError("b")
except ValueError as outer: print(repr(outer.__context__))
try: assert 1 == 2, "msg"
except AssertionError as e: print("assert", e)
try: raise NotImplementedError
except NotImplementedError as e: print(repr(e), str(e) == "")
print(issubclass(KeyError, LookupError), issubclass(FileNotFoundError, OSError), Exception.__name__, isinstance(StopIteration(), Exception))
try: raise
except RuntimeError as e: print(e)
try: undefined_name
except NameError as e: print(e)
try: raise "str"
except TypeError as e: print(e)
it = g(); print(next(it)); it.close(); print("closed")
for v in g(): print(v)
def gen():
    x = yield 1
    print("got", x)
    try: y = yield 2
    except ValueError as e: print("thrown", e); y = "t"
    return y
q = gen(); print(next(q), q.send("s"))
try: q.throw(ValueError("vv"))
except StopIteration as e: print("ret", e.value)
def outer():
    r = yield from inner(); print("inner gave", r); yield "end"
def inner():
    yield 1; yield 2; return 3
print(list(outer()))
def walk(n):
    if n: yield from walk(n - 1); yield n
print(list(walk(20)), sum(x for x in walk(5)))
gen2 = (i * j for i in range(3) for j in range(2) if i); print(next(gen2), list(gen2))
def fib():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
f = fib(); print([next(f) for _ in range(10)])
from contextlib import contextmanager, suppress
@contextmanager
def cm(n):
    print("in", n)
    try: yield n * 2
    finally: print("out", n)
with cm(1) as a, cm(2) as b: print(a, b)
try:
    with cm(3): raise KeyError("in cm")
except KeyError as e: print("caught", e)
with suppress(ValueError): raise ValueError
import asyncio
async def co(x): return x + 1
async def main(): return await co(1) + await co(2)
print(asyncio.run(main()))
