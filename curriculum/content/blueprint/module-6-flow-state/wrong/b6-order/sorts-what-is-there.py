# Releases whatever waits, sorted, without asking whether one is missing.
# fails: order-is-kept, twice-is-once, room-is-limited

# %% gate
class Gate:
    def __init__(self, room):
        self.room = room
        self.due = 1
        self.seen = set()
        self.waiting = []

    def receive(self, number, text):
        if number < 1:
            raise ValueError("below 1")
        if number in self.seen:
            return []
        self.seen.add(number)
        self.due = max(self.seen) + 1
        return [text]
