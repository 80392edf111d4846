# SQLAlchemy's asynchronous engines connect, which no script does: their names stay unknown here.


class AsyncAttrs:
    """A mix-in of declarative bases, without columns."""
