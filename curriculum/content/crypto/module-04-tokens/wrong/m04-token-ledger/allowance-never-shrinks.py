# Checks the allowance and forgets to reduce it, so that the shop may collect for ever.
# fails: allowances-work

# %% allowances
def approve(token, owner, spender, amount):
    new = copy.deepcopy(token)
    new["allowances"][owner, spender] = amount
    new["events"].append(("Approval", owner, spender, amount))
    return new


def transfer_from(token, spender, owner, to, amount):
    if token["allowances"].get((owner, spender), 0) < amount:
        raise ValueError("not allowed")
    return transfer(token, owner, to, amount)
