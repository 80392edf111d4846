print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, 2 ** 10, 2 ** -1, 7 / 2, 1_000, 0x1f, 0o17, 0b101)
print(7.5 // 2, -7.5 % 2, 1e3, abs(-3), abs(-2.5), round(2.5), round(3.5), round(2.675, 2), round(1234, -2), divmod(7, 2), divmod(-7, 2))
print(1 == 1.0, True + 1, 3 > 2 > 1, 1 < 3 < 2, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 256 >> 2, not 0, -True)
print(int("42"), int(" 7 "), int("ff", 16), int(3.9), int(-3.9), int(True), float("1.5"), float("1e3"), int("0x10", 0))
print(min(3, 1, 2), max([1, 5, 2]), sum([1, 2, 3]), sum([0.1, 0.2]), min("abc"), max([], default=0), max("aa", "b", key=len))
print(pow(2, 10), pow(3, 4, 5), hex(255), oct(8), bin(5), hex(-255), chr(65), ord("é"), bool(""), bool([0]))
print(isinstance(True, int), isinstance(1, (str, int)), type(1).__name__, type(1.0), type(None), type("a") is str, (5).bit_length())
for bad in [lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1 + "a", lambda: -"a", lambda: 1 < "a", lambda: [] + 1, lambda: len(5), lambda: None.x, lambda: 5(), lambda: 5[0]]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
