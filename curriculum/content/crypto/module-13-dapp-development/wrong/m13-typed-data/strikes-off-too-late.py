# Pays before it marks the nonce as used, and forgets the deadline.
# fails: bad-vouchers-are-refused, a-voucher-survives-re-entrancy

# %% vouchers
VOUCHERS = """
# pragma version ^0.4.0
DOMAIN_TYPE: constant(bytes32) = keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
VOUCHER_TYPE: constant(bytes32) = keccak256("Voucher(address receiver,uint256 amount,uint256 nonce,uint256 deadline)")

owner: public(address)
is_used: public(HashMap[uint256, bool])

@deploy
@payable
def __init__():
    self.owner = msg.sender

@external
def redeem(receiver: address, amount: uint256, nonce: uint256, deadline: uint256, v: uint8, r: bytes32, s: bytes32):
    assert not self.is_used[nonce], "used"
    domain: bytes32 = keccak256(abi_encode(DOMAIN_TYPE, keccak256("Vouchers"), keccak256("1"), chain.id, self))
    voucher: bytes32 = keccak256(abi_encode(VOUCHER_TYPE, receiver, amount, nonce, deadline))
    signer: address = ecrecover(keccak256(concat(x"1901", domain, voucher)), v, r, s)
    assert signer == self.owner, "not signed by the owner"
    raw_call(receiver, b"", value=amount)
    self.is_used[nonce] = True
"""
