# Notes the used numbers and never looks at them: the same letter mints again and again.
# fails: bad-messages-are-refused

# %% mint
def mint(state, message, signatures, guardians, threshold):
    if not approved(message, signatures, guardians, threshold):
        raise ValueError("not enough guardians signed this")
    if message["target"] != "B" or message["amount"] <= 0:
        raise ValueError("not a message for this contract")
    receiver = message["to"]
    balances = {**state["balances"], receiver: state["balances"].get(receiver, 0) + message["amount"]}
    return {"balances": balances, "used": [*state["used"], message["number"]]}
