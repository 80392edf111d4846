s = "Hello, World"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), "ß".upper())
print(s.split(","), "a b  c".split(), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), " x ".split(" "))
print("  x ".strip(), "xxhixx".strip("x"), "abc".lstrip("a"), "abc".rstrip("c"), repr("\t x".lstrip()))
print("-".join(["a", "b"]), "abc".replace("b", "X"), "aaa".replace("a", "b", 2), "abc".replace("", "-"))
print(s.find("o"), s.rfind("o"), s.find("zz"), s.index("W"), s.count("l"), "aaaa".count("aa"))
print(s.startswith("He"), s.startswith(("x", "He")), s.endswith("ld"), s.startswith("World", 7))
print("abc".center(9, "*"), "abc".ljust(6) + "|", "abc".rjust(6), "42".zfill(5), "-42".zfill(5))
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("x"))
print("abc"[1], "abc"[-1], "abcdef"[1:4], "abcdef"[::-1], "abcdef"[::2], "abcdef"[-3:], "héllo"[1:3], "héllo"[::-1])
print("line1\nline2\r\nline3".splitlines(), "a\nb\n".splitlines(True))
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "ABC".isupper(), "Abc".istitle(), "a_b".isidentifier())
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\n\t\\\x00\x7f é \u200b \U0001f600"))
print(len("héllo"), len("😀"), "é" in "héllo", "abc" < "abd", "a" * 3, 3 * "ab")
print("%s %d %5.2f %x %r %%" % ("a", 42, 3.14159, 255, "q"), "%(k)s=%(v)05d" % {"k": "x", "v": 7}, "%-5s|%5s|" % ("a", "b"), "%s" % [1], "%+d % d" % (3, 4), "%e %g" % (12345.678, 0.0001))
print("{} {} {}".format(1, "a", None), "{1} {0}".format(1, 2), "{a[k]} {b.real}".format(a={"k": 5}, b=3), "{:>10}|{:<10}|{:^10}|".format(1, 2, 3), "{0!r:>6}".format("x"), "{:{w}}|".format("a", w=4), "{{}}")
print(f"{s!r} {s:>15}| {3.14159:.2f} {1000000:,} {255:#x} {255:08b} {0.25:.1%} {-5:+d} {'x':*^5} {1e10:g} {12345.6789:,.2f} {1234567:_}")
x = 5
print(f"{x=} {x = } {x!s:>3} {x:>{x}} {'nested ' + f'{x}'}", f"{{literal}}")
print("removeprefix".removeprefix("remove"), "filename.py".removesuffix(".py"), "a\tb".expandtabs(4))
print("abc".translate(str.maketrans("ab", "xy")), "abc".translate({97: None}), "aBc".casefold())
print("abc".encode(), "é".encode("utf-8"), b"abc".decode(), b"\xc3\xa9".decode("utf8"), b"ab" + b"c", b"abc"[1], b"abc".hex())
print(str(1.0), str(1e16), str(1e-5), str(0.1), str(1/3), str(123456789.123), repr(1e22), 1e15, 1.5e300, -0.0, float("inf"), float("nan"))
print(format(3.0, ""), format(1234.5, ".3"), format(0.00001, ".2"), format(1e20, ".3g"), format(True, "d"), format("a", "5") + "|", format(42, "c"))
for bad in [lambda: "a" + 1, lambda: "abc".index("z"), lambda: "%d" % "x", lambda: "{}".format(), lambda: "a"["b"], lambda: int("x"), lambda: float("y"), lambda: "%s %s" % ("a",), lambda: "a" % 1]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
