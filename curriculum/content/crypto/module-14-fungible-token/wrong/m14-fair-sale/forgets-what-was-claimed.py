# Pays out all that is unlocked in every claim, whatever was taken before.
# fails: tokens-unlock-by-the-rule

# %% claiming
CLAIMING = """
@internal
@view
def _claimable(buyer: address) -> uint256:
    if block.timestamp < self.closes or self.raised < self.soft_cap:
        return 0
    elapsed: uint256 = block.timestamp - self.closes
    if elapsed < self.cliff:
        return 0
    return self.paid[buyer] * self.rate * min(elapsed, self.duration) // self.duration


@external
@view
def claimable(buyer: address) -> uint256:
    return self._claimable(buyer)


@external
def claim():
    amount: uint256 = self._claimable(msg.sender)
    assert amount > 0, "nothing to claim"
    self.claimed[msg.sender] += amount
    assert extcall self.token.transfer(msg.sender, amount), "the token refused"
"""
