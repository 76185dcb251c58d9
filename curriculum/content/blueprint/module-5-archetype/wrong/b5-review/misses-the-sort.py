# Takes the loop for repeated work and misses that best changes its argument.
# fails: flaws-found, rewritten-adds

# %% findings
findings = {1: "shared-default", 11: "guessing-else", 20: "swallowed-error", 17: "repeated-work"}

# %% rewritten
def add_piece(piece, shelf=None):
    return [*(shelf or []), piece]


def value(piece):
    rules = {"plain": 1, "rare": 3}
    if piece["kind"] == "worn":
        return piece["reading"] // 2
    if piece["kind"] not in rules:
        raise ValueError("unknown kind")
    return rules[piece["kind"]] * piece["reading"]


def total(shelf):
    return sum(value(piece) for piece in shelf)


def best(shelf):
    shelf.sort(key=value, reverse=True)
    return shelf[:3]
