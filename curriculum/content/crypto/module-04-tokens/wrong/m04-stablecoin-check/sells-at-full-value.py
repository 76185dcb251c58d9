# Pays from the values on paper, as if everything could be sold today without a loss.
# fails: early-holders-are-paid, late-holders-lose

# %% run
def pay_out(reserves, requests):
    left = sum(item["value"] for item in reserves)
    paid = []
    for request in requests:
        paid.append(min(request, left))
        left -= paid[-1]
    return paid, left
