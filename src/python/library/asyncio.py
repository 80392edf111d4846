"""Coroutines run when they are called here: what waits for one is given its result."""


def _first(value=None, *arguments, **keywords):
    return value


run = create_task = ensure_future = wait_for = shield = run_coroutine_threadsafe = _first


def gather(*values, return_exceptions=False):
    return list(values)


def sleep(delay, result=None):
    return result


def iscoroutinefunction(function):
    return False


def iscoroutine(value):
    return False


class AbstractEventLoop:
    run_until_complete = staticmethod(_first)
    create_task = staticmethod(_first)

    def is_running(self):
        return False

    def is_closed(self):
        return False

    def close(self):
        pass

    def run_in_executor(self, executor, function, *arguments):
        return function(*arguments)

    def shutdown_asyncgens(self):
        pass


_LOOP = AbstractEventLoop()


def get_event_loop():
    return _LOOP


new_event_loop = get_event_loop


def set_event_loop(loop):
    pass


def get_running_loop():
    raise RuntimeError("no running event loop")


def to_thread(function, *arguments, **keywords):
    return function(*arguments, **keywords)


class DefaultEventLoopPolicy:
    pass


WindowsSelectorEventLoopPolicy = WindowsProactorEventLoopPolicy = DefaultEventLoopPolicy


def set_event_loop_policy(policy):
    pass


def get_event_loop_policy():
    return DefaultEventLoopPolicy()


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        return False

    run = staticmethod(_first)

    def close(self):
        pass


class Lock:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *arguments):
        return False
