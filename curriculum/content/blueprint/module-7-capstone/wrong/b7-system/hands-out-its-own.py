# Hands out its own dictionary, keeps the caller's rules, and sorts by reading instead of worth.
# fails: holds-pieces, refuses-without-a-trace, finds-the-top

# %% system
class System:
    def __init__(self, rules):
        self.rules = rules
        self.held = {}
        self.states = []
        self.log = []

    def check(self, name, kind, reading):
        if not name or reading < 0:
            raise ValueError("give a name, and a reading of 0 or more")
        if kind not in self.rules:
            raise ValueError(f"no {kind}, only {', '.join(self.rules)}")

    def happened(self, text, held):
        self.states.append(self.held)
        self.held = held
        self.log.append(text)

    def record(self, name, kind, reading):
        self.check(name, kind, reading)
        self.happened(f"record {name}", {**self.held, name: (kind, reading)})

    def remove(self, name):
        held = dict(self.held)
        del held[name]
        self.happened(f"remove {name}", held)

    def deliver(self, lines):
        held = dict(self.held)
        for number, (name, kind, reading) in enumerate(lines, 1):
            try:
                self.check(name, kind, reading)
            except ValueError as error:
                raise ValueError(f"line {number}") from error
            held[name] = (kind, reading)
        self.happened(f"deliver {len(lines)}", held)

    def pieces(self):
        return self.held

    def worth(self):
        return sum(self.rules[kind](reading) for kind, reading in self.held.values())

    def top(self, count):
        return sorted(self.held, key=lambda name: (-self.held[name][1], name))[:count]

    def undo(self):
        if not self.states:
            raise LookupError("nothing to undo")
        self.held = self.states.pop()
        self.log.pop()

    def history(self):
        return list(self.log)
