# Computes the price at which the margin is gone; the exchange closes the position before that.
# fails: perps-break-there

# %% perp
def perp_liquidation(side, entry, leverage, maintenance):
    sign = 1 if side == "long" else -1
    return entry * (1 - sign / leverage)
