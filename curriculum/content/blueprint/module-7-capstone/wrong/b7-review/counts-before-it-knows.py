# Marks a number as counted before the ledger has accepted it, and blames the ledger for duplicates.
# fails: verdicts-hold, borders-hold

# %% verdicts
verdicts = {
    "halfway": ("Ledger", "fails halfway"),
    "twice": ("Ledger", "happens twice"),
    "stale": ("Report", "who owns the truth"),
}

# %% repaired
class SafeLedger:
    def __init__(self):
        self.balances = {}
        self.sum = 0

    def add(self, name, amount):
        after = self.balances.get(name, 0) + amount
        if after < 0:
            raise ValueError(f"{name} has too little")
        self.balances[name] = after
        self.sum += amount


class SafeIntake:
    def __init__(self, ledger):
        self.ledger = ledger
        self.counted = set()

    def receive(self, message):
        number, name, amount = message
        if number in self.counted or amount == 0:
            return False
        self.counted.add(number)
        self.ledger.add(name, amount)
        return True


class SafeReport:
    def __init__(self, ledger):
        self.ledger = ledger

    def show(self):
        return sorted(self.ledger.balances.items())
