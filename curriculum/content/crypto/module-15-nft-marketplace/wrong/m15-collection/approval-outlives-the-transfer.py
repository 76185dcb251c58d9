# Moves a token and leaves its approval standing, so that whoever was approved can take it from the new owner.
# fails: ownership-conforms

# %% ownership
OWNERSHIP = """
@internal
@view
def _owner(token_id: uint256) -> address:
    owner: address = self.owners[token_id]
    assert owner != empty(address), "there is no such token"
    return owner


@internal
def _move(caller: address, sender: address, to: address, token_id: uint256):
    owner: address = self._owner(token_id)
    assert caller == owner or caller == self.approvals[token_id] or self.isApprovedForAll[owner][caller], "not yours to move"
    assert owner == sender, "the sender is not the owner"
    assert to != empty(address), "no receiver"
    self.counts[sender] -= 1
    self.counts[to] += 1
    self.owners[token_id] = to
    log Transfer(sender=sender, receiver=to, token_id=token_id)


@external
def mint(to: address, cid: String[59]) -> uint256:
    assert msg.sender == self.creator, "only the creator may mint"
    assert self.minted < MAX_SUPPLY, "the collection is complete"
    assert to != empty(address), "no receiver"
    self.minted += 1
    self.owners[self.minted] = to
    self.counts[to] += 1
    self.cids[self.minted] = cid
    log Transfer(sender=empty(address), receiver=to, token_id=self.minted)
    return self.minted


@external
@view
def ownerOf(token_id: uint256) -> address:
    return self._owner(token_id)


@external
@view
def balanceOf(owner: address) -> uint256:
    assert owner != empty(address), "nobody owns anything"
    return self.counts[owner]


@external
@view
def getApproved(token_id: uint256) -> address:
    assert self._owner(token_id) != empty(address)
    return self.approvals[token_id]


@external
def approve(approved: address, token_id: uint256):
    owner: address = self._owner(token_id)
    assert msg.sender == owner or self.isApprovedForAll[owner][msg.sender], "not yours to approve"
    self.approvals[token_id] = approved
    log Approval(owner=owner, approved=approved, token_id=token_id)


@external
def setApprovalForAll(operator: address, approved: bool):
    self.isApprovedForAll[msg.sender][operator] = approved
    log ApprovalForAll(owner=msg.sender, operator=operator, approved=approved)


@external
def transferFrom(sender: address, to: address, token_id: uint256):
    self._move(msg.sender, sender, to, token_id)
"""
