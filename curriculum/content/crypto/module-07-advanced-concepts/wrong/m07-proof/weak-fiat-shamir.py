# Leaves the public key out of the hash: a cheat can fix the proof first and choose the key afterwards.
# fails: challenge-covers-everything, proofs-follow-schnorr, honest-proofs-pass, forgeries-fail, reused-nonce-is-fatal

# %% prove
def challenge(public, announcement, message):
    text = json.dumps([announcement, message])
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") % Q


def prove(secret, message, nonce):
    public = pow(G, secret, P)
    announcement = pow(G, nonce, P)
    return announcement, (nonce + challenge(public, announcement, message) * secret) % Q
