# The seal covers index and data only, so a block is not tied to the block before it.
# fails: seal-follows-the-recipe, forgeries-are-caught

# %% make-seal
def seal(index, data, previous):
    return hashlib.sha256(json.dumps([index, data]).encode()).hexdigest()
