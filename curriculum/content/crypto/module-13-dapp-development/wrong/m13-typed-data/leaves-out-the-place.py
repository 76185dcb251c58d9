# The domain names neither contract nor chain, so that a voucher is good on every chain and for every twin.
# fails: good-vouchers-are-paid, bad-vouchers-are-refused, a-voucher-survives-re-entrancy

# %% vouchers
VOUCHERS = """
# pragma version ^0.4.0
owner: public(address)
is_used: public(HashMap[uint256, bool])

@deploy
@payable
def __init__():
    self.owner = msg.sender

@external
def redeem(receiver: address, amount: uint256, nonce: uint256, deadline: uint256, v: uint8, r: bytes32, s: bytes32):
    assert block.timestamp <= deadline, "expired"
    assert not self.is_used[nonce], "used"
    domain: bytes32 = keccak256(abi_encode(keccak256("EIP712Domain(string name,string version)"), keccak256("Vouchers"), keccak256("1")))
    voucher: bytes32 = keccak256(abi_encode(keccak256("Voucher(address receiver,uint256 amount,uint256 nonce,uint256 deadline)"), receiver, amount, nonce, deadline))
    signer: address = ecrecover(keccak256(concat(x"1901", domain, voucher)), v, r, s)
    assert signer == self.owner, "not signed by the owner"
    self.is_used[nonce] = True
    raw_call(receiver, b"", value=amount)
"""
