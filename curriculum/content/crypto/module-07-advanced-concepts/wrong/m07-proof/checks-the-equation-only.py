# Checks the equation and nothing about the numbers in it, so keys outside the group and doubled responses pass.
# fails: forgeries-fail

# %% verify
def verify(public, message, proof):
    announcement, response = proof
    c = challenge(public, announcement, message)
    return pow(G, response, P) == announcement * pow(public, c, P) % P
