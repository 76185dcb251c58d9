# Takes the first 40 of an argument's 64 digits, where the padding stands.
# fails: data-is-read, permissions-are-followed, revocations-are-complete

# %% decode
def decode(data):
    digits = data[2:].lower()
    kind = KINDS.get(digits[:8])
    if kind is None or len(digits) != 8 + 64 + 64:
        return "unknown", None, 0
    return kind, "0x" + digits[8:48], int(digits[72:], 16)
