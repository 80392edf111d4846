"""While migrations run, the one engine is that of the migration's connection."""

from alembic import op
from sqlalchemy.orm import sessionmaker


class _Facade:
    def configure(self, **keywords):
        pass

    def get_engine(self):
        return op.get_bind().engine

    def get_sessionmaker(self):
        return sessionmaker(bind=op.get_bind())


reader = _Facade()
writer = _Facade()


def configure(**keywords):
    pass


def transaction_context_provider(cls):
    return cls


def transaction_context():
    return _Facade()
