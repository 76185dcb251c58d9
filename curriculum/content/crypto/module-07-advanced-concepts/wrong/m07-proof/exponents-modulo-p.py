# Takes the response modulo P, as the powers are; exponents count modulo Q.
# fails: proofs-follow-schnorr

# %% prove
def challenge(public, announcement, message):
    text = json.dumps([public, announcement, message])
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") % Q


def prove(secret, message, nonce):
    public = pow(G, secret, P)
    announcement = pow(G, nonce, P)
    return announcement, (nonce + challenge(public, announcement, message) * secret) % P
