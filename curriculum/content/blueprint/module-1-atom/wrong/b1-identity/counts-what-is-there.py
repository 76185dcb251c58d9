# Numbers tickets by how many are there, so that a ticket is handed out twice; its stories fetch the last one.
# fails: evidence-convicts, tickets-stay-true

# %% evidence
stories = {
    "moved": [("bring", "cedar", 10), ("bring", "alder", 20), ("fetch", 1)],
    "twins": [("bring", "cedar", 10), ("bring", "cedar", 10)],
}

# %% repair
class SafeRegistry:
    def __init__(self):
        self.pieces = {}

    def bring(self, name, reading):
        ticket = len(self.pieces)
        self.pieces[ticket] = (name, reading)
        return ticket

    def look(self, ticket):
        return self.pieces[ticket]

    def fetch(self, ticket):
        return self.pieces.pop(ticket)
