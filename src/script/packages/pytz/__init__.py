"""UTC. The rules of other time zones are not known here."""

from datetime import timezone as _timezone

import pytz.zones as _zones

UTC = utc = _timezone.utc


class UnknownTimeZoneError(KeyError):
    pass


def timezone(zone):
    if zone.upper() == "UTC":
        return UTC
    return getattr(_zones, zone)
