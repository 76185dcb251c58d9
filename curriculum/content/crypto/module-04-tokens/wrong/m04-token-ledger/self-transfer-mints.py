# Reads both balances before it writes them, so that sending to oneself makes tokens from nothing.
# fails: transfers-move

# %% transfer
def transfer(token, sender, to, amount):
    if amount < 0:
        raise ValueError("below zero")
    new = copy.deepcopy(token)
    sender_has, receiver_has = new["balances"].get(sender, 0), new["balances"].get(to, 0)
    if sender_has < amount:
        raise ValueError("not covered")
    new["balances"][sender] = sender_has - amount
    new["balances"][to] = receiver_has + amount
    new["events"].append(("Transfer", sender, to, amount))
    return new
