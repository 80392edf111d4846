// Broken source to the error that CPython 3.11 reports for it: its place and its words.
#include "python/parser.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace retort::python {
namespace {

struct Case {
  std::string_view source;
  int line;
  int column;
  std::string_view message;
};

// clang-format off
const Case kCases[] = {
    {R"py(x = (1,)py",
     1, 5, R"py(SyntaxError: '(' was never closed)py"},
    {R"py(x = [1, 2
y = 3)py",
     1, 5, R"py(SyntaxError: '[' was never closed)py"},
    {R"py(foo(a b))py",
     1, 5, R"py(SyntaxError: invalid syntax. Perhaps you forgot a comma?)py"},
    {R"py(foo(a, b)py",
     1, 4, R"py(SyntaxError: '(' was never closed)py"},
    {R"py(x = ))py",
     1, 5, R"py(SyntaxError: unmatched ')')py"},
    {R"py(x = (])py",
     1, 6, R"py(SyntaxError: closing parenthesis ']' does not match opening parenthesis '(')py"},
    {R"py(x = (1,
  2])py",
     2, 4, R"py(SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' on line 1)py"},
    {R"py(if x
    pass)py",
     1, 5, R"py(SyntaxError: expected ':')py"},
    {R"py(if x:
pass)py",
     2, 1, R"py(IndentationError: expected an indented block after 'if' statement on line 1)py"},
    {R"py(def f():
x = 1)py",
     2, 1, R"py(IndentationError: expected an indented block after function definition on line 1)py"},
    {R"py(def f(:
    pass)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(def f()
    pass)py",
     1, 8, R"py(SyntaxError: expected ':')py"},
    {R"py(class A
    pass)py",
     1, 8, R"py(SyntaxError: expected ':')py"},
    {R"py(class A:
x = 1)py",
     2, 1, R"py(IndentationError: expected an indented block after class definition on line 1)py"},
    {R"py(for x in y
    pass)py",
     1, 11, R"py(SyntaxError: expected ':')py"},
    {R"py(for x y:
    pass)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(while True
    pass)py",
     1, 11, R"py(SyntaxError: expected ':')py"},
    {R"py(x = 'abc)py",
     1, 5, R"py(SyntaxError: unterminated string literal (detected at line 1))py"},
    {R"py(x = """abc
def)py",
     1, 5, R"py(SyntaxError: unterminated triple-quoted string literal (detected at line 2))py"},
    {R"py(  x = 1)py",
     1, 2, R"py(IndentationError: unexpected indent)py"},
    {R"py(x = 1
  y = 2)py",
     2, 2, R"py(IndentationError: unexpected indent)py"},
    {R"py(if x:
    y
  z)py",
     3, 4, R"py(IndentationError: unindent does not match any outer indentation level)py"},
    {R"py(if x:
        y
	z)py",
     3, 1, R"py(TabError: inconsistent use of tabs and spaces in indentation)py"},
    {R"py(f() = 1)py",
     1, 1, R"py(SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?)py"},
    {R"py(1 = x)py",
     1, 1, R"py(SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='?)py"},
    {R"py(a + 1 = 2)py",
     1, 1, R"py(SyntaxError: cannot assign to expression here. Maybe you meant '==' instead of '='?)py"},
    {R"py(None = 1)py",
     1, 1, R"py(SyntaxError: cannot assign to None)py"},
    {R"py((a, f()) = 1)py",
     1, 5, R"py(SyntaxError: cannot assign to function call)py"},
    {R"py(a, f() = 1)py",
     1, 4, R"py(SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?)py"},
    {R"py(x = f() = 1)py",
     1, 5, R"py(SyntaxError: cannot assign to function call)py"},
    {R"py(f() += 1)py",
     1, 1, R"py(SyntaxError: 'function call' is an illegal expression for augmented assignment)py"},
    {R"py(a, b += 1)py",
     1, 1, R"py(SyntaxError: 'tuple' is an illegal expression for augmented assignment)py"},
    {R"py((a, b): int)py",
     1, 1, R"py(SyntaxError: only single target (not tuple) can be annotated)py"},
    {R"py([a]: int)py",
     1, 1, R"py(SyntaxError: only single target (not list) can be annotated)py"},
    {R"py(a, b: int)py",
     1, 1, R"py(SyntaxError: only single target (not tuple) can be annotated)py"},
    {R"py(f(): int)py",
     1, 1, R"py(SyntaxError: illegal target for annotation)py"},
    {R"py(if x = 3:
    pass)py",
     1, 4, R"py(SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?)py"},
    {R"py(if f() = 3:
    pass)py",
     1, 4, R"py(SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?)py"},
    {R"py(print "hello")py",
     1, 1, R"py(SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?)py"},
    {R"py(print hello)py",
     1, 1, R"py(SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?)py"},
    {R"py(exec "x")py",
     1, 1, R"py(SyntaxError: Missing parentheses in call to 'exec'. Did you mean exec(...)?)py"},
    {R"py(x = 3 3)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(x = [1 2])py",
     1, 6, R"py(SyntaxError: invalid syntax. Perhaps you forgot a comma?)py"},
    {R"py(x = {1: 2 3: 4})py",
     1, 9, R"py(SyntaxError: invalid syntax. Perhaps you forgot a comma?)py"},
    {R"py(x = {1: 2, 3})py",
     1, 12, R"py(SyntaxError: ':' expected after dictionary key)py"},
    {R"py(x = {1:})py",
     1, 7, R"py(SyntaxError: expression expected after dictionary key and ':')py"},
    {R"py(x = {1: *a})py",
     1, 9, R"py(SyntaxError: cannot use a starred expression in a dictionary value)py"},
    {R"py(x = {1 2})py",
     1, 6, R"py(SyntaxError: invalid syntax. Perhaps you forgot a comma?)py"},
    {R"py(f(a=1, 2))py",
     1, 9, R"py(SyntaxError: positional argument follows keyword argument)py"},
    {R"py(f(**a, 2))py",
     1, 9, R"py(SyntaxError: positional argument follows keyword argument unpacking)py"},
    {R"py(f(**a, *b))py",
     1, 3, R"py(SyntaxError: iterable argument unpacking follows keyword argument unpacking)py"},
    {R"py(f(1=2))py",
     1, 3, R"py(SyntaxError: expression cannot contain assignment, perhaps you meant "=="?)py"},
    {R"py(f(a.b=2))py",
     1, 3, R"py(SyntaxError: expression cannot contain assignment, perhaps you meant "=="?)py"},
    {R"py(f(True=2))py",
     1, 3, R"py(SyntaxError: cannot assign to True)py"},
    {R"py(f(x for x in y, 1))py",
     1, 3, R"py(SyntaxError: Generator expression must be parenthesized)py"},
    {R"py(f(1, x for x in y))py",
     1, 6, R"py(SyntaxError: Generator expression must be parenthesized)py"},
    {R"py(f(a=))py",
     1, 3, R"py(SyntaxError: expected argument value expression)py"},
    {R"py(def f(a=1, b): pass)py",
     1, 12, R"py(SyntaxError: non-default argument follows default argument)py"},
    {R"py(def f(*): pass)py",
     1, 7, R"py(SyntaxError: named arguments must follow bare *)py"},
    {R"py(def f(*, **k): pass)py",
     1, 7, R"py(SyntaxError: named arguments must follow bare *)py"},
    {R"py(def f(a, /, b, /): pass)py",
     1, 16, R"py(SyntaxError: / may appear only once)py"},
    {R"py(def f(*a, *b): pass)py",
     1, 11, R"py(SyntaxError: * argument may appear only once)py"},
    {R"py(def f(**k, a): pass)py",
     1, 12, R"py(SyntaxError: arguments cannot follow var-keyword argument)py"},
    {R"py(def f(*a=1): pass)py",
     1, 9, R"py(SyntaxError: var-positional argument cannot have default value)py"},
    {R"py(def f((a, b)): pass)py",
     1, 7, R"py(SyntaxError: Function parameters cannot be parenthesized)py"},
    {R"py(lambda (a, b): 1)py",
     1, 8, R"py(SyntaxError: Lambda expression parameters cannot be parenthesized)py"},
    {R"py(lambda *: 1)py",
     1, 9, R"py(SyntaxError: named arguments must follow bare *)py"},
    {R"py(try:
    pass
x = 1)py",
     3, 1, R"py(SyntaxError: expected 'except' or 'finally' block)py"},
    {R"py(try:
    pass
except A, B as e:
    pass)py",
     3, 8, R"py(SyntaxError: multiple exception types must be parenthesized when using 'as')py"},
    {R"py(try:
    pass
except A
    pass)py",
     3, 9, R"py(SyntaxError: expected ':')py"},
    {R"py(try:
    pass
except:
    pass
except* A:
    pass)py",
     5, 1, R"py(SyntaxError: cannot have both 'except' and 'except*' on the same 'try')py"},
    {R"py(import a.b as)py",
     1, 14, R"py(SyntaxError: invalid syntax)py"},
    {R"py(from a import)py",
     1, 14, R"py(SyntaxError: invalid syntax)py"},
    {R"py(from a import b,)py",
     1, 17, R"py(SyntaxError: trailing comma not allowed without surrounding parentheses)py"},
    {R"py(from a import (b)py",
     1, 15, R"py(SyntaxError: '(' was never closed)py"},
    {R"py(import)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(x = 0777)py",
     1, 5, R"py(SyntaxError: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers)py"},
    {R"py(x = 0b12)py",
     1, 8, R"py(SyntaxError: invalid digit '2' in binary literal)py"},
    {R"py(x = 0o8)py",
     1, 7, R"py(SyntaxError: invalid digit '8' in octal literal)py"},
    {R"py(x = 0xg)py",
     1, 6, R"py(SyntaxError: invalid hexadecimal literal)py"},
    {R"py(x = 1_000_)py",
     1, 10, R"py(SyntaxError: invalid decimal literal)py"},
    {R"py(x = 1__0)py",
     1, 6, R"py(SyntaxError: invalid decimal literal)py"},
    {R"py(x = 1abc)py",
     1, 5, R"py(SyntaxError: invalid decimal literal)py"},
    {R"py(x = 1.5abc)py",
     1, 7, R"py(SyntaxError: invalid decimal literal)py"},
    {R"py(x = 1e)py",
     1, 5, R"py(SyntaxError: invalid decimal literal)py"},
    {R"py(x = 1e+)py",
     1, 7, R"py(SyntaxError: invalid decimal literal)py"},
    {R"py(x = a $ b)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(x = a ? b)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(x = a ! b)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(x = “a”)py",
     1, 5, R"py(SyntaxError: invalid character '“' (U+201C))py"},
    {R"py(x = a b)py",
     1, 6, R"py(SyntaxError: invalid non-printable character U+00A0)py"},
    {R"py(x = 1 \ )py",
     1, 8, R"py(SyntaxError: unexpected character after line continuation character)py"},
    {R"py(x = 1 \)py",
     1, 8, R"py(SyntaxError: unexpected EOF while parsing)py"},
    {R"py(return = 1)py",
     1, 8, R"py(SyntaxError: invalid syntax)py"},
    {R"py(del f())py",
     1, 5, R"py(SyntaxError: cannot delete function call)py"},
    {R"py(del a + b)py",
     1, 5, R"py(SyntaxError: cannot delete expression)py"},
    {R"py(del (a, 1))py",
     1, 9, R"py(SyntaxError: cannot delete literal)py"},
    {R"py(del *a)py",
     1, 5, R"py(SyntaxError: cannot delete starred)py"},
    {R"py(for f() in x: pass)py",
     1, 5, R"py(SyntaxError: cannot assign to function call)py"},
    {R"py(for 1 in x: pass)py",
     1, 5, R"py(SyntaxError: cannot assign to literal)py"},
    {R"py(with a as f(): pass)py",
     1, 11, R"py(SyntaxError: cannot assign to function call)py"},
    {R"py(with a as 1: pass)py",
     1, 11, R"py(SyntaxError: cannot assign to literal)py"},
    {R"py(with (a as 1): pass)py",
     1, 12, R"py(SyntaxError: cannot assign to literal)py"},
    {R"py([x for f() in y])py",
     1, 8, R"py(SyntaxError: cannot assign to function call)py"},
    {R"py([*x for x in y])py",
     1, 2, R"py(SyntaxError: iterable unpacking cannot be used in comprehension)py"},
    {R"py({**x for x in y})py",
     1, 2, R"py(SyntaxError: dict unpacking cannot be used in dict comprehension)py"},
    {R"py([x, y for x in z])py",
     1, 2, R"py(SyntaxError: did you forget parentheses around the comprehension target?)py"},
    {R"py([x for x in y for])py",
     1, 18, R"py(SyntaxError: invalid syntax)py"},
    {R"py((x := 1) = 2)py",
     1, 2, R"py(SyntaxError: cannot assign to named expression here. Maybe you meant '==' instead of '='?)py"},
    {R"py(f() := 1)py",
     1, 1, R"py(SyntaxError: cannot use assignment expressions with function call)py"},
    {R"py((f() := 1))py",
     1, 2, R"py(SyntaxError: cannot use assignment expressions with function call)py"},
    {R"py((a.b := 1))py",
     1, 2, R"py(SyntaxError: cannot use assignment expressions with attribute)py"},
    {R"py(x := 1)py",
     1, 3, R"py(SyntaxError: invalid syntax)py"},
    {R"py(x = yield = 1)py",
     1, 5, R"py(SyntaxError: assignment to yield expression not possible)py"},
    {R"py((yield) = 1)py",
     1, 2, R"py(SyntaxError: cannot assign to yield expression here. Maybe you meant '==' instead of '='?)py"},
    {R"py(x = a if b)py",
     1, 5, R"py(SyntaxError: expected 'else' after 'if' expression)py"},
    {R"py(x = (a if b))py",
     1, 6, R"py(SyntaxError: expected 'else' after 'if' expression)py"},
    {R"py(a not b)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(a <> b)py",
     1, 3, R"py(SyntaxError: invalid syntax)py"},
    {R"py((*a))py",
     1, 2, R"py(SyntaxError: cannot use starred expression here)py"},
    {R"py(x++)py",
     1, 4, R"py(SyntaxError: invalid syntax)py"},
    {R"py(x = y++)py",
     1, 8, R"py(SyntaxError: invalid syntax)py"},
    {R"py(else:
    pass)py",
     1, 1, R"py(SyntaxError: invalid syntax)py"},
    {R"py(elif x:
    pass)py",
     1, 1, R"py(SyntaxError: invalid syntax)py"},
    {R"py(if x:
    pass
else
    pass)py",
     3, 5, R"py(SyntaxError: expected ':')py"},
    {R"py(match x:
    case a, _ as _: pass)py",
     2, 18, R"py(SyntaxError: cannot use '_' as a target)py"},
    {R"py(match x:
    case A(b=1, c): pass)py",
     2, 17, R"py(SyntaxError: positional patterns follow keyword patterns)py"},
    {R"py(match x:
case 1: pass)py",
     2, 1, R"py(IndentationError: expected an indented block after 'match' statement on line 1)py"},
    {R"py(match x
    case 1: pass)py",
     1, 8, R"py(SyntaxError: expected ':')py"},
    {R"py(match x:
    case 1
        pass)py",
     2, 11, R"py(SyntaxError: expected ':')py"},
    {R"py(match x:
    case 1:
    pass)py",
     3, 5, R"py(IndentationError: expected an indented block after 'case' statement on line 2)py"},
    {R"py(match x:
    case a as b.c: pass)py",
     2, 16, R"py(SyntaxError: invalid syntax)py"},
    {R"py(match x:
    case 1 + 2: pass)py",
     2, 14, R"py(SyntaxError: imaginary number required in complex literal)py"},
    {R"py(class A(x for x in y): pass)py",
     1, 11, R"py(SyntaxError: invalid syntax)py"},
    {R"py(global x, 1)py",
     1, 11, R"py(SyntaxError: invalid syntax)py"},
    {R"py(nonlocal)py",
     1, 9, R"py(SyntaxError: invalid syntax)py"},
    {R"py(assert)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(raise x from)py",
     1, 13, R"py(SyntaxError: invalid syntax)py"},
    {R"py(async x)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(async def f())py",
     1, 14, R"py(SyntaxError: expected ':')py"},
    {R"py(await = 1)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(@
def f(): pass)py",
     1, 2, R"py(SyntaxError: invalid syntax)py"},
    {R"py(@x y
def f(): pass)py",
     1, 4, R"py(SyntaxError: invalid syntax)py"},
    {R"py(@x
y = 1)py",
     2, 1, R"py(SyntaxError: invalid syntax)py"},
    {R"py(lambda x)py",
     1, 9, R"py(SyntaxError: invalid syntax)py"},
    {R"py(lambda x: )py",
     1, 11, R"py(SyntaxError: invalid syntax)py"},
    {R"py(b'é')py",
     1, 1, R"py(SyntaxError: bytes can only contain ASCII literal characters)py"},
    {R"py('a' b'b')py",
     1, 9, R"py(SyntaxError: cannot mix bytes and nonbytes literals)py"},
    {R"py('\x1')py",
     1, 1, R"py(SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape)py"},
    {R"py('\u12')py",
     1, 1, R"py(SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \uXXXX escape)py"},
    {R"py('\N{foo bar baz}')py",
     1, 1, R"py(SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-14: unknown Unicode character name)py"},
    {R"py(b'\x1')py",
     1, 1, R"py(SyntaxError: (value error) invalid \x escape at position 0)py"},
    {R"py(x = (1, 2
def f():
    pass)py",
     1, 5, R"py(SyntaxError: '(' was never closed)py"},
    {R"py(foo(1, 2
bar(3))py",
     1, 4, R"py(SyntaxError: '(' was never closed)py"},
    {R"py(d = {'a': 1
     'b': 2})py",
     1, 11, R"py(SyntaxError: invalid syntax. Perhaps you forgot a comma?)py"},
    {R"py(d = {'a': 1,
     'b' 2})py",
     2, 8, R"py(SyntaxError: ':' expected after dictionary key)py"},
    {R"py(foo('a' 'b' c))py",
     1, 5, R"py(SyntaxError: invalid syntax. Perhaps you forgot a comma?)py"},
    {R"py(foo(a, "b" c))py",
     1, 8, R"py(SyntaxError: invalid syntax. Perhaps you forgot a comma?)py"},
    {R"py(if x == 1 {)py",
     1, 11, R"py(SyntaxError: '{' was never closed)py"},
    {R"py(a = 5 b = 6)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(x = [a for a in b if c else d])py",
     1, 24, R"py(SyntaxError: invalid syntax)py"},
    {R"py(import a from b)py",
     1, 10, R"py(SyntaxError: invalid syntax)py"},
    {R"py(from . import *, a)py",
     1, 16, R"py(SyntaxError: invalid syntax)py"},
    {R"py(def 1f(): pass)py",
     1, 5, R"py(SyntaxError: invalid decimal literal)py"},
    {R"py(def f(a b): pass)py",
     1, 9, R"py(SyntaxError: invalid syntax)py"},
    {R"py(def f(a, 1): pass)py",
     1, 10, R"py(SyntaxError: invalid syntax)py"},
    {R"py(class 1: pass)py",
     1, 7, R"py(SyntaxError: invalid syntax)py"},
    {R"py(if True: x = 1 else: y = 2)py",
     1, 16, R"py(SyntaxError: invalid syntax)py"},
    {R"py(while x: pass
  else: pass)py",
     2, 2, R"py(IndentationError: unexpected indent)py"},
    {R"py(x = 'it's')py",
     1, 10, R"py(SyntaxError: unterminated string literal (detected at line 1))py"},
    {R"py(x = "a" "b)py",
     1, 9, R"py(SyntaxError: unterminated string literal (detected at line 1))py"},
    {R"py(True = 1)py",
     1, 1, R"py(SyntaxError: cannot assign to True)py"},
    {R"py(x.True = 1)py",
     1, 3, R"py(SyntaxError: invalid syntax)py"},
    {R"py(def None(): pass)py",
     1, 5, R"py(SyntaxError: invalid syntax)py"},
    {R"py(f(a for a in b, c for c in d))py",
     1, 3, R"py(SyntaxError: Generator expression must be parenthesized)py"},
};
// clang-format on

TEST(ParserError, HasTheWordsAndThePlaceOfCPython) {
  for (const Case& test : kCases) {
    const std::string text = std::string(test.source) + "\n";
    try {
      parse_module(std::make_shared<const Source>(Source{"a.py", text}));
      ADD_FAILURE() << "accepted: " << test.source;
    } catch (const Error& error) {
      EXPECT_EQ(error.code, ErrorCode::parse);
      EXPECT_EQ(error.message, test.message) << test.source;
      ASSERT_TRUE(error.place) << test.source;
      EXPECT_EQ(error.place->line, test.line) << test.source;
      EXPECT_EQ(error.place->column, test.column) << test.source;
    }
  }
}

}  // namespace
}  // namespace retort::python
