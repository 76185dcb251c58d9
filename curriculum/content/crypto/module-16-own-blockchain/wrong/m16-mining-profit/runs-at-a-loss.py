# Halves in coins with floats, one block late, and keeps the machine running on days that lose.
# fails: subsidies, pays-back

# %% subsidy
def subsidy_at(height):
    return 50 * 10**8 / 2 ** ((height - 1) // 210_000)


# %% payback
def payback_day(machine, market, growth, height, days):
    earned = 0.0
    for day in range(days):
        today = market | {"difficulty": market["difficulty"] * (1 + growth) ** (day // 14), "subsidy": subsidy_at(height + BLOCKS_PER_DAY * day) / 10**8}
        earned += daily_profit(machine, today)
        if earned >= machine["price"]:
            return day + 1
    return None
