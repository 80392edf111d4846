"""UTC. The rules of other time zones are not known here."""

from datetime import timezone

import zoneinfo.zones as _zones


class ZoneInfoNotFoundError(KeyError):
    pass


def ZoneInfo(key):
    return timezone.utc if key in ("UTC", "Etc/UTC") else getattr(_zones, key)
