# Lets a second kind replace the first, and sums as far as it gets.
# fails: nothing-by-halves

# %% board
class Board:
    def __init__(self):
        self.rules = {}

    def plug_in(self, kind, rule):
        self.rules[kind] = rule

    def kinds(self):
        return sorted(self.rules)

    def value(self, kind, reading):
        if kind not in self.rules:
            raise ValueError(f"no {kind}, only {', '.join(self.kinds())}")
        return self.rules[kind](reading)

    def total(self, pieces):
        return sum(self.value(kind, reading) for kind, reading in pieces)
