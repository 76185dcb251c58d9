# Doubles the last leaf of an odd level, as Bitcoin does, instead of moving it up; and pays the miner before the transactions.
# fails: root-follows-the-recipe, blocks-are-checked

# %% state-root
def state_root(state):
    level = [
        hashlib.sha256(b"\x00" + json.dumps([name, account["balance"], account["nonce"]]).encode()).digest()
        for name, account in sorted(state.items())
        if account["balance"] or account["nonce"]
    ]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        level += level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\x01" + level[place] + level[place + 1]).digest() for place in range(0, len(level), 2)]
    return level[0].hex()


# %% check-block
def check_block(state, block):
    state = {name: dict(account) for name, account in state.items()}
    miner = state.setdefault(block["miner"], {"balance": 0, "nonce": 0})
    miner["balance"] += REWARD + sum(tx["fee"] for tx in block["transactions"])
    for tx in block["transactions"]:
        state = apply_transaction(state, tx)
    if state_root(state) != block["root"]:
        raise ValueError("the state root does not fit")
    return state
