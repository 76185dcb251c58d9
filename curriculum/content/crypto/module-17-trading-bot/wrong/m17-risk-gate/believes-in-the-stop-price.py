# Fills every stop at its own price, also when the market opened far below it; and rounds the stop down.
# fails: stops-fill-where-they-can

# %% stops
def stop_price(entry, limits):
    return int(entry * (1 - limits.stop_loss_percent / 100))


def stop_fill(bar, stop):
    opened, high, low, close = bar
    return stop if low <= stop else None
