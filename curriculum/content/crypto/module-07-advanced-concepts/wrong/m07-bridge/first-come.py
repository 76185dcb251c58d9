# Pays whoever comes first in full and leaves the others with nothing.
# fails: losses-are-shared

# %% pay-out
def pay_out(locked, claims):
    paid = {}
    for holder, amount in claims:
        share = min(amount, locked)
        paid[holder] = paid.get(holder, 0) + share
        locked -= share
    return paid
