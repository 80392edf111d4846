"""The variables of a .env file, in the project."""

import os
import re

_REFERENCE = re.compile(r"\$\{([^}:]*)(?::-([^}]*))?\}")


def find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False):
    folder = os.getcwd()
    while folder:
        path = os.path.join(folder, filename)
        if os.path.isfile(path):
            return path
        parent = os.path.dirname(folder)
        folder = parent if parent != folder else ""
    if raise_error_if_not_found:
        raise IOError("File not found")
    return ""


def _unescaped(text):
    for escape, sign in (("\\n", "\n"), ("\\t", "\t"), ('\\"', '"'), ("\\\\", "\\")):
        text = text.replace(escape, sign)
    return text


def _parsed(text):
    """Names, values and whether references in them count."""
    found = []
    position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end].strip()
        begin, position = position, end + 1
        if line.startswith("export "):
            line = line[7:].lstrip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.partition("=")
        name, value = name.strip(), value.strip()
        if not sign:
            found.append((name, None, False))
            continue
        if value[:1] in ("'", '"'):
            quote = value[0]
            start = text.index(quote, text.index("=", begin)) + 1
            close = start
            while close < len(text) and text[close] != quote:
                close += 2 if text[close] == "\\" else 1
            inner = text[start:close]
            found.append((name, _unescaped(inner) if quote == '"' else inner.replace("\\'", "'"), quote == '"'))
            end = text.find("\n", close)
            position = len(text) if end < 0 else end + 1
            continue
        comment = re.search(r"\s+#", value)
        found.append((name, value[:comment.start()] if comment else value, True))
    return found


def dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding="utf-8", *, override=True):
    if stream is not None:
        text = stream.read()
    else:
        path = str(dotenv_path) if dotenv_path else find_dotenv()
        if not path or not os.path.isfile(path):
            return {}
        text = open(path).read()
    values = {}

    def referred(match):
        name, default = match.group(1), match.group(2) or ""
        first, second = (values, os.environ) if override else (os.environ, values)
        return first.get(name) or second.get(name) or default

    for name, value, refers in _parsed(text):
        values[name] = _REFERENCE.sub(referred, value) if refers and interpolate and value else value
    return values


def load_dotenv(dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True, encoding="utf-8"):
    values = dotenv_values(dotenv_path, stream, verbose, interpolate, encoding, override=override)
    for name, value in values.items():
        if value is not None and (override or name not in os.environ):
            os.environ[name] = value
    return bool(values)


def get_key(dotenv_path, key_to_get, encoding="utf-8"):
    return dotenv_values(dotenv_path).get(key_to_get)
