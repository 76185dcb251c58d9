# Forgets the zeros behind the point on the way out, and divides before it multiplies when sharing.
# fails: formats-shortly, shares-add-up

# %% format-units
def format_units(amount, decimals):
    whole, fraction = divmod(amount, 10**decimals)
    return f"{whole}.{fraction}".rstrip("0").rstrip(".")


# %% share-out
def share_out(amount, weights):
    part = amount // sum(weights)
    shares = [part * weight for weight in weights]
    shares[0] += amount - sum(shares)
    return shares
