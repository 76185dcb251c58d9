# Borrows ltv times the equity in each round instead of ltv times what was deposited last.
# fails: loops-add-up, loops-break-at-a-depeg

# %% loop
def loop(equity, ltv, rounds):
    debt = equity * ltv * rounds
    return equity + debt, debt


def loop_yield(equity, ltv, rounds, staking, borrowing):
    collateral, debt = loop(equity, ltv, rounds)
    return (collateral * staking - debt * borrowing) / equity


def loop_depeg(equity, ltv, rounds, threshold):
    collateral, debt = loop(equity, ltv, rounds)
    return fall_to_liquidation(collateral, 1.0, threshold, debt)
