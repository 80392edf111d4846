#!/usr/bin/env python3
"""Writes the C++ blocks of documents into one source file, so that the compiler reads them.

    extract_blocks.py OUTPUT DOCUMENT...

A block that begins with #include is a file of its own; any other is the body of a function that has a
database, a Migrator and Operations at hand. In C++ blocks `#line` makes errors point at the document.
"""
import pathlib
import re
import sys

PRELUDE = """\
#include <retort/retort.h>

#include <chrono>
#include <cstdio>
#include <string>

namespace retort_embedded {
const retort::EmbeddedDirectory& migrations();
}
"""


def blocks(document):
    text = document.read_text()
    for match in re.finditer(r"^```cpp\n(.*?)^```$", text, re.M | re.S):
        yield text.count("\n", 0, match.start(1)) + 1, match.group(1)


def wrapped(number, document, line, block):
    place = f'#line {line} "{document}"\n'
    if block.startswith("#include"):
        block = re.sub(r"^#include <retort_embedded/.*\n", "\n", block, flags=re.M)
        return f"#define main block_{number}\n{place}{block}#undef main\n"
    parameters = "[[maybe_unused]] sqlite3* database, [[maybe_unused]] retort::Operations& op"
    if "retort::Migrator migrator(" not in block:
        parameters += ", [[maybe_unused]] retort::Migrator& migrator"
    return f"void block_{number}({parameters});\nvoid block_{number}({parameters}) {{\n{place}{block}}}\n"


def main():
    output, documents = pathlib.Path(sys.argv[1]), [pathlib.Path(name) for name in sys.argv[2:]]
    parts = [PRELUDE]
    for document in documents:
        found = list(blocks(document))
        if not found:
            sys.exit(f"{document} has no C++ blocks")
        for line, block in found:
            parts.append(wrapped(len(parts), document, line, block))
    output.write_text("\n".join(parts))


main()
