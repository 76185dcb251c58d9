# Applies the new branch from its tip, and drops the payments of undone blocks.
# fails: reorganises, no-payment-is-lost

# %% reorganise
def reorganise(blocks, old, new):
    parents = {block["id"]: block["parent"] for block in blocks}

    def branch(name):
        return [] if name is None else [name, *branch(parents[name])]

    ours, theirs = branch(old), branch(new)
    return [name for name in ours if name not in theirs], [name for name in theirs if name not in ours]


def pool_after(pool, undone, applied):
    return [tx for tx in pool if not any(tx in transactions for transactions in applied)]
