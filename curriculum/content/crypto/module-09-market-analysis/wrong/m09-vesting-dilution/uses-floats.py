# Divides with / and cuts off afterwards, which loses whole tokens in large grants.
# fails: grant-follows-its-schedule

# %% released-tokens
def released(grant, month):
    if month >= grant["months"]:
        return grant["tokens"]
    if month < grant["cliff"]:
        return grant["at_launch"]
    rest = grant["tokens"] - grant["at_launch"]
    return int(grant["at_launch"] + rest * month / grant["months"])
