# A new leader takes the place, and nobody gives the old leader her bid back; an uncovered bid may lead.
# fails: the-highest-covered-bid-leads

# %% reveal
REVEAL = """
@external
def reveal(amount: uint256, salt: bytes32):
    assert self.commit_until <= block.timestamp and block.timestamp < self.reveal_until, "not now"
    assert keccak256(abi_encode(msg.sender, amount, salt)) == self.commitments[msg.sender], "does not match"
    deposit: uint256 = self.deposits[msg.sender]
    self.commitments[msg.sender] = empty(bytes32)
    self.sealed_total -= deposit
    if amount > self.best_bid:
        self.refunds[msg.sender] += max(deposit, amount) - amount
        self.best_bid = amount
        self.best_bidder = msg.sender
    else:
        self.refunds[msg.sender] += deposit
"""
