# Takes approve for an addition: a second approval is added to what is left of the first.
# fails: allowances-conform, permit-conforms

# %% allowances
ALLOWANCES = """
@internal
def _approve(owner: address, spender: address, amount: uint256):
    self.allowance[owner][spender] += amount
    log Approval(owner=owner, spender=spender, amount=amount)


@external
def approve(spender: address, amount: uint256) -> bool:
    self._approve(msg.sender, spender, amount)
    return True


@external
def transferFrom(owner: address, to: address, amount: uint256) -> bool:
    allowed: uint256 = self.allowance[owner][msg.sender]
    if allowed != max_value(uint256):
        assert allowed >= amount, "allowance too low"
        self.allowance[owner][msg.sender] = allowed - amount
    self._move(owner, to, amount)
    return True
"""
