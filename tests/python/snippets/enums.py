import enum
from enum import Enum, IntEnum, auto
from dataclasses import dataclass, field, asdict
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
class Status(str, Enum):
    active = "active"
    gone = "gone"
    def nice(self): return self.value.title()
class N(IntEnum):
    one = 1
    two = 2
class Au(Enum):
    x = auto()
    y = auto()
print(list(Color), Color.RED, Color.RED.name, Color.RED.value, Color(2), Color["GREEN"], Color.ALIAS is Color.RED, len(Color), repr(Color.RED), Color.RED == 1)
print([s.value for s in Status], Status.active == "active", Status("gone"), Status.active.nice(), Status.active.upper(), "x" + Status.gone, Status.active in ("active",), isinstance(Status.active, str))
print(N.one + 1, N.two > N.one, int(N.two), [a.value for a in Au], Color.__members__.keys(), Color.RED in Color, {Color.RED: 1}[Color.RED], N.one == 1)
try: Color(9)
except ValueError as e: print(e)
try: Color["zz"]
except KeyError as e: print(repr(e))
Fn = Enum("Fn", "A B"); print(Fn.A.value, list(Fn))
print("%s" % Status.active.value, f"{Status.active.value}", str(Color.RED), hash(Status.active) == hash("active"))
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    def total(self): return self.x + self.y
@dataclass(frozen=True, order=True)
class Q(P if False else object):
    a: int = 0
    b: str = "b"
print(P(1), P(1, 3, ["t"]), P(1) == P(1), P(x=5).total(), asdict(P(1)), Q(1) < Q(2), Q() in {Q()}, Q(b="z"))
try: P()
except TypeError as e: print("missing" in str(e))
try: Q().a = 5
except Exception as e: print(e)
