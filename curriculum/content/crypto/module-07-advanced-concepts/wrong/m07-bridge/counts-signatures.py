# Counts signatures instead of guardians, so one stolen key signs as often as needed.
# fails: enough-different-guardians

# %% approved
def approved(message, signatures, guardians, threshold):
    return sum(who_signed(message, signature) in guardians for signature in signatures) >= threshold
