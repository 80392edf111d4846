"""Rows of comma-separated values."""

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)


class Error(Exception):
    pass


class Dialect:
    delimiter = ","
    quotechar = '"'
    escapechar = None
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL
    strict = False


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    lineterminator = "\n"
    quoting = QUOTE_ALL


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}


def list_dialects():
    return list(_dialects)


def _dialect(dialect, options):
    base = _dialects[dialect] if isinstance(dialect, str) else dialect
    made = Dialect()
    for name in (
        "delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace",
        "lineterminator", "quoting", "strict",
    ):
        setattr(made, name, options.pop(name) if name in options else getattr(base, name))
    if options:
        raise TypeError(f"this function got an unexpected keyword argument '{list(options)[0]}'")
    return made


class reader:
    def __init__(self, csvfile, dialect="excel", **fmtparams):
        self.dialect = _dialect(dialect, fmtparams)
        self.line_num = 0
        self._lines = iter(csvfile)

    def __iter__(self):
        return self

    def __next__(self):
        d = self.dialect
        row = []
        field = []
        quoted = False  # inside quotes
        was_quoted = False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if not quoted:
                    raise
                break
            self.line_num += 1
            i = 0
            while i < len(line):
                c = line[i]
                i += 1
                if c == d.escapechar and i < len(line):
                    field.append(line[i])
                    i += 1
                elif quoted:
                    if c != d.quotechar:
                        field.append(c)
                    elif d.doublequote and line[i : i + 1] == c:
                        field.append(c)
                        i += 1
                    else:
                        quoted = False
                elif c == d.quotechar and not field and not was_quoted and d.quoting != QUOTE_NONE:
                    quoted = was_quoted = True
                elif c == d.delimiter:
                    row.append(self._value(field, was_quoted))
                    field = []
                    was_quoted = False
                elif c == " " and d.skipinitialspace and not field and not was_quoted:
                    pass
                elif c in "\r\n":
                    if line[i:].strip("\r\n"):
                        raise Error("new-line character seen in unquoted field")
                    break
                else:
                    field.append(c)
            if not quoted:
                if not was_quoted and not row and not line.strip("\r\n"):
                    return []
                break
        row.append(self._value(field, was_quoted))
        return row

    def _value(self, field, was_quoted):
        text = "".join(field)
        if self.dialect.quoting == QUOTE_NONNUMERIC and not was_quoted:
            return float(text)
        return text


class DictReader:
    def __init__(
        self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds
    ):
        self._fieldnames = None if fieldnames is None else list(fieldnames)
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)

    @property
    def line_num(self):
        return self.reader.line_num

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        return self._fieldnames

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        made = dict(zip(names, row))
        if len(row) > len(names):
            made[self.restkey] = row[len(names) :]
        for name in names[len(row) :]:
            made[name] = self.restval
        return made


class writer:
    def __init__(self, csvfile, dialect="excel", **fmtparams):
        self.dialect = _dialect(dialect, fmtparams)
        self._file = csvfile

    def _text(self, value, alone):
        d = self.dialect
        text = "" if value is None else str(value)
        special = any(c in text for c in (d.delimiter, d.quotechar, "\r", "\n"))
        number = isinstance(value, (int, float))
        if d.quoting == QUOTE_NONE:
            if special:
                raise Error("need to escape, but no escapechar set")
            return text
        wanted = d.quoting == QUOTE_ALL or (d.quoting == QUOTE_NONNUMERIC and not number)
        if special or wanted or (alone and text == ""):
            return d.quotechar + text.replace(d.quotechar, d.quotechar * 2) + d.quotechar
        return text

    def writerow(self, row):
        values = list(row)
        texts = [self._text(value, len(values) == 1) for value in values]
        return self._file.write(self.dialect.delimiter.join(texts) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


class DictWriter:
    def __init__(
        self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds
    ):
        self.fieldnames = list(fieldnames)
        self.restval = restval
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def writerow(self, rowdict):
        if self.extrasaction == "raise":
            extra = [repr(name) for name in rowdict if name not in self.fieldnames]
            if extra:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(extra))
        return self.writer.writerow([rowdict.get(name, self.restval) for name in self.fieldnames])

    def writerows(self, rowdicts):
        for row in rowdicts:
            self.writerow(row)
