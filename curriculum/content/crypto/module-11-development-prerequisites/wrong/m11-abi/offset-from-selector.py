# Counts offsets from the start of the call, selector included, and forgets the tails that came before.
# fails: whole-calls

# %% encode-call
def encode_call(line, values):
    head, tail = b"", b""
    for kind, value in zip(types_of(line), values, strict=True):
        if kind in DYNAMIC:
            content = value.encode() if kind == "string" else value
            head += word_of("uint256", 4 + 32 * len(values))
            tail += word_of("uint256", len(content)) + content + bytes(-len(content) % 32)
        else:
            head += word_of(kind, value)
    return selector(line) + head + tail
