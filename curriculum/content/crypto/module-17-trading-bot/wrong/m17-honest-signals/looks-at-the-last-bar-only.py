# Compares only the newest bar of each prefix, and so misses a strategy that changes its mind later.
# fails: leaks-are-found

# %% detector
def first_leak(strategy, closes):
    whole = strategy(list(closes))
    for known in range(1, len(closes)):
        if strategy(list(closes[:known]))[-1] != whole[known - 1]:
            return known - 1
    return None
