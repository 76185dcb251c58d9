# Believes that whoever lists a token owns it and has approved the marketplace.
# fails: listings-are-honest

# %% listing
LISTING = """
@external
def list_token(collection: address, token_id: uint256, price: uint256, expires: uint256):
    assert price > 0, "a price is needed"
    assert expires > block.timestamp, "it would have expired already"
    self.listings[collection][token_id] = Listing(seller=msg.sender, price=price, expires=expires)


@external
def unlist(collection: address, token_id: uint256):
    assert self.listings[collection][token_id].seller == msg.sender, "not your listing"
    self.listings[collection][token_id] = empty(Listing)
"""
