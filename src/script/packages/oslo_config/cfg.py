"""Options, which modules register with `CONF`. As under Alembic, no configuration file is read."""

import importlib

import oslo_config.cfg.CONF as _configured

_missing = object()


class Error(Exception):
    def __init__(self, msg=None):
        self.msg = msg


class NoSuchOptError(Error, AttributeError):
    pass


class NoSuchGroupError(Error):
    pass


class DuplicateOptError(Error):
    pass


class Opt:
    multi = False

    def __init__(self, name, type=None, dest=None, default=None, **keywords):
        self.name = name
        self.type = type
        self.dest = (dest or name).replace("-", "_")
        self.default = default
        for key, value in keywords.items():
            setattr(self, key, value)


class StrOpt(Opt):
    def __init__(self, name, choices=None, quotes=None, regex=None, ignore_case=None, max_length=None, **keywords):
        super().__init__(name, **keywords)


class BoolOpt(Opt):
    def __init__(self, name, **keywords):
        super().__init__(name, **keywords)


class IntOpt(Opt):
    def __init__(self, name, min=None, max=None, **keywords):
        super().__init__(name, **keywords)


class FloatOpt(IntOpt):
    pass


class PortOpt(Opt):
    def __init__(self, name, min=None, max=None, choices=None, **keywords):
        super().__init__(name, **keywords)


class ListOpt(Opt):
    def __init__(self, name, item_type=None, bounds=None, **keywords):
        super().__init__(name, **keywords)


class DictOpt(Opt):
    def __init__(self, name, **keywords):
        super().__init__(name, **keywords)


class IPOpt(Opt):
    def __init__(self, name, version=None, **keywords):
        super().__init__(name, **keywords)


class HostnameOpt(Opt):
    def __init__(self, name, **keywords):
        super().__init__(name, **keywords)


class HostAddressOpt(HostnameOpt):
    pass


class HostDomainOpt(HostnameOpt):
    pass


class URIOpt(Opt):
    def __init__(self, name, max_length=None, schemes=None, **keywords):
        super().__init__(name, **keywords)


class MultiOpt(Opt):
    multi = True


class MultiStrOpt(MultiOpt):
    def __init__(self, name, **keywords):
        super().__init__(name, **keywords)


class SubCommandOpt(Opt):
    def __init__(self, name, dest=None, handler=None, title=None, description=None, help=None):
        super().__init__(name, dest=dest)


class DeprecatedOpt:
    def __init__(self, name, group=None):
        self.name = name
        self.group = group


class OptGroup:
    def __init__(self, name, title=None, help=None, dynamic_group_owner="", driver_option=""):
        self.name = name
        self.title = title or f"{name} options"
        self.help = help


def _is_unknown(value):
    return repr(value).startswith("<unknown ")


def _group_name(group):
    return group.name if isinstance(group, OptGroup) else group


class GroupAttr:
    def __init__(self, conf, name):
        self._conf = conf
        self._name = name

    def __getattr__(self, name):
        return self._conf._value(name, self._name)

    def __getitem__(self, name):
        return self._conf._value(name, self._name)

    def __contains__(self, name):
        return name in self._conf._groups[self._name]


class ConfigOpts:
    def __init__(self):
        self._options = {}
        self._groups = {}
        self._overrides = {}

    def __call__(self, args=None, project=None, prog=None, version=None, **keywords):
        return None

    def register_opt(self, opt, group=None, cli=False):
        if _is_unknown(opt):
            return False
        options = self._options
        if group is not None:
            self.register_group(group)
            options = self._groups[_group_name(group)]
        known = opt.dest in options
        options.setdefault(opt.dest, opt)
        return not known

    def register_opts(self, opts, group=None):
        for opt in () if _is_unknown(opts) else opts:
            self.register_opt(opt, group)

    def register_cli_opt(self, opt, group=None):
        return self.register_opt(opt, group)

    def register_cli_opts(self, opts, group=None):
        self.register_opts(opts, group)

    def register_group(self, group):
        self._groups.setdefault(_group_name(group), {})

    def import_opt(self, name, module_str, group=None):
        # A module runs when a name of it is needed.
        dir(importlib.import_module(module_str))

    def import_group(self, group, module_str):
        dir(importlib.import_module(module_str))

    def set_default(self, name, default, group=None):
        self._find(name, _group_name(group)).default = default

    def set_override(self, name, override, group=None):
        self._overrides[_group_name(group), name] = override

    def clear_override(self, name, group=None):
        self._overrides.pop((_group_name(group), name), None)

    def _find(self, name, group):
        options = self._options if group is None else self._groups.get(group, {})
        return options.get(name)

    def _value(self, name, group=None):
        path = name if group is None else f"{group}.{name}"
        supplied = _configured
        for part in path.split("."):
            supplied = getattr(supplied, part)
        if not _is_unknown(supplied):
            return supplied
        if (group, name) in self._overrides:
            return self._overrides[group, name]
        option = self._find(name, group)
        # Registered by a part of the application that has not been imported: its value is not known.
        return supplied if option is None else option.default

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._groups:
            return GroupAttr(self, name)
        return self._value(name)

    def __getitem__(self, name):
        return self.__getattr__(name)

    def __contains__(self, name):
        return name in self._options or name in self._groups

    def get(self, name, default=None):
        return self.__getattr__(name) if name in self else default


CONF = ConfigOpts()
