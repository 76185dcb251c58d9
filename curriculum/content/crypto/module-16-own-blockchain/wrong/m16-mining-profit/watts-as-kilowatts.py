# Counts a watt as a kilowatt for an hour, and leaves the pool's fee out of the income.
# fails: expected-income, profit-and-break-even, pays-back

# %% income
def coins_per_day(machine, market):
    blocks = machine["terahash"] * 10**12 * DAY / (market["difficulty"] * 2**32)
    return blocks * (market["subsidy"] + market["fees"])


# %% profit
def daily_profit(machine, market):
    return coins_per_day(machine, market) * market["coin_price"] - machine["watts"] / 1_000 * market["power_price"]


def break_even_power(machine, market):
    return coins_per_day(machine, market) * market["coin_price"] / (machine["watts"] / 1_000)


def break_even_coin(machine, market):
    return machine["watts"] / 1_000 * market["power_price"] / coins_per_day(machine, market)
