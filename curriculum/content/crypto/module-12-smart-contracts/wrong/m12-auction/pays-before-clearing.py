# Pays the refund first and clears it afterwards; finish can be called again and again.
# fails: the-seller-is-paid-once, collecting-survives-an-attack

# %% settle
SETTLE = """
@external
def finish():
    assert block.timestamp >= self.reveal_until, "too early"
    self.is_finished = True
    self.refunds[self.seller] += self.best_bid + self.sealed_total
    self.sealed_total = 0

@external
def collect():
    amount: uint256 = self.refunds[msg.sender]
    assert amount > 0, "nothing to collect"
    raw_call(msg.sender, b"", value=amount)
    self.refunds[msg.sender] = 0
"""
