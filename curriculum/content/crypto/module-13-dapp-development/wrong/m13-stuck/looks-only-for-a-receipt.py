# A missing receipt means pending, whatever happened to the nonce; every refusal is an error.
# fails: refusals-are-told-apart, the-status-is-found

# %% react
def react(code, message):
    return "funds" if "insufficient funds" in message else "error"

# %% status
def status(sent, chain):
    receipt = chain["receipts"].get(sent["hash"])
    if not receipt:
        return "too cheap" if sent["max_fee"] < chain["base_fee"] else "pending"
    return "final" if chain["block"] - receipt["block"] >= 64 else "included"
