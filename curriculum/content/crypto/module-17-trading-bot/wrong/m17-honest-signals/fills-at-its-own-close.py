# Fills each target at the close that it was computed from, a price that is gone when the signal exists.
# fails: agrees-with-the-engine

# %% costs
def final_equity(opens, closes, wanted, capital, fee_bps):
    fee, cash, coins = fee_bps / 10_000, capital, 0.0
    for price, target in zip(closes, wanted):
        if target and not coins:
            cash, coins = 0.0, cash / (price * (1 + fee))
        elif not target and coins:
            cash, coins = coins * price * (1 - fee), 0.0
    return cash + coins * closes[-1] * (1 - fee)
