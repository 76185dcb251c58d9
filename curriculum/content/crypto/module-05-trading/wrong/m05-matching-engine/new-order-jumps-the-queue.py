# Puts an order before others at the same price, so that whoever came last is served first.
# fails: orders-wait-in-line, kinds-differ

# %% add
def add(book, new):
    book = copy.deepcopy(book)
    waiting = book[new["side"]]
    place = 0
    for other in waiting:
        is_better = other["price"] > new["price"] if new["side"] == "buy" else other["price"] < new["price"]
        if not is_better:
            break
        place += 1
    waiting.insert(place, dict(new))
    return book
