# Values both parts at old amounts and prices, so that they do not add up to the change.
# fails: change-is-explained

# %% explain-change
def explain(table, first, last):
    before, after = table.loc[first], table.loc[last]
    old_price, new_price = before["usd"] / before["tokens"], after["usd"] / after["tokens"]
    return before["tokens"] * (new_price - old_price), (after["tokens"] - before["tokens"]) * old_price
