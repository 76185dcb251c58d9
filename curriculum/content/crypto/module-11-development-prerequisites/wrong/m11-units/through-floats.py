# Multiplies a float: right for small amounts, off by some units for others.
# fails: parses-exactly, catches-plain-mistakes

# %% parse-units
def parse_units(text, decimals):
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        raise ValueError("not an amount")
    if len(text.partition(".")[2]) > decimals:
        raise ValueError("too many decimals")
    return int(float(text) * 10**decimals)
