# Hashes the 20 bytes of the address instead of its 40 digits as text.
# fails: spelling-follows-the-standard, every-case-is-judged

# %% spell
def checksummed(address):
    body = address[2:].lower()
    marks = keccak(bytes.fromhex(body)).hex()
    return "0x" + "".join(digit.upper() if int(mark, 16) >= 8 else digit for digit, mark in zip(body, marks))
