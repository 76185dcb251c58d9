# Caps every permission by the balance and adds them up, so more is at risk than there is.
# fails: exposure-is-right

# %% exposed
def exposed(permissions, balances):
    worst = {}
    for (token, _), amount in permissions.items():
        taken = min(amount, balances.get(token, 0))
        if taken:
            worst[token] = worst.get(token, 0) + taken
    return worst
