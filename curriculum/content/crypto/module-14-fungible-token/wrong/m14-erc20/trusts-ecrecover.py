# Forgets that ecrecover answers with the zero address when it fails.
# fails: permit-conforms

# %% permit
PERMIT = """
DOMAIN_TYPE: constant(bytes32) = keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
PERMIT_TYPE: constant(bytes32) = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)")

@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return keccak256(abi_encode(DOMAIN_TYPE, keccak256(name), keccak256("1"), chain.id, self))


@external
def permit(owner: address, spender: address, amount: uint256, deadline: uint256, v: uint8, r: bytes32, s: bytes32):
    assert block.timestamp <= deadline, "too late"
    domain: bytes32 = keccak256(abi_encode(DOMAIN_TYPE, keccak256(name), keccak256("1"), chain.id, self))
    message: bytes32 = keccak256(abi_encode(PERMIT_TYPE, owner, spender, amount, self.nonces[owner], deadline))
    assert ecrecover(keccak256(concat(x"1901", domain, message)), v, r, s) == owner, "not signed by the owner"
    self.nonces[owner] += 1
    self._approve(owner, spender, amount)
"""
