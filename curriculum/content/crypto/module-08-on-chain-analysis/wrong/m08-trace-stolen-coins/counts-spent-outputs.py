# Adds up every output that ever held stolen coins, so that coins which moved on are counted twice.
# fails: report-names-the-holders

# %% report-exposure
def exposure(transactions, stolen, tags):
    known, share = outputs_of(transactions), taint(transactions, stolen)
    holder = {}
    for group in clusters(transactions):
        names = {tags[address] for address in group if address in tags}
        name = "unknown" if not names else names.pop() if len(names) == 1 else "disputed"
        holder |= {address: name for address in group}
    sums = Counter()
    for outpoint, part in share.items():
        address, amount = known[outpoint]
        sums[holder[address]] += amount * part
    return {name: round(amount) for name, amount in sums.items()}
