# Hides from re-entrancy behind send, so that a wallet which is a contract can never withdraw; move makes money for whoever moves to herself.
# fails: honest-people-are-served

# %% vault
VAULT = """
# pragma version ^0.4.0
balances: public(HashMap[address, uint256])

@external
@payable
def deposit():
    assert msg.value > 0, "nothing sent"
    self.balances[msg.sender] += msg.value

@external
def withdraw(amount: uint256):
    assert self.balances[msg.sender] >= amount, "too little"
    self.balances[msg.sender] -= amount
    send(msg.sender, amount)

@external
def move(to: address, amount: uint256):
    mine: uint256 = self.balances[msg.sender]
    theirs: uint256 = self.balances[to]
    assert mine >= amount, "too little"
    self.balances[msg.sender] = mine - amount
    self.balances[to] = theirs + amount
"""
