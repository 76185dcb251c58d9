# Raises the right error, but only after the bad reading is already in.
# fails: rules-hold, average-stays-true

# %% atom
class Atom:
    def __init__(self, name, reading):
        self.name = name
        self.history = ()
        self.record(reading)

    @property
    def reading(self):
        return self.history[-1]

    def record(self, reading):
        self.history = (*self.history, reading)
        if reading < 0:
            raise ValueError("below 0")

    def describe(self):
        return f"{VARIANT['entity_primary']} {self.name}: {VARIANT['metric']} {self.reading}"
