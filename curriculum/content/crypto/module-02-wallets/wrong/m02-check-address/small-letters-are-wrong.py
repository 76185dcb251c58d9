# Takes every spelling but the checksummed one for a mistake, also one that carries no check.
# fails: every-case-is-judged

# %% judge
def verdict(text):
    body = text[2:]
    if not text.startswith("0x") or len(body) != 40 or any(digit not in DIGITS for digit in body):
        return "not an address"
    return "checked" if text == checksummed(text) else "wrong checksum"
