"""Taking URLs apart and putting them together."""

from collections import namedtuple

_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"


def quote(string, safe="/", encoding="utf-8", errors="strict"):
    data = string.encode(encoding, errors) if isinstance(string, str) else string
    kept = _UNRESERVED + safe
    return "".join(chr(byte) if chr(byte) in kept else f"%{byte:02X}" for byte in data)


def quote_plus(string, safe="", encoding="utf-8", errors="strict"):
    return quote(string, safe + " ", encoding, errors).replace(" ", "+")


def unquote(string, encoding="utf-8", errors="replace"):
    parts = string.split("%")
    data = parts[0].encode(encoding)
    for part in parts[1:]:
        try:
            data += bytes([int(part[:2], 16)]) + part[2:].encode(encoding)
        except ValueError:
            data += ("%" + part).encode(encoding)
    return data.decode(encoding, errors)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False, safe="", encoding="utf-8", errors="strict", quote_via=quote_plus):
    pairs = query.items() if hasattr(query, "items") else query
    out = []
    for name, value in pairs:
        values = value if doseq and isinstance(value, (list, tuple)) else [value]
        for one in values:
            out.append(quote_via(str(name), safe) + "=" + quote_via(str(one), safe))
    return "&".join(out)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, **options):
    out = []
    for pair in qs.split("&"):
        name, found, value = pair.partition("=")
        if pair and (value or keep_blank_values):
            out.append((unquote_plus(name), unquote_plus(value)))
    return out


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, **options):
    out = {}
    for name, value in parse_qsl(qs, keep_blank_values):
        out.setdefault(name, []).append(value)
    return out


class _Place:
    @property
    def _user_and_host(self):
        return self.netloc.rpartition("@")

    @property
    def username(self):
        user, found, host = self._user_and_host
        return user.partition(":")[0] if found else None

    @property
    def password(self):
        user, found, host = self._user_and_host
        name, colon, password = user.partition(":")
        return password if colon else None

    @property
    def hostname(self):
        host = self._user_and_host[2]
        if host.startswith("["):
            return host[1:].partition("]")[0].lower()
        return host.partition(":")[0].lower() or None

    @property
    def port(self):
        host = self._user_and_host[2].rpartition("]")[2]
        name, found, port = host.partition(":")
        return int(port) if port else None

    def geturl(self):
        return urlunparse(self) if len(self) == 6 else urlunsplit(self)


class SplitResult(_Place, namedtuple("SplitResult", "scheme netloc path query fragment")):
    pass


class ParseResult(_Place, namedtuple("ParseResult", "scheme netloc path params query fragment")):
    pass


def urlsplit(url, scheme="", allow_fragments=True):
    netloc = query = fragment = ""
    head, found, rest = url.partition(":")
    if found and head[:1].isalpha() and all(c.isalnum() or c in "+-." for c in head):
        scheme, url = head.lower(), rest
    if url.startswith("//"):
        end = min([url.find(c, 2) for c in "/?#" if url.find(c, 2) >= 0] or [len(url)])
        netloc, url = url[2:end], url[end:]
    if allow_fragments:
        url, _, fragment = url.partition("#")
    url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme="", allow_fragments=True):
    parts = urlsplit(url, scheme, allow_fragments)
    path, _, params = parts.path.partition(";")
    return ParseResult(parts.scheme, parts.netloc, path, params, parts.query, parts.fragment)


def urlunsplit(parts):
    scheme, netloc, path, query, fragment = parts
    url = path
    if netloc:
        url = "//" + netloc + ("/" if path and not path.startswith("/") else "") + path
    if scheme:
        url = scheme + ":" + url
    return url + ("?" + query if query else "") + ("#" + fragment if fragment else "")


def urlunparse(parts):
    scheme, netloc, path, params, query, fragment = parts
    return urlunsplit((scheme, netloc, path + (";" + params if params else ""), query, fragment))


def urljoin(base, url, allow_fragments=True):
    if not base or urlsplit(url).scheme:
        return url or base
    home, there = urlsplit(base), urlsplit(url)
    if there.netloc:
        return urlunsplit((home.scheme, there.netloc, there.path, there.query, there.fragment))
    if not there.path:
        return urlunsplit((home.scheme, home.netloc, home.path, there.query or home.query, there.fragment))
    path = there.path if there.path.startswith("/") else home.path.rpartition("/")[0] + "/" + there.path
    steps = []
    for step in path.split("/"):
        if step == ".." and len(steps) > 1:
            steps.pop()
        elif step not in (".", ".."):
            steps.append(step)
    return urlunsplit((home.scheme, home.netloc, "/".join(steps), there.query, there.fragment))
