# Puts only the amount after the fee into the reserve, so the fee vanishes instead of going to the depositors.
# fails: swap-moves-both-reserves

# %% swap
def swap(pool, coin, amount_in, minimum_out=0):
    if amount_in <= 0:
        raise ValueError("the amount must be positive")
    other = "y" if coin == "x" else "x"
    paid_out = amount_out(pool[coin], pool[other], amount_in)
    if paid_out < minimum_out:
        raise ValueError("too little")
    return {**pool, coin: pool[coin] + amount_in * 9_970 // 10_000, other: pool[other] - paid_out}, paid_out
