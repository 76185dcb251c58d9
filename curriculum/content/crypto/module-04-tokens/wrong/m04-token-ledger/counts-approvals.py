# Treats every event as a movement of tokens, approvals too.
# fails: replay-adds-up

# %% replay
def replay(events):
    balances, supply = {}, 0
    for kind, sender, to, amount in events:
        if sender == ZERO:
            supply += amount
        else:
            if balances.get(sender, 0) < amount:
                raise ValueError("impossible")
            balances[sender] -= amount
        if to == ZERO:
            supply -= amount
        else:
            balances[to] = balances.get(to, 0) + amount
    return {holder: amount for holder, amount in balances.items() if amount > 0}, supply
