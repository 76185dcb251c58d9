# Raises the tip alone, by a float that loses wei.
# fails: replacements-are-accepted

# %% replacement
def replacement(sent, base_fee):
    tip = int(sent["tip"] * 1.1)
    return {"max_fee": max(sent["max_fee"], 2 * base_fee + tip), "tip": tip}
