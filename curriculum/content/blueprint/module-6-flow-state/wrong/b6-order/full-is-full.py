# Refuses the message that is due when the room is full, and duplicates as well.
# fails: twice-is-once, room-is-limited

# %% gate
class Gate:
    def __init__(self, room):
        self.room = room
        self.due = 1
        self.early = {}

    @property
    def waiting(self):
        return sorted(self.early)

    def receive(self, number, text):
        if number < 1:
            raise ValueError("below 1")
        if len(self.early) >= self.room:
            raise OverflowError("full")
        if number < self.due or number in self.early:
            return []
        self.early[number] = text
        released = []
        while self.due in self.early:
            released.append(self.early.pop(self.due))
            self.due += 1
        return released
