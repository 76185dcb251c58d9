# Sells the reserves in the order of the list, not what loses least first.
# fails: late-holders-lose

# %% run
def pay_out(reserves, requests):
    left = [dict(item) for item in reserves]
    paid = []
    for request in requests:
        received = 0.0
        for item in left:
            brings = 1 - item["haircut"]
            cash = min(request - received, item["value"] * brings)
            item["value"] -= cash / brings
            received += cash
        paid.append(received)
    return paid, sum(item["value"] for item in left)
