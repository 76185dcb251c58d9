# Computes with floats and rounds at the end, which loses digits as soon as amounts have 18 decimals.
# fails: quote-follows-the-curve

# %% quote
def amount_out(reserve_in, reserve_out, amount_in, fee_bps=30):
    counted = amount_in * (1 - fee_bps / 10_000)
    return int(reserve_out * counted / (reserve_in + counted))
