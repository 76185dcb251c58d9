# Counts staked coins one to one, though each is worth more than a coin, and leaves out what it doesn't know.
# fails: hedge-brings-delta-to-zero

# %% hedge
def hedge_order(legs):
    delta = 0.0
    for kind, amount, ratio in legs:
        if kind in ("spot", "staked", "perp"):
            delta += amount
        elif kind == "debt":
            delta -= amount
    return -delta
