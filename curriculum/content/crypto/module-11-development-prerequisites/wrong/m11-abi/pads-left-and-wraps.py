# Pads everything on the left, and lets numbers that are too large wrap in silence.
# fails: words

# %% word
def word_of(kind, value):
    if kind in ("uint256", "int256", "bool"):
        return (int(value) % 2**256).to_bytes(32, "big")
    if kind == "address":
        value = bytes.fromhex(value[2:])
    return value.rjust(32, b"\0")
