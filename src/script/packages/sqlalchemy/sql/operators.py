"""Operators as functions, as `array.any(value, operator=operators.like_op)` takes them."""

from operator import add, and_, eq, floordiv, ge, getitem, gt, inv, le, lshift, lt, mod, mul, ne, neg, or_, rshift, sub, truediv

from sqlalchemy.sql.elements import ColumnElement as ColumnOperators


def _calling(name):
    def operator(a, *others, **kw):
        return getattr(a, name)(*others, **kw)

    operator.__name__ = name
    return operator


def concat_op(a, b):
    return a.concat(b)


like_op = _calling("like")
not_like_op = notlike_op = _calling("not_like")
ilike_op = _calling("ilike")
not_ilike_op = notilike_op = _calling("not_ilike")
in_op = _calling("in_")
not_in_op = notin_op = _calling("not_in")
is_ = _calling("is_")
is_not = isnot = _calling("is_not")
is_distinct_from = _calling("is_distinct_from")
is_not_distinct_from = isnot_distinct_from = _calling("is_not_distinct_from")
startswith_op = _calling("startswith")
endswith_op = _calling("endswith")
contains_op = _calling("contains")
between_op = _calling("between")
regexp_match_op = _calling("regexp_match")
match_op = _calling("match")
any_op = _calling("any_")
all_op = _calling("all_")
asc_op = _calling("asc")
desc_op = _calling("desc")
nulls_first_op = nullsfirst_op = _calling("nulls_first")
nulls_last_op = nullslast_op = _calling("nulls_last")
distinct_op = _calling("distinct")
collate = _calling("collate")
