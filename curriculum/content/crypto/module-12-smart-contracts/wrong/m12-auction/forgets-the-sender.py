# Leaves the bidder out of the hash, so that a copied envelope opens for the copier.
# fails: envelopes-are-sealed, envelopes-open-once-and-in-time, the-highest-covered-bid-leads, the-seller-is-paid-once, collecting-survives-an-attack

# %% commitment
def commitment(bidder, amount, salt):
    return keccak(encode(["uint256", "bytes32"], [amount, salt]))

# %% reveal
REVEAL = """
@external
def reveal(amount: uint256, salt: bytes32):
    assert self.commit_until <= block.timestamp and block.timestamp < self.reveal_until, "not now"
    assert keccak256(abi_encode(amount, salt)) == self.commitments[msg.sender], "does not match"
    deposit: uint256 = self.deposits[msg.sender]
    self.commitments[msg.sender] = empty(bytes32)
    self.sealed_total -= deposit
    if amount <= deposit and amount > self.best_bid:
        self.refunds[self.best_bidder] += self.best_bid
        self.refunds[msg.sender] += deposit - amount
        self.best_bid = amount
        self.best_bidder = msg.sender
    else:
        self.refunds[msg.sender] += deposit
"""
