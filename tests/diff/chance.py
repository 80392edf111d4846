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
