"""What makes sessions: sessionmaker() and scoped_session()."""

from sqlalchemy.orm.impl.session import Session


class sessionmaker:
    def __init__(self, bind=None, *, class_=Session, **options):
        self.class_ = class_
        self.options = options
        if bind is not None:
            self.options["bind"] = bind

    def __call__(self, **keywords):
        return self.class_(**{**self.options, **keywords})

    def configure(self, **options):
        self.options.update(options)

    def begin(self):
        return _SessionBlock(self())


class _SessionBlock:
    """`with sessionmaker.begin() as session`."""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.transaction = self.session.begin()
        return self.session

    def __exit__(self, kind, value, traceback):
        self.transaction.__exit__(kind, value, traceback)
        self.session.close()
        return False


class scoped_session:
    """One session for all: scripts have one thread."""

    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self._session = None

    def __call__(self, **keywords):
        if self._session is None:
            self._session = self.session_factory(**keywords)
        return self._session

    def remove(self):
        if self._session is not None:
            self._session.close()
        self._session = None

    def configure(self, **options):
        self.session_factory.configure(**options)

    def query_property(self, query_cls=None):
        return _QueryProperty(self)

    def __getattr__(self, name):
        return getattr(self(), name)

    def __contains__(self, instance):
        return instance in self()

    def __iter__(self):
        return iter(self())


class _QueryProperty:
    def __init__(self, sessions):
        self.sessions = sessions

    def __get__(self, instance, owner):
        return self.sessions().query(owner)
