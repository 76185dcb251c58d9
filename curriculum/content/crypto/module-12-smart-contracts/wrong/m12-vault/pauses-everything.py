# The pause also stops withdrawals, anybody may resume, and the loot is counted without the stake.
# fails: the-loot-is-counted, a-pause-stops-what-comes-in, only-the-owner-rules

# %% loot
def loot(honest, stake):
    payments = honest // stake
    return payments, payments * stake

# %% guarded
GUARDED = """
# pragma version ^0.4.0
balances: public(HashMap[address, uint256])
owner: public(address)
paused: public(bool)
offered_to: address

@deploy
def __init__():
    self.owner = msg.sender

@external
@payable
def deposit():
    assert not self.paused, "paused"
    assert msg.value > 0, "nothing sent"
    self.balances[msg.sender] += msg.value

@external
def withdraw(amount: uint256):
    assert not self.paused, "paused"
    assert self.balances[msg.sender] >= amount, "too little"
    self.balances[msg.sender] -= amount
    raw_call(msg.sender, b"", value=amount)

@external
def move(to: address, amount: uint256):
    assert not self.paused, "paused"
    assert self.balances[msg.sender] >= amount, "too little"
    self.balances[msg.sender] -= amount
    self.balances[to] += amount

@external
def pause():
    assert msg.sender == self.owner, "not the owner"
    self.paused = True

@external
def resume():
    self.paused = False

@external
def offer(to: address):
    assert msg.sender == self.owner, "not the owner"
    self.offered_to = to

@external
def accept():
    assert msg.sender == self.offered_to, "not offered to you"
    self.owner = msg.sender
"""
