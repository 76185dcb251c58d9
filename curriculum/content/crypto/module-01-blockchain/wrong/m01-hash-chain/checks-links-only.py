# Compares the links between blocks, but believes every seal it reads.
# fails: sound-chains-pass, forgeries-are-caught

# %% inspect-chain
def first_broken(chain):
    previous = GENESIS
    for position, block in enumerate(chain):
        if block["index"] != position or block["previous"] != previous:
            return position
        previous = block["seal"]
    return None
