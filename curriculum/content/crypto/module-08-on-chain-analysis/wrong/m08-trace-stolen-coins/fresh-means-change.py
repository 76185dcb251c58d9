# Takes the first address never seen before, also where both are fresh or the change went back to the payer.
# fails: change-is-found-or-left-open

# %% find-change
def change_address(transaction, seen, spent):
    for address, _ in transaction["outputs"]:
        if address not in seen:
            return address
    return None
