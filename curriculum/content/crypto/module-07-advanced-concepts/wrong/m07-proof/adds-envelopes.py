# Adds the commitments instead of multiplying them; they hold the amounts in the exponent.
# fails: envelopes-add-up

# %% envelopes
def commit(value, blind):
    return pow(G, value, P) * pow(H, blind, P) % P


def balances(inputs, outputs):
    return sum(inputs) % P == sum(outputs) % P
