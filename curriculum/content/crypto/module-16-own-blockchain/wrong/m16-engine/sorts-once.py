# Sorts the pool by fee once and walks through it, so what becomes possible later is lost.
# fails: chooses-well

# %% choose
def choose(state, pool, room):
    chosen = []
    for tx in sorted(pool, key=lambda one: -one["fee"]):
        try:
            state = apply_transaction(state, tx)
        except ValueError:
            continue
        chosen.append(tx)
    return chosen[:room]
