"""Encrypted columns: what they are stored as. The engines are names only: a migration encrypts nothing."""

from sqlalchemy_utils import EncryptedType, StringEncryptedType


class AesEngine:
    pass


class AesGcmEngine:
    pass


class FernetEngine:
    pass
