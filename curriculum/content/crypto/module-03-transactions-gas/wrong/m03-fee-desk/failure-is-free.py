# Takes it that an order which runs out of gas costs nothing.
# fails: the-bill-is-right

# %% bill
def bill(order, balance, gas_needed, base_fee):
    if order["max_fee"] < base_fee or balance < order["value"] + order["gas_limit"] * order["max_fee"]:
        return "refused", balance, 0, 0
    if gas_needed > order["gas_limit"]:
        return "out of gas", balance, 0, 0
    tip = min(order["max_tip"], order["max_fee"] - base_fee)
    return "done", balance - order["value"] - gas_needed * (base_fee + tip), gas_needed * base_fee, gas_needed * tip
