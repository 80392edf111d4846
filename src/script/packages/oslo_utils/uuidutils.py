"""Identifiers."""

import uuid


def generate_uuid(dashed=True):
    return str(uuid.uuid4()) if dashed else uuid.uuid4().hex


def is_uuid_like(val):
    try:
        return str(uuid.UUID(val)).replace("-", "") == str(val).replace("-", "").strip("{}").lower()
    except (TypeError, ValueError, AttributeError):
        return False
