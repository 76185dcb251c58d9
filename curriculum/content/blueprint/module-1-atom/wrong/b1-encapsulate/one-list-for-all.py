# Keeps the readings in a list on the class, which all atoms share.
# fails: state-is-not-shared, rules-hold, average-stays-true

# %% atom
class Atom:
    readings = []

    def __init__(self, name, reading):
        self.name = name
        self.record(reading)

    @property
    def reading(self):
        return self.readings[-1]

    @property
    def history(self):
        return tuple(self.readings)

    def record(self, reading):
        if reading < 0:
            raise ValueError("below 0")
        self.readings.append(reading)

    def describe(self):
        return f"{VARIANT['entity_primary']} {self.name}: {VARIANT['metric']} {self.reading}"
