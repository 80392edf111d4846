"""INI files, as far as they are read; writing them is not available to migration scripts."""

DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10

_BOOLEANS = {
    **dict.fromkeys(("1", "yes", "true", "on"), True),
    **dict.fromkeys(("0", "no", "false", "off"), False),
}
_MISSING = object()


class Error(Exception):
    pass


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__("No section: %r" % (section,))
        self.section = section


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__("No option %r in section: %r" % (option, section))
        self.option = option
        self.section = section


class DuplicateSectionError(Error):
    pass


class ParsingError(Error):
    pass


class MissingSectionHeaderError(ParsingError):
    pass


class InterpolationError(Error):
    pass


class InterpolationMissingOptionError(InterpolationError):
    pass


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    pass


class Interpolation:
    def before_get(self, parser, section, option, value, depth):
        return value


class BasicInterpolation(Interpolation):
    def before_get(self, parser, section, option, value, depth):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError("Recursion limit exceeded in value substitution: option %r" % (option,))
        parts = []
        while value:
            before, percent, value = value.partition("%")
            parts.append(before)
            if not percent:
                break
            if value.startswith("%"):
                parts.append("%")
                value = value[1:]
            elif value.startswith("(") and ")s" in value:
                name, _, value = value[1:].partition(")s")
                parts.append(self._other(parser, section, option, name, depth))
            else:
                raise InterpolationSyntaxError("'%' must be followed by '%' or '(', found: " + repr("%" + value))
        return "".join(parts)

    def _other(self, parser, section, option, name, depth):
        raw = parser._find(section, name)
        if raw is _MISSING:
            raise InterpolationMissingOptionError(
                "Bad value substitution: option %r in section %r contains an interpolation key %r which is "
                "not a valid option name" % (option, section, name))
        return self.before_get(parser, section, option, raw or "", depth + 1)


