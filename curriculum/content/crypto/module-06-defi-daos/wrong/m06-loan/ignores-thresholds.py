# Counts the collateral at its full value, so the loan looks healthier than it is.
# fails: health-is-weighted, liquidation-pays-and-seizes, liquidation-knows-its-limits

# %% health
def health(position, prices, thresholds):
    counted = sum(amount * prices[coin] for coin, amount in position["collateral"].items())
    owed = sum(amount * prices[coin] for coin, amount in position["debt"].items())
    return counted / owed if owed else float("inf")
