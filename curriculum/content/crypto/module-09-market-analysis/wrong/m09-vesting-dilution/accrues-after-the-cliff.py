# Lets the rest accrue only from the cliff on, so that the cliff itself brings nothing.
# fails: grant-follows-its-schedule, supply-adds-up, heavy-months-are-marked

# %% released-tokens
def released(grant, month):
    if month >= grant["months"]:
        return grant["tokens"]
    if month < grant["cliff"]:
        return grant["at_launch"]
    rest = grant["tokens"] - grant["at_launch"]
    return grant["at_launch"] + rest * (month - grant["cliff"]) // (grant["months"] - grant["cliff"])
