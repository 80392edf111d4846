"""Seeded chance for generators of schemas."""
import random


class Chance:
    def __init__(self, seed):
        self.random = random.Random(seed)

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

    def inserts(self, verb, tables, columns, first):
        """Three pairs of rows a table, of numbers from `first` on."""
        for table in tables:
            for row in range(3):
                for some in (self.some(columns, 5), self.some(columns, 2)):
                    yield (f"{verb} INTO {table} ({', '.join(some)}) VALUES "
                           f"({', '.join(str(row + first + i) for i in range(len(some)))})")