class SectionProxy:
    def __init__(self, parser, name):
        self.parser = parser
        self.name = name

    def __getitem__(self, key):
        if not self.parser.has_option(self.name, key):
            raise KeyError(key)
        return self.parser.get(self.name, key)

    def __setitem__(self, key, value):
        self.parser.set(self.name, key, value)

    def __contains__(self, key):
        return self.parser.has_option(self.name, key)

    def __iter__(self):
        return iter(self.parser._options(self.name))

    def __len__(self):
        return len(self.parser._options(self.name))

    def keys(self):
        return list(self)

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def get(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.get(self.name, option, raw=raw, vars=vars, fallback=fallback)

    def getint(self, option, fallback=None):
        return self.parser.getint(self.name, option, fallback=fallback)

    def getfloat(self, option, fallback=None):
        return self.parser.getfloat(self.name, option, fallback=fallback)

    def getboolean(self, option, fallback=None):
        return self.parser.getboolean(self.name, option, fallback=fallback)


class RawConfigParser:
    _default_interpolation = Interpolation()

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=("=", ":"),
                 comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True, empty_lines_in_values=True,
                 default_section=DEFAULTSECT, interpolation=_MISSING, converters=None):
        self.default_section = default_section
        self._allow_no_value = allow_no_value
        self._delimiters = delimiters
        self._comments = tuple(comment_prefixes)
        self._inline_comments = tuple(inline_comment_prefixes or ())
        self._interpolation = self._default_interpolation if interpolation is _MISSING else interpolation
        self._interpolation = self._interpolation or Interpolation()
        self._defaults = {}
        self._sections = {}
        for key, value in (defaults or {}).items():
            self._defaults[self.optionxform(key)] = value

    def optionxform(self, option):
        return option.lower()

    def read(self, filenames, encoding=None):
        names = [filenames] if isinstance(filenames, str) or hasattr(filenames, "__fspath__") else filenames
        found = []
        for name in names:
            try:
                text = open(name).read()
            except OSError:
                continue
            self.read_string(text)
            found.append(str(name))
        return found

    def read_file(self, file, source=None):
        self.read_string(file.read())

    readfp = read_file

    def read_dict(self, dictionary, source="<dict>"):
        for section, options in dictionary.items():
            if section != self.default_section and section not in self._sections:
                self.add_section(section)
            for key, value in options.items():
                self.set(section, key, None if value is None else str(value))

    def read_string(self, string, source="<string>"):
        options, key = None, None
        for line in string.splitlines():
            text = self._without_comment(line)
            if not text.strip():
                continue
            if line[0].isspace() and key is not None:
                options[key] += "\n" + text.strip()
                continue
            text = text.strip()
            if text.startswith("[") and "]" in text:
                name, key = text[1:text.index("]")], None
                options = self._defaults if name == self.default_section else self._sections.setdefault(name, {})
                continue
            if options is None:
                raise MissingSectionHeaderError("File contains no section headers.\nline: %r" % (line,))
            places = [text.index(sign) for sign in self._delimiters if sign in text]
            if not places and not self._allow_no_value:
                raise ParsingError("Source contains parsing errors: %r" % (line,))
            end = min(places) if places else len(text)
            key = self.optionxform(text[:end].strip())
            options[key] = text[end + 1:].strip() if places else None

    def _without_comment(self, line):
        if line.strip().startswith(self._comments):
            return ""
        for sign in self._inline_comments:
            place = line.find(" " + sign)
            if place >= 0:
                line = line[:place]
        return line

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def add_section(self, section):
        if section in self._sections:
            raise DuplicateSectionError("Section %r already exists" % (section,))
        self._sections[section] = {}

    def has_section(self, section):
        return section in self._sections

    def _options(self, section):
        if section == self.default_section:
            return list(self._defaults)
        if section not in self._sections:
            raise NoSectionError(section)
        return list({**self._sections[section], **self._defaults})

    def options(self, section):
        return self._options(section)

    def has_option(self, section, option):
        known = not section or section == self.default_section or section in self._sections
        return known and self._find(section, option) is not _MISSING

    def _find(self, section, option):
        key = self.optionxform(option)
        own = self._sections.get(section, {})
        return own[key] if key in own else self._defaults.get(key, _MISSING)

    def get(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        if vars:
            for key, value in vars.items():
                if self.optionxform(key) == self.optionxform(option):
                    return value
        known = section == self.default_section or section in self._sections
        value = self._find(section, option) if known else _MISSING
        if value is _MISSING:
            if fallback is not _MISSING:
                return fallback
            if not known:
                raise NoSectionError(section)
            raise NoOptionError(option, section)
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, 1)

    def _converted(self, convert, section, option, fallback):
        if fallback is not _MISSING and not self.has_option(section, option):
            return fallback
        return convert(self.get(section, option))

    def getint(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        return self._converted(int, section, option, fallback)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        return self._converted(float, section, option, fallback)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        return self._converted(self._convert_to_boolean, section, option, fallback)

    def _convert_to_boolean(self, value):
        if value.lower() not in _BOOLEANS:
            raise ValueError("Not a boolean: %s" % value)
        return _BOOLEANS[value.lower()]

    def items(self, section=_MISSING, raw=False, vars=None):
        if section is _MISSING:
            return [(name, self[name]) for name in self]
        names = {**self._defaults, **dict.fromkeys(self._options(section))}
        return [(key, self.get(section, key, raw=raw)) for key in names]

    def set(self, section, option, value=None):
        if section != self.default_section and section not in self._sections:
            raise NoSectionError(section)
        options = self._defaults if section == self.default_section else self._sections[section]
        options[self.optionxform(option)] = value

    def remove_option(self, section, option):
        return self._sections[section].pop(self.optionxform(option), _MISSING) is not _MISSING

    def remove_section(self, section):
        return self._sections.pop(section, _MISSING) is not _MISSING

    def __getitem__(self, key):
        if key != self.default_section and key not in self._sections:
            raise KeyError(key)
        return SectionProxy(self, key)

    def __setitem__(self, key, value):
        self._sections[key] = {}
        self.read_dict({key: value})

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __iter__(self):
        return iter([self.default_section, *self._sections])

    def __len__(self):
        return len(self._sections) + 1

    def keys(self):
        return list(self)


class ConfigParser(RawConfigParser):
    _default_interpolation = BasicInterpolation()


SafeConfigParser = ConfigParser
