# Divides the price by today's profit, as the seller does.
# fails: pays-back

# %% payback
def payback_day(machine, market, growth, height, days):
    profit = daily_profit(machine, market)
    if profit <= 0:
        return None
    needed = int(-(-machine["price"] // profit))
    return needed if needed <= days else None
