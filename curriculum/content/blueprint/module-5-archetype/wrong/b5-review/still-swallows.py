# Mends the default, and lets total go on without a word.
# fails: rewritten-refuses

# %% rewritten
def add_piece(piece, shelf=None):
    return [*(shelf or []), piece]


def value(piece):
    rules = {"plain": lambda r: r, "rare": lambda r: 3 * r, "worn": lambda r: r // 2}
    if piece["kind"] not in rules:
        raise ValueError("unknown kind")
    return rules[piece["kind"]](piece["reading"])


def total(shelf):
    result = 0
    for piece in shelf:
        try:
            result += value(piece)
        except ValueError:
            pass
    return result


def best(shelf):
    return sorted(shelf, key=value, reverse=True)[:3]
