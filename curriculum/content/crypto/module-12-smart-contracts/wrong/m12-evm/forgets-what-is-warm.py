# Reads an argument as an instruction, and prices every write as if it were the first.
# fails: bytes-are-read, writes-are-priced, programs-run-as-on-the-chain, failures-undo-everything

# %% disassemble
def disassemble(code):
    found = []
    for position, byte in enumerate(code):
        name, _ = OPCODES.get(byte, ("INVALID", None))
        following = code[position + 1] if name.startswith("PUSH") and position + 1 < len(code) else None
        found.append((position, name, following))
    return found

# %% write-price
def write_price(original, current, new, is_cold):
    price = 20_000 if original == 0 else 2_900
    return price + 2_100
