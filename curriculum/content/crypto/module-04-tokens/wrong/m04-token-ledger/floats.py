# Multiplies a float by a power of ten, which misses amounts with many decimals.
# fails: amounts-are-exact, bad-amounts-are-refused, amounts-are-shown

# %% amounts
def to_units(text, decimals):
    amount = float(text)
    if amount < 0:
        raise ValueError("below zero")
    return int(amount * 10**decimals)


def to_text(units, decimals):
    return f"{units / 10**decimals:g}"
