# Keeps the three highest bytes also where the first of them would be read as a sign.
# fails: targets, retargets

# %% target
def target_from_bits(bits):
    return (bits & 0x7FFFFF) * 256 ** ((bits >> 24) - 3) if bits >> 24 >= 3 else (bits & 0x7FFFFF) >> 8 * (3 - (bits >> 24))


def bits_from_target(target):
    length = (target.bit_length() + 7) // 8
    mantissa = target << 8 * (3 - length) if length < 3 else target >> 8 * (length - 3)
    return length << 24 | mantissa


def work_of(target):
    return 2**256 // (target + 1)
