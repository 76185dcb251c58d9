# Calls every transaction with three equal outputs a CoinJoin, so a company's payout counts as one.
# fails: coinjoins-are-recognised, clusters-follow-common-inputs

# %% coinjoin
def looks_like_coinjoin(transaction):
    counts = Counter(amount for _, amount in transaction["outputs"])
    return any(count >= 3 for count in counts.values())
