// Source to tree, as CPython 3.11's ast.dump prints it (3.12's for what 3.11 does not know).
#include "python/parser.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "python/dump.h"

namespace retort::python {
namespace {

struct Case {
  std::string_view source;
  std::string_view tree;
};

// clang-format off
const Case kCases[] = {
    {R"py(x = 1)py",
     R"py(Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=Constant(value=1))], )py"
     R"py(type_ignores=[]))py"},
    {R"py(a = b = c, *d)py",
     R"py(Module(body=[Assign(targets=[Name(id='a', ctx=Store()), Name(id='b', ctx=Store())], )py"
     R"py(value=Tuple(elts=[Name(id='c', ctx=Load()), Starred(value=Name(id='d', )py"
     R"py(ctx=Load()), ctx=Load())], ctx=Load()))], type_ignores=[]))py"},
    {R"py(x: int = 3
(y): int
a.b: str = 'c')py",
     R"py(Module(body=[AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', )py"
     R"py(ctx=Load()), value=Constant(value=3), simple=1), AnnAssign(target=Name(id='y', )py"
     R"py(ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=0), AnnAssign(target=Attribute(value=Name(id='a', )py"
     R"py(ctx=Load()), attr='b', ctx=Store()), annotation=Name(id='str', ctx=Load()), )py"
     R"py(value=Constant(value='c'), simple=0)], type_ignores=[]))py"},
    {R"py(x += 1; y //= 2; z @= w)py",
     R"py(Module(body=[AugAssign(target=Name(id='x', ctx=Store()), op=Add(), value=Constant(value=1)), )py"
     R"py(AugAssign(target=Name(id='y', ctx=Store()), op=FloorDiv(), value=Constant(value=2)), )py"
     R"py(AugAssign(target=Name(id='z', ctx=Store()), op=MatMult(), value=Name(id='w', )py"
     R"py(ctx=Load()))], type_ignores=[]))py"},
    {R"py(del a, b[0], c.d, (e, f))py",
     R"py(Module(body=[Delete(targets=[Name(id='a', ctx=Del()), Subscript(value=Name(id='b', )py"
     R"py(ctx=Load()), slice=Constant(value=0), ctx=Del()), Attribute(value=Name(id='c', )py"
     R"py(ctx=Load()), attr='d', ctx=Del()), Tuple(elts=[Name(id='e', ctx=Del()), )py"
     R"py(Name(id='f', ctx=Del())], ctx=Del())])], type_ignores=[]))py"},
    {R"py(pass; return; break; continue)py",
     R"py(Module(body=[Pass(), Return(), Break(), Continue()], type_ignores=[]))py"},
    {R"py(raise
raise A
raise A from B)py",
     R"py(Module(body=[Raise(), Raise(exc=Name(id='A', ctx=Load())), Raise(exc=Name(id='A', )py"
     R"py(ctx=Load()), cause=Name(id='B', ctx=Load()))], type_ignores=[]))py"},
    {R"py(assert a, "b")py",
     R"py(Module(body=[Assert(test=Name(id='a', ctx=Load()), msg=Constant(value='b'))], )py"
     R"py(type_ignores=[]))py"},
    {R"py(import a.b as c, d
from . import e
from ...f.g import (h as i, j,)
from k import *)py",
     R"py(Module(body=[Import(names=[alias(name='a.b', asname='c'), alias(name='d')]), )py"
     R"py(ImportFrom(names=[alias(name='e')], level=1), ImportFrom(module='f.g', )py"
     R"py(names=[alias(name='h', asname='i'), alias(name='j')], level=3), ImportFrom(module='k', )py"
     R"py(names=[alias(name='*')], level=0)], type_ignores=[]))py"},
    {R"py(global a, b
nonlocal c)py",
     R"py(Module(body=[Global(names=['a', 'b']), Nonlocal(names=['c'])], type_ignores=[]))py"},
    {R"py(if a:
    b
elif c:
    d
else:
    e)py",
     R"py(Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', )py"
     R"py(ctx=Load()))], orelse=[If(test=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', )py"
     R"py(ctx=Load()))], orelse=[Expr(value=Name(id='e', ctx=Load()))])])], type_ignores=[]))py"},
    {R"py(while a:
    b
else:
    c)py",
     R"py(Module(body=[While(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', )py"
     R"py(ctx=Load()))], orelse=[Expr(value=Name(id='c', ctx=Load()))])], type_ignores=[]))py"},
    {R"py(for a, *b in c, d:
    e
else:
    f)py",
     R"py(Module(body=[For(target=Tuple(elts=[Name(id='a', ctx=Store()), Starred(value=Name(id='b', )py"
     R"py(ctx=Store()), ctx=Store())], ctx=Store()), iter=Tuple(elts=[Name(id='c', )py"
     R"py(ctx=Load()), Name(id='d', ctx=Load())], ctx=Load()), body=[Expr(value=Name(id='e', )py"
     R"py(ctx=Load()))], orelse=[Expr(value=Name(id='f', ctx=Load()))])], type_ignores=[]))py"},
    {R"py(async def f():
    async for a in b: await c
    async with d as e, g: pass
    return [x async for x in y if z])py",
     R"py(Module(body=[AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], )py"
     R"py(args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=[AsyncFor(target=Name(id='a', )py"
     R"py(ctx=Store()), iter=Name(id='b', ctx=Load()), body=[Expr(value=Await(value=Name(id='c', )py"
     R"py(ctx=Load())))], orelse=[]), AsyncWith(items=[withitem(context_expr=Name(id='d', )py"
     R"py(ctx=Load()), optional_vars=Name(id='e', ctx=Store())), withitem(context_expr=Name(id='g', )py"
     R"py(ctx=Load()))], body=[Pass()]), Return(value=ListComp(elt=Name(id='x', ctx=Load()), )py"
     R"py(generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', )py"
     R"py(ctx=Load()), ifs=[Name(id='z', ctx=Load())], is_async=1)]))], decorator_list=[])], )py"
     R"py(type_ignores=[]))py"},
    {R"py(with a as b, c: d
with (a as b, c as d,): e
with (a, b): c
with (a): b
with (a, b) as c: d
with (yield): pass)py",
     R"py(Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load()), )py"
     R"py(optional_vars=Name(id='b', ctx=Store())), withitem(context_expr=Name(id='c', )py"
     R"py(ctx=Load()))], body=[Expr(value=Name(id='d', ctx=Load()))]), With(items=[withitem(context_expr=Name(id='a', )py"
     R"py(ctx=Load()), optional_vars=Name(id='b', ctx=Store())), withitem(context_expr=Name(id='c', )py"
     R"py(ctx=Load()), optional_vars=Name(id='d', ctx=Store()))], body=[Expr(value=Name(id='e', )py"
     R"py(ctx=Load()))]), With(items=[withitem(context_expr=Name(id='a', ctx=Load())), )py"
     R"py(withitem(context_expr=Name(id='b', ctx=Load()))], body=[Expr(value=Name(id='c', )py"
     R"py(ctx=Load()))]), With(items=[withitem(context_expr=Name(id='a', ctx=Load()))], )py"
     R"py(body=[Expr(value=Name(id='b', ctx=Load()))]), With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', )py"
     R"py(ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), optional_vars=Name(id='c', )py"
     R"py(ctx=Store()))], body=[Expr(value=Name(id='d', ctx=Load()))]), With(items=[withitem(context_expr=Yield())], )py"
     R"py(body=[Pass()])], type_ignores=[]))py"},
    {R"py(try:
    a
except E, F:
    g)py",
     R"py(Module(body=[Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Tuple(elts=[Name(id='E', )py"
     R"py(ctx=Load()), Name(id='F', ctx=Load())], ctx=Load()), body=[Expr(value=Name(id='g', )py"
     R"py(ctx=Load()))])], orelse=[], finalbody=[])], type_ignores=[]))py"},
    {R"py(try:
    a
except B as c:
    d
except (E, F):
    g
except:
    h
else:
    i
finally:
    j)py",
     R"py(Module(body=[Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='B', )py"
     R"py(ctx=Load()), name='c', body=[Expr(value=Name(id='d', ctx=Load()))]), ExceptHandler(type=Tuple(elts=[Name(id='E', )py"
     R"py(ctx=Load()), Name(id='F', ctx=Load())], ctx=Load()), body=[Expr(value=Name(id='g', )py"
     R"py(ctx=Load()))]), ExceptHandler(body=[Expr(value=Name(id='h', ctx=Load()))])], )py"
     R"py(orelse=[Expr(value=Name(id='i', ctx=Load()))], finalbody=[Expr(value=Name(id='j', )py"
     R"py(ctx=Load()))])], type_ignores=[]))py"},
    {R"py(try:
    a
except* B:
    c)py",
     R"py(Module(body=[TryStar(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='B', )py"
     R"py(ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))])], orelse=[], )py"
     R"py(finalbody=[])], type_ignores=[]))py"},
    {R"py(@a.b(c)
@d
class E(F, metaclass=G, *h, **i):
    """doc""")py",
     R"py(Module(body=[ClassDef(name='E', bases=[Name(id='F', ctx=Load()), Starred(value=Name(id='h', )py"
     R"py(ctx=Load()), ctx=Load())], keywords=[keyword(arg='metaclass', value=Name(id='G', )py"
     R"py(ctx=Load())), keyword(value=Name(id='i', ctx=Load()))], body=[Expr(value=Constant(value='doc'))], )py"
     R"py(decorator_list=[Call(func=Attribute(value=Name(id='a', ctx=Load()), attr='b', )py"
     R"py(ctx=Load()), args=[Name(id='c', ctx=Load())], keywords=[]), Name(id='d', )py"
     R"py(ctx=Load())])], type_ignores=[]))py"},
    {R"py(def f(a, b: int = 1, /, c=2, *args: str, d, e=3, **kw) -> int: ...
def g(*, a): yield
def h(*a: *T): yield from x)py",
     R"py(Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a'), )py"
     R"py(arg(arg='b', annotation=Name(id='int', ctx=Load()))], args=[arg(arg='c')], )py"
     R"py(vararg=arg(arg='args', annotation=Name(id='str', ctx=Load())), kwonlyargs=[arg(arg='d'), )py"
     R"py(arg(arg='e')], kw_defaults=[None, Constant(value=3)], kwarg=arg(arg='kw'), )py"
     R"py(defaults=[Constant(value=1), Constant(value=2)]), body=[Expr(value=Constant(value=Ellipsis))], )py"
     R"py(decorator_list=[], returns=Name(id='int', ctx=Load())), FunctionDef(name='g', )py"
     R"py(args=arguments(posonlyargs=[], args=[], kwonlyargs=[arg(arg='a')], kw_defaults=[None], )py"
     R"py(defaults=[]), body=[Expr(value=Yield())], decorator_list=[]), FunctionDef(name='h', )py"
     R"py(args=arguments(posonlyargs=[], args=[], vararg=arg(arg='a', annotation=Starred(value=Name(id='T', )py"
     R"py(ctx=Load()), ctx=Load())), kwonlyargs=[], kw_defaults=[], defaults=[]), )py"
     R"py(body=[Expr(value=YieldFrom(value=Name(id='x', ctx=Load())))], decorator_list=[])], )py"
     R"py(type_ignores=[]))py"},
    {R"py(lambda: 0
lambda a, /, b=1, *c, d, **e: (a, b))py",
     R"py(Module(body=[Expr(value=Lambda(args=arguments(posonlyargs=[], args=[], )py"
     R"py(kwonlyargs=[], kw_defaults=[], defaults=[]), body=Constant(value=0))), )py"
     R"py(Expr(value=Lambda(args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')], )py"
     R"py(vararg=arg(arg='c'), kwonlyargs=[arg(arg='d')], kw_defaults=[None], kwarg=arg(arg='e'), )py"
     R"py(defaults=[Constant(value=1)]), body=Tuple(elts=[Name(id='a', ctx=Load()), )py"
     R"py(Name(id='b', ctx=Load())], ctx=Load())))], type_ignores=[]))py"},
    {R"py(match a, b:
    case 1 | -2 | 3.5 | -1 + 2j | "s" "t" | None | True: pass
    case [x, *_, y] | (x, y) | (z): pass
    case {"k": v, a.b: _, **rest} if rest: pass
    case C(p, q=r, s=D()): pass
    case x.y.z: pass
    case (1 as w): pass
    case a, *b: pass
    case _: pass)py",
     R"py(Module(body=[Match(subject=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', )py"
     R"py(ctx=Load())], ctx=Load()), cases=[match_case(pattern=MatchOr(patterns=[MatchValue(value=Constant(value=1)), )py"
     R"py(MatchValue(value=UnaryOp(op=USub(), operand=Constant(value=2))), MatchValue(value=Constant(value=3.5)), )py"
     R"py(MatchValue(value=BinOp(left=UnaryOp(op=USub(), operand=Constant(value=1)), )py"
     R"py(op=Add(), right=Constant(value=2j))), MatchValue(value=Constant(value='st')), )py"
     R"py(MatchSingleton(value=None), MatchSingleton(value=True)]), body=[Pass()]), )py"
     R"py(match_case(pattern=MatchOr(patterns=[MatchSequence(patterns=[MatchAs(name='x'), )py"
     R"py(MatchStar(), MatchAs(name='y')]), MatchSequence(patterns=[MatchAs(name='x'), )py"
     R"py(MatchAs(name='y')]), MatchAs(name='z')]), body=[Pass()]), match_case(pattern=MatchMapping(keys=[Constant(value='k'), )py"
     R"py(Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load())], patterns=[MatchAs(name='v'), )py"
     R"py(MatchAs()], rest='rest'), guard=Name(id='rest', ctx=Load()), body=[Pass()]), )py"
     R"py(match_case(pattern=MatchClass(cls=Name(id='C', ctx=Load()), patterns=[MatchAs(name='p')], )py"
     R"py(kwd_attrs=['q', 's'], kwd_patterns=[MatchAs(name='r'), MatchClass(cls=Name(id='D', )py"
     R"py(ctx=Load()), patterns=[], kwd_attrs=[], kwd_patterns=[])]), body=[Pass()]), )py"
     R"py(match_case(pattern=MatchValue(value=Attribute(value=Attribute(value=Name(id='x', )py"
     R"py(ctx=Load()), attr='y', ctx=Load()), attr='z', ctx=Load())), body=[Pass()]), )py"
     R"py(match_case(pattern=MatchAs(pattern=MatchValue(value=Constant(value=1)), )py"
     R"py(name='w'), body=[Pass()]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='a'), )py"
     R"py(MatchStar(name='b')]), body=[Pass()]), match_case(pattern=MatchAs(), body=[Pass()])])], )py"
     R"py(type_ignores=[]))py"},
    {R"py(match = case = type = _ = 1
match(a)
match[b]
type(c)
print(match, case))py",
     R"py(Module(body=[Assign(targets=[Name(id='match', ctx=Store()), Name(id='case', )py"
     R"py(ctx=Store()), Name(id='type', ctx=Store()), Name(id='_', ctx=Store())], )py"
     R"py(value=Constant(value=1)), Expr(value=Call(func=Name(id='match', ctx=Load()), )py"
     R"py(args=[Name(id='a', ctx=Load())], keywords=[])), Expr(value=Subscript(value=Name(id='match', )py"
     R"py(ctx=Load()), slice=Name(id='b', ctx=Load()), ctx=Load())), Expr(value=Call(func=Name(id='type', )py"
     R"py(ctx=Load()), args=[Name(id='c', ctx=Load())], keywords=[])), Expr(value=Call(func=Name(id='print', )py"
     R"py(ctx=Load()), args=[Name(id='match', ctx=Load()), Name(id='case', ctx=Load())], )py"
     R"py(keywords=[]))], type_ignores=[]))py"},
    {R"py(a or b and not c
a < b <= c != d is e is not f in g not in h
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b
~+a
not a
await_ if b else c if d else e)py",
     R"py(Module(body=[Expr(value=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), )py"
     R"py(BoolOp(op=And(), values=[Name(id='b', ctx=Load()), UnaryOp(op=Not(), operand=Name(id='c', )py"
     R"py(ctx=Load()))])])), Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), )py"
     R"py(LtE(), NotEq(), Is(), IsNot(), In(), NotIn()], comparators=[Name(id='b', )py"
     R"py(ctx=Load()), Name(id='c', ctx=Load()), Name(id='d', ctx=Load()), Name(id='e', )py"
     R"py(ctx=Load()), Name(id='f', ctx=Load()), Name(id='g', ctx=Load()), Name(id='h', )py"
     R"py(ctx=Load())])), Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=BitOr(), )py"
     R"py(right=BinOp(left=Name(id='b', ctx=Load()), op=BitXor(), right=BinOp(left=Name(id='c', )py"
     R"py(ctx=Load()), op=BitAnd(), right=BinOp(left=BinOp(left=Name(id='d', ctx=Load()), )py"
     R"py(op=LShift(), right=Name(id='e', ctx=Load())), op=RShift(), right=BinOp(left=BinOp(left=Name(id='f', )py"
     R"py(ctx=Load()), op=Add(), right=Name(id='g', ctx=Load())), op=Sub(), right=BinOp(left=BinOp(left=BinOp(left=BinOp(left=BinOp(left=Name(id='h', )py"
     R"py(ctx=Load()), op=Mult(), right=Name(id='i', ctx=Load())), op=Div(), right=Name(id='j', )py"
     R"py(ctx=Load())), op=FloorDiv(), right=Name(id='k', ctx=Load())), op=Mod(), )py"
     R"py(right=Name(id='l', ctx=Load())), op=MatMult(), right=Name(id='m', ctx=Load())))))))), )py"
     R"py(Expr(value=UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), )py"
     R"py(op=Pow(), right=UnaryOp(op=USub(), operand=Name(id='b', ctx=Load()))))), )py"
     R"py(Expr(value=UnaryOp(op=Invert(), operand=UnaryOp(op=UAdd(), operand=Name(id='a', )py"
     R"py(ctx=Load())))), Expr(value=UnaryOp(op=Not(), operand=Name(id='a', ctx=Load()))), )py"
     R"py(Expr(value=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='await_', )py"
     R"py(ctx=Load()), orelse=IfExp(test=Name(id='d', ctx=Load()), body=Name(id='c', )py"
     R"py(ctx=Load()), orelse=Name(id='e', ctx=Load()))))], type_ignores=[]))py"},
    {R"py((a := 1, b)
f(a := 1)
[a := 1]
x[a := 1])py",
     R"py(Module(body=[Expr(value=Tuple(elts=[NamedExpr(target=Name(id='a', ctx=Store()), )py"
     R"py(value=Constant(value=1)), Name(id='b', ctx=Load())], ctx=Load())), Expr(value=Call(func=Name(id='f', )py"
     R"py(ctx=Load()), args=[NamedExpr(target=Name(id='a', ctx=Store()), value=Constant(value=1))], )py"
     R"py(keywords=[])), Expr(value=List(elts=[NamedExpr(target=Name(id='a', ctx=Store()), )py"
     R"py(value=Constant(value=1))], ctx=Load())), Expr(value=Subscript(value=Name(id='x', )py"
     R"py(ctx=Load()), slice=NamedExpr(target=Name(id='a', ctx=Store()), value=Constant(value=1)), )py"
     R"py(ctx=Load()))], type_ignores=[]))py"},
    {R"py({}; {1: 2, **a}; {1, *b}; []; [1, *c]; (); (1,); (d); (e, *f))py",
     R"py(Module(body=[Expr(value=Dict(keys=[], values=[])), Expr(value=Dict(keys=[Constant(value=1), )py"
     R"py(None], values=[Constant(value=2), Name(id='a', ctx=Load())])), Expr(value=Set(elts=[Constant(value=1), )py"
     R"py(Starred(value=Name(id='b', ctx=Load()), ctx=Load())])), Expr(value=List(elts=[], )py"
     R"py(ctx=Load())), Expr(value=List(elts=[Constant(value=1), Starred(value=Name(id='c', )py"
     R"py(ctx=Load()), ctx=Load())], ctx=Load())), Expr(value=Tuple(elts=[], ctx=Load())), )py"
     R"py(Expr(value=Tuple(elts=[Constant(value=1)], ctx=Load())), Expr(value=Name(id='d', )py"
     R"py(ctx=Load())), Expr(value=Tuple(elts=[Name(id='e', ctx=Load()), Starred(value=Name(id='f', )py"
     R"py(ctx=Load()), ctx=Load())], ctx=Load()))], type_ignores=[]))py"},
    {R"py([a for b in c if d if e for f in g]
{a for b in c}
{a: b for c in d}
f(a for b in c)
(a for b in c))py",
     R"py(Module(body=[Expr(value=ListComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', )py"
     R"py(ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[Name(id='d', ctx=Load()), )py"
     R"py(Name(id='e', ctx=Load())], is_async=0), comprehension(target=Name(id='f', )py"
     R"py(ctx=Store()), iter=Name(id='g', ctx=Load()), ifs=[], is_async=0)])), Expr(value=SetComp(elt=Name(id='a', )py"
     R"py(ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), )py"
     R"py(iter=Name(id='c', ctx=Load()), ifs=[], is_async=0)])), Expr(value=DictComp(key=Name(id='a', )py"
     R"py(ctx=Load()), value=Name(id='b', ctx=Load()), generators=[comprehension(target=Name(id='c', )py"
     R"py(ctx=Store()), iter=Name(id='d', ctx=Load()), ifs=[], is_async=0)])), Expr(value=Call(func=Name(id='f', )py"
     R"py(ctx=Load()), args=[GeneratorExp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', )py"
     R"py(ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[], is_async=0)])], keywords=[])), )py"
     R"py(Expr(value=GeneratorExp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', )py"
     R"py(ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[], is_async=0)]))], type_ignores=[]))py"},
    {R"py(a[1]; a[1:2]; a[::3]; a[:, 1:]; a[*b]; a[1,]; a[b:=1])py",
     R"py(Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Constant(value=1), )py"
     R"py(ctx=Load())), Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(lower=Constant(value=1), )py"
     R"py(upper=Constant(value=2)), ctx=Load())), Expr(value=Subscript(value=Name(id='a', )py"
     R"py(ctx=Load()), slice=Slice(step=Constant(value=3)), ctx=Load())), Expr(value=Subscript(value=Name(id='a', )py"
     R"py(ctx=Load()), slice=Tuple(elts=[Slice(), Slice(lower=Constant(value=1))], )py"
     R"py(ctx=Load()), ctx=Load())), Expr(value=Subscript(value=Name(id='a', ctx=Load()), )py"
     R"py(slice=Tuple(elts=[Starred(value=Name(id='b', ctx=Load()), ctx=Load())], )py"
     R"py(ctx=Load()), ctx=Load())), Expr(value=Subscript(value=Name(id='a', ctx=Load()), )py"
     R"py(slice=Tuple(elts=[Constant(value=1)], ctx=Load()), ctx=Load())), Expr(value=Subscript(value=Name(id='a', )py"
     R"py(ctx=Load()), slice=NamedExpr(target=Name(id='b', ctx=Store()), value=Constant(value=1)), )py"
     R"py(ctx=Load()))], type_ignores=[]))py"},
    {R"py(f(); f(a, *b, c=1, *d, **e); a.b.c(d)[e])py",
     R"py(Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[], keywords=[])), )py"
     R"py(Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), )py"
     R"py(Starred(value=Name(id='b', ctx=Load()), ctx=Load()), Starred(value=Name(id='d', )py"
     R"py(ctx=Load()), ctx=Load())], keywords=[keyword(arg='c', value=Constant(value=1)), )py"
     R"py(keyword(value=Name(id='e', ctx=Load()))])), Expr(value=Subscript(value=Call(func=Attribute(value=Attribute(value=Name(id='a', )py"
     R"py(ctx=Load()), attr='b', ctx=Load()), attr='c', ctx=Load()), args=[Name(id='d', )py"
     R"py(ctx=Load())], keywords=[]), slice=Name(id='e', ctx=Load()), ctx=Load()))], )py"
     R"py(type_ignores=[]))py"},
    {R"py(0xFF; 0o17; 0b1_01; 1_000; 9223372036854775807; 9223372036854775808; 0xFFFFFFFFFFFFFFFFFF
1.5; 1e16; 1e-5; .5; 5.; 1e400; 123456789012345680.0; 2j; 1.5J)py",
     R"py(Module(body=[Expr(value=Constant(value=255)), Expr(value=Constant(value=15)), )py"
     R"py(Expr(value=Constant(value=5)), Expr(value=Constant(value=1000)), Expr(value=Constant(value=9223372036854775807)), )py"
     R"py(Expr(value=Constant(value=9223372036854775808)), Expr(value=Constant(value=4722366482869645213695)), )py"
     R"py(Expr(value=Constant(value=1.5)), Expr(value=Constant(value=1e+16)), Expr(value=Constant(value=1e-05)), )py"
     R"py(Expr(value=Constant(value=0.5)), Expr(value=Constant(value=5.0)), Expr(value=Constant(value=inf)), )py"
     R"py(Expr(value=Constant(value=1.2345678901234568e+17)), Expr(value=Constant(value=2j)), )py"
     R"py(Expr(value=Constant(value=1.5j))], type_ignores=[]))py"},
    {R"py('a' "b" '\x41\u00e9\U0001F600\N{EM DASH}\101\n\q' r'\n' u'u' """t
q""" '\ud800' 'it\'s' "\0"
b'a\xff' rb'\x' B"\n")py",
     R"py(Module(body=[Expr(value=Constant(value="abAé😀—A\n\\q\\nut\nq\ud800it's\x00")), )py"
     R"py(Expr(value=Constant(value=b'a\xff\\x\n'))], type_ignores=[]))py"},
    {R"py(f'a{b}c{d!r:>{e}.{g}}h' 'i' f'{{}}' rf'\d{j}'
f'{a=}{b = !s}{c=:x}'
f''; f'{a:}'; f'{lambda_}' ; f'{ {1: 2}[1] }' ; f"{a['b']}" ; f'{x,}' ; f'{yield_}')py",
     R"py(Module(body=[Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', )py"
     R"py(ctx=Load()), conversion=-1), Constant(value='c'), FormattedValue(value=Name(id='d', )py"
     R"py(ctx=Load()), conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), )py"
     R"py(FormattedValue(value=Name(id='e', ctx=Load()), conversion=-1), Constant(value='.'), )py"
     R"py(FormattedValue(value=Name(id='g', ctx=Load()), conversion=-1)])), Constant(value='hi{}\\d'), )py"
     R"py(FormattedValue(value=Name(id='j', ctx=Load()), conversion=-1)])), Expr(value=JoinedStr(values=[Constant(value='a='), )py"
     R"py(FormattedValue(value=Name(id='a', ctx=Load()), conversion=114), Constant(value='b = '), )py"
     R"py(FormattedValue(value=Name(id='b', ctx=Load()), conversion=115), Constant(value='c='), )py"
     R"py(FormattedValue(value=Name(id='c', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='x')]))])), )py"
     R"py(Expr(value=JoinedStr(values=[])), Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', )py"
     R"py(ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[]))])), Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='lambda_', )py"
     R"py(ctx=Load()), conversion=-1)])), Expr(value=JoinedStr(values=[FormattedValue(value=Subscript(value=Dict(keys=[Constant(value=1)], )py"
     R"py(values=[Constant(value=2)]), slice=Constant(value=1), ctx=Load()), conversion=-1)])), )py"
     R"py(Expr(value=JoinedStr(values=[FormattedValue(value=Subscript(value=Name(id='a', )py"
     R"py(ctx=Load()), slice=Constant(value='b'), ctx=Load()), conversion=-1)])), )py"
     R"py(Expr(value=JoinedStr(values=[FormattedValue(value=Tuple(elts=[Name(id='x', )py"
     R"py(ctx=Load())], ctx=Load()), conversion=-1)])), Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='yield_', )py"
     R"py(ctx=Load()), conversion=-1)]))], type_ignores=[]))py"},
    {R"py(x = (1 +
     2)  # comment
y = 1 \
    + 2)py",
     R"py(Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=BinOp(left=Constant(value=1), )py"
     R"py(op=Add(), right=Constant(value=2))), Assign(targets=[Name(id='y', ctx=Store())], )py"
     R"py(value=BinOp(left=Constant(value=1), op=Add(), right=Constant(value=2)))], )py"
     R"py(type_ignores=[]))py"},
    {R"py(é = 'ü' ; 变量 = é)py",
     R"py(Module(body=[Assign(targets=[Name(id='é', ctx=Store())], value=Constant(value='ü')), )py"
     R"py(Assign(targets=[Name(id='变量', ctx=Store())], value=Name(id='é', ctx=Load()))], )py"
     R"py(type_ignores=[]))py"},
    {R"py(def f():
	if a:
		b)py",
     R"py(Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], )py"
     R"py(kwonlyargs=[], kw_defaults=[], defaults=[]), body=[If(test=Name(id='a', )py"
     R"py(ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], orelse=[])], )py"
     R"py(decorator_list=[])], type_ignores=[]))py"},
    {R"py(type X = int
type Y[T: int, *Ts, **P] = list[T])py",
     R"py(Module(body=[TypeAlias(name=Name(id='X', ctx=Store()), value=Name(id='int', )py"
     R"py(ctx=Load())), TypeAlias(name=Name(id='Y', ctx=Store()), type_params=[TypeVar(name='T', )py"
     R"py(bound=Name(id='int', ctx=Load())), TypeVarTuple(name='Ts'), ParamSpec(name='P')], )py"
     R"py(value=Subscript(value=Name(id='list', ctx=Load()), slice=Name(id='T', ctx=Load()), )py"
     R"py(ctx=Load()))], type_ignores=[]))py"},
    {R"py(def f[T](a: T) -> T: pass
class C[T, U: (int, str)](B): pass)py",
     R"py(Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[], args=[arg(arg='a', )py"
     R"py(annotation=Name(id='T', ctx=Load()))], kwonlyargs=[], kw_defaults=[], defaults=[]), )py"
     R"py(body=[Pass()], decorator_list=[], returns=Name(id='T', ctx=Load()), type_params=[TypeVar(name='T')]), )py"
     R"py(ClassDef(name='C', bases=[Name(id='B', ctx=Load())], keywords=[], body=[Pass()], )py"
     R"py(decorator_list=[], type_params=[TypeVar(name='T'), TypeVar(name='U', bound=Tuple(elts=[Name(id='int', )py"
     R"py(ctx=Load()), Name(id='str', ctx=Load())], ctx=Load()))])], type_ignores=[]))py"},
    {R"py(f'{'a' + f'{"b"}'}'
f"{x:{y:{z}}}"
f'{a
 + b}')py",
     R"py(Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=BinOp(left=Constant(value='a'), )py"
     R"py(op=Add(), right=JoinedStr(values=[FormattedValue(value=Constant(value='b'), )py"
     R"py(conversion=-1)])), conversion=-1)])), Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='x', )py"
     R"py(ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Name(id='y', )py"
     R"py(ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Name(id='z', )py"
     R"py(ctx=Load()), conversion=-1)]))]))])), Expr(value=JoinedStr(values=[FormattedValue(value=BinOp(left=Name(id='a', )py"
     R"py(ctx=Load()), op=Add(), right=Name(id='b', ctx=Load())), conversion=-1)]))], )py"
     R"py(type_ignores=[]))py"},
};
// clang-format on

TEST(Parser, BuildsTheTreeThatCPythonBuilds) {
  for (const Case& test : kCases) {
    const std::string text = std::string(test.source) + "\n";
    const auto module = parse_module(std::make_shared<const Source>(Source{"a.py", text}));
    EXPECT_EQ(dump(*module), test.tree) << test.source;
  }
}

TEST(Parser, KeepsWhatSpansReferTo) {
  const auto source =
      std::make_shared<const Source>(Source{"a.py", "\xEF\xBB\xBFx = 'a\\\r\nb'\r\n"});
  const auto module = parse_module(source);
  EXPECT_EQ(module->source->text, "x = 'a\\\nb'\n");
  EXPECT_EQ(dump(*module, DumpPlaces::All),
            "Module(body=[Assign(targets=[Name(id='x', ctx=Store(), lineno=1, col_offset=0, "
            "end_lineno=1, end_col_offset=1)], value=Constant(value='ab', lineno=1, col_offset=4, "
            "end_lineno=2, end_col_offset=2), lineno=1, col_offset=0, end_lineno=2, "
            "end_col_offset=2)], type_ignores=[])");
}

TEST(Parser, DecodesADeclaredEncoding) {
  const auto source = std::make_shared<const Source>(Source{"a.py", "# coding: latin-1\n'\xE9'\n"});
  EXPECT_EQ(dump(*parse_module(source)),
            "Module(body=[Expr(value=Constant(value='\xC3\xA9'))], type_ignores=[])");
}

ErrorCode refusal(const std::string& text) {
  try {
    parse_module(std::make_shared<const Source>(Source{"a.py", text}));
  } catch (const Error& error) {
    return error.code;
  }
  return ErrorCode::internal;
}

TEST(Parser, RefusesWhatWouldOverflowTheStack) {
  std::string deep = "x = ", chain = "x = 1";
  for (int i = 0; i < 100000; ++i) deep += "- ";
  for (int i = 0; i < 100000; ++i) chain += " + 1";
  EXPECT_EQ(refusal(deep + "1\n"), ErrorCode::limit);
  EXPECT_EQ(refusal(chain + "\n"), ErrorCode::limit);
  EXPECT_EQ(refusal("x = " + std::string(1000, '(')), ErrorCode::parse);
}

}  // namespace
}  // namespace retort::python
