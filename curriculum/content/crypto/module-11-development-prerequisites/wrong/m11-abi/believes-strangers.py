# Slices without looking whether the data is there, and takes any word for an address or a bool.
# fails: refuses-malformed-calls

# %% decode-call
def decode_call(line, data):
    body, values = data[4:], []
    for place, kind in enumerate(types_of(line)):
        word = body[32 * place : 32 * place + 32]
        number = int.from_bytes(word, "big")
        if kind in DYNAMIC:
            length = int.from_bytes(body[number : number + 32], "big")
            content = body[number + 32 : number + 32 + length]
            values.append(content.decode() if kind == "string" else content)
        elif kind == "int256":
            values.append(int.from_bytes(word, "big", signed=True))
        else:
            values.append({"uint256": number, "bool": bool(number), "address": "0x" + word[12:].hex(), "bytes32": word}[kind])
    return values
