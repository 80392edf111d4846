"""Intervals in units of the calendar."""

import calendar
import datetime

_PARTS = ("year", "month", "day", "hour", "minute", "second", "microsecond")
_TIMES = ("hours", "minutes", "seconds", "microseconds")
_UNITS = ("years", "months", "days") + _TIMES
# A unit, how many of it make one of the next, and that one.
_CARRIES = (
    ("microseconds", 1000000, "seconds"),
    ("seconds", 60, "minutes"),
    ("minutes", 60, "hours"),
    ("hours", 24, "days"),
    ("months", 12, "years"),
)


class weekday:
    def __init__(self, weekday, n=None):
        if n == 0:
            raise ValueError("Can't create weekday with n==0")
        self.weekday = weekday
        self.n = n

    def __call__(self, n):
        return weekday(self.weekday, n)

    def __eq__(self, other):
        return isinstance(other, weekday) and (self.weekday, self.n) == (other.weekday, other.n)

    def __hash__(self):
        return hash((self.weekday, self.n))

    def __repr__(self):
        name = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[self.weekday]
        return f"{name}({self.n:+d})" if self.n else name


MO, TU, WE, TH, FR, SA, SU = weekdays = tuple(weekday(day) for day in range(7))


def _carry(amount, size):
    """What is over, and how many whole ones; both with the sign of the amount."""
    sign = -1 if amount < 0 else 1
    whole, rest = divmod(abs(amount), size)
    return rest * sign, whole * sign


class relativedelta:
    def __init__(self, dt1=None, dt2=None, years=0, months=0, days=0, leapdays=0, weeks=0, hours=0, minutes=0,
                 seconds=0, microseconds=0, year=None, month=None, day=None, weekday=None, yearday=None, nlyearday=None,
                 hour=None, minute=None, second=None, microsecond=None):  # fmt: skip
        if yearday is not None or nlyearday is not None:
            raise NotImplementedError("relativedelta(yearday=) is not evaluated: give month= and day=")
        if any(value is not None and value != int(value) for value in (years, months)):
            raise ValueError("Non-integer years and months are ambiguous and not currently supported.")
        self.years, self.months, self.days = int(years), int(months), days + weeks * 7
        self.hours, self.minutes, self.seconds, self.microseconds = hours, minutes, seconds, microseconds
        self.leapdays = leapdays
        self.year, self.month, self.day = year, month, day
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.weekday = weekdays[weekday] if isinstance(weekday, int) else weekday
        if dt1 is not None and dt2 is not None:
            self._measure(dt1, dt2)
        self._settle()

    def _measure(self, later, earlier):
        if isinstance(later, datetime.datetime) != isinstance(earlier, datetime.datetime):
            later, earlier = _with_time(later), _with_time(earlier)
        months = (later.year - earlier.year) * 12 + later.month - earlier.month
        step = 1 if later < earlier else -1
        reached = earlier + relativedelta(months=months)
        while (reached > later) if step == -1 else (reached < later):
            months += step
            reached = earlier + relativedelta(months=months)
        rest = later - reached
        self.months = months
        self.days, self.seconds, self.microseconds = 0, rest.seconds + rest.days * 86400, rest.microseconds

    def _settle(self):
        for name, size, larger in _CARRIES:
            amount = getattr(self, name)
            if abs(amount) >= size:
                rest, whole = _carry(amount, size)
                setattr(self, name, rest)
                setattr(self, larger, getattr(self, larger) + whole)

    @property
    def weeks(self):
        return int(self.days / 7.0)

    def _has_time(self):
        return any(getattr(self, name) for name in _TIMES) or any(getattr(self, name) is not None for name in _PARTS[3:])

    def _combined(self, other):
        """The sum; of the parts that are set, this one's hold."""
        values = {name: getattr(self, name) + getattr(other, name) for name in _UNITS}
        for name in _PARTS + ("weekday",):
            own = getattr(self, name)
            values[name] = own if own is not None else getattr(other, name)
        return relativedelta(leapdays=self.leapdays or other.leapdays, **values)

    def __add__(self, other):
        if isinstance(other, relativedelta):
            return other._combined(self)
        if isinstance(other, datetime.timedelta):
            return self + relativedelta(days=other.days, seconds=other.seconds, microseconds=other.microseconds)
        if not isinstance(other, datetime.date):
            return NotImplemented
        if self._has_time() and not isinstance(other, datetime.datetime):
            other = _with_time(other)
        month = (self.month or other.month) - 1 + self.months
        year = (self.year or other.year) + self.years + month // 12
        month = month % 12 + 1
        parts = {"year": year, "month": month}
        parts["day"] = min(calendar.monthrange(year, month)[1], self.day or other.day)
        for name in _PARTS[3:]:
            if getattr(self, name) is not None:
                parts[name] = getattr(self, name)
        days = self.days
        if self.leapdays and month > 2 and calendar.isleap(year):
            days += self.leapdays
        result = other.replace(**parts) + datetime.timedelta(
            days=days, hours=self.hours, minutes=self.minutes, seconds=self.seconds, microseconds=self.microseconds
        )
        return result if self.weekday is None else result + datetime.timedelta(days=self._days_to_weekday(result))

    __radd__ = __add__

    def _days_to_weekday(self, moment):
        number = self.weekday.n or 1
        weeks = (abs(number) - 1) * 7
        if number > 0:
            return weeks + (self.weekday.weekday - moment.weekday()) % 7
        return -weeks - (moment.weekday() - self.weekday.weekday) % 7

    def __sub__(self, other):
        if not isinstance(other, relativedelta):
            return NotImplemented
        return self._combined(-other)

    def __rsub__(self, other):
        return (-self) + other

    def __neg__(self):
        return self * -1

    def __mul__(self, factor):
        values = {name: int(getattr(self, name) * factor) for name in _UNITS}
        kept = {name: getattr(self, name) for name in _PARTS + ("leapdays", "weekday")}
        return relativedelta(**values, **kept)

    __rmul__ = __mul__

    def __bool__(self):
        return any(getattr(self, name) for name in _UNITS + ("leapdays",)) or any(
            getattr(self, name) is not None for name in _PARTS + ("weekday",)
        )

    def _key(self):
        return tuple(getattr(self, name) for name in _UNITS + ("leapdays",) + _PARTS + ("weekday",))

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, relativedelta) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        words = [f"{name}={getattr(self, name):+g}" for name in _UNITS + ("leapdays",) if getattr(self, name)]
        words += [f"{name}={getattr(self, name)!r}" for name in _PARTS + ("weekday",) if getattr(self, name) is not None]
        return f"relativedelta({', '.join(words)})"


def _with_time(day):
    return day if isinstance(day, datetime.datetime) else datetime.datetime(day.year, day.month, day.day)
