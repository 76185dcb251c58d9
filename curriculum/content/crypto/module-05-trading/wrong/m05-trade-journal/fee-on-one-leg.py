# Counts the fee on entry only, and forgets that a short stop lies above the entry.
# fails: size-follows-risk

# %% size
def position_size(account, risk, entry, stop, fee):
    if stop == entry:
        raise ValueError("no loss planned")
    return min(account * risk / (entry - stop + fee * entry), account / (entry * (1 + fee)))
