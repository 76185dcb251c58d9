# Sends the refund first and clears the claim afterwards: the classic re-entrancy.
# fails: settlement-is-fair

# %% settling
SETTLING = """
@external
def refund():
    assert block.timestamp >= self.closes, "the sale isn't over"
    assert self.raised < self.soft_cap, "the sale has succeeded"
    assert self.paid[msg.sender] > 0, "nothing to refund"
    raw_call(msg.sender, b"", value=self.paid[msg.sender])
    self.paid[msg.sender] = 0


@external
def collect():
    assert msg.sender == self.owner, "only the owner may collect"
    assert block.timestamp >= self.closes, "the sale isn't over"
    assert self.raised >= self.soft_cap, "the sale has failed"
    assert not self.collected, "collected already"
    self.collected = True
    raw_call(msg.sender, b"", value=self.raised)
"""
