# Charges data and work, but forgets that an order with much data pays a floor.
# fails: gas-is-counted

# %% gas-for
def gas_for(data, work):
    zeros = data.count(0)
    return PAYMENT + 4 * zeros + 16 * (len(data) - zeros) + work
