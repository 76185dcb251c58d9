# Seizes more than there is when prices have fallen far: the collateral goes below zero.
# fails: liquidation-knows-its-limits

# %% liquidate
def liquidate(position, prices, thresholds, debt_coin, collateral_coin, close=0.5, bonus=0.05):
    if health(position, prices, thresholds) >= 1:
        raise ValueError("this loan is healthy")
    held = position["collateral"][collateral_coin]
    repaid = position["debt"][debt_coin] * close
    seized = repaid * prices[debt_coin] * (1 + bonus) / prices[collateral_coin]
    after = {
        "collateral": {**position["collateral"], collateral_coin: held - seized},
        "debt": {**position["debt"], debt_coin: position["debt"][debt_coin] - repaid},
    }
    return after, repaid, seized
