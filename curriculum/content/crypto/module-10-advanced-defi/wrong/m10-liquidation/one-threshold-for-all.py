# Adds up the collateral first and applies the threshold of the first asset to all of it.
# fails: health-of-a-loan

# %% health
def health(collateral, debt):
    if debt == 0:
        return math.inf
    value = sum(amount * price for amount, price, threshold in collateral)
    return value * (collateral[0][2] if collateral else 0) / debt
