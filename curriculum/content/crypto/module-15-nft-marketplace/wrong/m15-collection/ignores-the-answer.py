# Calls the receiver and doesn't look at what it answers.
# fails: safe-transfers-conform

# %% safe
SAFE = """
@external
def safeTransferFrom(sender: address, to: address, token_id: uint256, data: Bytes[1024] = b""):
    self._move(msg.sender, sender, to, token_id)
    if to.is_contract:
        answer: bytes4 = extcall Receiver(to).onERC721Received(msg.sender, sender, token_id, data)
"""
