"""Times, which are naive and in UTC unless a zone is asked for."""

from datetime import datetime, timezone


def utcnow(with_timezone=False):
    now = datetime.now(timezone.utc)
    return now if with_timezone else now.replace(tzinfo=None)


def utcnow_ts(microsecond=False):
    stamp = datetime.now(timezone.utc).timestamp()
    return stamp if microsecond else int(stamp)
