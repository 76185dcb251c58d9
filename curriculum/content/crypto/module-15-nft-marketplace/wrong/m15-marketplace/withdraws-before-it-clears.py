# Pays first and clears the credit afterwards, so that a contract can ask again meanwhile.
# fails: credits-are-paid-once

# %% withdrawing
WITHDRAWING = """
@external
def withdraw():
    assert self.credit[msg.sender] > 0, "nothing to withdraw"
    raw_call(msg.sender, b"", value=self.credit[msg.sender])
    self.credit[msg.sender] = 0
"""
