def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{"c": 3}))
def pos(a, /, b, *, c=1): return a, b, c
print(pos(1, 2), pos(1, b=2, c=3))
for call in [lambda: f(), lambda: f(1), lambda: pos(1, 2, 3), lambda: pos(a=1, b=2), lambda: pos(1, 2, z=1), lambda: pos(1, 2, b=3), lambda: pos(), lambda: (lambda x: x)()]:
    try:
        call()
    except TypeError as e:
        print(e)
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
c = counter(); print(c(), c(), c())
total = 0
def add(x):
    global total
    total += x
add(5); add(6); print(total)
def early():
    try:
        print(undefined_later)
    except NameError as e:
        print(type(e).__name__)
    undefined_later = 1
early()
fs = [lambda i=i: i for i in range(3)]; print([g() for g in fs]); gs = [lambda: i for i in range(3)]; print([g() for g in gs])
def deco(fn):
    def wrapper(*a, **k):
        print("call", fn.__name__)
        return fn(*a, **k)
    return wrapper
@deco
def hello(name="x"):
    "doc"
    return "hi " + name
print(hello("bob"), hello.__name__)
x = 10
def shadow():
    x = 20
    return [x for _ in range(2)], (lambda: x)()
print(shadow(), x)
if (n := 5) > 3: print(n)
print([y := 1, y ** 2], [last := v for v in range(3)], last)
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(15))
print((lambda *a, **k: (a, k))(1, z=2), callable(fact), callable(1))
def mutable(x=[]):
    x.append(1); return x
print(mutable(), mutable())
i = 0
while True:
    i += 1
    if i == 2: continue
    if i > 4: break
else:
    print("never")
for q in []: pass
else: print("else ran", i)
def annotated(x: "int", y: int = 3) -> list[int]: return y
