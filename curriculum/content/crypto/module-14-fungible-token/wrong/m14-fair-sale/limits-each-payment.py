# Compares each single payment with the limit of a buyer, so that many small ones get past it.
# fails: caps-hold

# %% buying
BUYING = """
@external
@payable
def buy():
    assert self.opens <= block.timestamp and block.timestamp < self.closes, "the sale isn't open"
    assert msg.value > 0, "nothing was paid"
    assert self.raised + msg.value <= self.hard_cap, "more than is for sale"
    assert msg.value <= self.per_buyer, "more than one buyer may have"
    self.paid[msg.sender] += msg.value
    self.raised += msg.value
"""
