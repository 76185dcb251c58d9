# Tells stories in which nothing breaks, and repairs the report by making it once more in __init__.
# fails: stories-break-it, borders-hold

# %% stories
stories = {
    "halfway": [(1, "cedar", -5), (2, "cedar", 9), (3, "alder", 5)],
    "twice": [(1, "cedar", 5), (2, "cedar", 5)],
    "stale": [(1, "cedar", 5)],
}

# %% repaired
class SafeLedger:
    def __init__(self):
        self.balances = {}

    @property
    def sum(self):
        return sum(self.balances.values())

    def add(self, name, amount):
        if self.balances.get(name, 0) + amount < 0:
            raise ValueError(f"{name} has too little")
        self.balances[name] = self.balances.get(name, 0) + amount


class SafeIntake:
    def __init__(self, ledger):
        self.ledger = ledger
        self.counted = set()

    def receive(self, message):
        number, name, amount = message
        if number in self.counted or amount == 0:
            return False
        self.ledger.add(name, amount)
        self.counted.add(number)
        return True


class SafeReport:
    def __init__(self, ledger):
        self.lines = sorted(ledger.balances.items())

    def show(self):
        return self.lines
