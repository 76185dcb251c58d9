# Lets the sender pay the whole ceiling, as in the auctions of old, and gives the rest to the proposer.
# fails: the-bill-is-right

# %% bill
def bill(order, balance, gas_needed, base_fee):
    if order["max_fee"] < base_fee or balance < order["value"] + order["gas_limit"] * order["max_fee"]:
        return "refused", balance, 0, 0
    is_done = gas_needed <= order["gas_limit"]
    gas_used = min(gas_needed, order["gas_limit"])
    value = order["value"] if is_done else 0
    paid = gas_used * order["max_fee"]
    return "done" if is_done else "out of gas", balance - value - paid, gas_used * base_fee, paid - gas_used * base_fee
