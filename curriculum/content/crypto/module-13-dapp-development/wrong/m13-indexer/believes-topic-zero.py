# Takes every log with the right topic 0 for an ERC-20 transfer, and counts the newest blocks too early.
# fails: logs-are-decoded, only-deep-blocks-count

# %% decode
def transfer_of(log):
    topics = log["topics"]
    if not topics or topics[0] != TRANSFER:
        return None
    sender, receiver = (to_checksum_address("0x" + topic[-40:]) for topic in topics[1:3])
    return {"sender": sender, "receiver": receiver, "amount": int(log["data"][2:] or "0", 16)}

# %% balances
def balances(blocks, depth):
    found = {}
    for block in blocks[: len(blocks) - max(0, depth - 1)]:
        for transfer in block["transfers"]:
            found[transfer["sender"]] = found.get(transfer["sender"], 0) - transfer["amount"]
            found[transfer["receiver"]] = found.get(transfer["receiver"], 0) + transfer["amount"]
    return {who: amount for who, amount in found.items() if amount and who != NOBODY}
