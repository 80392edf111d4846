"""Seeded chance for generators of schemas, and what they know of the schema that they have made so far."""
import random
import re

RESERVED = {"order", "user", "index", "key", "group"}


class Chance:
    mark = '"'

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.learn({})

    def pick(self, values):
        return self.random.choice(list(values))

    def maybe(self, chance):
        return self.random.random() < chance

    def some(self, values, most):
        values = list(values)
        return self.random.sample(values, min(len(values), self.random.randint(1, most)))

    def times(self, least, most, make):
        for _ in range(self.random.randint(least, most)):
            yield make()

    def ident(self, name):
        if re.fullmatch("[a-z_][a-z0-9_]*", name) and name not in RESERVED:
            return name
        return self.mark + name.replace(self.mark, 2 * self.mark) + self.mark

    def full(self, name):
        return ".".join(self.ident(part) for part in (name.get("schema"), name["name"]) if part)

    def learn(self, shape):
        """What `retort inspect` says is there: most of the next statements are about that."""
        self.tables, self.views, self.keys, self.parts, self.partitioned = {}, {}, [], {}, {}
        for kind, known in (("tables", self.tables), ("views", self.views)):
            for one in shape.get(kind, []):
                name = self.full(one["name"])
                known[name] = {self.ident(column["name"]): column.get("type", "") for column in one.get("columns", [])}
                for part in ("constraints", "indexes", "triggers", "policies", "rules"):
                    self.parts[name, part] = [self.ident(made["name"]) for made in one.get(part, []) if made.get("name")]
                if kind == "views":
                    continue
                for made in one.get("constraints", []):
                    if made["kind"] in ("primary key", "unique") and not made.get("deferrable"):
                        self.keys.append((name, [self.ident(column) for column in made["columns"]]))
                for made in one.get("indexes", []):
                    whole = not any(element.get("is_expression") or element.get("length") for element in made["elements"])
                    if made.get("unique") and whole and not made.get("condition"):
                        self.keys.append((name, [self.ident(element["text"]) for element in made["elements"]]))
                if "partition_key" in one:
                    self.partitioned[name] = one["partition_key"]
        self.types = [self.full(made["name"]) for kind in ("enums", "domains", "composite_types", "range_types")
                      for made in shape.get(kind, [])]

    def known(self, names, otherwise):
        """One of those that are there, nearly always."""
        names = list(names)
        return self.pick(names) if names and self.maybe(0.95) else otherwise

    def column_in(self, relation, *kinds, otherwise="a"):
        """A column of a table or view, of one of the kinds if there is one."""
        columns = self.tables.get(relation) or self.views.get(relation) or {}
        fitting = [name for name, kind in columns.items() if not kinds or kind.startswith(kinds)]
        return self.known(fitting or columns, otherwise)

    def part_in(self, table, kind, *otherwise):
        return self.known(self.parts.get((table, kind), []), self.pick(otherwise))

    def foreign(self, table):
        """Columns for a foreign key of the table: what adds them, their names, what they refer to."""
        if not self.keys:
            return "", ["a"], table, ["a"]
        other, columns = self.pick(self.keys)
        adds, own = "", []
        for column in columns:
            kind = self.tables.get(other, {}).get(column, "integer")
            same = [name for name, has in self.tables.get(table, {}).items() if has == kind and name not in own]
            if same and self.maybe(0.5):
                own.append(self.pick(same))
            else:
                own.append(f"ref{self.random.randint(1, 5)}")
                adds += f"ADD COLUMN IF NOT EXISTS {own[-1]} {kind}, "
        return adds, own, other, columns

    def inserts(self, verb, first):
        """Three pairs of rows a table, of numbers from `first` on."""
        for table, known in self.tables.items():
            for row in range(3):
                for some in (self.some(known, 5), self.some(known, 2)) if known else ():
                    yield (f"{verb} INTO {table} ({', '.join(some)}) VALUES "
                           f"({', '.join(str(row + first + i) for i in range(len(some)))})")
