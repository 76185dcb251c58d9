# Weighs all tokens that are out, not those that the month adds.
# fails: heavy-months-are-marked

# %% mark-heavy-months
def heavy_unlocks(grants, last, price, daily_volume, limit):
    supply = circulating(grants, last)
    days = [(month, supply[month] * price / daily_volume) for month in range(1, last + 1)]
    return sorted((item for item in days if item[1] >= limit), key=lambda item: (-item[1], item[0]))
