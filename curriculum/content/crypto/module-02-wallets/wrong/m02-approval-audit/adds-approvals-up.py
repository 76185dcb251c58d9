# Adds a new approval to the old one, as if approve meant "allow so many more".
# fails: permissions-are-followed, revocations-are-complete

# %% still-open
def open_permissions(history):
    permissions = {}
    for token, data in history:
        kind, who, amount = decode(data)
        if kind == "approve all":
            amount = EVERYTHING if amount else 0
        elif kind != "approve":
            continue
        permissions[token, who] = permissions.get((token, who), 0) + amount
    return {key: amount for key, amount in permissions.items() if amount > 0}
