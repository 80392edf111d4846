"""Indexes whose condition names values of an enum."""


class TableIndex:
    def __init__(self, name, definition):
        self.name = name
        self.definition = definition
