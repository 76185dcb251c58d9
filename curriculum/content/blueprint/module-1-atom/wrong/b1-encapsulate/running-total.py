# Moves the globals into the class and keeps their mistake: a stored total that a change does not reach.
# fails: average-stays-true

# %% collection
class Collection:
    def __init__(self):
        self.atoms = {}
        self.total = 0

    def add(self, name, reading):
        if name in self.atoms:
            raise ValueError("already there")
        self.atoms[name] = Atom(name, reading)
        self.total += reading

    def record(self, name, reading):
        self.atoms[name].record(reading)

    def average(self):
        return self.total / len(self.atoms) if self.atoms else None
