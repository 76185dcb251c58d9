# Treats fill-or-kill like immediate-or-cancel, and lets a market order wait without a price.
# fails: kinds-differ

# %% submit
def submit(book, new, kind):
    trades, left, matched = match(book, new)
    if kind == "POST" and trades:
        return [], copy.deepcopy(book)
    if kind in ("GTC", "POST") and left > 0:
        matched = add(matched, {**new, "quantity": left})
    return trades, matched
