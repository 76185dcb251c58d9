# Lets the taker pay her own limit instead of the price of the order that was waiting.
# fails: orders-match

# %% match
def match(book, taker):
    book = copy.deepcopy(book)
    waiting = book["sell" if taker["side"] == "buy" else "buy"]
    limit, left, trades = taker["price"], taker["quantity"], []
    while left > 0 and waiting:
        maker = waiting[0]
        if limit is not None and (maker["price"] > limit if taker["side"] == "buy" else maker["price"] < limit):
            break
        quantity = min(left, maker["quantity"])
        trades.append((maker["id"], taker["id"], maker["price"] if limit is None else limit, quantity))
        left -= quantity
        maker["quantity"] -= quantity
        if maker["quantity"] == 0:
            waiting.pop(0)
    return trades, left, book
