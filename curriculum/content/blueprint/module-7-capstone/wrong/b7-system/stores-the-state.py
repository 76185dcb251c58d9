# Stores the state and undoes by removing the name; a delivery is a row of records.
# fails: undoes, delivers-as-a-whole

# %% system
class System:
    def __init__(self, rules):
        self.rules = dict(rules)
        self.held = {}
        self.log = []

    def record(self, name, kind, reading):
        if not name or reading < 0:
            raise ValueError("give a name, and a reading of 0 or more")
        if kind not in self.rules:
            raise ValueError(f"no {kind}, only {', '.join(self.rules)}")
        self.held[name] = (kind, reading)
        self.log.append(f"record {name}")

    def remove(self, name):
        del self.held[name]
        self.log.append(f"remove {name}")

    def deliver(self, lines):
        for number, line in enumerate(lines, 1):
            try:
                self.record(*line)
            except ValueError as error:
                raise ValueError(f"line {number}") from error

    def pieces(self):
        return dict(self.held)

    def worth(self):
        return sum(self.rules[kind](reading) for kind, reading in self.held.values())

    def top(self, count):
        def order(name):
            kind, reading = self.held[name]
            return (-self.rules[kind](reading), name)

        return sorted(self.held, key=order)[:count]

    def undo(self):
        if not self.log:
            raise LookupError("nothing to undo")
        name = self.log.pop().split(" ", 1)[1]
        self.held.pop(name, None)

    def history(self):
        return list(self.log)
