"""Encrypted columns: what they are stored as."""

from sqlalchemy_utils import EncryptedType, StringEncryptedType
