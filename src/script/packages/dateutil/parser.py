"""Moments as ISO 8601 writes them; what parse() makes of other texts is not known here."""

from datetime import datetime as _datetime

import dateutil.parser.parsed as _parsed


def isoparse(text):
    return _datetime.fromisoformat(text.replace("Z", "+00:00"))


def parse(timestr, *arguments, **keywords):
    try:
        return isoparse(timestr)
    except ValueError:
        return getattr(_parsed, timestr)
