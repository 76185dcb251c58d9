# Measures the gap against holding, which is the impermanent loss itself, and not against the pool position.
# fails: fees-make-up-for-the-loss

# %% worth
def fees_needed(old_price, new_price):
    ratio = new_price / old_price
    return 1 - 2 * math.sqrt(ratio) / (1 + ratio)
