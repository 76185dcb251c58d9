# Encodes the bare hash: an address that says neither how it was made nor what it leads to.
# fails: content-is-addressed

# %% content
def cid(data):
    return "b" + base64.b32encode(hashlib.sha256(data).digest()).decode().lower().rstrip("=")


def matches(uri, data):
    return uri == "ipfs://" + cid(data)
