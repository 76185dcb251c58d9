# Copies the outer dictionary only, so the accounts of the old state change too.
# fails: transition-moves-money, chooses-well, blocks-are-checked

# %% transition
def apply_transaction(state, tx):
    state = dict(state)
    sender = state.setdefault(tx["from"], {"balance": 0, "nonce": 0})
    if tx["amount"] < 0 or tx["fee"] < 0 or tx["nonce"] != sender["nonce"] or sender["balance"] < tx["amount"] + tx["fee"]:
        raise ValueError("not allowed")
    sender["balance"] -= tx["amount"] + tx["fee"]
    sender["nonce"] += 1
    state.setdefault(tx["to"], {"balance": 0, "nonce": 0})["balance"] += tx["amount"]
    return state
