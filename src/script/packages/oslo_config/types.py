"""Types of options. A default is already of its type, so that these only hold arguments."""


class ConfigType:
    def __init__(self, *args, **keywords):
        self.args = args
        self.keywords = keywords

    def __call__(self, value):
        return value


class String(ConfigType):
    pass


class Boolean(ConfigType):
    pass


class Integer(ConfigType):
    pass


class Float(ConfigType):
    pass


class Port(ConfigType):
    pass


class List(ConfigType):
    pass


class Dict(ConfigType):
    pass


class Range(ConfigType):
    pass


class IPAddress(ConfigType):
    pass


class Hostname(ConfigType):
    pass


class HostAddress(ConfigType):
    pass


class HostDomain(ConfigType):
    pass


class URI(ConfigType):
    pass
