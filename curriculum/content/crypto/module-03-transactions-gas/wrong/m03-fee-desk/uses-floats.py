# Multiplies by 1.125 at the limit and rounds, which is wrong in the last digits and near zero.
# fails: the-base-fee-moves

# %% next-base-fee
def next_base_fee(base_fee, gas_used, gas_limit):
    target = gas_limit / 2
    return int(base_fee * (1 + (gas_used - target) / target / 8))
