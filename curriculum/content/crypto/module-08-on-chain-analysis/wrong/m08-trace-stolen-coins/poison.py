# Poison instead of haircut: whatever touches stolen coins is stolen altogether.
# fails: taint-thins-out, report-names-the-holders

# %% haircut-taint
def taint(transactions, stolen):
    share = {outpoint: 1.0 for outpoint in stolen}
    for transaction in transactions:
        if any(outpoint in share for outpoint in transaction["inputs"]):
            for number in range(len(transaction["outputs"])):
                share[f"{transaction['id']}:{number}"] = 1.0
    return share
