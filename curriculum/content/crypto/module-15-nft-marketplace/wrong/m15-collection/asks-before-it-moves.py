# Calls the receiver before the token is the receiver's, so that a contract can't pass it on.
# fails: safe-transfers-conform

# %% safe
SAFE = """
@external
def safeTransferFrom(sender: address, to: address, token_id: uint256, data: Bytes[1024] = b""):
    if to.is_contract:
        answer: bytes4 = extcall Receiver(to).onERC721Received(msg.sender, sender, token_id, data)
        assert answer == 0x150b7a02, "the receiver does not take tokens"
    self._move(msg.sender, sender, to, token_id)
"""
