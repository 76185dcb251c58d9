# Reads both balances before it writes either, so that a transfer to oneself makes tokens.
# fails: transfers-conform

# %% core
CORE = """
@deploy
def __init__(supply: uint256):
    self.totalSupply = supply
    self.balanceOf[msg.sender] = supply
    log Transfer(sender=empty(address), receiver=msg.sender, amount=supply)


@internal
def _move(sender: address, receiver: address, amount: uint256):
    assert receiver not in [empty(address), self], "no receiver"
    left: uint256 = self.balanceOf[sender]
    right: uint256 = self.balanceOf[receiver]
    assert left >= amount, "balance too low"
    self.balanceOf[sender] = left - amount
    self.balanceOf[receiver] = right + amount
    log Transfer(sender=sender, receiver=receiver, amount=amount)


@external
def transfer(to: address, amount: uint256) -> bool:
    self._move(msg.sender, to, amount)
    return True
"""
