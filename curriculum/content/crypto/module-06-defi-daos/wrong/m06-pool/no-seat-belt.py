# Pays whatever the pool gives and forgets the minimum; a sandwich takes the rest.
# fails: swap-keeps-its-minimum

# %% swap
def swap(pool, coin, amount_in, minimum_out=0):
    if amount_in <= 0:
        raise ValueError("the amount must be positive")
    other = "y" if coin == "x" else "x"
    paid_out = amount_out(pool[coin], pool[other], amount_in)
    return {**pool, coin: pool[coin] + amount_in, other: pool[other] - paid_out}, paid_out
