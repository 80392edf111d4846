"""Text layout."""


def dedent(text):
    lines = text.split("\n")
    margin = None
    for number, line in enumerate(lines):
        if not line.strip(" \t"):
            lines[number] = ""
            continue
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = indent
            continue
        shared = 0
        while shared < len(margin) and shared < len(indent) and margin[shared] == indent[shared]:
            shared += 1
        margin = margin[:shared]
    if margin:
        lines = [line[len(margin) :] if line else line for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    if predicate is None:
        predicate = str.strip
    return "".join(prefix + line if predicate(line) else line for line in text.splitlines(True))


def wrap(text, width=70, initial_indent="", subsequent_indent="", **options):
    lines = []
    line, prefix = "", initial_indent
    for word in text.split():
        while len(prefix) + len(word) > width and not line and len(word) > width - len(prefix):
            cut = max(1, width - len(prefix))
            lines.append(prefix + word[:cut])
            word, prefix = word[cut:], subsequent_indent
        if not word:
            continue
        if not line:
            line = word
        elif len(prefix) + len(line) + 1 + len(word) <= width:
            line += " " + word
        else:
            lines.append(prefix + line)
            line, prefix = word, subsequent_indent
    if line:
        lines.append(prefix + line)
    return lines


def fill(text, width=70, **options):
    return "\n".join(wrap(text, width, **options))


def shorten(text, width, placeholder=" [...]", **options):
    words = text.split()
    whole = " ".join(words)
    if len(whole) <= width:
        return whole
    while words and len(" ".join(words)) + len(placeholder) > width:
        words.pop()
    return " ".join(words) + placeholder if words else placeholder.strip()
