# Converts through float, which holds about 16 digits, and takes whatever float takes.
# fails: amounts-are-exact

# %% units
def to_units(text, decimals):
    return int(float(text) * 10**decimals)


def from_units(units, decimals):
    text = f"{units / 10**decimals:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
