# Closes a stretch only when the price comes back, so that a depeg that is still going on is missed.
# fails: depegs-are-found

# %% depegs
def depegs(prices, tolerance, least):
    found, start = [], None
    for position, price in enumerate(prices):
        is_off = abs(price - 1) > tolerance
        if is_off and start is None:
            start = position
        elif not is_off and start is not None:
            stretch = prices[start:position]
            if len(stretch) >= least:
                found.append((start, position - 1, max(stretch, key=lambda one: abs(one - 1))))
            start = None
    return found
