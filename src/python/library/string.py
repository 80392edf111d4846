"""Character classes and templates."""

import re

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _replace(self, values, safe):
        def value_of(match):
            if match.group(1):
                return self.delimiter
            name = match.group(2) or match.group(3)
            if name is None:
                if safe:
                    return match.group(0)
                raise ValueError("Invalid placeholder in string")
            if safe and name not in values:
                return match.group(0)
            return str(values[name])

        return re.sub(r"\$(?:(\$)|([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\}|)", value_of, self.template)

    def substitute(self, mapping=None, **keywords):
        return self._replace({**(mapping or {}), **keywords}, False)

    def safe_substitute(self, mapping=None, **keywords):
        return self._replace({**(mapping or {}), **keywords}, True)
