# Sorts the pool by the tip offered and goes through it once, so an order behind a waiting nonce is lost.
# fails: the-block-is-filled

# %% fill-a-block
def fill(pool, nonces, base_fee, gas_limit):
    expected, room, included = dict(nonces), gas_limit, []
    for order in sorted(pool, key=lambda order: -order["max_tip"]):
        if order["nonce"] == expected[order["sender"]] and order["max_fee"] >= base_fee and order["gas"] <= room:
            included.append(order["id"])
            expected[order["sender"]] += 1
            room -= order["gas"]
    return included
