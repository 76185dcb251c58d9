# Keeps the rules on the class, so that all boards share them.
# fails: new-kind-plugs-in, unknown-is-refused, nothing-by-halves

# %% board
class Board:
    rules = {}

    def plug_in(self, kind, rule):
        if kind in self.rules:
            raise ValueError("taken")
        self.rules[kind] = rule

    def kinds(self):
        return sorted(self.rules)

    def value(self, kind, reading):
        if kind not in self.rules:
            raise ValueError(f"no {kind}, only {', '.join(self.kinds())}")
        return self.rules[kind](reading)

    def total(self, pieces):
        for kind, reading in pieces:
            if kind not in self.rules:
                raise ValueError(f"no {kind}, only {', '.join(self.kinds())}")
        return sum(self.value(kind, reading) for kind, reading in pieces)
