# Checks the amount alone, accepts any nonce that is not too small, and forgets signs.
# fails: transition-refuses, chooses-well

# %% transition
def apply_transaction(state, tx):
    state = {name: dict(account) for name, account in state.items()}
    sender = state.setdefault(tx["from"], {"balance": 0, "nonce": 0})
    if tx["nonce"] < sender["nonce"] or sender["balance"] < tx["amount"]:
        raise ValueError("not allowed")
    sender["balance"] -= tx["amount"] + tx["fee"]
    sender["nonce"] = tx["nonce"] + 1
    state.setdefault(tx["to"], {"balance": 0, "nonce": 0})["balance"] += tx["amount"]
    return state
