# Sends the seller her part inside buy, instead of crediting it.
# fails: sales-settle, credits-are-paid-once

# %% buying
BUYING = """
@external
@payable
def buy(collection: address, token_id: uint256):
    found: Listing = self.listings[collection][token_id]
    assert found.seller != empty(address), "not for sale"
    assert block.timestamp < found.expires, "the listing has expired"
    assert msg.value == found.price, "pay exactly the price"
    assert staticcall Collection(collection).ownerOf(token_id) == found.seller, "the seller has it no more"
    self.listings[collection][token_id] = empty(Listing)
    fee: uint256 = found.price * FEE // 10_000
    receiver: address = empty(address)
    royalty: uint256 = 0
    receiver, royalty = self._royalty(collection, token_id, found.price)
    royalty = min(royalty, found.price * MOST_ROYALTY // 10_000)
    self.credit[self.house] += fee
    self.credit[receiver] += royalty
    raw_call(found.seller, b"", value=found.price - fee - royalty)
    extcall Collection(collection).safeTransferFrom(found.seller, msg.sender, token_id)
    assert staticcall Collection(collection).ownerOf(token_id) == msg.sender, "the token did not arrive"
"""
