# Still asks for the kind: a new one is remembered and counts nothing.
# fails: new-kind-plugs-in, unknown-is-refused, nothing-by-halves

# %% board
class Board:
    def __init__(self):
        self.words = []

    def plug_in(self, kind, rule):
        if kind in self.words:
            raise ValueError("taken")
        self.words.append(kind)

    def kinds(self):
        return sorted(self.words)

    def value(self, kind, reading):
        return value(kind, reading)

    def total(self, pieces):
        return total(pieces)
