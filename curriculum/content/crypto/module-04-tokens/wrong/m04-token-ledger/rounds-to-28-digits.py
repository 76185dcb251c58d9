# Uses Decimal without the context, which rounds large amounts to 28 digits.
# fails: amounts-are-exact

# %% amounts
def to_units(text, decimals):
    try:
        units = Decimal(text) * 10**decimals
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not units.is_finite() or units < 0 or units != int(units):
        raise ValueError("not an amount of this token")
    return int(units)


def to_text(units, decimals):
    whole, places = divmod(units, 10**decimals)
    digits = str(places).rjust(decimals, "0").rstrip("0") if decimals else ""
    return f"{whole}.{digits}" if digits else str(whole)
