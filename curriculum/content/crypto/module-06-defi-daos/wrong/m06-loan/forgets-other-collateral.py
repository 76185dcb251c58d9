# Lets this one coin carry the whole debt, as if there were no other collateral.
# fails: price-to-watch

# %% liquidation-price
def liquidation_price(position, coin, prices, thresholds):
    amount = position["collateral"].get(coin, 0)
    owed = sum(owed * prices[other] for other, owed in position["debt"].items())
    if amount == 0 or owed == 0:
        return None
    return owed / (amount * thresholds[coin])
