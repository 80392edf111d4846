"""Helpers for the with statement."""

from functools import wraps


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        return None


class ContextDecorator:
    def __call__(self, function):
        @wraps(function)
        def inside(*args, **keywords):
            with self:
                return function(*args, **keywords)

        return inside


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __exit__(self, exc_type, exc_value, traceback):
        return exc_type is not None and issubclass(exc_type, self._exceptions)


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, exc_type, exc_value, traceback):
        self.thing.close()


class _GeneratorManager(ContextDecorator):
    def __init__(self, function, args, keywords):
        self._function = function
        self._args = args
        self._keywords = keywords
        self._generator = None

    def __enter__(self):
        self._generator = self._function(*self._args, **self._keywords)
        for value in self._generator:
            return value
        raise RuntimeError("generator didn't yield")

    def __exit__(self, exc_type, exc_value, traceback):
        if exc_type is None:
            for _ in self._generator:
                raise RuntimeError("generator didn't stop")
            return False
        try:
            self._generator.throw(exc_value)
        except StopIteration as stop:
            return stop is not exc_value
        except BaseException as raised:
            if raised is exc_value:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(function):
    @wraps(function)
    def make(*args, **keywords):
        return _GeneratorManager(function, args, keywords)

    return make


asynccontextmanager = contextmanager


class ExitStack(AbstractContextManager):
    def __init__(self):
        self._callbacks = []

    def enter_context(self, manager):
        value = manager.__enter__()
        self._callbacks.append(manager.__exit__)
        return value

    def callback(self, function, *args, **keywords):
        self._callbacks.append(lambda *details: function(*args, **keywords) and False)
        return function

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, exc_type, exc_value, traceback):
        swallowed = False
        while self._callbacks:
            if self._callbacks.pop()(exc_type, exc_value, traceback) and exc_type is not None:
                exc_type = exc_value = traceback = None
                swallowed = True
        return swallowed
