# Makes one set per transaction and never joins two sets that share an address.
# fails: clusters-follow-common-inputs

# %% cluster-addresses
def clusters(transactions):
    known = outputs_of(transactions)
    found, used = [], set()
    for transaction in transactions:
        if not looks_like_coinjoin(transaction):
            group = {known[outpoint][0] for outpoint in transaction["inputs"]} - used
            if group:
                found.append(group)
                used |= group
    return found + [{address} for address in {address for address, _ in known.values()} - used]
