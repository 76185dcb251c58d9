# Leaves a gap in the list, so that places stay; a used ticket shows nothing instead of being refused.
# fails: used-tickets-refused

# %% repair
class SafeRegistry:
    def __init__(self):
        self.pieces = []

    def bring(self, name, reading):
        self.pieces.append((name, reading))
        return len(self.pieces) - 1

    def look(self, ticket):
        return self.pieces[ticket]

    def fetch(self, ticket):
        piece = self.pieces[ticket]
        self.pieces[ticket] = None
        return piece
