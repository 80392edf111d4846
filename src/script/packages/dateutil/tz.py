"""UTC and fixed offsets. The rules of other time zones are not known here."""

from datetime import timedelta as _timedelta
from datetime import timezone as _timezone

import dateutil.tz.zones as _zones

UTC = _timezone.utc


def tzutc():
    return UTC


def tzoffset(name, offset):
    delta = offset if isinstance(offset, _timedelta) else _timedelta(seconds=offset)
    return _timezone(delta, name) if name else _timezone(delta)


def gettz(name):
    return UTC if name in ("UTC", "GMT", "Etc/UTC") else getattr(_zones, name)
