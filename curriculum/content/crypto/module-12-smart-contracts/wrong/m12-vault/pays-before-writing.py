# Pays first and writes the balance afterwards, from a value that was read before the payment.
# fails: the-vault-survives

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
    has: uint256 = self.balances[msg.sender]
    assert has >= amount, "too little"
    raw_call(msg.sender, b"", value=amount)
    self.balances[msg.sender] = has - amount

@external
def move(to: address, amount: uint256):
    assert self.balances[msg.sender] >= amount, "too little"
    self.balances[msg.sender] -= amount
    self.balances[to] += amount
"""
