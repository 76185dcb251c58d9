# Settles as if everybody paid what she had offered, so that nobody served in full gets anything back.
# fails: one-price-for-all

# %% settle
def settle(bids, supply):
    price, left, result = 0, supply, {}
    for bidder, quantity, limit in sorted(bids, key=lambda bid: -bid[2]):
        tokens = min(quantity, left)
        left -= tokens
        if tokens:
            price = limit
        result[bidder] = (tokens, (quantity - tokens) * limit)
    return price, result
