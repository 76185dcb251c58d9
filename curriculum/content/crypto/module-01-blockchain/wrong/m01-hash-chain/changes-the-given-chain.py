# Appends to the list it was given, so the caller's chain grows behind the caller's back.
# fails: chain-grows

# %% extend-chain
def extend(chain, data):
    previous = chain[-1]["seal"] if chain else GENESIS
    index = len(chain)
    chain.append({"index": index, "data": data, "previous": previous, "seal": seal(index, data, previous)})
    return chain
